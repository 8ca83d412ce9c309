"""How long the files of exports are kept: they can be made again, and the run stays as the record of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from beanfield.media.keep import forget
from beanfield.platform.database import Tx, dicts

KEPT = timedelta(days=30)


async def forget_old_files(tx: Tx, now: datetime) -> int:
    """Let go of the files of exports that ended 30 days ago, unless a newer run or a delivery has the same.

    Returns how many files that were. Their bytes go with the next sweep of lost objects.
    """
    found = await dicts(
        tx,
        "with old as"
        " (select id, sha256 from export_run where sha256 is not null and ended_at < %s for update),"
        " let_go as (update export_run r set sha256 = null from old where r.id = old.id)"
        " select distinct sha256 from old where not exists (select from export_run r"
        " where r.sha256 = old.sha256 and r.id not in (select id from old))"
        " and not exists (select from delivery d where d.sha256 = old.sha256)",
        [now - KEPT],
    )
    old = [row["sha256"] for row in found]
    await forget(tx, old)
    return len(old)
