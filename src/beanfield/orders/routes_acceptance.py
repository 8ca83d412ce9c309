"""Samples, verdicts and statements over HTTP."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from litestar import Response, get, post, put

from beanfield.orders import sampling, settling
from beanfield.orders.model import Mark, OrderDetail, OrderStatement, Sample, SampleLook
from beanfield.orders.statement_sheet import statement_sheet
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.services import Services

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LOT = "/api/projects/{project_id:int}/lots/{lot_id:int}/sample"


@post(_LOT, opt={"permission": "acceptance.judge"}, status_code=200)
async def draw_sample(tx: Tx, actor: Actor, project_id: int, lot_id: int) -> Sample:
    """Draw the sample of a delivered lot; if that was done, it is the same one."""
    seed = secrets.randbits(48)  # a browser reads whole numbers up to 2**53 exactly
    return await sampling.draw(tx, actor, project_id, lot_id, seed=seed, now=datetime.now(UTC))


@get(_LOT, opt={"permission": "delivery.read"})
async def get_sample(tx: Tx, project_id: int, lot_id: int) -> Sample:
    """The sample of a lot with the marks so far."""
    return await sampling.one(tx, project_id, lot_id)


@get(_LOT + "/items/{item_id:int}", opt={"permission": "delivery.read"})
async def get_sample_item(
    tx: Tx, services: Services, project_id: int, lot_id: int, item_id: int
) -> SampleLook:
    """An item of the sample, with the answer as it was delivered."""
    return await sampling.look(tx, services, project_id, lot_id, item_id, now=datetime.now(UTC))


@put(_LOT + "/items/{item_id:int}", opt={"permission": "acceptance.judge"})
async def mark_sample_item(
    tx: Tx, actor: Actor, project_id: int, lot_id: int, item_id: int, data: Mark
) -> Sample:
    """Mark an item as right or faulty."""
    return await sampling.mark(tx, actor, project_id, lot_id, item_id, data, now=datetime.now(UTC))


@post(_LOT + "/verdict", opt={"permission": "acceptance.judge"}, status_code=200)
async def conclude_sample(tx: Tx, actor: Actor, project_id: int, lot_id: int) -> Sample:
    """Give the verdict that follows from the marks."""
    return await sampling.conclude(tx, actor, project_id, lot_id, now=datetime.now(UTC))


@get("/api/orders/{order_id:int}/statement", opt={"permission": "order.read"})
async def get_order_statement(tx: Tx, actor: Actor, order_id: int) -> OrderStatement:
    """What is owed for accepted lots: live, and frozen once settled."""
    return await settling.statement(tx, order_id, locale=actor.locale)


@get("/api/orders/{order_id:int}/statement/file", opt={"permission": "order.read", "raw": True})
async def get_statement_file(tx: Tx, actor: Actor, order_id: int) -> Response[bytes]:
    """The statement as an Excel workbook."""
    statement = await settling.statement(tx, order_id, locale=actor.locale)
    name = quote(f"{statement.number}.xlsx")
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{name}",
        "cache-control": "private, no-store",
    }
    return Response(statement_sheet(statement, actor.locale), media_type=SHEET, headers=headers)


@post("/api/orders/{order_id:int}/settlement", opt={"permission": "order.manage"})
async def settle_order(tx: Tx, actor: Actor, order_id: int) -> OrderDetail:
    """Freeze the statement of an accepted order."""
    return await settling.settle(tx, actor, order_id, now=datetime.now(UTC))


ROUTES: list[Any] = [
    draw_sample,
    get_sample,
    get_sample_item,
    mark_sample_item,
    conclude_sample,
    get_order_statement,
    get_statement_file,
    settle_order,
]
