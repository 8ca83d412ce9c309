"""The nouns of the growth space, as they cross the wire. Times of a slot are the centres' clock, `HH:MM`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

BookingState = Literal["booked", "cancelled"]
#: Where a booked child is: not come yet, in the room, gone with someone.
Whereabouts = Literal["expected", "present", "collected"]
Name = Annotated[str, Meta(min_length=1, max_length=60)]
Phone = Annotated[str, Meta(min_length=3, max_length=30)]
Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Weekday = Annotated[int, Meta(ge=1, le=7)]


class Room(Struct):
    """A room of a centre's growth space."""

    id: int
    centre_id: int
    name: str
    places: int


class NewRoom(Struct):
    """A room and how many children it holds."""

    name: Name
    places: Annotated[int, Meta(ge=1, le=500)]


class NewSlots(Struct):
    """One slot a day from `from_date` to `to_date`, on these weekdays (1: Monday)."""

    from_date: date
    to_date: date
    from_time: Clock
    to_time: Clock
    weekdays: Annotated[list[Weekday], Meta(min_length=1, max_length=7)]


class SlotCount(Struct):
    """How full a slot is and how many came, with no word of who."""

    id: int
    room_id: int
    room_name: str
    date: date
    from_time: str
    to_time: str
    places: int
    booked: int
    came: int
    collected: int


class Pickup(Struct):
    """Someone who may collect a child."""

    id: int
    name: str
    relation: str
    phone: str


class NewPickup(Struct):
    """Someone who may collect the child from now on."""

    name: Name
    relation: Name
    phone: Phone


class NewChild(Struct):
    """A child of the guardian who asks. `consent`: they agree to these data being kept; refused without it.

    `relation` and `phone` are the guardian's own: they are the first who may collect the child.
    """

    name: Name
    born: date
    relation: Name
    phone: Phone
    consent: bool
    notes: Annotated[str, Meta(max_length=1000)] = ""


class ChildChanges(Struct):
    """What care staff should know: allergies, habits."""

    notes: Annotated[str, Meta(max_length=1000)]


class Child(Struct):
    """A child as its guardian sees it."""

    id: int
    name: str
    born: date
    notes: str
    pickups: list[Pickup]


class NewBooking(Struct):
    """The slot that is wanted."""

    slot_id: int


class OwnBooking(Struct):
    """A booking of one's own child, and where the child is on that day."""

    id: int
    child_id: int
    whereabouts: Whereabouts
    in_at: datetime | None
    out_at: datetime | None
    collected_by: str | None


class OwnSlot(Struct):
    """A slot of the centre, and the guardian's own bookings in it."""

    id: int
    room_name: str
    date: date
    from_time: str
    to_time: str
    free: int
    bookings: list[OwnBooking]


class OwnCare(Struct):
    """A guardian's page: their children, and the slots from today on. `offered`: the centre has a room."""

    offered: bool
    today: date
    children: list[Child]
    slots: list[OwnSlot]


class ExpectedChild(Struct):
    """A booked child as care staff see it on the day."""

    booking_id: int
    child_name: str
    born: date
    notes: str
    guardian_name: str
    pickups: list[Pickup]
    whereabouts: Whereabouts
    in_at: datetime | None
    out_at: datetime | None
    collected_by: str | None


class DaySlot(Struct):
    """A slot of the day with its children."""

    id: int
    from_time: str
    to_time: str
    places: int
    children: list[ExpectedChild]


class RoomDay(Struct):
    """A room's day. `not_collected`: children of earlier days who came and, by the records, never left."""

    room: Room
    today: date
    date: date
    slots: list[DaySlot]
    not_collected: int


class CheckOut(Struct):
    """Who collects the child."""

    pickup_id: int
