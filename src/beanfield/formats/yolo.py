"""YOLO: a text file a picture, an object a line, numbers as shares of the picture's width and height.

Four kinds with the same files: boxes `class cx cy w h`, outlines `class x1 y1 …`, turned boxes `class` and
four corners, poses `class cx cy w h` and keypoints `x y v` or `x y`. The numbers do not say which kind they
are of: a four-cornered outline looks like a turned box. So each kind is a format of its own, and only where
none is named the lines decide. `data.yaml` (or `classes.txt`) names the classes, counted from 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from beanfield.annotation.document import AnnotatedObject, AnyShape, Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.images import PICTURES
from beanfield.formats.member import Limits, Member
from beanfield.formats.picture_size import size_of
from beanfield.formats.record import Picture, Record
from beanfield.formats.sketch import Sketch, Template
from beanfield.formats.source import Source
from beanfield.formats.texts import lines
from beanfield.formats.yolo_names import Names, names_of
from beanfield.formats.yolo_shapes import box_of, is_turned_box, outline_of, pose_of, turned_box_of

_SHAPES = {"yolo": "box", "yolo_segment": "polygon", "yolo_obb": "rotated_box", "yolo_pose": "skeleton"}
_LOOKED_AT = 50


class Yolo(Reader):
    """Reads the pictures of the source and the text file of each."""

    name: ClassVar[str] = "yolo"

    holds: ClassVar[Holds] = Holds(media=frozenset({"image"}), shapes=frozenset({"box"}), scores=True)

    def recognises(self, source: Source) -> int:
        return 86 if _kind(source) == self.name else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a picture; a label file without its picture is a fault, for the size is missing."""
        names = names_of(source, options.schema)
        template = (
            Template([f"p{n + 1}" for n in range(names.points)], []) if self.name == "yolo_pose" else None
        )
        for name in names.listed:
            sketch.declare_class(name, _SHAPES[self.name], template)
        used: set[str] = set()
        for picture in source.members(*PICTURES):
            labels = label_file(source, picture)
            if labels is None:
                yield Record(picture.name, Picture(), media=picture, file=picture.name)
                continue
            used.add(labels.name)
            yield from self._item(picture, labels, names, source.limits)
        if not used and not any(_label_files(source)):
            raise FormatError("format_no_texts")
        for labels in _label_files(source):
            if labels.name not in used:
                yield FaultRow("format_no_dimensions", file=labels.name, line=1)

    def _item(
        self, picture: Member, labels: Member, names: Names, limits: Limits
    ) -> Iterator[Record | FaultRow]:
        size = size_of(picture)
        if not size.width or not size.height:
            yield FaultRow("format_no_dimensions", file=labels.name, line=1)
            return
        document, whole = Document(), True
        try:
            for line, data in lines(labels, limits):
                try:
                    document.objects.append(self._object(data, line, (size.width, size.height), names))
                except ShapeError as bad:
                    whole = False
                    yield FaultRow(bad.key, bad.params, labels.name, line)
        except FormatError as error:
            yield error.fault
            return
        if whole:
            yield Record(picture.name, size, document, media=picture, file=labels.name, line=1)

    def _object(self, data: bytes, line: int, size: tuple[int, int], names: Names) -> AnnotatedObject:
        parts = data.split()
        values = _numbers(parts)
        if not values or values[0] != int(values[0]) or values[0] < 0:
            raise ShapeError("format_unknown_category", "", id=parts[0][:40].decode("utf-8", "replace"))
        shape, score = self._shape(values[1:], size, names.points, names.dimensions)
        return AnnotatedObject(f"o{line}", names.of(int(values[0])), shape, score=score)

    def _shape(
        self, values: list[float], size: tuple[int, int], points: int, dimensions: int
    ) -> tuple[AnyShape, float | None]:
        if self.name == "yolo_pose":
            return pose_of(values, size, points, dimensions), None
        if self.name == "yolo_obb":
            return turned_box_of(values, size), None
        if self.name == "yolo_segment" and len(values) != 4:
            return outline_of(values, size), None
        if len(values) == 5 and self.name == "yolo":
            if not 0 <= values[4] <= 1:
                raise ShapeError("format_bad_score", "")
            return box_of(values[:4], size), values[4]
        return box_of(values, size), None


class YoloSegment(Yolo):
    """Outlines; a line of four numbers is a box here too."""

    name: ClassVar[str] = "yolo_segment"
    holds: ClassVar[Holds] = Holds(media=frozenset({"image"}), shapes=frozenset({"polygon", "box"}))


class YoloObb(Yolo):
    """Turned boxes by their corners."""

    name: ClassVar[str] = "yolo_obb"
    holds: ClassVar[Holds] = Holds(media=frozenset({"image"}), shapes=frozenset({"rotated_box"}))


class YoloPose(Yolo):
    """Poses; `kpt_shape` in `data.yaml` says how many keypoints of how many numbers."""

    name: ClassVar[str] = "yolo_pose"
    holds: ClassVar[Holds] = Holds(media=frozenset({"image"}), shapes=frozenset({"skeleton"}))


def _numbers(parts: list[bytes]) -> list[float]:
    """Finite numbers. Raises `ShapeError`."""
    made = []
    for part in parts:
        try:
            made.append(float(part))
        except ValueError:
            raise ShapeError("format_bad_number", "", value=part[:40].decode("utf-8", "replace")) from None
        if not abs(made[-1]) < 1e9:
            raise ShapeError("format_bad_number", "", value=part[:40].decode("utf-8", "replace"))
    return made


def label_file(source: Source, picture: Member) -> Member | None:
    """The text file of a picture: in `labels` where it is in `images`, else beside it, else in `labels`."""
    stem = picture.name[: -len(picture.suffix)]
    head, found, tail = f"/{stem}".rpartition("/images/")
    names = [f"{head}/labels/{tail}"[1:]] if found else []
    names += [stem, f"labels/{stem}"]
    return next((member for name in names if (member := source.member(f"{name}.txt"))), None)


def _label_files(source: Source) -> Iterator[Member]:
    """Text files whose first line could be an object's."""
    for member in source.members(".txt"):
        parts = member.head(4096).split(b"\n")[0].split()
        if len(parts) >= 5 and parts[0].isdigit() and all(_is_number(part) for part in parts):
            yield member


def _is_number(part: bytes) -> bool:
    try:
        float(part)
    except ValueError:
        return False
    return True


def _kind(source: Source) -> str | None:
    """Which of the four the source looks like, by `data.yaml` and the first label files."""
    counts: list[list[float]] = []
    pictures = any(True for _ in source.members(*PICTURES))
    for place, member in enumerate(_label_files(source)):
        if place >= _LOOKED_AT or not pictures:
            break
        rows = [row.split() for row in member.head(1 << 16).split(b"\n")[:-1] or [member.head(1 << 16)]]
        counts += [[float(part) for part in row[1:]] for row in rows if row and all(map(_is_number, row))]
    if not counts:
        return None
    names = names_of(source, None)
    if names.points and all(len(row) == 4 + names.points * names.dimensions for row in counts):
        return "yolo_pose"
    if all(len(row) in {4, 5} for row in counts):
        return "yolo"
    if all(len(row) == 8 and is_turned_box(row) for row in counts):
        return "yolo_obb"
    return "yolo_segment" if all(len(row) % 2 == 0 for row in counts) else None
