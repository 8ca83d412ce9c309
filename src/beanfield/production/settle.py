"""Items that have all the answers they want: their consensus, or an adjudication where they differ.

Runs as a job, off the hot path: comparing large answers takes a while. The last answer of an item asks for
it, and every minute it is asked for again wherever an item still waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct

from beanfield.checks import consensus
from beanfield.checks.opinion import Said
from beanfield.checks.restraints import review_shares
from beanfield.platform.database import Tx, dicts, scalar
from beanfield.platform.jobs import defer
from beanfield.production import rules, webhooks
from beanfield.production.desk import Desk, Row
from beanfield.production.model import ItemState, Pipeline

#: Items settled in one transaction.
_AT_ONCE: Final = 50

#: With a target, also items that have some of their answers and that nobody holds, once for each new answer.
_READY: Final = """
select id as item_id, name, overlap, answered, open_slots from item i
where project_id = %(project)s and state = 'open' and answered > 1 and answered + open_slots = overlap
and (answered = overlap or %(early)s and not exists (
    select from item_opinion o where o.item_id = i.id and o.answers = i.answered))
order by id limit %(most)s
for no key update skip locked
"""
_SETTLE: Final = """
update item i set state = g.state, overlap = g.overlap, open_slots = g.slots,
    result = case when g.state = 'open' then i.result else g.result end, confidence = g.confidence,
    risk = g.risk, changed_at = %(now)s
from unnest(%(items)s::bigint[], %(states)s::text[], %(overlaps)s::int[], %(slots)s::int[],
    %(results)s::uuid[], %(confidences)s::real[], %(risks)s::real[])
    as g(id, state, overlap, slots, result, confidence, risk)
where i.id = g.id
"""
_UNSETTLED: Final = """
select distinct project_id from item where state = 'open' and overlap > 1 and answered = overlap
"""
#: How many people may annotate in the project: nobody answers an item twice.
_HANDS: Final = """
select count(distinct coalesce(a.person_id, m.person_id)) from assignment a
left join membership m on m.team_id = a.team_id and m.from_date <= centre_day()
    and (m.to_date is null or m.to_date > centre_day())
where a.project_id = %s and a.task = 'annotate' and a.ended_at is null
"""


class Settled(Struct, frozen=True):
    """What becomes of an item."""

    state: ItemState
    overlap: int
    slots: int
    risk: float


class Court(Struct, frozen=True):
    """By what a project's items are decided. `hands`: people who annotate; `shares`: people by rule reviewed
    more often, with their shares."""

    pipeline: Pipeline
    hands: int
    shares: Mapping[int, float]


async def settle(tx: Tx, desk: Desk, project_id: int, now: datetime, draws: Iterator[float]) -> int:
    """Settle some items of a project that have the answers they wait for; returns how many were looked at."""
    book = await desk.rulebook(tx, project_id)
    query = {"project": project_id, "most": _AT_ONCE, "early": book.pipeline.target is not None}
    items = {item["item_id"]: item for item in await dicts(tx, _READY, query)}
    if not items:
        return 0
    said = await consensus.refresh(tx, project_id, list(items), now)
    court = Court(book.pipeline, await scalar(tx, _HANDS, [project_id]), await review_shares(tx, project_id))
    settled = {item: decide(court, items[item], opinion, draws) for item, opinion in said.items()}
    await tx.execute(
        _SETTLE,
        {
            "items": list(settled),
            "states": [outcome.state for outcome in settled.values()],
            "overlaps": [outcome.overlap for outcome in settled.values()],
            "slots": [outcome.slots for outcome in settled.values()],
            "results": [opinion.best for opinion in said.values()],
            "confidences": [opinion.confidence for opinion in said.values()],
            "risks": [outcome.risk for outcome in settled.values()],
            "now": now,
        },
    )
    accepted = [
        {"item_id": item, "name": items[item]["name"]}
        for item, outcome in settled.items()
        if outcome.state == "accepted"
    ]
    await webhooks.announce(tx, project_id, "item.accepted", accepted)
    return len(items)


def decide(court: Court, item: Row, said: Said, draws: Iterator[float]) -> Settled:
    """What becomes of an item with these answers.

    Without a target, how far they agree decides. With one it closes as soon as the confidence is reached, is
    asked again while it is not and somebody is left to ask, and goes to adjudication after the most answers.
    For adjudication the risk is what a decision would tell, in bits up to 1.
    """
    pipeline, answered = court.pipeline, item["answered"]
    if pipeline.target is None:
        closed = said.agreement >= pipeline.agreement
    else:
        closed = said.confidence >= pipeline.target
        if not closed and answered < item["overlap"]:
            return Settled("open", item["overlap"], item["open_slots"], 1 - said.confidence)
        if not closed and answered < min(pipeline.most_answers, court.hands):
            return Settled("open", answered + 1, 1, 1 - said.confidence)
    if not closed:
        return Settled("adjudication", answered, 0, min(1.0, said.worth))
    risk = 1 - (said.agreement if pipeline.target is None else said.confidence)
    chance = rules.review_chance(pipeline.review, pipeline.review_share, risk)
    chance = max([chance, *(court.shares.get(person, 0.0) for person in said.people)])
    return Settled("review" if next(draws) < chance else "accepted", answered, 0, risk)


async def ask(tx: Tx, project_id: int) -> None:
    """Have a project's complete items settled soon."""
    await defer(tx, "production.settle", once=f"settle:{project_id}", project_id=project_id)


async def ask_where_needed(tx: Tx) -> None:
    """Have them settled in every project where one waits."""
    for row in await dicts(tx, _UNSETTLED):
        await ask(tx, row["project_id"])
