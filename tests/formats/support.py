"""Reading and writing in one line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from beanfield.formats import registry
from beanfield.formats.base import ReadOptions, WriteOptions, WriteReport
from beanfield.formats.faults import FaultRow
from beanfield.formats.member import Limits
from beanfield.formats.record import Record
from beanfield.formats.sinks import FileSink, Sink
from beanfield.formats.source import Source
from beanfield.formats.zips import is_unsafe_name


def read(
    format_: str, *paths: Path, options: ReadOptions | None = None, limits: Limits | None = None
) -> tuple[list[Record], list[FaultRow]]:
    """Good records, and faults that are no mere notes."""
    with Source.open(*paths, limits=limits) as source:
        rows = list(registry.reader(format_).read(source, options))
    records = [row for row in rows if isinstance(row, Record)]
    return records, [row for row in rows if isinstance(row, FaultRow) and not row.note]


def good(format_: str, *paths: Path, options: ReadOptions | None = None) -> list[Record]:
    """The records of a source without faults."""
    records, faults = read(format_, *paths, options=options)
    assert faults == []
    return records


def write(
    format_: str, records: Iterable[Record], options: WriteOptions | None = None
) -> tuple[bytes, WriteReport]:
    """The file that the writer makes."""
    out = io.BytesIO()
    report = registry.writer(format_).write(records, FileSink(out), options or WriteOptions())
    return out.getvalue(), report


class MemorySink(Sink):
    """Takes files into memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        assert name not in self.files, f"{name} is written twice"
        assert not is_unsafe_name(name), name
        with io.BytesIO() as stream:
            yield stream
            self.files[name] = stream.getvalue()


def write_files(
    format_: str, records: Iterable[Record], options: WriteOptions | None = None
) -> tuple[dict[str, bytes], WriteReport]:
    """The files that the writer makes, by name."""
    sink = MemorySink()
    report = registry.writer(format_).write(records, sink, options or WriteOptions())
    return sink.files, report


#: Annotations without their pictures.
ALONE = ReadOptions(media_required=False)
