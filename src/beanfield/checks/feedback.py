"""Feedback that teaches: what differed between somebody's answer and the right one.

Of gold, people are told little, so that the key does not get round: at most three items a day, half an hour
after the answer at the earliest, those first where they erred most. Whoever shares a team with them gets an
item no more once its answer was told there, and after three people it is spent. What a reviewer fixed or
returned is told in full: it is no key to anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, LiteralString
from uuid import UUID

import msgspec
from msgspec import Raw

from beanfield.annotation.document import Document, decode_document, encode_document
from beanfield.annotation.matching import attribute_similarities
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.similarity import Comparison, compare
from beanfield.checks import gold_rules
from beanfield.checks.gold_grading import right_answers
from beanfield.checks.gold_marks import best_of
from beanfield.checks.model_gold import Feedback, FeedbackRow, Mismatch
from beanfield.media.links import with_url
from beanfield.platform.database import Tx, dicts, execute, row, rows
from beanfield.platform.errors import NotFound
from beanfield.platform.services import Services
from beanfield.production.model import Defect
from beanfield.production.schema_versions import chain_of
from beanfield.production.turn import midnight

#: Less than this between two shapes, attributes or answers is told; feedback is about answers less alike.
_ALIKE: Final = 0.9
_SHOWN_FOR: Final = timedelta(days=30)

_TELL: Final = """
insert into gold_told (item_id, person_id, team_id, annotation_id, at)
select item_id, person_id, team_id, annotation_id, %(now)s from (
    select e.item_id, e.person_id, e.annotation_id, m.team_id,
        row_number() over (partition by e.person_id order by e.hits, e.id) + (
            select count(*) from gold_told t where t.person_id = e.person_id and t.at >= %(midnight)s
        ) as place,
        row_number() over (partition by e.item_id order by e.hits, e.id) + (
            select count(*) from gold_told t where t.item_id = e.item_id) as told
    from evidence_now e join gold_item g on g.item_id = e.item_id and g.state <> 'suspected'
    join annotation a on a.id = e.annotation_id and a.person_id = e.person_id
    left join membership m on m.person_id = e.person_id and m.from_date <= centre_day()
        and (m.to_date is null or m.to_date > centre_day())
    where e.source = 'gold' and e.class is null and e.trials > 0 and e.hits < %(alike)s
    and e.at < %(before)s and e.at > %(since)s
    and not exists (select from gold_told t where t.item_id = e.item_id and t.person_id = e.person_id)
) due where place <= %(a_day)s and told <= %(most)s
on conflict do nothing
"""
#: What a person was told, of gold and by reviewers, as `told`.
_TOLD: Final[LiteralString] = """
with every as (
    select t.annotation_id, a.project_id, t.item_id, 'expert' as source, t.at,
        (select e.hits from evidence_now e where e.annotation_id = t.annotation_id and e.source = 'gold'
            and e.class is null and e.person_id = t.person_id limit 1) as likeness
    from gold_told t join annotation a on a.id = t.annotation_id where t.person_id = %(person)s
    union all
    (select distinct on (r.annotation_id) r.annotation_id, r.project_id, r.item_id, r.verdict, r.at,
        (select e.hits from evidence_now e where e.annotation_id = r.annotation_id and e.source = 'review'
            and e.class is null and e.person_id = %(person)s limit 1)
    from annotation a
    join review r on r.item_id = a.item_id and r.annotation_id = a.id and r.verdict <> 'pass'
    where a.person_id = %(person)s and a.submitted_at > %(since)s and r.lease_id is not null
    order by 1, 5 desc)
), told as (
    select f.*, p.name as project_name, p.media, shown_name(p.gold_key, i.id, i.name) as item_name
    from every f join project p on p.id = f.project_id join item i on i.id = f.item_id
    where f.at > %(since)s and (%(only)s::uuid is null or f.annotation_id = %(only)s)
)
"""
_ROWS: Final[LiteralString] = """
select annotation_id, project_id, project_name, item_name, source, likeness, at from told
order by at desc limit 200
"""
_ONE: Final[LiteralString] = """
select f.*, c.content::text as content, a.document::text as own, a.schema_version, r.id as review_id,
    coalesce(r.comment, '') as comment, x.document::text as fixed, x.schema_version as fixed_version
