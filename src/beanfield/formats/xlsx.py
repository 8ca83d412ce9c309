"""The cells of Excel sheets: read from the unpacked zip that an .xlsx is, and written as one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.sax.saxutils import escape

from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.member import Member
from beanfield.formats.source import Source
from beanfield.formats.xml_stream import elements, local
from beanfield.formats.xml_text import plain

_MOST_STRINGS_BYTES = 512 << 20
_MOST_COLUMN = 16_384
#: What Excel takes: characters a cell, and rows a sheet.
MOST_CHARACTERS, MOST_ROWS = 32_767, 1_048_576
_PLACE = re.compile(r"([A-Z]{1,3})\d+")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="items" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def rows_of_sheet(source: Source, sheet: Member) -> Iterator[tuple[int, list[str]] | FaultRow]:
    """Row number and cells of each row of a sheet; formulas by their last value."""
    shared = _shared(source)
    for row in elements(sheet, source.limits, "worksheet", level=3):
        if local(row.tag) != "row":
            continue
        number = row.get("r", "")
        line = int(number) if number.isdecimal() and len(number) < 9 else 0
        cells: list[str] = []
        for cell in row:
            place = _PLACE.fullmatch(cell.get("r", ""))
            at = _column(place[1]) if place else len(cells)
            if at >= _MOST_COLUMN:
                yield FaultRow("format_too_many_columns", {"most": _MOST_COLUMN}, sheet.name, line)
                break
            cells += [""] * (at + 1 - len(cells))
            texts = [one.text or "" for one in cell.iter() if local(one.tag) in {"v", "t"}]
            value = "".join(texts)
            if cell.get("t") == "s":
                if not value.isdecimal() or len(value) > 9 or int(value) >= len(shared):
                    yield FaultRow("format_bad_value", {"value": value[:40]}, sheet.name, line)
                    break
                value = shared[int(value)]
            cells[at] = value
        else:
            yield line, cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _shared(source: Source) -> list[str]:
    """The texts that cells name by number."""
    member = source.member("xl/sharedStrings.xml")
    if member is None:
        return []
    if member.size > _MOST_STRINGS_BYTES:
        raise FormatError("format_too_large", file=member.name, bytes=member.size, most=_MOST_STRINGS_BYTES)
    return [
        "".join(one.text or "" for one in item.iter() if local(one.tag) == "t")
        for item in elements(member, source.limits, "sst")
    ]


class Sheet:
    """A sheet being written, row by row, every cell a text: no text is ever taken for a formula or a date."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
        for name, text in _PARTS.items():
            self._zip.writestr(_info(name), _HEAD + text)
        self._out = self._zip.open(_info("xl/worksheets/sheet1.xml"), "w", force_zip64=True)
        self._out.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
        self.rows = 0

    def row(self, cells: list[str]) -> None:
        """Write a row."""
        self.rows += 1
        made = "".join(
            f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>' for cell in cells
        )
        self._out.write(f'<row r="{self.rows}">{made}</row>'.encode())

    def close(self) -> None:
        """End the sheet and the file."""
        self._out.write(b"</sheetData></worksheet>")
        self._out.close()
        self._zip.close()


def fits(cell: str) -> bool:
    """Whether a cell can hold the text exactly."""
    return len(cell) <= MOST_CHARACTERS and plain(cell) == cell


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
