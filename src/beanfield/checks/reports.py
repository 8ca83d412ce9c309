"""Reports of quality: made by a job where something changed, read from one row."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct

from beanfield.annotation.document import decode_document
from beanfield.annotation.naming import Title
from beanfield.annotation.schema import LabelSchema
from beanfield.checks import reports_agreement, reports_confusion, reports_people
from beanfield.checks.model_reports import Bar, Behind, Disputed, Report
from beanfield.checks.model_rules import Estimate
from beanfield.checks.opinion import Given
from beanfield.checks.reports_confusion import Case
from beanfield.platform.database import Tx, dicts, jsonb, row
from beanfield.platform.jobs import defer
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of
from beanfield.production.schema_versions import Chain, chain_of

#: Items with several answers that a report looks at: a sample by their hash, the same each time.
_MOST_ITEMS: Final = 1000
_MOST_FIXES: Final = 1000

_OPINIONS: Final = """
select item_id, document::text as document, schema_version from item_opinion
where project_id = %s and answers > 1 order by hashint8(item_id), item_id limit %s
"""
_ANSWERS: Final = """
select item_id, id, person_id, document::text as document, schema_version from annotation
where item_id = any(%s::bigint[]) and kind = 'answer' and person_id is not null
"""
_FIXES: Final = """
select r.item_id, a.document::text as said, a.schema_version as said_version, f.document::text as fixed,
    f.schema_version as fixed_version
from review r join annotation a on a.id = r.annotation_id join annotation f on f.id = r.fixed
where r.project_id = %s order by r.at desc limit %s
"""
_ASKED: Final = "select rule from thread where project_id = %s and rule is not null"
_RETURNS: Final = """
select r.item_id, d.object_id, a.document::text as document
from review r join defect d on d.review_id = r.id join annotation a on a.id = r.annotation_id
where r.project_id = %s and d.object_id is not null order by r.at desc limit 1000
"""
_BARS: Final = """
select least(9, floor(confidence * 10))::int as bar, count(*)::int as items from item_opinion
where project_id = %s and answers > 1 group by 1 order by 1
"""
_WRITE: Final = """
insert into quality_report (project_id, report, at) values (%s, %s, %s)
on conflict (project_id) do update set report = excluded.report, at = excluded.at
"""
_MEMBERS: Final = """
select person_id from membership where team_id = any(%s::bigint[]) and from_date <= centre_day()
and (to_date is null or to_date > centre_day())
"""
#: Projects in which something happened since their report, and those that have none yet.
STALE: Final = """
select p.id from project p left join quality_report q on q.project_id = p.id
where p.deleted_at is null and exists (
    select from work_hour w where w.project_id = p.id
    and w.last_at > coalesce(q.at - interval '15 minutes', '-infinity'))
