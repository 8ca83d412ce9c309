"""Items given up without an answer: skipped with a reason, or handed back for later."""

from __future__ import annotations

from beanfield.platform.database import Tx, dicts
from beanfield.platform.errors import Conflict, Problem
from beanfield.production import rules
from beanfield.production.desk import Row, seconds_between
from beanfield.production.model import Outcome, SkipRequest
from beanfield.production.store_work import COUNT_SKIPS, EXCLUDE, GIVE_BACK, WRITE_SKIPS
from beanfield.production.submit import NoSuchLease, is_own
from beanfield.production.turn import Batch, Turn


class LeaseEnded(Conflict):
    """The lease is not held any more."""

    def __init__(self) -> None:
        super().__init__("lease_ended")


async def give_back(tx: Tx, batch: Batch) -> None:
    """End the leases that people skip or hand back, and tell the outcome of each in its turn.

    A skipped item goes to others, never again to who skipped it; handed back it may come again. After every
    third person who skips it, the item leaves the queue and a question about it comes before the leader.
    """
    skipped = [
        (lease, skip)
        for turn in batch.turns
        for skip in turn.request.skip
        if (lease := _end(batch, turn, skip.lease_id, "skipped")) is not None
    ]
    handed = [
        lease
        for turn in batch.turns
        for number in turn.request.hand_back
        if (lease := _end(batch, turn, number, "handed_back")) is not None
    ]
    if not skipped and not handed:
        return
    leases = [lease for lease, _ in skipped] + handed
    await tx.execute(
        GIVE_BACK,
        {
            "leases": [lease["id"] for lease in leases],
            "states": [lease["state"] for lease in leases],
            "active": [lease["active_ms"] for lease in leases],
            "now": batch.now,
        },
    )
    if skipped:
        await _write_skips(tx, batch, skipped)


def _end(batch: Batch, turn: Turn, number: int, state: str) -> Row | None:
    """The lease, ended in memory, or None with its outcome told."""
    lease = batch.leases.get(number)
    try:
        if lease is None or not is_own(lease, batch.book.project_id, turn.person_id):
            raise NoSuchLease
        if lease["state"] == state:
            turn.outcomes.append(Outcome(id=number, status="repeated"))
            return None
        if lease["state"] != "active":
            raise LeaseEnded
    except Problem as problem:
        turn.refuse(number, problem)
        return None
    person = batch.people[turn.person_id]
    elapsed = seconds_between(person.seen_at, batch.now)
    worked = rules.beat_seconds(elapsed, batch.book.pipeline.idle_seconds)
    person.seen_at = batch.now
    lease["state"] = state
    lease["active_ms"] = round(worked * 1000)
    turn.ended.add(number)
    turn.outcomes.append(Outcome(id=number, status="done"))
    return lease


async def _write_skips(tx: Tx, batch: Batch, skipped: list[tuple[Row, SkipRequest]]) -> None:
    items = [lease["item_id"] for lease, _ in skipped]
    await tx.execute(
        WRITE_SKIPS,
        {
            "items": items,
            "people": [lease["person_id"] for lease, _ in skipped],
            "reasons": [skip.reason for _, skip in skipped],
            "notes": [skip.note for _, skip in skipped],
            "now": batch.now,
        },
    )
    counted = await dicts(tx, COUNT_SKIPS, {"items": items})
    if unfit := [row["item_id"] for row in counted if rules.comes_before_leader(row["people"])]:
        await tx.execute(EXCLUDE, {"items": unfit, "now": batch.now})
