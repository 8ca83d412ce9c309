"""brat standoff: `name.txt` with the text, `name.ann` with what is marked in it, in code points, as here.

A span in several pieces (`4 6;9 10`) becomes one object a piece, all of one `group`; relations and attributes
belong to the first. An event is its trigger's span, with a relation named by the role to each argument (an
argument that is an event stands for its trigger). `Equiv` joins each member to the next. Notes and references
are the attributes `note` and `reference`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from beanfield.annotation.document import AnnotatedObject, Document, Relation
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.member import Member
from beanfield.formats.record import Record, Text
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.spans import checked_span
from beanfield.formats.texts import decode

HOLDS = Holds(
    media=frozenset({"text"}),
    shapes=frozenset({"span"}),
    attributes=True,
    relations=True,
    groups=True,
)
NOTE, REFERENCE, EQUIV = "note", "reference", "Equiv"
_PLACE = re.compile(r"(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)")
_LINE = re.compile(r"[TREAMNW*#]\S*\t")


class Brat(Reader):
    """Reads every `.ann` file with its text. A text without one is an item that nobody marked."""

    name: ClassVar[str] = "brat"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 88 if any(source.member(f"{m.name[:-4]}.txt") for m in source.members(".ann")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a text, named as its file without the ending."""
        del sketch  # no class is named apart
        facts = SchemaFacts.of(options.schema)
        found = False
        for member in source.members(".txt"):
            found = True
            try:
                text = decode(member.read_all(source.limits.small_file_bytes), member.name)
                marks = source.member(f"{member.name[:-4]}.ann")
                document = None
                if marks is not None:
                    standoff = _Standoff(text, facts)
                    document = standoff.read(marks, source.limits.small_file_bytes)
                    yield from standoff.faults
                    if any(not fault.note for fault in standoff.faults):
                        continue
            except FormatError as error:
                yield error.fault
                continue
            yield Record(member.name[:-4], Text(text), document, file=(marks or member).name, line=1)
        for member in source.members(".ann"):
            if source.member(f"{member.name[:-4]}.txt") is None:
                found = True
                yield FaultRow("format_no_text", file=member.name, line=1)
        if not found:
            raise FormatError("format_no_texts")


