"""Figures of the people and of the reviewers of a project, by the same collectors that rules judge by."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from beanfield.checks import rules_history
from beanfield.checks.model_reports import Behind, PersonRow, ReviewerRow
from beanfield.checks.model_rules import Collector, Estimate, Rule
from beanfield.checks.rules import Series
from beanfield.platform.database import Tx, dicts
from beanfield.quality.people.skill import beta_interval

_BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)
_COLLECTORS: Final[tuple[Collector, ...]] = ("gold", "consensus", "returns", "speed", "skips", "suspicion")
#: In which sense a collector's figure is bad: what stands behind it is listed so.
_BELOW: Final[frozenset[Collector]] = frozenset({"gold", "consensus", "speed"})
_NAMES: Final = """
select p.id, p.name, x.paused_by, x.review_share, x.day_cap from person p
left join restraint x on x.person_id = p.id and x.project_id = %(project)s
where p.id = any(%(people)s::bigint[])
"""
_REVIEWERS: Final = """
select r.reviewer_id, p.name, count(*)::int as reviews, avg((r.verdict <> 'pass')::int)::float as returned,
    percentile_cont(0.5) within group (order by r.active_ms) filter (where r.active_ms > 0) / 1000 as seconds
from review r join person p on p.id = r.reviewer_id
where r.project_id = %s group by 1, 2 order by 3 desc
"""
_CHECKED: Final = """
select person_id, source, item_id, trials, hits from evidence_now
where project_id = %s and kind = 'review' order by at desc
"""


async def people_of(tx: Tx, project_id: int) -> list[PersonRow]:
    """Everyone who answered in the project, those who did most first."""
    answered = await rules_history.series_of(tx, project_id, "answers", None, _BEGINNING)
    usual = await rules_history.usual_seconds(tx, project_id)
    figures: dict[int, dict[str, Behind]] = defaultdict(dict)
    for collector in _COLLECTORS:
        rule = Rule(collector, "below" if collector in _BELOW else "above", 0, "notify", least=1)
        for person, series in (
            await rules_history.series_of(tx, project_id, collector, None, _BEGINNING)
        ).items():
            found = behind(rule, series, usual)
            if found is not None:
                figures[person][collector] = found
    facts = {
        row["id"]: row for row in await dicts(tx, _NAMES, {"project": project_id, "people": list(answered)})
    }
    rows = [
        PersonRow(
            person_id=person,
            name=facts[person]["name"],
            answers=len(series.seen),
            paused_by=facts[person]["paused_by"],
            review_share=facts[person]["review_share"],
            day_cap=facts[person]["day_cap"],
            **figures[person],
        )
        for person, series in answered.items()
    ]
    return sorted(rows, key=lambda row: (-row.answers, row.person_id))


def behind(rule: Rule, series: Series, usual: float | None) -> Behind | None:
    """The figure over all that was seen, and the latest items behind it."""
    end = len(series.seen)
    figure = series.figure(rule, 0, end, usual)
    return None if figure is None else Behind(figure, series.items(0, end, rule))


async def reviewers_of(tx: Tx, project_id: int) -> list[ReviewerRow]:
    """Everyone who reviewed in the project, those who did most first."""
    checked: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for row in await dicts(tx, _CHECKED, [project_id]):
        checked[row["person_id"], row["source"]].append(row)
    return [
        ReviewerRow(
            person_id=row["reviewer_id"],
            name=row["name"],
            reviews=row["reviews"],
            returned=row["returned"],
            seconds=row["seconds"],
            reversed=_share(checked[row["reviewer_id"], "review"], turned=True),
            gold=_share(checked[row["reviewer_id"], "gold"], turned=False),
        )
        for row in await dicts(tx, _REVIEWERS, [project_id])
    ]


def _share(rows: list[dict[str, Any]], *, turned: bool) -> Behind | None:
    """The share of verdicts that held, or that were turned over, with the items of the others."""
    if not rows:
        return None
    trials = float(sum(row["trials"] for row in rows))
    hits = float(sum(row["hits"] for row in rows))
    if turned:
        hits = trials - hits
    wrong = [row["item_id"] for row in rows if row["hits"] < row["trials"]]
    return Behind(share(hits, trials), wrong[:20])


def share(hits: float, trials: float) -> Estimate:
    """A share with its 95 % interval."""
    low, high = beta_interval(np.array(min(hits, trials)), np.array(trials))
    return Estimate(float(hits / trials), float(low), float(high), float(trials))
