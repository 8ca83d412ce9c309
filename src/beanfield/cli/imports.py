"""`beanfield import`: bring files into a project on a server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from beanfield.cli.language import translated, words
from beanfield.cli.remote import connected, progress_bar, server_options


@translated
@click.command("import", help="cli_import_help")
@click.argument("project", type=int)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--from", "format_name", help="cli_import_from_help")
@click.option(
    "--annotations",
    type=click.Choice(["prelabel", "gold", "ignore"]),
    default="prelabel",
    show_default=True,
    help="cli_annotations_help",
)
@click.option("--store", help="cli_import_store_help")
@click.option("--prefix", default="", help="cli_import_prefix_help")
@click.option("--skip-faulty", is_flag=True, help="cli_skip_faulty_help")
@server_options
def command(
    project: int,
    files: tuple[Path, ...],
    format_name: str | None,
    annotations: Literal["prelabel", "gold", "ignore"],
    skip_faulty: bool,
    store: str | None,
    prefix: str,
    **server: str,
) -> None:
    """Upload, import, print the counts; faults go to standard error and make the exit code 2."""
    from beanfield.cli.folders import as_files
    from beanfield.production.model import NewImport

    with as_files(files) as ready, connected(**server) as client, progress_bar() as report:
        new = NewImport(
            uploads=[client.upload(path, report).id for path in ready],
            store=store,
            prefix=prefix,
            format=format_name,
            annotations=annotations,
            skip_faulty=skip_faulty,
        )
        run = client.import_as(project, new, report)
    for fault in run.faults:
        place = ":".join(str(part) for part in (fault.file, fault.line, fault.path) if part)
        click.echo(f"{place}: {fault.message}" if place else fault.message, err=True)
    if run.fault_count > len(run.faults):
        click.echo(words("cli_more_faults", count=run.fault_count - len(run.faults)), err=True)
    if run.state == "failed":
        click.echo(words("cli_import_failed"), err=True)
        sys.exit(2)
    click.echo(words("cli_imported", items=run.items, annotations=run.annotations, format=run.format))
