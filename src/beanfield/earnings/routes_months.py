"""Months, statements and minimum wages over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from litestar import Response, get, post

from beanfield.earnings import months, rules, statements, store, wages
from beanfield.earnings.model import Line, MinimumWage, NewMinimumWage, PayMonth, Statement
from beanfield.earnings.problems import MonthNotClosed
from beanfield.earnings.slip import slip
from beanfield.earnings.workbook import workbook
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx

_PDF: Final = "application/pdf"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


async def _slip(tx: Tx, found: Statement, actor: Actor) -> Response[bytes]:
    lines = await store.lines_of_statement(tx, found.row.id)
    return _file(await slip(found, lines, actor.locale), _PDF, f"{found.row.month}-{found.row.id}.pdf")


def _file(content: bytes, media_type: str, name: str) -> Response[bytes]:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(content, media_type=media_type, headers=headers)


@get("/api/me/statements/{statement_id:int}/pdf", opt={"permission": "pay.own"})
async def get_own_slip(tx: Tx, actor: Actor, statement_id: int) -> Response[bytes]:
    """A closed month of one's own as a PDF."""
    return await _slip(tx, await statements.one(tx, statement_id, person_id=actor.person_id), actor)


@get("/api/centres/{centre_id:int}/statements/{statement_id:int}/pdf", opt={"permission": "pay.read"})
async def get_slip(tx: Tx, actor: Actor, centre_id: int, statement_id: int) -> Response[bytes]:
    """The statement of someone in a centre as a PDF."""
    return await _slip(tx, await statements.one(tx, statement_id, centre_id=centre_id), actor)


@get("/api/centres/{centre_id:int}/months/{month:str}/workbook", opt={"permission": "pay.read"})
async def get_workbook(tx: Tx, actor: Actor, centre_id: int, month: str) -> Response[bytes]:
    """A closed month as an Excel workbook: everyone's sums, and every line."""
    wanted = rules.parse_month(month)
    shown = await months.show(tx, centre_id, wanted, datetime.now(UTC))
    if shown.state != "closed":
        raise MonthNotClosed(shown.month)
    lines = store.lines_of_month(tx, centre_id, wanted)
    content = await workbook(shown, lines, actor.locale)
    return _file(content, _XLSX, f"{shown.month}-{centre_id}.xlsx")


ROUTES: list[Any] = [
    get_month,
    close_month,
    get_wages,
    add_wage,
    get_statement_lines,
    get_own_statement,
    get_own_slip,
    get_slip,
    get_workbook,
]