"""
_DISPUTED: Final = """
select o.item_id as id, i.name, i.state, o.answers, o.confidence, o.agreement, o.worth, o.parts
from item_opinion o join item i on i.id = o.item_id
where o.project_id = %(project)s and o.answers > 1 and (o.confidence, o.item_id) > (%(after)s::real, %(id)s)
and (%(below)s::real is null or o.confidence < %(below)s) and o.confidence >= %(least)s::real
order by o.confidence, o.item_id limit %(limit)s
"""


async def make(tx: Tx, project_id: int, now: datetime) -> Report:
    """Make the report of a project and keep it. A project without a schema gets an empty one."""
    chain = await chain_of(tx, project_id)
    report = Report(at=now)
    if chain.newest:
        basis = await _basis(tx, project_id, chain)
        asked = [each["rule"] for each in await dicts(tx, _ASKED, [project_id])]
        await asyncio.to_thread(_fill, report, basis, chain.schema(), asked)
        report.titles = titles_of(chain.schema())
    report.people = await reports_people.people_of(tx, project_id)
    report.reviewers = await reports_people.reviewers_of(tx, project_id)
    report.gold = _together([each.gold for each in report.people])
    report.confidence = [
        Bar(found["bar"] / 10, (found["bar"] + 1) / 10, found["items"])
        for found in await dicts(tx, _BARS, [project_id])
    ]
    report.opinions = sum(bar.items for bar in report.confidence)
    await tx.execute(_WRITE, [project_id, jsonb(report), now])
    return report


class Basis(Struct):
    """What a report is made from: answers of items with several, and (right, said) pairs."""

    answers: dict[int, list[Given]]
    cases: list[Case]
    returned: list[tuple[str, int]]
    fixes: int


async def _basis(tx: Tx, project_id: int, chain: Chain) -> Basis:
    merged = {each["item_id"]: each for each in await dicts(tx, _OPINIONS, [project_id, _MOST_ITEMS])}
    answers: dict[int, list[Given]] = defaultdict(list)
    for found in await dicts(tx, _ANSWERS, [list(merged)]):
        document = chain.upgrade(decode_document(found["document"]), found["schema_version"])
        answers[found["item_id"]].append(Given(found["id"], found["person_id"], document))
    cases: list[Case] = []
    for item, given in answers.items():
        right = chain.upgrade(decode_document(merged[item]["document"]), merged[item]["schema_version"])
        cases += [(right, each.document, item) for each in given]
    fixes = await dicts(tx, _FIXES, [project_id, _MOST_FIXES])
    cases += [
        (
            chain.upgrade(decode_document(each["fixed"]), each["fixed_version"]),
            chain.upgrade(decode_document(each["said"]), each["said_version"]),
            each["item_id"],
        )
        for each in fixes
    ]
    returned = [
        (thing.class_, each["item_id"])
        for each in await dicts(tx, _RETURNS, [project_id])
        for thing in decode_document(each["document"]).objects
        if thing.id == each["object_id"]
    ]
    return Basis(dict(answers), cases, returned, len(fixes))


def _fill(report: Report, basis: Basis, schema: LabelSchema, asked: list[str]) -> None:
    found = reports_confusion.tally(basis.cases, schema)
    report.items, report.fixes = len(basis.answers), basis.fixes
    report.agreement = reports_agreement.agreements(basis.answers, schema)
    report.confusion = reports_confusion.confusions(found, schema)
    report.classes = reports_confusion.class_rows(found)
    report.weak_spots = reports_confusion.weak_spots(found, asked, basis.returned)


def titles_of(schema: LabelSchema) -> dict[str, Title]:
    """The titles of classes, questions and options; an option's key is `question.option`."""
    found = {each.name: each.title for each in schema.classes}
    for question in schema.fields:
        found[question.name] = question.title
        found |= {f"{question.name}.{option.name}": option.title for option in question.options_of()}
    return found


def _together(figures: list[Behind | None]) -> Estimate | None:
    counted = [each.figure for each in figures if each is not None]
    trials = sum(each.trials for each in counted)
    if not trials:
        return None
    hits = sum(each.value * each.trials for each in counted)
    return reports_people.share(hits, trials)


async def of_project(tx: Tx, project_id: int, *, teams: list[int] | None, gold: bool) -> Report:
    """The kept report; where there is none yet, an empty one, and it is asked for.

    `teams`: people of these teams alone. Without `gold` no item is named by which gold could be told.
    """
    found = await row(tx, dict, "select report from quality_report where project_id = %s", [project_id])
    if found is None:
        await ask(tx, project_id)
        return Report()
    report = msgspec.convert(found["report"], Report)
    if teams is not None:
        members = {each["person_id"] for each in await dicts(tx, _MEMBERS, [teams])}
        report.people = [each for each in report.people if each.person_id in members]
        report.reviewers = [each for each in report.reviewers if each.person_id in members]
    if not gold:
        for found_gold in [*(p.gold for p in report.people), *(r.gold for r in report.reviewers)]:
            if found_gold is not None:
                found_gold.items = []
    return report


async def ask(tx: Tx, project_id: int) -> None:
    """Have a project's report made soon."""
    await defer(tx, "checks.report", once=f"report:{project_id}", project_id=project_id)


async def disputed(
    tx: Tx, project_id: int, *, least: float, below: float | None, cursor: str | None, limit: int
) -> Page[Disputed]:
    """Items with several answers, the least sure first; `least` and `below` bound their confidence."""
    keys = decode_cursor(cursor, float, int) or (-1.0, 0)
    query: dict[str, Any] = {
        "project": project_id,
        "after": keys[0],
        "id": keys[1],
        "least": least,
        "below": below,
        "limit": limit + 1,
    }
    found = await dicts(tx, _DISPUTED, query)
    made = [
        Disputed(**{k: v for k, v in each.items() if k != "parts"}, doubtful=_doubtful(each["parts"]))
        for each in found
    ]
    return page_of(made, limit, lambda each: encode_cursor(each.confidence, each.id))


def _doubtful(parts: list[dict[str, Any]]) -> list[str]:
    unsure = sorted((part["confidence"], part["path"]) for part in parts if part["confidence"] < 0.9)
    return [path for _, path in unsure[:3]]
