"""spaCy's DocBin, read and written without spaCy: msgpack in zlib, a table of hashes a token.

Names and tokens stand as 64-bit hashes of a list of strings (MurmurHash64A, seed 1) or, where spaCy knows the
name, as its number. The text is its tokens and whether a blank follows each, so it comes back exactly. `ents`
lie beside one another; what lies over them is in `spans["sc"]`, where spaCy looks for it too. `cats` of at
least 0.5 are answers to the field `label`. Our items carry their name in `user_data`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.docbin_symbols import NUMBERS, SYMBOLS
from beanfield.formats.doccano import FIELD
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.member import Member
from beanfield.formats.record import Record, Text
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.spans import checked_span

HOLDS = Holds(media=frozenset({"text"}), shapes=frozenset({"span"}), fields=frozenset({"choices"}))
ORTH, ENT_IOB, ENT_TYPE = 65, 77, 78
GROUP = "sc"
#: id, kb_id, label, first token, token past the last, first character, character past the last.
SPAN = struct.Struct(">QQQllll")
_MULTIPLIER, _WORD = 0xC6A4A7935BD1E995, (1 << 64) - 1
_decode = msgspec.msgpack.Decoder().decode


@lru_cache(maxsize=1 << 16)
def number_of(name: str) -> int:
    """How spaCy writes a string: its symbol's number, else MurmurHash64A of its UTF-8 with the seed 1."""
    if name in NUMBERS:
        return NUMBERS[name]
    data = name.encode("utf-8", "surrogatepass")
    mixed = 1 ^ (len(data) * _MULTIPLIER & _WORD)
    whole = len(data) & ~7
    for (word,) in struct.iter_unpack("<Q", data[:whole]):
        part = word * _MULTIPLIER & _WORD
        part = (part ^ part >> 47) * _MULTIPLIER & _WORD
        mixed = (mixed ^ part) * _MULTIPLIER & _WORD
    if len(data) > whole:
        mixed = (mixed ^ int.from_bytes(data[whole:], "little")) * _MULTIPLIER & _WORD
    mixed = (mixed ^ mixed >> 47) * _MULTIPLIER & _WORD
    return mixed ^ mixed >> 47


class Bin(msgspec.Struct):
    """What stands in the file; tables are bytes."""

    attrs: list[int]
    tokens: bytes
    spaces: bytes
    lengths: bytes
    strings: list[str]
    version: str = "0.1"
    cats: list[Any] = []
    flags: list[Any] = []
    span_groups: list[Any] = []
    user_data: list[Any] | None = None


