"""A person's own pay over HTTP, and the rates of a project."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import get, post

from beanfield.earnings import expected, own, rates, rules
from beanfield.earnings.model import ExpectedPay, Line, MyPay, NewRate, Rate
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page


@get("/api/me/pay", opt={"permission": "pay.own"})
async def get_pay(tx: Tx, actor: Actor, month: str | None = None) -> MyPay:
    """Today's sum, a month's (`?month=2026-11`, the running one by default), and the closed months."""
    wanted = None if month is None else rules.parse_month(month)
    return await own.of_person(tx, actor.person_id, wanted, datetime.now(UTC))


@get("/api/me/pay/lines", opt={"permission": "pay.own"})
async def get_lines(
    tx: Tx, actor: Actor, month: str | None = None, cursor: str | None = None, limit: Limit = 50
) -> Page[Line]:
    """Every line of a month and how it came about, the latest first."""
    wanted = None if month is None else rules.parse_month(month)
    return await own.lines(tx, actor.person_id, wanted, datetime.now(UTC), cursor, limit)


@get("/api/me/pay/expected", opt={"permission": "pay.own"})
async def get_expected(tx: Tx, actor: Actor) -> list[ExpectedPay]:
    """What an hour of each of the person's tasks is likely to earn."""
    return await expected.of_person(tx, actor.person_id, actor.tasks, datetime.now(UTC))


@get("/api/projects/{project_id:int}/rates", opt={"permission": "rate.read"})
async def get_rates(tx: Tx, project_id: int) -> list[Rate]:
    """What work in the project earns, version by version, the newest first."""
    return await rates.all_of(tx, project_id, datetime.now(UTC))


@post("/api/projects/{project_id:int}/rates", opt={"permission": "rate.manage"})
async def add_rate(tx: Tx, actor: Actor, project_id: int, data: NewRate) -> list[Rate]:
    """A new version of the rate; work already handed in keeps its own."""
    return await rates.add(tx, actor.person_id, project_id, data, datetime.now(UTC))


ROUTES: list[Any] = [get_pay, get_lines, get_expected, get_rates, add_rate]
