"""Who is known to this process: actors and places kept in memory, so that the hot path asks no database.

An entry lives `_KEPT` seconds. Every process listens to the channel `access_changed`, on which database
triggers tell what changed, and forgets at once; while a process cannot listen, its entries live `_UNHEARD`
seconds only. A refusal is never decided on what is remembered: the guard asks again before it refuses.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

import psycopg
import structlog

from beanfield.people.actor import Actor, Place
from beanfield.platform.database import Database, Tx

log = structlog.get_logger()

#: Finds where a thing stands, by its id.
Resolver = Callable[[Tx, Any], Awaitable[Place | None]]
#: Finds the actor behind the hash of a session or an API token (`bearer`), and when that ends.
Loader = Callable[[Tx, bytes, bool], Awaitable[tuple[Actor, datetime | None] | None]]

_REMEMBERED: Final = frozenset({"project_id", "lease_id", "upload_id"})  # the others change without a notice
#: Thousands of people hand in every ten seconds: one call of thirty asks the database who they are.
_KEPT: Final = 300.0
_UNHEARD: Final = 3.0
_MOST: Final = 50_000
_PULSE: Final = 15.0
_PAUSE: Final = 1.0  # before listening is tried again


class Known:
    """Actors by the hash of their session or token, and places by path parameter and id."""

    def __init__(self, database: Database, load: Loader, resolvers: Mapping[str, Resolver]) -> None:
        self._database = database
        self._load = load
        self._resolvers = resolvers
        self._actors: dict[bytes, tuple[float, Actor]] = {}
        self._keys_of: defaultdict[int, set[bytes]] = defaultdict(set)
        self._places: dict[tuple[str, Any], tuple[float, Place]] = {}
        self._notices = 0
        self._listening = False

    def remembered(self, key: bytes) -> Actor | None:
        """The actor, if they are known and fresh."""
        entry = self._actors.get(key)
        return entry[1] if entry is not None and entry[0] > time.monotonic() else None

    async def ask(self, key: bytes, *, bearer: bool) -> Actor | None:
        """The actor as the database knows them now; remembered for next time."""
        before = self._notices
        async with self._database.transaction() as tx:
            found = await self._load(tx, key, bearer)
        if found is None:
            self._actors.pop(key, None)
            return None
        actor, expires_at = found
        if self._notices == before:
            self._remember(key, actor, expires_at)
        return actor

    def _remember(self, key: bytes, actor: Actor, expires_at: datetime | None) -> None:
        if len(self._actors) >= _MOST:
            self.forget_all()
        kept = self._lifetime()
        if expires_at is not None:
            kept = min(kept, (expires_at - datetime.now(UTC)).total_seconds())
        self._actors[key] = (time.monotonic() + kept, actor)
        self._keys_of[actor.person_id].add(key)

    def _lifetime(self) -> float:
        return _KEPT if self._listening else _UNHEARD

    async def place(self, parameter: str, value: Any, *, fresh: bool = False) -> Place | None:
        """Where the thing stands that a path parameter names; None where there is none."""
        entry = None if fresh else self._places.get((parameter, value))
        if entry is not None and entry[0] > time.monotonic():
            return entry[1]
        before = self._notices
        async with self._database.transaction() as tx:
            found = await self._resolvers[parameter](tx, value)
        if found is not None and parameter in _REMEMBERED and self._notices == before:
            if len(self._places) >= _MOST:
                self._places.clear()
            self._places[parameter, value] = (time.monotonic() + self._lifetime(), found)
        return found

    def forget(self, person_id: int) -> None:
        """Ask the database about this person's sessions and tokens next time."""
        self._notices += 1
        for key in self._keys_of.pop(person_id, ()):
            self._actors.pop(key, None)

    def forget_all(self) -> None:
        """Ask the database about everyone and everything next time."""
        self._notices += 1
        self._actors.clear()
        self._keys_of.clear()
        self._places.clear()

    def hear(self, payload: str) -> None:
        """Act on a notice of the channel."""
        what, _, number = payload.partition(":")
        if what == "person":
            self.forget(int(number))
        elif what == "project":
            self._notices += 1
            self._places.pop(("project_id", int(number)), None)
        else:
            self.forget_all()

    async def listen(self) -> None:
        """Hear notices until cancelled; a lost connection is made again."""
        while True:
            with suppress(psycopg.OperationalError):
                await self._listen_once()
            self._listening = False
            self.forget_all()
            log.warning("access_notices_lost")
            await asyncio.sleep(_PAUSE)

    async def _listen_once(self) -> None:
        connection = await psycopg.AsyncConnection.connect(
            self._database.url, autocommit=True, application_name="beanfield notices"
        )
        async with connection:
            await connection.execute("listen access_changed")
            self.forget_all()
            self._listening = True
            while True:
                async for notice in connection.notifies(timeout=_PULSE):
                    self.hear(notice.payload)
                await connection.execute("select 1")  # a connection that died silently shows it here
