"""`beanfield restore`: a centre out of a backup, into an empty data folder."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click
from rich.progress import Progress, SpinnerColumn, TextColumn

from beanfield.cli.language import translated, words
from beanfield.media.store import ObjectStore
from beanfield.platform.backup import check, restore
from beanfield.platform.config import load_settings
from beanfield.platform.errors import Conflict


@translated
@click.command("restore", help="cli_restore_help")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="cli_data_help")
@click.option("--check", "only_check", is_flag=True, help="cli_restore_check_help")
def command(source: Path, data: Path | None, only_check: bool) -> None:
    """Check the backup, then write it."""
    manifest = check(source)
    if only_check:
        click.echo(words("backup_sound", file=source, parts=len(manifest.parts), made_at=manifest.made_at))
        return
    from beanfield.web.server import open_database

    settings = load_settings(data=data)
    if settings.database_url is None and (settings.data / "db").exists():
        raise Conflict("restore_not_empty")
    objects = ObjectStore.open(settings.objects_url, settings.data)
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} B {task.description}"))
    with open_database(settings, upgrade=False) as url, Progress(*columns, transient=True) as progress:
        task = progress.add_task("", total=None)

        def report(part: str, size: int) -> None:
            progress.update(task, advance=size, description=part)

        asyncio.run(restore(source, url, objects, settings.data, report))
    click.echo(words("restore_done", folder=settings.data, parts=len(manifest.parts)))
