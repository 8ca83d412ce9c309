"""What keeps the queue in order by itself: lapsed leases, returns that wait too long, median efforts."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from beanfield.platform.database import Tx, execute
from beanfield.production import rules
from beanfield.production.lease import free_lapsed

_LAPSED_AT_ONCE: Final = 1000

#: Returned items whose author has left, or let them wait too long, go to whoever asks next.
_RELEASE: Final = """
update item i set returned_to = null
where i.state = 'returned' and i.returned_to is not null
and (i.changed_at < %(before)s or exists (select from person p where p.id = i.returned_to and p.left_at is
    not null))
and not exists (select from lease l where l.item_id = i.id and l.state = 'active' and l.rework)
"""

#: The median working time of each running project's last five hundred answers, once there are twenty.
_MEDIANS: Final = """
update project p set median_seconds = m.seconds
from (
    select r.id, percentile_cont(0.5) within group (order by a.active_ms) / 1000 as seconds
    from project r cross join lateral (
        select active_ms from annotation where project_id = r.id and kind = 'answer' and active_ms > 0
        order by submitted_at desc limit 500
    ) a
    where r.state = 'running' and r.deleted_at is null
    group by r.id having count(*) >= 20
) m
where p.id = m.id and p.median_seconds is distinct from m.seconds
"""


async def sweep(tx: Tx, now: datetime) -> bool:
    """Give lapsed items back to the queue and old returns to everyone; False when there is more to do."""
    await execute(tx, _RELEASE, {"before": now - rules.RETURN_WAITS})
    return await free_lapsed(tx, now, most=_LAPSED_AT_ONCE) < _LAPSED_AT_ONCE


async def refresh_medians(tx: Tx) -> None:
    """Measure anew how long an answer takes in each project."""
    await execute(tx, _MEDIANS)
