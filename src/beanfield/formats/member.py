"""One file of a source, and how much of it is taken before it is refused."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path, PurePosixPath
from typing import IO

from msgspec import Struct

from beanfield.formats.faults import FormatError

GIB = 1 << 30


class Limits(Struct, frozen=True):
    """How much a source may hold before it is refused as hostile. Sizes are bytes, unpacked."""

    members: int = 2_000_000
    member_bytes: int = 16 * GIB
    total_bytes: int = 1024 * GIB
    ratio: float = 300.0  # unpacked to packed; deflate reaches 1032, on nothing but one repeated byte
    ratio_from: int = 16 << 20  # what unpacks to less may pack as well as it likes
    line_bytes: int = 64 << 20
    element_bytes: int = 256 << 20
    small_file_bytes: int = 64 << 20  # files that describe one picture
    name_chars: int = 1000


class Member(ABC):
    """One file: a relative name with `/`, its size in bytes, and its content."""

    name: str
    size: int

    @abstractmethod
    def open(self) -> IO[bytes]:
        """The bytes from the start; reading raises `FormatError` where they are damaged."""

    @property
    def path(self) -> Path | None:
        """Where it lies on disk as it is, or None for a packed one."""
        return None

    @property
    def suffix(self) -> str:
        """The ending with its dot, in lower case."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The file name without folder and ending."""
        return PurePosixPath(self.name).stem

    def head(self, count: int) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(count)

    def read_all(self, most: int) -> bytes:
        """All bytes. Raises `FormatError` when there are more than `most`."""
        if self.size > most:
            raise FormatError("format_too_large", file=self.name, bytes=self.size, most=most)
        with self.open() as stream:
            data = stream.read(min(most, self.size) + 1)  # a reader makes room for all that it is asked for
        if len(data) > most:
            raise FormatError("format_too_large", file=self.name, bytes=len(data), most=most)
        return data


class FileMember(Member):
    """A file on disk."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._path = path
        self.size = path.stat().st_size

    def open(self) -> IO[bytes]:
        try:
            return self._path.open("rb")
        except OSError as error:
            raise FormatError("format_cannot_open", file=self.name, why=error.strerror or "") from error

    @property
    def path(self) -> Path:
        return self._path


_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})


def is_litter(name: str) -> bool:
    """Whether an operating system or a version control, not a person, put this file there."""
    parts = name.split("/")
    return (
        "__MACOSX" in parts or ".git" in parts or parts[-1].lower() in _LITTER or parts[-1].startswith("._")
    )
