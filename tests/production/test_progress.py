"""Figures of work: counters, hours, people, and the home that shows one's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from beanfield.people.actor import Actor
from beanfield.platform.database import Database, dicts, scalar
from beanfield.production import counts, home, progress, project_rules, store_counts, threads
from beanfield.production.model import Counts, HomeProject, NewThread, Pipeline
from beanfield.production.store_items import STATES
from tests.production.floor import NOON
from tests.production.office import Office, open_office


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with database.transaction() as tx:
        yield await open_office(tx)


async def lease(office: Office, project: int, item: int, person: int, **columns: Any) -> int:
    number: int = await scalar(
        office.tx,
        "insert into lease"
        " (item_id, project_id, person_id, until, schema_version, guide_version, state, task)"
        " values (%(item)s, %(project)s, %(person)s, now() + interval '1 hour', 1, 0, %(state)s, %(task)s)"
        " returning id",
        {"item": item, "project": project, "person": person, "state": "active", "task": "annotate"} | columns,
    )
    return number


# Counters ---------------------------------------------------------------------------------------------


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(STATES), st.booleans()), max_size=15))
async def test_counters_are_what_counting_would_give_whenever_they_are_folded(
    office: Office, moves: list[tuple[int, Any, bool]]
) -> None:
    project = (await office.project(await office.person("project_manager"))).id
    ids = await office.items(project, [str(n) for n in range(10)])
    for item, state, fold in moves:
        await office.tx.execute("update item set state = %s where id = %s", [state, ids[item]])
        if fold:
            await store_counts.fold(office.tx, project)
    counted = await dicts(
        office.tx, "select state, count(*) as n from item where project_id = %s group by 1", [project]
    )
    expected = Counts(total=10, open=0)
    for row in counted:
        setattr(expected, row["state"], row["n"])
    assert (await store_counts.of_projects(office.tx, [project]))[project] == expected


async def test_folding_beside_writers_loses_no_change(database: Database) -> None:
    async with database.transaction() as tx:
        office = await open_office(tx)
        project = (await office.project(await office.person("project_manager"))).id
        ids = await office.items(project, [str(n) for n in range(60)])

    async def accept(item: int) -> None:
        async with database.transaction() as tx:
            await tx.execute("update item set state = 'accepted' where id = %s", [item])

    async def fold() -> None:
        async with database.transaction() as tx:
            await store_counts.fold(tx, project)

    await asyncio.gather(*(accept(item) for item in ids), *(fold() for _ in range(20)))
    await fold()
    async with database.transaction() as tx:
        found = (await store_counts.of_projects(tx, [project]))[project]
        assert (found.accepted, found.open, found.total) == (60, 0, 60)
        assert await scalar(tx, "select count(*) from item_count") == 1


async def test_the_job_folds_projects_with_many_changes(database: Database) -> None:
    async with database.transaction() as tx:
        office = await open_office(tx)
        project = (await office.project(await office.person("project_manager"))).id
        item = (await office.items(project, ["a"]))[0]
        for _ in range(counts.MANY):
            await tx.execute("update item set state = 'review' where id = %s", [item])
            await tx.execute("update item set state = 'open' where id = %s", [item])
    assert await counts.fold_all(database) == 1
    assert await counts.fold_all(database) == 0


# Progress ---------------------------------------------------------------------------------------------


async def test_progress_shows_hours_people_and_who_works_on_what(office: Office) -> None:
    manager = await office.person("project_manager")
    one, two = await office.person("annotator"), await office.person("annotator")
    project = (await office.project(manager)).id
    ids = await office.items(project, [str(n) for n in range(6)])
    for hours, item, seconds in ((30, 0, 10), (2, 1, 20), (1, 2, 60)):
        at = NOON - timedelta(hours=hours)
        await office.annotation(project, ids[item], one.person_id, at=at, active_ms=seconds * 1000)
    answer = await office.annotation(project, ids[3], one.person_id, at=NOON - timedelta(hours=1))
    await office.tx.execute(
        "insert into review (id, item_id, project_id, reviewer_id, annotation_id, verdict, active_ms, at)"
        " values (gen_random_uuid(), %s, %s, %s, %s, 'return', 5000, %s)",
        [ids[3], project, two.person_id, answer, NOON],
    )
    held = await lease(office, project, ids[4], two.person_id)
    await office.tx.execute(
        "insert into presence (person_id, seen_at, lease_id) values (%s, %s, %s)", [two.person_id, NOON, held]
    )
    shown = await progress.of_project(office.tx, project, Pipeline(), NOON, teams=None)
    assert (shown.active_people, len(shown.hours), shown.counts.open) == (1, 48, 6)
    assert [hour.answers for hour in shown.hours if hour.answers] == [1, 1, 2]
    assert shown.hours[-1].at == NOON
    assert shown.hours[-1].reviews == 1
    at_work, worker = shown.people
    assert (at_work.person_id, at_work.working_on, at_work.reviewed) == (two.person_id, ids[4], 1)
    assert (worker.answers, worker.today, worker.returned) == (4, 3, 1)
    assert (worker.active_seconds, worker.median_seconds) == (100.0, 15.0)
    assert shown.per_hour == pytest.approx(4 / 3)
    assert shown.finish_at == project_rules.finish_at(6, shown.per_hour, shown.hours, NOON)


async def test_single_persons_are_shown_to_those_who_may_see_them(office: Office) -> None:
    manager = await office.person("project_manager")
    member, other = await office.person("annotator"), await office.person("annotator")
    project = (await office.project(manager)).id
    await office.tx.execute(
        "insert into membership (person_id, team_id, from_date) values (%s, %s, current_date)",
        [member.person_id, office.team],
    )
    for item, person in zip(await office.items(project, ["a", "b"]), (member, other), strict=True):
        await office.annotation(project, item, person.person_id)
    leader = await office.person(
        "team_leader", leads=frozenset({office.team}), led_projects=frozenset({project})
    )
    annotator = await office.person("annotator", tasks={project: frozenset({"annotate"})})

    async def people(actor: Actor) -> set[int]:
        teams = await progress.teams_shown(office.tx, actor, project)
        shown = await progress.of_project(office.tx, project, Pipeline(), NOON, teams=teams)
        return {person.person_id for person in shown.people}

    assert await people(manager) == {member.person_id, other.person_id}
    assert await people(leader) == {member.person_id}
    assert await people(annotator) == set()


# Home -------------------------------------------------------------------------------------------------


async def at_home(office: Office, actor: Actor) -> list[HomeProject]:
    return (await home.of_person(office.tx, actor, NOON)).projects


async def assigned(office: Office, project: int, task: Any = "annotate", **columns: Any) -> Actor:
    """An annotator or reviewer with an open assignment to the project."""
    actor = await office.person("annotator", tasks={project: frozenset({task})})
    await office.tx.execute(
        "insert into assignment (project_id, person_id, task, cap, paused_at) values (%s, %s, %s, %s, %s)",
        [project, actor.person_id, task, columns.get("cap"), columns.get("paused_at")],
    )
    return actor


async def running(office: Office, **settings: Any) -> int:
    project = (await office.project(await office.person("project_manager"), **settings)).id
    await office.tx.execute("update project set state = 'running' where id = %s", [project])
    return project


async def test_home_counts_what_is_open_to_the_person_and_what_they_hold(office: Office) -> None:
    project = await running(office)
    actor = await assigned(office, project)
    ids = await office.items(project, ["a", "b", "c", "d"])
    await lease(office, project, ids[0], actor.person_id)
    await office.tx.execute("update item set open_slots = 0 where id = %s", [ids[0]])
    await lease(office, project, ids[1], actor.person_id, state="submitted")
    [shown] = await at_home(office, actor)
    assert (shown.waiting, shown.returned, shown.reason, shown.task) == (3, 0, None, "annotate")


async def test_home_counts_to_a_thousand(office: Office) -> None:
    project = await running(office)
    actor = await assigned(office, project)
    await office.items(project, [str(n) for n in range(1200)])
    [shown] = await at_home(office, actor)
    assert shown.waiting == 1000


async def test_projects_with_returned_items_come_first(office: Office) -> None:
    actor = await office.person("annotator")
    tasks = {}
    for name in ("first", "second"):
        project = await running(office, name=name)
        await office.tx.execute(
            "insert into assignment (project_id, person_id, task) values (%s, %s, 'annotate')",
            [project, actor.person_id],
        )
        await office.items(project, ["a"])
        tasks[project] = frozenset({"annotate"})
    first = min(tasks)
    returned = await office.items(first, ["back"], state="returned", slots=0)
    await office.tx.execute("update item set returned_to = %s where id = %s", [actor.person_id, returned[0]])
    shown = await at_home(office, replace(actor, tasks=tasks))
    assert [(each.name, each.returned) for each in shown] == [("first", 1), ("second", 0)]


async def test_home_says_why_there_is_nothing_to_do(office: Office) -> None:
    done = await running(office)
    waiting = await running(office)
    actor_done, actor_waiting = await assigned(office, done), await assigned(office, waiting)
    item = await office.items(waiting, ["a"], slots=0)
    await lease(office, waiting, item[0], (await office.person("annotator")).person_id)
    paused = await running(office)
    actor_paused = await assigned(office, paused, paused_at=NOON)
    await office.items(paused, ["a"])
    skilled = await running(office, pipeline=Pipeline(skill="boxes"))
    actor_unskilled = await assigned(office, skilled)
    await office.items(skilled, ["a"])
    capped = await running(office)
    actor_capped = await assigned(office, capped, cap=1)
    ids = await office.items(capped, ["a", "b"])
    await lease(office, capped, ids[0], actor_capped.person_id, state="submitted")
    actors = (actor_done, actor_waiting, actor_paused, actor_unskilled, actor_capped)
    for actor, reason in zip(actors, ("done", "waiting", "paused", "skill", "cap"), strict=True):
        [shown] = await at_home(office, actor)
        assert shown.reason == reason


async def test_a_reviewers_home_leaves_out_what_they_answered_themselves(office: Office) -> None:
    project = await running(office)
    actor = await assigned(office, project, "review")
    ids = await office.items(project, ["mine", "theirs"], state="review", slots=0)
    await office.annotation(project, ids[0], actor.person_id)
    [shown] = await at_home(office, actor)
    assert (shown.task, shown.waiting, shown.reason) == ("review", 1, None)
    await office.tx.execute("update item set state = 'accepted'")
    [shown] = await at_home(office, actor)
    assert (shown.waiting, shown.reason) == (0, "done")


async def test_draft_and_deleted_projects_are_not_on_the_home(office: Office) -> None:
    project = await running(office)
    actor = await assigned(office, project)
    await office.tx.execute("update project set state = 'draft'")
    assert await at_home(office, actor) == []
    await office.tx.execute("update project set state = 'running', deleted_at = now()")
    assert await at_home(office, actor) == []


async def test_today_begins_at_midnight_in_shanghai_and_fourteen_days_are_shown(office: Office) -> None:
    project = await running(office)
    actor = await assigned(office, project)
    ids = await office.items(project, ["a", "b", "c"])
    midnight = NOON.replace(hour=16, minute=0) - timedelta(days=1)
    for item, at in zip(ids, (NOON, midnight, midnight - timedelta(seconds=1)), strict=True):
        await office.annotation(project, item, actor.person_id, at=at)
    shown = await home.of_person(office.tx, actor, NOON)
    assert (shown.today.items, shown.today.objects, shown.today.active_seconds) == (2, 2, 20.0)
    assert [day["items"] for day in shown.days] == [0] * 12 + [1, 2]
    assert shown.days[-1]["date"] == "2026-11-24"


async def test_open_questions_are_counted_for_who_asked_and_for_who_answers(office: Office) -> None:
    project = await running(office)
    actor = await assigned(office, project)
    await threads.ask(office.tx, actor, project, NewThread("?", rule="car"))
    manager = await office.person("project_manager")
    stranger = await office.person("project_manager", centre=office.abroad)
    homes = [await home.of_person(office.tx, who, NOON) for who in (actor, manager, stranger)]
    counted = [shown.questions_open for shown in homes]
    assert counted == [1, 1, 0]
