"""Who works on a project."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from beanfield.platform.database import Database, dicts
from beanfield.platform.errors import Forbidden, Invalid, NotFound
from beanfield.production import assignments
from beanfield.production.model import Assignment, AssignmentChanges, NewAssignment
from tests.production.office import Office, open_office


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with database.transaction() as tx:
        yield await open_office(tx)


async def test_persons_and_teams_are_assigned_for_a_task(office: Office) -> None:
    manager = await office.person("project_manager")
    annotator = await office.person("annotator")
    project = (await office.project(manager)).id
    new = NewAssignment("annotate", person_id=annotator.person_id, cap=10)
    made = await assignments.assign(office.tx, manager, project, new)
    assert (made.person_name, made.cap, made.paused) == ("annotator", 10, False)
    await assignments.assign(office.tx, manager, project, NewAssignment("review", team_id=office.team))
    listed = await assignments.every(office.tx, project)
    assert [(each.task, each.person_name, each.team_name) for each in listed] == [
        ("annotate", "annotator", None),
        ("review", None, "一组"),
    ]
    with pytest.raises(assignments.AlreadyAssigned):
        await assignments.assign(office.tx, manager, project, new)


async def test_nobody_is_assigned_whom_the_manager_may_not_assign(office: Office) -> None:
    manager = await office.person("project_manager")
    stranger = await office.person("annotator", centre=office.abroad)
    project = (await office.project(manager)).id
    for number in (stranger.person_id, 10**9):
        with pytest.raises((NotFound, Forbidden)):
            await assignments.assign(office.tx, manager, project, NewAssignment("annotate", person_id=number))


@pytest.mark.parametrize("both", [True, False])
async def test_an_assignment_names_either_a_person_or_a_team(office: Office, both: bool) -> None:
    manager = await office.person("project_manager")
    project = (await office.project(manager)).id
    new = NewAssignment("annotate")
    if both:
        new = NewAssignment("annotate", person_id=manager.person_id, team_id=office.team)
    with pytest.raises(Invalid):
        await assignments.assign(office.tx, manager, project, new)


async def test_an_assignment_is_capped_paused_with_a_note_taken_up_again_and_ended(office: Office) -> None:
    manager = await office.person("project_manager")
    project = (await office.project(manager)).id
    made = await assignments.assign(
        office.tx, manager, project, NewAssignment("annotate", team_id=office.team, cap=5)
    )

    async def change(**changes: object) -> Assignment:
        return await assignments.change(
            office.tx, manager, project, made.id, AssignmentChanges(**changes)  # type: ignore[arg-type]  # keywords
        )  # fmt: skip

    paused = await change(paused=True, pause_note="培训")
    assert (paused.paused, paused.pause_note, paused.cap) == (True, "培训", 5)
    going = await change(paused=False)
    assert (going.paused, going.pause_note, going.cap) == (False, "", 5)
    assert (await change(cap=None)).cap is None
    await change(ended=True)
    assert await assignments.every(office.tx, project) == []
    with pytest.raises(NotFound):
        await change(paused=True)
    told = await dicts(
        office.tx, "select details from audit where action = 'assignment.changed' order by seq"
    )
    assert told[0]["details"] == {"id": made.id, "paused": True, "pause_note": "培训"}
    assert len(told) == 4


async def test_another_projects_assignment_is_out_of_reach(office: Office) -> None:
    manager = await office.person("project_manager")
    mine, other = (await office.project(manager)).id, (await office.project(manager)).id
    made = await assignments.assign(office.tx, manager, other, NewAssignment("annotate", team_id=office.team))
    with pytest.raises(NotFound):
        await assignments.change(office.tx, manager, mine, made.id, AssignmentChanges(paused=True))
