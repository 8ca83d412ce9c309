"""Centres, customers, teams and the audit log."""

from __future__ import annotations

from typing import Annotated, Any, Final

from litestar import delete, get, patch, post
from litestar.di import Provide
from litestar.params import Parameter

from beanfield.people import access, audit_log, centres, memberships, teams
from beanfield.people.actor import Actor, Place
from beanfield.people.model import (
    AuditRow,
    AuditVerdict,
    Centre,
    Customer,
    Member,
    NewCentre,
    NewCustomer,
    NewMember,
    NewTeam,
    Team,
    TeamChanges,
)
from beanfield.platform import audit
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page

Exact = Annotated[str | None, Parameter(max_length=200)]


@get("/api/centres", opt={"permission": "centre.read"})
async def get_centres(tx: Tx, actor: Actor) -> list[Centre]:
    """The centres in reach."""
    return await centres.list_centres(tx, access.reached(actor, "centre.read"))


@post("/api/centres", opt={"permission": "centre.manage"})
async def add_centre(tx: Tx, actor: Actor, data: NewCentre) -> Centre:
    """Open a centre."""
    return await centres.add_centre(tx, data, actor.person_id)


@get("/api/customers", opt={"permission": "customer.read"})
async def get_customers(tx: Tx, actor: Actor) -> list[Customer]:
    """The customers in reach."""
    return await centres.list_customers(tx, access.reached(actor, "customer.read"))


@post("/api/customers", opt={"permission": "customer.manage"})
async def add_customer(tx: Tx, actor: Actor, data: NewCustomer) -> Customer:
    """Take a customer on."""
    return await centres.add_customer(tx, data, actor.person_id)


@get("/api/teams", opt={"permission": "team.read"})
async def get_teams(tx: Tx, actor: Actor, centre_id: int | None = None) -> list[Team]:
    """The teams in reach."""
    return await teams.list_teams(tx, access.reached(actor, "team.read"), centre_id)


@post("/api/teams", opt={"permission": "team.manage"})
async def add_team(tx: Tx, actor: Actor, data: NewTeam) -> Team:
    """Make a team in a centre."""
    access.require(actor, "team.manage", Place(centre_id=data.centre_id))
    return await teams.add_team(tx, data, actor.person_id)


@patch("/api/teams/{team_id:int}", opt={"permission": "team.manage"})
async def change_team(tx: Tx, actor: Actor, team_id: int, data: TeamChanges) -> Team:
    """Rename a team, or give it another leader."""
    return await teams.change_team(tx, team_id, data, actor.person_id)


@get("/api/teams/{team_id:int}/members", opt={"permission": "team.read"})
async def get_members(tx: Tx, team_id: int, past: bool = False) -> list[Member]:
    """Who is in a team; with `past` also who was."""
    return await memberships.members_of(tx, team_id, past=past)


@post("/api/teams/{team_id:int}/members", opt={"permission": "team.manage"}, status_code=204)
async def add_member(tx: Tx, actor: Actor, team_id: int, data: NewMember) -> None:
    """Put a person of the centre into a team; they leave the one they were in."""
    await memberships.join_team(tx, team_id, data.person_id, data.from_date, actor.person_id)


@delete("/api/teams/{team_id:int}/members/{person_id:int}", opt={"permission": "team.manage"})
async def end_membership(tx: Tx, actor: Actor, team_id: int, person_id: int) -> None:
    """End a membership today."""
    await memberships.leave_team(tx, person_id, actor.person_id, team_id=team_id)


async def audit_filter(
    actor: Actor, subject: Exact = None, actor_id: int | None = None, action: Exact = None
) -> audit_log.Filter:
    """The conditions of the list of the audit log."""
    chosen = audit_log.Filter(access.reached(actor, "audit.read"))
    chosen.narrow(subject, actor_id, action)
    return chosen


@get("/api/audit", opt={"permission": "audit.read"}, dependencies={"chosen": Provide(audit_filter)})
async def get_audit(
    tx: Tx, chosen: audit_log.Filter, limit: Limit = 50, cursor: str | None = None
) -> Page[AuditRow]:
    """The audit log, the newest first."""
    return await audit_log.list_audit(tx, chosen, limit, cursor)


@get("/api/audit/verify", opt={"permission": "audit.verify"})
async def verify_audit(tx: Tx) -> AuditVerdict:
    """Walk the whole chain of hashes."""
    found = await audit.verify(tx)
    return AuditVerdict(rows=found.rows, intact=found.intact, broken_at=found.broken_at)


ROUTES: Final[list[Any]] = [
    add_centre,
    add_customer,
    add_member,
    add_team,
    change_team,
    end_membership,
    get_audit,
    get_centres,
    get_customers,
    get_members,
    get_teams,
    verify_audit,
]
