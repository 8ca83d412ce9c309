"""Store many items at once: COPY of prepared rows, with ids drawn beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

import psycopg
from msgspec import Struct

from beanfield.platform.database import Tx, dicts, scalar
from beanfield.production.intake_rows import Prepared

_ITEM: LiteralString = "copy item (id, project_id, lot_id, name, overlap, open_slots) from stdin"
_CONTENT: LiteralString = "copy item_content (item_id, content) from stdin"
_PRELABEL: LiteralString = "copy prelabel (item_id, source, document) from stdin"
_GOLD: LiteralString = "copy gold_answer (item_id, source, document, created_by) from stdin"


class Destination(Struct, frozen=True):
    """Where items go, and what they all share."""

    project_id: int
    lot_id: int | None
    overlap: int
    source: str
    person_id: int


async def store_items(tx: Tx, to: Destination, rows: Sequence[Prepared]) -> list[Prepared]:
    """Store all rows but those whose name the project has already, which are returned.

    Gold is stored beside the item and leaves no trace on it: nobody who annotates can tell.
    """
    refused: list[Prepared] = []
    try:
        async with tx.transaction():
            await _copy(tx, to, rows)
    except psycopg.errors.UniqueViolation:
        known = await _known_names(tx, to.project_id, rows)
        refused = [row for row in rows if row.name in known]
        await _copy(tx, to, [row for row in rows if row.name not in known])
    return refused


async def _known_names(tx: Tx, project_id: int, rows: Sequence[Prepared]) -> set[str]:
    found = await dicts(
        tx,
        "select name from item where project_id = %s and name = any(%s)",
        [project_id, [row.name for row in rows]],
    )
    return {row["name"] for row in found}


async def _copy(tx: Tx, to: Destination, rows: Sequence[Prepared]) -> None:
    ids = await _draw_ids(tx, len(rows))
    same = b"%d\t%b\t" % (to.project_id, _or_null(to.lot_id))
    slots = b"\t%d\t%d\n" % (to.overlap, to.overlap)
    await _send(
        tx, _ITEM, [b"%d\t%b%b%b" % (i, same, _text(r.name), slots) for i, r in zip(ids, rows, strict=True)]
    )
    await _send(tx, _CONTENT, [b"%d\t%b\n" % (i, _json(r.content)) for i, r in zip(ids, rows, strict=True)])
    source = _text(to.source)
    prelabels = [(i, r.prelabel) for i, r in zip(ids, rows, strict=True) if r.prelabel is not None]
    await _send(tx, _PRELABEL, [b"%d\t%b\t%b\n" % (i, source, _json(doc)) for i, doc in prelabels])
    gold = [(i, r.gold) for i, r in zip(ids, rows, strict=True) if r.gold is not None]
    by = to.person_id
    await _send(tx, _GOLD, [b"%d\t%b\t%b\t%d\n" % (i, source, _json(doc), by) for i, doc in gold])


async def _draw_ids(tx: Tx, count: int) -> list[int]:
    ids = await scalar(
        tx,
        "select array_agg(nextval(pg_get_serial_sequence('item', 'id'))) from generate_series(1, %s)",
        [count],
    )
    return ids or []


async def _send(tx: Tx, statement: LiteralString, lines: Sequence[bytes]) -> None:
    if not lines:
        return
    async with tx.cursor() as cursor, cursor.copy(statement) as copy:
        await copy.write(b"".join(lines))


def _text(value: str) -> bytes:
    """A text as COPY reads it."""
    escaped = value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return escaped.encode()


def _json(value: bytes) -> bytes:
    """JSON as COPY reads it: compact JSON has no control characters, only backslashes."""
    return value.replace(b"\\", b"\\\\")


def _or_null(value: int | None) -> bytes:
    return b"\\N" if value is None else b"%d" % value
