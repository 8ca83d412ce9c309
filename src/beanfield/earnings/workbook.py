"""A closed month of a centre as an Excel workbook: everyone's sums, and every line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import xlsxwriter

from beanfield.earnings import rules
from beanfield.earnings.model import Line, PayMonth
from beanfield.earnings.slip import reckoning
from beanfield.platform.messages import text

#: A sheet holds 1,048,576 rows.
MOST_ROWS: Final = 1_000_000
_SUMS: Final = (
    "person",
    "work_pay",
    "corrections",
    "top_up_pay",
    "gross",
    "worked_hours",
    "minimum",
    "lines_count",
)
_LINES: Final = ("person", "at", "kind", "project", "item", "how", "amount", "line_number")


class _Sheets:
    """Writes rows in constant memory; texts are never taken for formulas."""

    def __init__(self, path: Path, locale: str) -> None:
        self.locale = locale
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(str(path), options)
        self.head = self.book.add_format({"bold": True, "bg_color": "#EAF3EC", "bottom": 1})
        self.money = self.book.add_format({"num_format": "#,##0.00"})
        self.line_sheets = 0
        self.sheet: Any = None
        self.row = 0

    def begin(self, title: str, columns: tuple[str, ...], widths: tuple[int, ...]) -> None:
        self.sheet = self.book.add_worksheet(title)
        self.sheet.freeze_panes(1, 1)
        for at, width in enumerate(widths):
            self.sheet.set_column(at, at, width)
        self.sheet.write_row(0, 0, [text(f"pay_column_{name}", self.locale) for name in columns], self.head)
        self.row = 1

    def write(self, cells: list[Any]) -> None:
        """A row; amounts are given as `(fen,)`."""
        for at, cell in enumerate(cells):
            if isinstance(cell, tuple):
                self.sheet.write_number(self.row, at, cell[0] / 100, self.money)
            elif isinstance(cell, int | float):
                self.sheet.write_number(self.row, at, cell)
            elif cell is not None:
                self.sheet.write_string(self.row, at, cell)
        self.row += 1

    def sums(self, month: PayMonth) -> None:
        self.begin(text("pay_sheet_sums", self.locale), _SUMS, (16, 14, 12, 16, 14, 12, 16, 10))
        for person in month.people:
            self.write(
                [
                    person.person_name,
                    (person.work_fen,),
                    (person.correction_fen,),
                    (person.top_up_fen or 0,),
                    (person.gross_fen,),
                    round(person.worked_ms / 3_600_000, 2),
                    (person.floor_fen or 0,),
                    person.lines,
                ]
            )

    def lines(self, names: dict[int, str], batch: list[tuple[int, Line]]) -> None:
        for statement_id, line in batch:
            if self.line_sheets == 0 or self.row > MOST_ROWS:
                self.line_sheets += 1
                title = text("pay_sheet_lines", self.locale)
                title += "" if self.line_sheets == 1 else f" {self.line_sheets}"
                self.begin(title, _LINES, (16, 18, 14, 26, 22, 44, 12, 12))
            self.write(
                [
                    names[statement_id],
                    f"{line.at.astimezone(rules.ZONE):%Y-%m-%d %H:%M:%S}",
                    text(f"entry_kind_{line.kind}", self.locale),
                    line.project_name,
                    line.item_name,
                    reckoning(line, self.locale),
                    (line.amount_fen,),
                    line.id,
                ]
            )


async def workbook(month: PayMonth, lines: AsyncIterator[list[tuple[int, Line]]], locale: str) -> bytes:
    """The workbook. `lines` comes in batches of (statement, line)."""
    names = {each.statement_id: each.person_name for each in month.people if each.statement_id is not None}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "month.xlsx"
        sheets = _Sheets(path, locale)
        sheets.sums(month)
        async for batch in lines:
            await asyncio.to_thread(sheets.lines, names, batch)
        await asyncio.to_thread(sheets.book.close)
        return await asyncio.to_thread(path.read_bytes)
