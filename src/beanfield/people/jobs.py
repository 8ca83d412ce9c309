"""What the people slice does by itself."""

from __future__ import annotations

from beanfield.platform.database import execute
from beanfield.platform.jobs import job
from beanfield.platform.services import Services


@job("people.forget_old", every="17 3 * * *")
async def forget_old(services: Services) -> None:
    """Drop sessions that have ended, and log-in attempts of more than 90 days ago."""
    async with services.database.transaction() as tx:
        await execute(tx, "delete from session where expires_at < now()")
        await execute(tx, "delete from login_attempt where at < now() - interval '90 days'")
