"""Background jobs of the working loop."""

from __future__ import annotations

from datetime import UTC, datetime

from beanfield.checks import rules_book
from beanfield.platform.jobs import job
from beanfield.platform.services import Services
from beanfield.production import settle, upkeep
from beanfield.production.desk import Desk
from beanfield.production.gather import chance


@job("production.settle")
async def settle_items(services: Services, *, project_id: int) -> None:
    """Find the consensus of items that have all their answers."""
    desk, draws = Desk(), chance()
    more = 1
    while more:
        async with services.database.transaction() as tx:
            more = await settle.settle(tx, desk, project_id, datetime.now(UTC), draws)
            await rules_book.ask(tx, project_id)


@job("production.sweep", every="* * * * *")
async def sweep_queue(services: Services) -> None:
    """Keep the queue in order."""
    done = False
    while not done:
        async with services.database.transaction() as tx:
            done = await upkeep.sweep(tx, datetime.now(UTC))
    async with services.database.transaction() as tx:
        await settle.ask_where_needed(tx)


@job("production.medians", every="*/10 * * * *")
async def measure_effort(services: Services) -> None:
    """Keep the median effort of each project fresh."""
    async with services.database.transaction() as tx:
        await upkeep.refresh_medians(tx)
