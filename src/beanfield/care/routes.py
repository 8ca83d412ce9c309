"""The growth space over HTTP. Children's data are for browser sessions of guardians and care staff alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from litestar import delete, get, patch, post

from beanfield.care import attend, guardian, rooms
from beanfield.care.model import (
    CheckOut,
    Child,
    ChildChanges,
    NewBooking,
    NewChild,
    NewPickup,
    NewRoom,
    NewSlots,
    OwnCare,
    Room,
    RoomDay,
    SlotCount,
)
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx


@get("/api/centres/{centre_id:int}/rooms", opt={"permission": "care.count"})
async def get_rooms(tx: Tx, centre_id: int) -> list[Room]:
    """The rooms of a centre's growth space."""
    return await rooms.of_centre(tx, centre_id)


@post("/api/centres/{centre_id:int}/rooms", opt={"permission": "care.manage"})
async def add_room(tx: Tx, actor: Actor, centre_id: int, data: NewRoom) -> Room:
    """Open a room."""
    return await rooms.add(tx, actor.person_id, centre_id, data)


@get("/api/centres/{centre_id:int}/occupancy", opt={"permission": "care.count"})
async def get_occupancy(tx: Tx, centre_id: int, first: date, last: date) -> list[SlotCount]:
    """How full the slots of these days are, without names."""
    return await rooms.counts(tx, centre_id, first, last)


@post("/api/rooms/{room_id:int}/slots", opt={"permission": "care.manage"}, status_code=200)
async def add_slots(tx: Tx, actor: Actor, room_id: int, data: NewSlots) -> int:
    """Make slots on the days of a span; returns how many are new."""
    return await rooms.add_slots(tx, actor.person_id, room_id, data)


@get("/api/rooms/{room_id:int}/day", opt={"permission": "care.attend"})
async def get_day(tx: Tx, room_id: int, day: date | None = None) -> RoomDay:
    """The children of a room on a day, with those not yet collected."""
    return await attend.day_of(tx, room_id, day, datetime.now(UTC))


@post(
    "/api/rooms/{room_id:int}/bookings/{booking_id:int}/in",
    opt={"permission": "care.attend"},
    status_code=200,
)
async def check_in(tx: Tx, actor: Actor, room_id: int, booking_id: int) -> RoomDay:
    """The child has come."""
    return await attend.check_in(tx, actor.person_id, room_id, booking_id, datetime.now(UTC))


@post(
    "/api/rooms/{room_id:int}/bookings/{booking_id:int}/out",
    opt={"permission": "care.attend"},
    status_code=200,
)
async def check_out(tx: Tx, actor: Actor, room_id: int, booking_id: int, data: CheckOut) -> RoomDay:
    """The child goes with someone whom the guardian has named; refused for anyone else."""
    now = datetime.now(UTC)
    return await attend.check_out(tx, actor.person_id, room_id, booking_id, data.pickup_id, now)


@get("/api/me/care", opt={"permission": "care.book"})
async def get_own_care(tx: Tx, actor: Actor) -> OwnCare:
    """One's own children, and the slots that they may come to."""
    return await guardian.own_care(tx, actor, datetime.now(UTC))


@post("/api/me/children", opt={"permission": "care.book"})
async def register_child(tx: Tx, actor: Actor, data: NewChild) -> list[Child]:
    """Register a child of one's own, with consent to its data being kept."""
    return await guardian.register(tx, actor, data, datetime.now(UTC))


@patch("/api/me/children/{child_id:int}", opt={"permission": "care.book"})
async def change_child(tx: Tx, actor: Actor, child_id: int, data: ChildChanges) -> list[Child]:
    """Say anew what care staff should know."""
    return await guardian.change(tx, actor, child_id, data)


@post("/api/me/children/{child_id:int}/pickups", opt={"permission": "care.book"})
async def add_pickup(tx: Tx, actor: Actor, child_id: int, data: NewPickup) -> list[Child]:
    """Let someone collect the child from now on."""
    return await guardian.add_pickup(tx, actor, child_id, data)


@delete(
    "/api/me/children/{child_id:int}/pickups/{pickup_id:int}",
    opt={"permission": "care.book"},
    status_code=200,
)
async def revoke_pickup(tx: Tx, actor: Actor, child_id: int, pickup_id: int) -> list[Child]:
    """Let someone no longer collect the child."""
    return await guardian.revoke_pickup(tx, actor, child_id, pickup_id, datetime.now(UTC))


@post("/api/me/children/{child_id:int}/bookings", opt={"permission": "care.book"})
async def book(tx: Tx, actor: Actor, child_id: int, data: NewBooking) -> OwnCare:
    """Take a place for the child."""
    return await guardian.book(tx, actor, child_id, data.slot_id, datetime.now(UTC))


@delete(
    "/api/me/children/{child_id:int}/bookings/{booking_id:int}",
    opt={"permission": "care.book"},
    status_code=200,
)
async def cancel(tx: Tx, actor: Actor, child_id: int, booking_id: int) -> OwnCare:
    """Give the place back."""
    return await guardian.cancel(tx, actor, child_id, booking_id, datetime.now(UTC))


ROUTES: list[Any] = [
    get_rooms,
    add_room,
    get_occupancy,
    add_slots,
    get_day,
    check_in,
    check_out,
    get_own_care,
    register_child,
    change_child,
    add_pickup,
    revoke_pickup,
    book,
    cancel,
]
