"""Background jobs by procrastinate, enqueued in the transaction of the change that wants them.

A slice declares its jobs in its `jobs.py`:

    @job("media.thumbnail")
    async def make_thumbnail(services: Services, *, sha256: str) -> None: …

and any use case asks for one with `await defer(tx, "media.thumbnail", sha256=…)`. A job that fails is
tried again, later each time, up to `attempts` times; it must therefore be harmless to run twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import procrastinate
import structlog
from procrastinate import JobContext, RetryStrategy

from beanfield.platform.database import Tx
from beanfield.platform.services import Services

log = structlog.get_logger()

JobFunction = Callable[..., Awaitable[None]]

#: The modules that declare jobs.
MODULES = (
    "beanfield.production.jobs",
    "beanfield.production.jobs_work",
    "beanfield.media.jobs",
    "beanfield.people.jobs",
    "beanfield.earnings.jobs",
    "beanfield.orders.jobs",
    "beanfield.skills.jobs",
    "beanfield.checks.jobs_gold",
    "beanfield.checks.jobs_rules",
)

_connector = procrastinate.PsycopgConnector()
app = procrastinate.App(connector=_connector, import_paths=list(MODULES))


def job(name: str, *, attempts: int = 5, every: str | None = None) -> Callable[[JobFunction], JobFunction]:
    """Declare a job. `every` is a cron expression for one that runs by itself."""

    def declare(function: JobFunction) -> JobFunction:
        async def run(context: JobContext, /, **args: Any) -> None:
            services: Services = context.additional_context["services"]
            args.pop("timestamp", None)
            try:
                await function(services, **args)
            except Exception:
                # The queue keeps that a job failed, not why.
                log.exception("job_failed", job=name, attempt=context.job.attempts + 1)
                raise

        retry = RetryStrategy(max_attempts=attempts, exponential_wait=4)
        task = app.task(name=name, pass_context=True, retry=retry)(run)
        if every is not None:
            app.periodic(cron=every)(task)  # type: ignore[arg-type]  # `run` takes the timestamp among its args
        return function

    return declare


async def defer(tx: Tx, name: str, *, lock: str | None = None, once: str | None = None, **args: Any) -> None:
    """Enqueue a job in this transaction.

    Jobs of one `lock` run one after another; a job whose `once` key already waits is not enqueued again.
    """
    configured = app.configure_task(name, lock=lock, queueing_lock=once, connection=tx)
    try:
        async with tx.transaction():
            await configured.defer_async(**args)
    except procrastinate.exceptions.AlreadyEnqueued:
        return


@job("platform.revive", every="* * * * *")
async def revive(_services: Services) -> None:
    """Put jobs back whose worker died in the middle of them: without it they, and their lock, would hang."""
    for stalled in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(stalled)


async def run_waiting(services: Services) -> None:
    """Run what is waiting now, then return: for tests, and for commands that end."""
    await run_forever(services, wait=False)


async def run_forever(services: Services, *, wait: bool = True, concurrency: int = 2) -> None:
    """Run jobs until cancelled (or, with `wait=False`, until none is waiting)."""
    connector = procrastinate.PsycopgConnector(conninfo=services.database.url, min_size=1, max_size=4)
    with app.replace_connector(connector):
        async with app.open_async():
            await app.run_worker_async(
                wait=wait,
                concurrency=concurrency,
                install_signal_handlers=False,
                listen_notify=wait,
                delete_jobs="successful",
                additional_context={"services": services},
            )
