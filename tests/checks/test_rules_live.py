"""Live rules in a project: pause, review share, cap, another opinion; lifting; work and pay stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from beanfield.checks import evidence, rules_book, rules_run
from beanfield.checks.evidence import Evidence
from beanfield.checks.model_rules import Firing, NewRule, Rule, RuleChanges
from beanfield.people.actor import Place
from beanfield.platform.errors import Conflict, Invalid
from beanfield.platform.services import Services
from beanfield.production.model import Pipeline
from tests.production.floor import Floor, actor, make_floor

PAUSE = Rule("answers", "above", 2, "pause", sure=False, least=1)


async def go_live(floor: Floor, rule: Rule, name: str = "too many") -> int:
    boss, place = actor(floor.people[-1]), Place(project_id=floor.project_id, centre_id=floor.centre_id)
    async with floor.services.database.transaction() as tx:
        made = await rules_book.add(tx, boss, place, NewRule(name, rule), floor.now)
        await rules_book.change(tx, boss, place, made.id, RuleChanges(state="live"), floor.now)
    return made.id


async def ask_rules(floor: Floor) -> int:
    async with floor.services.database.transaction() as tx:
        return await rules_run.check(tx, floor.project_id, floor.now)


async def firings(floor: Floor, **more: Any) -> list[Firing]:
    async with floor.services.database.transaction() as tx:
        return await rules_book.firings(tx, "en", project_id=floor.project_id, **more)


async def answer(floor: Floor, person: int, count: int) -> None:
    for _ in range(count):
        floor.pass_time(30)
        await floor.answer(person, (await floor.ask(person)).leases[0].id)
    floor.pass_time(30)


async def test_a_paused_person_gets_no_work_and_is_told_the_rule(services: Services) -> None:
    floor = await make_floor(services, people=2)
    person = floor.people[0]
    await go_live(floor, PAUSE)
    await answer(floor, person, 3)
    assert await ask_rules(floor) == 1
    reply = await floor.ask(person)
    assert reply.nothing is not None
    assert reply.nothing.reason == "paused"
    assert "“too many”" in reply.nothing.message
    assert (await floor.ask(floor.people[1])).leases


async def test_a_rule_never_erases_work_or_pay(services: Services) -> None:
    floor = await make_floor(services, people=2)
    person = floor.people[0]
    await go_live(floor, PAUSE)
    held = (await floor.ask(person, want=4)).leases
    for lease in held[:3]:
        floor.pass_time(20)
        await floor.answer(person, lease.id)
    before = await floor.rows("select id, document, active_ms from annotation order by id")
    done = await floor.rows("select answers, active_ms from work_hour")
    assert await ask_rules(floor) == 1
    assert await floor.rows("select id, document, active_ms from annotation order by id") == before
    assert await floor.rows("select answers, active_ms from work_hour") == done
    floor.pass_time(20)
    last = await floor.answer(person, held[3].id)  # what they hold may be finished, and counts
    assert last.outcomes[0].status == "done"
    assert await floor.value("select count(*) from annotation where kind = 'answer'") == 4


async def test_a_firing_is_explained_once_and_lifted_with_a_reason(services: Services) -> None:
    floor = await make_floor(services, people=2)
    await go_live(floor, PAUSE)
    await answer(floor, floor.people[0], 3)
    await ask_rules(floor)
    floor.pass_time(60)
    assert await ask_rules(floor) == 0
    (firing,) = await firings(floor)
    assert "is 3" in firing.text
    assert "pay stay as they are" in firing.text
    boss, place = actor(floor.people[1]), Place(project_id=floor.project_id)
    async with services.database.transaction() as tx:
        lifted = await rules_book.lift(tx, boss, place, firing.id, "talked it over", floor.now, teams=None)
    assert lifted.lift_reason == "talked it over"
    assert (await floor.ask(floor.people[0])).leases
    with pytest.raises(Conflict):
        async with services.database.transaction() as tx:
            await rules_book.lift(tx, boss, place, firing.id, "again", floor.now, teams=None)


async def test_firings_are_never_changed(services: Services) -> None:
    floor = await make_floor(services, people=2)
    await go_live(floor, PAUSE)
    await answer(floor, floor.people[0], 3)
    await ask_rules(floor)
    with pytest.raises(Exception, match="append-only"):
        await floor.run("update rule_firing set value = 0")


async def test_a_beginner_is_reviewed_until_they_are_none(services: Services) -> None:
    floor = await make_floor(services, people=1, pipeline=Pipeline(review="none"))
    await go_live(floor, Rule("answers", "below", 3, "review", sure=False, least=1, review_share=1.0))
    await answer(floor, floor.people[0], 1)
    await ask_rules(floor)
    await answer(floor, floor.people[0], 2)
    assert await floor.value("select count(*) from item where state = 'review'") == 2
    assert await ask_rules(floor) == 1
    await answer(floor, floor.people[0], 1)
    assert await floor.value("select count(*) from item where state = 'review'") == 2
    assert (await firings(floor))[0].lift_reason == "The figure recovered; the rule ended by itself"


async def test_what_gold_showed_is_acted_on_the_day_after_so_that_no_answer_is_told_by_it(
    services: Services,
) -> None:
    floor = await make_floor(services, people=2)
    person = floor.people[0]
    await go_live(floor, Rule("gold", "below", 0.5, "notify", sure=False, least=3))
    await answer(floor, person, 4)
    rows = await floor.rows("select id, item_id, submitted_at from annotation")
    async with services.database.transaction() as tx:
        await evidence.record(
            tx,
            [
                Evidence(person, floor.project_id, item, number, "gold", "image", 1.0, 0.0, at)
                for number, item, at in (tuple(row.values()) for row in rows)
            ],
        )
    assert await ask_rules(floor) == 0
    floor.pass_time(24 * 3600)
    await answer(floor, person, 1)
    assert await ask_rules(floor) == 1


async def test_a_daily_cap_holds_for_the_day(services: Services) -> None:
    floor = await make_floor(services, people=1)
    await go_live(floor, Rule("answers", "above", 1, "restrict", sure=False, least=1, day_cap=3))
    await answer(floor, floor.people[0], 2)
    await ask_rules(floor)
    reply = await floor.ask(floor.people[0], want=5)
    assert len(reply.leases) == 1
    await floor.answer(floor.people[0], reply.leases[0].id)
    nothing = (await floor.ask(floor.people[0])).nothing
    assert nothing is not None
    assert nothing.reason == "cap"
    floor.now += timedelta(days=1)
    assert (await floor.ask(floor.people[0])).leases


async def test_another_opinion_opens_the_latest_items_once_more(services: Services) -> None:
    floor = await make_floor(services, people=2, items=3)
    first, second = floor.people
    await go_live(floor, Rule("answers", "above", 2, "ask_again", sure=False, least=1, ask_items=2))
    await answer(floor, first, 3)
    await ask_rules(floor)
    opened = await floor.rows("select overlap, open_slots from item where state = 'open'")
    assert opened == [{"overlap": 2, "open_slots": 1}] * 2
    assert (await floor.ask(first)).leases == []
    assert len((await floor.ask(second, want=5)).leases) == 2


async def test_a_pause_for_training_ends_when_the_skill_is_earned_anew(services: Services) -> None:
    floor = await make_floor(services, people=1)
    person = floor.people[0]
    await go_live(floor, Rule("answers", "above", 1, "retrain", sure=False, least=1, skill="boxes"))
    await answer(floor, person, 2)
    await ask_rules(floor)
    assert (await floor.ask(person)).nothing is not None
    floor.pass_time(3600)
    await floor.run(
        "insert into person_skill (person_id, skill, source, recorded_at) values (%s, 'boxes', 'exam', %s)",
        person,
        floor.now,
    )
    assert await ask_rules(floor) == 1
    assert (await floor.ask(person)).leases


async def test_a_rule_that_is_stopped_lets_go(services: Services) -> None:
    floor = await make_floor(services, people=2)
    number = await go_live(floor, PAUSE)
    await answer(floor, floor.people[0], 3)
    await ask_rules(floor)
    boss, place = actor(floor.people[1]), Place(project_id=floor.project_id)
    async with services.database.transaction() as tx:
        with pytest.raises(Conflict):
            await rules_book.change(
                tx, boss, place, number, RuleChanges(rule=Rule("gold", "below", 0.5, "notify")), floor.now
            )
        await rules_book.change(tx, boss, place, number, RuleChanges(state="off"), floor.now)
    assert (await floor.ask(floor.people[0])).leases


async def test_a_rule_needs_what_its_action_needs(services: Services) -> None:
    floor = await make_floor(services, people=1)
    with pytest.raises(Invalid):
        await go_live(floor, Rule("answers", "above", 1, "retrain"))
    with pytest.raises(Invalid):
        await go_live(floor, Rule("gold", "below", 60, "notify"))


async def test_the_dry_run_names_whom_live_would_have_hit_and_changes_nothing(services: Services) -> None:
    floor = await make_floor(services, people=2)
    since = floor.now - timedelta(days=1)
    await answer(floor, floor.people[0], 4)
    await answer(floor, floor.people[1], 1)
    async with services.database.transaction() as tx:
        found = await rules_run.dry_run(tx, floor.project_id, PAUSE, since, "en")
    assert [(hit.person_id, hit.figure.value) for hit in found.hits] == [(floor.people[0], 3)]
    assert await firings(floor) == []
