"""A customer and two centres, for the tests of orders."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from beanfield.orders import filing, quoting
from beanfield.orders.model import Move, NewOrder, NewOrderProject, NewQuote, OrderDetail, OrderState
from beanfield.people.actor import Actor
from beanfield.people.model import Grant, Role
from beanfield.platform.database import Tx, scalar

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DEADLINE = date(2026, 12, 31)


def an_order(**given: Any) -> NewOrder:
    """A thousand pictures at 0.30 yuan each."""
    usual: dict[str, Any] = {
        "title": "街景车辆", "media": "image", "volume": 1000, "unit": "item", "unit_price_fen": 30,
        "deadline": DEADLINE,
    }  # fmt: skip
    return NewOrder(**usual | given)


class Market:
    """`customer` orders; `manager` is of the centre `home`, `rival` of another one."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx

    async def open(self) -> Market:
        insert_centre = "insert into centre (name_zh, name_en) values (%s, %s) returning id"
        insert_customer = "insert into customer (name_zh) values (%s) returning id"
        self.home = await scalar(self.tx, insert_centre, ["本县", "Home"])
        self.abroad = await scalar(self.tx, insert_centre, ["外县", "Abroad"])
        self.buyer = await scalar(self.tx, insert_customer, ["北原"])
        self.other_buyer = await scalar(self.tx, insert_customer, ["南坪"])
        self.customer = await self.person("customer", customer=self.buyer)
        self.stranger = await self.person("customer", customer=self.other_buyer)
        self.manager = await self.person("project_manager", centre=self.home)
        self.rival = await self.person("project_manager", centre=self.abroad)
        self.finance = await self.person("finance", centre=self.home)
        return self

    async def person(self, role: Role, *, centre: int | None = None, customer: int | None = None) -> Actor:
        """Someone in that role."""
        number = await scalar(
            self.tx,
            "insert into person (name, centre_id, customer_id) values (%s, %s, %s) returning id",
            [role, centre, customer],
        )
        grant = Grant(role, centre_id=centre, customer_id=customer)
        return Actor(
            person_id=number, name=role, locale="en", centre_id=centre, customer_id=customer, grants=(grant,)
        )

    async def filed(self, **given: Any) -> OrderDetail:
        return await filing.create(self.tx, self.customer, an_order(**given), now=NOW)

    async def move(self, actor: Actor, order: int, to: OrderState, note: str = "") -> OrderDetail:
        return await filing.move(self.tx, actor, order, Move(to, note), now=NOW)

    async def quote(self, actor: Actor, order: int, **given: Any) -> OrderDetail:
        usual: dict[str, Any] = {"unit_price_fen": 35, "volume": 900, "deadline": DEADLINE}
        return await quoting.quote(self.tx, actor, order, NewQuote(**usual | given), now=NOW)

    async def produced(self, lot_size: int = 100, **given: Any) -> OrderDetail:
        """An order with its project."""
        order = await self.filed(**given)
        await self.quote(self.manager, order.id, volume=order.volume)
        await self.move(self.customer, order.id, "contracted")
        new = NewOrderProject("街景", lot_size)
        return await quoting.produce(self.tx, self.manager, order.id, new, now=NOW)


async def open_market(tx: Tx) -> Market:
    return await Market(tx).open()
