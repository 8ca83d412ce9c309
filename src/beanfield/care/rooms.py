"""Rooms, their slots, and how full they are."""

from __future__ import annotations

from datetime import date
from typing import Final, LiteralString

from beanfield.care import rules
from beanfield.care.model import NewRoom, NewSlots, Room, SlotCount
from beanfield.care.problems import NotHere, SlotsMalformed
from beanfield.people.actor import Place
from beanfield.platform import audit
from beanfield.platform.database import Tx, execute, row, rows, scalar

_COUNTS: Final[LiteralString] = """
select s.id, s.room_id, r.name as room_name, s.date, to_char(s.from_time, 'HH24:MI') as from_time,
    to_char(s.to_time, 'HH24:MI') as to_time, s.places, s.taken as booked,
    count(p.id) filter (where p.kind = 'in') as came, count(p.id) filter (where p.kind = 'out') as collected
from care_slot s join care_room r on r.id = s.room_id
left join care_booking b on b.slot_id = s.id and b.state = 'booked'
left join care_presence p on p.booking_id = b.id
where r.centre_id = %(centre)s and s.date between %(first)s and %(last)s
group by s.id, r.id order by s.date, s.from_time, r.id
"""
_ADD_SLOTS: Final[LiteralString] = """
insert into care_slot (room_id, date, from_time, to_time, places)
select r.id, day, %(begin)s, %(end)s, r.places from care_room r, unnest(%(days)s::date[]) day
where r.id = %(room)s
on conflict (room_id, date, from_time) do nothing
"""


async def room_place(tx: Tx, room_id: int) -> Place | None:
    """The centre of a room; None where there is none."""
    return await row(tx, Place, "select centre_id from care_room where id = %s", [room_id])


async def of_centre(tx: Tx, centre_id: int) -> list[Room]:
    """The rooms of a centre."""
    return await rows(
        tx,
        Room,
        "select id, centre_id, name, places from care_room where centre_id = %s order by id",
        [centre_id],
    )


async def one(tx: Tx, room_id: int) -> Room:
    """A room.

    Raises:
        NotHere: there is none.
    """
    found = await row(tx, Room, "select id, centre_id, name, places from care_room where id = %s", [room_id])
    if found is None:
        raise NotHere
    return found


async def add(tx: Tx, by: int | None, centre_id: int, new: NewRoom) -> Room:
    """Open a room in a centre."""
    made: int = await scalar(
        tx,
        "insert into care_room (centre_id, name, places, created_by) values (%s, %s, %s, %s) returning id",
        [centre_id, new.name, new.places, by],
    )
    details = {"places": new.places}
    await audit.record(tx, by, "care_room.add", f"care_room:{made}", centre_id=centre_id, details=details)
    return await one(tx, made)


async def add_slots(tx: Tx, by: int | None, room_id: int, new: NewSlots) -> int:
    """Make the slots that are not there yet; returns how many. They have the places that the room has now.

    Raises:
        SlotsMalformed: the span runs backwards or is longer than a year.
    """
    if not 0 <= (new.to_date - new.from_date).days < rules.MOST_DAYS:
        raise SlotsMalformed("to_date")
    begin, end = rules.clock(new.from_time), rules.clock(new.to_time)
    if begin >= end:
        raise SlotsMalformed("to_time")
    room = await one(tx, room_id)
    days = rules.days_of(new.from_date, new.to_date, new.weekdays)
    made = await execute(tx, _ADD_SLOTS, {"room": room_id, "begin": begin, "end": end, "days": days})
    subject = f"care_room:{room_id}"
    details = {"from": new.from_date, "to": new.to_date, "slots": made}
    await audit.record(tx, by, "care_slot.add", subject, centre_id=room.centre_id, details=details)
    return made


async def counts(tx: Tx, centre_id: int, first: date, last: date) -> list[SlotCount]:
    """How full each slot of these days is, without names.

    Raises:
        SlotsMalformed: the span runs backwards or is longer than a year.
    """
    if not 0 <= (last - first).days < rules.MOST_DAYS:
        raise SlotsMalformed("last")
    return await rows(tx, SlotCount, _COUNTS, {"centre": centre_id, "first": first, "last": last})
