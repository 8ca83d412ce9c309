"""Lots: items that are delivered and accepted together, and the customer's verdict on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import psycopg
from msgspec import Struct

from beanfield.platform import audit
from beanfield.platform.database import Tx, execute, row, rows, scalar
from beanfield.platform.errors import Conflict, Forbidden, Invalid, NotFound
from beanfield.production import store_counts, webhooks
from beanfield.production.model import Counts, Lot, LotVerdict, NewLot

_FIND = """
select l.id, l.name, l.state, l.due_at,
    case when l.state = 'rejected' then (
        select v.reason from lot_verdict v where v.lot_id = l.id order by v.id desc limit 1
    ) end as verdict_reason, p.order_id is not null as by_sample
from lot l join project p on p.id = l.project_id
where l.project_id = %(project)s and (%(lot)s::bigint is null or l.id = %(lot)s)
order by l.id desc limit 1000
"""

#: Items of a rejected lot go back to who answered them (to anyone where that person has left), with the
#: reason as the verdict of a review, so that it is shown as any other return is.
_SEND_BACK = """
with back as (
    select i.id, i.result, (
        select a.person_id from annotation a join person p on p.id = a.person_id and p.left_at is null
        where a.item_id = i.id and a.kind in ('answer', 'rework')
        order by a.id = i.result desc, a.submitted_at desc limit 1) as author
    from item i
    where i.lot_id = %(lot)s and i.state = 'delivered' and (%(all)s or i.id = any(%(items)s::bigint[]))
), told as (
    insert into review (id, item_id, project_id, reviewer_id, annotation_id, verdict, comment)
    select gen_random_uuid(), id, %(project)s, %(person)s, result, 'return', %(reason)s
    from back where result is not null
)
update item i set state = 'returned', returned_to = back.author, changed_at = now()
from back where i.id = back.id returning i.id, i.name
"""


class LotNotFound(NotFound):
    """The project has no such lot."""

    def __init__(self) -> None:
        super().__init__("lot_not_found")


class Held(Struct):
    """A lot's row, locked."""

    id: int
    name: str
    state: str


class _Found(Struct):
    id: int
    name: str
    state: Any
    due_at: datetime | None
    verdict_reason: str | None
    by_sample: bool


async def all_of(tx: Tx, project_id: int) -> list[Lot]:
    """The project's lots, the latest first, with the numbers of their items by state."""
    return await _told(tx, project_id, None)


async def one(tx: Tx, project_id: int, lot_id: int) -> Lot:
    """A lot.

    Raises:
        LotNotFound: the project has no such lot.
    """
    found = await _told(tx, project_id, lot_id)
    if not found:
        raise LotNotFound
    return found[0]


async def _told(tx: Tx, project_id: int, lot_id: int | None) -> list[Lot]:
    found = await rows(tx, _Found, _FIND, {"project": project_id, "lot": lot_id})
    counts = await store_counts.of_lots(tx, project_id, [lot.id for lot in found])
    return [
        Lot(
            lot.id,
            lot.name,
            lot.state,
            lot.due_at,
            counts.get(lot.id, Counts()),
            lot.verdict_reason,
            lot.by_sample,
        )
        for lot in found
    ]


async def hold(tx: Tx, project_id: int, lot_id: int) -> Held:
    """A lot's row, locked until the transaction ends.

    Raises:
        LotNotFound: the project has no such lot.
    """
    found = await row(
        tx,
        Held,
        "select id, name, state from lot where id = %s and project_id = %s for update",
        [lot_id, project_id],
    )
    if found is None:
        raise LotNotFound
    return found


