"""MQM tables of Google: a translation error a row, its span between <v> and </v> in source or target.

A segment of one system is one item: source and target are the two turns of a chat, each rater is one
annotation, each error a span (several where the error is marked in several places: one group) with its
severity. A category is a class; "No-error" is an annotation with nothing in it. An error that marks nothing
marks all of the target, and says so in the attribute `unmarked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from beanfield.annotation.document import AnnotatedObject, Document, Span
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.member import Member
from beanfield.formats.record import Answer, Chat, Message, Record, Response
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import bounded_lines, open_text

HOLDS = Holds(
    media=frozenset({"chat"}),
    shapes=frozenset({"span"}),
    attributes=True,
    groups=True,
    answers=True,
    people=True,
    meta=True,
)
COLUMNS = (
    "system", "doc", "docSegId", "globalSegId", "rater",
    "source", "target", "category", "severity", "metadata",
)  # fmt: skip
SOURCE, TARGET, NO_ERROR, UNMARKED = "turn:0", "response:a", "No-error", "unmarked"
_WANTED = frozenset({"system", "doc", "rater", "source", "target", "category", "severity"})
_MARK = re.compile(r"</?v>")
_TABLES = (".tsv", ".txt")


class _Row(Struct):
    line: int
    cells: dict[str, str]


class Mqm(Reader):
    """Reads every table with MQM's columns."""

    name: ClassVar[str] = "mqm"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 91 if any(_is_mqm(member) for member in source.members(*_TABLES)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a segment and system, named `doc:segment:system`; rows of one need not stand together."""
        del options, sketch  # nothing is left open; classes show in the spans
        every = list(source.members(*_TABLES))
        members = [member for member in every if _is_mqm(member)] or every
        if not members:
            raise FormatError("format_no_tables")
        for member in members:
            yield from _table(member, source.limits.line_bytes)


def _is_mqm(member: Member) -> bool:
    first = member.head(1 << 14).split(b"\n")[0].decode("utf-8", "replace")
    return set(first.lstrip("\ufeff").rstrip("\r").split("\t")) >= _WANTED


def _table(member: Member, most: int) -> Iterator[Record | FaultRow]:
    segments: dict[tuple[str, str, str], list[_Row]] = {}
    with open_text(member) as stream:
        rows = bounded_lines(stream, member.name, most)
        header = next(rows, "").rstrip("\r\n").removeprefix("\ufeff").split("\t")
        if missing := sorted(_WANTED - set(header)):
            columns = ", ".join(header)[:200]
            raise FormatError(
                "format_no_column", file=member.name, line=1, column=missing[0], columns=columns
            )
        for line, raw in enumerate(rows, 2):
            cells = raw.rstrip("\r\n").split("\t")
            if len(cells) > len(header) or len(cells) < len(header) - 1:
                params = {"cells": len(cells), "columns": len(header)}
                if raw.strip():
                    yield FaultRow("format_row_too_long", params, member.name, line)
                continue
            row = _Row(line, dict(zip(header, cells, strict=False)))
            segment = (
                row.cells.get("docSegId") or row.cells.get("seg_id") or row.cells.get("globalSegId") or ""
            )
            segments.setdefault((row.cells["doc"], segment, row.cells["system"]), []).append(row)
    for (doc, segment, system), found in segments.items():
        try:
            record = _item(f"{doc}:{segment}:{system}", system, found)
        except ShapeError as bad:
            yield FaultRow(bad.key, bad.params, member.name, int(bad.path or 1))
            continue
        record.file, record.line = member.name, found[0].line
        yield record


def _item(name: str, system: str, rows: list[_Row]) -> Record:
    first = rows[0].cells
    source, target = (_MARK.sub("", first[key]) for key in ("source", "target"))
    raters: dict[str, Document] = {}
    for row in rows:
        cells = row.cells
        if _MARK.sub("", cells["source"]) != source or _MARK.sub("", cells["target"]) != target:
            raise ShapeError("format_span_mismatch", str(row.line), found=cells["target"][:80])
        document = raters.setdefault(cells["rater"], Document())
        if cells["category"].lower() == NO_ERROR.lower():
            continue
        if not cells["category"].strip():
            raise ShapeError("format_no_name", str(row.line))
        document.objects.extend(_error(row, len(target), f"e{row.line}"))
    meta = {key: first[key] for key in ("doc", "docSegId", "globalSegId") if first.get(key)}
    chat = Chat([Message("user", source)], [Response("a", [Message("assistant", target)], system)])
    answers = [Answer(document, person=rater) for rater, document in raters.items()]
    return Record(name, chat, answers[0].document, answers=answers, meta=meta)


def _error(row: _Row, length: int, id_: str) -> list[AnnotatedObject]:
    cells = row.cells
    attributes: dict[str, str | bool] = {"severity": cells["severity"]}
    if cells.get("metadata"):
        attributes["metadata"] = cells["metadata"]
    spans = [Span(*pair, SOURCE) for pair in _marked(cells["source"], row.line)]
    spans += [Span(*pair, TARGET) for pair in _marked(cells["target"], row.line)]
    if not spans:
        attributes[UNMARKED] = True
        spans = [Span(0, max(1, length), TARGET)]
    group = id_ if len(spans) > 1 else None
    return [
        AnnotatedObject(
            f"{id_}.{n}" if n else id_, cells["category"], span, {} if n else attributes, group=group
        )
        for n, span in enumerate(spans)
    ]


def _marked(text: str, line: int) -> Iterator[tuple[int, int]]:
    """Places between marks, in the text without them."""
    start, removed = -1, 0
    for mark in _MARK.finditer(text):
        place = mark.start() - removed
        removed += len(mark[0])
        if (mark[0] == "<v>") != (start < 0):
            raise ShapeError("format_bad_marks", str(line))
        if start >= 0 and place > start:
            yield start, place
        start = place if mark[0] == "<v>" else -1
    if start >= 0:
        raise ShapeError("format_bad_marks", str(line))
