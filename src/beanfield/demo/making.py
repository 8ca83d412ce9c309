"""Make a project as a manager would: schema, guide, data, people, start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from beanfield.demo.cast import Cast
from beanfield.demo.projects import Plan
from beanfield.people.actor import Actor
from beanfield.people.model import Grant
from beanfield.platform.database import Tx, scalar
from beanfield.platform.services import Services
from beanfield.production import assignments, guide, intake, projects
from beanfield.production.intake_run import run_import
from beanfield.production.model import NewAssignment, NewGuideVersion, NewProject, ProjectChanges, Task


def administrator(cast: Cast) -> Actor:
    """The demo's administrator, who sets everything up."""
    return Actor(
        person_id=cast.by_login["admin"],
        name="管理员",
        locale="zh-CN",
        centre_id=None,
        customer_id=None,
        grants=(Grant("administrator"),),
    )


async def make_project(services: Services, cast: Cast, admin: Actor, plan: Plan, data: Path) -> int:
    """A running project with its data."""
    async with services.database.transaction() as tx:
        new = NewProject(
            name=plan.name,
            media=plan.media,
            centre_id=cast.centres[plan.centre],
            customer_id=cast.customer if plan.customer else None,
            description=plan.description,
            pipeline=plan.pipeline,
            schema=plan.schema_dict,
        )
        project_id = (await projects.create(tx, admin, new)).id
        await guide.add(tx, admin.person_id, project_id, NewGuideVersion(plan.guide, "第一版"))
        await _assign(tx, cast, admin, plan.centre, project_id)
    await take_in(services, admin, project_id, data, plan.annotations)
    async with services.database.transaction() as tx:
        await projects.change(tx, admin, project_id, ProjectChanges(state="running"))
    return project_id


async def exists(tx: Tx, name: str) -> bool:
    """Is there a project of that name?"""
    found: Any = await scalar(tx, "select exists (select from project where name = %s)", [name])
    return bool(found)


async def take_in(services: Services, admin: Actor, project_id: int, data: Path, annotations: Any) -> None:
    """Import a file or folder on this machine; a fault in the demo's own data is a bug."""
    async with services.database.transaction() as tx:
        options = intake.ImportOptions(annotations=annotations)
        run_id = await intake.ask_for_paths(tx, admin.person_id, project_id, [data], options)
    await run_import(services, run_id)
    async with services.database.transaction() as tx:
        run = await intake.one_run(tx, project_id, run_id, "zh-CN")
    if run.state != "done":
        raise RuntimeError(f"import of {data.name} failed: {run.faults[:3]}")


async def _assign(tx: Tx, cast: Cast, admin: Actor, centre: int, project_id: int) -> None:
    for team in cast.teams[centre]:
        await assignments.assign(tx, admin, project_id, NewAssignment("annotate", team_id=team))
    tasks: tuple[Task, ...] = ("review", "adjudicate")
    for task in tasks:
        reviewer = cast.by_login["reviewer" if centre == 0 else "reviewer2"]
        await assignments.assign(tx, admin, project_id, NewAssignment(task, person_id=reviewer))
    leader = cast.by_login["leader" if centre == 0 else "leader2"]
    await assignments.assign(tx, admin, project_id, NewAssignment("adjudicate", person_id=leader))
