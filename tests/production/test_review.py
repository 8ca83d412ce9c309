"""Review: pass, fix, return; rework; and nobody reviews their own."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import psycopg
import pytest

from beanfield.annotation.document import Document
from beanfield.people.actor import Actor
from beanfield.platform.services import Services
from beanfield.production import rules, upkeep
from beanfield.production.model import Defect, Lease, Pipeline, ReviewSubmission
from tests.production.floor import (
    Floor,
    actor,
    add_checkers,
    answer_to,
    assign,
    boxes,
    check,
    items_of,
    make_floor,
)

ALL = Pipeline(review="all")


def verdict(lease: Lease, kind: Any, **more: Any) -> ReviewSubmission:
    return ReviewSubmission(uuid4(), lease.id, kind, **more)


def document(count: int) -> Document:
    return msgspec.convert(boxes(count), Document)


async def answered(services: Services, count: int = 1, **floor: Any) -> tuple[Floor, Actor]:
    """A project where the first person has answered items that now wait for review, and a reviewer."""
    made = await make_floor(services, items=max(count, 3), pipeline=ALL, **floor)
    leases = (await made.ask(made.people[0], want=count)).leases
    await made.ask(made.people[0], submit=[answer_to(lease.id) for lease in leases], want=0)
    return made, (await add_checkers(made, 1))[0]


async def states(floor: Floor) -> list[str]:
    return [row["state"] for row in await floor.rows("select state from item where answered > 0 order by id")]


async def test_a_reviewer_sees_the_answer_and_not_who_gave_it(services: Services) -> None:
    floor, reviewer = await answered(services)
    lease = (await check(floor, reviewer)).leases[0]
    assert lease.task == "review"
    (shown,) = (msgspec.json.decode(answer) for answer in lease.answers)
    assert set(shown) == {"id", "document"}
    assert len(shown["document"]["objects"]) == 1


async def test_a_pass_accepts_the_answer_as_it_is(services: Services) -> None:
    floor, reviewer = await answered(services)
    lease = (await check(floor, reviewer)).leases[0]
    result = await floor.value("select result from item where id = %s", lease.item_id)
    reply = await check(floor, reviewer, submit=[verdict(lease, "pass")], want=0)
    assert reply.outcomes[0].status == "done"
    assert reply.today.reviews == 1
    assert await states(floor) == ["accepted"]
    assert await floor.value("select result from item where id = %s", lease.item_id) == result


async def test_a_fix_is_a_new_annotation_that_replaces_the_first_and_both_stay(services: Services) -> None:
    floor, reviewer = await answered(services)
    lease = (await check(floor, reviewer)).leases[0]
    first = await floor.value("select result from item where id = %s", lease.item_id)
    fix = verdict(
        lease, "fix", fixed=document(2), defects=[Defect(class_="missing", severity="major", pin={"x": 3})]
    )
    assert (await check(floor, reviewer, submit=[fix], want=0)).outcomes[0].status == "done"
    kept = await floor.rows("select id, kind, replaces, objects, person_id from annotation order by objects")
    assert [(row["kind"], row["replaces"], row["objects"]) for row in kept] == [
        ("answer", None, 1),
        ("fix", first, 2),
    ]
    assert kept[1]["person_id"] == reviewer.person_id
    assert await floor.value("select result from item where id = %s", lease.item_id) == kept[1]["id"]
    assert await floor.rows("select class, severity, pin from defect") == [
        {"class": "missing", "severity": "major", "pin": {"x": 3}}
    ]


async def test_a_fix_must_be_an_answer_to_the_schema(services: Services) -> None:
    floor, reviewer = await answered(services)
    lease = (await check(floor, reviewer)).leases[0]
    wrong = msgspec.convert({"answers": {"mood": "good"}}, Document)
    replies = [
        await check(floor, reviewer, submit=[verdict(lease, "fix", fixed=fixed)], want=0)
        for fixed in (None, wrong)
    ]
    assert [reply.outcomes[0].status for reply in replies] == ["refused", "refused"]
    assert await states(floor) == ["review"]


async def test_a_return_needs_a_reason(services: Services) -> None:
    floor, reviewer = await answered(services)
    lease = (await check(floor, reviewer)).leases[0]
    reply = await check(floor, reviewer, submit=[verdict(lease, "return", comment=" ")], want=0)
    assert reply.outcomes[0].problem is not None
    assert reply.outcomes[0].problem["type"] == "beanfield:return-needs-reason"


async def test_a_returned_item_comes_first_to_its_author_with_the_reason(services: Services) -> None:
    floor, reviewer = await answered(services)
    author, other = floor.people[:2]
    lease = (await check(floor, reviewer)).leases[0]
    back = verdict(lease, "return", comment="too loose", defects=[Defect(class_="loose", object_id="o0")])
    await check(floor, reviewer, submit=[back], want=0)
    assert lease.item_id not in items_of([await floor.ask(other, want=1)])
    mend, further = (await floor.ask(author, want=2)).leases
    assert (mend.item_id, mend.rework, further.rework) == (lease.item_id, True, False)
    assert mend.returned is not None
    assert mend.returned.comment == "too loose"
    assert [defect.object_id for defect in mend.returned.defects] == ["o0"]
    assert len(msgspec.json.decode(mend.returned.document)["objects"]) == 1


async def test_a_rework_replaces_the_answer_and_is_reviewed_again(services: Services) -> None:
    floor, reviewer = await answered(services)
    author = floor.people[0]
    lease = (await check(floor, reviewer)).leases[0]
    await check(floor, reviewer, submit=[verdict(lease, "return", comment="again")], want=0)
    first = await floor.value("select result from item where id = %s", lease.item_id)
    mend = (await floor.ask(author)).leases[0]
    assert (await floor.answer(author, mend.id, boxes(3))).outcomes[0].status == "done"
    assert await states(floor) == ["review"]
    made = await floor.rows("select kind, replaces from annotation where replaces is not null")
    assert made == [{"kind": "rework", "replaces": first}]
    again = (await check(floor, reviewer)).leases[0]
    await check(floor, reviewer, submit=[verdict(again, "pass")], want=0)
    assert await states(floor) == ["accepted"]


@pytest.mark.parametrize("reason", ["a day passes", "the author leaves"])
async def test_others_may_mend_a_returned_item_when(services: Services, reason: str) -> None:
    floor, reviewer = await answered(services)
    lease = (await check(floor, reviewer)).leases[0]
    await check(floor, reviewer, submit=[verdict(lease, "return", comment="again")], want=0)
    if reason == "a day passes":
        floor.now += rules.RETURN_WAITS + timedelta(seconds=1)
    else:
        await floor.run("update person set left_at = now() where id = %s", floor.people[0])
    async with services.database.transaction() as tx:
        await upkeep.sweep(tx, floor.now)
    mend = (await floor.ask(floor.people[1])).leases[0]
    assert (mend.item_id, mend.rework) == (lease.item_id, True)


async def test_a_rework_that_lapsed_goes_on_as_long_as_nobody_else_mends(services: Services) -> None:
    floor, reviewer = await answered(services)
    lease = (await check(floor, reviewer)).leases[0]
    await check(floor, reviewer, submit=[verdict(lease, "return", comment="again")], want=0)
    mend = (await floor.ask(floor.people[0])).leases[0]
    floor.now = mend.until + timedelta(seconds=1)
    async with services.database.transaction() as tx:
        await upkeep.sweep(tx, floor.now)
    assert (await floor.answer(floor.people[0], mend.id)).outcomes[0].status == "done"
    assert await states(floor) == ["review"]


async def test_nobody_is_offered_their_own_answer_to_review(services: Services) -> None:
    floor, _ = await answered(services)
    async with services.database.transaction() as tx:
        await assign(tx, floor.project_id, floor.people[:1], "review")
    reply = await check(floor, actor(floor.people[0]))
    assert reply.nothing is not None
    assert reply.nothing.reason == "waiting"


@pytest.mark.parametrize(
    "statement",
    [
        """insert into review (id, item_id, project_id, reviewer_id, annotation_id, verdict)
           select gen_random_uuid(), item_id, project_id, person_id, id, 'pass' from annotation""",
        """insert into lease (item_id, project_id, person_id, task, until, schema_version, guide_version)
           select item_id, project_id, person_id, 'review', now(), 1, 1 from annotation""",
        """insert into lease (item_id, project_id, person_id, task, until, schema_version, guide_version)
           select item_id, project_id, person_id, 'adjudicate', now(), 1, 1 from annotation""",
        """insert into annotation
               (id, item_id, project_id, person_id, kind, document, schema_version, guide_version)
           select gen_random_uuid(), item_id, project_id, person_id, 'fix', '{}', 1, 1 from annotation""",
    ],
)
async def test_the_database_itself_refuses_checking_ones_own_work(services: Services, statement: str) -> None:
    floor, _ = await answered(services)
    with pytest.raises(psycopg.errors.CheckViolation, match="may not check it"):
        await floor.run(statement)


async def test_two_reviewers_at_once_get_different_items(services: Services) -> None:
    floor, first = await answered(services, 8)
    reviewers = [first, *await add_checkers(floor, 5)]
    replies = await asyncio.gather(*(check(floor, reviewer) for reviewer in reviewers))
    items = [lease.item_id for reply in replies for lease in reply.leases]
    assert len(items) == len(set(items)) == 6


async def test_a_repeat_of_a_verdict_is_harmless_and_another_under_its_id_is_refused(
    services: Services,
) -> None:
    floor, reviewer = await answered(services)
    lease = (await check(floor, reviewer)).leases[0]
    passed = verdict(lease, "pass")
    changed = ReviewSubmission(passed.id, lease.id, "return", comment="no")
    statuses = [
        (await check(floor, reviewer, submit=[each], want=0)).outcomes[0].status
        for each in (passed, passed, changed)
    ]
    assert statuses == ["done", "repeated", "refused"]
    assert await floor.value("select count(*) from review") == 1


async def test_a_verdict_on_a_lapsed_lease_is_taken_unless_another_has_it(services: Services) -> None:
    floor, reviewer = await answered(services)
    lease = (await check(floor, reviewer)).leases[0]
    floor.now = lease.until + timedelta(seconds=1)
    (other,) = await add_checkers(floor, 1)
    taken = (await check(floor, other)).leases[0]
    late = verdict(lease, "pass")
    assert (await check(floor, reviewer, submit=[late], want=0)).outcomes[0].status == "refused"
    await check(floor, other, hand_back=[taken.id], want=0)
    assert (await check(floor, reviewer, submit=[late], want=0)).outcomes[0].status == "done"


async def test_what_a_reviewer_hands_back_goes_to_another(services: Services) -> None:
    floor, reviewer = await answered(services)
    lease = (await check(floor, reviewer)).leases[0]
    assert (await check(floor, reviewer, hand_back=[lease.id], want=0)).outcomes[0].status == "done"
    (other,) = await add_checkers(floor, 1)
    assert (await check(floor, other)).leases[0].item_id == lease.item_id


async def test_reviews_tell_on_the_author_so_that_risk_decides_how_much_is_reviewed(
    services: Services,
) -> None:
    floor, reviewer = await answered(services, 3)
    for kind in ("pass", "fix", "return"):
        lease = (await check(floor, reviewer)).leases[0]
        mine: dict[str, dict[str, Any]] = {"fix": {"fixed": document(2)}, "return": {"comment": "no"}}
        more = mine.get(kind, {})
        await check(floor, reviewer, submit=[verdict(lease, kind, **more)], want=0)
    record = await floor.rows("select person_id, reviewed, faulty from review_record")
    assert record == [{"person_id": floor.people[0], "reviewed": 3, "faulty": 2}]


async def test_a_reviewers_cap_counts_what_they_checked(services: Services) -> None:
    floor, reviewer = await answered(services, 3)
    await floor.run("update assignment set cap = 1 where person_id = %s", reviewer.person_id)
    lease = (await check(floor, reviewer, want=3)).leases[0]
    reply = await check(floor, reviewer, submit=[verdict(lease, "pass")], want=3)
    assert reply.nothing is not None
    assert reply.nothing.reason == "cap"


async def test_who_is_not_assigned_to_review_gets_nothing(services: Services) -> None:
    floor, _ = await answered(services)
    reply = await check(floor, actor(floor.people[1]))
    assert reply.nothing is not None
    assert reply.nothing.reason == "not_assigned"


async def test_nothing_is_left_to_check_when_all_is_accepted(services: Services) -> None:
    floor, reviewer = await answered(services)
    await floor.run("update item set state = 'accepted'")
    reply = await check(floor, reviewer)
    assert reply.nothing is not None
    assert reply.nothing.reason == "done"


async def test_a_webhook_hears_of_what_was_accepted_and_returned(services: Services) -> None:
    floor, reviewer = await answered(services, 2)
    await floor.run(
        "insert into webhook (project_id, url, secret, events) select id, 'https://example.org', 's',"
        " '{item.accepted,item.returned}' from project"
    )
    for kind, comment in (("pass", ""), ("return", "no")):
        lease = (await check(floor, reviewer)).leases[0]
        await check(floor, reviewer, submit=[verdict(lease, kind, comment=comment)], want=0)
    heard = await floor.rows("select event from webhook_call order by id")
    assert [row["event"] for row in heard] == ["item.accepted", "item.returned"]


def test_ids_of_own_versions_follow_from_their_verdicts() -> None:
    from beanfield.production.verdicts import own_version

    number = UUID(int=7)
    assert own_version(number) == own_version(number)
    assert own_version(number) != own_version(UUID(int=8))
