"""Background jobs of production; each hands over to the use case that does the work."""

from __future__ import annotations

from datetime import UTC, datetime

from beanfield.platform.jobs import job
from beanfield.platform.services import Services
from beanfield.production import exports, intake_run, runs, uploads, webhook_send


@job("production.import", attempts=runs.MOST_ATTEMPTS)
async def run_import(services: Services, *, run_id: int) -> None:
    """Take the data of an import in."""
    await intake_run.run_import(services, run_id)


@job("production.export", attempts=runs.MOST_ATTEMPTS)
async def run_export(services: Services, *, run_id: int) -> None:
    """Write the file of an export."""
    await exports.run_export(services, run_id)


@job("production.webhook", attempts=8)
async def send_webhook(services: Services, *, call_id: int) -> None:
    """Send one notice; the last of eight tries comes some six hours after the first."""
    await webhook_send.send(services, call_id)


@job("production.drop_uploads", every="17 * * * *")
async def drop_uploads(services: Services) -> None:
    """Remove uploads that nobody came back for."""
    async with services.database.transaction() as tx:
        await uploads.drop_old(tx, services.settings, datetime.now(UTC))
