"""A folder or zip of videos; only read. Each video is one item, named by its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.record import Film, Record
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

#: Endings of what the media part of the system can read the frames of.
VIDEOS = (".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi")


class Videos(Reader):
    """Files with a video's ending, in the order of their names; what is no video is left aside."""

    name: ClassVar[str] = "videos"
    holds: ClassVar[Holds] = Holds(media=frozenset({"video"}))

    def recognises(self, source: Source) -> int:
        videos = sum(1 for _ in source.members(*VIDEOS))
        if not videos:
            return 0
        return 60 if videos == len(source) else 20

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a video; an empty file is a fault."""
        del options, sketch  # nothing is left open, and no class is named
        found = False
        for member in source.members(*VIDEOS):
            found = True
            if member.size:
                yield Record(member.name, Film(), media=member, file=member.name)
            else:
                yield FaultRow("format_empty_file", file=member.name)
        if not found:
            raise FormatError("format_no_videos")
