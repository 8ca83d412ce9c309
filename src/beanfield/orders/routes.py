"""Every route of orders."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import get, post, put
from litestar.params import Parameter

from beanfield.orders import confirming, filing, quoting
from beanfield.orders.model import (
    Move,
    NewConfirmation,
    NewOrder,
    NewOrderProject,
    NewQuote,
    OrderDetail,
    OrderRow,
    OrderState,
    Withdrawal,
)
from beanfield.orders.routes_acceptance import ROUTES as ACCEPTANCE
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page


@get("/api/orders", opt={"permission": "order.read"})
async def get_orders(
    tx: Tx,
    actor: Actor,
    in_state: Annotated[OrderState | None, Parameter(query="state")] = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[OrderRow]:
    """Orders within reach, the newest first: a customer's own; for a centre its own and those nobody took."""
    return await filing.page(tx, actor, state=in_state, cursor=cursor, limit=limit)


@post("/api/orders", opt={"permission": "order.file"})
async def post_order(tx: Tx, actor: Actor, data: NewOrder) -> OrderDetail:
    """File an order, or keep a draft of one."""
    return await filing.create(tx, actor, data, now=datetime.now(UTC))


@get("/api/orders/{order_id:int}", opt={"permission": "order.read"})
async def get_order(tx: Tx, actor: Actor, order_id: int) -> OrderDetail:
    """An order with its quotes, its work, and every change of its state."""
    return await filing.one(tx, actor, order_id)


@put("/api/orders/{order_id:int}", opt={"permission": "order.file"})
async def put_order(tx: Tx, actor: Actor, order_id: int, data: NewOrder) -> OrderDetail:
    """Say a draft anew, and hand it in if wanted."""
    return await filing.rewrite(tx, actor, order_id, data, now=datetime.now(UTC))


@post("/api/orders/{order_id:int}/moves", opt={"permission": "order.move"}, status_code=200)
async def post_move(tx: Tx, actor: Actor, order_id: int, data: Move) -> OrderDetail:
    """Bring an order to another state: agree to a quote, ask for another, call off, close."""
    return await filing.move(tx, actor, order_id, data, now=datetime.now(UTC))


@post("/api/orders/{order_id:int}/quotes", opt={"permission": "order.manage"})
async def post_quote(tx: Tx, actor: Actor, order_id: int, data: NewQuote) -> OrderDetail:
    """Quote for an order."""
    return await quoting.quote(tx, actor, order_id, data, now=datetime.now(UTC))


@post("/api/orders/{order_id:int}/project", opt={"permission": "order.manage"})
async def post_order_project(tx: Tx, actor: Actor, order_id: int, data: NewOrderProject) -> OrderDetail:
    """Make a project of an agreed order, with lots of a size."""
    return await quoting.produce(tx, actor, order_id, data, now=datetime.now(UTC))


@post("/api/orders/{order_id:int}/confirmations", opt={"permission": "order.move"})
async def post_confirmation(tx: Tx, actor: Actor, order_id: int, data: NewConfirmation) -> OrderDetail:
    """Confirm by document what the law asks before the data may be worked on or passed on."""
    return await confirming.confirm(tx, actor, order_id, data, now=datetime.now(UTC))


@post("/api/orders/{order_id:int}/withdrawals", opt={"permission": "order.move"})
async def post_withdrawal(tx: Tx, actor: Actor, order_id: int, data: Withdrawal) -> OrderDetail:
    """Withdraw a confirmation; work on the order's data stops."""
    return await confirming.withdraw(tx, actor, order_id, data, now=datetime.now(UTC))


ROUTES: list[Any] = [
    get_orders,
    post_order,
    get_order,
    put_order,
    post_move,
    post_quote,
    post_order_project,
    post_confirmation,
    post_withdrawal,
    *ACCEPTANCE,
]
