"""Booking, coming and going: never more children than places, never with someone who was not named."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.care import attend, guardian, rooms, rules
from beanfield.care.model import ChildChanges
from beanfield.care.problems import (
    BookedAlready,
    BornInFuture,
    CameAlready,
    ConsentWanted,
    LeftAlready,
    NoCentre,
    NotAuthorised,
    NotCome,
    NotHere,
    NotToday,
    SlotFull,
    SlotOver,
    SlotsMalformed,
)
from beanfield.people.actor import Actor
from beanfield.platform.database import Database, Tx, execute, scalar
from tests.care.growth import NOW, TODAY, a_child, open_growth, slots


async def test_a_parent_books_and_the_child_comes_and_goes_with_someone_named(tx: Tx) -> None:
    growth = await open_growth(tx)
    booking = await growth.booked()
    day = await attend.day_of(tx, growth.room, None, NOW)
    expected = day.slots[0].children[0]
    assert (expected.child_name, expected.guardian_name, expected.whereabouts) == (
        "小满",
        "李秀英",
        "expected",
    )
    present = (await growth.come(booking)).slots[0].children[0]
    assert (present.whereabouts, present.in_at) == ("present", NOW)
    grandmother = await growth.grandmother()
    left = (await growth.go(booking, grandmother, NOW + timedelta(hours=2))).slots[0].children[0]
    assert (left.whereabouts, left.collected_by) == ("collected", "王桂花")
    own = (await guardian.own_care(tx, growth.guardian, NOW)).slots[0].bookings[0]
    assert (own.whereabouts, own.collected_by) == ("collected", "王桂花")


async def test_a_child_does_not_go_with_someone_who_was_not_named(tx: Tx) -> None:
    growth = await open_growth(tx)
    booking = await growth.booked()
    await growth.come(booking)
    _, other = await growth.another()
    with pytest.raises(NotAuthorised):
        await growth.go(booking, other.pickups[0].id)
    with pytest.raises(NotAuthorised):
        await growth.go(booking, 9_999_999)
    grandmother = await growth.grandmother()
    await guardian.revoke_pickup(tx, growth.guardian, growth.child.id, grandmother, NOW)
    with pytest.raises(NotAuthorised):
        await growth.go(booking, grandmother)
    assert await scalar(tx, "select count(*) from care_presence where kind = 'out'") == 0


async def test_the_database_itself_refuses_a_hand_over_to_someone_not_named(tx: Tx) -> None:
    growth = await open_growth(tx)
    booking = await growth.booked()
    await growth.come(booking)
    _, other = await growth.another()
    with pytest.raises(psycopg.errors.CheckViolation, match="may not collect"):
        await execute(
            tx,
            "insert into care_presence (booking_id, kind, at, by, pickup_id)"
            " values (%s, 'out', now(), %s, %s)",
            [booking, growth.care.person_id, other.pickups[0].id],
        )


async def test_coming_and_going_happen_once_and_in_their_order(tx: Tx) -> None:
    growth = await open_growth(tx)
    booking = await growth.booked()
    mother = growth.child.pickups[0].id
    with pytest.raises(NotCome):
        await growth.go(booking, mother)
    with pytest.raises(NotToday):
        await growth.come(booking, NOW + timedelta(days=1))
    await growth.come(booking)
    with pytest.raises(CameAlready):
        await growth.come(booking)
    with pytest.raises(CameAlready):
        await guardian.cancel(tx, growth.guardian, growth.child.id, booking, NOW)
    await growth.go(booking, mother)
    with pytest.raises(LeftAlready):
        await growth.go(booking, mother)
    for statement in ("update care_presence set at = now()", "delete from care_presence"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            async with tx.transaction():
                await execute(tx, statement)


async def test_who_was_not_collected_is_told_on_later_days_and_can_still_be_checked_out(tx: Tx) -> None:
    growth = await open_growth(tx)
    booking = await growth.booked()
    await growth.come(booking)
    assert (await attend.day_of(tx, growth.room, None, NOW)).not_collected == 0
    later = NOW + timedelta(days=1)
    assert (await attend.day_of(tx, growth.room, None, later)).not_collected == 1
    await growth.go(booking, growth.child.pickups[0].id, later)
    assert (await attend.day_of(tx, growth.room, None, later)).not_collected == 0


async def test_a_full_slot_takes_nobody_and_a_place_given_back_can_be_taken(tx: Tx) -> None:
    growth = await open_growth(tx, places=1)
    parent, other = await growth.another()
    booking = await growth.booked()
    with pytest.raises(BookedAlready):
        await growth.book()
    with pytest.raises(SlotFull):
        await guardian.book(tx, parent, other.id, growth.slot, NOW)
    given_back = await guardian.cancel(tx, growth.guardian, growth.child.id, booking, NOW)
    assert (given_back.slots[0].free, given_back.slots[0].bookings) == (1, [])
    taken = await guardian.book(tx, parent, other.id, growth.slot, NOW)
    assert taken.slots[0].free == 0
    with pytest.raises(NotHere):
        await guardian.cancel(tx, growth.guardian, growth.child.id, booking, NOW)


async def test_forty_parents_at_once_get_as_many_places_as_there_are(database: Database) -> None:
    async with database.transaction() as tx:
        growth = await open_growth(tx, places=7)
        families = [await growth.another(f"孩子{number}") for number in range(40)]
        slot = growth.slot

    async def try_to_book(parent: Actor, child: int) -> bool:
        try:
            async with database.transaction() as tx:
                await guardian.book(tx, parent, child, slot, NOW)
        except SlotFull:
            return False
        return True

    got = await asyncio.gather(*(try_to_book(parent, child.id) for parent, child in families))
    assert sum(got) == 7
    async with database.transaction() as tx:
        assert await scalar(tx, "select count(*) from care_booking where state = 'booked'") == 7
        assert await scalar(tx, "select taken from care_slot where id = %s", [slot]) == 7


async def test_no_path_puts_more_children_into_a_slot_than_it_holds(tx: Tx) -> None:
    growth = await open_growth(tx, places=1)
    booking = await growth.booked()
    _, other = await growth.another()
    insert = "insert into care_booking (slot_id, child_id) values (%s, %s)"
    with pytest.raises(psycopg.errors.CheckViolation, match="slot_has_places"):
        async with tx.transaction():
            await execute(tx, insert, [growth.slot, other.id])
    with pytest.raises(psycopg.errors.RestrictViolation):
        async with tx.transaction():
            await execute(tx, "update care_booking set child_id = %s where id = %s", [other.id, booking])


async def test_parents_touch_their_own_children_only(tx: Tx) -> None:
    growth = await open_growth(tx)
    booking = await growth.booked()
    stranger, other = await growth.another()
    child, mother = growth.child, growth.child.pickups[0].id
    calls = (
        lambda: guardian.book(tx, stranger, child.id, growth.slot, NOW),
        lambda: guardian.cancel(tx, stranger, child.id, booking, NOW),
        lambda: guardian.cancel(tx, stranger, other.id, booking, NOW),
        lambda: guardian.change(tx, stranger, child.id, ChildChanges("x")),
        lambda: guardian.revoke_pickup(tx, stranger, child.id, mother, NOW),
        lambda: guardian.revoke_pickup(tx, stranger, other.id, mother, NOW),
    )
    for call in calls:
        with pytest.raises(NotHere):
            await call()
    seen = await guardian.own_care(tx, stranger, NOW)
    assert [each.name for each in seen.children] == ["小雨"]
    assert seen.slots[0].bookings == []


async def test_a_slot_of_another_centre_or_one_that_is_over_cannot_be_booked(tx: Tx) -> None:
    growth = await open_growth(tx)
    elsewhere = await scalar(tx, "insert into centre (name_zh) values ('外县') returning id")
    foreigner = await growth.person("外县的人", elsewhere)
    child = (await guardian.register(tx, foreigner, a_child("远远"), NOW))[0]
    with pytest.raises(NotHere):
        await guardian.book(tx, foreigner, child.id, growth.slot, NOW)
    with pytest.raises(SlotOver):
        await growth.book(NOW + timedelta(hours=3))


async def test_a_child_is_registered_with_consent_by_staff_alone(tx: Tx) -> None:
    growth = await open_growth(tx)
    with pytest.raises(ConsentWanted):
        await guardian.register(tx, growth.guardian, a_child(consent=False), NOW)
    with pytest.raises(BornInFuture):
        await guardian.register(tx, growth.guardian, a_child(born=date(2027, 1, 1)), NOW)
    outsider = Actor(person_id=1, name="x", locale="en", centre_id=None, customer_id=3, grants=())
    with pytest.raises(NoCentre):
        await guardian.register(tx, outsider, a_child(), NOW)


async def test_slots_are_made_once_on_the_weekdays_asked_for(tx: Tx) -> None:
    growth = await open_growth(tx)
    week = slots(TODAY, TODAY + timedelta(days=6))
    assert await rooms.add_slots(tx, None, growth.room, week) == 4  # today's is there already
    assert await rooms.add_slots(tx, None, growth.room, week) == 0
    counted = await rooms.counts(tx, growth.centre, TODAY, TODAY + timedelta(days=6))
    assert [each.date.isoweekday() for each in counted] == [2, 3, 4, 5, 1]
    for wrong in (slots(TODAY, TODAY - timedelta(days=1)), slots(from_time="18:30")):
        with pytest.raises(SlotsMalformed):
            await rooms.add_slots(tx, None, growth.room, wrong)


async def test_occupancy_counts_and_names_nobody(tx: Tx) -> None:
    growth = await open_growth(tx)
    booking = await growth.booked()
    await growth.come(booking)
    (counted,) = await rooms.counts(tx, growth.centre, TODAY, TODAY)
    assert (counted.places, counted.booked, counted.came, counted.collected) == (2, 1, 1, 0)


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.sets(st.integers(1, 7), min_size=1)
)
def test_days_lie_in_the_span_and_on_the_weekdays(first: date, length: int, weekdays: set[int]) -> None:
    last = first + timedelta(days=length)
    days = rules.days_of(first, last, sorted(weekdays))
    assert days == sorted(set(days))
    assert all(first <= day <= last and day.isoweekday() in weekdays for day in days)
    assert len(days) >= (length + 1) // 7 * len(weekdays)
