"""What imports, exports and deliveries share: one worker at a time, and counts for those who look on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Final, Literal

import psycopg
import structlog
from msgspec import Struct

from beanfield.platform.database import Tx, scalar
from beanfield.platform.errors import Problem
from beanfield.platform.messages import text
from beanfield.platform.services import Services

log = structlog.get_logger()

MOST_ATTEMPTS: Final = 3
PROGRESS_SECONDS: Final = 1.0

Kind = Literal["import", "export", "delivery"]
_LOCKS: Final[dict[Kind, int]] = {"import": 0x696D70, "export": 0x657870, "delivery": 0x64656C}


async def held(tx: Tx, kind: Kind, run_id: int) -> bool:
    """Take a run for this transaction; False where another worker has it."""
    return bool(await scalar(tx, "select pg_try_advisory_xact_lock(%s, %s)", [_LOCKS[kind], run_id]))


@asynccontextmanager
async def reported(services: Services, write: Callable[[Tx], Awaitable[Any]]) -> AsyncIterator[None]:
    """Call `write` in a transaction of its own every second while the block runs."""

    async def report() -> None:
        while True:
            await asyncio.sleep(PROGRESS_SECONDS)
            try:
                async with services.database.transaction() as tx:
                    await write(tx)
            except psycopg.Error as error:  # the work itself goes on
                log.warning("progress_not_written", exc_info=error)

    reporting = asyncio.create_task(report())
    try:
        yield
    finally:
        reporting.cancel()
        with suppress(asyncio.CancelledError):
            await reporting


class Trouble(Struct, frozen=True):
    """Why a run failed: a message of the catalogue, kept so that each reader gets it in their language."""

    key: str
    params: dict[str, Any] = {}

    @classmethod
    def of(cls, problem: Problem) -> Trouble:
        """The message of a problem."""
        return cls(problem.key, {name: _plain(value) for name, value in problem.params.items()})

    def told(self, locale: str) -> dict[str, str]:
        """As in a problem document."""
        kind = "beanfield:" + self.key.replace("_", "-").replace(".", ":")
        return {"type": kind, "title": text(self.key, locale, **self.params)}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
