"""Closing a month, and the minimum wage."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from beanfield.earnings import months, own, statements, store, wages
from beanfield.earnings.model import NewRate, PayMonth
from beanfield.earnings.problems import (
    EarlierMonthOpen,
    MonthClosed,
    MonthNotOver,
    NoMinimumWage,
    NothingToPay,
    StatementNotFound,
)
from beanfield.platform.services import Services
from tests.earnings.payroom import do_one, lines, make_paid_floor, minimum, unbalanced
from tests.production.floor import Floor

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
AFTER = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)


async def with_minimum(floor: Floor, monthly_yuan: int = 1950, from_date: date = date(2023, 5, 1)) -> None:
    await floor.run("update centre set county = '宜君县' where id = %s", floor.centre_id)
    async with floor.services.database.transaction() as tx:
        await wages.record(tx, floor.people[0], floor.centre_id, minimum(monthly_yuan, from_date))


async def close(floor: Floor, month: date = NOVEMBER, now: datetime = AFTER) -> PayMonth:
    async with floor.services.database.transaction() as tx:
        return await months.close(tx, floor.people[0], floor.centre_id, month, now)


async def test_a_month_closes_into_statements_with_frozen_lines(services: Services) -> None:
    floor = await make_paid_floor(services)
    await with_minimum(floor)
    for person in (0, 0, 1):
        await do_one(floor, floor.people[person])
    closed = await close(floor)
    assert closed.state == "closed"
    told = {person.person_id: person for person in closed.people}
    assert [told[p].work_fen for p in floor.people[:2]] == [60, 30]
    assert floor.people[2] not in told
    async with services.database.transaction() as tx:
        (row,) = await statements.of_person(tx, floor.people[0])
        frozen = await store.lines_of_statement(tx, row.id)
    assert row.gross_fen == sum(line.amount_fen for line in frozen)
    assert row.lines == len(frozen)


async def test_slow_work_is_topped_up_to_the_minimum_for_the_hours_measured(services: Services) -> None:
    floor = await make_paid_floor(services, NewRate(unit="item", annotate_fen=10))
    await with_minimum(floor, 1950)
    await do_one(floor, floor.people[0], seconds=119)
    closed = await close(floor)
    (person,) = closed.people
    assert person.worked_ms == 119_000
    assert person.floor_fen == round(195_000 * 119 / (174 * 3600))  # 37.04 fen
    assert (person.top_up_fen, person.gross_fen) == (27, 37)
    kinds = [row["kind"] for row in await lines(floor, floor.people[0])]
    assert kinds == ["annotate", "top_up"]
    assert await unbalanced(floor) == []
    account = await floor.value(
        "select sum(amount_fen) from posting where account = %s", f"labour:centre:{floor.centre_id}"
    )
    assert account == 27


async def test_hours_without_any_pay_are_topped_up_too(services: Services) -> None:
    floor = await make_paid_floor(services, NewRate(unit="object", annotate_fen=10))
    await with_minimum(floor)
    await do_one(floor, floor.people[0], {"objects": [], "relations": [], "answers": {}}, seconds=60)
    (person,) = (await close(floor)).people
    assert person.work_fen == 0
    assert person.gross_fen == person.floor_fen == person.top_up_fen == 19  # 18.68


async def test_a_month_without_a_minimum_wage_is_refused(services: Services) -> None:
    floor = await make_paid_floor(services)
    await do_one(floor, floor.people[0])
    with pytest.raises(NoMinimumWage):
        await close(floor)
    await with_minimum(floor, from_date=DECEMBER)
    with pytest.raises(NoMinimumWage):
        await close(floor)
    await with_minimum(floor, from_date=NOVEMBER)
    assert (await close(floor)).state == "closed"


async def test_a_month_closes_once_after_its_last_day_and_in_order(services: Services) -> None:
    floor = await make_paid_floor(services)
    await with_minimum(floor)
    await do_one(floor, floor.people[0])
    with pytest.raises(MonthNotOver):
        await close(floor, now=floor.now)
    floor.now = AFTER
    await do_one(floor, floor.people[0])
    january = datetime(2027, 1, 2, tzinfo=UTC)
    with pytest.raises(EarlierMonthOpen):
        await close(floor, DECEMBER, january)
    await close(floor, NOVEMBER, january)
    with pytest.raises(MonthClosed):
        await close(floor, NOVEMBER, january)
    assert (await close(floor, DECEMBER, january)).people[0].work_fen == 30
    with pytest.raises(NothingToPay):
        await close(floor, date(2027, 1, 1), datetime(2027, 2, 2, tzinfo=UTC))


async def test_the_minimum_wage_is_the_one_of_the_months_end(services: Services) -> None:
    floor = await make_paid_floor(services)
    await with_minimum(floor, 1950)
    await with_minimum(floor, 2376, date(2026, 12, 1))
    await do_one(floor, floor.people[0])
    shown = await close(floor)
    assert shown.minimum_wage is not None
    assert shown.minimum_wage.monthly_fen == 195_000


async def test_an_open_month_shows_what_closing_would_give(services: Services) -> None:
    floor = await make_paid_floor(services, NewRate(unit="item", annotate_fen=10))
    await with_minimum(floor)
    await do_one(floor, floor.people[0], seconds=100)
    async with services.database.transaction() as tx:
        before = await months.show(tx, floor.centre_id, NOVEMBER, AFTER)
    after = await close(floor)
    assert before.state == "open"
    assert [(p.person_id, p.gross_fen, p.top_up_fen) for p in before.people] == [
        (p.person_id, p.gross_fen, p.top_up_fen) for p in after.people
    ]


async def test_a_statement_is_its_persons_and_its_centres_alone(services: Services) -> None:
    floor = await make_paid_floor(services)
    await with_minimum(floor)
    await do_one(floor, floor.people[0])
    await close(floor)
    async with services.database.transaction() as tx:
        (row,) = await statements.of_person(tx, floor.people[0])
        assert (await statements.one(tx, row.id, person_id=floor.people[0])).row == row
        with pytest.raises(StatementNotFound):
            await statements.one(tx, row.id, person_id=floor.people[1])
        with pytest.raises(StatementNotFound):
            await statements.one(tx, row.id, centre_id=floor.centre_id + 1)
        pay = await own.of_person(tx, floor.people[0], NOVEMBER, AFTER)
    assert [each.id for each in pay.statements] == [row.id]
