"""Background jobs of production; each hands over to the use case that does the work."""

from __future__ import annotations

from datetime import UTC, datetime

from beanfield.platform.jobs import job
from beanfield.platform.services import Services
from beanfield.production import (
    counts,
    deliveries,
    export_retention,
    exports,
    intake_run,
    projects,
    runs,
    uploads,
    webhook_send,
)


@job("production.import", attempts=runs.MOST_ATTEMPTS)
async def run_import(services: Services, *, run_id: int) -> None:
    """Take the data of an import in."""
    await intake_run.run_import(services, run_id)


@job("production.export", attempts=runs.MOST_ATTEMPTS)
async def run_export(services: Services, *, run_id: int) -> None:
    """Write the file of an export."""
    await exports.run_export(services, run_id)


@job("production.exports_kept", every="10 3 * * *")
async def forget_old_exports(services: Services) -> None:
    """Let go of the files of old exports."""
    async with services.database.transaction() as tx:
        await export_retention.forget_old_files(tx, datetime.now(UTC))


@job("production.delivery", attempts=runs.MOST_ATTEMPTS)
async def build_delivery(services: Services, *, delivery_id: int) -> None:
    """Build the file of a delivery."""
    await deliveries.build(services, delivery_id)


@job("production.webhook", attempts=8)
async def send_webhook(services: Services, *, call_id: int) -> None:
    """Send one notice; the last of eight tries comes some six hours after the first."""
    await webhook_send.send(services, call_id)


@job("production.drop_uploads", every="17 * * * *")
async def drop_uploads(services: Services) -> None:
    """Remove uploads that nobody came back for."""
    async with services.database.transaction() as tx:
        await uploads.drop_old(tx, services.settings, datetime.now(UTC))


@job("production.fold_counts", every="* * * * *")
async def fold_counts(services: Services) -> None:
    """Sum up the changes that make the counters of items."""
    await counts.fold_all(services.database)


@job("production.spread_overlap")
async def spread_overlap(services: Services, *, project_id: int) -> None:
    """Give the items that nobody has begun their project's new overlap."""
    more = True
    while more:
        async with services.database.transaction() as tx:
            more = await projects.spread_overlap(tx, project_id)
