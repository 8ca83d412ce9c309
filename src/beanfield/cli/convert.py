"""`beanfield convert`: from one format to another, without a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from beanfield.cli.language import locale, translated, words
from beanfield.formats import registry
from beanfield.formats.base import ReadOptions, WriteOptions, WriteReport
from beanfield.formats.disaggregate import disaggregated
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.losses import lost
from beanfield.formats.record import Record
from beanfield.formats.sinks import FileSink, FolderSink
from beanfield.formats.source import Source


@translated
@click.command("convert", help="cli_convert_help")
@click.argument("source", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--from", "read_as", help="cli_import_from_help")
@click.option("--to", "write_as", required=True, help="cli_export_to_help")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="cli_output_help")
@click.option("--drop", is_flag=True, help="cli_drop_help")
@click.option("--disaggregate", is_flag=True, help="format_disaggregate_help")
@click.option("--skip-faulty", is_flag=True, help="cli_skip_faulty_help")
def command(
    source: tuple[Path, ...],
    read_as: str | None,
    write_as: str,
    output: Path,
    drop: bool,
    disaggregate: bool,
    skip_faulty: bool,
) -> None:
    """Convert; the first fault ends it, unless faulty rows are to be skipped."""
    with Source.open(*source) as opened:
        reader = registry.reader(read_as) if read_as else registry.guess(opened).reader
        if reader is None:
            raise FormatError("format_not_read", name=read_as or "")
        options = ReadOptions(media_required=False)
        sketch = reader.sketch(opened, options)
        columns = (SpinnerColumn(), TextColumn("{task.completed:,}"))
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("", total=None)

            def records() -> Iterator[Record]:
                for row in reader.read(opened, options):
                    if isinstance(row, FaultRow):
                        _tell(row, fatal=not (skip_faulty or row.note))
                        continue
                    if row.document is not None:
                        row.document = sketch.fit(row.document)
                    for answer in row.answers:
                        answer.document = sketch.fit(answer.document)
                    progress.advance(task)
                    yield row

            how = WriteOptions(schema=sketch.schema(), drop=drop)
            rows = records()
            if disaggregate:
                rows = disaggregated(rows, registry.writer(write_as).holds, how)
            report = _write(write_as, output, rows, how)
    click.echo(
        words(
            "cli_converted", items=report.items, objects=report.objects, source=reader.name, target=write_as
        )
    )
    for what, count in report.dropped.items():
        click.echo(words("cli_dropped", what=lost(what, locale()), count=count), err=True)


def _tell(fault: FaultRow, *, fatal: bool) -> None:
    if fatal:
        raise FormatError.of(fault)
    click.echo(f"{fault.place()}: {fault.text(locale())}", err=True)


def _write(name: str, output: Path, records: Iterator[Record], options: WriteOptions) -> WriteReport:
    """Write into a file, or a folder where the format has several files; whole or not at all."""
    writer = registry.writer(name)
    if writer.file_name is None:
        return writer.write(records, FolderSink(output), options)
    unfinished = output.with_name(output.name + ".unfinished")
    try:
        with unfinished.open("wb") as stream:
            report = writer.write(records, FileSink(stream), options)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
    return report
