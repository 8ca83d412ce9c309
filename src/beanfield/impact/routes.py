"""Impact over HTTP: the programme's figures, and the facts about people that they are counted from."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any, Final

from litestar import Response, get, post

from beanfield.impact import facts
from beanfield.impact.model import Fact, NewFact, PersonFacts, Programme
from beanfield.impact.programme import programme
from beanfield.impact.workbook import workbook
from beanfield.people.access import reached
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/api/impact", opt={"permission": "impact.read"})
async def get_programme(tx: Tx, actor: Actor, as_of: date | None = None) -> Programme:
    """The programme's figures at the end of a day, today's so far without one."""
    return await programme(tx, reached(actor, "impact.read"), as_of, datetime.now(UTC))


@get("/api/impact/workbook", opt={"permission": "impact.read"})
async def get_programme_workbook(tx: Tx, actor: Actor, as_of: date | None = None) -> Response[bytes]:
    """The same figures as an Excel workbook, with their definitions."""
    shown = await programme(tx, reached(actor, "impact.read"), as_of, datetime.now(UTC))
    content = await asyncio.to_thread(workbook, shown, actor.locale)
    name = f'attachment; filename="programme-{shown.as_of}.xlsx"'
    return Response(
        content,
        media_type=_XLSX,
        headers={"content-disposition": name, "cache-control": "private, no-store"},
    )


@get("/api/centres/{centre_id:int}/facts", opt={"permission": "person_fact.read"})
async def get_centre_facts(tx: Tx, centre_id: int) -> list[PersonFacts]:
    """Everyone of the centre with what is on record about them."""
    return await facts.of_centre(tx, centre_id, datetime.now(UTC))


@get("/api/people/{person_id:int}/facts", opt={"permission": "person_fact.read"})
async def get_facts(tx: Tx, person_id: int) -> list[Fact]:
    """All records about a person, the newest first."""
    return await facts.of_person(tx, person_id)


@post("/api/people/{person_id:int}/facts", opt={"permission": "person_fact.manage"})
async def record_fact(tx: Tx, actor: Actor, person_id: int, data: NewFact) -> list[Fact]:
    """Add a record about a person. Earlier ones stay."""
    return await facts.record(tx, actor.person_id, person_id, data, datetime.now(UTC))


@get("/api/me/facts", opt={"permission": "person_fact.own"})
async def get_own_facts(tx: Tx, actor: Actor) -> list[Fact]:
    """What is on record about oneself."""
    return await facts.of_person(tx, actor.person_id)


ROUTES: list[Any] = [
    get_programme,
    get_programme_workbook,
    get_centre_facts,
    get_facts,
    record_fact,
    get_own_facts,
]
