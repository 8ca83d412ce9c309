"""Working time, drafts and the decisions of the working loop as properties."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.annotation.document import Document
from beanfield.platform.services import Services
from beanfield.production import clock, drafts, rules
from beanfield.production.drafts import DraftOutrun
from beanfield.production.give_back import LeaseEnded
from beanfield.production.model import Beat, BeatReply, DraftSave, Pipeline
from beanfield.production.rules import Offer
from beanfield.production.submit import NoSuchLease
from tests.production.floor import Floor, boxes, make_floor

seconds = st.floats(min_value=0, max_value=1e6)
claims = st.lists(st.none() | st.floats(min_value=-100, max_value=1e6), max_size=20)


@given(elapsed=seconds, idle=st.floats(10, 3600), given_claims=claims)
def test_working_time_is_never_negative_and_never_more_than_passed(
    elapsed: float, idle: float, given_claims: list[float | None]
) -> None:
    shares = rules.working_seconds(elapsed, idle, given_claims)
    assert len(shares) == len(given_claims)
    assert all(share >= 0 for share in shares)
    assert sum(shares) <= elapsed * (1 + 1e-9)


@given(elapsed=seconds, idle=st.floats(10, 3600), count=st.integers(1, 20))
def test_without_claims_a_gap_counts_whole_up_to_the_cut_off_and_not_at_all_beyond(
    elapsed: float, idle: float, count: int
) -> None:
    shares = rules.working_seconds(elapsed, idle, [None] * count)
    assert sum(shares) == pytest.approx(elapsed if elapsed <= idle else 0)


@given(elapsed=seconds, idle=st.floats(10, 3600))
def test_a_beat_counts_the_gap_or_nothing(elapsed: float, idle: float) -> None:
    assert rules.beat_seconds(elapsed, idle) == (elapsed if elapsed <= idle else 0)


@given(
    st.lists(st.tuples(st.integers(1, 4), st.frozensets(st.integers(1, 6))), max_size=12),
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 5)), max_size=6, unique_by=lambda want: want[0]),
)
def test_dealing_gives_no_item_beyond_its_slots_nor_twice_nor_to_who_had_it(
    table: list[tuple[int, frozenset[int]]], wants: list[tuple[int, int]]
) -> None:
    offers = [Offer(number, slots, had) for number, (slots, had) in enumerate(table)]
    dealt = rules.deal(offers, wants)
    assert len(set(dealt)) == len(dealt)
    by_item = {offer.item_id: offer for offer in offers}
    for offer in offers:
        assert sum(item == offer.item_id for _, item in dealt) <= offer.slots
    for person, item in dealt:
        assert person not in by_item[item].had
    for person, count in wants:
        got = [item for who, item in dealt if who == person]
        assert len(got) <= count
        assert got == sorted(got)


@given(st.none() | st.floats(0.1, 1e5), st.floats(1, 20))
def test_a_lease_lasts_from_five_minutes_to_an_hour(median: float | None, factor: float) -> None:
    assert 300 <= rules.lease_seconds(median, factor=factor) <= 3600


@given(st.integers(0, 1000), st.integers(0, 1000), st.floats(0, 1))
def test_more_faults_mean_more_review_and_nobody_goes_unchecked(
    reviewed: int, faulty: int, share: float
) -> None:
    faulty = min(reviewed, faulty)
    chance = rules.review_chance("risk", share, rules.fault_rate(reviewed, faulty))
    assert share / 4 <= chance <= 1
    worse = rules.review_chance("risk", share, rules.fault_rate(reviewed + 1, faulty + 1))
    assert worse >= chance or chance == 1


def test_the_other_rules_of_review_say_what_they_are_called() -> None:
    assert rules.review_chance("none", 1.0, 1.0) == 0
    assert rules.review_chance("all", 0.0, 0.0) == 1
    assert rules.review_chance("share", 0.3, 0.9) == 0.3


async def beat(floor: Floor, person: int, lease_id: int) -> BeatReply:
    async with floor.services.database.transaction() as tx:
        return await clock.beat(tx, floor.desk, floor.project_id, person, Beat(lease_id), floor.now)


async def test_beats_add_up_to_the_figure_that_the_answer_keeps(services: Services) -> None:
    floor = await make_floor(services, pipeline=Pipeline(idle_seconds=60, review="none"))
    person = floor.people[0]
    lease = (await floor.ask(person)).leases[0]
    for gap in (30, 30, 300, 20):  # the long one is a pause
        floor.pass_time(gap)
        shown = (await beat(floor, person, lease.id)).active_seconds
    assert shown == 80
    floor.pass_time(5)
    assert (await floor.answer(person, lease.id)).today.active_seconds == 85
    assert await floor.value("select active_ms from annotation") == 85_000


async def test_time_at_two_items_is_not_counted_twice(services: Services) -> None:
    floor = await make_floor(services, pipeline=Pipeline(review="none"))
    person = floor.people[0]
    first, second = (await floor.ask(person, want=2)).leases
    for _ in range(3):
        for lease in (first, second):
            floor.pass_time(10)
            await beat(floor, person, lease.id)
    await floor.answer(person, first.id)
    assert (await floor.answer(person, second.id)).today.active_seconds == 60


async def test_a_beat_prolongs_the_lease_and_tells_what_was_withdrawn(services: Services) -> None:
    floor = await make_floor(services, pipeline=Pipeline(seconds_expected=100))
    person = floor.people[0]
    first, second = (await floor.ask(person, want=2)).leases
    floor.pass_time(200)
    reply = await beat(floor, person, first.id)
    assert reply.until > first.until
    assert reply.withdrawn == []
    await floor.run("update lease set state = 'withdrawn', ended_at = %s where id = %s", floor.now, second.id)
    assert (await beat(floor, person, first.id)).withdrawn == [second.id]


async def test_a_beat_on_anothers_lease_is_refused(services: Services) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    with pytest.raises(NoSuchLease):
        await beat(floor, floor.people[1], lease.id)


async def save(floor: Floor, lease_id: int, revision: int, count: int = 1) -> int:
    given_draft = DraftSave(msgspec.convert(boxes(count), Document), revision)
    async with floor.services.database.transaction() as tx:
        return (await drafts.save(tx, lease_id, given_draft, floor.now)).revision


async def test_a_draft_comes_back_with_its_lease(services: Services) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    await save(floor, lease.id, 1)
    await save(floor, lease.id, 2, count=4)
    again = (await floor.ask(floor.people[0])).leases[0]
    assert again.draft_revision == 2
    assert again.draft is not None
    assert len(msgspec.json.decode(again.draft)["objects"]) == 4


async def test_a_second_window_does_not_overwrite_a_later_draft_and_hears_its_revision(
    services: Services,
) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    await save(floor, lease.id, 5)
    with pytest.raises(DraftOutrun) as outrun:
        await save(floor, lease.id, 5, count=2)
    (named,) = outrun.value.document("en").errors
    assert (named.path, named.message) == ("revision", "5")


async def test_a_draft_goes_with_its_answer(services: Services) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    await save(floor, lease.id, 1)
    await floor.answer(floor.people[0], lease.id)
    assert await floor.value("select count(*) from draft") == 0
    with pytest.raises(LeaseEnded):
        await save(floor, lease.id, 2)
