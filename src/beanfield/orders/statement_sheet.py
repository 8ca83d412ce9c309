"""The customer's statement as an Excel workbook."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from beanfield.orders.model import OrderStatement
from beanfield.platform.messages import text
from beanfield.production.turn import ZONE

_COLUMNS = ("lot", "accepted_at", "items", "units", "unit_price", "amount")


def statement_sheet(statement: OrderStatement, locale: str) -> bytes:
    """The workbook: the order's facts, a line for each accepted lot, and the sum. Amounts are in yuan."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EAF3EC"})
    money = book.add_format({"num_format": "#,##0.00"})
    total = book.add_format({"num_format": "#,##0.00", "bold": True, "top": 1})
    sheet = book.add_worksheet(text("statement_sheet", locale))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 5, 18)
    sheet.write_string(0, 0, text("statement_title", locale, number=statement.number), bold)
    for place, (key, value) in enumerate(_facts(statement, locale), start=1):
        sheet.write_string(place, 0, text(f"statement_{key}", locale))
        sheet.write_string(place, 1, value)
    top = 7
    for column, name in enumerate(_COLUMNS):
        sheet.write_string(top, column, text(f"statement_{name}", locale), head)
    for place, line in enumerate(statement.lines, start=top + 1):
        sheet.write_string(place, 0, line.lot_name)
        sheet.write_datetime(place, 1, _local(line.accepted_at))
        sheet.write_number(place, 2, line.items)
        sheet.write_number(place, 3, line.units)
        sheet.write_number(place, 4, line.unit_price_fen / 100, money)
        sheet.write_number(place, 5, line.amount_fen / 100, money)
    last = top + 1 + len(statement.lines)
    sheet.write_string(last, 0, text("statement_total", locale), bold)
    sheet.write_number(last, 3, statement.units, bold)
    sheet.write_number(last, 5, statement.amount_fen / 100, total)
    book.close()
    return out.getvalue()


def _facts(statement: OrderStatement, locale: str) -> list[tuple[str, str]]:
    at = statement.settled_at
    return [
        ("order", statement.title),
        ("customer", statement.customer_name),
        ("centre", statement.centre_name or ""),
        ("unit", text(f"statement_unit_{statement.unit}", locale)),
        ("settled_at", text("statement_open", locale) if at is None else f"{_local(at):%Y-%m-%d %H:%M}"),
    ]


def _local(at: datetime) -> datetime:
    """The programme's clock: workbooks know no time zones."""
    return at.astimezone(ZONE).replace(tzinfo=None)
