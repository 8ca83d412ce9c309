"""The list of items: pages of a million rows in any order, under any filter.

Three ways lead to a page, and `items.py` chooses:

- *walk*: follow an index in the wanted order and keep what fits the filter. One step reads at most `bound`
  rows, and tells where it stopped.
- *gather* in a lot, or by id: fetch the few rows that can fit, and sort them.

A walk merges the ranges of the states that are asked for. Each range has its own `limit`, which changes no
result: without it PostgreSQL would sort the whole project instead of merging ranges that are sorted already.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, get_args

from msgspec import Struct
from psycopg import sql

from beanfield.platform.database import Tx, as_struct, dicts, rows, scalar
from beanfield.production.model import ItemRow, ItemState

Sort = Literal["id", "-id", "name", "-name", "changed_at", "-changed_at", "priority", "-priority"]

STATES: Final[tuple[ItemState, ...]] = get_args(ItemState)

#: Sort column → SQL type of its cursor value.
_TYPES: Final = {"id": "bigint", "name": "text", "changed_at": "timestamptz", "priority": "integer"}
PYTHON_TYPES: Final[dict[str, type]] = {"id": int, "name": str, "changed_at": datetime, "priority": int}

_COLUMNS: Final = sql.SQL("id, name, state, lot_id, priority, overlap, answered, confidence, changed_at")


class Listing(Struct, frozen=True, kw_only=True):
    """What a list of items asks for. `after` holds the sort key and id of the last row of the page before."""

    project_id: int
    state: ItemState | None = None
    lot_id: int | None = None
    text: str = ""
    sort: Sort = "id"
    ids: tuple[int, ...] = ()  # only these, where there are any
    after: tuple[Any, int] | None = None

    @property
    def column(self) -> str:
        """The column that it is sorted by."""
        return self.sort.removeprefix("-")

    def params(self) -> dict[str, Any]:
        """The values of its conditions."""
        return {
            "project": self.project_id,
            "states": [self.state] if self.state else list(STATES),
            "lot": self.lot_id,
            "text": self.text or None,
            "key": self.after[0] if self.after else None,
            "id": self.after[1] if self.after else None,
        }


def _order(sort: Sort) -> sql.Composed:
    """`order by`, ending in the id so that no two rows tie."""
    way = sql.SQL("desc" if sort.startswith("-") else "asc")
    column = sort.removeprefix("-")
    if column == "id":
        return sql.SQL("id {}").format(way)
    return sql.SQL("{0} {1}, id {1}").format(sql.Identifier(column), way)


def _after(sort: Sort) -> sql.Composed:
    """The condition that a row comes after the cursor."""
    sign = sql.SQL("<" if sort.startswith("-") else ">")
    column = sort.removeprefix("-")
    if column == "id":
        return sql.SQL("and id {} %(id)s").format(sign)
    return sql.SQL("and ({}, id) {} (%(key)s::{}, %(id)s)").format(
        sql.Identifier(column), sign, sql.SQL(_TYPES[column])
    )


_FITS: Final = sql.SQL(
    "(%(lot)s::bigint is null or lot_id = %(lot)s)"
    " and (%(text)s::text is null or strpos(lower(name), lower(%(text)s)) > 0)"
)


def _walk(sort: Sort, after: sql.Composable) -> sql.Composed:
    order = _order(sort)
    ranges = sql.SQL(" union all ").join(
        sql.SQL(
            "(select {columns} from item where project_id = %(project)s and state = {state}"
            " and {state} = any(%(states)s) {after} order by {order} limit %(bound)s)"
        ).format(columns=_COLUMNS, state=state, after=after, order=order)
        for state in map(sql.Literal, STATES)
    )
    return sql.SQL(
        "select *, {fits} as fits from (select *, row_number() over () as walked from ("
        " select * from ({ranges}) merged order by {order} limit %(bound)s) taken"
        ") walk where walked = %(bound)s or {fits} limit %(limit)s"
    ).format(fits=_FITS, ranges=ranges, order=order)


def _gather(sort: Sort, after: sql.Composable, source: sql.SQL) -> sql.Composed:
    return sql.SQL(
        "select {columns} from (select {columns} from item where {source} offset 0) i"
        " where state = any(%(states)s) and {fits} {after} order by {order} limit %(limit)s"
    ).format(columns=_COLUMNS, source=source, fits=_FITS, order=_order(sort), after=after)


_IN_LOT: Final = sql.SQL("lot_id = %(lot)s and project_id = %(project)s")
_BY_ID: Final = sql.SQL("id = any((select %(ids)s::bigint[])::bigint[]) and project_id = %(project)s")


def _statements(sort: Sort, after: sql.Composable) -> dict[str, sql.Composed]:
    return {
        "walk": _walk(sort, after),
        "lot": _gather(sort, after, _IN_LOT),
        "ids": _gather(sort, after, _BY_ID),
    }


#: (sort, whether there is a cursor) → the three statements.
_SQL: Final = {
    (sort, with_cursor): _statements(sort, _after(sort) if with_cursor else sql.SQL(""))
    for sort in get_args(Sort)
    for with_cursor in (False, True)
}


_MATCHING: Final = """
select array_agg(id order by id) as ids from (
    select name.id from item_names block
    cross join lateral unnest(block.ids, string_to_array(block.names, e'\\x1f')) name(id, name)
    where block.project_id = %(project)s and strpos(block.names, lower(%(text)s)) > 0
        and strpos(name.name, lower(%(text)s)) > 0
    limit %(limit)s
) matching
"""


async def walk(tx: Tx, listing: Listing, *, bound: int, limit: int) -> tuple[list[ItemRow], ItemRow | None]:
    """Up to `limit` fitting rows of the next `bound` in order, and the row where the walk stopped.

    That row is None where the walk came to the end of the list, or to the limit.
    """
    query = _SQL[listing.sort, listing.after is not None]["walk"]
    found = await dicts(tx, query, {**listing.params(), "bound": bound, "limit": limit + 1})
    fitting = [as_struct(row, ItemRow) for row in found if row["fits"]][:limit]
    if not found or found[-1]["walked"] < bound or len(fitting) == limit:
        return fitting, None
    return fitting, as_struct(found[-1], ItemRow)


async def gather_lot(tx: Tx, listing: Listing, *, limit: int) -> list[ItemRow]:
    """The first `limit` fitting rows of the listing's lot; reads the whole lot."""
    query = _SQL[listing.sort, listing.after is not None]["lot"]
    return await rows(tx, ItemRow, query, {**listing.params(), "limit": limit})


async def gather_ids(tx: Tx, listing: Listing, ids: list[int], *, limit: int) -> list[ItemRow]:
    """The first `limit` rows among `ids`, those with the text in their names, that fit otherwise."""
    query = _SQL[listing.sort, listing.after is not None]["ids"]
    return await rows(tx, ItemRow, query, {**listing.params(), "text": None, "ids": ids, "limit": limit})


async def ids_matching(tx: Tx, project_id: int, text: str, *, limit: int) -> list[int]:
    """Up to `limit` items, by id, with `text` somewhere in their names, whatever its case."""
    ids: list[int] | None = await scalar(tx, _MATCHING, {"project": project_id, "text": text, "limit": limit})
    return ids or []
