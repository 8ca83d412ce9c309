"""Figures of work, from the hours that each person worked in each project (`work_hour`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, LiteralString

from beanfield.platform.database import Tx, dicts, rows
from beanfield.production.model import HourProgress, PersonProgress

#: Persons listed, those who worked last first.
MOST_PEOPLE: Final = 500

_HOURS: Final[LiteralString] = """
select hour as at, sum(answers)::int as answers, sum(reviews)::int as reviews
from work_hour
where project_id = %(project)s and hour >= %(since)s and hour <= %(now)s
group by 1 order by 1
"""

#: Who was seen at work on an item of the project since `since`, and on which.
_PRESENT: Final[LiteralString] = """
select p.person_id, l.item_id from presence p join lease l on l.id = p.lease_id
where p.seen_at > %(since)s and l.project_id = %(project)s and l.state = 'active'
"""

#: Sums over all hours; the median is over each person's last thirty answers.
_PEOPLE: Final[LiteralString] = """
with worked as (
    select person_id, sum(answers) as answers, sum(active_ms + review_ms) as active_ms,
        sum(reviews) as reviewed, max(last_at) as last_at,
        coalesce(sum(answers) filter (where hour >= %(midnight)s), 0) as today
    from work_hour where project_id = %(project)s
    group by person_id
), present as (
    select unnest(%(people)s::bigint[]) as person_id, unnest(%(items)s::bigint[]) as item_id
), listed as (
    select person_id, w.answers, w.active_ms, w.reviewed, w.last_at, w.today, n.item_id
    from worked w full join present n using (person_id)
    join person p on p.id = person_id
    where %(teams)s::bigint[] is null or exists (
        select from membership m where m.person_id = p.id and m.team_id = any(%(teams)s)
        and m.from_date <= centre_day() and (m.to_date is null or m.to_date > centre_day()))
    order by (n.item_id is null), w.last_at desc nulls last
    limit %(most)s
), returned as (
    select a.person_id, count(*) as returned
    from review r join annotation a on a.id = r.annotation_id
    where r.project_id = %(project)s and r.verdict = 'return'
    group by 1
)
select l.person_id, p.name, coalesce(l.answers, 0)::int as answers, coalesce(l.today, 0)::int as today,
    coalesce(l.active_ms, 0)::float / 1000 as active_seconds, m.median_ms::float / 1000 as median_seconds,
    coalesce(r.returned, 0)::int as returned, coalesce(l.reviewed, 0)::int as reviewed, l.last_at,
    l.item_id as working_on
from listed l
join person p on p.id = l.person_id
left join returned r on r.person_id = l.person_id
left join lateral (
    select percentile_cont(0.5) within group (order by active_ms) as median_ms
    from (
        select a.active_ms from annotation a
        where a.person_id = l.person_id and a.project_id = %(project)s and a.submitted_at <= l.last_at
        and a.kind in ('answer', 'rework', 'gold')
        order by a.submitted_at desc limit 30
    ) latest
) m on l.answers > 0
order by (l.item_id is null), l.last_at desc nulls last, l.person_id
"""

_DAYS: Final[LiteralString] = """
select (hour at time zone 'Asia/Shanghai')::date as day, sum(answers)::int as items,
    sum(objects)::int as objects, sum(active_ms + review_ms)::float / 1000 as active_seconds,
    sum(reviews)::int as reviews
from work_hour
where person_id = %(person)s and hour >= %(since)s
group by 1
"""


async def hours(tx: Tx, project_id: int, *, since: datetime, now: datetime) -> list[HourProgress]:
    """The hours from `since` on in which anybody worked, in order."""
    return await rows(tx, HourProgress, _HOURS, {"project": project_id, "since": since, "now": now})


async def present(tx: Tx, project_id: int, *, since: datetime) -> dict[int, int]:
    """Who is at work in the project (seen since `since`): person → item on their screen."""
    found = await dicts(tx, _PRESENT, {"project": project_id, "since": since})
    return {row["person_id"]: row["item_id"] for row in found}


async def people(
    tx: Tx, project_id: int, at_work: dict[int, int], *, midnight: datetime, teams: list[int] | None
) -> list[PersonProgress]:
    """Everyone who worked or is `at_work` in the project: those at work first, then who worked last.

    `teams`: only the present people of these teams.
    """
    return await rows(
        tx,
        PersonProgress,
        _PEOPLE,
        {
            "project": project_id,
            "people": list(at_work),
            "items": list(at_work.values()),
            "midnight": midnight,
            "teams": teams,
            "most": MOST_PEOPLE,
        },
    )


async def days(tx: Tx, person_id: int, *, since: datetime) -> dict[Any, dict[str, Any]]:
    """A person's figures by date in Shanghai, over all projects."""
    return {row["day"]: row for row in await dicts(tx, _DAYS, {"person": person_id, "since": since})}
