"""Background jobs of exams."""

from __future__ import annotations

from datetime import UTC, datetime

from beanfield.platform.jobs import job
from beanfield.platform.services import Services
from beanfield.skills import sitting


@job("skills.settle", every="* * * * *")
async def settle_lapsed(services: Services) -> None:
    """End the attempts whose time is over, whether anyone looks at them or not."""
    async with services.database.transaction() as tx:
        await sitting.settle_lapsed(tx, datetime.now(UTC))
