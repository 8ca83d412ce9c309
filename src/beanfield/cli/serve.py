"""`beanfield serve`: a centre at an address."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from beanfield.cli.language import translated, words
from beanfield.platform.config import Settings, load_settings, summary
from beanfield.platform.logs import configure_logs
from beanfield.platform.services import Services


@translated
@click.command("serve", help="cli_serve_help")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="cli_data_help")
@click.option("--host", help="cli_host_help")
@click.option("--port", type=click.IntRange(0, 65535), help="cli_port_help")
@click.option("--demo", is_flag=True, help="cli_demo_help")
@click.option(
    "--demo-data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="cli_demo_data_help",
)
def command(
    data: Path | None, host: str | None, port: int | None, demo: bool, demo_data: Path | None
) -> None:
    """Start the server and print where it is."""
    from beanfield.web.server import bind, open_database, stop_on_signals

    settings = load_settings(data=data, host=host, port=port)
    configure_logs(settings)
    stop_on_signals()
    console = Console(stderr=True)
    _print_settings(console, settings)
    with bind(settings) as listener, open_database(settings) as url:
        address = f"http://{settings.host}:{listener.getsockname()[1]}/"
        accounts = asyncio.run(_prepare(settings, url, demo=demo, demo_data=demo_data))
        if settings.workers > 1:
            from beanfield.web.processes import run_processes

            _print_accounts(address, accounts)
            run_processes(settings, url, listener)
        else:
            import uvloop

            from beanfield.web.server import make_services, run

            uvloop.run(
                run(make_services(settings, url), listener, lambda: _print_accounts(address, accounts))
            )


async def _prepare(
    settings: Settings, url: str, *, demo: bool, demo_data: Path | None
) -> list[tuple[str, str, str]]:
    """First-time content; returns (role, login, password) rows to show."""
    from beanfield.people.bootstrap import first_administrator
    from beanfield.web.server import make_services

    services: Services = make_services(settings, url)
    await services.database.open()
    try:
        if demo or demo_data is not None:
            from beanfield.demo.load import load_demo

            return await load_demo(services, demo_data)
        async with services.database.transaction() as tx:
            made = await first_administrator(tx)
        return [("administrator", made.login, made.password)] if made else []
    finally:
        await services.database.close()


def _print_settings(console: Console, settings: Settings) -> None:
    table = Table(title=words("cli_settings"), show_header=False, box=None, title_justify="left")
    for name, value in summary(settings):
        table.add_row(name, value)
    console.print(table)


def _print_accounts(address: str, accounts: list[tuple[str, str, str]]) -> None:
    console = Console()
    if accounts:
        table = Table(box=None, title_justify="left", title=words("cli_accounts"))
        for heading in ("cli_role", "cli_login", "cli_password"):
            table.add_column(words(heading))
        for role, login, password in accounts:
            table.add_row(words(f"role_{role}"), login, password)
        console.print(table)
    console.print(words("cli_serving", address=address), style="bold", highlight=False)
