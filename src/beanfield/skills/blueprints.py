"""Blueprints: how an exam is made up, who may begin it how often, and what passing it gives."""

from __future__ import annotations

from typing import Any, Final, LiteralString

from msgspec import convert
from msgspec.structs import asdict

from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts, execute, jsonb, scalar
from beanfield.production import gold
from beanfield.production.places import project_place
from beanfield.skills import bank
from beanfield.skills.model import Blueprint, NewBlueprint, Practical
from beanfield.skills.problems import BlueprintNotFound, NotInCentre

_BLUEPRINTS: Final[LiteralString] = """
select b.id, b.centre_id, b.skill, b.level, b.title, b.topics, b.minutes, b.pass_mark, b.practical_project,
    b.practical_items, b.practical_minutes, b.least_similarity, b.valid_days, b.attempts, b.wait_hours,
    b.state, count(a.id)::int as taken, count(a.id) filter (where a.state = 'passed')::int as passed
from blueprint b
left join attempt a on a.blueprint_id = b.id
where b.centre_id = %(centre)s and (%(id)s::bigint is null or b.id = %(id)s)
group by b.id order by b.id
"""


def blueprint_of(found: dict[str, Any]) -> Blueprint:
    """A row of the table as a struct."""
    project = found["practical_project"]
    practical = None
    if project is not None:
        least = round(found["least_similarity"], 4)  # real in the database
        practical = Practical(project, found["practical_items"], found["practical_minutes"], least)
    return convert(
        {**found, "practical": practical, "pass_mark": round(found["pass_mark"], 4)},
        Blueprint,
        from_attributes=True,
    )


async def all_of(tx: Tx, centre_id: int, *, only: int | None = None) -> list[Blueprint]:
    """The centre's exams with what the bank and the projects hold for them."""
    counts = await bank.counts(tx, centre_id)
    found = []
    for each in await dicts(tx, _BLUEPRINTS, {"centre": centre_id, "id": only}):
        blueprint = blueprint_of(each)
        known = {
            **asdict(blueprint),
            "available": {t.topic: counts.get(t.topic, 0) for t in blueprint.topics},
        }
        if blueprint.practical is not None:
            project = blueprint.practical.project_id
            known["gold"] = await gold.count_gold(tx, project)
            known["practical_name"] = await gold.project_name(tx, project)
        found.append(Blueprint(**known))
    return found


async def one(tx: Tx, centre_id: int, blueprint_id: int) -> Blueprint:
    """An exam of the centre.

    Raises:
        BlueprintNotFound: it has none of that id.
    """
    found = await all_of(tx, centre_id, only=blueprint_id)
    if not found:
        raise BlueprintNotFound
    return found[0]


async def add(tx: Tx, centre_id: int, new: NewBlueprint, by: int) -> Blueprint:
    """A new exam, open at once.

    Raises:
        NotInCentre: the practical part's project is not the centre's.
    """
    practical = new.practical
    if practical is not None:
        place = await project_place(tx, practical.project_id)
        if place is None or place.centre_id != centre_id:
            raise NotInCentre
    blueprint_id: int = await scalar(
        tx,
        "insert into blueprint (centre_id, skill, level, title, topics, minutes, pass_mark,"
        " practical_project, practical_items, practical_minutes, least_similarity, valid_days, attempts,"
        " wait_hours, created_by) values (%(centre)s, %(skill)s, %(level)s, %(title)s, %(topics)s,"
        " %(minutes)s, %(pass_mark)s, %(project)s, %(items)s, %(practical_minutes)s, %(least)s,"
        " %(valid_days)s, %(attempts)s, %(wait_hours)s, %(by)s) returning id",
        {
            **asdict(new),
            "centre": centre_id,
            "title": jsonb(new.title),
            "topics": jsonb(new.topics),
            "practical": None,
            "project": None if practical is None else practical.project_id,
            "items": 0 if practical is None else practical.items,
            "practical_minutes": 0 if practical is None else practical.minutes,
            "least": 0.8 if practical is None else practical.least_similarity,
            "by": by,
        },
    )
    await _note(tx, by, "blueprint.add", centre_id, blueprint_id, skill=new.skill, level=new.level)
    return await one(tx, centre_id, blueprint_id)


async def set_state(tx: Tx, centre_id: int, blueprint_id: int, state: str, by: int) -> Blueprint:
    """Open or close an exam; attempts that run go on.

    Raises:
        BlueprintNotFound.
    """
    changed = await execute(
        tx,
        "update blueprint set state = %s where id = %s and centre_id = %s",
        [state, blueprint_id, centre_id],
    )
    if not changed:
        raise BlueprintNotFound
    await _note(tx, by, "blueprint.state", centre_id, blueprint_id, state=state)
    return await one(tx, centre_id, blueprint_id)


async def _note(tx: Tx, by: int, action: str, centre_id: int, blueprint_id: int, **details: Any) -> None:
    await audit.record(tx, by, action, f"blueprint:{blueprint_id}", centre_id=centre_id, details=details)
