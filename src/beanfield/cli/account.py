"""`beanfield account reset`: a new one-time password for an account, by whoever holds the data folder."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from beanfield.cli.language import translated, words
from beanfield.people.model import OneTimePassword
from beanfield.platform.backup import running_url
from beanfield.platform.config import load_settings
from beanfield.platform.database import Database, scalar
from beanfield.platform.errors import NotFound


@translated
@click.group("account", help="cli_account_help")
def command() -> None:
    """Commands of accounts."""


@translated
@command.command("reset", help="cli_account_reset_help")
@click.argument("login")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="cli_data_help")
def reset(login: str, data: Path | None) -> None:
    """Print the new password; the person must change it at the next log-in."""
    from beanfield.web.server import open_database

    settings = load_settings(data=data)
    url = settings.database_url or running_url(settings.data)
    if url is not None:
        made = asyncio.run(_reset(url, login))
    else:
        with open_database(settings) as started:
            made = asyncio.run(_reset(started, login))
    click.echo(words("cli_account_made", login=made.login, password=made.password))


async def _reset(url: str, login: str) -> OneTimePassword:
    from beanfield.people.accounts import reset_password

    database = Database(url, pool_size=2)
    await database.open()
    try:
        async with database.transaction() as tx:
            person = await scalar(tx, "select person_id from account where login = lower(%s)", [login])
            if person is None:
                raise NotFound("not_found", what=login)
            return await reset_password(tx, person, None)
    finally:
        await database.close()
