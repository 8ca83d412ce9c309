"""What a guardian does: registers their children, names who may collect them, books and cancels."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, LiteralString

import msgspec
import psycopg

from beanfield.care import rules
from beanfield.care.model import Child, ChildChanges, NewChild, NewPickup, OwnBooking, OwnCare, OwnSlot
from beanfield.care.problems import (
    BookedAlready,
    BornInFuture,
    CameAlready,
    ConsentWanted,
    NoCentre,
    NotHere,
    SlotFull,
    SlotOver,
)
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx, dicts, execute, rows, scalar

_CHILDREN: Final[LiteralString] = """
select c.id, c.name, c.born, c.notes, (
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', p.id, 'name', p.name, 'relation', p.relation, 'phone', p.phone) order by p.id), '[]')
    from child_pickup p where p.child_id = c.id and p.revoked_at is null) as pickups
from child c where c.guardian_id = %s order by c.id
"""
_SLOTS: Final[LiteralString] = """
select s.id, r.name as room_name, s.date, to_char(s.from_time, 'HH24:MI') as from_time,
    to_char(s.to_time, 'HH24:MI') as to_time, s.places - s.taken as free, (
    select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'child_id', b.child_id,
        'whereabouts', case when o.id is not null then 'collected' when i.id is not null then 'present'
            else 'expected' end,
        'in_at', i.at, 'out_at', o.at, 'collected_by', p.name) order by b.id), '[]')
    from care_booking b join child c on c.id = b.child_id
    left join care_presence i on i.booking_id = b.id and i.kind = 'in'
    left join care_presence o on o.booking_id = b.id and o.kind = 'out'
    left join child_pickup p on p.id = o.pickup_id
    where b.slot_id = s.id and b.state = 'booked' and c.guardian_id = %(guardian)s) as bookings
from care_slot s join care_room r on r.id = s.room_id
where r.centre_id = %(centre)s and s.date between %(first)s and %(last)s
order by s.date, s.from_time, r.id
"""
#: The slot, when it is one of the guardian's centre and has not ended.
_SLOT: Final[LiteralString] = """
select (s.date + s.to_time) at time zone 'Asia/Shanghai' <= %(now)s
from care_slot s join care_room r on r.id = s.room_id
where s.id = %(slot)s and r.centre_id = %(centre)s
"""
_CANCEL: Final[LiteralString] = """
update care_booking b set state = 'cancelled', cancelled_at = %(now)s
from child c
where b.id = %(booking)s and c.id = b.child_id and c.id = %(child)s and c.guardian_id = %(guardian)s
and b.state = 'booked' and not exists (select from care_presence p where p.booking_id = b.id)
"""


async def own_care(tx: Tx, actor: Actor, now: datetime) -> OwnCare:
    """The guardian's children, and the slots of their centre from today on."""
    today = rules.today(now)
    span = {"first": today, "last": today + timedelta(days=rules.AHEAD)}
    known = {"guardian": actor.person_id, "centre": actor.centre_id}
    return OwnCare(
        offered=await scalar(
            tx, "select exists (select from care_room where centre_id = %s)", [actor.centre_id]
        ),
        today=today,
        children=await children(tx, actor.person_id),
        slots=[_slot(each) for each in await dicts(tx, _SLOTS, known | span)],
    )


def _slot(found: dict[str, Any]) -> OwnSlot:
    """A row with its bookings: what comes as JSON has its instants as texts."""
    return OwnSlot(**{**found, "bookings": msgspec.convert(found["bookings"], list[OwnBooking])})


async def children(tx: Tx, guardian_id: int) -> list[Child]:
    """A guardian's children."""
    return await rows(tx, Child, _CHILDREN, [guardian_id])


