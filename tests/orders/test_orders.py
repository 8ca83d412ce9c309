"""Orders from filing to a project: who sees them, who moves them, and that every change is told."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest

from beanfield.orders import filing, quoting
from beanfield.orders.model import NewOrderProject
from beanfield.orders.problems import OrderNotSo, ReasonMissing
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx, execute
from beanfield.platform.errors import Forbidden, Invalid, NotFound
from beanfield.production import projects
from tests.orders.market import DEADLINE, NOW, Market, an_order, open_market


async def seen(tx: Tx, actor: Actor) -> list[int]:
    page = await filing.page(tx, actor, state=None, cursor=None, limit=50)
    return [order.id for order in page.rows]


async def test_an_order_goes_from_the_customer_to_a_project_of_the_centre(tx: Tx) -> None:
    market = await open_market(tx)
    order = await market.filed()
    assert (order.state, order.centre_id, order.number) == ("filed", None, f"2026-{order.id:05d}")
    assert order.sample_size == 99
    quoted = await market.quote(market.manager, order.id, note="含返工")
    assert (quoted.state, quoted.centre_id, quoted.unit_price_fen) == ("quoted", market.home, 30)
    agreed = await market.move(market.customer, order.id, "contracted")
    assert (agreed.unit_price_fen, agreed.volume) == (35, 900)
    new = NewOrderProject("街景", 100)
    made = await quoting.produce(tx, market.manager, order.id, new, now=NOW)
    assert (made.state, made.lot_size, [p.name for p in made.projects]) == ("in_production", 100, ["街景"])
    project = await projects.one(tx, made.projects[0].id, locale="en")
    assert (project.customer_id, project.centre_id, project.media) == (market.buyer, market.home, "image")


async def test_every_change_says_who_when_and_why(tx: Tx) -> None:
    market = await open_market(tx)
    order = await market.filed()
    await market.quote(market.manager, order.id, note="含返工")
    told = (await market.move(market.customer, order.id, "filed", "太贵")).events
    assert [(e.from_state, e.to_state, e.by_name, e.note) for e in told] == [
        (None, "draft", "customer", ""),
        ("draft", "filed", "customer", ""),
        ("filed", "quoted", "project_manager", "含返工"),
        ("quoted", "filed", "customer", "太贵"),
    ]
    assert {e.at for e in told} == {NOW}
    with pytest.raises(psycopg.errors.RestrictViolation):
        await execute(tx, "update order_event set note = ''")


async def test_an_order_that_no_centre_took_is_offered_to_all_of_them(tx: Tx) -> None:
    market = await open_market(tx)
    order = await market.filed()
    for actor in (market.customer, market.manager, market.rival):
        assert await seen(tx, actor) == [order.id]
    assert await seen(tx, market.stranger) == await seen(tx, market.finance) == []
    await market.quote(market.manager, order.id)
    assert await seen(tx, market.manager) == await seen(tx, market.finance) == [order.id]
    assert await seen(tx, market.rival) == []


async def test_a_draft_is_the_customers_alone(tx: Tx) -> None:
    market = await open_market(tx)
    draft = await market.filed(file=False)
    assert draft.state == "draft"
    assert await seen(tx, market.customer) == [draft.id]
    assert await seen(tx, market.manager) == []
    assert await filing.side_of(tx, market.manager, draft.id) is None
    handed_in = await filing.rewrite(tx, market.customer, draft.id, an_order(volume=5), now=NOW)
    assert (handed_in.state, handed_in.volume) == ("filed", 5)
    with pytest.raises(OrderNotSo):
        await filing.rewrite(tx, market.customer, draft.id, an_order(), now=NOW)


async def test_nobody_files_for_a_customer_who_is_not_theirs(tx: Tx) -> None:
    market = await open_market(tx)
    with pytest.raises(Forbidden):
        await filing.create(tx, market.manager, an_order(), now=NOW)


async def test_a_deadline_lies_ahead(tx: Tx) -> None:
    market = await open_market(tx)
    with pytest.raises(Invalid):
        await market.filed(deadline=date(2026, 11, 23))
    order = await market.filed(deadline=NOW.date())
    with pytest.raises(Invalid):
        await market.quote(market.manager, order.id, deadline=date(2026, 11, 23))


async def test_a_manager_quotes_for_their_own_centre_only(tx: Tx) -> None:
    market = await open_market(tx)
    order = await market.filed()
    with pytest.raises(NotFound):
        await market.quote(market.rival, order.id, centre_id=market.home)
    administrator = await market.person("administrator")
    with pytest.raises(Invalid):
        await market.quote(administrator, order.id)
    quoted = await market.quote(administrator, order.id, centre_id=market.abroad)
    assert quoted.centre_name == "Abroad"


async def test_a_new_quote_stands_beside_the_old_one_until_the_customer_agrees(tx: Tx) -> None:
    market = await open_market(tx)
    order = await market.filed()
    await market.quote(market.manager, order.id, unit_price_fen=40)
    second = await market.quote(market.manager, order.id, unit_price_fen=38)
    assert [quote.unit_price_fen for quote in second.quotes] == [38, 40]
    agreed = await market.move(market.customer, order.id, "contracted")
    assert (agreed.unit_price_fen, agreed.deadline) == (38, DEADLINE)
    with pytest.raises(OrderNotSo):
        await market.quote(market.manager, order.id)


async def test_each_side_moves_only_what_is_theirs(tx: Tx) -> None:
    market = await open_market(tx)
    order = await market.filed()
    with pytest.raises(OrderNotSo):
        await quoting.produce(tx, market.manager, order.id, NewOrderProject("p", 1), now=NOW)
    quoted = await market.quote(market.manager, order.id)
    assert quoted.moves == ["cancelled"]
    with pytest.raises(OrderNotSo):
        await market.move(market.manager, order.id, "contracted")
    with pytest.raises(OrderNotSo):
        await market.move(market.finance, order.id, "cancelled", "x")
    with pytest.raises(ReasonMissing):
        await market.move(market.customer, order.id, "cancelled", " ")
    gone = await market.move(market.customer, order.id, "cancelled", "项目取消")
    assert (gone.state, gone.moves, gone.events[-1].note) == ("cancelled", [], "项目取消")


async def test_an_order_becomes_one_project(tx: Tx) -> None:
    market: Market = await open_market(tx)
    order = await market.produced()
    with pytest.raises(OrderNotSo):
        await quoting.produce(tx, market.manager, order.id, NewOrderProject("p", 1), now=NOW)
