"""Write records into a file: the format's own one, or a zip where there are several. Work for a thread."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from msgspec import Struct

from beanfield.formats.base import WriteOptions, Writer, WriteReport
from beanfield.formats.record import Record
from beanfield.formats.sinks import FileSink, Sink, ZipSink, with_media

MEDIA_FOLDER = "media/"
ZIP = "application/zip"
_BUFFER = 1 << 20  # each write to disk lets another thread in, and waits for its turn to come back
_MIMES = {".json": "application/json", ".jsonl": "application/x-ndjson"}


class Entry(Struct, frozen=True):
    """One file of a delivery."""

    name: str
    bytes: int
    sha256: str


class _Hashing:
    """A file that is written and hashed at once."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._bytes = 0

    def write(self, content: bytes) -> int:
        self._digest.update(content)
        self._bytes += len(content)
        return self._stream.write(content)

    def entry(self, name: str) -> Entry:
        return Entry(name, self._bytes, self._digest.hexdigest())


class ListingSink(Sink):
    """Passes files on to another sink and lists them with their sizes and hashes."""

    def __init__(self, inner: Sink) -> None:
        self._inner = inner
        self.entries: list[Entry] = []

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        with self._inner.file(name) as stream:
            hashing = _Hashing(stream)
            yield hashing  # type: ignore[misc]  # writers only ever call `write`
        self.entries.append(hashing.entry(name))


def is_zip(writer: Writer, *, media: bool) -> bool:
    """Does an export come as a zip?"""
    return media or writer.file_name is None


def file_suffix(writer: Writer, *, media: bool) -> str:
    """How the export's file is called after its dot, dot included."""
    if writer.file_name is None or media:
        return ".zip"
    return Path(writer.file_name).suffix


def mime_of(suffix: str) -> str:
    """The content type of a file that we made."""
    return _MIMES.get(suffix, ZIP if suffix == ".zip" else "application/octet-stream")


def write_export(
    target: Path, writer: Writer, records: Iterable[Record], options: WriteOptions, *, media: bool
) -> WriteReport:
    """Write an export. Raises `FormatError` that names what the format cannot hold, unless dropping."""
    with target.open("wb", buffering=_BUFFER) as stream:
        if not is_zip(writer, media=media):
            return writer.write(records, FileSink(stream), options)
        sink = ZipSink(stream)
        try:
            return write_all(writer, records, sink, options, media=media)
        finally:
            sink.close()


def write_all(
    writer: Writer, records: Iterable[Record], sink: Sink, options: WriteOptions, *, media: bool
) -> WriteReport:
    """Write records into a sink of many files, their media beside them."""
    return writer.write(with_media(records, sink, MEDIA_FOLDER) if media else records, sink, options)
