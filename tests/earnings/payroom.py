"""A project with rates, for the tests of pay."""

from __future__ import annotations

from datetime import date
from typing import Any

from beanfield.earnings import accrue, rates
from beanfield.earnings.model import NewMinimumWage, NewRate, Rate
from beanfield.platform.services import Services
from beanfield.production.model import Pipeline
from tests.production.floor import Floor, make_floor

ALL_PEOPLE = "select id from person order by id"


async def make_paid_floor(
    services: Services, rate: NewRate | None = None, *, people: int = 3, items: int = 10, review: Any = "none"
) -> Floor:
    """A running project whose rate holds from the floor's beginning; review: none or all."""
    floor = await make_floor(services, people=people, items=items, pipeline=Pipeline(review=review))
    await set_rate(floor, rate or NewRate(unit="item", annotate_fen=30, review_fen=12, adjudicate_fen=20))
    return floor


async def set_rate(floor: Floor, rate: NewRate) -> list[Rate]:
    async with floor.services.database.transaction() as tx:
        return await rates.add(tx, floor.people[0], floor.project_id, rate, floor.now)


async def credit(floor: Floor, *, whole: bool = False) -> int:
    """Make the entries, committed."""
    async with floor.services.database.transaction() as tx:
        return await accrue.accrue(tx, floor.project_id, floor.now, whole=whole)


async def lines(floor: Floor, person: int) -> list[dict[str, Any]]:
    return await floor.rows("select * from entry where person_id = %s order by id", person)


async def do_one(floor: Floor, person: int, document: Any = None, *, seconds: float = 30) -> int:
    """Take an item, work on it, hand it in; returns the item."""
    reply = await floor.ask(person)
    lease = reply.leases[0]
    floor.pass_time(seconds)
    reply = await floor.answer(person, lease.id, document)
    assert [outcome.status for outcome in reply.outcomes] == ["done"]
    return lease.item_id


async def unbalanced(floor: Floor) -> list[dict[str, Any]]:
    """Transfers whose postings do not sum to zero, or do not owe what the entry says."""
    return await floor.rows(
        "select e.id from entry e left join posting p on p.transfer_id = e.id group by e.id"
        " having coalesce(sum(p.amount_fen), 0) <> 0"
        " or coalesce(-sum(p.amount_fen) filter (where p.account like 'payable:%%'), 0) <> e.amount_fen"
    )


def minimum(monthly_yuan: int = 1950, from_date: date = date(2023, 5, 1)) -> NewMinimumWage:
    return NewMinimumWage(from_date, monthly_yuan * 100, 1900, "陕人社发〔2023〕16号")
