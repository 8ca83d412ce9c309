"""Making and keeping gold: by experts, from accepted work, from items that an adjudicator decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Raw

from beanfield.annotation.document import Document, decode_document
from beanfield.annotation.validate import faults
from beanfield.checks import gold_store, gold_upkeep
from beanfield.checks.gold_rules import PASSES
from beanfield.checks.model_gold import (
    GoldAnswer,
    GoldDetail,
    GoldEvent,
    GoldFromWork,
    GoldOverview,
    GoldRow,
    GoldState,
    GoldTry,
    GoldVerdict,
    NewGold,
)
from beanfield.media.links import with_url
from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts, execute, row, rows
from beanfield.platform.errors import Conflict, Invalid, NotFound
from beanfield.platform.jobs import defer
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of
from beanfield.platform.services import Services
from beanfield.production import gold, schema_versions
from beanfield.production.model import SchemaVersion
from beanfield.production.submit import FaultyDocument

_ROWS: Final = """
select g.item_id, i.name, g.state, g.made_at,
    (select count(*) from gold_answer a where a.item_id = g.item_id and a.withdrawn_at is null)::int
        as answers,
    s.seen, s.seen::float / greatest(%(assigned)s, 1) as seen_share, coalesce(e.graded, 0)::int as graded,
    coalesce(e.passed, 0)::int as passed, e.likeness,
    (select v.reason from gold_event v where v.item_id = g.item_id and v.what = g.state
        order by v.id desc limit 1) as why
from gold_item g join item i on i.id = g.item_id
cross join lateral (
    select count(distinct a.person_id)::int as seen from annotation a where a.item_id = g.item_id
    and a.kind in ('gold', 'answer') and a.submitted_at >= g.made_at
) s
left join lateral (
    select count(*) as graded, count(*) filter (where n.hits >= n.trials * %(passes)s) as passed,
        avg(n.hits / n.trials) as likeness
    from evidence_now n where n.item_id = g.item_id and n.source = 'gold' and n.class is null
    and n.kind <> 'review' and n.trials > 0
) e on true
where g.project_id = %(project)s and (%(state)s::text is null or g.state = %(state)s)
and (%(after)s::bigint is null or g.item_id < %(after)s)
order by g.item_id desc limit %(limit)s
"""
_OVERVIEW: Final = """
select count(*) filter (where state = 'active')::int as active,
    count(*) filter (where state = 'suspected')::int as suspected,
    count(*) filter (where state = 'retired')::int as retired, %(assigned)s::int as assigned,
    (select count(*) from evidence_now e where e.project_id = %(project)s and e.source = 'gold'
        and e.class is null and e.kind <> 'review' and e.trials > 0)::int as graded,
    (select count(*) from evidence_now e where e.project_id = %(project)s and e.source = 'gold'
        and e.class is null and e.kind <> 'review' and e.trials > 0
        and e.hits >= e.trials * %(passes)s)::int as passed
from gold_item where project_id = %(project)s
"""
_HEAD: Final = """
select g.item_id, i.name, g.state, c.content::text as content from gold_item g
join item i on i.id = g.item_id join item_content c on c.item_id = g.item_id
where g.project_id = %s and g.item_id = %s
"""
_ANSWERS: Final = """
select g.id, g.source, p.name as by_name, g.created_at, g.withdrawn_at, g.document::text as raw_document
from gold_answer g left join person p on p.id = g.created_by where g.item_id = %s order by g.id
"""
_TRIES: Final = """
select e.annotation_id, e.person_id, p.name as person_name, e.hits / e.trials as likeness, s.mean as skill,
    e.at, a.document::text as raw_document
from evidence_now e join annotation a on a.id = e.annotation_id join person p on p.id = e.person_id
left join skill_estimate s on s.person_id = e.person_id and s.kind = e.kind and s.class is null
where e.item_id = %s and e.source = 'gold' and e.class is null and e.kind <> 'review' and e.trials > 0
order by likeness, e.at
"""
_EVENTS: Final = """
select v.what, v.reason, p.name as by_name, v.at from gold_event v left join person p on p.id = v.by
where v.item_id = %s order by v.id desc
"""
#: Items decided by an adjudicator, or accepted after a reviewer passed them, that are no gold yet.
_FROM_WORK: Final = """
select i.id, a.document::text as document, a.schema_version, a.person_id from item i
join annotation a on a.id = i.result
where i.project_id = %(project)s and i.state in ('accepted', 'delivered')
and not exists (select from gold_item g where g.item_id = i.id)
and exists (
    select from review r join lease l on l.id = r.lease_id where r.item_id = i.id
    and case when %(of)s = 'adjudicated' then l.task = 'adjudicate'
        else l.task = 'review' and r.verdict <> 'return' end)
order by random() limit %(count)s
"""
_ANNOTATION: Final = """
select document::text as document, schema_version from annotation
where id = %s and item_id = %s and project_id = %s
"""


class GoldNotFound(NotFound):
    """The project has no such gold item, or no such answer to it."""

    def __init__(self) -> None:
        super().__init__("gold_not_found")


class GoldWithoutAnswer(Conflict):
    """Gold that is handed out needs an answer that is right."""

    def __init__(self) -> None:
        super().__init__("gold_without_answer")


async def overview(tx: Tx, project_id: int) -> GoldOverview:
    """The project's gold at a glance."""
    params = {"project": project_id, "assigned": await _assigned(tx, project_id), "passes": PASSES}
    found = await rows(tx, GoldOverview, _OVERVIEW, params)
    return found[0]


async def _assigned(tx: Tx, project_id: int) -> int:
    return len(await dicts(tx, gold_store.ASSIGNED, {"project": project_id}))


