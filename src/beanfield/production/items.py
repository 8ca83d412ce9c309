"""Items as the manager sees them: the list, one item whole, and changes to many at once."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec import UNSET, Raw
from msgspec.structs import asdict, replace

from beanfield.media.links import with_url
from beanfield.people.actor import Actor
from beanfield.platform import audit
from beanfield.platform.database import Tx
from beanfield.platform.errors import Conflict, Invalid, NotFound
from beanfield.platform.paging import Page, decode_cursor, encode_cursor
from beanfield.platform.services import Services
from beanfield.production import store_counts, store_item, store_items
from beanfield.production.model import Changed, ItemChanges, ItemDetail, ItemRow
from beanfield.production.places import project_place
from beanfield.production.store_items import PYTHON_TYPES, Listing

#: Rows that one step of a walk reads: the first is enough where most rows fit.
FIRST_STEP: Final = 2_000
STEP: Final = 20_000
#: Rows that all steps of one page read together.
MOST_WALKED: Final = 60_000
#: A lot up to this size is read whole and sorted; so are the items whose names match, up to this many.
MOST_IN_LOT: Final = 200_000
MOST_MATCHING: Final = 60_000
#: Items that one call changes.
MOST_CHANGED: Final = 10_000


class LotClosed(Conflict):
    """Items go into lots that are open, and no others."""

    def __init__(self) -> None:
        super().__init__("lot_not_open")


async def page(tx: Tx, listing: Listing, *, cursor: str | None, limit: int) -> Page[ItemRow]:
    """One page of the list.

    A page takes bounded time whatever the project's size, by this rule: a filter that few rows can fit (a
    lot of up to 200,000, a text in up to 60,000 names) fetches those and sorts them; any other follows the
    order and looks at up to 60,000 rows. Where that is not enough to fill a page, the page is short, and
    its `next` goes on from the last row looked at. A list has ended when `next` is null, and only then.

    Raises:
        Invalid: the cursor is not one of this sort.
    """
    listing = replace(listing, after=_after(listing, cursor), text=listing.text.replace("\x1f", " "))
    if listing.ids:
        chosen = await store_items.gather_ids(tx, listing, list(listing.ids), limit=limit + 1)
        return _page(listing, chosen, limit)
    found, stopped = await store_items.walk(tx, listing, bound=FIRST_STEP, limit=limit + 1)
    if stopped is None:
        return _page(listing, found, limit)
    gathered = await _gathered(tx, listing, limit=limit + 1)
    if gathered is not None:
        return _page(listing, gathered, limit)
    return await _walk_on(tx, listing, (found, stopped), limit)


async def _gathered(tx: Tx, listing: Listing, *, limit: int) -> list[ItemRow] | None:
    """The first fitting rows, where few rows can fit; None where a walk is the better way."""
    counts = (await store_counts.of_projects(tx, [listing.project_id]))[listing.project_id]
    if listing.state is not None and getattr(counts, listing.state) <= MOST_WALKED:
        return None
    if listing.text:
        ids = await store_items.ids_matching(tx, listing.project_id, listing.text, limit=MOST_MATCHING + 1)
        if len(ids) <= MOST_MATCHING:
            return await store_items.gather_ids(tx, listing, ids, limit=limit)
    if listing.lot_id is not None:
        lots = await store_counts.of_lots(tx, listing.project_id, [listing.lot_id])
        if lots[listing.lot_id].total <= MOST_IN_LOT:
            return await store_items.gather_lot(tx, listing, limit=limit)
    return None


async def _walk_on(
    tx: Tx, listing: Listing, so_far: tuple[list[ItemRow], ItemRow], limit: int
) -> Page[ItemRow]:
    found, stopped = so_far
    for _ in range(MOST_WALKED // STEP):
        onwards = replace(listing, after=_key(listing, stopped))
        more, at = await store_items.walk(tx, onwards, bound=STEP, limit=limit + 1 - len(found))
        found += more
        if at is None:
            return _page(listing, found, limit)
        stopped = at
    return Page(rows=found, next=_cursor(listing, stopped))


def _page(listing: Listing, found: list[ItemRow], limit: int) -> Page[ItemRow]:
    kept = found[:limit]
    return Page(rows=kept, next=_cursor(listing, kept[-1]) if len(found) > limit else None)


def _key(listing: Listing, row: ItemRow) -> tuple[object, int]:
    return getattr(row, listing.column), row.id


def _cursor(listing: Listing, row: ItemRow) -> str:
    return encode_cursor(listing.sort, *_key(listing, row))


def _after(listing: Listing, cursor: str | None) -> tuple[object, int] | None:
    keys = decode_cursor(cursor, str, PYTHON_TYPES[listing.column], int)
    if keys is None:
        return None
    if keys[0] != listing.sort:
        raise Invalid("bad_cursor")
    return keys[1], keys[2]


async def detail(
    tx: Tx, services: Services, project_id: int, item_id: int, *, now: datetime, with_gold: bool
) -> ItemDetail:
    """An item with everyone's answers and reviews.

    `with_gold`: for those who may know the known answer, and what was answered to be measured by it.

    Raises:
        NotFound: the project has no such item.
    """
    found = await store_item.detail(tx, project_id, item_id)
    if found is None:
        raise NotFound("not_found_here")
    content, prelabel, gold = found.pop("content"), found.pop("prelabel"), found.pop("gold")
    answers = await store_item.everyones_answers(tx, item_id)
    return ItemDetail(
        **found,
        content=with_url(services, content, now) if content is not None else Raw(b"null"),
        annotations=[each for each in answers if with_gold or each.kind != "gold"],
        reviews=await store_item.reviews(tx, item_id),
        prelabel=_raw(prelabel),
        gold=_raw(gold) if with_gold else None,
    )


def _raw(json: str | None) -> Raw | None:
    return None if json is None else Raw(json.encode())


async def change(tx: Tx, actor: Actor, project_id: int, changes: ItemChanges) -> Changed:
    """Change many items at once. Locks them in the order of their ids.

    Delivered items stay in their lots, and cannot be excluded.

    Raises:
        Invalid: neither or both of items and a filter are given, no change is, or there is no such lot.
        LotClosed: the lot was delivered already.
    """
    if (changes.items is None) == (changes.matching is None):
        raise Invalid("invalid_request", errors=[("items", "items_or_matching", {})])
    if changes.priority is None and changes.excluded is None and changes.lot_id is UNSET:
        raise Invalid("invalid_request", errors=[("", "nothing_to_change", {})])
    if isinstance(changes.lot_id, int):
        await _check_lot(tx, project_id, changes.lot_id)
    changed = await store_item.change(tx, project_id, changes, most=MOST_CHANGED)
    if changed:
        place = await project_place(tx, project_id)
        await audit.record(
            tx,
            actor.person_id,
            "items.changed",
            f"project:{project_id}",
            centre_id=place.centre_id if place else None,
            details={"changed": changed, **_told(changes)},
        )
    return Changed(changed)


async def _check_lot(tx: Tx, project_id: int, lot_id: int) -> None:
    state = await store_item.lot_state(tx, project_id, lot_id)
    if state is None:
        raise Invalid("invalid_request", errors=[("lot_id", "no_such_lot", {})])
    if state != "open":
        raise LotClosed


def _told(changes: ItemChanges) -> dict[str, object]:
    """The change for the audit log, with at most a hundred ids."""
    told = {
        name: value for name, value in asdict(changes).items() if value is not None and value is not UNSET
    }
    if changes.lot_id is None:
        told["lot_id"] = None
    if changes.items is not None:
        told["items"] = changes.items[:100]
    return told
