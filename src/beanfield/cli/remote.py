"""Options of the commands that talk to a server, and how they report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
import httpx
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TransferSpeedColumn

from beanfield.cli.language import words
from beanfield.client import BeanfieldError, Client
from beanfield.client.client import Report

F = TypeVar("F", bound=Callable[..., Any])


def server_options(function: F) -> F:
    """`--url` and `--token`, also from BEANFIELD_URL and BEANFIELD_TOKEN."""
    url = click.option(
        "--url",
        envvar="BEANFIELD_URL",
        default="http://127.0.0.1:8080",
        show_default=True,
        help="cli_url_help",
    )
    token = click.option("--token", envvar="BEANFIELD_TOKEN", required=True, help="cli_token_help")
    return url(token(function))


@contextmanager
def connected(url: str, token: str) -> Iterator[Client]:
    """A client; what the server refuses becomes a plain line."""
    try:
        with Client(url, token) as client:
            yield client
    except BeanfieldError as error:
        raise click.ClickException(str(error)) from error
    except httpx.TransportError as error:
        raise click.ClickException(words("cli_no_server", url=url, what=error)) from error


@contextmanager
def progress_bar() -> Iterator[Report]:
    """A bar on standard error that disappears at the end."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,}"),
        TransferSpeedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, Any] = {}

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total or None)
            progress.update(tasks[what], completed=done, total=total or None)

        yield report
