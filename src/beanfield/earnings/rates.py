"""What work in a project earns: versions, each with the instant from which it holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, LiteralString

import msgspec

from beanfield.earnings import accrue, expected, rules
from beanfield.earnings.model import NewRate, Rate
from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts, execute, scalar
from beanfield.platform.errors import Invalid

_ALL: Final[LiteralString] = """
select t.version, t.from_at, t.unit, t.annotate_fen, t.review_fen, t.adjudicate_fen, t.currency, t.skill,
    t.note, t.created_at, p.name as created_by_name,
    coalesce((select jsonb_agg(jsonb_build_object('level', v.level, 'permille', v.permille) order by v.level)
        from rate_level v where v.project_id = t.project_id and v.version = t.version), '[]') as levels
from rate t left join person p on p.id = t.created_by
where t.project_id = %(project)s
order by t.version desc
"""
_ADD: Final[LiteralString] = """
insert into rate (project_id, version, from_at, unit, annotate_fen, review_fen, adjudicate_fen, skill, note,
    created_by, created_at)
values (%(project)s, %(version)s, %(from_at)s, %(unit)s, %(annotate_fen)s, %(review_fen)s, %(adjudicate_fen)s,
    %(skill)s, %(note)s, %(person)s, %(now)s)
"""


async def all_of(tx: Tx, project_id: int, now: datetime) -> list[Rate]:
    """The project's rates, the newest first; of the one in force, what an hour is likely to earn."""
    found = await dicts(tx, _ALL, {"project": project_id})
    holds = rules.in_force([(row["version"], row["from_at"]) for row in found], now)
    usual = await expected.of_project(tx, project_id, now)
    told = [{**row, "in_force": row["version"] == holds, "expected": []} for row in found]
    return [
        msgspec.structs.replace(rate, expected=usual) if rate.in_force else rate
        for rate in msgspec.convert(told, list[Rate], builtin_types=(datetime,))
    ]


async def add(tx: Tx, person_id: int, project_id: int, new: NewRate, now: datetime) -> list[Rate]:
    """A new version; work handed in before it begins keeps the rate that held then.

    Raises:
        Invalid: it would begin in the past although the project has rates; or a level stands twice; or it
            has levels and no skill.
    """
    _check(new)
    await execute(tx, "select from project where id = %s for no key update", [project_id])
    version: int = await scalar(
        tx, "select coalesce(max(version), 0) + 1 from rate where project_id = %s", [project_id]
    )
    start = new.from_at or now
    if version > 1 and start < now:
        raise Invalid("rate_in_the_past", errors=[("from_at", "rate_in_the_past", {})])
    if version > 1:
        # What was handed in until now is credited by the rates that hold now.
        await accrue.accrue(tx, project_id, now)
    values: dict[str, Any] = {
        name: getattr(new, name)
        for name in ("unit", "annotate_fen", "review_fen", "adjudicate_fen", "skill", "note")
    }
    known = {"project": project_id, "version": version, "from_at": start, "person": person_id, "now": now}
    await execute(tx, _ADD, {**values, **known})
    await execute(
        tx,
        "insert into rate_level (project_id, version, level, permille)"
        " select %s, %s, * from unnest(%s::float[], %s::int[])",
        [project_id, version, [each.level for each in new.levels], [each.permille for each in new.levels]],
    )
    if start < now:
        await accrue.begin_again(tx, project_id, start)
    details = {"version": version, "from_at": start.isoformat(), **values}
    await audit.record(tx, person_id, "rate.add", f"project:{project_id}", details=details)
    return await all_of(tx, project_id, now)


def _check(new: NewRate) -> None:
    if rules.repeated([each.level for each in new.levels]):
        raise Invalid("rate_level_twice", errors=[("levels", "rate_level_twice", {})])
    if new.levels and new.skill is None:
        raise Invalid("rate_levels_need_skill", errors=[("skill", "rate_levels_need_skill", {})])
