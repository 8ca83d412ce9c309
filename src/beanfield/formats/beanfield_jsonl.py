"""Our own JSONL: everything about an item on one line, nothing lost.

The first line is a header `{"beanfield": 1, "people": …, "schema": …, …}`; every other line is a record. What
was read and is written again with the same people setting is the same file, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, ClassVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from beanfield.annotation.document import Document
from beanfield.annotation.registry import field_types, shape_types
from beanfield.annotation.schema import SchemaFault, parse_schema
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.jsonl_text import JSONLS
from beanfield.formats.jsons import decode_object, decoded, json_fault
from beanfield.formats.member import Member
from beanfield.formats.pseudonyms import Pseudonyms
from beanfield.formats.record import Answer, Content, Picture, Record, Sound
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import lines

VERSION = 1
HOLDS = Holds(
    media=frozenset({"image", "text", "chat", "audio", "points"}),
    shapes=frozenset(shape_types()),
    fields=frozenset(field_types()),
    of=frozenset({"item", "turn", "response", "region"}),
    holes=True,
    attributes=True,
    relations=True,
    scores=True,
    groups=True,
    tracks=True,
    answers=True,
    people=True,
    reviews=True,
    versions=True,
    prelabels=True,
    gold=True,
    meta=True,
)


class Row(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """A record as it stands on its line."""

    name: str
    content: Content
    document: Document | None = None
    prelabel: Document | None = None
    gold: Document | None = None
    answers: list[Answer] = []
    result: str | None = None
    state: str | None = None
    meta: dict[str, Any] = {}


_row = msgspec.json.Decoder(Row).decode
_encode = msgspec.json.Encoder().encode


class BeanfieldJsonl(Reader):
    """Reads every file with our header."""

    name: ClassVar[str] = "beanfield"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 99 if any(_is_ours(member) for member in source.members(*JSONLS)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a line; the header's schema is the sketch's."""
        del options  # nothing is left open
        members = list(source.members(*JSONLS))
        if not members:
            raise FormatError("format_no_jsonl")
        for member in members:
            header = header_of(source, member)
            if isinstance(header.get("schema"), dict):
                sketch.give(header["schema"])
            for line, data in islice(lines(member, source.limits), 1, None):
                try:
                    row = decoded(_row, data)
                except msgspec.MsgspecError as error:
                    yield json_fault(error, member.name, line)
                    continue
                yield _record(row, source, member, line)


def header_of(source: Source, member: Member) -> dict[str, Any]:
    """The header. Raises `FormatError` where there is none, or one of a later version."""
    line, data = next(lines(member, source.limits), (1, b""))
    try:
        header = decode_object(data)
    except msgspec.MsgspecError:
        header = {}
    version = header.get("beanfield")
    if not isinstance(version, int) or isinstance(version, bool):
        raise FormatError("format_no_beanfield_header", file=member.name, line=line)
    if "schema" in header:
        try:
            parse_schema(header["schema"])
        except SchemaFault as error:
            place, key, params = error.problems[0]
            raise FormatError(key, file=member.name, line=line, path=f"schema.{place}", **params) from error
    if version > VERSION:
        raise FormatError("format_newer_version", file=member.name, line=line, version=version)
    return header


def _record(row: Row, source: Source, member: Member, line: int) -> Record:
    record = Record(
        row.name,
        row.content,
        row.document,
        row.prelabel,
        row.gold,
        row.answers,
        row.result,
        row.state,
        row.meta,
        file=member.name,
        line=line,
    )
    if isinstance(row.content, Picture | Sound):
        record.media = source.find(row.name, member)
    return record


def _is_ours(member: Member) -> bool:
    return member.head(64).removeprefix(b"\xef\xbb\xbf").replace(b" ", b"").startswith(b'{"beanfield":')


class BeanfieldWriter(Writer):
    """One file `items.jsonl`. It can hold everything."""

    name: ClassVar[str] = "beanfield"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "items.jsonl"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write header and records; persons as the options say."""
        report = WriteReport()
        people = Pseudonyms(options.people, options.people_key)
        header: dict[str, Any] = {"beanfield": VERSION, "people": options.people}
        if options.schema is not None:
            header["schema"] = options.schema
        with sink.file("items.jsonl") as out:
            out.write(_encode(header | options.header) + b"\n")
            for record in records:
                row = _written(record, people)
                out.write(_encode(row) + b"\n")
                report.items += 1
                report.answers += len(row.answers)
                report.objects += len(row.document.objects) if row.document else 0
        return report


def _written(record: Record, people: Pseudonyms) -> Row:
    return Row(
        record.name,
        record.content,
        record.document,
        record.prelabel,
        record.gold,
        [_hidden(answer, people) for answer in record.answers],
        record.result,
        record.state,
        record.meta,
    )


def _hidden(answer: Answer, people: Pseudonyms) -> Answer:
    """The answer with the names of people as they may leave the house."""
    reviews = [replace(review, person=people.of(review.person)) for review in answer.reviews]
    return replace(answer, person=people.of(answer.person), reviews=reviews)
