"""What an hour of work is likely to earn, told before anyone takes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, LiteralString

from beanfield.earnings import rules
from beanfield.earnings.model import ExpectedPay
from beanfield.platform.database import Tx, as_struct, dicts

#: The rate in force of each project and task asked for, the person's coefficient, and the usual effort: the
#: medians of the last two hundred answers or verdicts, once there are ten.
_EXPECTED: Final[LiteralString] = """
select w.project_id, w.task, t.unit,
    case w.task when 'annotate' then t.annotate_fen when 'review' then t.review_fen
        else t.adjudicate_fen end as rate_fen,
    coalesce(b.permille, 1000) as coefficient_permille,
    (case when d.done >= 10 then d.ms end)::float / 1000 as seconds, d.objects::float as objects
from unnest(%(projects)s::bigint[], %(tasks)s::text[]) as w(project_id, task)
cross join lateral (
    select * from rate where project_id = w.project_id and from_at <= %(now)s order by version desc limit 1
) t
left join person_skill s on s.person_id = %(person)s and s.skill = t.skill
    and (s.valid_until is null or s.valid_until > %(now)s)
left join lateral (
    select permille from rate_level v
    where v.project_id = w.project_id and v.version = t.version and v.level <= s.level
    order by v.level desc limit 1
) b on true
cross join lateral (
    select count(*) as done, avg(objects) as objects,
        percentile_cont(0.5) within group (order by active_ms) as ms
    from (
        (select a.objects, a.active_ms from annotation a
        where w.task = 'annotate' and a.project_id = w.project_id and a.kind = 'answer' and a.active_ms > 0
        order by a.submitted_at desc limit 200)
        union all
        (select a.objects, r.active_ms from review r join annotation a on a.id = r.annotation_id
        join lease l on l.id = r.lease_id
        where w.task <> 'annotate' and r.project_id = w.project_id and l.task = w.task and r.active_ms > 0
        order by r.at desc limit 200)
    ) latest
) d
order by w.project_id, w.task
"""


async def of_person(
    tx: Tx, person_id: int, tasks: Mapping[int, frozenset[str]], now: datetime
) -> list[ExpectedPay]:
    """For each project and task of a person, with their own coefficient; none where there is no rate."""
    wanted = [(project, task) for project, found in sorted(tasks.items()) for task in sorted(found)]
    return await _ask(tx, person_id, wanted, now)


async def of_project(tx: Tx, project_id: int, now: datetime) -> list[ExpectedPay]:
    """For each task of a project, at coefficient 1."""
    return await _ask(tx, None, [(project_id, task) for task in ("annotate", "review", "adjudicate")], now)


async def _ask(
    tx: Tx, person_id: int | None, wanted: list[tuple[int, str]], now: datetime
) -> list[ExpectedPay]:
    found = await dicts(
        tx,
        _EXPECTED,
        {
            "projects": [project for project, _ in wanted],
            "tasks": [task for _, task in wanted],
            "person": person_id,
            "now": now,
        },
    )
    return [as_struct({**row, "hourly_fen": _hourly(row)}, ExpectedPay) for row in found]


def _hourly(row: dict[str, Any]) -> int | None:
    if row["seconds"] is None:
        return None
    units = 1.0 if row["unit"] == "item" else row["objects"]
    return rules.hourly(units * row["rate_fen"] * row["coefficient_permille"] / 1000, row["seconds"])
