"""`beanfield worker`: background jobs in a process of their own, beside servers that run none."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from beanfield.cli.language import translated
from beanfield.platform import jobs
from beanfield.platform.config import Settings, load_settings
from beanfield.platform.errors import Invalid
from beanfield.platform.logs import configure_logs


@translated
@click.command("worker", help="cli_worker_help")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="cli_data_help")
@click.option("--concurrency", type=click.IntRange(1, 32), default=2, help="cli_concurrency_help")
def command(data: Path | None, concurrency: int) -> None:
    """Work until interrupted."""
    settings = load_settings(data=data)
    if settings.database_url is None:
        raise Invalid("worker_needs_database_url")
    configure_logs(settings)
    asyncio.run(_work(settings, settings.database_url, concurrency))


async def _work(settings: Settings, url: str, concurrency: int) -> None:
    from beanfield.web.server import make_services

    services = make_services(settings, url)
    await services.database.open()
    try:
        await jobs.run_forever(services, concurrency=concurrency)
    finally:
        await services.database.close()
