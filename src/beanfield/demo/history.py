"""Weeks of work, played through the real use cases at past times: answers, and the mending of returns."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import msgspec

from beanfield.annotation.document import Document
from beanfield.annotation.schema import LabelSchema
from beanfield.demo.answers import answer_with_slips
from beanfield.demo.projects import Plan
from beanfield.platform.services import Services
from beanfield.production.desk import Desk
from beanfield.production.model import Lease, Submission, WorkRequest
from beanfield.production.turn import ZONE, Turn
from beanfield.production.work import work

DAYS = 12


class Office:
    """One project's history while it is played. The same seed plays the same history."""

    def __init__(self, services: Services, plan: Plan, project_id: int, now: datetime, visitor: int) -> None:
        self.services = services
        self.plan = plan
        self.project_id = project_id
        self.now = now
        self.schema: LabelSchema = plan.schema
        self.rng = Random(project_id * 101 + 7)  # noqa: S311  a repeatable play, no secret
        self.desk = Desk()
        self.answered_by: dict[str, int] = {}
        self.visitor = visitor
        self.left_to_mend = 0

    def draws(self) -> Iterator[float]:
        while True:
            yield self.rng.random()

    def uuid(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    async def annotate(self, people: Sequence[tuple[int, float]], answers: int) -> int:
        """Let people answer until `answers` are in or the queue is empty; returns how many came in."""
        if not people or answers <= 0:
            return 0
        return await self._answer_at(self._clocks(people, answers), answers)

    async def _answer_at(self, clocks: list[tuple[datetime, int, float]], answers: int) -> int:
        heapq.heapify(clocks)
        held: dict[int, Lease] = {}
        done = 0
        while clocks and done < answers:
            at, person, care = heapq.heappop(clocks)
            lease = held.pop(person, None)
            if lease is None:
                lease = await self._turn(person, at, WorkRequest(want=1))
                if lease is None:
                    continue
                held[person] = lease
                effort = timedelta(seconds=self.rng.uniform(25, 110))
                heapq.heappush(clocks, (at + effort, person, care))
                continue
            self.answered_by[lease.name] = person
            answer = self._answer(lease, care)
            submission = Submission(id=self.uuid(), lease_id=lease.id, document=answer)
            await self._turn(person, at, WorkRequest(submit=[submission], want=0))
            done += 1
        for person, lease in held.items():
            await self._turn(person, self.now, WorkRequest(hand_back=[lease.id], want=0))
        return done

    async def mend(self, people: Sequence[tuple[int, float]]) -> None:
        """Let people mend what came back to them, with more care than before."""
        at = self.now - timedelta(hours=3)
        for person, _ in people:
            while (lease := await self._turn(person, at, WorkRequest(want=1))) is not None:
                at += timedelta(seconds=self.rng.uniform(20, 60))
                if not lease.rework:
                    await self._turn(person, at, WorkRequest(hand_back=[lease.id], want=0))
                    break
                submission = Submission(id=self.uuid(), lease_id=lease.id, document=self._answer(lease, 1.0))
                await self._turn(person, at, WorkRequest(submit=[submission], want=0))

    def _clocks(self, people: Sequence[tuple[int, float]], answers: int) -> list[tuple[datetime, int, float]]:
        """When whom begins an item, spread over the days before today."""
        daily = -(-answers // (DAYS * len(people))) + 1
        slots = [(at, person, care) for person, care in people for at in self._starts(daily)]
        return self.rng.sample(slots, min(answers, len(slots)))

    def _starts(self, daily: int) -> Iterator[datetime]:
        """When a person begins each of the day's items, on working days up to yesterday."""
        first = self.now.astimezone(ZONE).replace(hour=9, minute=0, second=0, microsecond=0)
        for back in range(DAYS, 0, -1):
            day = first - timedelta(days=back)
            if day.weekday() == 6:
                continue
            begin = day + timedelta(minutes=self.rng.uniform(0, 200))
            for number in range(daily):
                yield (begin + timedelta(seconds=150 * number)).astimezone(UTC)

    async def annotate_lately(self, person: int, care: float, answers: int) -> None:
        """Let the visitor's account have answered a few within the last hour."""
        starts = [self.now - timedelta(minutes=20 + 6 * number) for number in range(answers)]
        await self._answer_at([(at, person, care) for at in starts], answers)

    async def _turn(self, person: int, at: datetime, request: WorkRequest) -> Lease | None:
        async with self.services.database.transaction() as tx:
            turns = [Turn(person, "zh-CN", request)]
            replies = await work(tx, self.services, self.desk, self.project_id, turns, at, self.draws())
        for outcome in replies[0].outcomes:
            if outcome.status == "refused":
                raise RuntimeError(f"the demo's own answer was refused: {outcome.problem}")
        return replies[0].leases[0] if replies[0].leases else None

    def _answer(self, lease: Lease, care: float) -> dict[str, Any]:
        truth = self.plan.truth.get(lease.name, Document())
        answer = answer_with_slips(truth, self.schema, care, self.rng, _size(lease))
        plain: dict[str, Any] = msgspec.to_builtins(answer)
        return plain


def _size(lease: Lease) -> tuple[int, int] | None:
    content = msgspec.json.decode(lease.content)
    return (content["width"], content["height"]) if content.get("kind") == "image" else None
