"""Items as the manager sees them: the list, one item whole, and changes to many at once."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec.structs import replace

from beanfield.platform import audit
from beanfield.platform.database import Tx
from beanfield.platform.errors import Invalid, NotFound
from beanfield.platform.paging import Page, decode_cursor, encode_cursor
from beanfield.production import store_counts, store_item, store_items
from beanfield.production.model import ItemChanges, ItemDetail, ItemRow
from beanfield.production.store_items import PYTHON_TYPES, Listing

#: Rows that one step of a walk reads: the first is enough where most rows fit.
FIRST_STEP: Final = 2_000
STEP: Final = 20_000
#: Rows that all steps of one page read together.
MOST_WALKED: Final = 100_000
#: A lot up to this size is read whole and sorted; so are the items whose names match, up to this many.
MOST_IN_LOT: Final = 100_000
MOST_MATCHING: Final = 20_000
#: Items that one call changes.
MOST_CHANGED: Final = 10_000


async def page(tx: Tx, listing: Listing, *, cursor: str | None, limit: int) -> Page[ItemRow]:
    """One page of the list.

    A page takes bounded time whatever the project's size, by this rule: a filter that few rows can fit (a
    lot of up to 100,000, a text in up to 20,000 names) fetches those and sorts them; any other follows the
    order and looks at up to 100,000 rows. Where that is not enough to fill a page, the page is short, and
    its `next` goes on from the last row looked at. A list has ended when `next` is null, and only then.

    Raises:
        Invalid: the cursor is not one of this sort.
    """
    listing = replace(listing, after=_after(listing, cursor), text=listing.text.replace("\x1f", " "))
    found, stopped = await store_items.walk(tx, listing, bound=FIRST_STEP, limit=limit + 1)
    if stopped is None:
        return _page(listing, found, limit)
    if listing.text:
        ids = await store_items.ids_matching(tx, listing.project_id, listing.text, limit=MOST_MATCHING + 1)
        if len(ids) <= MOST_MATCHING:
            return _page(listing, await store_items.gather_ids(tx, listing, ids, limit=limit + 1), limit)
    if listing.lot_id is not None and await _lot_size(tx, listing) <= MOST_IN_LOT:
        return _page(listing, await store_items.gather_lot(tx, listing, limit=limit + 1), limit)
    return await _walk_on(tx, listing, (found, stopped), limit)


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
