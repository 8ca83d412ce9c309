"""Rows of samples, the customer's marks, and the results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from beanfield.orders.model import AcceptanceRule, Mark, SampleResult
from beanfield.platform.database import Tx, execute, jsonb, row, rows, scalar
from beanfield.production.frozen import FrozenItem
from beanfield.production.model import DefectClass


class Drawn(Struct):
    """A sample's row."""

    id: int
    lot_id: int
    delivery_id: int
    lot_items: int
    size: int
    accept: int
    rule: AcceptanceRule
    seed: int
    drawn_by_name: str
    drawn_at: datetime


class Marked(Struct):
    """An item of a sample with its newest mark."""

    item_id: int
    place: int
    annotation_id: UUID | None
    ok: bool | None
    defect: DefectClass | None
    note: str


class NewSample(Struct, kw_only=True):
    """A sample to be stored."""

    lot_id: int
    delivery_id: int
    lot_items: int
    accept: int
    rule: AcceptanceRule
    seed: int
    drawn_by: int
    items: Sequence[FrozenItem]


async def newest(tx: Tx, lot_id: int) -> Drawn | None:
    """The newest sample of a lot; None where none was drawn."""
    return await row(
        tx,
        Drawn,
        "select s.*, p.name as drawn_by_name from lot_sample s join person p on p.id = s.drawn_by"
        " where s.lot_id = %s order by s.id desc limit 1",
        [lot_id],
    )


async def insert(tx: Tx, new: NewSample, *, now: datetime) -> None:
    """Store a sample and its items, in the order drawn."""
    sample_id: int = await scalar(
        tx,
        "insert into lot_sample"
        " (lot_id, delivery_id, lot_items, size, accept, rule, seed, drawn_by, drawn_at)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        [
            new.lot_id, new.delivery_id, new.lot_items, len(new.items), new.accept, jsonb(new.rule), new.seed,
            new.drawn_by, now,
        ],
    )  # fmt: skip
    await execute(
        tx,
        "insert into sample_item (sample_id, place, item_id, annotation_id)"
        " select %s, place, item, answer from unnest(%s::bigint[], %s::uuid[])"
        " with ordinality drawn(item, answer, place)",
        [sample_id, [item.id for item in new.items], [item.annotation_id for item in new.items]],
    )


async def marks(tx: Tx, sample_id: int) -> list[Marked]:
    """The items of a sample in the order drawn, each with its newest mark."""
    return await rows(
        tx,
        Marked,
        "select i.item_id, i.place, i.annotation_id, v.ok, v.defect, coalesce(v.note, '') as note"
        " from sample_item i left join lateral (select ok, defect, note from sample_verdict v"
        " where v.sample_id = i.sample_id and v.item_id = i.item_id order by v.id desc limit 1) v on true"
        " where i.sample_id = %s order by i.place",
        [sample_id],
    )


async def mark(tx: Tx, sample_id: int, item_id: int, given: Mark, *, by: int, now: datetime) -> bool:
    """Append a mark; False where the item is not in the sample."""
    return bool(
        await execute(
            tx,
            "insert into sample_verdict (sample_id, item_id, ok, defect, note, by, at)"
            " select sample_id, item_id, %(ok)s, %(defect)s, %(note)s, %(by)s, %(now)s from sample_item"
            " where sample_id = %(sample)s and item_id = %(item)s",
            {
                "ok": given.ok, "defect": None if given.ok else given.defect, "note": given.note.strip(),
                "by": by, "now": now, "sample": sample_id, "item": item_id,
            },
        )
    )  # fmt: skip


async def result(tx: Tx, sample_id: int) -> SampleResult | None:
    """What followed; None where nothing has yet."""
    return await row(
        tx,
        SampleResult,
        "select r.*, p.name as by_name from sample_result r join person p on p.id = r.by"
        " where r.sample_id = %s",
        [sample_id],
    )


async def conclude(tx: Tx, sample_id: int, facts: dict[str, Any], *, by: int, now: datetime) -> None:
    """Record what follows: `verdict`, `looked`, `faulty`."""
    await execute(
        tx,
        "insert into sample_result (sample_id, verdict, looked, faulty, by, at)"
        " values (%(sample)s, %(verdict)s, %(looked)s, %(faulty)s, %(by)s, %(now)s)",
        {**facts, "sample": sample_id, "by": by, "now": now},
    )
