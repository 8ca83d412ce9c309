"""Several answers to one item: they agree, or a third person decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from beanfield.annotation.document import Document
from beanfield.platform import jobs
from beanfield.platform.services import Services
from beanfield.production.model import Pipeline, ReviewSubmission
from tests.production.floor import Floor, actor, add_checkers, assign, boxes, check, make_floor, settle_all

THREE = Pipeline(overlap=3, agreement=0.8, review="none")


async def answer_all(services: Services, documents: list[dict[str, Any]], **more: Any) -> Floor:
    """One item, answered by as many people."""
    floor = await make_floor(services, people=len(documents), items=1, **more)
    for person, document in zip(floor.people, documents, strict=True):
        await floor.answer(person, (await floor.ask(person)).leases[0].id, document)
    return floor


async def test_answers_that_agree_are_accepted_with_the_central_one_as_the_result(services: Services) -> None:
    documents = [boxes(1, x=1.0), boxes(1, x=1.1), boxes(1, x=1.2)]
    floor = await answer_all(services, documents, pipeline=THREE)
    await settle_all(floor)
    item = (await floor.rows("select state, result, confidence from item"))[0]
    assert item["state"] == "accepted"
    assert item["confidence"] > 0.9
    result = await floor.value("select person_id from annotation where id = %s", item["result"])
    assert result == floor.people[1]


async def test_the_last_answer_asks_for_the_consensus_by_itself(services: Services) -> None:
    floor = await answer_all(services, [boxes(1)] * 3, pipeline=THREE)
    assert await floor.value("select state from item") == "open"
    await jobs.run_waiting(services)
    assert await floor.value("select state from item") == "accepted"


async def test_an_item_is_not_settled_before_its_last_answer(services: Services) -> None:
    floor = await answer_all(services, [boxes(1)] * 2, pipeline=THREE)
    await settle_all(floor)
    assert await floor.value("select state from item") == "open"


async def differing(services: Services, **pipeline: Any) -> Floor:
    merged = {"overlap": 2, "review": "none", **pipeline}
    floor = await answer_all(services, [boxes(1), boxes(5, x=200)], pipeline=Pipeline(**merged))
    await settle_all(floor)
    return floor


async def test_answers_that_differ_go_to_adjudication_and_are_shown_without_names(services: Services) -> None:
    floor = await differing(services)
    assert await floor.value("select state from item") == "adjudication"
    (judge,) = await add_checkers(floor, 1, "adjudicate")
    lease = (await check(floor, judge, task="adjudicate")).leases[0]
    shown = [msgspec.json.decode(answer) for answer in lease.answers]
    assert [set(answer) for answer in shown] == [{"id", "document"}] * 2
    assert sorted(len(answer["document"]["objects"]) for answer in shown) == [1, 5]


async def judged(floor: Floor, **more: Any) -> str:
    (judge,) = await add_checkers(floor, 1, "adjudicate")
    lease = (await check(floor, judge, task="adjudicate")).leases[0]
    submission = ReviewSubmission(uuid4(), lease.id, "pass", **more)
    reply = await check(floor, judge, task="adjudicate", submit=[submission], want=0)
    return reply.outcomes[0].status


async def test_an_adjudicator_may_choose_one_of_the_answers(services: Services) -> None:
    floor = await differing(services)
    chosen = await floor.value("select id from annotation where objects = 5")
    assert await judged(floor, chosen=chosen) == "done"
    assert await floor.rows("select state, result from item") == [{"state": "accepted", "result": chosen}]
    assert await floor.value("select annotation_id from review") == chosen


async def test_an_adjudicator_may_give_a_version_of_their_own(services: Services) -> None:
    floor = await differing(services)
    assert await judged(floor, fixed=msgspec.convert(boxes(2), Document)) == "done"
    result = await floor.rows("select kind, objects from annotation where id = (select result from item)")
    assert result == [{"kind": "adjudication", "objects": 2}]


@pytest.mark.parametrize("chosen", [None, UUID(int=1)])
async def test_an_adjudication_without_a_choice_among_the_answers_is_refused(
    services: Services, chosen: Any
) -> None:
    floor = await differing(services)
    assert await judged(floor, chosen=chosen) == "refused"


async def test_nobody_adjudicates_what_they_answered(services: Services) -> None:
    floor = await differing(services)
    async with services.database.transaction() as tx:
        await assign(tx, floor.project_id, floor.people[:1], "adjudicate")
    assert (await check(floor, actor(floor.people[0]), task="adjudicate")).leases == []


async def test_an_adjudicated_item_is_reviewed_where_all_is_reviewed_but_not_by_the_adjudicator(
    services: Services,
) -> None:
    floor = await differing(services, review="all")
    assert await judged(floor, fixed=msgspec.convert(boxes(2), Document)) == "done"
    assert await floor.value("select state from item") == "review"
    judge = await floor.value("select person_id from annotation where kind = 'adjudication'")
    async with services.database.transaction() as tx:
        await assign(tx, floor.project_id, [judge], "review")
    assert (await check(floor, actor(judge))).leases == []
    (reviewer,) = await add_checkers(floor, 1)
    assert len((await check(floor, reviewer)).leases) == 1
