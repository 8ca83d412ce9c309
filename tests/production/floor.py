"""A project with people and items to work on, for the tests of the working loop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from beanfield.people.actor import Actor
from beanfield.platform.database import Database, Tx, dicts, scalar
from beanfield.platform.services import Services
from beanfield.production import check_next, settle
from beanfield.production.check_next import Checker
from beanfield.production.desk import Desk
from beanfield.production.model import (
    Pipeline,
    ReviewRequest,
    SkipRequest,
    Submission,
    WorkReply,
    WorkRequest,
)
from beanfield.production.turn import Turn
from beanfield.production.work import work

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)

SCHEMA: dict[str, Any] = {
    "media": "image",
    "classes": [{"name": "car", "shape": "box"}],
    "fields": [{"name": "weather", "type": "choice", "options": ["rain", "sun"]}],
}


def boxes(count: int = 1, *, x: float = 1.0) -> dict[str, Any]:
    """A document of some boxes."""
    objects = [
        {"id": f"o{n}", "class": "car", "shape": {"type": "box", "x": x, "y": n, "w": 10, "h": 10}}
        for n in range(count)
    ]
    return {"objects": objects, "relations": [], "answers": {}}


def draws(*numbers: float) -> Iterator[float]:
    """These numbers over and over."""
    while True:
        yield from numbers


class Floor:
    """One project in a database of its own. `now` moves only when a test moves it."""

    def __init__(self, services: Services, project_id: int, people: list[int], centre_id: int) -> None:
        self.services = services
        self.project_id = project_id
        self.people = people
        self.centre_id = centre_id
        self.now = NOON
        self.desk = Desk()
        self.draws = draws(0.5)

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    async def turns(self, *turns: Turn) -> list[WorkReply]:
        """Requests answered in one transaction, committed."""
        async with self.services.database.transaction() as tx:
            return await work(tx, self.services, self.desk, self.project_id, turns, self.now, self.draws)

    async def ask(self, person: int, **request: Any) -> WorkReply:
        """One person's request, committed."""
        return (await self.turns(Turn(person, "en", WorkRequest(**request))))[0]

    async def answer(self, person: int, lease_id: int, document: Any = None, **more: Any) -> WorkReply:
        """Hand in one answer and ask for nothing."""
        submission = answer_to(lease_id, document)
        return await self.ask(person, submit=[submission], **{"want": 0, **more})

    async def skip(self, person: int, lease_id: int) -> WorkReply:
        return await self.ask(person, skip=[SkipRequest(lease_id, "unreadable")], want=0)

    async def rows(self, query: Any, *params: Any) -> list[dict[str, Any]]:
        async with self.services.database.transaction() as tx:
            return await dicts(tx, query, params)

    async def value(self, query: Any, *params: Any) -> Any:
        async with self.services.database.transaction() as tx:
            return await scalar(tx, query, params)

    async def run(self, query: Any, *params: Any) -> None:
        async with self.services.database.transaction() as tx:
            await tx.execute(query, params)


def answer_to(lease_id: int, document: Any = None, *, id: UUID | None = None) -> Submission:
    return Submission(id or uuid4(), lease_id, boxes() if document is None else document)


async def make_people(tx: Tx, centre_id: int, count: int) -> list[int]:
    """Annotators of a centre."""
    found = await dicts(
        tx,
        "insert into person (name, centre_id) select 'P' || n, %s from generate_series(1, %s) n returning id",
        [centre_id, count],
    )
    return [row["id"] for row in found]


async def assign(tx: Tx, project_id: int, people: Iterable[int], task: str = "annotate") -> None:
    await tx.execute(
        "insert into assignment (project_id, person_id, task) select %s, p, %s from unnest(%s::bigint[]) p",
        [project_id, task, list(people)],
    )


async def add_items(tx: Tx, project_id: int, count: int, *, overlap: int = 1, priority: int = 0) -> list[int]:
    """Pictures of 640 × 480, open."""
    first = await scalar(tx, "select count(*) from item where project_id = %s", [project_id])
    found = await dicts(
        tx,
        "with made as (insert into item (project_id, name, overlap, open_slots, priority)"
        " select %(project)s, 'picture ' || n, %(overlap)s, %(overlap)s, %(priority)s"
        " from generate_series(%(first)s::int + 1, %(first)s::int + %(count)s::int) n returning id)"
        ", filled as (insert into item_content (item_id, content)"
        " select id, jsonb_build_object("
        "'kind', 'image', 'sha256', repeat('a', 64), 'width', 640, 'height', 480) from made)"
        " select id from made order by id",
        {"project": project_id, "overlap": overlap, "priority": priority, "first": first, "count": count},
    )
    return [row["id"] for row in found]


async def make_floor(
    services: Services, *, people: int = 3, items: int = 10, pipeline: Pipeline | None = None
) -> Floor:
    """A running project of `items` pictures, with people who are assigned to annotate it."""
    database: Database = services.database
    pipeline = pipeline or Pipeline(review="none")
    async with database.transaction() as tx:
        centre = await scalar(tx, "insert into centre (name_zh) values ('中心') returning id")
        staff = await make_people(tx, centre, people)
        project = await scalar(
            tx,
            "insert into project (centre_id, name, media, state, pipeline, schema_version, guide_version)"
            " values (%s, 'Cars', 'image', 'running', %s::text::jsonb, 1, 1) returning id",
            [centre, msgspec.json.encode(pipeline).decode()],
        )
        await tx.execute(
            "insert into label_schema (project_id, version, schema) values (%s, 1, %s::text::jsonb)",
            [project, msgspec.json.encode(SCHEMA).decode()],
        )
        await assign(tx, project, staff)
        if items:
            await add_items(tx, project, items, overlap=pipeline.overlap)
    return Floor(services, project, staff, centre)


def items_of(replies: Sequence[WorkReply]) -> list[int]:
    """Every item that the replies lease."""
    return [lease.item_id for reply in replies for lease in reply.leases]


async def add_checkers(floor: Floor, count: int, task: str = "review") -> list[Actor]:
    """People who check the project's answers."""
    async with floor.services.database.transaction() as tx:
        people = await make_people(tx, floor.centre_id, count)
        await assign(tx, floor.project_id, people, task)
    return [actor(person) for person in people]


def actor(person_id: int) -> Actor:
    return Actor(person_id=person_id, name="R", locale="en", centre_id=None, customer_id=None, grants=())


async def check(floor: Floor, who: Actor, **request: Any) -> WorkReply:
    """One checker's request, committed."""
    checker = Checker(who, floor.services, floor.desk, floor.draws)
    async with floor.services.database.transaction() as tx:
        return await check_next.check(tx, checker, floor.project_id, ReviewRequest(**request), floor.now)


async def settle_all(floor: Floor) -> None:
    """Settle what has all its answers, as the job does."""
    more = 1
    while more:
        async with floor.services.database.transaction() as tx:
            more = await settle.settle(tx, floor.desk, floor.project_id, floor.now, floor.draws)
