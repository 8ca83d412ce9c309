"""What production tells and does for orders: the projects made of one, their lots, and what fills them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from beanfield.platform.database import Tx, execute, rows, scalar
from beanfield.production import store_counts
from beanfield.production.model import Counts, ProjectState


class _Named(Struct):
    id: int
    name: str
    state: Any


class _Counted(Struct):
    """What has items. `finished`: those that are accepted or delivered."""

    counts: Counts

    @property
    def finished(self) -> int:
        return self.counts.accepted + self.counts.delivered

    @property
    def unfinished(self) -> int:
        """Those that are yet to be accepted."""
        return self.counts.open + self.counts.returned + self.counts.adjudication + self.counts.review

    @property
    def items(self) -> int:
        """All but those that were excluded."""
        return self.counts.total - self.counts.excluded


class OrderedProject(_Counted):
    """A project made of an order."""

    id: int
    name: str
    state: ProjectState


class OrderedLot(_Counted):
    """A lot of such a project."""

    id: int
    project_id: int
    name: str
    state: Literal["open", "delivered", "accepted", "rejected"]


class Work(Struct):
    """All that is made for one order."""

    projects: list[OrderedProject]
    lots: list[OrderedLot]


async def bind(tx: Tx, project_id: int, order_id: int) -> None:
    """The project is made of this order."""
    await execute(tx, "update project set order_id = %s where id = %s", [order_id, project_id])


async def pause_passed_on(tx: Tx, order_id: int, *, note: str, now: datetime) -> None:
    """Give no more items of an order to people of centres other than its projects' own."""
    await execute(
        tx,
        "update assignment a set paused_at = %(now)s, pause_note = %(note)s from project p"
        " where p.id = a.project_id and p.order_id = %(order)s and a.ended_at is null and a.paused_at is null"
        " and p.centre_id <> coalesce((select t.centre_id from team t where t.id = a.team_id),"
        "  (select n.centre_id from person n where n.id = a.person_id))",
        {"order": order_id, "note": note, "now": now},
    )


async def order_of(tx: Tx, project_id: int) -> int | None:
    """The order that a project is made of; None where it is of none."""
    found: int | None = await scalar(tx, "select order_id from project where id = %s", [project_id])
    return found


async def work_of(tx: Tx, order_id: int) -> Work:
    """The projects made of an order and their lots, the oldest first, with the numbers of their items."""
    found = await rows(
        tx,
        _Named,
        "select id, name, state from project where order_id = %s and deleted_at is null order by id",
        [order_id],
    )
    counts = await store_counts.of_projects(tx, [each.id for each in found])
    work = Work([OrderedProject(counts[each.id], each.id, each.name, each.state) for each in found], [])
    for project in work.projects:
        lots = await rows(
            tx, _Named, "select id, name, state from lot where project_id = %s order by id", [project.id]
        )
        of_lots = await store_counts.of_lots(tx, project.id, [each.id for each in lots])
        work.lots += [OrderedLot(of_lots[lot.id], lot.id, project.id, lot.name, lot.state) for lot in lots]
    return work


async def free_items(tx: Tx, project_id: int) -> int:
    """How many accepted items are in no lot yet."""
    return int(
        await scalar(
            tx,
            "select coalesce(sum(items), 0)::bigint from item_count"
            " where project_id = %s and lot_id is null and state = 'accepted'",
            [project_id],
        )
    )
