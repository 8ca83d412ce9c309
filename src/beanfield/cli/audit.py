"""`beanfield audit verify`: is the chain of audit rows whole."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from beanfield.cli.language import translated, words
from beanfield.platform import audit
from beanfield.platform.backup import running_url
from beanfield.platform.config import load_settings
from beanfield.platform.database import Database


@translated
@click.group("audit", help="cli_audit_help")
def command() -> None:
    """Commands of the audit log."""


@translated
@command.command("verify", help="cli_audit_verify_help")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="cli_data_help")
def verify(data: Path | None) -> None:
    """Print the verdict; exit code 1 when the chain is broken."""
    from beanfield.web.server import open_database

    settings = load_settings(data=data)
    url = settings.database_url or running_url(settings.data)
    if url is not None:
        verdict = asyncio.run(_verify(url))
    else:
        with open_database(settings) as started:
            verdict = asyncio.run(_verify(started))
    if verdict.intact:
        click.echo(words("audit_intact", rows=verdict.rows))
        return
    click.echo(words("audit_broken", seq=verdict.broken_at), err=True)
    sys.exit(1)


async def _verify(url: str) -> audit.Verdict:
    database = Database(url, pool_size=2)
    await database.open()
    try:
        async with database.transaction() as tx:
            return await audit.verify(tx)
    finally:
        await database.close()
