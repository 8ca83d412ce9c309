"""KITTI object labels: `label_2/000000.txt`, a line a thing: a box in the picture and a box in space.

The picture's box is our shape (pixels from 0, right and lower edge given). All else is attributes, so that a
line comes back as it was: truncated, occluded, alpha, and of the box in space height, width, length, x, y, z
(its BOTTOM centre, in the rectified camera's metres) and rotation_y. What KITTI marks as unknown is no
attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from beanfield.annotation.document import AnnotatedObject, Box, Document
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.file_names import FileNames
from beanfield.formats.images import PICTURES
from beanfield.formats.losses import Losses
from beanfield.formats.member import Limits, Member
from beanfield.formats.picture_size import size_of
from beanfield.formats.record import Record
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import lines
from beanfield.formats.xml_text import shown_number

HOLDS = Holds(media=frozenset({"image"}), shapes=frozenset({"box"}), attributes=True, scores=True)
#: Attribute → what KITTI writes where it is unknown; in the order of the columns, the box after the third.
UNKNOWN = {
    "truncated": -1.0, "occluded": -1.0, "alpha": -10.0,
    "height": -1.0, "width": -1.0, "length": -1.0,
    "x": -1000.0, "y": -1000.0, "z": -1000.0, "rotation_y": -10.0,
}  # fmt: skip
_FOLDERS = ("label_2", "image_2")


class Kitti(Reader):
    """Reads every label file in `label_2`, or of 15 or 16 columns."""

    name: ClassVar[str] = "kitti"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 89 if any(_is_label(member) for member in source.members(".txt")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a label file, named as its picture is."""
        del options, sketch  # nothing is left open, and no class is named apart
        members = [m for m in source.members(".txt") if _is_label(m) or "/label_2/" in f"/{m.name}"]
        if not members:
            raise FormatError("format_no_texts")
        for member in members:
            yield from _item(source, member, source.limits)


def _is_label(member: Member) -> bool:
    columns = member.head(4096).split(b"\n")[0].split()
    if len(columns) not in {15, 16} or not columns[0][:1].isalpha():
        return False
    try:
        [float(column) for column in columns[1:]]
    except ValueError:
        return False
    return True


def _item(source: Source, member: Member, limits: Limits) -> Iterator[Record | FaultRow]:
    document, whole = Document(), True
    try:
        for line, data in lines(member, limits):
            try:
                document.objects.append(kitti_object(data.decode("utf-8", "replace").split(), f"o{line}"))
            except ShapeError as bad:
                whole = False
                yield FaultRow(bad.key, bad.params, member.name, line, bad.path or None)
    except FormatError as error:
        yield error.fault
        return
    if not whole:
        return
    stem = f"/{member.name[:-4]}".replace("/label_2/", "/image_2/")[1:]
    picture = next((p for ending in PICTURES if (p := source.find(stem + ending, member))), None)
    name = picture.name if picture is not None else f"{stem}.png"
    yield Record(name, size_of(picture), document, media=picture, file=member.name, line=1)


def kitti_object(columns: list[str], id_: str) -> AnnotatedObject:
    if len(columns) not in {15, 16}:
        raise ShapeError("format_number_count", "", wanted="15", found=len(columns))
    numbers = []
    for column in columns[1:]:
        try:
            numbers.append(float(column))
        except ValueError:
            raise ShapeError("format_bad_number", "", value=column[:40]) from None
        if not abs(numbers[-1]) < 1e9:
            raise ShapeError("format_bad_number", "", value=column[:40])
    left, top, right, bottom = numbers[3:7]
    w, h = round(right - left, 6), round(bottom - top, 6)
    if w <= 0 or h <= 0:
        raise ShapeError("format_bad_box", "")
    values = [*numbers[:3], *numbers[7:14]]
    attributes: dict[str, float | int] = {
        name: value
        for (name, unknown), value in zip(UNKNOWN.items(), values, strict=True)
        if value != unknown
    }
    if "occluded" in attributes:
        attributes["occluded"] = int(attributes["occluded"])
    score = numbers[14] if len(numbers) > 14 else None
    if score is not None and not 0 <= score <= 1:
        raise ShapeError("format_bad_score", "")
    return AnnotatedObject(id_, columns[0], Box(left, top, w, h), attributes, score=score)


class KittiWriter(Writer):
    """`label_2/name.txt` for each picture. Class names have no blanks; attributes are KITTI's own."""

    name: ClassVar[str] = "kitti"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write the labels of each picture that has an answer."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        files = FileNames(losses)
        for record in records:
            stem = files.of(record.name) if losses.keeps(record) else None
            if stem is None:
                continue
            report.items += 1
            if record.document is not None:
                objects = losses.fit(record.document, record.name).objects
                rows = [row for one in objects if (row := kitti_line(one, record.name, losses)) is not None]
                report.objects += len(rows)
                with sink.file(f"{_FOLDERS[0]}/{stem}.txt") as out:
                    out.write("".join(rows).encode())
        return report


def kitti_line(one: AnnotatedObject, item: str, losses: Losses) -> str | None:
    if one.class_.split() != [one.class_]:
        losses.lose("class_name", item, name=one.class_[:80])
        return None
    box = one.shape
    if not isinstance(box, Box):
        return None
    plain = {
        name for name, value in one.attributes.items() if type(value) in {int, float} and name in UNKNOWN
    }
    known = losses.attributes(one, item, plain)
    values = [float(known.get(name, unknown)) for name, unknown in UNKNOWN.items()]
    corners = [box.x, box.y, box.x + box.w, box.y + box.h]
    numbers = [*values[:3], *corners, *values[3:]]
    numbers += [] if one.score is None else [one.score]
    return " ".join([one.class_, *map(shown_number, numbers)]) + "\n"
