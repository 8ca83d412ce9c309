"""A folder or zip of pictures; only read. Each picture is one item, named by its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.record import Picture, Record
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

#: Endings of what the media part of the system can open.
PICTURES = (
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".jp2",
)  # fmt: skip
#: Pictures that are known as such and cannot be opened: said, not passed over in silence.
_FOREIGN = (".heic", ".heif", ".raw", ".cr2", ".nef", ".arw", ".dng", ".psd", ".svg", ".dcm")


class Images(Reader):
    """Files with a picture's ending, in the order of their names; what is not a picture is left aside."""

    name: ClassVar[str] = "images"
    holds: ClassVar[Holds] = Holds(media=frozenset({"image"}))

    def recognises(self, source: Source) -> int:
        pictures = sum(1 for _ in source.members(*PICTURES))
        if not pictures:
            return 0
        return 60 if pictures == len(source) else 20

    def rows(
        self,
        source: Source,
        options: ReadOptions,  # noqa: ARG002  pictures leave nothing open
        sketch: Sketch,  # noqa: ARG002  nor do they hold labels
    ) -> Iterator[Record | FaultRow]:
        """One item a picture; an empty file and a picture in a foreign format are faults."""
        found = False
        for member in source.members():
            if member.suffix in _FOREIGN:
                yield FaultRow("format_foreign_picture", {"ending": member.suffix}, member.name)
            elif member.suffix in PICTURES:
                found = True
                if member.size:
                    yield Record(member.name, Picture(), media=member, file=member.name)
                else:
                    yield FaultRow("format_empty_file", file=member.name)
        if not found:
            raise FormatError("format_no_pictures")
