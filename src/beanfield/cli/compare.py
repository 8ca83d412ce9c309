"""`beanfield compare`: two sets of annotations of the same items side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from beanfield.annotation.document import Document
from beanfield.annotation.schema import LabelSchema, parse_schema
from beanfield.cli.language import translated
from beanfield.formats import registry
from beanfield.formats.base import Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.quality.agreement.objects import SAME_THING, ClassCount, ObjectAgreement, agreement_by_field

_PLACE = click.Path(path_type=Path, exists=True)


@translated
@click.command("compare", help="cli_compare_help")
@click.argument("a", type=_PLACE)
@click.argument("b", type=_PLACE)
@click.option("--format", "read_as", help="cli_import_from_help")
@click.option(
    "--threshold",
    type=click.FloatRange(0.0, 1.0, min_open=True),
    default=SAME_THING,
    show_default=True,
    help="cli_compare_threshold_help",
)
def command(a: Path, b: Path, read_as: str | None, threshold: float) -> None:
    """Print items, then matched, missed and spurious objects, classes, confusions and fields, one a line."""
    sketch = Sketch()
    first, second = _documents(a, read_as, sketch), _documents(b, read_as, sketch)
    schema = parse_schema(sketch.schema())
    for document in (*first.values(), *second.values()):
        sketch.fit(document)
    common = [name for name in first if name in second]
    found = ObjectAgreement()
    for name in common:
        found.add(first[name], second[name], schema, threshold=threshold)
    click.echo(f"items {len(common)}")
    click.echo(f"only-in-a {len(first) - len(common)}")
    click.echo(f"only-in-b {len(second) - len(common)}")
    _print_objects(found)
    _print_fields({name: {"a": first[name], "b": second[name]} for name in common}, schema)


def _documents(path: Path, read_as: str | None, sketch: Sketch) -> dict[str, Document]:
    """Item → document, and what stands in them added to the sketch; the first fault ends the reading."""
    with Source.open(path) as source:
        reader = registry.reader(read_as) if read_as else registry.guess(source).reader
        if reader is None:
            raise FormatError("format_not_read", name=read_as or "")
        return dict(_read(reader, source, sketch))


def _read(reader: Reader, source: Source, sketch: Sketch) -> Iterator[tuple[str, Document]]:
    for row in reader.read(source, ReadOptions(media_required=False), sketch):
        if isinstance(row, FaultRow):
            if not row.note:
                raise FormatError.of(row)
            continue
        sketch.add(row)
        yield row.name, row.document or Document()


def _print_objects(found: ObjectAgreement) -> None:
    _print_count("", found.total)
    for name, count in sorted(found.classes.items()):
        _print_count(f"class {name} ", count)
    for (here, there), times in sorted(found.confusions.items(), key=lambda entry: (-entry[1], entry[0])):
        click.echo(f"confusion {here} {there} {times}")


def _print_count(before: str, count: ClassCount) -> None:
    for name, number in (
        ("matched", count.matched),
        ("missed", count.missed),
        ("spurious", count.spurious),
    ):
        click.echo(f"{before}{name} {number}")
    for name, share in (
        ("precision", count.precision),
        ("recall", count.recall),
        ("f1", count.f1),
        ("iou", count.mean_similarity),
    ):
        click.echo(f"{before}{name} {share:.4f}")


def _print_fields(answers: dict[str, dict[str, Document]], schema: LabelSchema) -> None:
    if not schema.fields:
        return
    for name, (similarity, count) in agreement_by_field(answers, schema).items():
        click.echo(f"field {name} similarity {similarity:.4f} {count}")
