"""The working loop: answers in, next items out, for everyone who asked meanwhile, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Raw

from beanfield.media.links import with_url
from beanfield.platform.database import Tx, as_struct, dicts
from beanfield.platform.messages import text
from beanfield.platform.services import Services
from beanfield.production import model, rules
from beanfield.production.desk import Desk, Row
from beanfield.production.give_back import give_back
from beanfield.production.lease import Want, free_lapsed, lease_length, see, take_next, why_no_work
from beanfield.production.model import Defect, Lease, Returned, WorkReply
from beanfield.production.store_lease import DEFECTS, REASONS
from beanfield.production.store_work import CONTENTS, RENEW
from beanfield.production.submit import find_leases, take_answers
from beanfield.production.turn import Batch, Turn, standings

Held = dict[int, dict[int, datetime]]  # person → lease → until when


async def work(
    tx: Tx,
    services: Services,
    desk: Desk,
    project_id: int,
    turns: Sequence[Turn],
    now: datetime,
    draws: Iterator[float],
) -> list[WorkReply]:
    """Answer requests to one project: what is handed in is written, and the next items are leased.

    Nobody stands in `turns` twice. `draws` yields random numbers in [0, 1).

    Raises:
        NotFound: there is no such project.
    """
    book = await desk.rulebook(tx, project_id)
    people = await standings(tx, book, (turn.person_id for turn in turns), "annotate", now)
    leases = await find_leases(tx, turns)
    batch = Batch(book, list(turns), people, leases, now, draws)
    await take_answers(tx, desk, batch)
    await give_back(tx, batch)
    held = {turn.person_id: batch.held(turn) for turn in turns}
    await _renew(tx, batch, held)
    fresh = await _claim(tx, desk, batch, held)
    await see(tx, list(held), [min(leases, default=None) for leases in held.values()], now)
    unseen = {n for turn in turns for n in held[turn.person_id] if n not in turn.request.holding}
    contents = await _contents(tx, services, desk, batch, unseen.union(fresh))
    return [await _reply(tx, batch, turn, held[turn.person_id], contents) for turn in turns]


async def _renew(tx: Tx, batch: Batch, held: Held) -> None:
    """Whoever asks is at work: leases of theirs that would soon lapse are prolonged."""
    seconds = lease_length(batch.book)
    renewed = {
        lease: rules.lease_until(batch.now, seconds, place)
        for leases in held.values()
        for place, (lease, until) in enumerate(leases.items())
        if rules.wants_renewal(batch.now, until, seconds)
    }
    if renewed:
        await tx.execute(RENEW, {"leases": list(renewed), "untils": list(renewed.values())})


async def _claim(tx: Tx, desk: Desk, batch: Batch, held: Held) -> list[int]:
    """Fill up what each person wants to hold; where the queue gave nothing, lapsed leases are freed first."""
    wants = [
        Want(turn.person_id, turn.request.want - len(held[turn.person_id]), len(held[turn.person_id]))
        for turn in batch.turns
    ]
    fresh = await take_next(tx, desk, batch, wants)
    hungry = [want for want in wants if want.count > 0 and want.held == 0]
    if hungry and await free_lapsed(tx, batch.now, project_id=batch.book.project_id):
        fresh += await take_next(tx, desk, batch, hungry)
    return fresh


async def _contents(
    tx: Tx, services: Services, desk: Desk, batch: Batch, numbers: set[int]
) -> dict[int, list[Lease]]:
    """What the workbench needs of leases, by person; returned items first, then as they were leased."""
    by_person: dict[int, list[Lease]] = defaultdict(list)
    if not numbers:
        return by_person
    prelabels = batch.book.pipeline.show_prelabels
    key = batch.book.gold_key
    rows = await dicts(tx, CONTENTS, {"leases": list(numbers), "prelabels": prelabels, "key": key})
    reasons = await why_returned(tx, [row["item_id"] for row in rows if row["rework"]])
    for row in rows:
        desk.learn(row["item_id"], row["content"])
        lease = lease_of(row, with_url(services, row["content"], batch.now))
        lease.returned = reasons.get(row["item_id"])
        by_person[row["person_id"]].append(lease)
    for leases in by_person.values():
        leases.sort(key=lambda lease: (not lease.rework, lease.id))
    return by_person


def lease_of(row: Row, content: Raw) -> Lease:
    """A row of CONTENTS as it goes to the workbench."""
    return Lease(
        id=row["id"],
        item_id=row["shown_id"],
        name=row["name"],
        task=row["task"],
        until=row["until"],
        content=content,
        schema_version=row["schema_version"],
        guide_version=row["guide_version"],
        rework=row["rework"],
        prelabel=raw(row["prelabel"]),
        draft=raw(row["draft"]),
        draft_revision=row["draft_revision"],
        active_seconds=row["active_ms"] / 1000,
    )


def raw(json: str | None) -> Raw | None:
    """Stored JSON as it goes out, not parsed again."""
    return None if json is None else Raw(json.encode())


async def why_returned(tx: Tx, items: Sequence[int]) -> dict[int, Returned]:
    """Why items came back last, by item."""
    if not items:
        return {}
    reasons = await dicts(tx, REASONS, {"items": list(items)})
    defects: dict[UUID, list[Defect]] = defaultdict(list)
    for row in await dicts(tx, DEFECTS, {"reviews": [reason["review_id"] for reason in reasons]}):
        defects[row.pop("review_id")].append(as_struct(row, Defect))
    return {
        reason["item_id"]: Returned(
            comment=reason["comment"],
            defects=defects[reason["review_id"]],
            document=Raw(reason["document"].encode()),
            reviewer_name=reason["reviewer_name"],
        )
        for reason in reasons
    }


async def _reply(
    tx: Tx, batch: Batch, turn: Turn, held: dict[int, datetime], contents: dict[int, list[Lease]]
) -> WorkReply:
    leases = contents[turn.person_id]
    nothing = None
    if turn.request.want > 0 and not leases and not held:
        reason = await why_no_work(tx, batch, turn.person_id)
        nothing = model.NoWork(reason.reason, text(reason.key, turn.locale, **reason.params))
    today = batch.people[turn.person_id].today()
    return WorkReply(outcomes=turn.outcomes, leases=leases, nothing=nothing, today=today)
