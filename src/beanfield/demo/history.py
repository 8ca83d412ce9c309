"""Weeks of work, played through the real use cases at past times: answers, and the mending of returns."""

from __future__ import annotations

import dataclasses
import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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


class Calendar:
    """When each person was last at work: nobody works at two things at once, and time runs forward."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._last: dict[int, datetime] = {}

    def after(self, person: int, at: datetime) -> datetime:
        """`at`, or when the person is free if that is later."""
        return max(at, self._last.get(person, at))

    def note(self, person: int, at: datetime) -> None:
        self._last[person] = self.after(person, at)

    def spend(self, person: int, seconds: float) -> None:
        self._last[person] = self._last.get(person, self.now) + timedelta(seconds=seconds)


@dataclass(order=True)
class Slot:
    """A person begins an item of a project at an instant, or hands in the one that they hold."""

    at: datetime
    office: Office = field(compare=False)
    person: int
    care: float


async def play(slots: list[Slot]) -> None:
    """Let everyone work at all projects of a centre, in the order of time."""
    heapq.heapify(slots)
    held: dict[int, tuple[Office, Lease]] = {}
    while slots:
        slot = heapq.heappop(slots)
        if slot.person not in held:
            lease = await slot.office.turn(slot.person, slot.at, WorkRequest(want=1))
            if lease is not None:
                held[slot.person] = slot.office, lease
                effort = timedelta(seconds=slot.office.rng.uniform(25, 110))
                heapq.heappush(slots, Slot(slot.at + effort, slot.office, slot.person, slot.care))
            continue
        office, lease = held[slot.person]
        if office is not slot.office or slot.at < office.calendar.after(slot.person, slot.at):
            heapq.heappush(slots, dataclasses.replace(slot, at=slot.at + timedelta(seconds=115)))
            continue
        del held[slot.person]
        await office.hand_in(slot.person, slot.at, lease, slot.care)
    for person, (office, lease) in held.items():
        await office.turn(
            person, office.calendar.after(person, office.now), WorkRequest(hand_back=[lease.id], want=0)
        )


class Office:
    """One project's history while it is played. The same seed plays the same history."""

    def __init__(
        self, services: Services, plan: Plan, project_id: int, calendar: Calendar, visitor: int
    ) -> None:
        self.services = services
        self.plan = plan
        self.project_id = project_id
        self.now = calendar.now
        self.schema: LabelSchema = plan.schema
        self.rng = Random(project_id * 101 + 7)  # noqa: S311  a repeatable play, no secret
        self.desk = Desk()
        self.answered_by: dict[str, int] = {}
        self.visitor = visitor
        self.calendar = calendar
        self.left_to_mend = 0
        self.review_all = False

    def draws(self) -> Iterator[float]:
        """Chance; of the visitor's last answers every one is reviewed, so that something waits there."""
        while True:
            yield 0.0 if self.review_all else self.rng.random()

    def uuid(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    async def mend(self, people: Sequence[tuple[int, float]]) -> None:
        """Let people mend what came back to them, with more care than before."""
        start = self.now - timedelta(hours=3)
        for person, _ in people:
            while True:
                at = self.calendar.after(person, start)
                lease = await self.turn(person, at, WorkRequest(want=1))
                if lease is None or not lease.rework:
                    break
                self.calendar.spend(person, self.rng.uniform(20, 60))
                await self.hand_in(person, self.calendar.after(person, start), lease, 1.0)
            if lease is not None:
                await self.give_back(person, at, lease)

    async def give_back(self, person: int, at: datetime, lease: Lease) -> None:
        """Hand a lease back unanswered."""
        await self.turn(person, at, WorkRequest(hand_back=[lease.id], want=0))

    async def hand_in(self, person: int, at: datetime, lease: Lease, care: float) -> None:
        """Answer a lease as this person would."""
        self.answered_by[lease.name] = person
        submission = Submission(id=self.uuid(), lease_id=lease.id, document=self._answer(lease, care))
        await self.turn(person, at, WorkRequest(submit=[submission], want=0))

    def plan_days(self, people: Sequence[tuple[int, float]], answers: int) -> list[Slot]:
        """When whom begins an item, spread over the days before today."""
        daily = -(-answers // (DAYS * len(people))) + 1
        slots = [Slot(at, self, person, care) for person, care in people for at in self._starts(daily)]
        return self.rng.sample(slots, min(answers, len(slots)))

    def plan_last_hour(self, person: int, care: float, answers: int) -> list[Slot]:
        """The visitor's account has answered a few within the last hour and a half."""
        starts = [self.now - timedelta(minutes=20 + 6 * number) for number in range(answers)]
        return [Slot(at, self, person, care) for at in starts]

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

    async def turn(self, person: int, at: datetime, request: WorkRequest) -> Lease | None:
        async with self.services.database.transaction() as tx:
            turns = [Turn(person, "zh-CN", request)]
            self.calendar.note(person, at)
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
