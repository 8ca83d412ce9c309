"""Working time, measured here: what lies between two signs of life is work, unless it is a pause."""

from __future__ import annotations

from datetime import datetime

from beanfield.platform.database import Tx, dicts, row, scalar
from beanfield.production import rules
from beanfield.production.desk import Desk, seconds_between
from beanfield.production.lease import lease_length, see
from beanfield.production.model import Beat, BeatReply
from beanfield.production.store_work import BEAT, HELD, LOST, RENEW
from beanfield.production.submit import NoSuchLease


async def beat(tx: Tx, desk: Desk, project_id: int, person_id: int, sign: Beat, now: datetime) -> BeatReply:
    """A sign of life: its time goes to the item on the screen, and what the person holds is prolonged.

    Raises:
        NoSuchLease: the lease never was, or is another's.
    """
    book = await desk.rulebook(tx, project_id)
    seen_at = await scalar(tx, "select seen_at from presence where person_id = %s for update", [person_id])
    worked = rules.beat_seconds(seconds_between(seen_at, now), book.pipeline.idle_seconds)
    found = await row(
        tx,
        dict,
        BEAT,
        {
            "lease": sign.lease_id,
            "person": person_id,
            "project": project_id,
            "task": sign.task,
            "now": now,
            "worked": round(worked * 1000),
        },
    )
    if found is None:
        raise NoSuchLease
    await see(tx, [person_id], [sign.lease_id], now)
    until = await _renew(tx, person_id, project_id, sign, (lease_length(book), now))
    lost = await dicts(tx, LOST, {"person": person_id, "project": project_id, "task": sign.task, "now": now})
    return BeatReply(
        until=until or found["until"],
        active_seconds=found["active_ms"] / 1000,
        withdrawn=[each["id"] for each in lost],
    )


async def _renew(
    tx: Tx, person_id: int, project_id: int, sign: Beat, length: tuple[float, datetime]
) -> datetime | None:
    """Prolong what would soon lapse; returns until when the person holds the item on the screen."""
    seconds, now = length
    held = await dicts(tx, HELD, {"people": [person_id], "project": project_id, "task": sign.task})
    untils = {each["id"]: each["until"] for each in held}
    soon = {
        each["id"]: rules.lease_until(now, seconds, place)
        for place, each in enumerate(held)
        if rules.wants_renewal(now, each["until"], seconds)
    }
    if soon:
        await tx.execute(RENEW, {"leases": list(soon), "untils": list(soon.values())})
    return {**untils, **soon}.get(sign.lease_id)
