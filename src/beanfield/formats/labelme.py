"""LabelMe's JSON (the desktop tool): one file a picture.

Coordinates are pixels, fractions allowed, as here. Shapes of one `group_id` are one group; flags are boolean
attributes, flags of the whole picture boolean fields. The picture may stand inside the file.
"""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Callable, Iterator
from math import hypot, isfinite
from typing import IO, Any, ClassVar

import msgspec
import numpy as np
from msgspec import Struct
from PIL import Image

from beanfield.annotation.document import (
    AnnotatedObject,
    AnyShape,
    Box,
    Document,
    Ellipse,
    Mask,
    Point,
    Polygon,
    Polyline,
    RotatedBox,
)
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.jsons import decoded, json_fault
from beanfield.formats.member import Member
from beanfield.formats.record import Picture, Record
from beanfield.formats.rle import MOST_PIXELS, mask_of_pixels
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.yolo_shapes import rectangle_of

_KEYS = (b'"shapes"', b'"shape_type"', b'"imagePath"', b'"imageData"', b'"flags"')

HOLDS = Holds(
    media=frozenset({"image"}),
    shapes=frozenset({"box", "rotated_box", "polygon", "polyline", "point", "ellipse", "mask"}),
    fields=frozenset({"boolean"}),
    attributes=True,
    groups=True,
    scores=True,
)


class LabelMeShape(Struct):
    """One shape of the file."""

    label: str
    points: list[list[float]]
    shape_type: str = "polygon"
    group_id: int | str | None = None
    flags: dict[str, bool] | None = None
    description: str | None = None
    mask: str | None = None
    score: float | None = None


class LabelMeFile(Struct):
    """One file."""

    shapes: list[LabelMeShape]
    imagePath: str  # noqa: N815  LabelMe's own name
    imageWidth: int | None = None  # noqa: N815  as above
    imageHeight: int | None = None  # noqa: N815  as above
    imageData: str | None = None  # noqa: N815  as above
    flags: dict[str, bool] | None = None


_decode = msgspec.json.Decoder(LabelMeFile).decode


class EmbeddedMember(Member):
    """A picture that stands as base64 inside another file."""

    def __init__(self, name: str, data: str) -> None:
        self.name = name
        self._data = data
        self.size = len(data) * 3 // 4

    def open(self) -> IO[bytes]:
        try:
            return io.BytesIO(base64.b64decode(self._data, validate=True))
        except (binascii.Error, ValueError) as error:
            raise FormatError("format_damaged", file=self.name, why=str(error)) from error


