"""JSONL of texts: one object a line with the text, perhaps a name, and whatever else as meta."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.columns import name_column, text_column
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.jsons import decode_object, json_fault
from beanfield.formats.member import Limits, Member
from beanfield.formats.record import Record, Text
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import lines

JSONLS = (".jsonl", ".ndjson", ".jsonlines")


class JsonlText(Reader):
    """The first row settles which key is the text and which the name; rows without a name are numbered."""

    name: ClassVar[str] = "jsonl"
    holds: ClassVar[Holds] = Holds(media=frozenset({"text"}), meta=True)

    def recognises(self, source: Source) -> int:
        return 50 if any(source.members(*JSONLS)) else 0

    def rows(
        self,
        source: Source,
        options: ReadOptions,
        sketch: Sketch,  # noqa: ARG002  a list of texts holds no labels
    ) -> Iterator[Record | FaultRow]:
        """One item a line."""
        members = list(source.members(*JSONLS))
        if not members:
            raise FormatError("format_no_jsonl")
        for member in members:
            yield from self._lines(member, options, source.limits)

    def _lines(self, member: Member, options: ReadOptions, limits: Limits) -> Iterator[Record | FaultRow]:
        file = member.name
        text_key: str | None = None
        name_key: str | None = None
        for line, data in lines(member, limits):
            try:
                row = decode_object(data)
            except msgspec.MsgspecError as error:
                yield json_fault(error, file, line)
                continue
            if text_key is None:
                text_key = text_column([k for k, v in row.items() if isinstance(v, str)], options, file)
                name_key = name_column((key for key in row if key != text_key), options, file)
            yield _record(row, text_key, name_key, (file, line))


def _record(
    row: dict[str, Any], text_key: str, name_key: str | None, where: tuple[str, int]
) -> Record | FaultRow:
    file, line = where
    text = row.pop(text_key, None)
    if not isinstance(text, str) or not text.strip():
        return FaultRow("format_no_text", file=file, line=line, path=text_key)
    if name_key is None or name_key not in row:
        name: Any = f"{file}:{line}"
    else:
        name = row.pop(name_key)
        if isinstance(name, bool) or not isinstance(name, str | int):
            return FaultRow("format_no_name", file=file, line=line, path=name_key)
    return Record(str(name), Text(text), meta=row, file=file, line=line)
