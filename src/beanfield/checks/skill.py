"""How good each person is at each kind of work and each class, with an interval, from all evidence together.

Gold and review count whole; what other people's answers say counts half, for they may err together. The
estimates are computed anew from evidence whenever some came, and kept day by day. Evidence older than half a
year says little about today and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

import numpy as np
from msgspec import Struct

from beanfield.platform.database import Tx, dicts, execute
from beanfield.production.turn import ZONE
from beanfield.quality.people.skill import Prior, fit_prior, skill

_OLDEST: Final = timedelta(days=180)
_KINDS: Final = """
select kind from evidence where made_at > (
    select coalesce(max(at), '-infinity') from skill_estimate) - interval '1 minute' group by 1 order by 1
"""
_COUNTS: Final = """
select person_id, class, sum(trials * weight)::float as trials, sum(hits * weight)::float as hits
from (
    select person_id, class, trials, hits, case source when 'consensus' then 0.5 else 1 end as weight
    from evidence_now where kind = %(kind)s and at > %(since)s and at <= %(now)s
) weighed group by 1, 2 having sum(trials) > 0 order by 2 nulls first, 1
"""
_WRITE: Final = """
insert into skill_estimate (person_id, kind, class, mean, low, high, trials, at)
select person_id, %(kind)s, class, mean, low, high, trials, %(now)s
from unnest(%(people)s::bigint[], %(classes)s::text[], %(means)s::real[], %(lows)s::real[],
    %(highs)s::real[], %(trials)s::real[]) as g(person_id, class, mean, low, high, trials)
on conflict (person_id, kind, class) do update set mean = excluded.mean, low = excluded.low,
    high = excluded.high, trials = excluded.trials, at = excluded.at
"""
_WRITE_DAY: Final = """
insert into skill_day (person_id, kind, class, day, mean, low, high, trials)
select s.person_id, s.kind, s.class, %(day)s, s.mean, s.low, s.high, s.trials from skill_estimate s
where s.kind = %(kind)s and exists (select from evidence e where e.person_id = s.person_id and e.kind = s.kind
    and e.class is not distinct from s.class and e.at >= %(since)s and e.at <= %(upto)s)
on conflict (person_id, kind, class, day) do update set mean = excluded.mean, low = excluded.low,
    high = excluded.high, trials = excluded.trials
"""


class Estimate(Struct, frozen=True):
    """`trials` is the evidence that mean and interval (95 %) stand on; class null: all work of the kind."""

    person_id: int
    class_: str | None
    mean: float
    low: float
    high: float
    trials: float


async def refresh(tx: Tx, now: datetime) -> int:
    """Estimate anew every kind of work that evidence came for; returns how many estimates were written."""
    return sum([await estimate(tx, row["kind"], now) for row in await dicts(tx, _KINDS)])


async def estimate(tx: Tx, kind: str, now: datetime) -> int:
    """Estimate everyone's skill at a kind of work from the evidence until now, and keep it for the day."""
    counts = await dicts(tx, _COUNTS, {"kind": kind, "since": now - _OLDEST, "now": now})
    found = list(estimates(counts))
    await execute(
        tx,
        _WRITE,
        {
            "kind": kind,
            "people": [each.person_id for each in found],
            "classes": [each.class_ for each in found],
            "means": [each.mean for each in found],
            "lows": [each.low for each in found],
            "highs": [each.high for each in found],
            "trials": [each.trials for each in found],
            "now": now,
        },
    )
    day = now.astimezone(ZONE).date()
    since = midnight_of(day)
    span = {"since": since, "upto": min(now, since + timedelta(days=1))}
    await execute(tx, _WRITE_DAY, {"kind": kind, "day": day, **span})
    return len(found)


def midnight_of(day: date) -> datetime:
    """When a day begins at the centres."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def estimates(counts: list[dict[str, Any]]) -> Iterator[Estimate]:
    """The estimates of one kind of work from (person, class, trials, hits), class null for the whole.

    Each class is a cell whose prior is shrunk to that of the whole (see `quality.people.skill`).
    """
    cells: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for row in counts:
        cells[row["class"]].append(row)
    common = fit_prior(*_columns(cells[None])) if cells[None] else Prior(2.0, 1.0)
    for name, rows in cells.items():
        hits, trials = _columns(rows)
        prior = common if name is None else fit_prior(hits, trials, around=common)
        fitted = skill(hits, trials, prior)
        for at, row in enumerate(rows):
            yield Estimate(
                person_id=row["person_id"],
                class_=name,
                mean=float(fitted.mean[at]),
                low=float(fitted.low[at]),
                high=float(fitted.high[at]),
                trials=float(trials[at]),
            )


def _columns(rows: list[dict[str, Any]]) -> tuple[Any, Any]:
    trials = np.array([row["trials"] for row in rows])
    hits = np.minimum(np.array([row["hits"] for row in rows]), trials)
    return hits, trials
