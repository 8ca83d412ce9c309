"""`beanfield project`: list, create and steer projects on a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click
import yaml
from rich.console import Console
from rich.table import Table

from beanfield.cli.language import translated, words
from beanfield.cli.remote import connected, server_options
from beanfield.production.model import MediaKind, ProjectState


@translated
@click.group("project", help="cli_project_help")
def command() -> None:
    """Commands of projects."""


@translated
@command.command("list", help="cli_project_list_help")
@click.option("--state", type=click.Choice(get_args(ProjectState)), help="cli_state_help")
@server_options
def list_projects(state: ProjectState | None, url: str, token: str) -> None:
    """A table of projects."""
    table = Table(box=None)
    for heading in ("id", "name", "media", "state", "done", "total"):
        table.add_column(words(f"cli_column_{heading}"))
    with connected(url, token) as client:
        for row in client.projects(state=state):
            done = row.counts.accepted + row.counts.delivered
            table.add_row(str(row.id), row.name, row.media, row.state, str(done), str(row.counts.total))
    Console().print(table)


@translated
@command.command("create", help="cli_project_create_help")
@click.argument("name")
@click.option("--media", type=click.Choice(get_args(MediaKind)), required=True, help="cli_media_help")
@click.option("--centre", type=int, required=True, help="cli_centre_help")
@click.option(
    "--schema", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="cli_schema_file_help"
)
@server_options
def create(name: str, media: MediaKind, centre: int, schema: Path | None, url: str, token: str) -> None:
    """Create a project and print its number."""
    with connected(url, token) as client:
        made = client.create_project(name, media=media, centre_id=centre, schema=_schema_of(schema))
    click.echo(made.id)


@translated
@command.command("state", help="cli_project_state_help")
@click.argument("project", type=int)
@click.argument("state", type=click.Choice(get_args(ProjectState)))
@server_options
def set_state(project: int, state: ProjectState, url: str, token: str) -> None:
    """Change the state of a project."""
    with connected(url, token) as client:
        client.set_state(project, state)


@translated
@command.command("schema", help="cli_project_schema_help")
@click.argument("project", type=int)
@click.option(
    "--save", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="cli_schema_save_help"
)
@server_options
def schema(project: int, save: Path | None, url: str, token: str) -> None:
    """Print the label schema as YAML, or save a new version."""
    with connected(url, token) as client:
        content = _schema_of(save)
        version = client.save_schema(project, content) if content is not None else client.schema(project)
    if save is None:
        click.echo(yaml.safe_dump(version.schema, allow_unicode=True, sort_keys=False), nl=False)
    else:
        click.echo(words("cli_schema_saved", version=version.version))


def _schema_of(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise click.ClickException(words("cli_schema_no_mapping", file=path))
    return content
