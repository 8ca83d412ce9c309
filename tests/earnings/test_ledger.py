"""Whatever is done in whatever order, the ledger balances."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beanfield.earnings import accrue, appeals, rates, rules
from beanfield.earnings.model import AppealAnswer, NewAppeal, NewRate, RateLevel
from beanfield.earnings.problems import AppealTwice, OwnAppeal
from beanfield.platform.database import Tx, dicts, scalar
from beanfield.platform.services import Services
from tests.earnings.payroom import make_paid_floor
from tests.production.floor import Floor, make_people

#: Answers of so many objects, new rates, credit, an appeal granted with so much more.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, 2), st.integers(0, 40)),
        st.tuples(st.just("rate"), st.integers(0, 500), st.integers(1, 10_000)),
        st.tuples(st.just("credit"), st.booleans(), st.just(0)),
        st.tuples(st.just("appeal"), st.integers(0, 2), st.integers(1, 500)),
    ),
    max_size=14,
)


async def _answer(tx: Tx, floor: Floor, person: int, objects: int) -> None:
    """An answer on a new item, written straight into the tables: the ledger is what is tested."""
    await tx.execute(
        "with made as (insert into item (project_id, name, open_slots)"
        " select %(project)s, 'x' || count(*), 0 from item where project_id = %(project)s returning id)"
        " insert into annotation (id, item_id, project_id, person_id, document, schema_version,"
        " guide_version, objects, submitted_at)"
        " select gen_random_uuid(), id, %(project)s, %(person)s, '{}', 1, 1,"
        " %(objects)s, %(now)s from made",
        {"project": floor.project_id, "person": person, "objects": objects, "now": floor.now},
    )


async def _appeal(tx: Tx, floor: Floor, person: int, judge: int, more: int) -> None:
    entry: Any = await dicts(
        tx, "select id, amount_fen from entry where person_id = %s order by id desc limit 1", [person]
    )
    if not entry:
        return
    try:
        await appeals.open_appeal(tx, person, NewAppeal(entry[0]["id"], "x"), floor.now)
    except AppealTwice:
        return
    number = await scalar(tx, "select max(id) from appeal")
    given_ = AppealAnswer("granted", "x", entry[0]["amount_fen"] + more)
    with suppress(OwnAppeal):  # the line is a correction that the judge made
        await appeals.answer(tx, judge, floor.project_id, number, given_, floor.now)


async def _play(tx: Tx, floor: Floor, judge: int, steps: list[tuple[str, Any, Any]]) -> None:
    for what, first, second in steps:
        floor.pass_time(60)
        match what:
            case "answer":
                await _answer(tx, floor, floor.people[first], second)
            case "rate":
                levels = [RateLevel(0, second)]
                new = NewRate("object", first, skill="street", levels=levels)
                await rates.add(tx, floor.people[0], floor.project_id, new, floor.now)
            case "credit":
                await accrue.accrue(tx, floor.project_id, floor.now, whole=first)
            case _:
                await _appeal(tx, floor, floor.people[first], judge, second)
    await accrue.accrue(tx, floor.project_id, floor.now)
    assert await accrue.accrue(tx, floor.project_id, floor.now, whole=True) == 0


async def _check(tx: Tx) -> None:
    await tx.execute("set constraints all immediate")  # the database's own check of each transfer
    assert await scalar(tx, "select coalesce(sum(amount_fen), 0) from posting") == 0
    owed = await scalar(
        tx, "select coalesce(-sum(amount_fen), 0) from posting where account like 'payable:%%'"
    )
    assert owed == await scalar(tx, "select coalesce(sum(amount_fen), 0) from entry")
    done = await scalar(tx, "select count(*) from annotation")
    assert await scalar(tx, "select count(*) from entry where kind = 'annotate'") == done
    for row in await dicts(tx, "select * from entry where kind <> 'correction'"):
        assert row["amount_fen"] == rules.line_amount(
            row["units"], row["rate_fen"], row["coefficient_permille"]
        )


async def test_the_ledger_balances_whatever_happens(services: Services) -> None:
    floor = await make_paid_floor(services, NewRate("object", 7), items=0)
    async with services.database.transaction() as tx:
        judge = (await make_people(tx, floor.centre_id, 1))[0]
    await floor.run(
        "insert into person_skill (person_id, skill, level, source) values (%s, 'street', 1, 'exam')",
        floor.people[0],
    )
    begun = floor.now
    examples: list[list[tuple[str, Any, Any]]] = []

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(STEPS)
    def gather(steps: list[tuple[str, Any, Any]]) -> None:
        examples.append(steps)

    gather()
    for steps in examples:
        floor.now = begun
        async with services.database.pool.connection() as tx, tx.transaction(force_rollback=True):
            await _play(tx, floor, judge, steps)
            await _check(tx)
