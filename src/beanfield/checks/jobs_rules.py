"""Background jobs of rules and reports; each hands over to the use case that does the work."""

from __future__ import annotations

from datetime import UTC, datetime

from beanfield.checks import reports, rules_book, rules_run
from beanfield.platform.database import dicts
from beanfield.platform.jobs import job
from beanfield.platform.services import Services

_RULED = """
select distinct r.project_id from quality_rule r join project p on p.id = r.project_id
where r.state = 'live' and p.state = 'running' and p.deleted_at is null
"""


@job("checks.rules")
async def ask_rules(services: Services, *, project_id: int) -> None:
    """Ask a project's live rules about the people of whom something was seen."""
    async with services.database.transaction() as tx:
        await rules_run.check(tx, project_id, datetime.now(UTC))


@job("checks.all_rules", every="* * * * *")
async def ask_all_rules(services: Services) -> None:
    """Ask the live rules of every running project."""
    async with services.database.transaction() as tx:
        for row in await dicts(tx, _RULED):
            await rules_book.ask(tx, row["project_id"])


@job("checks.report")
async def make_report(services: Services, *, project_id: int) -> None:
    """Make a project's report of quality."""
    async with services.database.transaction() as tx:
        await reports.make(tx, project_id, datetime.now(UTC))


@job("checks.reports", every="*/10 * * * *")
async def make_reports(services: Services) -> None:
    """Have reports made anew where something happened."""
    async with services.database.transaction() as tx:
        for row in await dicts(tx, reports.STALE):
            await reports.ask(tx, row["id"])
