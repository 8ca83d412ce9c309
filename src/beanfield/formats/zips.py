"""A zip as a folder, made safe: it is judged as a whole before anything is unpacked.

Refused: names that climb out (`..`), absolute names, drive letters, links, encrypted members, names that
stand twice, members that overlap or unpack to far more than they pack, and directories too large to hold.
"""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self

from beanfield.formats.faults import FormatError
from beanfield.formats.member import Limits, Member

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
_READABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_LEAST_DIRECTORY_ROW = 46


class _Guarded(io.RawIOBase):
    """A packed stream whose damage comes out as our error."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        try:
            return self._stream.seek(offset, whence)
        except _DAMAGE as error:
            raise FormatError("format_damaged", file=self._name, why=str(error)) from error

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any writable buffer
        try:
            data = self._stream.read(len(buffer))
        except _DAMAGE as error:
            raise FormatError("format_damaged", file=self._name, why=str(error)) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


class ZipMember(Member):
    """One packed file."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
        self.name = name
        self.size = info.file_size
        self._archive = archive
        self._info = info

    def open(self) -> IO[bytes]:
        try:
            stream = self._archive.open(self._info)
        except _DAMAGE as error:
            raise FormatError("format_damaged", file=self.name, why=str(error)) from error
        return io.BufferedReader(_Guarded(stream, self.name), 1 << 16)


class ZipFolder:
    """An open zip. Raises `FormatError` at once when it is damaged or hostile."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._label = path.name
        self._packed = path.stat().st_size
        _refuse_huge_directory(path, limits)
        try:
            self._archive = zipfile.ZipFile(path)
        except _DAMAGE as error:
            raise FormatError("format_damaged", file=path.name, why=str(error)) from error
        try:
            self._infos = [info for info in self._archive.infolist() if not info.is_dir()]
            self._judge()
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def members(self) -> Iterator[Member]:
        """All files in it."""
        for info in self._infos:
            yield ZipMember(self._archive, info, name_of(info))

    def _judge(self) -> None:
        limits = self._limits
        total = sum(info.file_size for info in self._infos)
        if total > limits.total_bytes:
            raise FormatError("format_too_large", file=self._label, bytes=total, most=limits.total_bytes)
        if total > limits.ratio_from and total > limits.ratio * self._packed:
            raise FormatError("format_zip_bomb", file=self._label, member=self._label, bytes=total)
        end = 0
        for info in sorted(self._infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise FormatError("format_zip_bomb", file=self._label, member=name_of(info), bytes=total)
            end = info.header_offset + 30 + info.compress_size
        for info in self._infos:
            self._judge_member(info, name_of(info))

    def _judge_member(self, info: zipfile.ZipInfo, name: str) -> None:
        limits = self._limits
        if is_unsafe_name(name):
            raise FormatError("format_unsafe_name", file=self._label, member=name[:200])
        if len(name) > limits.name_chars:
            raise FormatError("format_name_too_long", file=self._label, member=name[:80])
        if stat.S_ISLNK(info.external_attr >> 16):
            raise FormatError("format_link", file=self._label, member=name)
        if info.flag_bits & _ENCRYPTED:
            raise FormatError("format_encrypted", file=self._label, member=name)
        if info.compress_type not in _READABLE:
            raise FormatError("format_unknown_packing", file=self._label, member=name)
        if info.file_size > limits.ratio_from and info.file_size > limits.ratio * info.compress_size:
            raise FormatError("format_zip_bomb", file=self._label, member=name, bytes=info.file_size)


def name_of(info: zipfile.ZipInfo) -> str:
    """The member's name. Zips made on Chinese Windows hold GBK, on macOS UTF-8, both without saying so."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def is_unsafe_name(name: str) -> bool:
    """Whether a name could reach outside the folder that it is put into, on any system."""
    return (
        not name
        or name.startswith(("/", "\\"))
        or re.match(r"[A-Za-z]:", name) is not None
        or any(ord(character) < 32 for character in name)
        or ".." in re.split(r"[/\\]", name)
    )


def _refuse_huge_directory(path: Path, limits: Limits) -> None:
    """`zipfile` loads the whole list of members at once: look at its length before."""
    with path.open("rb") as stream:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(max(0, size - 65_557 - 20))
        tail = stream.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or at + 16 > len(tail):
            raise FormatError("format_damaged", file=path.name, why="no end of central directory")
        (length,) = struct.unpack_from("<L", tail, at + 12)
        locator = tail[at - 20 : at] if at >= 20 else b""
        if locator.startswith(b"PK\x06\x07"):
            stream.seek(struct.unpack_from("<Q", locator, 8)[0])
            record = stream.read(56)
            if len(record) == 56 and record.startswith(b"PK\x06\x06"):
                (length,) = struct.unpack_from("<Q", record, 40)
    if length > limits.members * (_LEAST_DIRECTORY_ROW + 100):
        raise FormatError("format_too_many_members", file=path.name, most=limits.members)
