"""Entries from work: what was handed in and counts is credited, by rule, all of a project at once.

Credit follows the handing in; it waits for no verdict and no customer. An item is credited to a person once:
whoever mends what came back to them earns nothing more, whoever mends another's answer does. A review or an
adjudication counts when it was done at a desk (by a lease): a customer's rejection of a lot is no paid work.

Nothing of this runs on the hot path. A job credits every minute where anyone worked, every night it looks
through all work, and every page of pay credits before it reads.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, LiteralString

from beanfield.platform.database import Tx, execute, rows, scalar

#: The longest that a transaction may take between reading the clock and committing its work.
MARGIN: Final = timedelta(minutes=10)

_HOLD: Final[LiteralString] = "select upto from accrued where project_id = %s for update"
_WORK: Final[LiteralString] = """
with answered as (
    select distinct on (a.item_id, a.person_id) a.id, a.item_id, a.person_id, a.objects, a.submitted_at
    from annotation a
    where a.project_id = %(project)s and a.submitted_at >= coalesce(%(since)s::timestamptz, '-infinity')
    and a.person_id is not null and a.kind in ('answer', 'rework', 'gold')
    order by a.item_id, a.person_id, a.submitted_at, a.id
), work as (
    select 'annotate' as kind, a.id as annotation_id, null::uuid as review_id, a.item_id, a.person_id,
        a.objects, a.submitted_at as at
    from answered a
    where not exists (select from entry e
        where e.item_id = a.item_id and e.person_id = a.person_id and e.kind = 'annotate')
    union all
    select l.task, null, r.id, r.item_id, r.reviewer_id, a.objects, r.at
    from review r join lease l on l.id = r.lease_id and l.task in ('review', 'adjudicate')
    join annotation a on a.id = r.annotation_id
    where r.project_id = %(project)s and r.at >= coalesce(%(since)s::timestamptz, '-infinity')
    and not exists (select from entry e where e.review_id = r.id and e.kind in ('review', 'adjudicate'))
), priced as (
    select w.*, t.version, coalesce(b.permille, 1000) as permille,
        case t.unit when 'item' then 1 else w.objects end as units,
        case w.kind when 'annotate' then t.annotate_fen when 'review' then t.review_fen
            else t.adjudicate_fen end as rate_fen
    from work w
    cross join lateral (
        select * from rate where project_id = %(project)s and from_at <= w.at order by version desc limit 1
    ) t
    left join person_skill s on s.person_id = w.person_id and s.skill = t.skill
        and (s.valid_until is null or s.valid_until > w.at)
    left join lateral (
        select permille from rate_level v
        where v.project_id = %(project)s and v.version = t.version and v.level <= s.level
        order by v.level desc limit 1
    ) b on true
), made as (
    insert into entry (person_id, centre_id, project_id, item_id, kind, annotation_id, review_id, units,
        rate_version, rate_fen, coefficient_permille, amount_fen, at)
    select w.person_id, coalesce(p.centre_id, j.centre_id), j.id, w.item_id, w.kind, w.annotation_id,
        w.review_id, w.units, w.version, w.rate_fen, w.permille,
        (w.units::bigint * w.rate_fen * w.permille + 500) / 1000, w.at
    from priced w join person p on p.id = w.person_id join project j on j.id = %(project)s
    order by w.at, w.person_id, w.item_id
    returning id, project_id, person_id, amount_fen
), posted as (
    insert into posting (transfer_id, account, amount_fen)
    select m.id, side.account, side.amount_fen
    from made m cross join lateral (values
        ('labour:project:' || m.project_id, m.amount_fen),
        ('payable:person:' || m.person_id, -m.amount_fen)) side(account, amount_fen)
    where m.amount_fen <> 0
    order by m.id, side.account
)
select count(*) from made
"""
#: Projects in which anyone (or one person) worked since their entries were last made.
_BEHIND: Final[LiteralString] = """
select j.project_id from (select distinct project_id from rate) j
left join accrued a on a.project_id = j.project_id
where exists (
    select from work_hour w where w.project_id = j.project_id
    and (%(person)s::bigint is null or w.person_id = %(person)s)
    and w.hour >= date_trunc('hour', coalesce(a.upto, '-infinity'))
    and w.last_at >= coalesce(a.upto, '-infinity')
)
order by 1
"""


async def accrue(tx: Tx, project_id: int, now: datetime, *, whole: bool = False) -> int:
    """Credit the project's work that has no entry yet; returns how many entries were made.

    Harmless to repeat. Looks at what came since the last time; `whole`: at everything. Holds the project's
    row of `accrued` until the transaction ends, so that two never credit the same project at once.
    """
    await execute(tx, "insert into accrued (project_id) values (%s) on conflict do nothing", [project_id])
    upto = await scalar(tx, _HOLD, [project_id])
    if not await scalar(tx, "select exists (select from rate where project_id = %s)", [project_id]):
        return 0
    made: int = await scalar(tx, _WORK, {"project": project_id, "since": None if whole else upto})
    await execute(
        tx,
        "update accrued set upto = greatest(upto, %s) where project_id = %s",
        [now - MARGIN, project_id],
    )
    return made


async def accrue_all(tx: Tx, now: datetime, *, person_id: int | None = None) -> int:
    """Credit all projects where there is new work, or those of one person."""
    behind = await rows(tx, dict, _BEHIND, {"person": person_id})
    return sum([await accrue(tx, row["project_id"], now) for row in behind])


async def look_through(tx: Tx, now: datetime) -> int:
    """Credit whatever has no entry in any project, however old."""
    rated = await rows(tx, dict, "select distinct project_id from rate order by 1")
    return sum([await accrue(tx, row["project_id"], now, whole=True) for row in rated])


async def begin_again(tx: Tx, project_id: int, from_at: datetime) -> None:
    """A rate that begins in the past: work since then is looked at again."""
    await execute(
        tx,
        "insert into accrued (project_id) values (%s) on conflict (project_id)"
        " do update set upto = case when accrued.upto is not null then least(accrued.upto, %s) end",
        [project_id, from_at],
    )
