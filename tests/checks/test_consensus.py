"""Opinions on items: live truth of options, dynamic overlap, who gave which part, adjudication in order."""

from __future__ import annotations

import random
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from beanfield.annotation.document import Document
from beanfield.checks import consensus
from beanfield.platform import jobs
from beanfield.platform.services import Services
from beanfield.production.model import Pipeline, ReviewSubmission
from tests.production.floor import Floor, add_checkers, boxes, check, make_floor, settle_all

SURE = Pipeline(overlap=2, review="none", target=0.9, most_answers=4)


def weather(option: str) -> dict[str, Any]:
    return {"objects": [], "relations": [], "answers": {"weather": option}}


async def give(floor: Floor, person: int, document: dict[str, Any]) -> None:
    """The person takes their next item and answers it so, a little after the last one did."""
    floor.pass_time(20)
    await floor.answer(person, (await floor.ask(person)).leases[0].id, document)


async def item(floor: Floor) -> dict[str, Any]:
    query = "select state, overlap, open_slots, answered, confidence, risk from item order by id limit 1"
    return (await floor.rows(query))[0]


async def test_an_item_below_the_target_is_asked_again_and_closes_when_it_is_sure(services: Services) -> None:
    floor = await make_floor(services, people=4, items=1, pipeline=SURE)
    await give(floor, floor.people[0], weather("rain"))
    await give(floor, floor.people[1], weather("sun"))
    await settle_all(floor)
    doubtful = await item(floor)
    assert (doubtful["state"], doubtful["overlap"], doubtful["open_slots"]) == ("open", 3, 1)
    for person in floor.people[2:]:
        await give(floor, person, weather("rain"))
        await settle_all(floor)
    sure = await item(floor)
    assert (sure["state"], sure["answered"], sure["open_slots"]) == ("accepted", 4, 0)
    result = await floor.value(
        "select a.document #>> '{answers,weather}' from item i join annotation a on a.id = i.result"
    )
    assert result == "rain"


async def test_an_item_that_is_sure_closes_before_all_its_answers_came(services: Services) -> None:
    many = Pipeline(overlap=5, review="none", target=0.9, most_answers=5)
    floor = await make_floor(services, people=5, items=1, pipeline=many)
    await give(floor, floor.people[0], weather("sun"))
    await settle_all(floor)
    assert (await item(floor))["state"] == "open"
    await give(floor, floor.people[1], weather("sun"))
    await jobs.run_waiting(services)
    closed = await item(floor)
    assert (closed["state"], closed["overlap"], closed["answered"]) == ("accepted", 2, 2)


async def test_nothing_closes_while_somebody_holds_the_item(services: Services) -> None:
    many = Pipeline(overlap=3, review="none", target=0.9)
    floor = await make_floor(services, people=3, items=1, pipeline=many)
    third = (await floor.ask(floor.people[2])).leases[0].id
    for person in floor.people[:2]:
        await give(floor, person, weather("sun"))
    await settle_all(floor)
    assert (await item(floor))["state"] == "open"
    reply = await floor.answer(floor.people[2], third, weather("sun"))
    assert reply.outcomes[0].status == "done"


@pytest.mark.parametrize("seed", range(4))
async def test_slots_never_exceed_the_most_answers(services: Services, seed: int) -> None:
    floor = await make_floor(services, people=6, items=4, pipeline=SURE)
    rng = random.Random(seed)
    for _ in range(40):
        person = rng.choice(floor.people)
        reply = await floor.ask(person)
        if reply.leases:
            await floor.answer(person, reply.leases[0].id, weather(rng.choice(["rain", "sun"])))
        if rng.random() < 0.5:
            await settle_all(floor)
        for row in await floor.rows("select overlap, open_slots, answered, state from item"):
            assert row["overlap"] <= SURE.most_answers
            assert row["answered"] + row["open_slots"] <= row["overlap"]
    await settle_all(floor)
    assert await floor.value("select count(*) from item where state = 'open'") == 0


async def test_with_nobody_left_to_ask_a_third_person_decides(services: Services) -> None:
    floor = await make_floor(services, people=2, items=1, pipeline=SURE)
    await give(floor, floor.people[0], weather("rain"))
    await give(floor, floor.people[1], weather("sun"))
    await settle_all(floor)
    assert (await item(floor))["state"] == "adjudication"


async def test_the_most_informative_item_is_adjudicated_first(services: Services) -> None:
    pipeline = Pipeline(overlap=3, agreement=0.99, review="none")
    floor = await make_floor(services, people=3, items=2, pipeline=pipeline)
    likely, split = [row["id"] for row in await floor.rows("select id from item order by id")]
    told = {
        likely: [boxes(1, x=1), boxes(1, x=2), boxes(1, x=2)],
        split: [boxes(1), boxes(1, x=90), boxes(1, x=2)],
    }
    for place, person in enumerate(floor.people):
        for lease in (await floor.ask(person, want=2)).leases:
            await floor.answer(person, lease.id, told[lease.item_id][place])
    await settle_all(floor)
    (judge,) = await add_checkers(floor, 1, "adjudicate")
    first = (await check(floor, judge, task="adjudicate")).leases[0]
    assert first.item_id == split


async def test_the_opinion_and_a_decision_keep_who_gave_which_part(services: Services) -> None:
    pipeline = Pipeline(overlap=3, agreement=0.99, review="none")
    floor = await make_floor(services, people=3, items=1, pipeline=pipeline)
    a, b, c = floor.people
    for person, document in ((a, boxes(2)), (b, boxes(1)), (c, boxes(2))):
        await give(floor, person, document)
    await settle_all(floor)
    number = await floor.value("select id from item")
    async with services.database.transaction() as tx:
        opinion = await consensus.opinion_on(tx, floor.project_id, number)
    assert {part.path: sorted(part.people) for part in opinion.parts} == {
        "objects[0]": [a, b, c],
        "objects[1]": [a, c],
    }
    (judge,) = await add_checkers(floor, 1, "adjudicate")
    lease = (await check(floor, judge, task="adjudicate")).leases[0]
    own = ReviewSubmission(uuid4(), lease.id, "fix", fixed=msgspec.convert(boxes(1), Document))
    assert (await check(floor, judge, task="adjudicate", submit=[own], want=0)).outcomes[0].status == "done"
    async with services.database.transaction() as tx:
        decided = await consensus.opinion_on(tx, floor.project_id, number)
    assert [sorted(part.people) for part in decided.adjudicated] == [[a, b, c]]


async def test_answers_tell_about_their_people(services: Services) -> None:
    floor = await make_floor(services, people=3, items=1, pipeline=Pipeline(overlap=3, review="none"))
    for person, option in zip(floor.people, ["sun", "sun", "rain"], strict=True):
        await give(floor, person, weather(option))
    await settle_all(floor)
    shares = await floor.rows(
        "select person_id, hits / trials as share from evidence where source = 'consensus' order by person_id"
    )
    assert shares[0]["share"] == shares[1]["share"] == pytest.approx(0.5)
    assert shares[2]["share"] == pytest.approx(0)
