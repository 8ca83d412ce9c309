"""Evidence from review: of those whose answers were looked at, and of those who looked.

A pass says that the answer was right, a fix how alike it was to what it should have been, a return how bad
the worst of its faults was. A reviewer's verdict is held against the known answer, where there is one, and
against the next verdict of somebody else on the same answer.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any, Final

from msgspec.structs import replace

from beanfield.annotation.document import decode_document
from beanfield.annotation.similarity import compare
from beanfield.checks.evidence import Evidence, record
from beanfield.checks.gold_grading import right_answers
from beanfield.checks.gold_marks import best_of, marks
from beanfield.checks.gold_rules import PASSES
from beanfield.platform.database import Tx, dicts
from beanfield.production.schema_versions import Chain, chain_of

Row = dict[str, Any]

#: Reviews this old are looked at again for evidence that is missing.
BACK: Final = timedelta(days=2)
_AT_ONCE: Final = 500
#: What a returned answer still had right, by its worst fault; without any named fault nothing.
RETURNED: Final = {"minor": 0.5, "major": 0.25, "critical": 0.0}

_UNTOLD: Final = """
select r.id, r.item_id, r.annotation_id, r.reviewer_id, r.verdict, r.at, a.person_id, a.schema_version,
    a.document::text as document, a.submitted_at, f.document::text as fixed,
    f.schema_version as fixed_version,
    p.media as kind,
    (select d.severity from defect d where d.review_id = r.id
        order by array_position(array['critical', 'major', 'minor'], d.severity) limit 1) as severity
from review r join annotation a on a.id = r.annotation_id join project p on p.id = r.project_id
left join annotation f on f.id = r.fixed
where r.project_id = %(project)s and r.at > %(since)s and a.person_id is not null
and r.lease_id is not null and not exists (
    select from evidence e where e.annotation_id = a.id and e.source = 'review' and e.person_id = a.person_id)
order by r.at, r.id limit %(most)s
"""
_AGAIN: Final = """
select r.annotation_id, r.item_id, r.reviewer_id, r.at, r.verdict = 'pass' as passed,
    n.verdict = 'pass' as next
from review r join lateral (
    select verdict from review n where n.item_id = r.item_id and n.annotation_id = r.annotation_id
    and n.at > r.at and n.reviewer_id <> r.reviewer_id order by n.at limit 1
) n on true
where r.project_id = %(project)s and r.at > %(since)s
"""
_BUSY: Final = """
select distinct project_id as id from work_hour where hour > %(since)s and reviews > 0 order by 1
"""


async def busy_projects(tx: Tx, now: datetime) -> list[int]:
    """Projects in which somebody reviewed lately."""
    return [row["id"] for row in await dicts(tx, _BUSY, {"since": now - BACK})]


async def gather(tx: Tx, project_id: int, now: datetime, *, back: timedelta = BACK) -> int:
    """Write what is missing of the evidence of reviews since `back`; returns how many rows are new."""
    params = {"project": project_id, "since": now - back, "most": _AT_ONCE}
    reviews = await dicts(tx, _UNTOLD, params)
    found = []
    if reviews:
        chain = await chain_of(tx, project_id)
        right = await right_answers(tx, chain, sorted({row["item_id"] for row in reviews}))
        found = await asyncio.to_thread(
            lambda: [each for row in reviews for each in _of_review(row, right, chain, project_id)]
        )
    found += [_turned(row, project_id) for row in await dicts(tx, _AGAIN, params)]
    return await record(tx, found)


def _of_review(row: Row, right: dict[int, Any], chain: Chain, project_id: int) -> list[Evidence]:
    answer = chain.upgrade(decode_document(row["document"]), row["schema_version"])
    whole = Evidence(
        person_id=row["person_id"],
        project_id=project_id,
        item_id=row["item_id"],
        annotation_id=row["annotation_id"],
        source="review",
        kind=row["kind"],
        trials=1.0,
        hits=RETURNED.get(row["severity"], 0.0),
        at=row["submitted_at"],
    )
    found = [whole]
    if row["verdict"] != "return":
        wanted = answer
        if row["fixed"] is not None:
            wanted = chain.upgrade(decode_document(row["fixed"]), row["fixed_version"])
        comparison = compare(answer, wanted, chain.schema())
        found = [
            replace(whole, trials=mark.trials, hits=mark.hits, class_=mark.class_)
            for mark in marks(answer, wanted, chain.schema(), comparison)
        ]
    known = right.get(row["item_id"])
    if known and row["reviewer_id"] != row["person_id"]:
        is_right = best_of(answer, known, chain.schema())[1].similarity >= PASSES
        found.append(_of_reviewer(row, project_id, hit=is_right == (row["verdict"] == "pass"), source="gold"))
    return found


def _turned(row: Row, project_id: int) -> Evidence:
    return _of_reviewer(row, project_id, hit=row["passed"] == row["next"], source="review")


def _of_reviewer(row: Row, project_id: int, *, hit: bool, source: Any) -> Evidence:
    return Evidence(
        person_id=row["reviewer_id"],
        project_id=project_id,
        item_id=row["item_id"],
        annotation_id=row["annotation_id"],
        source=source,
        kind="review",
        trials=1.0,
        hits=float(hit),
        at=row["at"],
    )
