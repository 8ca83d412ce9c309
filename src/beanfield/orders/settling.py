"""The customer's statement: accepted lots × unit price, live until it is settled, frozen then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from beanfield.orders import filing, store
from beanfield.orders.model import OrderDetail, OrderStatement, OrderStatementLine
from beanfield.orders.problems import OrderNotFound, OrderNotSo
from beanfield.people.actor import Actor
from beanfield.platform import audit
from beanfield.platform.database import Tx, execute, row, rows
from beanfield.production import frozen


class _Settled(Struct):
    by_name: str
    at: datetime


async def statement(tx: Tx, order_id: int, *, locale: str) -> OrderStatement:
    """What is owed for the accepted lots of an order.

    Raises:
        OrderNotFound: there is none.
    """
    order = await store.found(tx, order_id, locale=locale)
    if order is None:
        raise OrderNotFound
    settled = await row(
        tx,
        _Settled,
        "select s.at, p.name as by_name from settlement s join person p on p.id = s.by where s.order_id = %s",
        [order_id],
    )
    lines = await (_live(tx, order) if settled is None else _frozen(tx, order_id))
    return OrderStatement(
        order_id=order_id,
        number=order.number,
        title=order.title,
        customer_name=order.customer_name,
        centre_name=order.centre_name,
        unit=order.unit,
        currency=order.currency,
        lines=lines,
        units=sum(line.units for line in lines),
        amount_fen=sum(line.amount_fen for line in lines),
        settled_by_name=None if settled is None else settled.by_name,
        settled_at=None if settled is None else settled.at,
    )


async def _live(tx: Tx, order: store.Found | store.Held) -> list[OrderStatementLine]:
    found = await frozen.accepted_lots(tx, order.id)
    lines = []
    for lot in found:
        units = lot.items if order.unit == "item" else lot.objects
        amount = units * order.unit_price_fen
        lines.append(
            OrderStatementLine(
                lot.lot_id, lot.project_id, lot.lot_name, lot.accepted_at, lot.items, units,
                order.unit_price_fen, amount,
            )
        )  # fmt: skip
    return lines


async def _frozen(tx: Tx, order_id: int) -> list[OrderStatementLine]:
    return await rows(
        tx,
        OrderStatementLine,
        "select * from settlement_line where order_id = %s order by accepted_at, lot_id",
        [order_id],
    )


async def settle(tx: Tx, actor: Actor, order_id: int, *, now: datetime) -> OrderDetail:
    """Freeze the statement of an accepted order.

    Raises:
        OrderNotFound. OrderNotSo: it is not accepted.
    """
    held = await filing.hold(tx, order_id)
    if held.state != "accepted":
        raise OrderNotSo(held.state)
    lines = await _live(tx, held)
    await execute(
        tx,
        "insert into settlement (order_id, by, at) values (%s, %s, %s)",
        [order_id, actor.person_id, now],
    )
    await _freeze(tx, order_id, lines)
    await store.become(tx, held, "settled", by=actor.person_id, now=now)
    details: dict[str, Any] = {"lots": len(lines), "amount_fen": sum(line.amount_fen for line in lines)}
    await audit.record(
        tx, actor.person_id, "order.settled", f"order:{order_id}", centre_id=held.centre_id, details=details
    )
    return await filing.one(tx, actor, order_id)


async def _freeze(tx: Tx, order_id: int, lines: Sequence[OrderStatementLine]) -> None:
    for line in lines:
        await execute(
            tx,
            "insert into settlement_line (lot_id, order_id, project_id, lot_name, accepted_at, items, units,"
            " unit_price_fen, amount_fen) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                line.lot_id, order_id, line.project_id, line.lot_name, line.accepted_at, line.items,
                line.units, line.unit_price_fen, line.amount_fen,
            ],
        )  # fmt: skip
