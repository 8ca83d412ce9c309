"""Rows of orders, their events and quotes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, LiteralString

from msgspec import Struct

from beanfield.orders.model import (
    AcceptanceRule,
    Gates,
    NewOrder,
    NewQuote,
    OrderEvent,
    OrderRow,
    OrderState,
    Quote,
    Unit,
)
from beanfield.people.actor import Reached
from beanfield.platform.database import Tx, Where, execute, jsonb, row, rows, scalar
from beanfield.production.model import MediaKind

_COLUMNS: Final[LiteralString] = """
select o.*, case when %(english)s and u.name_en <> '' then u.name_en else u.name_zh end as customer_name,
    case when %(english)s and c.name_en <> '' then c.name_en else c.name_zh end as centre_name,
    p.name as created_by_name
from customer_order o join customer u on u.id = o.customer_id
left join centre c on c.id = o.centre_id left join person p on p.id = o.created_by
"""


class Held(Struct, frozen=True, kw_only=True):
    """An order's row, locked until the transaction ends."""

    id: int
    number: str
    customer_id: int
    centre_id: int | None
    title: str
    description: str
    media: MediaKind
    volume: int
    unit: Unit
    unit_price_fen: int
    deadline: date
    acceptance: AcceptanceRule
    gates: Gates
    state: OrderState
    lot_size: int | None


class Found(OrderRow):
    """A row of the order with all that stands in it."""

    description: str
    acceptance: AcceptanceRule
    gates: Gates
    lot_size: int | None
    created_by_name: str | None


async def insert(tx: Tx, new: NewOrder, *, customer_id: int, person_id: int, now: datetime) -> int:
    """A draft with the next number; its id."""
    order_id: int = await scalar(tx, "select nextval(pg_get_serial_sequence('customer_order', 'id'))")
    await execute(
        tx,
        "insert into customer_order (id, number, customer_id, title, description, media, volume, unit,"
        " unit_price_fen, deadline, acceptance, gates, created_by, created_at) overriding system value"
        " values (%(id)s, %(number)s, %(customer)s, %(title)s, %(description)s, %(media)s, %(volume)s,"
        " %(unit)s, %(price)s, %(deadline)s, %(acceptance)s, %(gates)s, %(person)s, %(now)s)",
        {
            "id": order_id, "number": f"{now.year}-{order_id:05d}", "customer": customer_id,
            "person": person_id, "now": now, **_written(new),
        },
    )  # fmt: skip
    return order_id


async def rewrite(tx: Tx, order_id: int, new: NewOrder) -> None:
    """Say the order anew."""
    await execute(
        tx,
        "update customer_order set title = %(title)s, description = %(description)s, media = %(media)s,"
        " volume = %(volume)s, unit = %(unit)s, unit_price_fen = %(price)s, deadline = %(deadline)s,"
        " acceptance = %(acceptance)s, gates = %(gates)s where id = %(id)s",
        {"id": order_id, **_written(new)},
    )


def _written(new: NewOrder) -> dict[str, Any]:
    return {
        "title": new.title, "description": new.description, "media": new.media, "volume": new.volume,
        "unit": new.unit, "price": new.unit_price_fen, "deadline": new.deadline,
        "acceptance": jsonb(new.acceptance), "gates": jsonb(new.gates),
    }  # fmt: skip


async def hold(tx: Tx, order_id: int) -> Held | None:
    """An order's row, locked; None where there is none."""
    return await row(tx, Held, "select * from customer_order where id = %s for update", [order_id])


async def found(tx: Tx, order_id: int, *, locale: str) -> Found | None:
    """An order; None where there is none."""
    where: LiteralString = _COLUMNS + "where o.id = %(order)s"
    return await row(tx, Found, where, {"order": order_id, "english": locale == "en"})


async def listed(
    tx: Tx, reach: Reached, *, state: OrderState | None, locale: str, before: int | None, limit: int
) -> list[OrderRow]:
    """Orders within reach, the newest first, from the one before `before` on. Drafts are their customers'."""
    where = Where()
    where.params |= {"english": locale == "en", "limit": limit}
    if reach.everything:
        where.add("o.state <> 'draft'")
    else:
        where.add(
            "o.customer_id = any(%(customers)s) or (o.state <> 'draft'"
            " and (o.centre_id = any(%(centres)s) or (%(untaken)s and o.centre_id is null)))",
            customers=reach.customers,
            centres=reach.centres,
            untaken=reach.untaken,
        )
    if state is not None:
        where.add("o.state = %(state)s", state=state)
    if before is not None:
        where.add("o.id < %(before)s", before=before)
    query: LiteralString = _COLUMNS + where.clause + " order by o.id desc limit %(limit)s"
    return await rows(tx, OrderRow, query, where.params)


async def become(
    tx: Tx, held: Held, to: OrderState, *, by: int | None, now: datetime, note: str = ""
) -> None:
    """Bring an order to a state and record who, when and why. Locks it."""
    await execute(tx, "update customer_order set state = %s where id = %s", [to, held.id])
    await told(tx, held.id, held.state, to, by=by, now=now, note=note)


async def told(
    tx: Tx, order_id: int, from_: OrderState | None, to: OrderState, *, by: int | None, now: datetime,
    note: str = "",
) -> None:  # fmt: skip
    """Record a change of state."""
    await execute(
        tx,
        "insert into order_event (order_id, from_state, to_state, by, at, note)"
        " values (%s, %s, %s, %s, %s, %s)",
        [order_id, from_, to, by, now, note.strip()],
    )


async def events(tx: Tx, order_id: int) -> list[OrderEvent]:
    """Every change of the order's state, the oldest first."""
    return await rows(
        tx,
        OrderEvent,
        "select e.*, p.name as by_name from order_event e left join person p on p.id = e.by"
        " where e.order_id = %s order by e.id",
        [order_id],
    )


async def quotes(tx: Tx, order_id: int, *, locale: str) -> list[Quote]:
    """Every quote, the newest first."""
    return await rows(
        tx,
        Quote,
        "select q.*, p.name as by_name,"
        " case when %(english)s and c.name_en <> '' then c.name_en else c.name_zh end as centre_name"
        " from quote q join person p on p.id = q.by join centre c on c.id = q.centre_id"
        " where q.order_id = %(order)s order by q.id desc",
        {"order": order_id, "english": locale == "en"},
    )


async def add_quote(tx: Tx, order_id: int, new: NewQuote, *, centre_id: int, by: int, now: datetime) -> None:
    """Append a quote; the order is this centre's from now on."""
    await execute(
        tx,
        "insert into quote (order_id, centre_id, unit_price_fen, volume, deadline, note, by, at)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s)",
        [order_id, centre_id, new.unit_price_fen, new.volume, new.deadline, new.note.strip(), by, now],
    )
    await execute(tx, "update customer_order set centre_id = %s where id = %s", [centre_id, order_id])


async def agree(tx: Tx, order_id: int) -> None:
    """Price, volume and deadline of the newest quote are the order's."""
    await execute(
        tx,
        "update customer_order o set unit_price_fen = q.unit_price_fen, volume = q.volume,"
        " deadline = q.deadline from quote q where o.id = %(order)s"
        " and q.id = (select max(id) from quote where order_id = %(order)s)",
        {"order": order_id},
    )


async def set_lot_size(tx: Tx, order_id: int, size: int) -> None:
    """Of how many items the order's lots are."""
    await execute(tx, "update customer_order set lot_size = %s where id = %s", [size, order_id])
