"""Where the things of production stand, for decisions of access: the few facts that the guard asks for."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from beanfield.people.actor import Place, Task
from beanfield.platform.database import Tx, row, rows


class Reach(Struct, frozen=True):
    """A project that an open assignment opens to a person: to work on, or as leader of the team assigned."""

    project_id: int
    task: Task
    works: bool
    leads: bool


async def project_place(tx: Tx, project_id: int) -> Place | None:
    """The centre and the customer of a project; None where there is none, or no longer."""
    return await row(
        tx,
        Place,
        "select id as project_id, centre_id, customer_id from project where id = %s and deleted_at is null",
        [project_id],
    )


async def lease_place(tx: Tx, lease_id: int) -> Place | None:
    """Whose lease it is. Neither its person nor its project ever changes."""
    return await row(
        tx, Place, "select project_id, person_id as owner_id from lease where id = %s", [lease_id]
    )


async def upload_place(tx: Tx, upload_id: UUID) -> Place | None:
    """Whose upload it is; it stands in no centre yet."""
    return await row(tx, Place, "select person_id as owner_id from upload where id = %s", [upload_id])


async def open_reaches(tx: Tx, person_id: int, team_id: int | None, leads: list[int]) -> list[Reach]:
    """The projects that a person reaches through their own, their team's and their led teams' assignments."""
    return await rows(
        tx,
        Reach,
        "select a.project_id, a.task,"
        " coalesce(a.person_id = %(person)s, a.team_id = %(team)s, false) as works,"
        " coalesce(a.team_id = any(%(leads)s::bigint[]), false) as leads"
        " from assignment a join project p on p.id = a.project_id and p.deleted_at is null"
        " where a.ended_at is null"
        " and (a.person_id = %(person)s or a.team_id = %(team)s or a.team_id = any(%(leads)s::bigint[]))",
        {"person": person_id, "team": team_id, "leads": leads},
    )
