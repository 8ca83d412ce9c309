"""Gold handed out among work: nobody can tell it, it leaves its item as it is, and it is paid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.earnings import accrue
from beanfield.platform.services import Services
from beanfield.production import rules
from tests.checks.treasury import accepted, add_gold, grade, is_gold, make_treasury, plan, take
from tests.production.floor import Floor, add_items, boxes


@pytest.fixture
async def floor(services: Services) -> Floor:
    return await make_treasury(services)


async def test_gold_comes_when_chance_says_and_work_otherwise(floor: Floor) -> None:
    first, second, _ = floor.people
    assert await is_gold(floor, (await take(floor, first, gold=True))[0].id)
    assert not await is_gold(floor, (await take(floor, second, gold=False))[0].id)


def shape_of(value: Any) -> Any:
    """The structure of a reply: names and types, lengths of texts."""
    if isinstance(value, dict):
        return {key: shape_of(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape_of(each) for each in value]
    return (type(value).__name__, len(value)) if isinstance(value, str) else type(value).__name__


async def test_replies_with_gold_and_without_differ_in_nothing(floor: Floor) -> None:
    first, second, _ = floor.people
    replies: dict[bool, list[Any]] = {True: [], False: []}
    for person, gold in ((first, True), (second, False)):
        lease = (await take(floor, person, gold=gold))[0]
        assert await is_gold(floor, lease.id) is gold
        replies[gold].append(lease)
        floor.pass_time(10)
        replies[gold].append(await floor.answer(person, lease.id, boxes(2)))
        floor.now -= timedelta(seconds=10)
    with_gold, plain = (
        [shape_of(msgspec.json.decode(msgspec.json.encode(reply))) for reply in replies[gold]]
        for gold in (True, False)
    )
    assert with_gold == plain
    assert replies[True][0].until == replies[False][0].until
    assert replies[True][1].today == replies[False][1].today


async def test_names_and_numbers_tell_no_order_once_a_project_has_gold(floor: Floor) -> None:
    person = floor.people[0]
    leases = await take(floor, person, gold=False, want=12)
    known = await floor.rows("select l.id, i.id as item, i.name from lease l join item i on i.id = l.item_id")
    names = {row["id"]: row for row in known}
    assert all(lease.name != names[lease.id]["name"] for lease in leases)
    assert all(lease.item_id != names[lease.id]["item"] for lease in leases)
    assert [lease.item_id for lease in leases] != sorted(lease.item_id for lease in leases)
    again = await floor.ask(person, want=12)
    assert [(one.item_id, one.name) for one in again.leases] == [(one.item_id, one.name) for one in leases]


async def test_a_gold_answer_leaves_its_item_and_the_counts_as_they_are(floor: Floor) -> None:
    before = await floor.rows(
        "select id, state, answered, open_slots, result, changed_at from item order by id"
    )
    lease = (await take(floor, floor.people[0], gold=True))[0]
    await floor.answer(floor.people[0], lease.id)
    after = await floor.rows(
        "select id, state, answered, open_slots, result, changed_at from item order by id"
    )
    assert before == after
    assert await floor.value("select kind from annotation") == "gold"


@pytest.mark.parametrize("how", ["skip", "hand_back", "lapse"])
async def test_gold_given_up_gives_no_slot_back(floor: Floor, how: str) -> None:
    person = floor.people[0]
    lease = (await take(floor, person, gold=True))[0]
    if how == "skip":
        await floor.skip(person, lease.id)
    elif how == "hand_back":
        await floor.ask(person, hand_back=[lease.id], want=0)
    else:
        floor.pass_time(100_000)
        await floor.ask(person, want=50)
        await floor.ask(floor.people[1], want=50)
    assert not await floor.value("select count(*) from item where state = 'accepted' and open_slots <> 0")


async def test_a_late_gold_answer_is_taken_like_any_other(floor: Floor) -> None:
    lease = (await take(floor, floor.people[0], gold=True))[0]
    floor.pass_time(100_000)
    await floor.run("update lease set state = 'expired', ended_at = until")
    reply = await floor.answer(floor.people[0], lease.id)
    assert [outcome.status for outcome in reply.outcomes] == ["done"]


async def test_nobody_gets_the_same_gold_twice_nor_their_own(services: Services) -> None:
    floor = await make_treasury(services, people=1, items=60, gold=3)
    person = floor.people[0]
    await floor.run("insert into gold_answer (item_id, source, document, created_by)"
                    " select min(item_id), 'expert', '{}', %s from gold_item", person)  # fmt: skip
    await floor.run("delete from gold_turn")
    had = []
    for _ in range(5):
        await plan(floor)
        lease = (await take(floor, person, gold=True))[0]
        await floor.answer(person, lease.id)
        if await is_gold(floor, lease.id):
            had.append(await floor.value("select item_id from lease where id = %s", lease.id))
    assert len(had) == len(set(had)) == 2
    assert await floor.value("select min(item_id) from gold_item") not in had


async def test_no_gold_comes_when_the_queue_runs_dry(services: Services) -> None:
    floor = await make_treasury(services, people=1, items=5)
    leases = await take(floor, floor.people[0], gold=True, want=8)
    assert [await is_gold(floor, lease.id) for lease in leases] == [False] * 5


async def test_gold_is_paid_as_work(floor: Floor) -> None:
    await floor.run(
        "insert into rate (project_id, version, from_at, unit, annotate_fen, review_fen, adjudicate_fen)"
        " values (%s, 1, '-infinity', 'item', 30, 0, 0)", floor.project_id)  # fmt: skip
    for person, gold in zip(floor.people[:2], (True, False), strict=True):
        lease = (await take(floor, person, gold=gold))[0]
        await floor.answer(person, lease.id)
    async with floor.services.database.transaction() as tx:
        await accrue.accrue(tx, floor.project_id, floor.now)
    lines = await floor.rows("select amount_fen, kind, units from entry")
    assert len(lines) == 2
    assert lines[0] == lines[1]


async def test_open_gold_is_ordinary_work_once_and_graded_too(services: Services) -> None:
    floor = await make_treasury(services, people=2, items=0, gold=0)
    async with services.database.transaction() as tx:
        items = await add_items(tx, floor.project_id, 12)
    await add_gold(floor, items[:1])
    lease = (await take(floor, floor.people[0], gold=False))[0]
    await floor.answer(floor.people[0], lease.id, boxes(2))
    assert await floor.value("select state from item where id = %s", items[0]) == "accepted"
    assert await grade(floor) == [floor.people[0]]
    assert await floor.value("select hits from evidence_now where class is null") == 1.0


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(100, 120)), unique=True, max_size=12),
    st.dictionaries(st.integers(1, 5), st.integers(1, 9), max_size=5),
    st.floats(0, 0.999),
)
def test_gold_is_mixed_in_and_nothing_is_lost(
    dealt: list[tuple[int, int]], golds: dict[int, int], draw: float
) -> None:
    mixed = rules.mix(dealt, golds, iter([draw] * 5))
    assert sorted(mixed) == sorted([*dealt, *golds.items()])
    for person in {p for p, _ in dealt}:
        own = [item for p, item in mixed if p == person and golds.get(person) != item]
        assert own == [item for p, item in dealt if p == person]


@given(st.integers(0, 10**9))
def test_rough_counts_tell_the_size_and_no_more(count: int) -> None:
    assert rules.rough(count) <= count < 2 * max(1, rules.rough(count)) or count < 10


async def test_a_person_who_had_an_item_as_gold_may_not_check_it(services: Services) -> None:
    floor = await make_treasury(services)
    items = await accepted(floor, 1)
    assert items
    lease = (await take(floor, floor.people[0], gold=True))[0]
    await floor.answer(floor.people[0], lease.id)
    item = await floor.value("select item_id from lease where id = %s", lease.id)
    with pytest.raises(Exception, match="may not check it"):
        await floor.run(
            "insert into lease (item_id, project_id, person_id, task, until, schema_version, guide_version)"
            " values (%s, %s, %s, 'review', now(), 1, 1)",
            item,
            floor.project_id,
            floor.people[0],
        )
