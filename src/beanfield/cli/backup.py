"""`beanfield backup`: a whole centre in one file, also while its server is at work."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click
from rich.progress import Progress, SpinnerColumn, TextColumn

from beanfield.cli.language import translated, words
from beanfield.media.store import ObjectStore
from beanfield.platform.backup import backup, running_url
from beanfield.platform.config import Settings, load_settings


@translated
@click.command("backup", help="cli_backup_help")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="cli_data_help")
def command(target: Path, data: Path | None) -> None:
    """Write the backup and print what it holds."""
    from beanfield.web.server import open_database

    settings = load_settings(data=data)
    url = settings.database_url or running_url(settings.data)
    if url is not None:
        _write(settings, url, target)
    else:
        with open_database(settings) as started:
            _write(settings, started, target)


def _write(settings: Settings, url: str, target: Path) -> None:
    from beanfield.web.server import secret_key

    objects = ObjectStore.open(settings.objects_url, settings.data)
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} B {task.description}"))
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task("", total=None)

        def report(part: str, size: int) -> None:
            progress.update(task, advance=size, description=part)

        manifest = asyncio.run(backup(url, objects, secret_key(settings.data), target, report))
    click.echo(words("backup_done", file=target, parts=len(manifest.parts), bytes=target.stat().st_size))
