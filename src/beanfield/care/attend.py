"""What care staff do: the list of the day, checking children in, handing them to who may collect them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, LiteralString

import msgspec
import psycopg

from beanfield.care import rooms, rules
from beanfield.care.model import DaySlot, ExpectedChild, RoomDay
from beanfield.care.problems import CameAlready, LeftAlready, NotAuthorised, NotCome, NotHere, NotToday
from beanfield.platform.database import Tx, dicts, execute, scalar

_SLOTS: Final[LiteralString] = """
select s.id, to_char(s.from_time, 'HH24:MI') as from_time, to_char(s.to_time, 'HH24:MI') as to_time,
    s.places, (
    select coalesce(jsonb_agg(jsonb_build_object(
        'booking_id', b.id, 'child_name', c.name, 'born', c.born, 'notes', c.notes, 'guardian_name', g.name,
        'pickups', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'id', a.id, 'name', a.name, 'relation', a.relation, 'phone', a.phone) order by a.id), '[]')
            from child_pickup a where a.child_id = c.id and a.revoked_at is null),
        'whereabouts', case when o.id is not null then 'collected' when i.id is not null then 'present'
            else 'expected' end,
        'in_at', i.at, 'out_at', o.at, 'collected_by', p.name) order by c.name, b.id), '[]')
    from care_booking b join child c on c.id = b.child_id join person g on g.id = c.guardian_id
    left join care_presence i on i.booking_id = b.id and i.kind = 'in'
    left join care_presence o on o.booking_id = b.id and o.kind = 'out'
    left join child_pickup p on p.id = o.pickup_id
    where b.slot_id = s.id and b.state = 'booked') as children
from care_slot s where s.room_id = %(room)s and s.date = %(day)s
order by s.from_time
"""
_NOT_COLLECTED: Final[LiteralString] = """
select count(*) from care_slot s
join care_booking b on b.slot_id = s.id and b.state = 'booked'
join care_presence i on i.booking_id = b.id and i.kind = 'in'
where s.room_id = %(room)s and s.date < %(today)s
and not exists (select from care_presence o where o.booking_id = b.id and o.kind = 'out')
"""
_DATE: Final[LiteralString] = """
select s.date from care_booking b join care_slot s on s.id = b.slot_id
where b.id = %s and s.room_id = %s and b.state = 'booked'
"""


async def day_of(tx: Tx, room_id: int, day: date | None, now: datetime) -> RoomDay:
    """The children of a room on a day, today when None.

    Raises:
        NotHere: there is no such room.
    """
    room, today = await rooms.one(tx, room_id), rules.today(now)
    day = day or today
    known = {"room": room_id, "day": day, "today": today}
    return RoomDay(
        room=room,
        date=day,
        today=today,
        slots=[_slot(each) for each in await dicts(tx, _SLOTS, known)],
        not_collected=await scalar(tx, _NOT_COLLECTED, known),
    )


def _slot(found: dict[str, Any]) -> DaySlot:
    """A row with its children: what comes as JSON has its days and instants as texts."""
    return DaySlot(**{**found, "children": msgspec.convert(found["children"], list[ExpectedChild])})


async def check_in(tx: Tx, by: int, room_id: int, booking_id: int, now: datetime) -> RoomDay:
    """The child has come.

    Raises:
        NotHere: the room has no such booking.
        NotToday: it is of another day.
        CameAlready
    """
    day = await _day(tx, room_id, booking_id)
    if day != rules.today(now):
        raise NotToday
    await _write(tx, by, booking_id, None, now)
    return await day_of(tx, room_id, day, now)


async def check_out(tx: Tx, by: int, room_id: int, booking_id: int, pickup_id: int, now: datetime) -> RoomDay:
    """The child goes with this person; also on a later day, for what was forgotten.

    Raises:
        NotHere: the room has no such booking.
        NotAuthorised: the guardian has not named this person.
        NotCome, LeftAlready
    """
    day = await _day(tx, room_id, booking_id)
    await _write(tx, by, booking_id, pickup_id, now)
    return await day_of(tx, room_id, day, now)


async def _day(tx: Tx, room_id: int, booking_id: int) -> date:
    found: date | None = await scalar(tx, _DATE, [booking_id, room_id])
    if found is None:
        raise NotHere
    return found


async def _write(tx: Tx, by: int, booking_id: int, pickup_id: int | None, now: datetime) -> None:
    """Append the row; what may not be the database refuses."""
    kind = "in" if pickup_id is None else "out"
    try:
        async with tx.transaction():
            await execute(
                tx,
                "insert into care_presence (booking_id, kind, at, by, pickup_id) values (%s, %s, %s, %s, %s)",
                [booking_id, kind, now, by, pickup_id],
            )
    except psycopg.errors.UniqueViolation:
        raise (CameAlready if kind == "in" else LeftAlready) from None
    except psycopg.errors.CheckViolation as refusal:
        match refusal.diag.constraint_name:
            case "out_follows_in":
                raise NotCome from None
            case "collected_by_an_authorised_person":
                raise NotAuthorised from None
            case _:
                raise NotHere from None
