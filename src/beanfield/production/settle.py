"""Items that have all the answers they want: their consensus, or an adjudication where they differ.

Runs as a job, off the hot path: comparing large answers takes a while. The last answer of an item asks for
it, and every minute it is asked for again wherever an item still waits.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec import Struct

from beanfield.annotation.consensus import consensus
from beanfield.annotation.document import decode_document
from beanfield.platform.database import Tx, dicts
from beanfield.platform.jobs import defer
from beanfield.production import rules, webhooks
from beanfield.production.desk import Desk, Row, Rulebook
from beanfield.production.model import ItemState
from beanfield.production.schema_versions import Chain, chain_of

#: Items settled in one transaction.
_AT_ONCE: Final = 50

_COMPLETE: Final = """
select id as item_id, name from item
where project_id = %(project)s and state = 'open' and overlap > 1 and answered = overlap
order by id limit %(most)s
for no key update skip locked
"""
_ANSWERS: Final = """
select item_id, id, schema_version, document::text as document from annotation
where item_id = any(%(items)s::bigint[]) and kind = 'answer' order by item_id, submitted_at, id
"""
_SETTLE: Final = """
update item i set state = g.state, result = g.result, confidence = g.confidence, risk = 1 - g.confidence,
    changed_at = %(now)s
from unnest(%(items)s::bigint[], %(states)s::text[], %(results)s::uuid[], %(confidences)s::real[])
    as g(id, state, result, confidence)
where i.id = g.id
"""
_UNSETTLED: Final = """
select distinct project_id from item where state = 'open' and overlap > 1 and answered = overlap
"""


class Settled(Struct, frozen=True):
    """`result` is the central answer, also where the answers do not agree."""

    result: UUID
    agreement: float
    agrees: bool


async def settle(tx: Tx, desk: Desk, project_id: int, now: datetime, draws: Iterator[float]) -> int:
    """Settle some items of a project that have all their answers; returns how many."""
    book = await desk.rulebook(tx, project_id)
    items = await dicts(tx, _COMPLETE, {"project": project_id, "most": _AT_ONCE})
    if not items:
        return 0
    answers: dict[int, list[Row]] = defaultdict(list)
    for row in await dicts(tx, _ANSWERS, {"items": [item["item_id"] for item in items]}):
        answers[row["item_id"]].append(row)
    chain = await chain_of(tx, project_id)
    threshold = book.pipeline.agreement
    settled = await asyncio.to_thread(lambda: {i: compare(a, chain, threshold) for i, a in answers.items()})
    states = {item: _state(book, outcome, draws) for item, outcome in settled.items()}
    await tx.execute(
        _SETTLE,
        {
            "items": list(settled),
            "states": list(states.values()),
            "results": [outcome.result for outcome in settled.values()],
            "confidences": [outcome.agreement for outcome in settled.values()],
            "now": now,
        },
    )
    accepted = [dict(item) for item in items if states[item["item_id"]] == "accepted"]
    await webhooks.announce(tx, project_id, "item.accepted", accepted)
    return len(items)


def compare(answers: Sequence[Row], chain: Chain, threshold: float) -> Settled:
    """How far the answers of one item agree, read under the newest schema, and the central one."""
    documents = [chain.upgrade(decode_document(a["document"]), a["schema_version"]) for a in answers]
    found = consensus(documents, chain.schema(), threshold)
    return Settled(answers[found.index]["id"], found.agreement, found.agrees)


def _state(book: Rulebook, outcome: Settled, draws: Iterator[float]) -> ItemState:
    if not outcome.agrees:
        return "adjudication"
    chance = rules.review_chance(book.pipeline.review, book.pipeline.review_share, 1 - outcome.agreement)
    return "review" if next(draws) < chance else "accepted"


async def ask(tx: Tx, project_id: int) -> None:
    """Have a project's complete items settled soon."""
    await defer(tx, "production.settle", once=f"settle:{project_id}", project_id=project_id)


async def ask_where_needed(tx: Tx) -> None:
    """Have them settled in every project where one waits."""
    for row in await dicts(tx, _UNSETTLED):
        await ask(tx, row["project_id"])
