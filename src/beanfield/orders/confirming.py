"""A side confirms by document what the law asks of an order, and may take that back."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import asdict

from beanfield.orders import filing, gates, rules, store
from beanfield.orders.model import Gate, NewConfirmation, OrderDetail, Withdrawal
from beanfield.orders.problems import NotConfirmed, OrderNotSo, ReasonMissing
from beanfield.people.actor import Actor
from beanfield.platform import audit
from beanfield.platform.database import Tx, execute
from beanfield.platform.errors import Invalid
from beanfield.production import ordered, projects
from beanfield.production.model import ProjectChanges

_DAY_AHEAD = timedelta(days=1)  # it is tomorrow in the centres eight hours before it is in UTC


async def confirm(tx: Tx, actor: Actor, order_id: int, new: NewConfirmation, *, now: datetime) -> OrderDetail:
    """Record whose document confirms a gate, which, and of what day.

    Raises:
        OrderNotFound. OrderNotSo: the order is not under way, or it is for the other side to confirm.
        Invalid: the document is of a day to come.
    """
    held = await _hold(tx, actor, order_id, new.gate)
    if new.dated > (now + _DAY_AHEAD).date():
        raise Invalid("invalid_request", errors=[("dated", "gate_dated_ahead", {})])
    await execute(
        tx,
        "insert into order_confirmation (order_id, gate, holder, document, dated, note, by, at)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s)",
        [
            order_id, new.gate, new.holder.strip(), new.document.strip(), new.dated, new.note.strip(),
            actor.person_id, now,
        ],
    )  # fmt: skip
    await audit.record(
        tx, actor.person_id, "order.gate_confirmed", f"order:{order_id}", centre_id=held.centre_id,
        details=asdict(new) | {"dated": new.dated.isoformat()},
    )  # fmt: skip
    return await filing.one(tx, actor, order_id)


async def withdraw(tx: Tx, actor: Actor, order_id: int, taken: Withdrawal, *, now: datetime) -> OrderDetail:
    """Take a confirmation back: projects that may no longer run pause, or the people of other centres do.

    Raises:
        OrderNotFound. OrderNotSo: the order is not under way, or it is for the other side.
        NotConfirmed: there is nothing to take back. ReasonMissing.
    """
    held = await _hold(tx, actor, order_id, taken.gate)
    if taken.gate not in gates.confirmed(await gates.every(tx, order_id)):
        raise NotConfirmed
    if not taken.note.strip():
        raise ReasonMissing
    await execute(
        tx,
        "insert into order_confirmation (order_id, gate, withdrawn, holder, document, note, by, at)"
        " values (%s, %s, true, '', '', %s, %s, %s)",
        [order_id, taken.gate, taken.note.strip(), actor.person_id, now],
    )
    await audit.record(
        tx, actor.person_id, "order.gate_withdrawn", f"order:{order_id}", centre_id=held.centre_id,
        details=asdict(taken),
    )  # fmt: skip
    if taken.gate == "subcontract_consent":
        await ordered.pause_passed_on(tx, order_id, note=taken.note.strip(), now=now)
    elif taken.gate in rules.demanded(held.gates):
        await _pause(tx, actor, order_id)
    return await filing.one(tx, actor, order_id)


async def _hold(tx: Tx, actor: Actor, order_id: int, gate: Gate) -> store.Held:
    held = await filing.hold(tx, order_id)
    if gate not in rules.confirmable(held.state, await filing.side_of(tx, actor, order_id)):
        raise OrderNotSo(held.state)
    return held


async def _pause(tx: Tx, actor: Actor, order_id: int) -> None:
    for project in (await ordered.work_of(tx, order_id)).projects:
        if project.state == "running":
            await projects.change(tx, actor, project.id, ProjectChanges(state="paused"))
