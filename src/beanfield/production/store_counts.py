"""Numbers of items by state, kept as changes to be summed (see `item_count` in the migrations)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from beanfield.platform.database import Tx, dicts, execute
from beanfield.production.model import Counts


async def of_projects(tx: Tx, project_ids: Sequence[int]) -> dict[int, Counts]:
    """The numbers of each project's items by state."""
    found = await dicts(
        tx,
        "select project_id as id, state, sum(items)::bigint as items from item_count"
        " where project_id = any(%s) group by 1, 2",
        [list(project_ids)],
    )
    return _counted(project_ids, found)


async def of_lots(tx: Tx, project_id: int, lot_ids: Sequence[int]) -> dict[int, Counts]:
    """The numbers of each lot's items by state; the lots are the project's."""
    found = await dicts(
        tx,
        "select lot_id as id, state, sum(items)::bigint as items from item_count"
        " where project_id = %s and lot_id = any(%s) group by 1, 2",
        [project_id, list(lot_ids)],
    )
    return _counted(lot_ids, found)


def _counted(ids: Sequence[int], found: list[dict[str, Any]]) -> dict[int, Counts]:
    counts = {each: Counts() for each in ids}
    for row in found:
        of = counts[row["id"]]
        setattr(of, row["state"], row["items"])
        of.total += row["items"]
    return counts


async def unfolded(tx: Tx, *, least: int) -> list[int]:
    """Projects with at least `least` rows of changes."""
    found = await dicts(
        tx, "select project_id from item_count group by 1 having count(*) >= %s order by 1", [least]
    )
    return [row["project_id"] for row in found]


async def fold(tx: Tx, project_id: int) -> None:
    """Replace the project's rows of changes by their sums.

    Whoever sums meanwhile sees either all old rows or the sums, since this is one statement; two folders at
    once do no harm, since a row that the other one took is gone.
    """
    await execute(
        tx,
        "with taken as ("
        " delete from item_count where project_id = %s returning project_id, lot_id, state, items)"
        " insert into item_count select project_id, lot_id, state, sum(items) from taken"
        " group by 1, 2, 3 having sum(items) <> 0",
        [project_id],
    )
