"""Rows of JSON: the lines of a JSONL file, or the elements of a JSON file that is one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.json_stream import JsonFile
from beanfield.formats.jsonl_text import JSONLS
from beanfield.formats.jsons import decode_object, json_fault
from beanfield.formats.member import Member
from beanfield.formats.record import Record
from beanfield.formats.source import Source
from beanfield.formats.texts import lines

Make = Callable[[dict[str, Any], str], Record]
_LISTS = (".json",)
#: Lists of files, not of rows.
_NOT_ROWS = frozenset({"dataset_info.json"})


def files_of_rows(source: Source) -> list[Member]:
    """Every file of rows: JSONL, and JSON that begins with a list."""
    made = list(source.members(*JSONLS))
    for member in source.members(*_LISTS):
        listed = member.head(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b""}
        if listed and member.name.rsplit("/", 1)[-1] not in _NOT_ROWS:
            made.append(member)
    return sorted(made, key=lambda member: member.name)


def first_row(member: Member) -> dict[str, Any]:
    """The first row of a file, if it is short; empty when there is none."""
    head = member.head(1 << 20).removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        if member.suffix in _LISTS:
            return _first_of_list(head)
        return decode_object(head.split(b"\n")[0])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return {}


def _first_of_list(head: bytes) -> dict[str, Any]:
    """The first element of a list of which the end may be cut off."""
    import json

    text = head.decode("utf-8", "ignore").removeprefix("[").lstrip()
    try:
        found, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def records_of(
    source: Source, make: Make, wanted: Callable[[dict[str, Any]], bool]
) -> Iterator[Record | FaultRow]:
    """A record a row, by `make` of the row and its name `file:line`; its `ShapeError` is the row's fault.

    Only files whose first row is `wanted` are read, unless there is none such.
    """
    every = files_of_rows(source)
    members = [member for member in every if wanted(first_row(member))] or every
    if not members:
        raise FormatError("format_no_jsonl")
    for member in members:
        for line, data in _rows(source, member):
            try:
                record = make(decode_object(data), f"{member.name}:{line}")
            except msgspec.MsgspecError as error:
                yield json_fault(error, member.name, line)
            except ShapeError as bad:
                yield FaultRow(bad.key, bad.params, member.name, line, bad.path or None)
            else:
                record.file, record.line = member.name, line
                yield record


def _rows(source: Source, member: Member) -> Iterator[tuple[int, bytes]]:
    if member.suffix not in _LISTS:
        yield from lines(member, source.limits)
        return
    with JsonFile(source, member) as file:
        for element in file.elements():
            if element.key == "" and element.place >= 0:
                yield file.line_of(element.start), file.bytes_of(element.start, element.end)
