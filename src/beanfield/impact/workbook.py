"""The programme's figures as an Excel workbook: the figures of each centre, and what they mean."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from beanfield.impact.model import Figure, IndicatorShown, Programme, Words
from beanfield.platform.messages import text


def workbook(programme: Programme, locale: str) -> bytes:
    """The same cells as on the page; what is withheld there is withheld here."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    _figures(book, programme, locale)
    _definitions(book, programme, locale)
    book.close()
    return out.getvalue()


def _in(words: Words, locale: str) -> str:
    return words.en if locale.startswith("en") else words.zh


def _head(book: Any) -> Any:
    return book.add_format({"bold": True, "bottom": 1, "bg_color": "#EAF3EC", "text_wrap": True})


def _columns(indicators: list[IndicatorShown], locale: str) -> list[tuple[IndicatorShown, str, str]]:
    """(indicator, field of the figure, heading), from left to right."""
    columns = []
    for each in indicators:
        title = _in(each.title, locale)
        if each.kind == "share":
            columns.append((each, "share", title))
        if each.kind == "median":
            columns.append((each, "value", title))
        heading = title if each.kind == "count" else text("impact_column_number", locale, title=title)
        columns.append((each, "number", heading))
    return columns


def _figures(book: Any, programme: Programme, locale: str) -> None:
    sheet = book.add_worksheet(text("impact_sheet_figures", locale))
    bold, head = book.add_format({"bold": True}), _head(book)
    formats = {
        "share": book.add_format({"num_format": "0.0%"}),
        "value": book.add_format({"num_format": "#,##0"}),
        "number": book.add_format({"num_format": "0"}),
    }
    sheet.write_string(0, 0, text("impact_as_of", locale, date=programme.as_of.isoformat()), bold)
    sheet.write_string(1, 0, text("impact_withheld_note", locale, least=programme.least))
    columns = _columns(programme.indicators, locale)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(columns), 18)
    sheet.freeze_panes(4, 1)
    sheet.write_string(3, 0, text("impact_column_centre", locale), head)
    for column, (_, _, heading) in enumerate(columns, start=1):
        sheet.write_string(3, column, heading, head)
    for at, row in enumerate(programme.rows, start=4):
        sheet.write_string(at, 0, _in(row.name, locale), bold if row.centre_id is None else None)
        for column, (each, field, _) in enumerate(columns, start=1):
            value = _value(row.figures[each.code], field)
            if value is None:
                sheet.write_string(at, column, text("impact_withheld", locale))
            else:
                sheet.write_number(at, column, value, formats[field])


def _value(figure: Figure, field: str) -> float | None:
    if field == "value":
        return None if figure.value is None else figure.value / 100
    return figure.share if field == "share" else figure.number


def _definitions(book: Any, programme: Programme, locale: str) -> None:
    sheet = book.add_worksheet(text("impact_sheet_definitions", locale))
    wrap, head = book.add_format({"text_wrap": True, "valign": "top"}), _head(book)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    for column, key in enumerate(("impact_column_indicator", "impact_column_definition")):
        sheet.write_string(0, column, text(key, locale), head)
    for at, each in enumerate(programme.indicators, start=1):
        sheet.write_string(at, 0, _in(each.title, locale), wrap)
        sheet.write_string(at, 1, _in(each.definition, locale), wrap)
