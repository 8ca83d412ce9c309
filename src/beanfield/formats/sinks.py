"""Where data goes to: one file, a folder, or a zip that is written as a stream."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from beanfield.formats.faults import FormatError
from beanfield.formats.member import Member
from beanfield.formats.record import Record
from beanfield.formats.zips import is_unsafe_name

_IN_MEMORY = 8 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # no clock in a file: the same records make the same bytes


class Sink(ABC):
    """Takes files by name."""

    @abstractmethod
    def file(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """A new file to be written from start to end. Raises `FormatError` for a name that climbs out."""


class FileSink(Sink):
    """Takes the one file of a format that has only one, whatever its name."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._taken = False

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        if self._taken:
            raise FormatError("format_needs_folder", file=name)
        self._taken = True
        yield self._stream


class FolderSink(Sink):
    """Takes files into a folder; folders are made as they are named."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        path = self._root / _safe(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            yield stream


class ZipSink(Sink):
    """Takes files into a zip, which may be a pipe. Several may be open at once; each goes in as it closes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True)

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        info = zipfile.ZipInfo(_safe(name), _EPOCH)
        packed = name.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".mp3", ".m4a", ".zip"))
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
            yield spool
            info.file_size = spool.tell()
            spool.seek(0)
            with self._zip.open(info, "w", force_zip64=info.file_size >= zipfile.ZIP64_LIMIT) as target:
                shutil.copyfileobj(spool, target, 1 << 20)

    def close(self) -> None:
        """Write the list of members; without it the zip cannot be read."""
        self._zip.close()


def with_media(records: Iterable[Record], sink: Sink, prefix: str = "images/") -> Iterator[Record]:
    """Pass records on, copying each one's media into the sink as `prefix` + its name."""
    for record in records:
        if isinstance(record.media, Member):
            with record.media.open() as stream, sink.file(prefix + record.name) as target:
                shutil.copyfileobj(stream, target, 1 << 20)
        yield record


def _safe(name: str) -> str:
    if is_unsafe_name(name):
        raise FormatError("format_unsafe_name", file=name[:200], member=name[:200])
    return name
