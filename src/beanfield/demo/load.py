"""Fill an empty database with the demonstration; what an interrupted start left out is made by the next."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import structlog

from beanfield.demo.cast import Cast, find_cast, hire
from beanfield.demo.checking import check_all, deliver_lots, return_two
from beanfield.demo.history import Office
from beanfield.demo.making import administrator, make_project
from beanfield.demo.projects import Plan, all_plans, write_data
from beanfield.demo.questions import ask_questions
from beanfield.demo.real import add_real_projects
from beanfield.platform.database import scalar
from beanfield.platform.jobs import run_waiting
from beanfield.platform.services import Services

log = structlog.get_logger()


async def load_demo(services: Services, real: Path | None) -> list[tuple[str, str, str]]:
    """Make the demonstration where there is none, and add the real data sets of the folder `real`.

    Returns (role, log-in, password) rows to show; none where the database is somebody's own.
    """
    async with services.database.transaction() as tx:
        if await scalar(tx, "select exists (select from account)"):
            cast = await find_cast(tx)
        else:
            cast = await hire(tx)
    if cast is None:
        return []
    now = datetime.now(UTC)
    for plan in all_plans():
        await _play(services, cast, plan, now)
    if real is not None:
        await add_real_projects(services, cast, real)
    await run_waiting(services)
    return cast.accounts()


async def _play(services: Services, cast: Cast, plan: Plan, now: datetime) -> None:
    """Make one project with its history, unless it is there."""
    admin = administrator(cast)
    with tempfile.TemporaryDirectory() as scratch:
        project_id = await make_project(services, cast, admin, plan, write_data(plan, Path(scratch)))
    if project_id is None:
        return
    log.info("demo_project", name=plan.name)
    office = Office(services, plan, project_id, now, cast.by_login["annotator"])
    people = [(person, care) for person, care in cast.annotators[plan.centre] if _may(plan, care)]
    wanted = round(len(plan.truth) * plan.pipeline.overlap * plan.done)
    await office.annotate(people, wanted)
    await run_waiting(services)
    await check_all(office, cast)
    await run_waiting(services)
    await deliver_lots(office, cast)
    if plan.centre == 0 and plan.done:
        await office.annotate_lately(office.visitor, 0.96, 5)
        await return_two(office, cast)
    await ask_questions(services, cast, plan, project_id)


def _may(plan: Plan, care: float) -> bool:
    return plan.pipeline.skill is None or care >= 0.93
