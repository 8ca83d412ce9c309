"""People's requests to the working loop, gathered in a batch, and what is known while they are answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from beanfield.platform.database import Tx, dicts
from beanfield.platform.errors import Problem
from beanfield.production.desk import Row, Rulebook
from beanfield.production.model import Outcome, Task, Today, WorkRequest
from beanfield.production.store_work import STANDING

#: The working day of the centres, where "today" begins at midnight.
ZONE: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def midnight(now: datetime) -> datetime:
    """When the centres' day began."""
    return now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)


class Standing(Struct, kw_only=True):
    """A person at the desk. `assignment_id` None: not assigned; an own assignment goes before a team's.
    `gold_item` is what they get next to measure by, with the chance `gold_share` of each item handed out.
    """

    person_id: int
    seen_at: datetime | None
    items: int
    objects: int
    active_ms: int
    reviews: int
    assignment_id: int | None
    team_id: int | None
    cap: int | None
    paused: bool
    reviewed: int | None
    faulty: int | None
    skilled: bool
    returned: bool
    leases: list[int]
    untils: list[datetime]
    gold_item: int | None
    gold_share: float | None
    paused_by: str | None = None  # the rule that keeps them from work here
    review_share: float | None = None  # by rule: at least so much of theirs is reviewed
    day_left: int | None = None  # by rule: so many items they may still take today

    def add(self, objects: int, active_ms: int) -> None:
        """Count an answer just taken."""
        self.items += 1
        self.objects += objects
        self.active_ms += active_ms

    def today(self) -> Today:
        return Today(self.items, self.objects, self.active_ms / 1000, self.reviews)


class Turn(Struct):
    """`locale` is the language that problems are told in."""

    person_id: int
    locale: str
    request: WorkRequest
    outcomes: list[Outcome] = []
    ended: set[int] = set()  # leases that this request ended

    def refuse(self, number: UUID | int, problem: Problem) -> None:
        """Tell why one submission, skip or hand-back was not taken."""
        document: dict[str, Any] = msgspec.to_builtins(problem.document(self.locale))
        self.outcomes.append(Outcome(id=number, status="refused", problem=document))


class Batch(Struct):
    """Requests to one project that are answered in one transaction.

    `leases` are those that the turns name, locked, and `items` the items of these as they become while
    answers are taken. `draws` yields random numbers in [0, 1).
    """

    book: Rulebook
    turns: list[Turn]
    people: dict[int, Standing]
    leases: dict[int, Row]
    now: datetime
    draws: Iterator[float]
    items: dict[int, Row] = {}

    def held(self, turn: Turn) -> dict[int, datetime]:
        """The leases that a person holds after what they ended in this batch, and until when."""
        person = self.people[turn.person_id]
        return {
            lease: until
            for lease, until in zip(person.leases, person.untils, strict=True)
            if lease not in turn.ended
        }


async def standings(
    tx: Tx, book: Rulebook, people: Iterable[int], task: Task, now: datetime
) -> dict[int, Standing]:
    """Where each person stands, by id."""
    found = await dicts(
        tx,
        STANDING,
        {
            "people": sorted(set(people)),
            "project": book.project_id,
            "task": task,
            "now": now,
            "midnight": midnight(now),
            "skill": book.pipeline.skill if task == "annotate" else None,
            "level": book.pipeline.skill_level,
            "gold": book.gold_key is not None and task == "annotate",
        },
    )
    return {row["person_id"]: Standing(**row) for row in found}
