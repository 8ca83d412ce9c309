"""Handing out work: to whom, in which order, and why not."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from beanfield.platform.database import Database
from beanfield.platform.services import Services
from beanfield.production import upkeep
from beanfield.production.gather import Gatherer
from beanfield.production.model import Pipeline, WorkReply, WorkRequest
from tests.production.floor import Floor, add_items, answer_to, assign, items_of, make_floor, make_people


async def test_fifty_people_at_once_get_fifty_different_items(services: Services) -> None:
    floor = await make_floor(services, people=50, items=60)
    replies = await asyncio.gather(*(floor.ask(person) for person in floor.people))
    assert len(set(items_of(replies))) == 50


async def test_fifty_people_gathered_in_one_transaction_get_fifty_different_items(services: Services) -> None:
    floor = await make_floor(services, people=50, items=60)
    gatherer = Gatherer(services)
    asked = (gatherer.work(floor.project_id, person, "en", WorkRequest()) for person in floor.people)
    assert len(set(items_of(await asyncio.gather(*asked)))) == 50


async def test_the_most_urgent_item_comes_first_and_then_the_oldest(services: Services) -> None:
    floor = await make_floor(services, items=3)
    async with services.database.transaction() as tx:
        urgent = await add_items(tx, floor.project_id, 2, priority=5)
    person = floor.people[0]
    reply = await floor.ask(person, want=3)
    first_of_all = await floor.value("select min(id) from item")
    assert items_of([reply]) == [*urgent, first_of_all]


async def test_an_item_goes_to_as_many_different_people_as_the_overlap_says(services: Services) -> None:
    floor = await make_floor(services, people=4, items=1, pipeline=Pipeline(overlap=3))
    replies = [await floor.ask(person) for person in floor.people]
    assert [len(reply.leases) for reply in replies] == [1, 1, 1, 0]
    assert replies[3].nothing is not None
    assert replies[3].nothing.reason == "waiting"


async def test_nobody_gets_an_item_twice(services: Services) -> None:
    floor = await make_floor(services, people=2, items=3, pipeline=Pipeline(overlap=2))
    person = floor.people[0]
    reply = await floor.ask(person, want=10)
    assert len(set(items_of([reply]))) == 3
    for lease in reply.leases:
        await floor.answer(person, lease.id)
    reply = await floor.ask(person, want=10)
    assert reply.leases == []
    assert reply.nothing is not None
    assert reply.nothing.reason == "waiting"


async def test_one_person_alone_passes_all_that_they_had_however_much(services: Services) -> None:
    floor = await make_floor(services, people=2, items=120, pipeline=Pipeline(overlap=3))
    person, seen = floor.people[0], set()
    for _ in range(3):
        reply = await floor.ask(person, want=40)
        seen |= set(items_of([reply]))
        await floor.ask(person, submit=[answer_to(lease.id) for lease in reply.leases], want=0)
    assert len(seen) == 120
    assert len((await floor.ask(floor.people[1], want=5)).leases) == 5


async def test_a_lapsed_lease_returns_to_the_queue(services: Services) -> None:
    floor = await make_floor(services, items=1)
    lease = (await floor.ask(floor.people[0])).leases[0]
    assert (await floor.ask(floor.people[1])).leases == []
    floor.now = lease.until + timedelta(seconds=1)
    assert items_of([await floor.ask(floor.people[1])]) == [lease.item_id]


async def test_the_sweep_ends_lapsed_leases_and_no_others(services: Services) -> None:
    floor = await make_floor(services, items=2)
    lapsed = (await floor.ask(floor.people[0])).leases[0]
    floor.now = lapsed.until - timedelta(seconds=10)
    held = (await floor.ask(floor.people[1])).leases[0]
    async with services.database.transaction() as tx:
        assert await upkeep.sweep(tx, lapsed.until + timedelta(seconds=1))
    states = {row["id"]: row["state"] for row in await floor.rows("select id, state from lease")}
    assert states == {lapsed.id: "expired", held.id: "active"}
    slots = await floor.rows("select open_slots from item order by id")
    assert [row["open_slots"] for row in slots] == [1, 0]


async def test_a_lease_lasts_thrice_the_median_effort_and_longer_for_those_further_back(
    services: Services,
) -> None:
    floor = await make_floor(services, pipeline=Pipeline(seconds_expected=200))
    leases = (await floor.ask(floor.people[0], want=3)).leases
    assert [(lease.until - floor.now).total_seconds() for lease in leases] == [600, 1200, 1800]


async def test_work_renews_what_a_person_holds(services: Services) -> None:
    floor = await make_floor(services, pipeline=Pipeline(seconds_expected=100))
    first, second = (await floor.ask(floor.people[0], want=2)).leases
    floor.pass_time(550)
    await floor.answer(floor.people[0], first.id)
    until = await floor.value("select until from lease where id = %s", second.id)
    assert until > second.until


async def test_what_a_person_holds_is_sent_again_when_their_page_was_opened_anew(services: Services) -> None:
    floor = await make_floor(services)
    person = floor.people[0]
    held = (await floor.ask(person, want=2)).leases
    again = await floor.ask(person, want=2)
    assert [lease.id for lease in again.leases] == [lease.id for lease in held]
    holding = await floor.ask(person, want=2, holding=[lease.id for lease in held])
    assert holding.leases == []
    assert holding.nothing is None


async def test_wanting_more_than_one_holds_brings_only_the_difference(services: Services) -> None:
    floor = await make_floor(services)
    person = floor.people[0]
    first = (await floor.ask(person, want=1)).leases[0]
    more = await floor.ask(person, want=3, holding=[first.id])
    assert len(more.leases) == 2


async def test_a_skipped_item_goes_to_others_and_never_again_to_who_skipped_it(services: Services) -> None:
    floor = await make_floor(services, items=1)
    lease = (await floor.ask(floor.people[0])).leases[0]
    reply = await floor.skip(floor.people[0], lease.id)
    assert reply.outcomes[0].status == "done"
    assert (await floor.ask(floor.people[0])).leases == []
    assert items_of([await floor.ask(floor.people[1])]) == [lease.item_id]


async def test_an_item_that_three_people_skip_leaves_the_queue_with_a_question_to_the_leader(
    services: Services,
) -> None:
    floor = await make_floor(services, people=4, items=1)
    for person in floor.people[:3]:
        await floor.skip(person, (await floor.ask(person)).leases[0].id)
    assert await floor.value("select state from item") == "excluded"
    question = await floor.rows("select t.state, p.text from thread t join post p on p.thread_id = t.id")
    assert question == [{"state": "open", "text": "unreadable\nunreadable\nunreadable"}]
    reply = await floor.ask(floor.people[3])
    assert reply.nothing is not None
    assert reply.nothing.reason == "done"


async def test_an_item_handed_back_is_open_to_everyone_again(services: Services) -> None:
    floor = await make_floor(services, items=1)
    person = floor.people[0]
    lease = (await floor.ask(person)).leases[0]
    reply = await floor.ask(person, hand_back=[lease.id], want=0)
    assert [(outcome.id, outcome.status) for outcome in reply.outcomes] == [(lease.id, "done")]
    repeated = await floor.ask(person, hand_back=[lease.id], want=0)
    assert repeated.outcomes[0].status == "repeated"
    assert items_of([await floor.ask(person)]) == [lease.item_id]


async def test_nobody_gives_back_what_another_holds(services: Services) -> None:
    floor = await make_floor(services)
    lease = (await floor.ask(floor.people[0])).leases[0]
    reply = await floor.ask(floor.people[1], hand_back=[lease.id], want=0)
    assert reply.outcomes[0].status == "refused"
    assert await floor.value("select state from lease where id = %s", lease.id) == "active"


async def why(floor: Floor, person: int) -> str | None:
    reply: WorkReply = await floor.ask(person)
    assert (reply.nothing is None) == bool(reply.leases)
    return None if reply.nothing is None else reply.nothing.reason


async def test_a_person_stops_at_the_cap_of_the_project(services: Services) -> None:
    floor = await make_floor(services, pipeline=Pipeline(cap_per_person=3))
    person = floor.people[0]
    assert len((await floor.ask(person, want=2)).leases) == 2
    held = (await floor.ask(person, want=10)).leases
    assert len(held) == 3
    await floor.ask(person, submit=[answer_to(lease.id) for lease in held], want=0)
    assert await why(floor, person) == "cap"
    assert await why(floor, floor.people[1]) is None


async def test_a_person_stops_at_the_cap_of_their_own_assignment(services: Services) -> None:
    floor = await make_floor(services)
    await floor.run("update assignment set cap = 1 where person_id = %s", floor.people[0])
    lease = (await floor.ask(floor.people[0], want=5)).leases[0]
    await floor.answer(floor.people[0], lease.id)
    assert await why(floor, floor.people[0]) == "cap"


async def make_team(floor: Floor, count: int, cap: int | None) -> list[int]:
    async with floor.services.database.transaction() as tx:
        people = await make_people(tx, floor.centre_id, count)
        await tx.execute("insert into team (centre_id, name) values (%s, 'T')", [floor.centre_id])
        await tx.execute(
            "insert into membership (person_id, team_id, from_date)"
            " select p, (select id from team), current_date from unnest(%s::bigint[]) p",
            [people],
        )
        await tx.execute(
            "insert into assignment (project_id, team_id, task, cap) select %s, id, 'annotate', %s from team",
            [floor.project_id, cap],
        )
    return people


async def test_the_people_of_a_team_share_its_cap_also_when_they_ask_at_once(services: Services) -> None:
    floor = await make_floor(services, items=40)
    team = await make_team(floor, 10, cap=7)
    replies = await asyncio.gather(*(floor.ask(person, want=2) for person in team))
    assert len(items_of(replies)) == 7


async def test_a_team_without_a_cap_works_on(services: Services) -> None:
    floor = await make_floor(services)
    team = await make_team(floor, 2, cap=None)
    assert await why(floor, team[0]) is None


async def test_a_pause_of_a_person_goes_before_their_teams_assignment(services: Services) -> None:
    floor = await make_floor(services)
    team = await make_team(floor, 1, cap=None)
    async with services.database.transaction() as tx:
        await assign(tx, floor.project_id, team)
    await floor.run("update assignment set paused_at = now() where person_id = %s", team[0])
    assert await why(floor, team[0]) == "paused"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("update project set state = 'paused'", "paused"),
        ("update project set state = 'draft'", "paused"),
        ("update project set state = 'done'", "done"),
        ("update project set schema_version = 0", "schema"),
        ("update assignment set paused_at = now()", "paused"),
        ("update assignment set ended_at = now()", "not_assigned"),
        ("update item set state = 'excluded'", "done"),
        ("update item set open_slots = 0", "waiting"),
    ],
)
async def test_why_a_person_gets_no_work_is_said(services: Services, change: str, reason: str) -> None:
    floor = await make_floor(services)
    await floor.run(change)
    assert await why(floor, floor.people[0]) == reason


async def test_a_skill_that_is_asked_for_must_be_held_at_its_level_and_still_hold(services: Services) -> None:
    floor = await make_floor(services, pipeline=Pipeline(skill="boxes", skill_level=2))
    person = floor.people[0]
    assert await why(floor, person) == "skill"
    await floor.run(
        "insert into person_skill (person_id, skill, level, source) values (%s, 'boxes', 1, 'exam')", person
    )
    assert await why(floor, person) == "skill"
    await floor.run("update person_skill set level = 2, valid_until = %s", floor.now - timedelta(days=1))
    assert await why(floor, person) == "skill"
    await floor.run("update person_skill set valid_until = null")
    assert await why(floor, person) is None


async def test_a_lease_shows_the_picture_and_the_prelabel_and_nobodys_answer(services: Services) -> None:
    floor = await make_floor(services, items=1, pipeline=Pipeline(overlap=2))
    await floor.run(
        "insert into prelabel (item_id, source, document) select id, 'model', '{\"objects\": []}' from item"
    )
    first = (await floor.ask(floor.people[0])).leases[0]
    await floor.answer(floor.people[0], first.id)
    second = (await floor.ask(floor.people[1])).leases[0]
    assert b"/media/" in bytes(second.content)
    assert bytes(second.prelabel or b"") == b'{"objects": []}'
    assert second.answers == []


async def test_a_prelabel_stays_hidden_where_the_project_says_so(services: Services) -> None:
    floor = await make_floor(services, items=1, pipeline=Pipeline(show_prelabels=False))
    await floor.run("insert into prelabel (item_id, source, document) select id, 'model', '{}' from item")
    assert (await floor.ask(floor.people[0])).leases[0].prelabel is None


async def test_the_database_itself_gives_no_item_to_more_people_than_its_overlap(database: Database) -> None:
    import psycopg

    with pytest.raises(psycopg.errors.CheckViolation):
        async with database.transaction() as tx:
            await tx.execute("insert into centre (name_zh) values ('c')")
            await tx.execute(
                "insert into project (centre_id, name, media) select id, 'p', 'text' from centre"
            )
            await tx.execute("insert into item (project_id, name, open_slots) select id, 'i', 0 from project")
            await tx.execute("update item set open_slots = open_slots - 1")
