"""Fill an empty database with the demonstration; what an interrupted start left out is made by the next."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import structlog

from beanfield.demo.cast import Cast, find_cast, hire
from beanfield.demo.checking import check_all, deliver_lots, return_two
from beanfield.demo.earnings import pay_people, work_last_month
from beanfield.demo.gold import add_gold
from beanfield.demo.history import Calendar, Office, Slot, play
from beanfield.demo.impact import record_impact
from beanfield.demo.making import administrator, exists, make_project
from beanfield.demo.orders import file_more, fill_lots, order_project
from beanfield.demo.projects import PLANS, Plan, write_data
from beanfield.demo.questions import ask_questions
from beanfield.demo.real import add_real_projects
from beanfield.demo.rules import make_rules
from beanfield.demo.skills import hold_exams
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
    await work_last_month(services, cast, now)
    calendar = Calendar(now)
    offices = [office for name in PLANS if (office := await _open(services, cast, name, calendar))]
    if offices:
        await _play(services, cast, offices)
    await add_gold(offices, cast, now)
    await make_rules(services, cast, offices, now)
    await file_more(services, cast, calendar.now)
    if real is not None:
        await add_real_projects(services, cast, real)
    await pay_people(services, cast, now)
    await hold_exams(services, cast, now)
    await record_impact(services, cast, now)
    return cast.accounts()


async def _open(services: Services, cast: Cast, name: str, calendar: Calendar) -> Office | None:
    """Make one project, unless it is there or its data are not."""
    async with services.database.transaction() as tx:
        plan = None if await exists(tx, name) else PLANS[name](name)
    if plan is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        data = write_data(plan, Path(scratch))
        project_id = await make_project(services, cast, administrator(cast), plan, data)
    log.info("demo_project", name=name)
    return Office(services, plan, project_id, calendar, cast.by_login["annotator"])


async def _play(services: Services, cast: Cast, offices: list[Office]) -> None:
    """Two weeks of work at all projects, checks, deliveries, and the visitor's last hour."""
    slots: list[Slot] = []
    for office in offices:
        plan = office.plan
        people = [(person, care) for person, care in cast.annotators[plan.centre] if _may(plan, care)]
        slots += office.plan_days(people, round(len(plan.truth) * plan.pipeline.overlap * plan.done))
    await play(slots)
    await run_waiting(services)
    for office in offices:
        await check_all(office, cast)
    await run_waiting(services)
    for office in offices:
        await order_project(office, cast, office.now)
        await deliver_lots(office, cast)
        await fill_lots(office)
        await ask_questions(services, cast, office.plan, office.project_id)
    visited = [office for office in offices if office.plan.centre == 0 and office.plan.done]
    for office in visited:
        office.review_all = True
    await play([slot for office in visited for slot in office.plan_last_hour(office.visitor, 0.96, 5)])
    for office in visited:
        await return_two(office, cast)


def _may(plan: Plan, care: float) -> bool:
    return plan.pipeline.skill is None or care >= 0.93
