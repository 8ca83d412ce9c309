"""A project of many items with a history, written straight into the tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
from msgspec import Struct

from beanfield.people.actor import Actor, Task
from beanfield.people.model import Grant, Role

PEOPLE = 400
_NAME = "bench"

#: Share of the items, in the order of their ids, that is in each state: finished work comes first.
_SHARES = (
    ("delivered", 0.20), ("accepted", 0.15), ("review", 0.03), ("adjudication", 0.002), ("returned", 0.003),
    ("excluded", 0.005), ("open", 0.61),
)  # fmt: skip
_LOTS = (("small", 500), ("medium", 20_000), ("large", 100_000), ("huge", 300_000))


class Filled(Struct, frozen=True):
    """What was written: a project, an item in it, lots by name, and three people."""

    project_id: int
    item_id: int
    lots: dict[str, int]
    manager: Actor
    worker: Actor
    veteran: Actor


def fill(url: str, items: int) -> Filled:
    """Write the project; returns what `find` finds."""
    with psycopg.connect(url) as connection:
        centre = _one(connection, "insert into centre (name_zh) values ('测试') returning id")
        connection.execute(
            "insert into person (name, centre_id) select %s || n, %s from generate_series(1, %s) n",
            [_NAME, centre, PEOPLE],
        )
        project = _one(
            connection,
            "insert into project (centre_id, name, media, state, schema_version)"
            " values (%s, %s, 'image', 'running', 1) returning id",
            [centre, _NAME],
        )
        connection.execute(
            "insert into assignment (project_id, person_id, task) select %s, id, 'annotate' from person",
            [project],
        )
        connection.execute(
            'insert into label_schema (project_id, version, schema) values (%s, 1, \'{"media": "image"}\')',
            [project],
        )
        _items(connection, project, items)
        _lots(connection, project, items)
        _history(connection, project)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum analyze")
    found = find(url)
    if found is None:
        raise RuntimeError("nothing was filled")
    return found


def _one(connection: psycopg.Connection, query: str, params: list[object] | None = None) -> int:
    row = connection.execute(query.encode(), params).fetchone()
    if row is None:
        raise RuntimeError(query)
    return int(row[0])


def _items(connection: psycopg.Connection, project: int, items: int) -> None:
    start = datetime.now(UTC) - timedelta(days=9)
    edges, upto = [], 0.0
    for state, share in _SHARES:
        upto += share
        edges.append((upto * items, state))
    with connection.cursor().copy(
        "copy item (project_id, name, state, priority, open_slots, answered, changed_at) from stdin"
    ) as copy:
        for n in range(items):
            state = next((name for edge, name in edges if n < edge), "open")
            done = state not in {"open", "excluded"}
            name = f"batch{n * 20 // items:02d}/街景_{n:07d}.jpg"
            priority = 0 if n % 997 else 5
            changed_at = start + timedelta(milliseconds=700 * n if done else 0)
            copy.write_row((project, name, state, priority, int(not done), int(done), changed_at))


def _lots(connection: psycopg.Connection, project: int, items: int) -> None:
    first = _one(connection, "select min(id) from item where project_id = %s", [project])
    for name, wanted in _LOTS:
        size = min(wanted, items // 4)
        lot = _one(
            connection, "insert into lot (project_id, name) values (%s, %s) returning id", [project, name]
        )
        connection.execute(
            "update item set lot_id = %s where project_id = %s and id >= %s and id < %s",
            [lot, project, first, first + size],
        )
        first += size


def _history(connection: psycopg.Connection, project: int) -> None:
    """An answer for each item that has one, spread over the people; a review of every fifth; leases now."""
    connection.execute(
        "insert into annotation (id, item_id, project_id, person_id, document, schema_version, guide_version,"
        " objects, active_ms, submitted_at)"
        " select gen_random_uuid(), i.id, i.project_id, p.first + i.id %% %s, '{\"objects\": []}', 1, 0, 3,"
        " 20000 + i.id %% 40000, i.changed_at"
        " from item i, (select min(id) as first from person) p where i.project_id = %s and i.answered > 0",
        [PEOPLE, project],
    )
    connection.execute(
        "insert into review (id, item_id, project_id, reviewer_id, annotation_id, verdict, active_ms, at)"
        " select gen_random_uuid(), a.item_id, a.project_id,"
        " case when a.person_id = p.first then p.first + 1 else p.first end, a.id,"
        " case when a.item_id % 100 = 0 then 'return' else 'pass' end, 9000, a.submitted_at"
        " from annotation a, (select min(id) as first from person) p where a.item_id % 5 = 0"
    )
    connection.execute(
        "insert into lease (item_id, project_id, person_id, until, schema_version, guide_version)"
        " select i.id, i.project_id, p.first + (row_number() over () %% %s), now() + interval '1 hour', 1, 0"
        " from (select id, project_id from item where project_id = %s and state = 'open'"
        "  order by id limit %s) i"
        " cross join (select min(id) as first from person) p",
        [PEOPLE, project, PEOPLE * 3],
    )
    connection.execute(
        "insert into presence (person_id, seen_at, lease_id)"
        " select person_id, now(), max(id) from lease where project_id = %s group by 1",
        [project],
    )
    # One person skipped the first items of the queue.
    connection.execute(
        "insert into lease (item_id, project_id, person_id, until, schema_version, guide_version, state)"
        " select i.id, i.project_id, p.last, now(), 1, 0, 'skipped'"
        " from (select id, project_id from item where project_id = %s and state = 'open'"
        "  order by id offset %s limit 40000) i"
        " cross join (select max(id) as last from person) p",
        [project, PEOPLE * 3],
    )
    connection.execute(
        "with asked as (insert into thread (project_id, item_id, rule, opened_by)"
        " select i.project_id, i.id, case when i.id %% 2 = 0 then 'car' end, p.first"
        " from item i, (select min(id) as first from person) p where i.project_id = %s limit 5000"
        " returning id, opened_by)"
        " insert into post (thread_id, person_id, text) select id, opened_by, '?' from asked",
        [project],
    )


def find(url: str) -> Filled | None:
    """What an earlier run wrote; None in an empty database."""
    with psycopg.connect(url) as connection:
        project = connection.execute("select id, centre_id from project where name = %s", [_NAME]).fetchone()
        if project is None:
            return None
        lots: dict[str, int] = dict(
            connection.execute("select name, id from lot where project_id = %s", [project[0]]).fetchall()
        )
        item = _one(connection, "select min(item_id) from annotation where project_id = %s", [project[0]])
        first = _one(connection, "select min(id) from person")
        last = _one(connection, "select max(id) from person")
    centre = project[1]
    return Filled(
        project_id=project[0],
        item_id=item,
        lots=lots,
        manager=_actor(first, centre, "project_manager", {}),
        worker=_actor(first + 1, centre, "annotator", {project[0]: frozenset({"annotate"})}),
        veteran=_actor(last, centre, "annotator", {project[0]: frozenset({"annotate"})}),
    )


def _actor(person: int, centre: int, role: Role, tasks: dict[int, frozenset[Task]]) -> Actor:
    return Actor(
        person_id=person,
        name=_NAME,
        locale="en",
        centre_id=centre,
        customer_id=None,
        grants=(Grant(role, centre),),
        tasks=tasks,
    )
