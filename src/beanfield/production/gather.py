"""Requests to the working loop that come at the same time are answered together, in one transaction.

A transaction costs much the same for one person's request as for thirty. So while one batch of a project is
under way, the requests that arrive wait, and then go as the next batch; alone, a request goes at once. A
batch that fails is undone, and each of its requests is tried again by itself, so that none harms another.
Nobody is twice in a batch: a person's requests are answered in the order that they came.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

import structlog
from msgspec import Struct
from psycopg_pool import PoolClosed

from beanfield.platform.errors import Problem
from beanfield.platform.jobs import defer
from beanfield.platform.services import Services
from beanfield.production.desk import Desk
from beanfield.production.model import WorkReply, WorkRequest
from beanfield.production.turn import Turn
from beanfield.production.work import work

log = structlog.get_logger()

#: Most requests in one transaction, and most transactions of a project at a time in one process.
MOST: Final = 64
DRAINERS: Final = 1

#: Seconds from an answer until its grading is asked for; all answers that come meanwhile go with it.
GRADE_AFTER: Final = 0.5


class Waiting(Struct, eq=False):
    """A request and who waits for its reply."""

    person_id: int
    locale: str
    request: WorkRequest
    reply: asyncio.Future[WorkReply]

    def turn(self) -> Turn:
        return Turn(self.person_id, self.locale, self.request)


def chance() -> Iterator[float]:
    """Numbers in [0, 1) that nobody can foretell: who is reviewed must not be guessed."""
    source = random.SystemRandom()
    while True:
        yield source.random()


class Gatherer:
    """One for each process."""

    def __init__(self, services: Services, *, most: int = MOST, drainers: int = DRAINERS) -> None:
        self._services = services
        self._most = most
        self._drainers = drainers
        self._waiting: defaultdict[int, list[Waiting]] = defaultdict(list)
        self._running: defaultdict[int, int] = defaultdict(int)
        self._tasks: set[asyncio.Task[None]] = set()
        self._grading: set[int] = set()
        self._draws = chance()
        self.desk = Desk()

    async def work(self, project_id: int, person_id: int, locale: str, request: WorkRequest) -> WorkReply:
        """The reply to a request, once what it handed in is committed."""
        waiting = Waiting(person_id, locale, request, asyncio.get_running_loop().create_future())
        self._waiting[project_id].append(waiting)
        if self._running[project_id] < self._drainers:
            self._running[project_id] += 1
            self._keep(asyncio.create_task(self._drain(project_id)))
        return await waiting.reply

    async def _drain(self, project_id: int) -> None:
        try:
            while batch := self._next(project_id):
                await self._answer(project_id, batch)
        finally:
            self._running[project_id] -= 1  # at once: a request that comes next must find nobody running

    def _next(self, project_id: int) -> list[Waiting]:
        """The requests that have waited longest, one of each person."""
        batch: dict[int, Waiting] = {}
        later: list[Waiting] = []
        for waiting in self._waiting[project_id]:
            if waiting.person_id in batch or len(batch) == self._most:
                later.append(waiting)
            elif not waiting.reply.done():
                batch[waiting.person_id] = waiting
        self._waiting[project_id] = later
        return list(batch.values())

    async def _answer(self, project_id: int, batch: list[Waiting]) -> None:
        try:
            replies = await self._commit(project_id, batch)
        except Exception as error:
            if len(batch) > 1:
                if not isinstance(error, Problem):
                    log.warning("work_batch_failed", project=project_id, requests=len(batch), exc_info=error)
                for waiting in batch:
                    await self._answer(project_id, [waiting])
            elif not batch[0].reply.done():
                batch[0].reply.set_exception(error)
            return
        for waiting, reply in zip(batch, replies, strict=True):
            if not waiting.reply.done():
                waiting.reply.set_result(reply)
        if project_id in self.desk.measured and any(waiting.request.submit for waiting in batch):
            self._grade_soon(project_id)

    def _grade_soon(self, project_id: int) -> None:
        """Have the answers of a project with gold graded within a second or two.

        After the replies, and whether there was gold among the answers or not: no delay tells it.
        """
        if project_id in self._grading:
            return
        self._grading.add(project_id)
        self._keep(asyncio.create_task(self._ask_for_grades(project_id)))

    async def _ask_for_grades(self, project_id: int) -> None:
        await asyncio.sleep(GRADE_AFTER)
        self._grading.discard(project_id)
        with suppress(PoolClosed):  # the server stops: the job of the next minute finds them
            async with self._services.database.transaction() as tx:
                await defer(tx, "checks.grade", once=f"grade:{project_id}", project_id=project_id)

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _commit(self, project_id: int, batch: list[Waiting]) -> list[WorkReply]:
        turns = [waiting.turn() for waiting in batch]
        async with self._services.database.transaction() as tx:
            # The statements of the loop are the same for every project: planned once for each connection.
            await tx.execute("set local plan_cache_mode = force_generic_plan")
            return await work(
                tx, self._services, self.desk, project_id, turns, datetime.now(UTC), self._draws
            )
