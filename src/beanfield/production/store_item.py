"""One item with all that belongs to it, and changes to many."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final, LiteralString
from uuid import UUID

import msgspec

from beanfield.platform.database import Tx, dicts, execute, row, rows
from beanfield.production.model import AnnotationRow, Defect, ItemChanges, ItemFilter, ReviewRow

_DETAIL: Final[LiteralString] = """
select i.id, i.name, i.state, i.lot_id, i.priority, i.overlap, i.answered, i.confidence, i.changed_at,
    i.result, c.content::text as content,
    (select p.document::text from prelabel p where p.item_id = i.id order by p.id desc limit 1) as prelabel,
    (select g.document::text from gold_answer g where g.item_id = i.id order by g.id desc limit 1) as gold
from item i left join item_content c on c.item_id = i.id
where i.project_id = %s and i.id = %s
"""

_ANNOTATIONS: Final[LiteralString] = """
select a.id, a.person_id, p.name as person_name, a.kind, a.document::text as raw_document, a.schema_version,
    a.guide_version, a.active_ms / 1000.0::float as active_seconds, a.submitted_at, a.replaces
from annotation a left join person p on p.id = a.person_id
where a.item_id = %s
order by a.submitted_at, a.id
"""

_REVIEWS: Final[LiteralString] = """
select r.id, r.annotation_id, r.reviewer_id, p.name as reviewer_name, r.verdict, r.comment, r.at
from review r join person p on p.id = r.reviewer_id
where r.item_id = %s
order by r.at, r.id
"""

#: Of the items that are meant, those that the change makes different, locked in the order of their ids.
#: An item goes back to the state that it was excluded from. Where its only answer came while it was excluded,
#: that is reviewed; where the last of several did, the job that settles open items finds it.
_CHANGE: Final[LiteralString] = """
with picked as (
    select id from item
    where project_id = %(project)s
    and (%(items)s::bigint[] is null or id = any(%(items)s))
    and (%(state)s::text is null or state = %(state)s)
    and (%(lot)s::bigint is null or lot_id = %(lot)s)
    and (%(text)s::text is null or strpos(lower(name), lower(%(text)s)) > 0)
    and (
        priority <> %(priority)s
        or (%(moves)s and state <> 'delivered' and lot_id is distinct from %(to_lot)s::bigint)
        or (%(excluded)s::boolean and state not in ('excluded', 'delivered'))
        or (not %(excluded)s::boolean and state = 'excluded')
    )
    order by id limit %(most)s
    for no key update
)
update item i set
    priority = coalesce(%(priority)s, i.priority),
    lot_id = case when %(moves)s and i.state <> 'delivered' then %(to_lot)s::bigint else i.lot_id end,
    excluded_from = case when %(excluded)s::boolean and i.state not in ('excluded', 'delivered') then i.state
        when not %(excluded)s::boolean then null else i.excluded_from end,
    state = case when %(excluded)s::boolean and i.state <> 'delivered' then 'excluded'
        when %(excluded)s::boolean is false and i.state = 'excluded' then case
            when coalesce(i.excluded_from, 'open') <> 'open' then i.excluded_from
            when i.answered = 1 and i.overlap = 1 then 'review'
            else 'open' end
        else i.state end,
    result = case when %(excluded)s::boolean is false and i.state = 'excluded' and i.result is null
            and i.overlap = 1 and i.answered = 1 then (
            select a.id from annotation a where a.item_id = i.id and a.kind = 'answer'
            order by a.submitted_at desc limit 1)
        else i.result end,
    changed_at = now()
from picked where i.id = picked.id
"""


async def detail(tx: Tx, project_id: int, item_id: int) -> dict[str, Any] | None:
    """An item's row, `content`, `prelabel`, `gold` as JSON text; None where the project has none such."""
    return await row(tx, dict, _DETAIL, [project_id, item_id])


async def everyones_answers(tx: Tx, item_id: int) -> list[AnnotationRow]:
    """All annotations of an item, the oldest first."""
    return await rows(tx, AnnotationRow, _ANNOTATIONS, [item_id])


async def reviews(tx: Tx, item_id: int) -> list[ReviewRow]:
    """All reviews of an item with their defects, the oldest first."""
    found = await dicts(tx, _REVIEWS, [item_id])
    defects: defaultdict[UUID, list[Defect]] = defaultdict(list)
    for defect in await dicts(
        tx,
        "select review_id, class, severity, object_id, note, pin from defect"
        " where review_id = any(%s) order by id",
        [[review["id"] for review in found]],
    ):
        defects[defect.pop("review_id")].append(msgspec.convert(defect, Defect))
    return [ReviewRow(**review, defects=defects[review["id"]]) for review in found]


async def lot_state(tx: Tx, project_id: int, lot_id: int) -> str | None:
    """The state of one of the project's lots, locked so that it stays so; None where there is none such."""
    found = await row(
        tx, dict, "select state from lot where project_id = %s and id = %s for share", [project_id, lot_id]
    )
    return None if found is None else found["state"]


async def change(tx: Tx, project_id: int, changes: ItemChanges, *, most: int) -> int:
    """Change up to `most` of the items that are meant; returns how many it made different."""
    matching = changes.matching or ItemFilter()
    moves = changes.lot_id is not msgspec.UNSET
    return await execute(
        tx,
        _CHANGE,
        {
            "project": project_id,
            "items": changes.items,
            "state": matching.state,
            "lot": matching.lot_id,
            "text": matching.q or None,
            "priority": changes.priority,
            "moves": moves,
            "to_lot": changes.lot_id if moves else None,
            "excluded": changes.excluded,
            "most": most,
        },
    )
