"""Lots, deliveries and verdicts over HTTP."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from beanfield.media.sending import AnyRequest, send
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.errors import Conflict
from beanfield.platform.services import Services
from beanfield.production import deliveries, lots, ordered
from beanfield.production.model import Delivery, Lot, LotVerdict, NewDelivery, NewLot


@get("/api/projects/{project_id:int}/lots", opt={"permission": "lot.read"})
async def get_lots(tx: Tx, project_id: int) -> list[Lot]:
    """The project's lots, the latest first."""
    return await lots.all_of(tx, project_id)


@post("/api/projects/{project_id:int}/lots", opt={"permission": "lot.manage"})
async def create_lot(tx: Tx, actor: Actor, project_id: int, data: NewLot) -> Lot:
    """Make a lot of items, of the next accepted ones, or an empty one to import into."""
    return await lots.create(tx, actor.person_id, project_id, data)


@post("/api/projects/{project_id:int}/lots/{lot_id:int}/deliver", opt={"permission": "delivery.make"})
async def deliver_lot(tx: Tx, actor: Actor, project_id: int, lot_id: int, data: NewDelivery) -> Delivery:
    """Freeze a lot into a delivery; look at the deliveries until it is ready."""
    delivery_id = await deliveries.deliver(tx, actor.person_id, project_id, lot_id, data)
    return await deliveries.one(tx, project_id, delivery_id, actor.locale)


@post("/api/projects/{project_id:int}/lots/{lot_id:int}/verdict", opt={"permission": "lot.verdict"})
async def judge_lot(tx: Tx, actor: Actor, project_id: int, lot_id: int, data: LotVerdict) -> Lot:
    """Accept a delivered lot, or reject it with a reason: then its items go back to rework.

    Lots of an order are judged by a sample instead.
    """
    if await ordered.order_of(tx, project_id) is not None:
        raise Conflict("lot_judged_by_sample")
    return await lots.judge(tx, actor.person_id, project_id, lot_id, data)


@get("/api/projects/{project_id:int}/deliveries", opt={"permission": "delivery.read"})
async def get_deliveries(tx: Tx, actor: Actor, project_id: int) -> list[Delivery]:
    """The project's deliveries, the latest first."""
    return await deliveries.all_of(tx, project_id, actor.locale)


@get(
    "/api/projects/{project_id:int}/deliveries/{delivery_id:int}/file",
    opt={"permission": "delivery.read", "raw": True},
)
async def get_delivery_file(
    request: AnyRequest, tx: Tx, services: Services, project_id: int, delivery_id: int
) -> Response[Any]:
    """The file of a delivery, the same bytes every time; parts of it may be asked for."""
    media, name = await deliveries.file_of(tx, project_id, delivery_id)
    return await send(request, services.objects, media, cache="private, no-cache", name=name)


ROUTES: list[Any] = [get_lots, create_lot, deliver_lot, judge_lot, get_deliveries, get_delivery_file]
