"""Background jobs of media."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from beanfield.media import tiles
from beanfield.media.keep import sweep
from beanfield.platform.jobs import job
from beanfield.platform.services import Services

#: No import or export takes as long as this.
_KEEP_LOST = timedelta(days=3)


@job("media.sweep", every="40 3 * * *")
async def sweep_lost_objects(services: Services) -> None:
    """Drop objects that an unfinished import or export left behind."""
    async for names in services.objects.older_than(datetime.now(UTC) - _KEEP_LOST):
        async with services.database.transaction() as tx:
            await sweep(tx, services.objects, names)


@job("media.tiles", attempts=3)
async def make_tiles(services: Services, *, sha256: str) -> None:
    """Cut a huge picture into tiles."""
    await tiles.make(services, sha256)
