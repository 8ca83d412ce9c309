"""The state of an order in work follows from its lots, and its lots fill from accepted items."""

from __future__ import annotations

from datetime import datetime

from beanfield.orders import rules, store
from beanfield.orders.rules import LotFacts
from beanfield.platform.database import Tx, rows
from beanfield.production import frozen, lots, ordered
from beanfield.production.model import NewLot


async def follow(
    tx: Tx, order_id: int, *, by: int | None, now: datetime, note: str, judged: bool = False
) -> None:
    """Bring an order in work to the state that its lots ask for, and record it. Locks it.

    A verdict on a lot is recorded also where the order's state stays; a delivery only where it changes.
    """
    held = await store.hold(tx, order_id)
    if held is None or held.state not in rules.IN_WORK:
        return
    work = await ordered.work_of(tx, order_id)
    accepted = sum(lot.items for lot in work.lots if lot.state == "accepted")
    state = rules.state_in_work(
        [LotFacts(lot.state, lot.items) for lot in work.lots],
        remaining=sum(project.items for project in work.projects) - accepted,
        volume=held.volume,
        unit=held.unit,
    )
    if state != held.state or judged:
        await store.become(tx, held, state, by=by, now=now, note=note)


async def delivered(tx: Tx, lot_id: int, *, now: datetime) -> None:
    """A lot's file is ready: its order, if it is of one, awaits acceptance."""
    freezing = await frozen.freezing_of(tx, lot_id)
    if freezing is None or not freezing.awaits:
        return
    order_id = await ordered.order_of(tx, freezing.project_id)
    if order_id is not None:
        await follow(tx, order_id, by=freezing.by, now=now, note=freezing.lot_name)


async def fill_all(tx: Tx) -> int:
    """Make lots of accepted items for every order in work; returns how many were made."""
    found = await rows(
        tx,
        dict,
        "select id from customer_order where lot_size is not null"
        " and state in ('in_production', 'delivered', 'rework') order by id",
    )
    return sum([await fill(tx, order["id"]) for order in found])


async def fill(tx: Tx, order_id: int) -> int:
    """Make lots of an order's accepted items: full ones, the rest once nothing else can come. Locks it."""
    held = await store.hold(tx, order_id)
    if held is None or held.lot_size is None:
        return 0
    work = await ordered.work_of(tx, order_id)
    number = len(work.lots)
    for project in work.projects:
        free = await ordered.free_items(tx, project.id)
        for size in rules.lots_to_fill(free, project.unfinished, held.lot_size):
            number += 1
            await lots.create(tx, None, project.id, NewLot(f"{held.number}-{number:02d}", size=size))
    return number - len(work.lots)
