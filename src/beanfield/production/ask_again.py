"""One more answer to items that were settled: a second look at what one person did."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from beanfield.platform.database import Tx, execute

#: The latest items of a person that nobody checked and no lot holds.
_OPEN: Final = """
with latest as (
    select i.id from annotation a join item i on i.id = a.item_id
    where a.person_id = %(person)s and a.project_id = %(project)s and a.kind = 'answer'
    and i.state in ('accepted', 'review') and i.lot_id is null and i.answered < 20
    and not exists (select from review r where r.annotation_id = i.result)
    and not exists (select from lease l where l.item_id = i.id and l.state = 'active')
    order by a.submitted_at desc limit %(most)s
)
update item i set state = 'open', overlap = i.answered + 1, open_slots = 1, changed_at = %(now)s
where i.id in (select id from latest)
"""


async def of_person(tx: Tx, project_id: int, person_id: int, *, most: int, now: datetime) -> int:
    """Open up to `most` of the person's latest items for one more answer; returns how many.

    What was answered stays, and counts together with the new answer.
    """
    query = {"person": person_id, "project": project_id, "most": most, "now": now}
    return await execute(tx, _OPEN, query)
