"""What the law asks of an order: no agreement, no project, no work before the document is recorded."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.orders import confirming, quoting, rules
from beanfield.orders.model import Gate, Gates, NewConfirmation, NewOrderProject, OrderDetail, Withdrawal
from beanfield.orders.problems import GatesOpen, NotConfirmed, OrderNotSo, ReasonMissing
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx, execute, scalar
from beanfield.platform.errors import Invalid
from beanfield.production import assignments, projects
from beanfield.production.model import NewAssignment, ProjectChanges
from tests.orders.market import NOW, Market, open_market

STREET = Gates(personal_data=True, surveying=True)
FLAGS = st.builds(Gates, *[st.booleans()] * 4)


async def confirm(market: Market, actor: Actor, order: int, gate: Gate) -> OrderDetail:
    new = NewConfirmation(gate, "北原汽车", "协议 2026-7", date(2026, 11, 1))
    return await confirming.confirm(market.tx, actor, order, new, now=NOW)


async def in_production(market: Market) -> OrderDetail:
    """An order with both its gates confirmed and a project that has a schema's number."""
    order = await market.filed(gates=STREET)
    await market.quote(market.manager, order.id)
    await confirm(market, market.customer, order.id, "personal_data")
    await confirm(market, market.manager, order.id, "surveying")
    await market.move(market.customer, order.id, "contracted")
    made = await quoting.produce(market.tx, market.manager, order.id, NewOrderProject("街景", 10), now=NOW)
    await execute(market.tx, "update project set schema_version = 1 where order_id = %s", [order.id])
    return made


async def test_an_order_is_agreed_to_once_each_side_has_confirmed_its_gates(tx: Tx) -> None:
    market = await open_market(tx)
    order = await market.filed(gates=STREET)
    quoted = await market.quote(market.manager, order.id)
    assert (quoted.open_gates, quoted.confirmable) == (["personal_data", "surveying"], ["surveying"])
    with pytest.raises(GatesOpen) as refused:
        await market.move(market.customer, order.id, "contracted")
    assert [fault.message for fault in refused.value.document("zh").errors] == [
        "含个人信息：客户尚未登记委托处理协议",
        "测绘地理信息：中心尚未登记测绘资质，或受有资质单位委托的文件",
    ]
    await confirm(market, market.customer, order.id, "personal_data")
    confirmed = await confirm(market, market.manager, order.id, "surveying")
    assert confirmed.open_gates == []
    assert (await market.move(market.customer, order.id, "contracted")).state == "contracted"
    record = confirmed.confirmations[-1]
    assert (record.holder, record.document, record.by_name) == ("北原汽车", "协议 2026-7", "customer")


async def test_a_side_confirms_its_own_gates_only(tx: Tx) -> None:
    market = await open_market(tx)
    order = await market.filed(gates=STREET)
    await market.quote(market.manager, order.id)
    with pytest.raises(OrderNotSo):
        await confirm(market, market.manager, order.id, "personal_data")
    with pytest.raises(OrderNotSo):
        await confirm(market, market.customer, order.id, "surveying")


async def test_a_document_of_a_day_to_come_confirms_nothing(tx: Tx) -> None:
    market = await open_market(tx)
    order = await market.filed(gates=STREET)
    new = NewConfirmation("personal_data", "北原", "协议", date(2026, 12, 1))
    with pytest.raises(Invalid):
        await confirming.confirm(tx, market.customer, order.id, new, now=NOW)


async def test_a_withdrawal_says_why_and_stops_the_work(tx: Tx) -> None:
    market = await open_market(tx)
    order = await in_production(market)
    project = order.projects[0].id
    await projects.change(tx, market.manager, project, ProjectChanges(state="running"))
    with pytest.raises(ReasonMissing):
        await confirming.withdraw(tx, market.customer, order.id, Withdrawal("personal_data", " "), now=NOW)
    taken = Withdrawal("personal_data", "协议到期")
    after = await confirming.withdraw(tx, market.customer, order.id, taken, now=NOW)
    assert (after.open_gates, after.projects[0].state) == (["personal_data"], "paused")
    with pytest.raises(projects.GatesOpen):
        await projects.change(tx, market.manager, project, ProjectChanges(state="running"))
    with pytest.raises(NotConfirmed):
        await confirming.withdraw(tx, market.customer, order.id, taken, now=NOW)
    await confirm(market, market.customer, order.id, "personal_data")
    assert (
        await projects.change(tx, market.manager, project, ProjectChanges(state="running"))
    ).state == "running"


async def test_the_database_runs_no_project_behind_an_open_gate(tx: Tx) -> None:
    market = await open_market(tx)
    order = await in_production(market)
    await confirming.withdraw(tx, market.manager, order.id, Withdrawal("surveying", "到期"), now=NOW)
    with pytest.raises(psycopg.errors.CheckViolation):
        async with tx.transaction():
            await execute(tx, "update project set state = 'running' where order_id = %s", [order.id])


async def test_people_of_another_centre_work_only_with_consent(tx: Tx) -> None:
    market = await open_market(tx)
    order = await in_production(market)
    project = order.projects[0].id
    admin = await market.person("administrator")
    stranger = await market.person("annotator", centre=market.abroad)
    neighbour = await market.person("annotator", centre=market.home)
    await assignments.assign(tx, admin, project, NewAssignment("annotate", person_id=neighbour.person_id))
    new = NewAssignment("annotate", person_id=stranger.person_id)
    with pytest.raises(assignments.PassedOn):
        await assignments.assign(tx, admin, project, new)
    await confirm(market, market.customer, order.id, "subcontract_consent")
    await assignments.assign(tx, admin, project, new)
    taken = Withdrawal("subcontract_consent", "改由本县做")
    await confirming.withdraw(tx, market.customer, order.id, taken, now=NOW)
    paused = await scalar(
        tx,
        "select array_agg(person_id) from assignment where project_id = %s and paused_at is not null",
        [project],
    )
    assert paused == [stranger.person_id]


async def test_records_of_gates_are_never_changed(tx: Tx) -> None:
    market = await open_market(tx)
    order = await market.filed(gates=STREET)
    await confirm(market, market.customer, order.id, "personal_data")
    with pytest.raises(psycopg.errors.RestrictViolation):
        async with tx.transaction():
            await execute(tx, "update order_confirmation set document = 'x'")


@given(FLAGS, st.sets(st.sampled_from(list(rules.CONFIRMED_BY))))
def test_open_gates_are_those_demanded_and_not_confirmed(flags: Gates, confirmed: set[Gate]) -> None:
    left = rules.open_gates(flags, confirmed)
    assert set(left) == set(rules.demanded(flags)) - confirmed
    assert "subcontract_consent" not in left
