"""CSV and TSV: a header, then one row an item; one column is the text, the others are kept as meta."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import ClassVar

from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.columns import name_column, text_column
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.member import Member
from beanfield.formats.record import Record, Text
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import bounded_lines, open_text

TABLES = (".csv", ".tsv", ".tab")
_MOST_COLUMNS = 2000
_LONGEST_FIELD = 16 << 20


class CsvTable(Reader):
    """Tables as spreadsheets save them: comma, semicolon or tab, quoted or not, in UTF-8 or GB18030."""

    name: ClassVar[str] = "csv"
    holds: ClassVar[Holds] = Holds(media=frozenset({"text"}), meta=True)

    def recognises(self, source: Source) -> int:
        return 70 if any(source.members(*TABLES)) else 0

    def rows(
        self,
        source: Source,
        options: ReadOptions,
        sketch: Sketch,  # noqa: ARG002  a table holds no labels
    ) -> Iterator[Record | FaultRow]:
        """One item a row, in order; without a column of names they are `file:row`."""
        members = list(source.members(*TABLES))
        if not members:
            raise FormatError("format_no_tables")
        for member in members:
            yield from self._table(member, options, source.limits.line_bytes)

    def _table(self, member: Member, options: ReadOptions, most: int) -> Iterator[Record | FaultRow]:
        csv.field_size_limit(_LONGEST_FIELD)
        with open_text(member) as stream:
            table = csv.reader(bounded_lines(stream, member.name, most), delimiter=_delimiter(member))
            try:
                header = [column.strip() for column in next(table, [])]
            except csv.Error as error:
                raise FormatError("format_bad_table", file=member.name, line=1, why=str(error)) from error
            text_at, name_at = _places(header, options, member.name)
            while True:
                before = table.line_num + 1
                try:
                    row = next(table, None)
                except csv.Error as error:  # the reader has lost its place: what follows means nothing
                    raise FormatError(
                        "format_bad_table", file=member.name, line=before, why=str(error)
                    ) from error
                if row is None:
                    return
                if any(cell.strip() for cell in row):
                    yield _record(row, header, (text_at, name_at), (member.name, before))


def _places(header: list[str], options: ReadOptions, file: str) -> tuple[int, int | None]:
    """The indices of the text and of the name."""
    if not any(header):
        raise FormatError("format_no_header", file=file, line=1)
    if len(header) > _MOST_COLUMNS:
        raise FormatError("format_too_many_columns", file=file, line=1, most=_MOST_COLUMNS)
    twice = {column for column in header if column and header.count(column) > 1}
    if twice:
        raise FormatError("format_duplicate_column", file=file, line=1, column=min(twice)[:80])
    text = text_column(header, options, file)
    name = name_column((column for column in header if column != text), options, file)
    return header.index(text), None if name is None else header.index(name)


def _record(
    row: list[str], header: list[str], places: tuple[int, int | None], where: tuple[str, int]
) -> Record | FaultRow:
    file, line = where
    text_at, name_at = places
    if len(row) > len(header):
        return FaultRow("format_row_too_long", {"cells": len(row), "columns": len(header)}, file, line)
    if len(row) <= text_at or not row[text_at].strip():
        return FaultRow("format_no_text", file=file, line=line, path=header[text_at])
    name = row[name_at].strip() if name_at is not None and name_at < len(row) else f"{file}:{line}"
    if not name:
        return FaultRow("format_no_name", file=file, line=line, path=header[name_at or 0])
    meta = {
        column: cell
        for place, (column, cell) in enumerate(zip(header, row, strict=False))
        if place not in places and column and cell
    }
    return Record(name, Text(row[text_at]), meta=meta, file=file, line=line)


def _delimiter(member: Member) -> str:
    """Tab by the file's ending; else what stands most often in the header."""
    if member.suffix != ".csv":
        return "\t"
    with open_text(member) as stream:
        header = stream.readline(1 << 16)
    return max(",\t;|", key=header.count) if header else ","