class LabelMe(Reader):
    """Reads every LabelMe file of the source; other JSON files are left aside."""

    name: ClassVar[str] = "labelme"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 85 if any(_is_labelme(member) for member in source.members(".json")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a file."""
        del options  # nothing is left open
        every = list(source.members(".json"))
        members = [member for member in every if _is_labelme(member)] or every
        if not members:
            raise FormatError("format_no_json")
        for member in members:
            try:
                data = member.read_all(source.limits.small_file_bytes).removeprefix(b"\xef\xbb\xbf")
                file = decoded(_decode, data)
            except FormatError as error:
                yield error.fault
                continue
            except msgspec.MsgspecError as error:
                yield json_fault(error, member.name, _line_of_error(error, data))
                continue
            for flag in file.flags or {}:
                sketch.declare_field(flag, "boolean")
            yield from _item(source, member, file)


def _line_of_error(error: msgspec.MsgspecError, data: bytes) -> int:
    """The line of the byte that the error names; the last where the end is missing; else 1."""
    if "truncated" in str(error):
        return 1 + data.rstrip().count(b"\n")
    _, _, tail = str(error).rpartition("(byte ")
    return 1 + data[: int(tail[:-1])].count(b"\n") if tail[:-1].isdecimal() else 1


def _item(source: Source, member: Member, file: LabelMeFile) -> Iterator[Record | FaultRow]:
    document = Document(answers=dict(file.flags or {}))
    whole = True
    for place, shape in enumerate(file.shapes):
        try:
            document.objects.extend(_objects(shape, place, file))
        except ShapeError as bad:
            whole = False
            yield FaultRow(bad.key, bad.params, member.name, 1, f"shapes[{place}].{bad.path}".rstrip("."))
    sizes = (file.imageWidth, file.imageHeight)
    if any(size is not None and size <= 0 for size in sizes):
        yield FaultRow("format_bad_size", {}, member.name, 1, "imageWidth")
        return
    if whole:
        name = file.imagePath.replace("\\", "/").removeprefix("../").removeprefix("./") or member.stem
        media = source.find(name, member)
        if media is None and file.imageData:
            media = EmbeddedMember(name, file.imageData)
        filled = bool(document.objects or document.answers)
        yield Record(
            name, Picture(*sizes), document if filled else None, media=media, file=member.name, line=1
        )


def _objects(shape: LabelMeShape, place: int, file: LabelMeFile) -> Iterator[AnnotatedObject]:
    if not shape.label.strip():
        raise ShapeError("format_no_name", "label")
    if any(len(point) != 2 or not all(map(isfinite, point)) for point in shape.points):
        raise ShapeError("format_bad_points", "points", shape=shape.shape_type[:40])
    if shape.score is not None and not 0 <= shape.score <= 1:
        raise ShapeError("format_bad_score", "score")
    attributes: dict[str, Any] = dict(shape.flags or {})
    if shape.description:
        attributes["description"] = shape.description
    group = None if shape.group_id is None else str(shape.group_id)[:64]
    number = f"o{place + 1}"
    if shape.shape_type == "points":
        for part, (x, y) in enumerate(shape.points):
            yield AnnotatedObject(
                f"{number}.{part}", shape.label, Point(x, y), attributes, group=group or number
            )
        return
    make = _SHAPES.get(shape.shape_type)
    if make is None:
        raise ShapeError("format_unknown_shape", "shape_type", shape=shape.shape_type[:40])
    made = _mask(shape, file) if shape.shape_type == "mask" else make(shape.points)
    yield AnnotatedObject(number, shape.label, made, attributes, score=shape.score, group=group)


def _flat(points: list[list[float]]) -> list[float]:
    return [value for point in points for value in point]


def _polygon(points: list[list[float]]) -> Polygon:
    if len(points) < 3:
        raise ShapeError("format_bad_polygon", "points")
    return Polygon(_flat(points))


def _rectangle(points: list[list[float]]) -> Box:
    if len(points) not in {2, 4}:
        raise ShapeError("format_bad_points", "points", shape="rectangle")
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if max(xs) <= min(xs) or max(ys) <= min(ys):
        raise ShapeError("format_bad_box", "points")
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _turned(points: list[list[float]]) -> RotatedBox:
    if len(points) != 4:
        raise ShapeError("format_bad_points", "points", shape="oriented_rectangle")
    return rectangle_of(_flat(points))


def _circle(points: list[list[float]]) -> Ellipse:
    if len(points) != 2:
        raise ShapeError("format_bad_points", "points", shape="circle")
    (cx, cy), (x, y) = points
    radius = hypot(x - cx, y - cy)
    if radius <= 0:
        raise ShapeError("format_bad_points", "points", shape="circle")
    return Ellipse(cx, cy, radius, radius)


def _polyline(points: list[list[float]]) -> Polyline:
    if len(points) < 2:
        raise ShapeError("format_bad_points", "points", shape="line")
    return Polyline(_flat(points))


def _point(points: list[list[float]]) -> Point:
    if len(points) != 1:
        raise ShapeError("format_bad_points", "points", shape="point")
    return Point(points[0][0], points[0][1])


#: Shape type → shape of its points; a mask has its pixels beside them.
_SHAPES: dict[str, Callable[[list[list[float]]], AnyShape]] = {
    "polygon": _polygon,
    "rectangle": _rectangle,
    "circle": _circle,
    "line": _polyline,
    "linestrip": _polyline,
    "point": _point,
    "oriented_rectangle": _turned,
    "mask": _rectangle,
}


def _mask(shape: LabelMeShape, file: LabelMeFile) -> Mask:
    """The PNG's pixels, laid at the first of the two corners."""
    if len(shape.points) != 2 or not shape.mask:
        raise ShapeError("format_bad_points", "mask", shape="mask")
    left, top = (round(min(values)) for values in zip(*shape.points, strict=True))
    try:
        with Image.open(io.BytesIO(base64.b64decode(shape.mask)), formats=["PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("the mask is too large")
            pixels = np.asarray(picture.convert("L")) > 0
        if left < 0 or top < 0:
            raise ValueError("outside the picture")
        if left + pixels.shape[1] > (file.imageWidth or 1 << 30):
            raise ValueError("outside the picture")
        made = mask_of_pixels(pixels, left, top)
    except (ValueError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ShapeError("format_bad_rle", "mask", why=str(error)) from error
    if made is None:
        raise ShapeError("format_bad_rle", "mask", why="empty")
    return made


def _is_labelme(member: Member) -> bool:
    head = member.head(1 << 16)
    return b'"shapes"' in head and sum(key in head for key in _KEYS) >= 2
