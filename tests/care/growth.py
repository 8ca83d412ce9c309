"""A growth space with a guardian, a child and a slot of today, for the tests of care."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from beanfield.care import attend, guardian, rooms
from beanfield.care.model import Child, NewChild, NewPickup, NewRoom, NewSlots, OwnCare, RoomDay
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx, scalar

#: A quarter past four in the afternoon of a Tuesday in the centres.
NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def slots(first: date = TODAY, last: date = TODAY, **given: Any) -> NewSlots:
    usual: dict[str, Any] = {"from_time": "16:00", "to_time": "18:30", "weekdays": [1, 2, 3, 4, 5]}
    return NewSlots(first, last, **usual | given)


def a_child(name: str = "小满", **given: Any) -> NewChild:
    usual: dict[str, Any] = {
        "born": date(2018, 5, 20), "relation": "妈妈", "phone": "13800000001", "consent": True,
    }  # fmt: skip
    return NewChild(name, **usual | given)


class Growth:
    """`guardian` has the child; `care` looks after the room."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx

    async def open(self, places: int = 2) -> Growth:
        self.centre = await scalar(self.tx, "insert into centre (name_zh) values ('本县') returning id")
        self.guardian = await self.person("李秀英")
        self.care = await self.person("宋晓梅")
        room = await rooms.add(self.tx, self.care.person_id, self.centre, NewRoom("成长空间", places))
        self.room = room.id
        await rooms.add_slots(self.tx, self.care.person_id, self.room, slots())
        self.slot = await scalar(self.tx, "select id from care_slot where room_id = %s", [self.room])
        self.child = (await guardian.register(self.tx, self.guardian, a_child(), NOW))[0]
        return self

    async def person(self, name: str, centre: int | None = None) -> Actor:
        home = centre or self.centre
        insert = "insert into person (name, centre_id) values (%s, %s) returning id"
        number = await scalar(self.tx, insert, [name, home])
        return Actor(person_id=number, name=name, locale="en", centre_id=home, customer_id=None, grants=())

    async def another(self, name: str = "小雨") -> tuple[Actor, Child]:
        """A colleague and their child."""
        parent = await self.person(f"{name}的家长")
        return parent, (await guardian.register(self.tx, parent, a_child(name), NOW))[0]

    async def grandmother(self) -> int:
        """A second person who may collect the child."""
        new = NewPickup("王桂花", "奶奶", "13800000002")
        return (await guardian.add_pickup(self.tx, self.guardian, self.child.id, new))[0].pickups[-1].id

    async def book(self, now: datetime = NOW) -> OwnCare:
        return await guardian.book(self.tx, self.guardian, self.child.id, self.slot, now)

    async def booked(self) -> int:
        """A booking of the child."""
        return (await self.book()).slots[0].bookings[0].id

    async def come(self, booking: int, now: datetime = NOW) -> RoomDay:
        return await attend.check_in(self.tx, self.care.person_id, self.room, booking, now)

    async def go(self, booking: int, pickup: int, now: datetime = NOW) -> RoomDay:
        return await attend.check_out(self.tx, self.care.person_id, self.room, booking, pickup, now)


async def open_growth(tx: Tx, places: int = 2) -> Growth:
    return await Growth(tx).open(places)
