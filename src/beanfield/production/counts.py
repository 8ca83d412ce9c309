"""Keeps the counters short: many writers append changes, a job sums them up."""

from __future__ import annotations

from typing import Final

from beanfield.platform.database import Database
from beanfield.production import store_counts

#: A project's changes are summed up when there are so many.
MANY: Final = 200


async def fold_all(database: Database) -> int:
    """Sum up the changes of every project that has many, one transaction each; returns how many."""
    async with database.transaction() as tx:
        projects = await store_counts.unfolded(tx, least=MANY)
    for project_id in projects:
        async with database.transaction() as tx:
            await store_counts.fold(tx, project_id)
    return len(projects)
