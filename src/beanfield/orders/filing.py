"""A customer files an order; it is shown whole; it moves by hand from state to state."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import asdict

from beanfield.orders import gates, rules, store
from beanfield.orders.model import (
    Move,
    NewOrder,
    OrderDetail,
    OrderLot,
    OrderProject,
    OrderRow,
    OrderState,
    Side,
)
from beanfield.orders.places import order_place
from beanfield.orders.problems import OrderNotFound, OrderNotSo, ReasonMissing
from beanfield.people.access import allows, reached
from beanfield.people.actor import Actor
from beanfield.platform import audit
from beanfield.platform.database import Tx
from beanfield.platform.errors import Forbidden, Invalid
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of
from beanfield.production import ordered
from beanfield.quality.sampling import zero_acceptance


async def page(
    tx: Tx, actor: Actor, *, state: OrderState | None, cursor: str | None, limit: int
) -> Page[OrderRow]:
    """Orders within reach, the newest first."""
    keys = decode_cursor(cursor, int)
    found = await store.listed(
        tx,
        reached(actor, "order.read"),
        state=state,
        locale=actor.locale,
        before=keys[0] if keys else None,
        limit=limit + 1,
    )
    return page_of(found, limit, lambda row: encode_cursor(row.id))


async def create(tx: Tx, actor: Actor, new: NewOrder, *, now: datetime) -> OrderDetail:
    """A new order of the person's own customer, filed at once unless it is to stay a draft.

    Raises:
        Forbidden: the person files for no customer.
        Invalid: the deadline is past.
    """
    reach = reached(actor, "order.file")
    if not reach.customers:
        raise Forbidden("forbidden")
    _check_deadline(new, now)
    order_id = await store.insert(tx, new, customer_id=reach.customers[0], person_id=actor.person_id, now=now)
    await store.told(tx, order_id, None, "draft", by=actor.person_id, now=now)
    await audit.record(
        tx, actor.person_id, "order.created", f"order:{order_id}", details={"title": new.title}
    )
    if new.file:
        await store.become(tx, await hold(tx, order_id), "filed", by=actor.person_id, now=now)
    return await one(tx, actor, order_id)


async def rewrite(tx: Tx, actor: Actor, order_id: int, new: NewOrder, *, now: datetime) -> OrderDetail:
    """Say a draft anew, and hand it in if it is to be filed.

    Raises:
        OrderNotFound. OrderNotSo: it was handed in already. Invalid: the deadline is past.
    """
    held = await hold(tx, order_id)
    if held.state != "draft":
        raise OrderNotSo(held.state)
    _check_deadline(new, now)
    await store.rewrite(tx, order_id, new)
    if new.file:
        await store.become(tx, held, "filed", by=actor.person_id, now=now)
    return await one(tx, actor, order_id)


def _check_deadline(new: NewOrder, now: datetime) -> None:
    if new.deadline < now.date():
        raise Invalid("invalid_request", errors=[("deadline", "order_deadline_past", {})])


async def move(tx: Tx, actor: Actor, order_id: int, wanted: Move, *, now: datetime) -> OrderDetail:
    """Bring an order to another state by hand.

    Raises:
        OrderNotFound. OrderNotSo: this side cannot bring it there now. ReasonMissing.
        GatesOpen: the order is to be agreed, and the law asks for a document that is not there.
    """
    held = await hold(tx, order_id)
    if wanted.to not in rules.moves(held.state, await side_of(tx, actor, order_id)):
        raise OrderNotSo(held.state)
    if rules.must_explain(held.state, wanted.to) and not wanted.note.strip():
        raise ReasonMissing
    if wanted.to == "contracted":
        await gates.require_closed(tx, held)
        await store.agree(tx, order_id)
    await store.become(tx, held, wanted.to, by=actor.person_id, now=now, note=wanted.note)
    await audit.record(
        tx,
        actor.person_id,
        f"order.{wanted.to}",
        f"order:{order_id}",
        centre_id=held.centre_id,
        details=asdict(wanted) | {"from": held.state},
    )
    return await one(tx, actor, order_id)


async def hold(tx: Tx, order_id: int) -> store.Held:
    """An order's row, locked until the transaction ends.

    Raises:
        OrderNotFound: there is none.
    """
    held = await store.hold(tx, order_id)
    if held is None:
        raise OrderNotFound
    return held


async def side_of(tx: Tx, actor: Actor, order_id: int) -> Side | None:
    """Whose part the person takes in an order; None: they only read."""
    place = await order_place(tx, order_id)
    if place is None:
        return None
    if allows(actor, "order.file", place):
        return "customer"
    return "centre" if allows(actor, "order.manage", place) else None


async def one(tx: Tx, actor: Actor, order_id: int) -> OrderDetail:
    """An order whole.

    Raises:
        OrderNotFound: there is none.
    """
    found = await store.found(tx, order_id, locale=actor.locale)
    if found is None:
        raise OrderNotFound
    side = await side_of(tx, actor, order_id)
    projects, lots = await _work_of(tx, order_id)
    confirmations = await gates.every(tx, order_id)
    rule = found.acceptance
    return OrderDetail(
        **asdict(found),
        sample_size=zero_acceptance(rule.most_errors, rule.confidence).size,
        quotes=await store.quotes(tx, order_id, locale=actor.locale),
        events=await store.events(tx, order_id),
        projects=projects,
        lots=lots,
        confirmations=confirmations,
        open_gates=rules.open_gates(found.gates, gates.confirmed(confirmations)),
        confirmable=rules.confirmable(found.state, side),
        side=side,
        moves=rules.moves(found.state, side),
    )


async def _work_of(tx: Tx, order_id: int) -> tuple[list[OrderProject], list[OrderLot]]:
    work = await ordered.work_of(tx, order_id)
    projects = [
        OrderProject(each.id, each.name, each.state, each.items, each.finished) for each in work.projects
    ]
    lots = [
        OrderLot(each.id, each.project_id, each.name, each.state, each.items, each.finished)
        for each in work.lots
    ]
    return projects, lots