async def page(
    tx: Tx, project_id: int, state: GoldState | None, *, cursor: str | None, limit: int
) -> Page[GoldRow]:
    """The project's gold, the newest items first."""
    after = decode_cursor(cursor, int)
    params = {
        "project": project_id,
        "state": state,
        "assigned": await _assigned(tx, project_id),
        "passes": PASSES,
        "after": after[0] if after else None,
        "limit": limit + 1,
    }
    found = await rows(tx, GoldRow, _ROWS, params)
    return page_of(found, limit, lambda one: encode_cursor(one.item_id))


async def detail(tx: Tx, services: Services, project_id: int, item_id: int, now: datetime) -> GoldDetail:
    """A gold item with its right answers and what people answered.

    Raises:
        GoldNotFound.
    """
    head = await row(tx, dict, _HEAD, [project_id, item_id])
    if head is None:
        raise GoldNotFound
    version = await schema_versions.one(tx, project_id)
    return GoldDetail(
        item_id=item_id,
        name=head["name"],
        state=head["state"],
        content=with_url(services, head["content"], now),
        schema=_raw_schema(version),
        answers=await rows(tx, GoldAnswer, _ANSWERS, [item_id]),
        tries=await rows(tx, GoldTry, _TRIES, [item_id]),
        events=await rows(tx, GoldEvent, _EVENTS, [item_id]),
    )


def _raw_schema(version: SchemaVersion) -> Raw:
    return Raw(msgspec.json.encode(version.schema))


async def make(tx: Tx, actor_id: int, project_id: int, new: NewGold, now: datetime) -> None:
    """Make an item gold, or add an answer that is right too.

    Raises:
        GoldNotFound: the project has no such item or answer.
        FaultyDocument: the document is no answer to the newest schema.
    """
    chain = await schema_versions.chain_of(tx, project_id)
    facts = (await gold.facts(tx, [new.item_id])).get(new.item_id)
    known = await row(tx, dict, "select project_id from item where id = %s", [new.item_id])
    if facts is None or known is None or known["project_id"] != project_id:
        raise GoldNotFound
    if (new.document is None) == (new.annotation_id is None):
        raise Invalid("invalid_request", errors=[("document", "gold_needs_one", {})])
    document = new.document
    if document is None:
        document = await _handed_in(tx, chain, project_id, new.item_id, new.annotation_id)
    if found := faults(document, chain.schema(), facts):
        raise FaultyDocument(found)
    await gold.add_answer(
        tx, new.item_id, document, source=new.reason or "expert", by=actor_id, schema_version=chain.newest
    )
    await gold_upkeep.set_state(tx, new.item_id, "active", now, reason=new.reason, by=actor_id)
    await _make_good(tx, actor_id, project_id, new.item_id, "gold.added")


async def _handed_in(
    tx: Tx, chain: schema_versions.Chain, project_id: int, item_id: int, annotation_id: UUID | None
) -> Document:
    found = await row(tx, dict, _ANNOTATION, [annotation_id, item_id, project_id])
    if found is None:
        raise GoldNotFound
    return chain.upgrade(decode_document(found["document"]), found["schema_version"])


async def _make_good(tx: Tx, actor_id: int, project_id: int, item_id: int, what: str) -> None:
    details: dict[str, Any] = {"item": item_id}
    await audit.record(tx, actor_id, what, f"project:{project_id}", details=details)
    await defer(tx, "checks.regrade", once=f"regrade:{item_id}", project_id=project_id, item_id=item_id)


async def make_from_work(tx: Tx, actor_id: int, project_id: int, wanted: GoldFromWork) -> int:
    """Make gold of items by chance that were accepted after review, or decided by adjudication."""
    chain = await schema_versions.chain_of(tx, project_id)
    found = await dicts(tx, _FROM_WORK, {"project": project_id, "of": wanted.of, "count": wanted.count})
    made = 0
    contents = await gold.facts(tx, [each["id"] for each in found])
    for each in found:
        document = chain.upgrade(decode_document(each["document"]), each["schema_version"])
        if faults(document, chain.schema(), contents[each["id"]]):
            continue
        await gold.add_answer(
            tx,
            each["id"],
            document,
            source=wanted.of,
            by=each["person_id"],
            schema_version=chain.newest,
        )
        made += 1
    await audit.record(
        tx, actor_id, "gold.from_work", f"project:{project_id}", details={"of": wanted.of, "made": made}
    )
    return made


async def judge(
    tx: Tx, actor_id: int, project_id: int, item_id: int, verdict: GoldVerdict, now: datetime
) -> None:
    """Confirm or retire gold; answers that were right or wrong after all are taken in, and marks made good.

    Raises:
        GoldNotFound: no such gold or answer.
        GoldWithoutAnswer: it is to be handed out, and no right answer is left.
    """
    if await row(tx, dict, _HEAD, [project_id, item_id]) is None:
        raise GoldNotFound
    chain = await schema_versions.chain_of(tx, project_id)
    if verdict.right is not None:
        document = await _handed_in(tx, chain, project_id, item_id, verdict.right)
        await gold.add_answer(
            tx, item_id, document, source="confirmed", by=actor_id, schema_version=chain.newest
        )
    for number in await gold.withdraw_answers(tx, item_id, verdict.withdraw, now):
        event = {"item": item_id, "what": "withdrawn", "reason": verdict.reason, "answer": number}
        await execute(tx, gold_store.NOTE, {**event, "by": actor_id, "now": now})
    if verdict.state == "active" and not await dicts(tx, gold_store.RIGHT, {"items": [item_id]}):
        raise GoldWithoutAnswer
    await gold_upkeep.set_state(tx, item_id, verdict.state, now, reason=verdict.reason, by=actor_id)
    await _make_good(tx, actor_id, project_id, item_id, "gold.judged")
