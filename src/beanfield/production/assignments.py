"""Who works on a project: persons and whole teams, each for a task, with a cap or a pause."""

from __future__ import annotations

from typing import Any, Final, LiteralString

import psycopg
from msgspec import UNSET
from msgspec.structs import asdict

from beanfield.people.access import require
from beanfield.people.actor import Actor, Place
from beanfield.people.places import person_place, team_place
from beanfield.platform import audit
from beanfield.platform.database import Tx, row, rows, scalar
from beanfield.platform.errors import Conflict, Invalid, NotFound
from beanfield.production.model import Assignment, AssignmentChanges, NewAssignment
from beanfield.production.places import project_place

_OPEN: Final[LiteralString] = """
select a.id, a.task, a.person_id, p.name as person_name, a.team_id, t.name as team_name, a.cap,
    a.paused_at is not null as paused, a.pause_note
from assignment a
left join person p on p.id = a.person_id
left join team t on t.id = a.team_id
where a.project_id = %(project)s and a.ended_at is null and (%(id)s::bigint is null or a.id = %(id)s)
order by a.task, t.name nulls last, p.pinyin, a.id
"""


class PassedOn(Conflict):
    """The person or team is of another centre, and the customer has not consented to the work going there."""

    def __init__(self) -> None:
        super().__init__("order_passed_on")


class AlreadyAssigned(Conflict):
    """The person or team has this task in the project already."""

    def __init__(self) -> None:
        super().__init__("already_assigned")


async def every(tx: Tx, project_id: int) -> list[Assignment]:
    """The assignments that have not ended: teams by name, then persons by pinyin."""
    return await rows(tx, Assignment, _OPEN, {"project": project_id, "id": None})


async def one(tx: Tx, project_id: int, assignment_id: int) -> Assignment:
    """An assignment that has not ended.

    Raises:
        NotFound: the project has none such.
    """
    found = await row(tx, Assignment, _OPEN, {"project": project_id, "id": assignment_id})
    if found is None:
        raise NotFound("not_found_here")
    return found


async def assign(tx: Tx, actor: Actor, project_id: int, new: NewAssignment) -> Assignment:
    """Give a person or a team a task.

    Raises:
        Invalid: neither or both of person and team are named.
        NotFound, Forbidden: it is nobody whom this person may assign.
        AlreadyAssigned: they have this task already.
        PassedOn: the project is of an order that may not go to another centre.
    """
    await _require_giving(tx, actor, new.person_id, new.team_id)
    try:
        async with tx.transaction():
            made = await scalar(
                tx,
                "insert into assignment (project_id, person_id, team_id, task, cap, assigned_by)"
                " values (%s, %s, %s, %s, %s, %s) returning id",
                [project_id, new.person_id, new.team_id, new.task, new.cap, actor.person_id],
            )
    except psycopg.errors.UniqueViolation:
        raise AlreadyAssigned from None
    except psycopg.errors.CheckViolation as error:
        if error.diag.constraint_name == "order_passed_on":
            raise PassedOn from None
        raise
    await _record(tx, actor, "assignment.given", project_id, {"id": made, **asdict(new)})
    return await one(tx, project_id, made)


async def _require_giving(tx: Tx, actor: Actor, person_id: int | None, team_id: int | None) -> None:
    place: Place | None
    if person_id is not None and team_id is None:
        place = await person_place(tx, person_id)
    elif team_id is not None and person_id is None:
        place = await team_place(tx, team_id)
    else:
        raise Invalid("invalid_request", errors=[("person_id", "person_or_team", {})])
    require(actor, "assignment.give", place)


async def change(
    tx: Tx, actor: Actor, project_id: int, assignment_id: int, changes: AssignmentChanges
) -> Assignment:
    """Change the cap, pause, go on, or end.

    Who is paused or ended gets no new items; what they hold stays theirs.

    Raises:
        NotFound, Forbidden: the project has no such assignment, or it is not this person's to change.
    """
    before = await one(tx, project_id, assignment_id)
    await _require_giving(tx, actor, before.person_id, before.team_id)
    await tx.execute(
        "update assignment set"
        " cap = case when %(caps)s then %(cap)s::int else cap end,"
        " paused_at = case when %(paused)s then coalesce(paused_at, now())"
        "  when not %(paused)s then null else paused_at end,"
        " pause_note = case when %(paused)s is false then '' else coalesce(%(note)s, pause_note) end,"
        " ended_at = case when %(ended)s then now() end"
        " where id = %(id)s and project_id = %(project)s and ended_at is null",
        {
            "id": assignment_id,
            "project": project_id,
            "caps": changes.cap is not UNSET,
            "cap": None if changes.cap is UNSET else changes.cap,
            "paused": changes.paused,
            "note": changes.pause_note,
            "ended": changes.ended is True,
        },
    )
    told = {
        name: value for name, value in asdict(changes).items() if value is not None and value is not UNSET
    }
    if changes.cap is None:
        told["cap"] = None
    await _record(tx, actor, "assignment.changed", project_id, {"id": assignment_id, **told})
    return before if changes.ended else await one(tx, project_id, assignment_id)


async def _record(tx: Tx, actor: Actor, action: str, project_id: int, details: dict[str, Any]) -> None:
    place = await project_place(tx, project_id)
    centre_id = place.centre_id if place else None
    await audit.record(
        tx, actor.person_id, action, f"project:{project_id}", centre_id=centre_id, details=details
    )
