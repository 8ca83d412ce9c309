"""A folder or zip of plain text files; only read. Each file is one item, named by its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.record import Record, Text
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import decode

TEXTS = (".txt", ".md", ".text")


class TextFiles(Reader):
    """Files with a text's ending; UTF-8, UTF-16 with its mark, or GB18030. Line ends stay as they are."""

    name: ClassVar[str] = "text_files"
    holds: ClassVar[Holds] = Holds(media=frozenset({"text"}))

    def recognises(self, source: Source) -> int:
        texts = sum(1 for _ in source.members(*TEXTS))
        if not texts:
            return 0
        return 60 if texts == len(source) else 10

    def rows(
        self,
        source: Source,
        options: ReadOptions,  # noqa: ARG002  texts leave nothing open
        sketch: Sketch,  # noqa: ARG002  nor do they hold labels
    ) -> Iterator[Record | FaultRow]:
        """One item a file; empty files and those in no known encoding are faults."""
        found = False
        for member in source.members(*TEXTS):
            found = True
            try:
                text = decode(member.read_all(source.limits.small_file_bytes), member.name)
            except FormatError as error:
                yield error.fault
                continue
            if text.strip():
                yield Record(member.name, Text(text), file=member.name)
            else:
                yield FaultRow("format_empty_file", file=member.name)
        if not found:
            raise FormatError("format_no_texts")