async def create(tx: Tx, person_id: int | None, project_id: int, new: NewLot) -> Lot:
    """A lot of the items named, of the next accepted items that are in none, or an empty one to import into.

    Raises:
        Conflict: an item is not there or in a lot already; or no accepted item is free.
    """
    lot_id: int = await scalar(
        tx,
        "insert into lot (project_id, name, due_at) values (%s, %s, %s) returning id",
        [project_id, new.name, new.due_at],
    )
    if new.items is not None:
        await _put_in(tx, project_id, lot_id, new.items)
    elif new.size is not None:
        await _fill(tx, project_id, lot_id, new.size)
    details = {"lot": lot_id, "name": new.name}
    await audit.record(tx, person_id, "lot.create", f"project:{project_id}", details=details)
    return await one(tx, project_id, lot_id)


async def _put_in(tx: Tx, project_id: int, lot_id: int, items: Sequence[int]) -> None:
    wanted = set(items)
    moved = await execute(
        tx,
        "update item set lot_id = %s where project_id = %s and lot_id is null and id = any(%s)",
        [lot_id, project_id, sorted(wanted)],
    )
    if moved != len(wanted):
        raise Conflict("lot_items_not_free", count=len(wanted) - moved)


async def _fill(tx: Tx, project_id: int, lot_id: int, size: int) -> None:
    moved = await execute(
        tx,
        "update item set lot_id = %s from (select id from item where project_id = %s and state = 'accepted'"
        " and lot_id is null order by id limit %s for update skip locked) next where item.id = next.id",
        [lot_id, project_id, size],
    )
    if not moved:
        raise Conflict("lot_empty")


async def judge(tx: Tx, person_id: int, project_id: int, lot_id: int, verdict: LotVerdict) -> Lot:
    """The verdict on a delivered lot. Of a rejected one the items named, or all, go back to rework.

    Raises:
        LotNotFound: the project has no such lot.
        Conflict: it has not been delivered, or its delivery is still being built.
        Invalid: it is rejected without a reason, or an item named is not in it.
        Forbidden: the person answered one of the items that would go back.
    """
    lot = await hold(tx, project_id, lot_id)
    if lot.state != "delivered":
        raise Conflict("lot_not_delivered")
    if await scalar(
        tx,
        "select exists (select from delivery where lot_id = %s and moved and state = 'building')",
        [lot_id],
    ):
        raise Conflict("lot_still_building")
    if verdict.verdict == "rejected":
        await _reject(tx, person_id, project_id, lot_id, verdict)
    await execute(
        tx,
        "insert into lot_verdict (lot_id, verdict, reason, items, by) values (%s, %s, %s, %s, %s)",
        [lot_id, verdict.verdict, verdict.reason.strip(), sorted(set(verdict.items)), person_id],
    )
    await execute(tx, "update lot set state = %s where id = %s", [verdict.verdict, lot_id])
    facts = {"lot_id": lot_id, "name": lot.name, "reason": verdict.reason.strip()}
    event = f"lot.{verdict.verdict}"
    await audit.record(tx, person_id, event, f"project:{project_id}", details=facts)
    await webhooks.announce(
        tx, project_id, "lot.accepted" if verdict.verdict == "accepted" else "lot.rejected", [facts]
    )
    return await one(tx, project_id, lot_id)


async def _reject(tx: Tx, person_id: int, project_id: int, lot_id: int, verdict: LotVerdict) -> None:
    reason = verdict.reason.strip()
    if not reason:
        raise Invalid("lot_reason_missing")
    named = sorted(set(verdict.items))
    sent = {
        "lot": lot_id,
        "project": project_id,
        "person": person_id,
        "reason": reason,
        "all": not named,
        "items": named,
    }
    try:
        async with tx.transaction():
            cursor = await tx.execute(_SEND_BACK, sent)
            back = await cursor.fetchall()
    except psycopg.errors.CheckViolation as error:
        if error.diag.constraint_name != "nobody_checks_their_own":
            raise
        raise Forbidden("lot_own_work") from error
    if len(back) < len(named):
        raise Invalid("lot_items_not_in", count=len(named) - len(back))
    facts = [{"item_id": item["id"], "name": item["name"], "reason": reason} for item in back]
    await webhooks.announce(tx, project_id, "item.returned", facts)
