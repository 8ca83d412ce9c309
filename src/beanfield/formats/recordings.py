"""A folder or zip of recordings; only read. Each recording is one item, named by its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.record import Record, Sound
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

#: Endings of what the media part of the system can tell the length of.
RECORDINGS = (".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus")
#: Recordings that are known as such and cannot be taken: said, not passed over in silence.
_FOREIGN = (".wma", ".amr", ".aif", ".aiff")


class Recordings(Reader):
    """Files with a recording's ending, in the order of their names; what is no recording is left aside."""

    name: ClassVar[str] = "recordings"
    holds: ClassVar[Holds] = Holds(media=frozenset({"audio"}))

    def recognises(self, source: Source) -> int:
        recordings = sum(1 for _ in source.members(*RECORDINGS, *_FOREIGN))
        if not recordings:
            return 0
        return 60 if recordings == len(source) else 20

    def rows(
        self,
        source: Source,
        options: ReadOptions,  # noqa: ARG002  recordings leave nothing open
        sketch: Sketch,  # noqa: ARG002  nor do they hold labels
    ) -> Iterator[Record | FaultRow]:
        """One item a recording; an empty file and a recording in a foreign format are faults."""
        found = False
        for member in source.members(*RECORDINGS, *_FOREIGN):
            found = True
            if member.suffix in _FOREIGN:
                yield FaultRow("format_foreign_recording", {"ending": member.suffix}, member.name)
            elif member.size:
                yield Record(member.name, Sound(), media=member, file=member.name)
            else:
                yield FaultRow("format_empty_file", file=member.name)
        if not found:
            raise FormatError("format_no_recordings")
