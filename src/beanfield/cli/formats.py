"""`beanfield formats`: what can be read and written, and what each format can hold."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from beanfield.cli.language import locale, translated, words
from beanfield.formats.registry import Format, all_formats


@translated
@click.command("formats", help="cli_formats_help")
@click.option("--markdown", is_flag=True, help="cli_formats_markdown_help")
def command(markdown: bool) -> None:
    """Print the table."""
    headings = [
        words(f"cli_formats_{name}")
        for name in ("name", "title", "read", "write", "media", "shapes", "fields")
    ]
    rows = [_row(each) for each in all_formats().values()]
    if markdown:
        for line in (headings, ["---"] * len(headings), *rows):
            click.echo("| " + " | ".join(line) + " |")
        return
    table = Table(box=None)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console(width=None).print(table)


def _row(each: Format) -> list[str]:
    holds = each.holds
    return [
        each.name,
        each.title(locale()),
        "✓" if each.reader else "",
        "✓" if each.writer else "",
        " ".join(sorted(holds.media)),
        " ".join(sorted(holds.shapes)),
        " ".join(sorted(holds.fields)),
    ]
