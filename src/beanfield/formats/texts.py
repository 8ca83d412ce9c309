"""Bytes as text: UTF-8, with or without a mark, UTF-16 by its mark, GB18030 (and so GBK) else."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import IO, TextIO, cast

from beanfield.formats.faults import FormatError
from beanfield.formats.member import Limits, Member

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, file: str) -> str:
    """The whole text. Raises `FormatError` when no encoding fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise FormatError("format_encoding", file=file, offset=error.start) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            raise FormatError("format_encoding", file=file, offset=wrong.start) from wrong


def encoding_of(member: Member) -> str:
    """The encoding of a file of any size, by reading it through once."""
    head = member.head(4)
    marked = [encoding for mark, encoding in _MARKS if head.startswith(mark)]
    first: int | None = None
    for encoding in marked or ("utf-8", "gb18030"):
        wrong = _first_fault(member, encoding)
        if wrong is None:
            return encoding
        first = wrong if first is None else first
    raise FormatError("format_encoding", file=member.name, offset=first)


def open_text(member: Member) -> TextIO:
    """The member as text, line ends untouched. Raises `FormatError` when no encoding fits."""
    encoding = encoding_of(member)
    return io.TextIOWrapper(member.open(), encoding=encoding, newline="")


def bounded_lines(stream: TextIO, file: str, most: int) -> Iterator[str]:
    """Lines with their ends. Raises `FormatError` at one of more characters than are held in memory."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) > most:
            raise FormatError("format_line_too_long", file=file, line=number, most=most)
        yield line


def lines(member: Member, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """Number (from 1) and bytes of each line that is not blank, without its end, a UTF-8 mark left out.

    Raises `FormatError` at a line that is longer than the limit, before it is in memory.
    """
    most = limits.line_bytes
    with _in_utf8(member) as stream:
        number = 0
        while line := stream.readline(most + 1):
            number += 1
            if len(line) > most:
                raise FormatError("format_line_too_long", file=member.name, line=number, most=most)
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            line = line.strip()
            if line:
                yield number, line


def _in_utf8(member: Member) -> IO[bytes]:
    """The bytes as they are; those of UTF-16, whose lines cannot be told apart, put into UTF-8."""
    if member.head(2) not in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return member.open()
    recoder = codecs.StreamRecoder(
        member.open(), codecs.getencoder("utf-8"), codecs.getdecoder("utf-8"),
        codecs.getreader("utf-16"), codecs.getwriter("utf-8"),
    )  # fmt: skip
    return cast("IO[bytes]", recoder)


def _first_fault(member: Member, encoding: str) -> int | None:
    """Where the bytes stop being of this encoding; None when all are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with member.open() as stream:
        while True:
            chunk = stream.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return done + error.start
            if not chunk:
                return None
            done += len(chunk)
