"""`beanfield export`: write a project's results to a file."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from beanfield.cli.language import translated, words
from beanfield.cli.remote import connected, progress_bar, server_options
from beanfield.production.model import ItemState


@translated
@click.command("export", help="cli_export_help")
@click.argument("project", type=int)
@click.option("--to", "format_name", default="beanfield", show_default=True, help="cli_export_to_help")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="cli_output_help"
)
@click.option(
    "--state", "states", multiple=True, type=click.Choice(get_args(ItemState)), help="cli_states_help"
)
@click.option("--drop", is_flag=True, help="cli_drop_help")
@server_options
def command(
    project: int,
    format_name: str,
    output: Path,
    states: tuple[ItemState, ...],
    drop: bool,
    url: str,
    token: str,
) -> None:
    """Export, wait, download."""
    with connected(url, token) as client, progress_bar() as report:
        run = client.export(
            project, output, format=format_name, states=list(states) or None, drop=drop, report=report
        )
    if run.state == "failed":
        problem = run.problem or {}
        raise click.ClickException(str(problem.get("title", words("cli_export_failed"))))
    click.echo(words("cli_exported", items=run.items, file=output, bytes=run.bytes or 0))
