"""A centre quotes for an order, and makes a project of it once the customer agreed."""

from __future__ import annotations

from datetime import datetime

from beanfield.orders import filing, gates, rules, store
from beanfield.orders.model import NewOrderProject, NewQuote, OrderDetail
from beanfield.orders.problems import OrderNotSo
from beanfield.people.access import require
from beanfield.people.actor import Actor, Place
from beanfield.platform import audit
from beanfield.platform.database import Tx
from beanfield.platform.errors import Invalid
from beanfield.production import ordered, projects
from beanfield.production.model import NewProject


async def quote(tx: Tx, actor: Actor, order_id: int, new: NewQuote, *, now: datetime) -> OrderDetail:
    """Quote for an order that waits for it; the order is the centre's from then on.

    Raises:
        OrderNotFound. OrderNotSo: it is not waiting for a quote.
        Invalid: no centre is named, and the person works at none; or the deadline is past.
        NotFound, Forbidden: it is not a centre that this person may quote for.
    """
    held = await filing.hold(tx, order_id)
    if not rules.may_quote(held.state):
        raise OrderNotSo(held.state)
    centre_id = new.centre_id or held.centre_id or actor.centre_id
    if centre_id is None:
        raise Invalid("invalid_request", errors=[("centre_id", "order_centre_missing", {})])
    require(actor, "order.manage", Place(centre_id=centre_id))
    if new.deadline < now.date():
        raise Invalid("invalid_request", errors=[("deadline", "order_deadline_past", {})])
    await store.add_quote(tx, order_id, new, centre_id=centre_id, by=actor.person_id, now=now)
    await store.become(tx, held, "quoted", by=actor.person_id, now=now, note=new.note)
    await audit.record(
        tx,
        actor.person_id,
        "order.quoted",
        f"order:{order_id}",
        centre_id=centre_id,
        details={"unit_price_fen": new.unit_price_fen, "volume": new.volume},
    )
    return await filing.one(tx, actor, order_id)


async def produce(tx: Tx, actor: Actor, order_id: int, new: NewOrderProject, *, now: datetime) -> OrderDetail:
    """Make a project of an agreed order; its accepted items fill lots of the size given by themselves.

    Raises:
        OrderNotFound. OrderNotSo: the customer has not agreed, or there is a project already.
        GatesOpen: a confirmation was withdrawn since.
    """
    held = await filing.hold(tx, order_id)
    if held.state != "contracted" or held.centre_id is None:
        raise OrderNotSo(held.state)
    await gates.require_closed(tx, held)
    project = await projects.create(
        tx,
        actor,
        NewProject(
            name=new.name,
            media=held.media,
            centre_id=held.centre_id,
            customer_id=held.customer_id,
            description=held.description,
        ),
    )
    await ordered.bind(tx, project.id, order_id)
    await store.set_lot_size(tx, order_id, new.lot_size)
    await store.become(tx, held, "in_production", by=actor.person_id, now=now, note=new.name)
    return await filing.one(tx, actor, order_id)