class DocBin(Reader):
    """Reads every `.spacy` file; one is held in memory whole, as spaCy does."""

    name: ClassVar[str] = "docbin"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 92 if any(m.head(1) == b"\x78" for m in source.members(".spacy")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a document, named as its `user_data` says, else `file:number`."""
        del options  # nothing is left open
        members = list(source.members(".spacy"))
        if not members:
            raise FormatError("format_no_texts")
        for member in members:
            for row in _Docs(member, source.limits.element_bytes).rows():
                if isinstance(row, Record) and row.document and FIELD in row.document.answers:
                    sketch.declare_field(FIELD, "choices")
                yield row


def _unpacked(member: Member, most: int) -> Bin:
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(member.read_all(most), most)
        if not unpacking.eof:
            raise FormatError("format_damaged", file=member.name, line=1, why="zlib")
        return msgspec.msgpack.decode(data, type=Bin)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError("format_damaged", file=member.name, line=1, why=str(error)[:200]) from error


class _Docs:
    """One file: its tables, cut into documents."""

    def __init__(self, member: Member, most: int) -> None:
        self._file = member.name
        self._bin = _unpacked(member, most)
        self._names = (
            {number_of(name): name for name in self._bin.strings} | dict(enumerate(SYMBOLS)) | {0: ""}
        )
        width = max(1, len(self._bin.attrs))
        try:
            self._lengths = np.frombuffer(self._bin.lengths, "<i4")
            self._spaces = np.frombuffer(self._bin.spaces, np.bool_)
            self._tokens = np.frombuffer(self._bin.tokens, "<u8").reshape(-1, width)
        except ValueError as error:
            raise FormatError("format_damaged", file=self._file, line=1, why=str(error)[:200]) from error
        short = int(self._lengths.sum()) != len(self._tokens) or len(self._spaces) != len(self._tokens)
        if short or ORTH not in self._bin.attrs or (self._lengths < 0).any():
            raise FormatError("format_damaged", file=self._file, line=1, why="lengths")

    def rows(self) -> Iterator[Record | FaultRow]:
        """The documents in order."""
        at = 0
        for place, length in enumerate(self._lengths.tolist()):
            tokens, spaces = self._tokens[at : at + length], self._spaces[at : at + length]
            at += length
            try:
                record = self._record(place, tokens, spaces)
            except ShapeError as bad:
                yield FaultRow(bad.key, bad.params, self._file, place + 1, bad.path or None)
            else:
                record.file, record.line = self._file, place + 1
                yield record

    def _name(self, number: int) -> str:
        try:
            return self._names[number]
        except KeyError:
            raise ShapeError("format_bad_value", "strings", value=str(number)) from None

    def _record(self, place: int, tokens: NDArray[np.uint64], spaces: NDArray[np.bool_]) -> Record:
        words = [self._name(number) for number in tokens[:, self._bin.attrs.index(ORTH)].tolist()]
        blanks = self._blanks(place, words, spaces)
        text = "".join(word + " " * blank for word, blank in zip(words, blanks, strict=True))
        if not text:
            raise ShapeError("format_no_text", "tokens")
        starts = np.cumsum([0, *(len(w) + b for w, b in zip(words, blanks, strict=True))]).tolist()
        ends = [start + len(word) for start, word in zip(starts, words, strict=False)]
        document = Document()
        found = [*self._entities(tokens), *self._grouped(place, len(words))]
        for first, last, label in sorted(found, key=lambda one: (one[0], -one[1])):
            span = checked_span(starts[first], ends[last], len(text))
            document.objects.append(AnnotatedObject(f"o{len(document.objects) + 1}", label, span))
        cats = _at(self._bin.cats, place)
        if isinstance(cats, dict):
            chosen = [n for n, v in cats.items() if isinstance(v, int | float) and v >= 0.5]
            if not all(isinstance(n, str) and n.strip() == n and n.isprintable() and n for n in chosen):
                raise ShapeError("format_no_name", "cats")
            document.answers |= {FIELD: chosen} if cats else {}
        marked = any(attribute in self._bin.attrs for attribute in (ENT_IOB, ENT_TYPE))
        return Record(self._item(place), Text(text), document if marked or document.objects else None)

    def _blanks(self, place: int, words: list[str], spaces: NDArray[np.bool_]) -> list[int]:
        flags = _at(self._bin.flags, place)
        if isinstance(flags, dict) and flags.get("has_unknown_spaces"):
            return [1] * (len(words) - 1) + [0] if words else []
        return [int(blank) for blank in spaces.tolist()]

    def _entities(self, tokens: NDArray[np.uint64]) -> Iterator[tuple[int, int, str]]:
        """First and last token and label: 3 begins, 1 goes on, 2 is outside, 0 unknown."""
        if ENT_IOB not in self._bin.attrs or ENT_TYPE not in self._bin.attrs:
            return
        marks = tokens[:, self._bin.attrs.index(ENT_IOB)].tolist()
        kinds = tokens[:, self._bin.attrs.index(ENT_TYPE)].tolist()
        first: int | None = None
        for place in range(len(marks) + 1):
            goes_on = place < len(marks) and marks[place] == 1 and first is not None
            if first is not None and not goes_on:
                yield first, place - 1, self._label(kinds[first])
                first = None
            if place < len(marks) and marks[place] in {1, 3} and not goes_on:
                first = place if kinds[place] else None

    def _grouped(self, place: int, count: int) -> Iterator[tuple[int, int, str]]:
        """The same for the spans of every group."""
        packed = _at(self._bin.span_groups, place)
        groups = self._decoded(packed) if isinstance(packed, bytes) and packed else []
        for group in groups if isinstance(groups, dict | list) else []:
            found = self._decoded(group) if isinstance(group, bytes) else None
            spans = found.get("spans") if isinstance(found, dict) else None
            for span in spans if isinstance(spans, list) else []:
                if not isinstance(span, bytes) or len(span) != SPAN.size:
                    raise ShapeError("format_bad_value", "span_groups", value=str(span)[:40])
                _, _, label, first, past, _, _ = SPAN.unpack(span)
                if not 0 <= first < past <= count:
                    raise ShapeError("format_bad_span", "span_groups", start=first, end=past)
                yield first, past - 1, self._label(label)

    def _decoded(self, data: bytes) -> Any:
        try:
            return _decode(data)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, TypeError, ValueError):
            raise ShapeError("format_bad_value", "span_groups", value="msgpack") from None

    def _label(self, number: int) -> str:
        label = self._name(number)
        if not label.strip():
            raise ShapeError("format_no_name", "ents")
        return label

    def _item(self, place: int) -> str:
        packed = _at(self._bin.user_data or [], place)
        said = self._decoded(packed) if isinstance(packed, bytes) and packed else None
        name = said.get("name") if isinstance(said, dict) else None
        return name if isinstance(name, str) and name else f"{self._file}:{place + 1}"


def _at(listed: list[Any], place: int) -> Any:
    return listed[place] if place < len(listed) else None
