"""Projects: made, listed, changed, deleted and brought back."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from msgspec.structs import replace

from beanfield.people.access import reached
from beanfield.platform.database import Tx, dicts, scalar
from beanfield.platform.errors import Forbidden, Invalid, NotFound
from beanfield.production import project_rules, projects
from beanfield.production.model import NewProject, Pipeline, ProjectChanges, ProjectState
from beanfield.production.store_projects import Filter
from tests.production.office import CAR_SCHEMA, open_office


async def test_a_project_begins_as_a_draft_with_its_first_schema_version(tx: Tx) -> None:
    office = await open_office(tx)
    manager = await office.person("project_manager")
    project = await office.project(manager, description="Cars", pipeline=Pipeline(overlap=3))
    assert (project.state, project.schema_version, project.pipeline.overlap) == ("draft", 1, 3)
    assert project.centre_name == "Home"
    assert project.counts.total == 0


async def test_a_project_without_a_schema_does_not_start(tx: Tx) -> None:
    office = await open_office(tx)
    manager = await office.person("project_manager")
    project = await office.project(manager, schema=None)
    with pytest.raises(projects.NoSchemaYet):
        await projects.change(tx, manager, project.id, ProjectChanges(state="running"))


@pytest.mark.parametrize(("state", "wanted"), list(product(get_args(ProjectState), repeat=2)))
async def test_states_follow_each_other_as_the_rules_say(
    tx: Tx, state: ProjectState, wanted: ProjectState
) -> None:
    office = await open_office(tx)
    manager = await office.person("project_manager")
    project = await office.project(manager)
    await tx.execute("update project set state = %s where id = %s", [state, project.id])
    if project_rules.may_become(state, wanted):
        changed = await projects.change(tx, manager, project.id, ProjectChanges(state=wanted))
        assert changed.state == wanted
    else:
        with pytest.raises(projects.StateNotAllowed) as refused:
            await projects.change(tx, manager, project.id, ProjectChanges(state=wanted))
        assert all(refused.value.document(locale).title for locale in ("zh-CN", "en"))


async def test_a_change_leaves_alone_what_it_does_not_name_and_is_told_in_the_audit_log(tx: Tx) -> None:
    office = await open_office(tx)
    manager = await office.person("project_manager")
    customer = await scalar(tx, "insert into customer (name_zh) values ('客户') returning id")
    project = await office.project(manager, customer_id=customer)
    changed = await projects.change(tx, manager, project.id, ProjectChanges(name="Road", priority=5))
    assert (changed.name, changed.priority, changed.customer_id) == ("Road", 5, customer)
    assert (
        await projects.change(tx, manager, project.id, ProjectChanges(customer_id=None))
    ).customer_id is None
    told = await dicts(
        tx, "select details, centre_id from audit where action = 'project.changed' order by seq"
    )
    assert told[0]["details"] == {
        "name": {"before": "Street", "after": "Road"},
        "priority": {"before": 0, "after": 5},
    }
    assert told[1]["details"] == {"customer_id": {"before": customer, "after": None}}
    assert told[0]["centre_id"] == office.home


async def test_a_change_that_changes_nothing_leaves_no_trace(tx: Tx) -> None:
    office = await open_office(tx)
    manager = await office.person("project_manager")
    project = await office.project(manager)
    await projects.change(tx, manager, project.id, ProjectChanges(name=project.name))
    assert await scalar(tx, "select count(*) from audit where action = 'project.changed'") == 0


async def test_nobody_makes_a_project_in_a_foreign_centre(tx: Tx) -> None:
    office = await open_office(tx)
    manager = await office.person("project_manager")
    with pytest.raises((NotFound, Forbidden)):
        await office.project(manager, centre_id=office.abroad)


async def test_an_unknown_customer_is_named_by_its_path(tx: Tx) -> None:
    office = await open_office(tx)
    manager = await office.person("project_manager")
    with pytest.raises(Invalid) as refused:
        await office.project(manager, customer_id=10**9)
    assert [path for path, _, _ in refused.value.errors] == ["customer_id"]


async def test_a_list_shows_what_is_within_reach_page_by_page(tx: Tx) -> None:
    office = await open_office(tx)
    manager = await office.person("project_manager")
    stranger = await office.person("project_manager", centre=office.abroad)
    made = [(await office.project(manager, name=f"Street {n}")).id for n in range(5)]
    foreign = await projects.create(
        tx, stranger, NewProject(name="Street abroad", media="image", centre_id=office.abroad)
    )
    await office.items(made[0], ["a", "b"])
    seen = []
    cursor = None
    while True:
        page = await projects.page(
            tx, reached(manager, "project.read"), Filter(text="street"), locale="en", cursor=cursor, limit=2
        )
        seen += page.rows
        cursor = page.next
        if cursor is None:
            break
    assert [row.id for row in seen] == made[::-1]
    assert seen[-1].counts.open == seen[-1].counts.total == 2
    administrator = await office.person("administrator")
    everything = await projects.page(
        tx, reached(administrator, "project.read"), Filter(), locale="en", cursor=None, limit=50
    )
    assert {row.id for row in everything.rows} == {*made, foreign.id}


async def test_a_deleted_project_is_out_of_sight_until_it_is_restored(tx: Tx) -> None:
    office = await open_office(tx)
    administrator = await office.person("administrator")
    project = await office.project(administrator)
    await projects.delete(tx, administrator, project.id)
    with pytest.raises(NotFound):
        await projects.one(tx, project.id, locale="en")
    with pytest.raises(NotFound):
        await projects.delete(tx, administrator, project.id)
    reach = reached(administrator, "project.read")
    deleted = await projects.page(tx, reach, Filter(deleted=True), locale="en", cursor=None, limit=9)
    assert [row.id for row in deleted.rows] == [project.id]
    assert (await projects.restore(tx, administrator, project.id)).id == project.id
    with pytest.raises(NotFound):
        await projects.restore(tx, administrator, project.id)
    actions = [row["action"] for row in await dicts(tx, "select action from audit order by seq")]
    assert actions[-2:] == ["project.deleted", "project.restored"]


async def test_a_new_overlap_reaches_the_items_that_nobody_has_begun(tx: Tx) -> None:
    office = await open_office(tx)
    manager = await office.person("project_manager")
    project = await office.project(manager)
    await office.items(project.id, ["untouched"])
    await office.items(project.id, ["leased"], slots=0)
    await office.items(project.id, ["done"], slots=0, state="accepted")
    wanted = replace(project.pipeline, overlap=3)
    await projects.change(tx, manager, project.id, ProjectChanges(pipeline=wanted))
    assert await scalar(
        tx, "select count(*) from procrastinate_jobs where task_name = 'production.spread_overlap'"
    )
    assert await projects.spread_overlap(tx, project.id) is False
    found = await dicts(tx, "select name, overlap, open_slots from item order by name")
    assert [tuple(row.values()) for row in found] == [("done", 1, 0), ("leased", 1, 0), ("untouched", 3, 3)]


async def test_a_faulty_schema_makes_no_project(tx: Tx) -> None:
    office = await open_office(tx)
    manager = await office.person("project_manager")
    with pytest.raises(Invalid) as refused:
        await office.project(manager, schema=CAR_SCHEMA | {"media": "text"})
    assert refused.value.errors
