"""Background jobs of orders."""

from __future__ import annotations

from datetime import UTC, datetime

from beanfield.orders import follow
from beanfield.platform.jobs import job
from beanfield.platform.services import Services


@job("orders.fill_lots", every="* * * * *")
async def fill_lots(services: Services) -> None:
    """Put the items that were accepted since into lots."""
    async with services.database.transaction() as tx:
        await follow.fill_all(tx)


@job("orders.lot_delivered")
async def lot_delivered(services: Services, *, lot_id: int) -> None:
    """Tell a lot's order that it was delivered, unless drawing its sample did."""
    async with services.database.transaction() as tx:
        await follow.delivered(tx, lot_id, now=datetime.now(UTC))
