"""Entries from work."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from beanfield.earnings import accrue
from beanfield.earnings.model import NewRate, RateLevel
from beanfield.platform.errors import Invalid
from beanfield.platform.services import Services
from beanfield.production.model import Defect, ReviewSubmission
from tests.earnings.payroom import credit, do_one, lines, make_paid_floor, set_rate, unbalanced
from tests.production.floor import Floor, add_checkers, boxes, check, make_floor


async def test_an_answer_earns_the_rate_and_says_how(services: Services) -> None:
    floor = await make_paid_floor(services)
    person = floor.people[0]
    item = await do_one(floor, person)
    assert await credit(floor) == 1
    (line,) = await lines(floor, person)
    assert (line["kind"], line["item_id"], line["units"], line["rate_fen"]) == ("annotate", item, 1, 30)
    assert (line["coefficient_permille"], line["amount_fen"]) == (1000, 30)
    assert line["at"] == floor.now
    assert await unbalanced(floor) == []


async def test_crediting_again_makes_nothing_new(services: Services) -> None:
    floor = await make_paid_floor(services)
    await do_one(floor, floor.people[0])
    assert await credit(floor) == 1
    assert await credit(floor) == 0
    assert await credit(floor, whole=True) == 0


async def test_an_object_rate_pays_each_object(services: Services) -> None:
    floor = await make_paid_floor(services, NewRate(unit="object", annotate_fen=7))
    await do_one(floor, floor.people[0], boxes(5))
    await do_one(floor, floor.people[0], boxes(0))
    await credit(floor)
    assert [(row["units"], row["amount_fen"]) for row in await lines(floor, floor.people[0])] == [
        (5, 35),
        (0, 0),
    ]
    assert await unbalanced(floor) == []


async def test_work_keeps_the_rate_of_its_time(services: Services) -> None:
    floor = await make_paid_floor(services)
    person = floor.people[0]
    await do_one(floor, person)
    floor.pass_time(60)
    await set_rate(floor, NewRate(unit="item", annotate_fen=50))
    await do_one(floor, person)
    await credit(floor)
    assert [(r["rate_version"], r["amount_fen"]) for r in await lines(floor, person)] == [(1, 30), (2, 50)]


async def test_a_rate_to_come_does_not_hold_yet(services: Services) -> None:
    floor = await make_paid_floor(services)
    start = floor.now + timedelta(days=1)
    told = await set_rate(floor, NewRate(unit="item", annotate_fen=50, from_at=start))
    assert [(rate.version, rate.in_force) for rate in told] == [(2, False), (1, True)]
    await do_one(floor, floor.people[0])
    floor.now = start
    await do_one(floor, floor.people[0])
    await credit(floor)
    assert [r["amount_fen"] for r in await lines(floor, floor.people[0])] == [30, 50]


async def test_only_the_first_rate_may_begin_in_the_past(services: Services) -> None:
    floor = await make_floor(services)
    begun = floor.now
    await do_one(floor, floor.people[0])
    assert await credit(floor) == 0
    floor.pass_time(3600)
    await set_rate(floor, NewRate(unit="item", annotate_fen=40, from_at=begun))
    assert await credit(floor) == 1
    with pytest.raises(Invalid):
        await set_rate(floor, NewRate(unit="item", annotate_fen=50, from_at=begun))


async def test_the_coefficient_follows_the_level_of_the_skill(services: Services) -> None:
    levels = [RateLevel(1, 1050), RateLevel(3, 1205)]
    rate = NewRate(unit="item", annotate_fen=30, skill="street", levels=levels)
    floor = await make_paid_floor(services, rate)
    for person, level in zip(floor.people, (None, 2.0, 3.0), strict=True):
        if level is not None:
            await floor.run(
                "insert into person_skill (person_id, skill, level, source)"
                " values (%s, 'street', %s, 'exam')",
                person,
                level,
            )
        await do_one(floor, person)
    await credit(floor)
    found = [(await lines(floor, person))[0] for person in floor.people]
    assert [row["coefficient_permille"] for row in found] == [1000, 1050, 1205]
    assert [row["amount_fen"] for row in found] == [30, 32, 36]  # 31.5 and 36.15: half-up


async def return_it(floor: Floor, comment: str = "漏标") -> None:
    (reviewer,) = await add_checkers(floor, 1)
    lease = (await check(floor, reviewer, task="review", submit=[], want=1, holding=[])).leases[0]
    floor.pass_time(20)
    verdict = ReviewSubmission(
        id=uuid4(),
        lease_id=lease.id,
        verdict="return",
        comment=comment,
        defects=[Defect(class_="missing", severity="major")],
    )
    reply = await check(floor, reviewer, task="review", submit=[verdict], want=0, holding=[])
    assert [outcome.status for outcome in reply.outcomes] == ["done"]


async def test_mending_ones_own_return_earns_nothing_more_and_the_review_is_paid(services: Services) -> None:
    floor = await make_paid_floor(services, review="all")
    person = floor.people[0]
    item = await do_one(floor, person)
    await return_it(floor)
    mended = await do_one(floor, person)
    assert mended == item
    await credit(floor)
    found = await floor.rows("select kind, amount_fen from entry order by id")
    assert [(row["kind"], row["amount_fen"]) for row in found] == [("annotate", 30), ("review", 12)]


async def test_mending_for_someone_else_is_paid(services: Services) -> None:
    floor = await make_paid_floor(services, review="all", items=1)
    author, other = floor.people[:2]
    await do_one(floor, author)
    await return_it(floor)
    await floor.run("update item set returned_to = null where state = 'returned'")
    await do_one(floor, other)
    await credit(floor)
    assert [row["kind"] for row in await lines(floor, other)] == ["annotate"]
    assert len(await lines(floor, author)) == 1


async def test_the_job_finds_the_projects_that_are_behind(services: Services) -> None:
    floor = await make_paid_floor(services)
    await do_one(floor, floor.people[0])
    async with services.database.transaction() as tx:
        assert await accrue.accrue_all(tx, floor.now, person_id=floor.people[1]) == 0
        assert await accrue.accrue_all(tx, floor.now, person_id=floor.people[0]) == 1
    floor.pass_time(7200)
    await do_one(floor, floor.people[1])
    async with services.database.transaction() as tx:
        assert await accrue.accrue_all(tx, floor.now) == 1


@pytest.mark.parametrize("table", ["entry", "posting", "rate"])
async def test_the_ledger_is_append_only(services: Services, table: str) -> None:
    floor = await make_paid_floor(services)
    await do_one(floor, floor.people[0])
    await credit(floor)
    for statement in (f"delete from {table}", f"update {table} set currency = 'CNY'"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            await floor.run(statement)


async def test_the_database_refuses_a_transfer_that_does_not_balance(services: Services) -> None:
    floor = await make_paid_floor(services)
    await do_one(floor, floor.people[0])
    await credit(floor)
    with pytest.raises(psycopg.errors.CheckViolation):
        await floor.run(
            "insert into posting (transfer_id, account, amount_fen)"
            " select id, 'labour:centre:1', 5 from entry"
        )


async def test_the_database_refuses_an_amount_that_does_not_follow_the_rate(services: Services) -> None:
    floor = await make_paid_floor(services)
    await do_one(floor, floor.people[0])
    with pytest.raises(psycopg.errors.CheckViolation):
        await floor.run(
            "insert into entry (person_id, centre_id, project_id, item_id, kind, annotation_id, units,"
            " rate_version, rate_fen, coefficient_permille, amount_fen, at)"
            " select person_id, %s, project_id, item_id, 'annotate', id, 1, 1, 30, 1000, 31, now()"
            " from annotation",
            floor.centre_id,
        )
