"""Pay in the demonstration: rates on every project, minimum wages, a closed month, and appeals."""

from __future__ import annotations

import dataclasses
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from beanfield.demo.cast import Cast
from beanfield.demo.checking import check_all
from beanfield.demo.history import Calendar, Office, play
from beanfield.demo.making import administrator, exists, make_project
from beanfield.demo.projects import PLANS, Plan, write_data
from beanfield.earnings import accrue, appeals, months, rates, rules, wages
from beanfield.earnings.model import AppealAnswer, NewAppeal, NewMinimumWage, NewRate, RateLevel
from beanfield.platform.database import Tx, dicts, scalar
from beanfield.platform.services import Services
from beanfield.production import projects
from beanfield.production.model import Pipeline, ProjectChanges

_SOURCE: Final = "演示数据：某省人社厅通知〔2026〕1 号"
_LEVELS: Final = [RateLevel(1, 1050), RateLevel(2, 1100), RateLevel(3, 1200)]
#: Name of the project → its rate; other projects are paid by the item.
_RATES: Final[dict[str, NewRate]] = {
    "街景：车、人、路": NewRate(
        "object", 3, 1, 2, skill="street", levels=_LEVELS, note="试标：每张约 1 分钟、12 个对象"
    ),
    "古币框选": NewRate("object", 9, 3, 5),
    "中文实体与关系": NewRate("item", 42, 15, 30),
    "对话回答比较": NewRate("item", 55, 20, 35),
}
_USUAL: Final = NewRate("item", 35, 14, 25)
#: Last month's project of each centre: (project whose texts it has, its own name).
_LAST_MONTH: Final = (
    ("中文实体与关系", "中文实体（上月，清河）"),
    ("英文评论情感", "英文评论（上月，南坪）"),
)


def month_before(now: datetime) -> date:
    """The first day of the month before this one, in the centres."""
    return rules.month_of(rules.start_of(rules.month_of(now)) - timedelta(days=1))


async def work_last_month(services: Services, cast: Cast, now: datetime) -> None:
    """Two small projects of the month before, done and checked; before anything of this month is played."""
    last_day = rules.start_of(rules.month_of(now)) - timedelta(hours=8)
    for centre, (source, name) in enumerate(_LAST_MONTH):
        async with services.database.transaction() as tx:
            if await exists(tx, name):
                continue
        plan = _plan(source, name, centre)
        if plan is not None:
            await _play(services, cast, plan, Calendar(last_day))


def _plan(source: str, name: str, centre: int) -> Plan | None:
    plan = PLANS[source](name)
    if plan is None:
        return None
    pipeline = Pipeline(overlap=1, review="share", review_share=0.3)
    return dataclasses.replace(plan, centre=centre, pipeline=pipeline, customer=False, done=1.0, lots=())


async def _play(services: Services, cast: Cast, plan: Plan, calendar: Calendar) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        data = write_data(plan, Path(scratch))
        project_id = await make_project(services, cast, administrator(cast), plan, data)
    office = Office(services, plan, project_id, calendar, cast.by_login["annotator"])
    people = cast.annotators[plan.centre]
    await play(office.plan_days(people, len(plan.truth)))
    await check_all(office, cast)
    async with services.database.transaction() as tx:
        await projects.change(tx, administrator(cast), project_id, ProjectChanges(state="done"))


async def pay_people(services: Services, cast: Cast, now: datetime) -> None:
    """Rates for what has none, then the entries; where no month was ever closed, the last one is."""
    async with services.database.transaction() as tx:
        for row in await dicts(tx, _UNPAID):
            manager = cast.by_login["manager" if row["centre_id"] == cast.centres[0] else "manager2"]
            rate = msgspec.structs.replace(_RATES.get(row["name"], _USUAL), from_at=row["begun"])
            await rates.add(tx, manager, row["id"], rate, now)
        await accrue.look_through(tx, now)
        if not await scalar(tx, "select exists (select from pay_month)"):
            await _close(tx, cast, now)
            await _appeal(tx, cast, now)


_UNPAID: Final = """
select p.id, p.name, p.centre_id,
    (select min(submitted_at) from annotation where project_id = p.id and person_id is not null) as begun
from project p where not exists (select from rate r where r.project_id = p.id) order by p.id
"""


async def _close(tx: Tx, cast: Cast, now: datetime) -> None:
    for centre, login, monthly in ((0, "finance", 195_000), (1, "centre2", 205_000)):
        person, centre_id = cast.by_login[login], cast.centres[centre]
        new = NewMinimumWage(date(2023, 5, 1), monthly, 1_900 if centre == 0 else 2_000, _SOURCE)
        await wages.record(tx, person, centre_id, new)
        await months.close(tx, person, centre_id, month_before(now), now)


async def _appeal(tx: Tx, cast: Cast, now: datetime) -> None:
    """The visitor appeals a line, which waits; a colleague's appeal has been granted."""
    visitor, colleague = cast.by_login["annotator"], cast.annotators[0][0][0]
    for person, text in (
        (visitor, "这张图有三个小目标被遮挡，画得比平时久，请再看看对象数。"),
        (colleague, "少算了一个对象。"),
    ):
        entry = await scalar(tx, _LAST_LINE, [person])
        if entry is None:
            return
        await appeals.open_appeal(tx, person, NewAppeal(entry, text), now)
    found = await dicts(tx, _APPEALS_OF, [colleague])
    given = AppealAnswer("granted", "核对过，确实漏计一个对象，已补。", found[0]["amount_fen"] + 9)
    await appeals.answer(tx, cast.by_login["manager"], found[0]["project_id"], found[0]["id"], given, now)


_APPEALS_OF: Final = """
select a.id, e.project_id, e.amount_fen from appeal a join entry e on e.id = a.entry_id where a.person_id = %s
"""
_LAST_LINE: Final = """
select e.id from entry e join rate r on r.project_id = e.project_id and r.version = e.rate_version
where e.person_id = %s and e.kind = 'annotate' and r.unit = 'object' order by e.at desc, e.id desc limit 1
"""
