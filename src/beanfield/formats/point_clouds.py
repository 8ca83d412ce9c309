"""Point clouds in a folder or zip, an item each: how many points there are, and how far they reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.member import Member
from beanfield.formats.points import CLOUDS, read_points
from beanfield.formats.record import PointCloud, Record
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source


class PointClouds(Reader):
    """Reads every `.pcd`, `.ply`, `.las`, and every `.bin` whose bytes are whole points."""

    name: ClassVar[str] = "point_clouds"
    holds: ClassVar[Holds] = Holds(media=frozenset({"points"}))

    def recognises(self, source: Source) -> int:
        return 30 if any(_is_cloud(member) for member in source.members(*CLOUDS)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a file; of all clouds one is in memory at a time."""
        del options, sketch  # nothing is left open, and no class is named
        found = False
        for member in source.members(*CLOUDS):
            found = True
            try:
                yield Record(member.name, cloud_of(member), media=member, file=member.name)
            except FormatError as error:
                other = member.suffix == ".bin" and not _is_cloud(member)
                yield msgspec.structs.replace(error.fault, note=other)
        if not found:
            raise FormatError("format_no_points")


def _is_cloud(member: Member) -> bool:
    head = member.head(256)
    marks = {".pcd": b"VERSION", ".ply": b"ply", ".las": b"LASF"}
    if member.suffix == ".bin":
        return member.size > 0 and (member.size % 16 == 0 or member.size % 20 == 0)
    return marks[member.suffix] in head or (member.suffix == ".pcd" and b"FIELDS" in head)


def cloud_of(member: Member | None) -> PointCloud:
    """What is known of a cloud. Raises `FormatError` where its file is damaged."""
    if member is None:
        return PointCloud()
    points = read_points(member)
    low, high = points.extent() or ([], [])
    return PointCloud(len(points.xyz), low, high)
