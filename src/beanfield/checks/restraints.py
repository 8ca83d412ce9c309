"""What rules hold against people on a project: made anew from the firings that nobody lifted."""

from __future__ import annotations

from typing import Final

from beanfield.platform.database import Tx, dicts

_SHARES: Final = """
select person_id, review_share from restraint where project_id = %s and review_share is not null
"""
_REMAKE: Final = """
with mine as (
    select f.name, f.rule from rule_firing f
    where f.project_id = %(project)s and f.person_id = %(person)s
    and not exists (select from rule_lift l where l.firing_id = f.id)
)
insert into restraint (project_id, person_id, paused_by, review_share, day_cap)
select %(project)s, %(person)s,
    (select min(name) from mine where rule ->> 'action' in ('pause', 'retrain')),
    (select max((rule ->> 'review_share')::real) from mine where rule ->> 'action' = 'review'),
    (select min((rule ->> 'day_cap')::int) from mine where rule ->> 'action' = 'restrict')
on conflict (project_id, person_id) do update set paused_by = excluded.paused_by,
    review_share = excluded.review_share, day_cap = excluded.day_cap
"""


async def review_shares(tx: Tx, project_id: int) -> dict[int, float]:
    """Whose answers are reviewed more often by rule, and how often."""
    return {row["person_id"]: row["review_share"] for row in await dicts(tx, _SHARES, [project_id])}


async def remake(tx: Tx, project_id: int, person_id: int) -> None:
    """Make what holds for a person anew, after a firing or a lift."""
    await tx.execute(_REMAKE, {"project": project_id, "person": person_id})