async def register(tx: Tx, actor: Actor, new: NewChild, now: datetime) -> list[Child]:
    """Register a child; the guardian is the first who may collect it.

    Raises:
        NoCentre: the guardian is nobody's employee.
        ConsentWanted: they have not agreed to the data being kept.
        BornInFuture
    """
    if actor.centre_id is None:
        raise NoCentre
    if not new.consent:
        raise ConsentWanted
    if new.born > rules.today(now):
        raise BornInFuture
    child = await scalar(
        tx,
        "insert into child (guardian_id, name, born, notes, consent_at)"
        " values (%s, %s, %s, %s, %s) returning id",
        [actor.person_id, new.name, new.born, new.notes, now],
    )
    await _add_pickup(tx, child, NewPickup(actor.name, new.relation, new.phone))
    return await children(tx, actor.person_id)


async def change(tx: Tx, actor: Actor, child_id: int, changes: ChildChanges) -> list[Child]:
    """Say anew what care staff should know about one's child.

    Raises:
        NotHere: it is no child of theirs.
    """
    await _hold(tx, actor, child_id)
    await execute(tx, "update child set notes = %s where id = %s", [changes.notes, child_id])
    return await children(tx, actor.person_id)


async def add_pickup(tx: Tx, actor: Actor, child_id: int, new: NewPickup) -> list[Child]:
    """Let someone collect one's child from now on.

    Raises:
        NotHere: it is no child of theirs.
    """
    await _hold(tx, actor, child_id)
    await _add_pickup(tx, child_id, new)
    return await children(tx, actor.person_id)


async def revoke_pickup(tx: Tx, actor: Actor, child_id: int, pickup_id: int, now: datetime) -> list[Child]:
    """Let someone no longer collect one's child.

    Raises:
        NotHere: the child is not theirs, or the person was not named.
    """
    await _hold(tx, actor, child_id)
    revoked = await execute(
        tx,
        "update child_pickup set revoked_at = %s where id = %s and child_id = %s and revoked_at is null",
        [now, pickup_id, child_id],
    )
    if revoked == 0:
        raise NotHere
    return await children(tx, actor.person_id)


async def book(tx: Tx, actor: Actor, child_id: int, slot_id: int, now: datetime) -> OwnCare:
    """Take a place in a slot of one's centre. The database lets no more in than there are places.

    Raises:
        NotHere: the child is not theirs, or the slot none of their centre.
        SlotOver, SlotFull, BookedAlready
    """
    await _hold(tx, actor, child_id)
    over = await scalar(tx, _SLOT, {"slot": slot_id, "centre": actor.centre_id, "now": now})
    if over is None:
        raise NotHere
    if over:
        raise SlotOver
    try:
        async with tx.transaction():
            await execute(
                tx,
                "insert into care_booking (slot_id, child_id, booked_at) values (%s, %s, %s)",
                [slot_id, child_id, now],
            )
    except psycopg.errors.CheckViolation:
        raise SlotFull from None
    except psycopg.errors.UniqueViolation:
        raise BookedAlready from None
    return await own_care(tx, actor, now)


async def cancel(tx: Tx, actor: Actor, child_id: int, booking_id: int, now: datetime) -> OwnCare:
    """Give a place back. Who has come keeps it.

    Raises:
        NotHere: there is no such booking of a child of theirs.
        CameAlready
    """
    known = {"booking": booking_id, "child": child_id, "guardian": actor.person_id, "now": now}
    await _hold(tx, actor, child_id)
    state = await scalar(
        tx, "select state from care_booking where id = %(booking)s and child_id = %(child)s for update", known
    )
    if state != "booked":
        raise NotHere
    if await execute(tx, _CANCEL, known) == 0:
        raise CameAlready
    return await own_care(tx, actor, now)


async def _add_pickup(tx: Tx, child_id: int, new: NewPickup) -> None:
    await execute(
        tx,
        "insert into child_pickup (child_id, name, relation, phone) values (%s, %s, %s, %s)",
        [child_id, new.name, new.relation, new.phone],
    )


async def _hold(tx: Tx, actor: Actor, child_id: int) -> None:
    """Lock a child of the guardian's own."""
    query = "select id from child where id = %s and guardian_id = %s for update"
    if await scalar(tx, query, [child_id, actor.person_id]) is None:
        raise NotHere
