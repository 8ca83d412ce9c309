"""Persons, their accounts, roles and skills."""

from __future__ import annotations

from typing import Annotated, Any, Final

from litestar import delete, get, patch, post, put
from litestar.di import Provide
from litestar.params import Parameter

from beanfield.people import access, accounts, authority, persons, sign_in, skills
from beanfield.people.actor import Actor
from beanfield.people.known import Known
from beanfield.people.model import (
    Grant,
    MadePerson,
    NewPerson,
    NewSkill,
    OneTimePassword,
    Person,
    PersonChanges,
    Role,
    SkillRecord,
)
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page

Search = Annotated[str, Parameter(max_length=100)]


async def people_filter(
    actor: Actor,
    q: Search = "",
    centre_id: int | None = None,
    team_id: int | None = None,
    role: Role | None = None,
    left: bool = False,
) -> persons.Filter:
    """The conditions of the list of people; those who left are only shown when asked for."""
    chosen = persons.Filter(access.reached(actor, "people.read"), left=left)
    if q.strip():
        chosen.named(q)
    if centre_id is not None:
        chosen.where.add("p.centre_id = %(centre)s", centre=centre_id)
    if team_id is not None:
        chosen.where.add("m.team_id = %(team)s", team=team_id)
    if role is not None:
        chosen.holding(role)
    return chosen


@get("/api/people", opt={"permission": "people.read"}, dependencies={"chosen": Provide(people_filter)})
async def get_people(
    tx: Tx, actor: Actor, chosen: persons.Filter, limit: Limit = 50, cursor: str | None = None
) -> Page[Person]:
    """People in reach, by pinyin."""
    return await persons.list_people(tx, chosen, actor.locale, limit, cursor)


@post("/api/people", opt={"permission": "people.manage"})
async def add_person(tx: Tx, actor: Actor, data: NewPerson) -> MadePerson:
    """Add a person, and an account with a one-time password when a login is given."""
    authority.check_new(actor, data)
    return await persons.add_person(tx, data, actor.person_id, actor.locale)


@get("/api/people/{person_id:int}", opt={"permission": "people.read"})
async def get_person(tx: Tx, actor: Actor, person_id: int) -> Person:
    """One person."""
    return await persons.person_by_id(tx, person_id, actor.locale)


@patch("/api/people/{person_id:int}", opt={"permission": "people.manage"})
async def change_person(tx: Tx, known: Known, actor: Actor, person_id: int, data: PersonChanges) -> Person:
    """Change a person's name, team, log-in; close their account; note that they left."""
    await authority.check_changes(tx, actor, person_id, data)
    await persons.change_person(tx, person_id, data, actor.person_id)
    known.forget(person_id)
    return await persons.person_by_id(tx, person_id, actor.locale)


@post("/api/people/{person_id:int}/password", opt={"permission": "account.manage"}, status_code=200)
async def reset_password(tx: Tx, known: Known, actor: Actor, person_id: int) -> OneTimePassword:
    """Draw a one-time password; the person is signed out everywhere and chooses their own next time."""
    await authority.check_over(tx, actor, person_id)
    made = await accounts.reset_password(tx, person_id, actor.person_id)
    known.forget(person_id)
    return made


@delete("/api/people/{person_id:int}/sessions", opt={"permission": "account.manage"})
async def end_sessions(tx: Tx, known: Known, actor: Actor, person_id: int) -> None:
    """Sign someone out everywhere."""
    await authority.check_over(tx, actor, person_id)
    await sign_in.end_sessions(tx, person_id, actor.person_id)
    known.forget(person_id)


@put("/api/people/{person_id:int}/roles", opt={"permission": "role.grant"})
async def set_roles(tx: Tx, known: Known, actor: Actor, person_id: int, data: list[Grant]) -> Person:
    """Make these the person's roles."""
    await authority.check_roles(tx, actor, person_id, data)
    await persons.set_roles(tx, person_id, data, actor.person_id)
    known.forget(person_id)
    return await persons.person_by_id(tx, person_id, actor.locale)


@get("/api/people/{person_id:int}/skills", opt={"permission": "skill.read"})
async def get_skills(tx: Tx, person_id: int) -> list[SkillRecord]:
    """What a person is recorded as able to do."""
    return await skills.skills_of(tx, person_id)


@put("/api/people/{person_id:int}/skills", opt={"permission": "skill.record"}, status_code=204)
async def record_skill(tx: Tx, actor: Actor, person_id: int, data: NewSkill) -> None:
    """Add a skill, or renew it."""
    await skills.record_skill(tx, person_id, data, actor.person_id)


@delete("/api/people/{person_id:int}/skills/{skill:str}", opt={"permission": "skill.record"})
async def drop_skill(tx: Tx, actor: Actor, person_id: int, skill: str) -> None:
    """Take a skill away."""
    await skills.drop_skill(tx, person_id, skill, actor.person_id)


ROUTES: Final[list[Any]] = [
    add_person,
    change_person,
    drop_skill,
    end_sessions,
    get_people,
    get_person,
    get_skills,
    record_skill,
    reset_password,
    set_roles,
]
