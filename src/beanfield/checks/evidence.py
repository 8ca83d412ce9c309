"""Evidence about people's work, written once and corrected by rows that name what they replace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from msgspec import Struct

from beanfield.platform.database import Tx, dicts

Source = Literal["gold", "consensus", "review"]

#: Of an answer's evidence, the rows that count now.
_PRESENT: Final = """
select e.id, e.annotation_id, e.person_id, e.source, e.class, e.trials, e.hits from evidence_now e
where e.annotation_id = any(%s::uuid[])
"""
_WRITE: Final = """
insert into evidence (person_id, project_id, item_id, annotation_id, source, kind, class, trials, hits, at,
    replaces)
select * from unnest(%(people)s::bigint[], %(projects)s::bigint[], %(items)s::bigint[],
    %(annotations)s::uuid[], %(sources)s::text[], %(kinds)s::text[], %(classes)s::text[], %(trials)s::real[],
    %(hits)s::real[], %(ats)s::timestamptz[], %(replaces)s::bigint[])
on conflict do nothing
returning id
"""
_SAME: Final = 1e-4


class Evidence(Struct, frozen=True, rename={"class_": "class"}):
    """`trials` things that could be right, `hits` of them were (fractions by similarity, 0..trials).

    `kind` is the kind of work, the media of the project; `class_` null stands for the answer as a whole.
    """

    person_id: int
    project_id: int
    item_id: int
    annotation_id: UUID
    source: Source
    kind: str
    trials: float
    hits: float
    at: datetime
    class_: str | None = None


Key = tuple[UUID, int, str, str | None]


async def record(tx: Tx, rows: Sequence[Evidence]) -> int:
    """Write evidence; returns how many rows are new.

    A row that says what is already known is left out; one that says otherwise replaces what was said before
    of the same answer, person, source and class.
    """
    if not rows:
        return 0
    known: dict[Key, dict[str, Any]] = {
        (row["annotation_id"], row["person_id"], row["source"], row["class"]): row
        for row in await dicts(tx, _PRESENT, [sorted({row.annotation_id for row in rows})])
    }
    latest = {(row.annotation_id, row.person_id, row.source, row.class_): row for row in rows}
    fresh = [(row, known.get(key)) for key, row in latest.items() if _differs(row, known.get(key))]
    if not fresh:
        return 0
    made = await dicts(
        tx,
        _WRITE,
        {
            "people": [row.person_id for row, _ in fresh],
            "projects": [row.project_id for row, _ in fresh],
            "items": [row.item_id for row, _ in fresh],
            "annotations": [row.annotation_id for row, _ in fresh],
            "sources": [row.source for row, _ in fresh],
            "kinds": [row.kind for row, _ in fresh],
            "classes": [row.class_ for row, _ in fresh],
            "trials": [row.trials for row, _ in fresh],
            "hits": [min(row.hits, row.trials) for row, _ in fresh],
            "ats": [row.at for row, _ in fresh],
            "replaces": [old and old["id"] for _, old in fresh],
        },
    )
    return len(made)


def _differs(row: Evidence, known: dict[str, Any] | None) -> bool:
    if known is None:
        return row.trials > 0
    trials, hits = float(known["trials"]), float(known["hits"])
    return abs(row.trials - trials) > _SAME or abs(row.hits - hits) > _SAME
