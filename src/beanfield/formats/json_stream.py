"""A JSON file of any size, one element at a time.

The file is mapped, and a regular expression finds where each element of the outer lists ends: two
microseconds an element, whatever it holds. The elements themselves are decoded by whoever asked for them,
so a broken one is a fault with its line while the others are good.
"""

from __future__ import annotations

import codecs
import mmap
import re
from array import array
from collections.abc import Generator, Iterator
from itertools import accumulate
from typing import NamedTuple, NoReturn, Self

from beanfield.formats.faults import FormatError
from beanfield.formats.jsons import DEEPEST
from beanfield.formats.member import Member
from beanfield.formats.source import Source
from beanfield.formats.texts import encoding_of

_STRING = rb'"(?:[^"\\]++|\\.)*+"'


def _nested(opening: bytes, closing: bytes, others: bytes, levels: int) -> re.Pattern[bytes]:
    """What stands between brackets that nest up to `levels`; never tries anything twice."""
    pattern = rb"(?!)"
    for _ in range(levels):
        inside = rb"(?:[^" + others + rb'"]++|' + _STRING + rb"|" + pattern + rb")*+"
        pattern = opening + inside + closing
    return re.compile(pattern, re.DOTALL)


_OBJECT = _nested(rb"\{", rb"\}", rb"{}", 8)
_LIST = _nested(rb"[\[{]", rb"[\]}]", rb"\[\]{}", 8)
_PLAIN = re.compile(_STRING + rb"|[-+.\w]+", re.DOTALL)
_TOKEN = re.compile(_STRING + rb"|[{}\[\]]", re.DOTALL)
_BLANK = re.compile(rb"[ \t\r\n]*+")
_AFTER = re.compile(rb"[ \t\r\n]*+([,\]])[ \t\r\n]*+")
_BLOCK = 1 << 20
#: Line ends are counted once for every so many bytes, and then only from there on.
_PAGE = 1 << 13
_FORGET = 64 << 20


class Element(NamedTuple):
    """One element: the list that it stands in ("" for an outermost list), its place there, its bytes.

    A value of the outermost object that is no list has place -1.
    """

    key: str
    place: int
    start: int
    end: int


class JsonFile:
    """One JSON document on disk. Raises `FormatError` where it is cut off or is not JSON."""

    def __init__(self, source: Source, member: Member) -> None:
        self.name = member.name
        self._most = source.limits.element_bytes
        path = source.on_disk(member)
        encoding = encoding_of(member)
        if encoding not in {"utf-8", "utf-8-sig"}:
            recoded = source.scratch_file()
            with path.open(encoding=encoding) as text, recoded.open("w", encoding="utf-8") as out:
                while chunk := text.read(_BLOCK):
                    out.write(chunk)
            path = recoded
        with path.open("rb") as stream:
            if not stream.read(1):
                raise FormatError("format_empty_file", file=member.name)
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self._start = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0
        self._lines: array[int] | None = None
        self._passed = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bytes.close()

    def bytes_of(self, start: int, end: int) -> bytes:
        """What stands between two places."""
        self._passed += end - start
        if self._passed > _FORGET:
            self._forget()
        return self._bytes[start:end]

    def line_of(self, offset: int) -> int:
        """The line, from 1, of a place in the file."""
        if self._lines is None:
            counts = (self._bytes[at : at + _PAGE].count(b"\n") for at in range(0, len(self._bytes), _PAGE))
            self._lines = array("q", accumulate(counts, initial=0))
        page = min(offset, len(self._bytes)) // _PAGE
        return 1 + self._lines[page] + self._bytes[page * _PAGE : offset].count(b"\n")

    def elements(self) -> Iterator[Element]:
        """All elements, in the order of the file."""
        at = self._blank(self._start)
        opening = self._bytes[at : at + 1]
        if opening == b"[":
            at = yield from self._list("", at)
        elif opening == b"{":
            at = yield from self._members(at)
        else:
            self._broken(at, "no list and no object")
        if self._blank(at) != len(self._bytes):
            self._broken(at, "something follows the end")

    def _members(self, at: int) -> Generator[Element, None, int]:
        at = self._blank(at + 1)
        if self._bytes[at : at + 1] == b"}":
            return at + 1
        while True:
            key = _PLAIN.match(self._bytes, at, at + 10_000)
            if key is None or self._bytes[at : at + 1] != b'"':
                self._broken(at, "a key should stand here")
            at = self._blank(key.end())
            if self._bytes[at : at + 1] != b":":
                self._broken(at, "a colon should stand here")
            at = self._blank(at + 1)
            name = key.group()[1:-1].decode("utf-8", "replace")
            if self._bytes[at : at + 1] == b"[":
                at = yield from self._list(name, at)
            else:
                end = self._end(at)
                yield Element(name, -1, at, end)
                at = end
            at, more = self._next(at, b"}")
            if not more:
                return at

    def _list(self, key: str, at: int) -> Generator[Element, None, int]:
        at = self._blank(at + 1)
        if self._bytes[at : at + 1] == b"]":
            return at + 1
        place = 0
        while True:
            end = self._end(at)
            yield Element(key, place, at, end)
            place += 1
            self._passed += end - at
            if self._passed > _FORGET:
                self._forget()
            after = _AFTER.match(self._bytes, end)
            if after is None:
                self._broken(self._blank(end), "a comma or ] should stand here")
            at = after.end()
            if after.group(1) == b"]":
                return at

    def _next(self, at: int, closing: bytes) -> tuple[int, bool]:
        """Past the comma or the closing bracket after a value, and whether another value follows."""
        at = self._blank(at)
        mark = self._bytes[at : at + 1]
        if mark == b",":
            return self._blank(at + 1), True
        if mark != closing:
            self._broken(at, f"a comma or {closing.decode()} should stand here")
        return at + 1, False

    def _end(self, at: int) -> int:
        """Where the value that begins at `at` ends."""
        opening = self._bytes[at : at + 1]
        pattern = _OBJECT if opening == b"{" else _LIST if opening == b"[" else _PLAIN
        match = pattern.match(self._bytes, at, at + self._most)
        if match is not None:
            return match.end()
        if opening in {b"{", b"["}:
            return self._deep_end(at)
        return self._broken(at, "a value should stand here")

    def _deep_end(self, at: int) -> int:
        """The same by counting brackets, for what nests deeper than the expressions do."""
        depth = 0
        for token in _TOKEN.finditer(self._bytes, at, at + self._most):
            mark = token.group()
            if mark in {b"{", b"["}:
                depth += 1
                if depth > DEEPEST:
                    self._broken(token.start(), "nested too deeply")
            elif mark in {b"}", b"]"}:
                depth -= 1
                if depth == 0:
                    return token.end()
        raise FormatError("format_element_too_long", file=self.name, line=self.line_of(at), most=self._most)

    def _blank(self, at: int) -> int:
        match = _BLANK.match(self._bytes, at)
        return match.end() if match else at

    def _broken(self, at: int, what: str) -> NoReturn:
        if at >= len(self._bytes):
            raise FormatError(
                "format_truncated", file=self.name, line=self.line_of(len(self._bytes)), what=what
            )
        raise FormatError("format_not_json", file=self.name, line=self.line_of(at), what=what)

    def _forget(self) -> None:
        """Let the system take back the pages that were read: mapped is not the same as held."""
        if hasattr(self._bytes, "madvise"):
            self._bytes.madvise(mmap.MADV_DONTNEED)
        self._passed = 0
