"""`beanfield schema`: check a label schema, and convert one from or to Label Studio's XML."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import yaml

from beanfield.annotation.labelstudio_config import from_label_studio, to_label_studio
from beanfield.annotation.schema import LabelSchema, SchemaFault, parse_schema, schema_to_dict
from beanfield.cli.language import translated, words
from beanfield.platform.errors import Invalid

_IN = click.Path(path_type=Path, exists=True, dir_okay=False)
_OUT = click.Path(path_type=Path, dir_okay=False)


@translated
@click.group("schema", help="cli_schema_help")
def command() -> None:
    """Commands of label schemas."""


@translated
@command.command("check", help="cli_schema_check_help")
@click.argument("schema", type=_IN)
def check(schema: Path) -> None:
    """Say what the schema holds; faults go to standard error with exit code 2."""
    read = _read(schema)
    click.echo(
        words(
            "cli_schema_sound",
            classes=len(read.classes),
            relations=len(read.relations),
            fields=len(read.fields),
        )
    )


@translated
@command.command("from-label-studio", help="cli_schema_from_help")
@click.argument("config", type=_IN)
@click.option("-o", "--output", type=_OUT, help="cli_output_help")
def from_xml(config: Path, output: Path | None) -> None:
    """Write the schema as YAML; name on standard error what did not convert."""
    try:
        schema, lost = from_label_studio(config.read_bytes())
    except SchemaFault as error:
        raise _told(error) from error
    text = yaml.safe_dump(schema_to_dict(schema), allow_unicode=True, sort_keys=False)
    _write(text, output, lost)


@translated
@command.command("to-label-studio", help="cli_schema_to_help")
@click.argument("schema", type=_IN)
@click.option("-o", "--output", type=_OUT, help="cli_output_help")
def to_xml(schema: Path, output: Path | None) -> None:
    """Write Label Studio's XML; name on standard error what did not convert."""
    text, lost = to_label_studio(_read(schema))
    _write(text, output, lost)


def _read(path: Path) -> LabelSchema:
    try:
        return parse_schema(path.read_bytes())
    except SchemaFault as error:
        raise _told(error) from error


def _told(error: SchemaFault) -> Invalid:
    return Invalid(
        "cli_schema_faulty", errors=[(each.path, each.message_key, each.params) for each in error.problems]
    )


def _write(text: str, output: Path | None, lost: list[str]) -> None:
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        output.write_text(text, encoding="utf-8")
    for each in lost:
        click.echo(words("cli_not_converted", what=each), err=True)
