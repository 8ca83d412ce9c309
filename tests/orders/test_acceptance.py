"""Lots of an order: filled by themselves, delivered, looked at by sample, judged, and settled."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest

from beanfield.orders import filing, follow, quoting, sampling, settling
from beanfield.orders.model import AcceptanceRule, Mark, NewOrderProject, OrderDetail, Sample
from beanfield.orders.problems import (
    AlreadyJudged,
    DefectMissing,
    LookOn,
    NotFrozen,
    NotOrdered,
    NotSampled,
    OrderNotSo,
)
from beanfield.orders.statement_sheet import statement_sheet
from beanfield.platform.database import execute, jsonb, scalar
from beanfield.platform.jobs import run_waiting
from beanfield.platform.services import Services
from beanfield.production import deliveries, lots
from beanfield.production.model import NewDelivery, NewLot
from tests.orders.market import DEADLINE, NOW, Market, an_order, open_market
from tests.production.intake_setting import (
    BOXES,
    Setting,
    a_box,
    a_setting,
    answered,
    picture,
    taken_in,
    zipped,
)


class Shop:
    """An order of `items` pictures whose project has all of them accepted, as one lot of each `lot_size`."""

    def __init__(self, services: Services) -> None:
        self.services = services

    async def open(self, folder: Path, *, items: int, lot_size: int, **order: Any) -> Shop:
        services = self.services
        self.at: Setting = await a_setting(services, "image", BOXES)
        await taken_in(
            services,
            self.at,
            zipped(folder / "a.zip", {f"{n:02d}.png": picture(60 + n) for n in range(items)}),
        )
        await answered(services, self.at, {f"{n:02d}.png": a_box(n) for n in range(items)})
        async with services.database.transaction() as tx:
            self.market: Market = await open_market(tx)
            made = await self.market.filed(volume=items, **order)
            await self.market.quote(self.market.manager, made.id, volume=items)
            await self.market.move(self.market.customer, made.id, "contracted")
            new = NewOrderProject("街景", lot_size)
            self.order = (await quoting.produce(tx, self.market.manager, made.id, new, now=NOW)).id
            # the project with data and answers stands in for the one just made
            await execute(tx, "update project set order_id = null where order_id = %s", [self.order])
            await execute(tx, "update project set order_id = %s where id = %s", [self.order, self.at.project])
            await follow.fill_all(tx)
        return self

    async def told(self) -> OrderDetail:
        async with self.services.database.transaction() as tx:
            self.market.tx = tx
            return await filing.one(tx, self.market.manager, self.order)

    async def deliver(self, lot: int) -> None:
        async with self.services.database.transaction() as tx:
            await deliveries.deliver(tx, self.at.manager, self.at.project, lot, NewDelivery())
        await run_waiting(self.services)  # builds the file
        await run_waiting(self.services)  # tells the order

    async def draw(self, lot: int, seed: int = 7) -> Sample:
        async with self.services.database.transaction() as tx:
            return await sampling.draw(tx, self.market.customer, self.at.project, lot, seed=seed, now=NOW)

    async def mark(self, lot: int, item: int, mark: Mark) -> Sample:
        async with self.services.database.transaction() as tx:
            return await sampling.mark(tx, self.market.customer, self.at.project, lot, item, mark, now=NOW)

    async def conclude(self, lot: int) -> Sample:
        async with self.services.database.transaction() as tx:
            return await sampling.conclude(tx, self.market.customer, self.at.project, lot, now=NOW)

    async def accept(self, lot: int) -> Sample:
        await self.deliver(lot)
        for item in (await self.draw(lot)).items:
            await self.mark(lot, item.item_id, Mark(ok=True))
        return await self.conclude(lot)


async def test_accepted_items_fill_lots_of_the_size_that_was_chosen(
    services: Services, tmp_path: Path
) -> None:
    shop = await Shop(services).open(tmp_path, items=7, lot_size=3)
    order = await shop.told()
    assert [lot.items for lot in order.lots] == [3, 3, 1]
    assert [lot.name for lot in order.lots] == [f"{order.number}-0{n}" for n in (1, 2, 3)]
    async with services.database.transaction() as tx:
        assert await follow.fill_all(tx) == 0


async def test_the_rest_waits_while_more_may_come(services: Services, tmp_path: Path) -> None:
    shop = await Shop(services).open(tmp_path, items=3, lot_size=3)
    async with services.database.transaction() as tx:
        await execute(
            tx,
            "insert into item (project_id, name, state, open_slots) values (%s, 'x', 'open', 1),"
            " (%s, 'y', 'accepted', 0)",
            [shop.at.project, shop.at.project],
        )
        assert await follow.fill(tx, shop.order) == 0
        await execute(tx, "update item set state = 'accepted' where name = 'x'")
        assert await follow.fill(tx, shop.order) == 1


async def test_a_sample_is_drawn_once_and_can_be_drawn_again_from_its_seed(
    services: Services, tmp_path: Path
) -> None:
    rule = AcceptanceRule(most_errors=0.5, confidence=0.9)  # proved by four items
    shop = await Shop(services).open(tmp_path, items=9, lot_size=9, acceptance=rule)
    lot = (await shop.told()).lots[0].id
    with pytest.raises(NotFrozen):
        await shop.draw(lot)
    await shop.deliver(lot)
    sample = await shop.draw(lot, seed=11)
    assert (sample.size, sample.lot_items, sample.accept, sample.seed) == (4, 9, 0, 11)
    assert len({item.item_id for item in sample.items}) == 4
    assert await shop.draw(lot, seed=12) == sample
    async with services.database.transaction() as tx:
        with pytest.raises(psycopg.errors.RestrictViolation):
            await execute(tx, "update lot_sample set seed = 1")


async def test_a_lot_smaller_than_the_sample_is_looked_at_whole(services: Services, tmp_path: Path) -> None:
    shop = await Shop(services).open(tmp_path, items=4, lot_size=4)
    lot = (await shop.told()).lots[0].id
    await shop.deliver(lot)
    assert (await shop.draw(lot)).size == 4


async def test_the_customer_sees_the_answer_that_was_delivered(services: Services, tmp_path: Path) -> None:
    shop = await Shop(services).open(tmp_path, items=2, lot_size=2)
    lot = (await shop.told()).lots[0].id
    await shop.deliver(lot)
    item = (await shop.draw(lot)).items[0]
    async with services.database.transaction() as tx:
        look = await sampling.look(tx, services, shop.at.project, lot, item.item_id, now=NOW)
        with pytest.raises(NotSampled):
            await sampling.look(tx, services, shop.at.project, lot, 4711, now=NOW)
    assert look.document is not None
    shown = msgspec.json.decode(look.document)
    assert (len(shown["objects"]), look.schema_version, look.name) == (1, 1, item.name)
    assert "url" in msgspec.json.decode(look.content)


async def test_a_lot_without_a_fault_is_accepted_and_its_order_with_it(
    services: Services, tmp_path: Path
) -> None:
    shop = await Shop(services).open(tmp_path, items=4, lot_size=2)
    first, second = [lot.id for lot in (await shop.told()).lots]
    await shop.deliver(first)
    assert (await shop.told()).state == "delivered"
    sample = await shop.draw(first)
    await shop.mark(first, sample.items[0].item_id, Mark(ok=True))
    with pytest.raises(LookOn):
        await shop.conclude(first)
    marked = await shop.mark(first, sample.items[1].item_id, Mark(ok=True))
    assert (marked.follows, marked.looked) == ("accepted", 2)
    done = await shop.conclude(first)
    assert done.result is not None
    assert done.result.verdict == "accepted"
    with pytest.raises(AlreadyJudged):
        await shop.mark(first, sample.items[0].item_id, Mark(ok=True))
    assert (await shop.told()).state == "in_production"
    await shop.accept(second)
    order = await shop.told()
    assert (order.state, [lot.state for lot in order.lots]) == ("accepted", ["accepted", "accepted"])
    assert [(e.to_state, e.by_name) for e in order.events[-4:]] == [
        ("delivered", "经理"), ("in_production", "customer"), ("delivered", "经理"), ("accepted", "customer"),
    ]  # fmt: skip


async def test_one_fault_sends_the_whole_lot_back_with_what_was_found(
    services: Services, tmp_path: Path
) -> None:
    shop = await Shop(services).open(tmp_path, items=3, lot_size=3)
    lot = (await shop.told()).lots[0].id
    await shop.deliver(lot)
    item = (await shop.draw(lot)).items[0]
    with pytest.raises(DefectMissing):
        await shop.mark(lot, item.item_id, Mark(ok=False))
    await shop.mark(lot, item.item_id, Mark(ok=True))
    marked = await shop.mark(lot, item.item_id, Mark(ok=False, defect="missing", note="右侧行人"))
    assert (marked.looked, marked.faulty, marked.follows) == (1, 1, "rejected")
    await shop.conclude(lot)
    order = await shop.told()
    assert (order.state, order.lots[0].state) == ("rework", "rejected")
    assert item.name in order.events[-1].note
    assert "右侧行人" in order.events[-1].note
    async with services.database.transaction() as tx:
        assert await scalar(tx, "select count(*) from item where state = 'returned'") == 3
        assert "右侧行人" in await scalar(tx, "select comment from review limit 1")


async def test_a_lot_delivered_again_is_sampled_again(services: Services, tmp_path: Path) -> None:
    shop = await Shop(services).open(tmp_path, items=2, lot_size=2)
    lot = (await shop.told()).lots[0].id
    await shop.deliver(lot)
    first = await shop.draw(lot)
    await shop.mark(lot, first.items[0].item_id, Mark(ok=False, defect="loose"))
    await shop.conclude(lot)
    await answered(services, shop.at, {f"{n:02d}.png": a_box(n + 5) for n in range(2)})
    await shop.deliver(lot)
    again = await shop.draw(lot)
    assert again.id != first.id
    assert [item.ok for item in again.items] == [None, None]
    assert (await shop.told()).state == "delivered"


async def test_a_project_of_no_order_has_no_sample(services: Services, tmp_path: Path) -> None:
    shop = await Shop(services).open(tmp_path, items=2, lot_size=2)
    async with services.database.transaction() as tx:
        project = await scalar(tx, "select id from project where order_id is null")
        lot = await lots.create(tx, None, project, NewLot("x"))
        with pytest.raises(NotOrdered):
            await sampling.draw(tx, shop.market.customer, project, lot.id, seed=1, now=NOW)


async def test_accepted_lots_make_the_statement_and_settling_freezes_it(
    services: Services, tmp_path: Path
) -> None:
    shop = await Shop(services).open(tmp_path, items=3, lot_size=2)
    first, second = [lot.id for lot in (await shop.told()).lots]
    await shop.accept(first)
    async with services.database.transaction() as tx:
        part = await settling.statement(tx, shop.order, locale="zh-CN")
        with pytest.raises(OrderNotSo):
            await settling.settle(tx, shop.market.manager, shop.order, now=NOW)
    assert (part.units, part.amount_fen, part.settled_at) == (2, 70, None)
    await shop.accept(second)
    async with services.database.transaction() as tx:
        live = await settling.statement(tx, shop.order, locale="zh-CN")
        settled = await settling.settle(tx, shop.market.manager, shop.order, now=NOW)
        frozen = await settling.statement(tx, shop.order, locale="zh-CN")
        with pytest.raises(OrderNotSo):
            await settling.settle(tx, shop.market.manager, shop.order, now=NOW)
    assert settled.state == "settled"
    assert frozen.lines == live.lines
    assert (frozen.units, frozen.amount_fen, frozen.settled_at) == (3, 105, NOW)
    with zipfile.ZipFile(io.BytesIO(statement_sheet(frozen, "zh-CN"))) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
        cells = book.read("xl/worksheets/sheet1.xml").decode()
    assert frozen.number in texts
    assert "<v>1.05</v>" in cells


async def test_an_order_by_objects_counts_objects(services: Services, tmp_path: Path) -> None:
    shop = await Shop(services).open(tmp_path, items=2, lot_size=2, unit="object")
    lot = (await shop.told()).lots[0].id
    async with services.database.transaction() as tx:
        await execute(tx, "alter table annotation disable trigger annotation_append_only")
        await execute(tx, "update annotation set objects = 3")
        await execute(tx, "alter table annotation enable trigger annotation_append_only")
    await shop.accept(lot)
    async with services.database.transaction() as tx:
        statement = await settling.statement(tx, shop.order, locale="en")
    assert (statement.units, statement.amount_fen, statement.lines[0].items) == (6, 210, 2)


def test_an_order_says_its_rule_and_its_gates() -> None:
    order = an_order()
    assert (order.deadline, order.acceptance, order.gates.surveying) == (
        DEADLINE,
        AcceptanceRule(0.03, 0.95),
        False,
    )
    assert jsonb(order.gates).obj["subcontract_consent"] is False
