"""Writes LabelMe's JSON, one file a picture, beside it."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec
from PIL import Image

from beanfield.annotation.document import (
    AnnotatedObject,
    AnyShape,
    Box,
    Ellipse,
    Mask,
    Point,
    Polygon,
    Polyline,
    RotatedBox,
)
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.file_names import FileNames
from beanfield.formats.labelme import HOLDS
from beanfield.formats.losses import Losses
from beanfield.formats.record import Picture, Record
from beanfield.formats.sinks import Sink

_encode = msgspec.json.Encoder().encode
Points = list[list[float]]


class LabelMeWriter(Writer):
    """Flags hold truth values and the description one text: other attributes are losses, and so are ovals."""

    name: ClassVar[str] = "labelme"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write `name.json` for each picture `name.jpg`."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        files = FileNames(losses)
        for record in records:
            stem = files.of(record.name) if losses.keeps(record) else None
            if stem is None:
                continue
            report.items += 1
            row = _file(record, stem, options.media_prefix, losses)
            report.objects += len(row["shapes"])
            with sink.file(f"{options.media_prefix}{stem}.json") as out:
                out.write(msgspec.json.format(_encode(row), indent=2) + b"\n")
        return report


def _file(record: Record, stem: str, prefix: str, losses: Losses) -> dict[str, Any]:
    shapes: list[dict[str, Any]] = []
    flags: dict[str, bool] = {}
    if record.document is not None:
        document = losses.fit(record.document, record.name)
        for name, value in document.answers.items():
            if isinstance(value, bool):
                flags[name] = value
            else:
                losses.lose("field", record.name, name=name)
        shapes = [row for one in document.objects if (row := _shape(one, record.name, losses)) is not None]
    # the reader looks beside the file first: there the picture is called as it was before folders
    path = record.name.rsplit("/", 1)[-1] if prefix or "/" in stem else record.name
    content = record.content
    width, height = (content.width, content.height) if isinstance(content, Picture) else (None, None)
    row = {"version": "5.5.0", "flags": flags, "shapes": shapes, "imagePath": path, "imageData": None}
    return row | {"imageHeight": height, "imageWidth": width}


def _shape(one: AnnotatedObject, item: str, losses: Losses) -> dict[str, Any] | None:
    said = _said(one.shape)
    if said is None:
        losses.lose("shape", item, name="ellipse")
        return None
    type_, points = said
    plain = [name for name, value in one.attributes.items() if isinstance(value, bool)]
    known = {*plain, "description"} if isinstance(one.attributes.get("description"), str) else set(plain)
    flags = losses.attributes(one, item, known)
    row: dict[str, Any] = {
        "label": one.class_,
        "points": points,
        "group_id": _group(one.group),
        "description": flags.pop("description", ""),
        "shape_type": type_,
        "flags": flags,
        "mask": _png(one.shape) if isinstance(one.shape, Mask) else None,
    }
    return row if one.score is None else row | {"score": one.score}


def _group(group: str | None) -> int | str | None:
    """LabelMe's groups are numbers; ours of other names stay as they are."""
    return int(group) if group is not None and group.isdecimal() and str(int(group)) == group else group


def _said(shape: AnyShape) -> tuple[str, Points] | None:
    """Shape type and points; None for an ellipse that is no circle."""
    said: tuple[str, Points] | None = None
    if isinstance(shape, Polygon | Polyline):
        pairs = [shape.points[at : at + 2] for at in range(0, len(shape.points), 2)]
        line = "line" if len(pairs) == 2 else "linestrip"
        said = ("polygon" if isinstance(shape, Polygon) else line), pairs
    elif isinstance(shape, Box):
        said = "rectangle", [[shape.x, shape.y], [shape.x + shape.w, shape.y + shape.h]]
    elif isinstance(shape, RotatedBox):
        said = "oriented_rectangle", [[float(x), float(y)] for x, y in shape.corners()]
    elif isinstance(shape, Point):
        said = "point", [[shape.x, shape.y]]
    elif isinstance(shape, Mask):
        corner = [float(shape.x + shape.w - 1), float(shape.y + shape.h - 1)]
        said = "mask", [[float(shape.x), float(shape.y)], corner]
    elif isinstance(shape, Ellipse) and shape.rx == shape.ry:
        said = "circle", [[shape.cx, shape.cy], [shape.cx + shape.rx, shape.cy]]
    return said


def _png(mask: Mask) -> str:
    out = io.BytesIO()
    Image.fromarray(mask.pixels()).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()
