"""What a delivered lot holds: frozen, for those who look at it and those who count it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Raw, Struct

from beanfield.media.links import with_url
from beanfield.platform.database import Tx, row, rows
from beanfield.platform.services import Services


class Freezing(Struct):
    """The delivery that froze a lot last."""

    delivery_id: int
    project_id: int
    lot_name: str
    ready: bool
    awaits: bool
    """The lot has no verdict yet."""
    by: int | None


class FrozenItem(Struct):
    """A delivered item and the answer that counts."""

    id: int
    annotation_id: UUID | None


class Looked(Struct):
    """An item to look at, with the answer that was delivered; nothing tells whose it is."""

    name: str
    content: Raw
    document: Raw | None
    schema_version: int | None


class AcceptedLot(Struct):
    """An accepted lot of an order, and what it counts."""

    lot_id: int
    project_id: int
    lot_name: str
    accepted_at: datetime
    items: int
    objects: int


async def freezing_of(tx: Tx, lot_id: int) -> Freezing | None:
    """The delivery that froze the lot last; None where none did, or building it failed."""
    return await row(
        tx,
        Freezing,
        "select d.id as delivery_id, d.project_id, l.name as lot_name, d.state = 'ready' as ready,"
        " l.state = 'delivered' as awaits, d.created_by as by from delivery d join lot l on l.id = d.lot_id"
        " where d.lot_id = %s and d.moved and d.state <> 'failed' order by d.id desc limit 1",
        [lot_id],
    )


async def items_of(tx: Tx, lot_id: int) -> list[FrozenItem]:
    """The delivered items of a lot, in the order of their ids."""
    return await rows(
        tx,
        FrozenItem,
        "select id, result as annotation_id from item where lot_id = %s and state = 'delivered' order by id",
        [lot_id],
    )


async def names_of(tx: Tx, items: Sequence[int]) -> dict[int, str]:
    """The names of items."""
    found = await rows(tx, dict, "select id, name from item where id = any(%s)", [list(items)])
    return {each["id"]: each["name"] for each in found}


async def look(
    tx: Tx, services: Services, item_id: int, annotation_id: UUID | None, *, now: datetime
) -> Looked | None:
    """An item and one answer to it; None where there is no such item."""
    found = await row(
        tx,
        dict,
        "select i.name, c.content::text as content, a.document::text as document, a.schema_version"
        " from item i join item_content c on c.item_id = i.id left join annotation a on a.id = %s"
        " where i.id = %s",
        [annotation_id, item_id],
    )
    if found is None:
        return None
    document = None if found["document"] is None else Raw(found["document"].encode())
    content = with_url(services, found["content"], now)
    return Looked(found["name"], content, document, found["schema_version"])


async def accepted_lots(tx: Tx, order_id: int) -> list[AcceptedLot]:
    """The accepted lots of an order's projects, the first accepted first, with their items and objects."""
    return await rows(
        tx,
        AcceptedLot,
        "select l.id as lot_id, l.project_id, l.name as lot_name, v.at as accepted_at,"
        " count(i.id) as items, coalesce(sum(a.objects), 0)::bigint as objects"
        " from lot l join project p on p.id = l.project_id"
        " join lateral (select at from lot_verdict where lot_id = l.id and verdict = 'accepted'"
        " order by id desc limit 1) v on true"
        " left join item i on i.lot_id = l.id and i.state = 'delivered'"
        " left join annotation a on a.id = i.result"
        " where p.order_id = %s and l.state = 'accepted' group by l.id, v.at order by v.at, l.id",
        [order_id],
    )
