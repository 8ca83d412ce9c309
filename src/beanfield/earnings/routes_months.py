"""Months, statements and minimum wages over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import get, post

from beanfield.earnings import months, rules, statements, store, wages
from beanfield.earnings.model import Line, MinimumWage, NewMinimumWage, PayMonth, Statement
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx


@get("/api/centres/{centre_id:int}/months/{month:str}", opt={"permission": "pay.read"})
async def get_month(tx: Tx, centre_id: int, month: str) -> PayMonth:
    """A month of everyone in a centre, such as `2026-11`: as it stands, or closed."""
    return await months.show(tx, centre_id, rules.parse_month(month), datetime.now(UTC))


@post(
    "/api/centres/{centre_id:int}/months/{month:str}/close",
    opt={"permission": "pay.manage"},
    status_code=200,
)
async def close_month(tx: Tx, actor: Actor, centre_id: int, month: str) -> PayMonth:
    """Freeze a month that is over into statements. Refused without a minimum wage on record."""
    wanted = rules.parse_month(month)
    return await months.close(tx, actor.person_id, centre_id, wanted, datetime.now(UTC))


@get("/api/centres/{centre_id:int}/minimum-wages", opt={"permission": "pay.read"})
async def get_wages(tx: Tx, centre_id: int) -> list[MinimumWage]:
    """The minimum wages of the centre's county, the latest first."""
    return await wages.of_centre(tx, centre_id)


@post("/api/centres/{centre_id:int}/minimum-wages", opt={"permission": "pay.manage"})
async def add_wage(tx: Tx, actor: Actor, centre_id: int, data: NewMinimumWage) -> list[MinimumWage]:
    """Record a minimum wage of the centre's county, with its source."""
    return await wages.record(tx, actor.person_id, centre_id, data)


@get("/api/centres/{centre_id:int}/statements/{statement_id:int}/lines", opt={"permission": "pay.read"})
async def get_statement_lines(tx: Tx, centre_id: int, statement_id: int) -> list[Line]:
    """The frozen lines of a statement."""
    found = await statements.one(tx, statement_id, centre_id=centre_id)
    return await store.lines_of_statement(tx, found.row.id)


@get("/api/me/statements/{statement_id:int}", opt={"permission": "pay.own"})
async def get_own_statement(tx: Tx, actor: Actor, statement_id: int) -> Statement:
    """A closed month of one's own."""
    return await statements.one(tx, statement_id, person_id=actor.person_id)


ROUTES: list[Any] = [get_month, close_month, get_wages, add_wage, get_statement_lines, get_own_statement]
