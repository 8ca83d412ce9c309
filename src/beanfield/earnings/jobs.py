"""Background jobs of pay."""

from __future__ import annotations

from datetime import UTC, datetime

from beanfield.earnings import accrue
from beanfield.platform.jobs import job
from beanfield.platform.services import Services


@job("earnings.accrue", every="* * * * *")
async def accrue_new(services: Services) -> None:
    """Credit the work of the last minutes."""
    async with services.database.transaction() as tx:
        await accrue.accrue_all(tx, datetime.now(UTC))


@job("earnings.look_through", every="41 19 * * *")
async def look_through(services: Services) -> None:
    """At night, credit whatever has no entry yet, however old."""
    async with services.database.transaction() as tx:
        await accrue.look_through(tx, datetime.now(UTC))
