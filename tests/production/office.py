"""Two centres with people, and projects: what the tests of the manager's side stand on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from beanfield.people.actor import Actor, Task
from beanfield.people.model import Grant, Role
from beanfield.platform.database import Tx, dicts, jsonb, scalar
from beanfield.production import projects
from beanfield.production.model import NewProject, Pipeline, Project

CAR_SCHEMA: dict[str, Any] = {
    "media": "image",
    "classes": [{"name": "car", "shape": "box"}, {"name": "bus", "shape": "box"}],
    "fields": [{"name": "weather", "type": "choice", "options": ["rain", "sun"]}],
}


def box(class_: str = "car", number: int = 1) -> dict[str, Any]:
    """One object."""
    return {"id": f"o{number}", "class": class_, "shape": {"type": "box", "x": 1, "y": 1, "w": 5, "h": 5}}


class Office:
    """`home` and `abroad` are centres; `manager`, `administrator`, `leader` and `annotators` work at home."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.home = 0
        self.abroad = 0
        self.team = 0

    async def person(
        self,
        role: Role,
        *,
        centre: int | None = None,
        tasks: dict[int, frozenset[Task]] | None = None,
        **more: Any,
    ) -> Actor:
        """Someone new in that role; in the home centre unless another is named."""
        at = centre or self.home
        number = await scalar(
            self.tx, "insert into person (name, centre_id) values (%s, %s) returning id", [role, at]
        )
        grant = Grant(role) if role in {"administrator", "sponsor"} else Grant(role, at)
        return Actor(
            person_id=number,
            name=role,
            locale="en",
            centre_id=at,
            customer_id=None,
            grants=(grant,),
            tasks=tasks or {},
            **more,
        )

    async def project(self, actor: Actor, **settings: Any) -> Project:
        """A project of pictures with a schema, at home."""
        given: dict[str, Any] = {
            "name": "Street", "media": "image", "centre_id": self.home, "schema": CAR_SCHEMA,
            "pipeline": Pipeline(),
        }  # fmt: skip
        return await projects.create(self.tx, actor, NewProject(**given | settings))

    async def items(self, project_id: int, names: Sequence[str], **columns: Any) -> list[int]:
        """Open items of these names; their ids."""
        found = await dicts(
            self.tx,
            "insert into item (project_id, name, overlap, open_slots, state, priority)"
            " select %(project)s, name, %(overlap)s, %(slots)s, %(state)s, %(priority)s"
            " from unnest(%(names)s::text[]) with ordinality g(name, place) order by place returning id",
            {
                "project": project_id, "names": list(names), "overlap": 1, "slots": columns.get("overlap", 1),
                "state": "open", "priority": 0,
            } | columns,
        )  # fmt: skip
        return [row["id"] for row in found]

    async def annotation(
        self, project_id: int, item_id: int, person_id: int, document: Any = None, **columns: Any
    ) -> Any:
        """An answer as it stands in the database; its id."""
        return await scalar(
            self.tx,
            "insert into annotation (id, item_id, project_id, person_id, document, schema_version,"
            " guide_version, active_ms, objects, kind, submitted_at)"
            " values (gen_random_uuid(), %(item)s, %(project)s, %(person)s, %(document)s, %(schema)s, 0,"
            " %(active_ms)s, 1, %(kind)s, coalesce(%(at)s, now())) returning id",
            {
                "item": item_id, "project": project_id, "person": person_id,
                "document": jsonb(document or {"objects": [box()], "relations": [], "answers": {}}),
                "schema": 1, "active_ms": 10_000, "kind": "answer", "at": None,
            } | columns,
        )  # fmt: skip


async def open_office(tx: Tx) -> Office:
    """An empty office of two centres."""
    office = Office(tx)
    office.home = await scalar(
        tx, "insert into centre (name_zh, name_en) values ('本县', 'Home') returning id"
    )
    office.abroad = await scalar(tx, "insert into centre (name_zh) values ('外县') returning id")
    office.team = await scalar(
        tx, "insert into team (centre_id, name) values (%s, '一组') returning id", [office.home]
    )
    return office