from told f join item_content c on c.item_id = f.item_id join annotation a on a.id = f.annotation_id
left join lateral (
    select * from review r where r.item_id = f.item_id and f.source <> 'expert'
    and r.annotation_id = f.annotation_id order by r.at desc limit 1
) r on true
left join annotation x on x.id = r.fixed limit 1
"""


class FeedbackNotFound(NotFound):
    """The person was told nothing about such an answer."""

    def __init__(self) -> None:
        super().__init__("feedback_not_found")


async def tell(tx: Tx, now: datetime) -> int:
    """Choose the gold whose answers people are told now, within their budget; returns how many."""
    return await execute(
        tx,
        _TELL,
        {
            "now": now,
            "midnight": midnight(now),
            "before": now - timedelta(minutes=gold_rules.TOLD_AFTER),
            "since": now - timedelta(days=3),
            "alike": 0.95,
            "a_day": gold_rules.TOLD_A_DAY,
            "most": gold_rules.MOST_TOLD,
        },
    )


async def of_person(tx: Tx, person_id: int, now: datetime) -> list[FeedbackRow]:
    """What the person was told in the last month, the latest first."""
    params = {"person": person_id, "since": now - _SHOWN_FOR, "only": None}
    return await rows(tx, FeedbackRow, _TOLD + _ROWS, params)


async def one(tx: Tx, services: Services, person_id: int, annotation_id: UUID, now: datetime) -> Feedback:
    """One answer of the person beside the right one, with what differs.

    Raises:
        FeedbackNotFound.
    """
    params = {"person": person_id, "since": now - _SHOWN_FOR, "only": annotation_id}
    found = await row(tx, dict, _TOLD + _ONE, params)
    if found is None:
        raise FeedbackNotFound
    chain = await chain_of(tx, found["project_id"])
    schema = chain.schema()
    own = chain.upgrade(decode_document(found["own"]), found["schema_version"])
    right: Document | None = None
    if found["source"] == "expert":
        known = (await right_answers(tx, chain, [found["item_id"]])).get(found["item_id"], [])
        right = known[best_of(own, known, schema)[0]] if known else None
    elif found["fixed"] is not None:
        right = chain.upgrade(decode_document(found["fixed"]), found["fixed_version"])
    return Feedback(
        **{name: found[name] for name in FeedbackRow.__struct_fields__},
        media=found["media"],
        content=with_url(services, found["content"], now),
        schema=Raw(msgspec.json.encode(schema)),
        own=Raw(encode_document(own)),
        right=None if right is None else Raw(encode_document(right)),
        mismatches=[] if right is None else list(mismatches(own, right, schema)),
        comment=found["comment"],
        defects=await _defects(tx, found["review_id"]),
    )


async def _defects(tx: Tx, review_id: UUID | None) -> list[Defect]:
    query = "select class, severity, object_id, note, pin from defect where review_id = %s order by id"
    return [msgspec.convert(found, Defect) for found in await dicts(tx, query, [review_id])]


def mismatches(own: Document, right: Document, schema: LabelSchema) -> Iterator[Mismatch]:
    """In which ways an answer differs from the right one; both are valid for the schema."""
    comparison = compare(own, right, schema)
    yield from _objects(own, right, comparison, schema)
    for pair in comparison.pairs:
        if pair.similarity < _ALIKE:
            yield Mismatch(
                "answer",
                own_id=pair.left_key,
                right_id=pair.right_key,
                field=pair.field,
                likeness=round(pair.similarity, 4),
            )
    if comparison.relations is not None and comparison.relations < 1:
        yield Mismatch("relations", likeness=round(comparison.relations, 4))


def _objects(
    own: Document, right: Document, comparison: Comparison, schema: LabelSchema
) -> Iterator[Mismatch]:
    here = {match.left for match in comparison.matches}
    there = {match.right for match in comparison.matches}
    for place, thing in enumerate(right.objects):
        if place not in there:
            yield Mismatch("missing", right_id=thing.id, right_class=thing.class_)
    for place, thing in enumerate(own.objects):
        if place not in here:
            yield Mismatch("spurious", own_id=thing.id, own_class=thing.class_)
    for match in comparison.matches:
        mine, theirs = own.objects[match.left], right.objects[match.right]
        pair = Mismatch("moved", mine.id, theirs.id, mine.class_, theirs.class_)
        if mine.class_ != theirs.class_:
            yield msgspec.structs.replace(pair, what="wrong_class")
        if match.shape < _ALIKE:
            yield msgspec.structs.replace(pair, likeness=round(match.shape, 4))
        attributes = attribute_similarities(mine, theirs, schema.class_named(mine.class_))
        for name, likeness in attributes.items():
            if likeness < _ALIKE:
                yield msgspec.structs.replace(
                    pair, what="attributes", field=name, likeness=round(likeness, 4)
                )