class _Standoff:
    """One `.ann` file: first the spans, then what refers to them, for the order of lines is free."""

    def __init__(self, text: str, facts: SchemaFacts) -> None:
        self._text = text
        self._facts = facts
        self._document = Document()
        self._first: dict[str, AnnotatedObject] = {}  # id of a span or event → the object that stands for it
        self._relations: dict[str, list[Relation]] = {}
        self._triggers: set[str] = set()
        self.faults: list[FaultRow] = []

    def read(self, member: Member, most: int) -> Document:
        """The answer; its faults are kept beside it."""
        rows = list(enumerate(decode(member.read_all(most), member.name).split("\n"), 1))
        for letters in ("T", "E", "ER*", "AMN#"):
            for line, raw in rows:
                row = raw.rstrip("\r")
                if not row.strip():
                    continue
                try:
                    if letters == "T" and not _LINE.match(row):
                        raise ShapeError("format_bad_line", "", value=row[:40])
                    if row[0] in letters:
                        self._take(row, second=letters == "ER*")
                except ShapeError as bad:
                    self.faults.append(FaultRow(bad.key, bad.params, member.name, line))
        return self._document

    def _take(self, row: str, *, second: bool) -> None:
        id_, _, rest = row.partition("\t")
        kind = id_[0]
        if kind == "T":
            self._span(id_, rest)
        elif kind == "E":
            self._roles(id_, rest) if second else self._trigger(id_, rest)
        elif kind in "R*":
            self._relation(id_, rest)
        elif kind == "#":
            about, _, note = rest.partition("\t")
            self._set(about.split()[-1] if about.split() else "", NOTE, note)
        elif kind == "N":
            parts = rest.partition("\t")[0].split()
            if len(parts) != 3:
                raise ShapeError("format_bad_line", "", value=row[:40])
            self._set(parts[1], REFERENCE, parts[2])
        else:
            self._attribute(rest)

    def _span(self, id_: str, rest: str) -> None:
        place = _PLACE.fullmatch(rest.partition("\t")[0])
        if place is None or len(id_) > 50:
            raise ShapeError("format_bad_line", "", value=f"{id_}\t{rest}"[:40])
        if id_ in self._first:
            raise ShapeError("format_duplicate_id", "", id=id_)
        said = rest.partition("\t")[2]
        pieces = [tuple(map(int, piece.split(" "))) for piece in place[2].split(";")]
        made: list[AnnotatedObject] = []
        for number, (start, end) in enumerate(pieces):
            span = checked_span(start, end, len(self._text))
            name = f"{id_}.{number}" if number else id_
            made.append(AnnotatedObject(name, place[1], span, group=id_ if len(pieces) > 1 else None))
        found = " ".join(self._text[start:end] for start, end in pieces)
        if said and _flat(said) != _flat(found):
            raise ShapeError("format_span_mismatch", "", found=found[:80])
        self._first[id_] = made[0]
        self._document.objects.extend(made)

    def _trigger(self, id_: str, rest: str) -> None:
        """An event stands for its trigger. Two events of one trigger run together, which a note says."""
        trigger = rest.partition(" ")[0].partition(":")[2].strip()
        if trigger not in self._first:
            raise ShapeError("format_unknown_region", "", id=trigger[:40])
        if trigger in self._triggers:
            self.faults.append(FaultRow("format_events_joined", {"id": trigger}, note=True))
        self._triggers.add(trigger)
        self._first[id_] = self._first[trigger]

    def _roles(self, id_: str, rest: str) -> None:
        if id_ not in self._first:
            return  # its trigger is a fault already
        for part in rest.split(" ")[1:]:
            role, _, of = part.strip().partition(":")
            if of:
                self._relate(id_, role, self._first[id_].id, of)

    def _relation(self, id_: str, rest: str) -> None:
        parts = rest.partition("\t")[0].split()
        if len(parts) < 3:
            raise ShapeError("format_bad_line", "", value=rest[:40])
        if id_ == "*":
            for one, other in pairwise(parts[1:]):
                self._relate(id_, parts[0], self._known(one).id, other)
            return
        ends = [part.partition(":")[2] for part in parts[1:]]
        self._relate(id_, parts[0], self._known(ends[0]).id, ends[1])

    def _relate(self, id_: str, name: str, first: str, other: str) -> None:
        made = Relation(first, self._known(other).id, name)
        self._relations.setdefault(id_, []).append(made)
        self._document.relations.append(made)

    def _known(self, id_: str) -> AnnotatedObject:
        if id_ not in self._first:
            raise ShapeError("format_unknown_region", "", id=id_[:40])
        return self._first[id_]

    def _attribute(self, rest: str) -> None:
        parts = rest.split(" ", 2)
        if len(parts) < 2 or not parts[0]:
            raise ShapeError("format_bad_line", "", value=rest[:40])
        self._set(parts[1], parts[0], parts[2] if len(parts) > 2 else None)

    def _set(self, id_: str, name: str, value: str | None) -> None:
        """Set an attribute of a span, event or relation; without a value it is true."""
        for relation in self._relations.get(id_, []):
            relation.attributes[name] = True if value is None else value
        if id_ in self._relations:
            return
        one = self._known(id_)
        if one.attributes.get(name, value) != value:
            raise ShapeError("format_attribute_twice", "", name=name[:40])
        kind = self._facts.attributes.get((one.class_, name))
        one.attributes[name] = _typed(value, kind)


def _typed(value: str | None, kind: str | None) -> bool | float | int | str:
    """A value as its attribute's type has it; a truth value where it says so, else a text."""
    if value is None or value in {"true", "false"}:
        return value != "false"
    if kind == "number":
        try:
            number = float(value)
        except ValueError:
            raise ShapeError("format_bad_number", "", value=value[:40]) from None
        if not abs(number) < 1e15:
            raise ShapeError("format_bad_number", "", value=value[:40])
        return int(number) if value.lstrip("-").isdecimal() else number
    return value


def _flat(text: str) -> str:
    """brat writes line ends inside a span as blanks."""
    return re.sub(r"\s", " ", text).strip()
