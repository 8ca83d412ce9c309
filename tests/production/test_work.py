"""Handing answers in."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from beanfield.platform.services import Services
from beanfield.production import upkeep
from beanfield.production.gather import Gatherer
from beanfield.production.model import Pipeline, Submission, WorkRequest
from beanfield.production.turn import Turn
from tests.production.floor import Floor, answer_to, boxes, draws, items_of, make_floor


async def state_of(floor: Floor, item_id: int) -> str:
    return str(await floor.value("select state from item where id = %s", item_id))


async def test_an_answer_brings_the_next_item(services: Services) -> None:
    floor = await make_floor(services)
    person = floor.people[0]
    first = (await floor.ask(person)).leases[0]
    reply = await floor.answer(person, first.id, want=1)
    assert [outcome.status for outcome in reply.outcomes] == ["done"]
    assert reply.leases[0].item_id > first.item_id
    assert await state_of(floor, first.item_id) == "accepted"


async def test_an_answer_keeps_the_versions_that_it_was_made_under(services: Services) -> None:
    floor = await make_floor(services)
    person = floor.people[0]
    lease = (await floor.ask(person)).leases[0]
    await floor.run(
        "insert into label_schema (project_id, version, schema) select project_id, 2, schema"
        " from label_schema"
    )
    await floor.run("update project set schema_version = 2, guide_version = 4")
    assert (await floor.answer(person, lease.id)).outcomes[0].status == "done"
    made = await floor.rows("select schema_version, guide_version from annotation")
    assert made == [{"schema_version": 1, "guide_version": 1}]
    assert (await floor.ask(person)).leases[0].schema_version == 2


async def test_a_repeat_of_an_answer_is_harmless(services: Services) -> None:
    floor = await make_floor(services)
    person = floor.people[0]
    lease = (await floor.ask(person)).leases[0]
    answer = answer_to(lease.id)
    statuses = [(await floor.ask(person, submit=[answer], want=0)).outcomes[0].status for _ in range(3)]
    assert statuses == ["done", "repeated", "repeated"]
    assert await floor.value("select count(*) from annotation") == 1


async def test_a_repeat_within_one_request_is_harmless(services: Services) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    answer = answer_to(lease.id)
    reply = await floor.ask(floor.people[0], submit=[answer, answer], want=0)
    assert [outcome.status for outcome in reply.outcomes] == ["done", "repeated"]


async def test_the_same_answer_sent_twice_at_once_is_kept_once(services: Services) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    answer = answer_to(lease.id)
    replies = await asyncio.gather(*(floor.ask(floor.people[0], submit=[answer], want=0) for _ in range(6)))
    assert sorted(reply.outcomes[0].status for reply in replies) == ["done"] + ["repeated"] * 5


async def test_the_id_of_an_answer_with_other_content_is_refused(services: Services) -> None:
    floor = await make_floor(services)
    person = floor.people[0]
    first, second = (await floor.ask(person, want=2)).leases
    number = uuid4()
    await floor.ask(person, submit=[answer_to(first.id, id=number)], want=0)
    changed = await floor.ask(person, submit=[answer_to(first.id, boxes(2), id=number)], want=0)
    assert changed.outcomes[0].status == "refused"
    assert changed.outcomes[0].problem is not None
    assert changed.outcomes[0].problem["type"] == "beanfield:answer-id-taken"
    other = await floor.ask(person, submit=[answer_to(second.id, boxes(3), id=number)], want=0)
    assert other.outcomes[0].status == "refused"


async def test_a_second_answer_for_one_lease_is_refused(services: Services) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    await floor.answer(floor.people[0], lease.id)
    reply = await floor.answer(floor.people[0], lease.id, boxes(2))
    assert reply.outcomes[0].problem is not None
    assert reply.outcomes[0].problem["type"] == "beanfield:item-already-answered"


async def test_anothers_lease_is_as_good_as_none(services: Services) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    reply = await floor.answer(floor.people[1], lease.id)
    assert reply.outcomes[0].problem is not None
    assert reply.outcomes[0].problem["type"] == "beanfield:no-such-lease"
    assert (await floor.answer(floor.people[1], 10**12)).outcomes[0].status == "refused"


async def test_a_faulty_answer_is_refused_with_the_path_of_each_fault_and_keeps_its_lease(
    services: Services,
) -> None:
    floor = await make_floor(services)
    person = floor.people[0]
    first, second = (await floor.ask(person, want=2)).leases
    faulty = boxes(2)
    faulty["objects"][1]["class"] = "lorry"
    reply = await floor.ask(person, submit=[answer_to(first.id, faulty), answer_to(second.id)], want=0)
    assert [outcome.status for outcome in reply.outcomes] == ["refused", "done"]
    problem = reply.outcomes[0].problem
    assert problem is not None
    assert [error["path"] for error in problem["errors"]] == ["objects[1].class"]
    assert (await floor.answer(person, first.id)).outcomes[0].status == "done"


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "x",
        {"objects": 7},
        {"objects": [{"id": "a", "class": "car", "shape": {"type": "box", "x": "left"}}]},
        {
            "objects": [
                {"id": "a\0", "class": "car", "shape": {"type": "box", "x": 1, "y": 1, "w": 5, "h": 5}}
            ]
        },
        {"answers": {"weather": "a\0b"}},
        {"elsewhere": 1},
    ],
)
async def test_what_is_no_document_is_refused_and_harms_no_other_answer(
    services: Services, document: object
) -> None:
    floor = await make_floor(services)
    one, two = floor.people[:2]
    mine, theirs = (await floor.ask(one)).leases[0], (await floor.ask(two)).leases[0]
    replies = await floor.turns(
        Turn(one, "en", WorkRequest(submit=[Submission(uuid4(), mine.id, document)], want=0)),
        Turn(two, "en", WorkRequest(submit=[answer_to(theirs.id)], want=0)),
    )
    assert [reply.outcomes[0].status for reply in replies] == ["refused", "done"]


async def test_fifty_answers_after_an_hour_offline_are_taken_in_one_request(services: Services) -> None:
    floor = await make_floor(services, items=60)
    person = floor.people[0]
    leases = (await floor.ask(person, want=50)).leases
    floor.pass_time(3600)
    answers = [Submission(uuid4(), lease.id, boxes(n + 1), 60.0) for n, lease in enumerate(leases)]
    reply = await floor.ask(person, submit=answers, want=5)
    assert [outcome.status for outcome in reply.outcomes] == ["done"] * 50
    assert reply.today.items == 50
    assert reply.today.active_seconds == pytest.approx(3000)
    assert len(reply.leases) == 5


async def test_time_claimed_offline_never_exceeds_the_time_that_passed(services: Services) -> None:
    floor = await make_floor(services)
    person = floor.people[0]
    leases = (await floor.ask(person, want=4)).leases
    floor.pass_time(1000)
    reply = await floor.ask(
        person, submit=[Submission(uuid4(), lease.id, boxes(), 9000.0) for lease in leases], want=0
    )
    assert reply.today.active_seconds == pytest.approx(1000)


async def test_the_time_of_an_answer_is_measured_by_the_server_up_to_the_idle_cut_off(
    services: Services,
) -> None:
    floor = await make_floor(services)
    person = floor.people[0]
    first, second = (await floor.ask(person, want=2)).leases
    floor.pass_time(40)
    assert (await floor.answer(person, first.id)).today.active_seconds == 40
    floor.pass_time(25)
    assert (
        await floor.answer(person, second.id)
    ).today.active_seconds == 65  # not the 65 s since it was leased
    third = (await floor.ask(person)).leases[0]
    floor.pass_time(500)
    assert (await floor.answer(person, third.id)).today.active_seconds == 65


async def test_an_answer_for_a_lapsed_lease_is_taken_while_the_item_has_room(services: Services) -> None:
    floor = await make_floor(services, items=2)
    lease = (await floor.ask(floor.people[0])).leases[0]
    floor.now = lease.until + timedelta(hours=1)
    other = (await floor.ask(floor.people[1], want=2)).leases
    await floor.ask(floor.people[1], hand_back=[each.id for each in other], want=0)
    assert (await floor.answer(floor.people[0], lease.id)).outcomes[0].status == "done"
    assert await floor.rows("select open_slots, answered, state from item where id = %s", lease.item_id) == [
        {"open_slots": 0, "answered": 1, "state": "accepted"}
    ]


async def test_an_answer_that_comes_when_others_filled_the_item_is_kept_and_counts_for_nothing(
    services: Services,
) -> None:
    floor = await make_floor(services, items=1)
    lease = (await floor.ask(floor.people[0])).leases[0]
    floor.now = lease.until + timedelta(hours=1)
    taken = (await floor.ask(floor.people[1])).leases[0]
    answer = answer_to(lease.id)
    assert (await floor.ask(floor.people[0], submit=[answer], want=0)).outcomes[0].status == "late"
    assert (await floor.ask(floor.people[0], submit=[answer], want=0)).outcomes[0].status == "repeated"
    assert (await floor.answer(floor.people[1], taken.id)).outcomes[0].status == "done"
    kinds = await floor.rows("select person_id, kind from annotation order by kind")
    assert kinds == [
        {"person_id": floor.people[1], "kind": "answer"},
        {"person_id": floor.people[0], "kind": "late"},
    ]


async def test_an_answer_by_an_old_lease_counts_for_the_one_held_now(services: Services) -> None:
    floor = await make_floor(services, items=1)
    person = floor.people[0]
    old = (await floor.ask(person)).leases[0]
    floor.now = old.until + timedelta(seconds=1)
    async with services.database.transaction() as tx:
        await upkeep.sweep(tx, floor.now)
    new = (await floor.ask(person)).leases[0]
    assert new.id != old.id
    assert (await floor.answer(person, old.id)).outcomes[0].status == "done"
    assert await floor.value("select state from lease where id = %s", new.id) == "submitted"
    assert (await floor.answer(person, new.id, boxes(2))).outcomes[0].status == "refused"


async def test_the_share_of_answers_that_is_reviewed_is_drawn_by_chance(services: Services) -> None:
    floor = await make_floor(services, pipeline=Pipeline(review="share", review_share=0.2))
    floor.draws = draws(0.19, 0.2, 0.9)
    leases = (await floor.ask(floor.people[0], want=3)).leases
    await floor.ask(floor.people[0], submit=[answer_to(lease.id) for lease in leases], want=0)
    assert [await state_of(floor, lease.item_id) for lease in leases] == ["review", "accepted", "accepted"]


async def test_a_paused_project_still_takes_what_was_finished(services: Services) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    await floor.run("update project set state = 'paused'")
    reply = await floor.answer(floor.people[0], lease.id, want=1)
    assert reply.outcomes[0].status == "done"
    assert reply.nothing is not None
    assert reply.nothing.reason == "paused"


async def test_an_answer_to_an_item_excluded_meanwhile_counts_and_leaves_it_excluded(
    services: Services,
) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    await floor.run("update item set state = 'excluded' where id = %s", lease.item_id)
    assert (await floor.answer(floor.people[0], lease.id)).outcomes[0].status == "done"
    assert await state_of(floor, lease.item_id) == "excluded"


async def test_one_failing_request_harms_none_of_those_gathered_with_it(services: Services) -> None:
    floor = await make_floor(services, people=4)
    gatherer = Gatherer(services)
    held = {
        p: (await gatherer.work(floor.project_id, p, "en", WorkRequest())).leases[0].id for p in floor.people
    }
    await floor.run(
        "create function fail() returns trigger language plpgsql as $$ begin"
        " if new.note = 'boom' then raise exception 'boom'; end if; return new; end $$"
    )
    await floor.run("create trigger fail before insert on skip for each row execute function fail()")

    async def send(person: int) -> str:
        request: dict[str, object] = {"submit": [answer_to(held[person])]}
        if person == floor.people[1]:
            from beanfield.production.model import SkipRequest

            request = {"skip": [SkipRequest(held[person], "other", "boom")]}
        try:
            reply = await gatherer.work(floor.project_id, person, "en", WorkRequest(**request))  # type: ignore[arg-type]
        except Exception as error:
            return type(error).__name__
        return reply.outcomes[0].status

    outcomes = await asyncio.gather(*(send(person) for person in floor.people))
    assert outcomes == ["done", "RaiseException", "done", "done"]
    assert await floor.value("select count(*) from annotation") == 3


async def test_people_in_random_order_never_overfill_an_item(services: Services) -> None:
    import random

    floor = await make_floor(services, people=8, items=12, pipeline=Pipeline(overlap=3, review="none"))
    dice = random.Random(5)

    async def person_at_work(person: int) -> None:
        for _ in range(12):
            leases = (await floor.ask(person, want=dice.randint(1, 3))).leases
            for lease in leases:
                match dice.randrange(6):
                    case 0:
                        await floor.skip(person, lease.id)
                    case 1:
                        await floor.ask(person, hand_back=[lease.id], want=0)
                    case _:
                        await floor.answer(person, lease.id)

    await asyncio.gather(*(person_at_work(person) for person in floor.people))
    wrong = await floor.rows(
        "select i.id from item i left join lateral ("
        " select count(*) as people, count(distinct person_id) as different,"
        " count(*) filter (where state = 'submitted') as answers from lease l"
        " where l.item_id = i.id and l.state in ('active', 'submitted')) l on true"
        " where l.people <> l.different or l.people > i.overlap or i.open_slots <> i.overlap - l.people"
        " or i.answered <> l.answers"
    )
    assert wrong == []
    assert await floor.value("select count(*) from item where answered = overlap") > 0


async def test_items_already_leased_are_unknown_to_others(services: Services) -> None:
    floor = await make_floor(services, people=2, items=4)
    one = await floor.ask(floor.people[0], want=2)
    two = await floor.ask(floor.people[1], want=4)
    assert set(items_of([one])).isdisjoint(items_of([two]))
