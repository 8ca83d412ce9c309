"""Keeping gold: graded after the answer, made good when it was wrong, retired when it is spent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beanfield.annotation.document import Document
from beanfield.annotation.schema import parse_schema
from beanfield.checks import (
    feedback,
    gold,
    gold_grading,
    gold_plan,
    gold_rules,
    gold_upkeep,
    skill,
    skill_view,
)
from beanfield.checks.gold_marks import best_of, marks
from beanfield.checks.model_gold import GoldFromWork, GoldVerdict, NewGold
from beanfield.platform.services import Services
from tests.checks.treasury import accepted, add_gold, grade, is_gold, make_treasury, right, take
from tests.production.floor import SCHEMA, Floor, boxes

BOXES = parse_schema(SCHEMA)


async def answer_gold(floor: Floor, person: int, document: Any) -> int:
    """One gold answer; the item."""
    lease = (await take(floor, person, gold=True))[0]
    assert await is_gold(floor, lease.id)
    await floor.answer(person, lease.id, document)
    item: int = await floor.value("select item_id from lease where id = %s", lease.id)
    return item


def doc(value: Any) -> Document:
    return msgspec.convert(value, Document)


def test_marks_count_the_missing_and_the_spurious_by_class() -> None:
    place, comparison = best_of(doc(boxes(1)), [right(2)], BOXES)
    whole, cars = marks(doc(boxes(1)), right(2), BOXES, comparison)
    assert (place, whole.class_, cars.class_, cars.trials) == (0, None, "car", 2)
    assert cars.hits == pytest.approx(1)
    place, comparison = best_of(doc(boxes(3)), [right(2)], BOXES)
    assert marks(doc(boxes(3)), right(2), BOXES, comparison)[1].trials == 3


@given(st.integers(0, 4), st.integers(0, 4))
def test_hits_never_exceed_trials_and_the_same_answer_hits_all(own: int, wanted: int) -> None:
    _, comparison = best_of(doc(boxes(own)), [right(wanted)], BOXES)
    found = marks(doc(boxes(own)), right(wanted), BOXES, comparison)
    assert all(0 <= mark.hits <= mark.trials for mark in found)
    if own == wanted:
        assert all(mark.hits == pytest.approx(mark.trials) for mark in found)


async def test_the_best_of_several_right_answers_counts(services: Services) -> None:
    floor = await make_treasury(services, gold=1)
    item = await floor.value("select item_id from gold_item")
    await add_gold(floor, [item], right(4))
    await answer_gold(floor, floor.people[0], boxes(4))
    await grade(floor)
    assert await floor.value("select hits from evidence_now where class is null") == 1.0


async def test_grading_twice_writes_nothing_more(services: Services) -> None:
    floor = await make_treasury(services)
    await answer_gold(floor, floor.people[0], boxes(1))
    assert len(await grade(floor)) == 1
    assert await grade(floor) == []


async def test_marks_are_made_good_when_another_answer_was_right_too(services: Services) -> None:
    floor = await make_treasury(services, gold=1)
    item = await answer_gold(floor, floor.people[0], boxes(4, x=200.0))
    await grade(floor)
    assert await floor.value("select hits from evidence_now where class is null") == 0.0
    answer = await floor.value("select id from annotation")
    async with services.database.transaction() as tx:
        verdict = GoldVerdict("active", "both hold", right=answer)
        await gold.judge(tx, floor.people[2], floor.project_id, item, verdict, floor.now)
        assert await gold_grading.regrade(tx, floor.project_id, item) > 0
    assert await floor.value("select hits from evidence_now where class is null") == 1.0
    assert await floor.value("select count(*) from evidence where class is null") == 2


async def test_a_wrong_key_that_is_withdrawn_counts_for_nothing(services: Services) -> None:
    floor = await make_treasury(services, gold=1)
    item = await answer_gold(floor, floor.people[0], boxes(1, x=300.0))
    await grade(floor)
    number = await floor.value("select id from gold_answer")
    async with services.database.transaction() as tx:
        verdict = GoldVerdict("retired", "wrong", withdraw=[number])
        await gold.judge(tx, floor.people[2], floor.project_id, item, verdict, floor.now)
        await gold_grading.regrade(tx, floor.project_id, item)
        assert await skill.estimate(tx, "image", floor.now) == 0
    events = await floor.rows("select what from gold_event order by id")
    assert [event["what"] for event in events] == ["added", "withdrawn", "retired"]
    assert not await floor.value("select count(*) from gold_turn")


async def test_gold_without_a_right_answer_is_not_handed_out(services: Services) -> None:
    floor = await make_treasury(services, gold=1)
    item = await floor.value("select item_id from gold_item")
    number = await floor.value("select id from gold_answer")
    with pytest.raises(gold.GoldWithoutAnswer):
        async with services.database.transaction() as tx:
            verdict = GoldVerdict("active", withdraw=[number])
            await gold.judge(tx, floor.people[2], floor.project_id, item, verdict, floor.now)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=12))
def test_only_good_people_put_gold_in_doubt(answers: list[tuple[float, float]]) -> None:
    weak = [(min(each, 0.5), likeness) for each, likeness in answers]
    assert not gold_rules.is_suspect(weak)
    if gold_rules.is_suspect(answers):
        assert gold_rules.is_suspect([*answers, (0.9, 0.0)])


async def test_gold_that_many_good_people_miss_is_set_aside(services: Services) -> None:
    floor = await make_treasury(services, people=4, gold=1)
    for person in floor.people:
        await answer_gold(floor, person, boxes(2, x=400.0))
    await grade(floor)
    await floor.run(
        "insert into skill_estimate select p, 'image', null, 0.95, 0.9, 0.98, 50, now() from"
        " unnest(%s::bigint[]) p", floor.people)  # fmt: skip
    async with services.database.transaction() as tx:
        assert await gold_upkeep.look_after(tx, floor.project_id, floor.now) == 1
        rows = (await gold.page(tx, floor.project_id, "suspected", cursor=None, limit=10)).rows
        shown = await gold.detail(tx, services, floor.project_id, rows[0].item_id, floor.now)
    assert (rows[0].seen, rows[0].passed, rows[0].why) == (4, 0, "missed")
    assert len(shown.tries) == 4


async def test_gold_is_made_by_an_expert_and_of_reviewed_work(services: Services) -> None:
    floor = await make_treasury(services, gold=0)
    lease = (await take(floor, floor.people[0], gold=False))[0]
    await floor.answer(floor.people[0], lease.id, boxes(2))
    item = await floor.value("select item_id from lease where id = %s", lease.id)
    async with services.database.transaction() as tx:
        await gold.make(tx, floor.people[2], floor.project_id, NewGold(item, doc(boxes(2))), floor.now)
        assert await gold.make_from_work(tx, floor.people[2], floor.project_id, GoldFromWork(5)) == 0
        assert (await gold.overview(tx, floor.project_id)).active == 1


async def test_people_are_told_little_and_late_and_their_team_gets_it_no_more(services: Services) -> None:
    floor = await make_treasury(services, people=2, gold=8)
    person = floor.people[0]
    for _ in range(5):
        await answer_gold(floor, person, boxes(1))
        await grade(floor)
        async with services.database.transaction() as tx:
            await gold_plan.give_turns(tx, floor.project_id, [person], floor.now)
    async with services.database.transaction() as tx:
        assert await feedback.tell(tx, floor.now) == 0
        later = floor.now + timedelta(hours=1)
        assert await feedback.tell(tx, later) == gold_rules.TOLD_A_DAY
        assert await feedback.tell(tx, later) == 0
        told = await feedback.of_person(tx, person, later)
        one = await feedback.one(tx, services, person, told[0].annotation_id, later)
        assert await feedback.of_person(tx, floor.people[1], later) == []
    assert {each.source for each in told} == {"expert"}
    assert [each.what for each in one.mismatches] == ["missing"]
    assert not one.item_name.startswith("picture")


async def test_own_figures_are_those_of_last_midnight(services: Services) -> None:
    floor = await make_treasury(services)
    person = floor.people[0]
    await answer_gold(floor, person, boxes(1))
    await grade(floor)
    async with services.database.transaction() as tx:
        await skill.refresh(tx, floor.now)
        today = await skill_view.of_person(tx, person, floor.now)
        tomorrow = await skill_view.of_person(tx, person, floor.now + timedelta(days=1))
        led = await skill_view.of_led(tx, person, floor.now + timedelta(days=1))
    assert (today.checked, today.skills) == (0, [])
    assert tomorrow.checked == 1
    assert [row.class_ for row in tomorrow.skills] == [None, "car"]
    assert led.skills == tomorrow.skills


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.floats(0, 1)), min_size=1, max_size=20),
)
def test_estimates_lie_in_their_interval(
    counts: list[tuple[int, float]],
) -> None:
    rows = [
        {"person_id": n, "class": None, "trials": float(trials), "hits": trials * share}
        for n, (trials, share) in enumerate(counts)
    ]
    for found in skill.estimates(rows):
        assert 0 <= found.low <= found.mean <= found.high <= 1


async def test_accepted_items_stay_as_they_are_when_they_become_gold(services: Services) -> None:
    floor = await make_treasury(services, gold=0)
    items = await accepted(floor, 2)
    await add_gold(floor, items)
    states = await floor.rows("select distinct state from item where id = any(%s)", items)
    assert states == [{"state": "accepted"}]
