"""Orders of the demonstration: one in production with lots accepted by sample, one quoted, one just filed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from beanfield.demo.cast import Cast
from beanfield.demo.history import Office
from beanfield.orders import confirming, filing, quoting, sampling, store
from beanfield.orders.model import (
    AcceptanceRule,
    Gate,
    Gates,
    Mark,
    Move,
    NewConfirmation,
    NewOrder,
    NewQuote,
)
from beanfield.orders.rules import CONFIRMED_BY
from beanfield.people.actor import Actor
from beanfield.people.model import Grant
from beanfield.platform.database import Tx, scalar
from beanfield.platform.services import Services
from beanfield.production import ordered

LOT_SIZE = 8


def customer(cast: Cast) -> Actor:
    """Who orders."""
    return Actor(
        person_id=cast.by_login["customer"],
        name="冯凯",
        locale="zh-CN",
        centre_id=None,
        customer_id=cast.customer,
        grants=(Grant("customer", customer_id=cast.customer),),
    )


def manager(cast: Cast) -> Actor:
    """Who takes orders for the first centre."""
    return Actor(
        person_id=cast.by_login["manager"],
        name="郑浩",
        locale="zh-CN",
        centre_id=cast.centres[0],
        customer_id=None,
        grants=(Grant("project_manager", centre_id=cast.centres[0]),),
    )


async def order_project(office: Office, cast: Cast, now: datetime) -> None:
    """The order that a customer's project with lots was made of, from three weeks ago."""
    plan, buyer, seller = office.plan, customer(cast), manager(cast)
    if not (plan.customer and plan.lots):
        return
    began = now - timedelta(days=21)
    deadline = (now + timedelta(days=20)).date()
    new = NewOrder(
        title=plan.name,
        media=plan.media,
        volume=len(plan.truth),
        unit="item",
        unit_price_fen=90,
        deadline=deadline,
        description=plan.description,
        acceptance=AcceptanceRule(most_errors=0.03, confidence=0.95),
        gates=Gates(surveying=True, subcontract_consent=True),
    )
    async with office.services.database.transaction() as tx:
        order = await filing.create(tx, buyer, new, now=began)
        quote = NewQuote(110, new.volume, deadline, "行人七个点较费时，按试标用时报价，含一轮返工。")
        await quoting.quote(tx, seller, order.id, quote, now=began + timedelta(days=1))
        await _confirm(
            tx, cast, order.id, ("surveying", "subcontract_consent"), now=began + timedelta(days=1)
        )
        await filing.move(tx, buyer, order.id, Move("contracted"), now=began + timedelta(days=2))
        await ordered.bind(tx, office.project_id, order.id)
        held = await filing.hold(tx, order.id)
        start = began + timedelta(days=3)
        await store.become(tx, held, "in_production", by=seller.person_id, now=start, note=plan.name)


#: Gate → (whose document, which): made up, as all of the demonstration.
_DOCUMENTS: Final[dict[Gate, tuple[str, str]]] = {
    "surveying": ("某省测绘地理信息有限公司（甲级）", "测绘项目委托书 2026-117"),
    "subcontract_consent": ("北原汽车", "转委托同意书 BY-2026-09"),
}


async def _confirm(tx: Tx, cast: Cast, order_id: int, gates: Sequence[Gate], *, now: datetime) -> None:
    for gate in gates:
        side = manager(cast) if CONFIRMED_BY[gate] == "centre" else customer(cast)
        holder, document = _DOCUMENTS[gate]
        new = NewConfirmation(gate, holder, document, (now - timedelta(days=9)).date())
        await confirming.confirm(tx, side, order_id, new, now=now)


async def fill_lots(office: Office) -> None:
    """From now on what is accepted goes into lots of the order by itself."""
    async with office.services.database.transaction() as tx:
        order_id = await ordered.order_of(tx, office.project_id)
        if order_id is not None:
            await store.set_lot_size(tx, order_id, LOT_SIZE)


async def accept_by_sample(office: Office, cast: Cast, lot_id: int, now: datetime) -> None:
    """Let the customer look at the sample of a delivered lot and find all of it right."""
    async with office.services.database.transaction() as tx:
        buyer, project = customer(cast), office.project_id
        sample = await sampling.draw(tx, buyer, project, lot_id, seed=lot_id * 7919, now=now)
        for item in sample.items:
            await sampling.mark(tx, buyer, project, lot_id, item.item_id, Mark(ok=True), now=now)
        await sampling.conclude(tx, buyer, project, lot_id, now=now)


async def file_more(services: Services, cast: Cast, now: datetime) -> None:
    """An order that waits for the customer's word and one that waits for a quote, unless they are there."""
    buyer, seller = customer(cast), manager(cast)
    async with services.database.transaction() as tx:
        if await scalar(tx, "select exists (select from customer_order where title = '门店招牌文字框选')"):
            return
        deadline = (now + timedelta(days=45)).date()
        signs = NewOrder(
            title="门店招牌文字框选",
            media="image",
            volume=20_000,
            unit="object",
            unit_price_fen=6,
            deadline=deadline,
            description="街边门店照片，每块招牌上的文字行画旋转框并转写。照片里的人脸和车牌已打码。",
            acceptance=AcceptanceRule(most_errors=0.02, confidence=0.95),
            gates=Gates(personal_data=True),
        )
        quoted = await filing.create(tx, buyer, signs, now=now - timedelta(days=2))
        quote = NewQuote(8, 20_000, deadline, "含转写。建议先试标 100 张，按实测用时复核单价。")
        await quoting.quote(tx, seller, quoted.id, quote, now=now - timedelta(days=1))
        manuals = NewOrder(
            title="车主手册问答改写",
            media="chat",
            volume=1_500,
            unit="item",
            unit_price_fen=350,
            deadline=(now + timedelta(days=60)).date(),
            description="对照车主手册，判断两个回答哪个更好，并把更好的改写到可直接使用。",
        )
        await filing.create(tx, buyer, manuals, now=now - timedelta(hours=5))
