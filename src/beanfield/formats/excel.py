"""Excel tables: `item`, `text`, a column `answer:field` a field, a column `meta:key` a key; the first sheet.

Values are JSON, but texts stand as they are where JSON would not read them. Files of others are read by their
columns `text` and `item`; what else they have is meta.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import Document
from beanfield.annotation.registry import field_types
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.columns import name_column, text_column
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.losses import Losses
from beanfield.formats.record import Record, Text
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.xlsx import MOST_ROWS, Sheet, fits, rows_of_sheet

HOLDS = Holds(
    media=frozenset({"text"}),
    fields=frozenset(field_types()) - {"preference", "ranking"},
    meta=True,
)
ITEM, TEXT, ANSWER, META = "item", "text", "answer:", "meta:"
_SHEET = "xl/worksheets/sheet1.xml"


class Excel(Reader):
    """Reads the first sheet. An .xlsx is a zip, and is judged as one before anything is unpacked."""

    name: ClassVar[str] = "excel"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 97 if source.member(_SHEET) is not None else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a row; without a column of names they are numbered."""
        del sketch  # the values show what the fields are
        sheet = source.member(_SHEET)
        if sheet is None:
            raise FormatError("format_no_tables")
        header: list[str] | None = None
        places: tuple[str, str | None] = ("", None)
        for row in rows_of_sheet(source, sheet):
            if isinstance(row, FaultRow):
                yield row
                continue
            line, cells = row
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                text = text_column(header, options, sheet.name)
                places = text, name_column((c for c in header if c != text), options, sheet.name)
            else:
                yield _record(dict(zip(header, cells, strict=False)), places, (sheet.name, line))
        if header is None:
            raise FormatError("format_no_header", file=sheet.name, line=1)


def _record(
    cells: dict[str, str], places: tuple[str, str | None], where: tuple[str, int]
) -> Record | FaultRow:
    file, line = where
    text, named = places
    content = cells.pop(text, "")
    if not content.strip():
        return FaultRow("format_no_text", {}, file, line, text)
    name = cells.pop(named, "") if named is not None else ""
    document, meta = Document(), {}
    for column, cell in cells.items():
        if not column or not cell:
            continue
        if column.startswith(ANSWER):
            document.answers[column.removeprefix(ANSWER)] = _value(cell)
        else:
            meta[column.removeprefix(META)] = _value(cell) if column.startswith(META) else cell
    answered = document if document.answers else None
    return Record(name or f"{file}:{line}", Text(content), answered, meta=meta, file=file, line=line)


def _value(cell: str) -> Any:
    try:
        return msgspec.json.decode(cell.encode("utf-8", "surrogatepass"))
    except (msgspec.DecodeError, RecursionError):
        return cell


def _cell(value: Any) -> str:
    if isinstance(value, str) and value and _value(value) == value:
        return value
    return msgspec.json.encode(value).decode()


class ExcelWriter(Writer):
    """One file `items.xlsx`. Its columns are the schema's fields, or else what the first item has."""

    name: ClassVar[str] = "excel"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "items.xlsx"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write a row an item. What no cell can hold (32,767 characters at most) is a loss."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        fields = list(SchemaFacts.of(options.schema).fields)
        keys: list[str] | None = None
        with sink.file("items.xlsx") as out:
            sheet = Sheet(out)
            for record in records:
                content = record.content
                if not losses.keeps(record) or not isinstance(content, Text):
                    continue
                answers = losses.fit(record.document or Document(), record.name).answers
                if keys is None:
                    fields, keys = fields or list(answers), list(record.meta)
                    columns = [*(ANSWER + name for name in fields), *(META + key for key in keys)]
                    sheet.row([ITEM, TEXT, *columns])
                for name in answers.keys() - set(fields):
                    losses.lose("field", record.name, name=name)
                if record.meta.keys() - set(keys):
                    losses.lose("meta", record.name)
                row = [record.name, content.text]
                row += [_cell(answers[name]) if name in answers else "" for name in fields]
                row += [_cell(record.meta[key]) if key in record.meta else "" for key in keys]
                if sheet.rows >= MOST_ROWS or not all(map(fits, row)):
                    losses.lose("cell", record.name)
                    continue
                report.items += 1
                sheet.row(row)
            if keys is None:
                sheet.row([ITEM, TEXT, *(ANSWER + name for name in fields)])
            sheet.close()
        return report
