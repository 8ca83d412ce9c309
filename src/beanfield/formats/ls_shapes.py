"""Label Studio's regions as our shapes, and back.

There, positions in a picture are percent of its width and height, and a rectangle turns about its upper
left corner. Text offsets are code points; older versions counted UTF-16, which the region's own text tells.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin
from typing import Any

from beanfield.annotation.document import (
    AnyShape,
    Box,
    Ellipse,
    Interval,
    Mask,
    Point,
    Polygon,
    Polyline,
    RotatedBox,
    Span,
)
from beanfield.formats.faults import ShapeError
from beanfield.formats.jsons import is_finite, shown
from beanfield.formats.ls_brush import brush_of_mask, mask_of_brush
from beanfield.formats.ls_model import LsResult
from beanfield.formats.record import Chat, Content, Picture, Text

Size = tuple[int, int]


def is_region(result: LsResult) -> bool:
    """Whether the result marks a place."""
    value = result.value
    return any(key in value for key in ("x", "points", "rle", "start", "globalOffsets", "vertices"))


def shape_of(result: LsResult, content: Content) -> AnyShape:
    """The region's shape. Raises `ShapeError` with the path inside the result."""
    value = result.value
    if "start" in value or "globalOffsets" in value:
        return _along(value, content)
    width, height = result.original_width, result.original_height
    if width is None or height is None or width <= 0 or height <= 0:
        raise ShapeError("format_no_dimensions", "original_width")
    known = next((reader for key, reader in _IN_PICTURES if key in value), _point)
    return known(value, (width, height))


def _numbers(value: dict[str, Any], *names: str) -> list[float]:
    found = []
    for name in names:
        number = value.get(name, 0 if name == "rotation" else None)
        if not is_finite(number):
            raise ShapeError("format_bad_number", f"value.{name}", value=shown(number))
        found.append(float(number))
    return found


def _point(value: dict[str, Any], size: Size) -> Point:
    x, y = _numbers(value, "x", "y")
    return Point(x * size[0] / 100, y * size[1] / 100)


def _polygon(value: dict[str, Any], size: Size) -> AnyShape:
    return _outline(value["points"], value.get("closed", True) is not False, "value.points", size)


def _vector(value: dict[str, Any], size: Size) -> AnyShape:
    vertices = value["vertices"]
    if not isinstance(vertices, list) or not all(isinstance(one, dict) for one in vertices):
        raise ShapeError("format_bad_points", "value.vertices", shape="vector")
    points = [[one.get("x"), one.get("y")] for one in vertices]
    return _outline(points, bool(value.get("closed")), "value.vertices", size)


def _rectangle(value: dict[str, Any], size: Size) -> AnyShape:
    x, y, w, h, angle = _numbers(value, "x", "y", "width", "height", "rotation")
    if w <= 0 or h <= 0:
        raise ShapeError("format_bad_size", "value")
    x, y, w, h = x * size[0] / 100, y * size[1] / 100, w * size[0] / 100, h * size[1] / 100
    if angle % 360 == 0:
        return Box(x, y, w, h)
    turn = radians(angle)
    return RotatedBox(
        x + (w * cos(turn) - h * sin(turn)) / 2, y + (w * sin(turn) + h * cos(turn)) / 2, w, h, angle
    )


def _ellipse(value: dict[str, Any], size: Size) -> Ellipse:
    x, y, rx, ry, angle = _numbers(value, "x", "y", "radiusX", "radiusY", "rotation")
    if rx <= 0 or ry <= 0:
        raise ShapeError("format_bad_size", "value")
    return Ellipse(x * size[0] / 100, y * size[1] / 100, rx * size[0] / 100, ry * size[1] / 100, angle)


def _outline(points: Any, closed: bool, path: str, size: Size) -> AnyShape:
    flat: list[float] = []
    for point in points if isinstance(points, list) else []:
        pair = point if isinstance(point, list) else []
        if len(pair) != 2 or not all(map(is_finite, pair)):
            raise ShapeError("format_bad_points", path, shape="polygon")
        flat += [pair[0] * size[0] / 100, pair[1] * size[1] / 100]
    if len(flat) < (6 if closed else 4):
        raise ShapeError("format_bad_points", path, shape="polygon")
    return Polygon(flat) if closed else Polyline(flat)


def _brush(value: dict[str, Any], size: Size) -> Mask:
    rle = value["rle"]
    if not isinstance(rle, list) or not all(isinstance(one, int) for one in rle):
        raise ShapeError("format_bad_rle", "value.rle", why="no list of bytes")
    try:
        mask = mask_of_brush(rle, *size)
    except ValueError as error:
        raise ShapeError("format_bad_rle", "value.rle", why=str(error)) from error
    if mask is None:
        raise ShapeError("format_bad_rle", "value.rle", why="empty")
    return mask


#: What tells a kind of region, the surest first.
_IN_PICTURES: tuple[tuple[str, Callable[[dict[str, Any], Size], AnyShape]], ...] = (
    ("rle", _brush),
    ("points", _polygon),
    ("vertices", _vector),
    ("radiusX", _ellipse),
    ("height", _rectangle),
)


def _along(value: dict[str, Any], content: Content) -> AnyShape:
    """A span of a text or of a turn, or an interval of a recording."""
    if isinstance(content, Text):
        where = value.get("globalOffsets") if isinstance(value.get("globalOffsets"), dict) else value
        return _span(where or value, ("start", "end"), content.text, value.get("text"), None)
    if isinstance(content, Chat):
        turn = value.get("start")
        if str(turn) != str(value.get("end")) or not str(turn).isdecimal() or len(str(turn)) > 6:
            raise ShapeError("format_bad_result", "value.start", why="the span crosses turns")
        number = int(str(turn))
        if number >= len(content.messages) or not isinstance(content.messages[number].content, str):
            raise ShapeError("format_bad_result", "value.start", why="no such turn")
        text = content.messages[number].content
        return _span(value, ("startOffset", "endOffset"), text, value.get("text"), f"turn:{number}")
    start, end = _numbers(value, "start", "end")
    if not 0 <= start < end:
        raise ShapeError("format_bad_size", "value")
    return Interval(start, end)


def _span(where: dict[str, Any], keys: tuple[str, str], text: str, marked: Any, part: str | None) -> Span:
    start, end = where.get(keys[0]), where.get(keys[1])
    if isinstance(start, bool) or isinstance(end, bool):
        raise ShapeError("format_bad_result", f"value.{keys[0]}", why="no offset")
    if not isinstance(start, int) or not isinstance(end, int):
        raise ShapeError("format_bad_result", f"value.{keys[0]}", why="no offset")
    if isinstance(marked, str) and text[max(0, start) : max(0, end)] != marked:
        units = text.encode("utf-16-le")[2 * max(0, start) : 2 * max(0, end)].decode("utf-16-le", "replace")
        if units != marked:
            raise ShapeError("format_span_mismatch", "value.text", found=marked[:60])
        start = len(text.encode("utf-16-le")[: 2 * start].decode("utf-16-le", "ignore"))
        end = start + len(marked)
    if not 0 <= start < end <= len(text):
        raise ShapeError("format_bad_span", "value", start=start, end=end)
    return Span(start, end, part)


def region_of(shape: AnyShape, content: Content) -> tuple[str, dict[str, Any]]:
    """The kind of region and its value. Pictures must have their size, and the shape be one that is held."""
    if isinstance(shape, Span):
        return _text_region(shape, content)
    if isinstance(shape, Interval):
        return "", {"start": shape.start, "end": shape.end, "channel": 0}
    writer = _OF_PICTURES.get(type(shape))
    if writer is None:
        raise ShapeError("format_unknown_shape", "", shape=type(shape).__name__)
    if not isinstance(content, Picture) or not content.width or not content.height:
        raise ShapeError("format_no_dimensions", "")
    return writer(shape, (content.width, content.height))


def _box_region(shape: Box, size: Size) -> tuple[str, dict[str, Any]]:
    across, down = 100 / size[0], 100 / size[1]
    place = {"x": shape.x * across, "y": shape.y * down, "rotation": 0}
    return "rectangle", place | {"width": shape.w * across, "height": shape.h * down}


def _rotated_region(shape: RotatedBox, size: Size) -> tuple[str, dict[str, Any]]:
    across, down = 100 / size[0], 100 / size[1]
    turn = radians(shape.angle)
    x = shape.cx - (shape.w * cos(turn) - shape.h * sin(turn)) / 2
    y = shape.cy - (shape.w * sin(turn) + shape.h * cos(turn)) / 2
    place = {"x": x * across, "y": y * down, "rotation": shape.angle}
    return "rectangle", place | {"width": shape.w * across, "height": shape.h * down}


def _ellipse_region(shape: Ellipse, size: Size) -> tuple[str, dict[str, Any]]:
    across, down = 100 / size[0], 100 / size[1]
    place = {"x": shape.cx * across, "y": shape.cy * down, "rotation": shape.angle}
    return "ellipse", place | {"radiusX": shape.rx * across, "radiusY": shape.ry * down}


def _outline_region(shape: Polygon | Polyline, size: Size) -> tuple[str, dict[str, Any]]:
    across, down = 100 / size[0], 100 / size[1]
    pairs = zip(shape.points[0::2], shape.points[1::2], strict=True)
    points = [[x * across, y * down] for x, y in pairs]
    return "polygon", {"points": points, "closed": isinstance(shape, Polygon)}


def _point_region(shape: Point, size: Size) -> tuple[str, dict[str, Any]]:
    return "keypoint", {"x": shape.x * 100 / size[0], "y": shape.y * 100 / size[1], "width": 0.5}


def _mask_region(shape: Mask, size: Size) -> tuple[str, dict[str, Any]]:
    if shape.x + shape.w > size[0] or shape.y + shape.h > size[1]:
        raise ShapeError("format_outside_picture", "")
    return "brush", {"format": "rle", "rle": brush_of_mask(shape, *size)}


_OF_PICTURES: dict[type, Callable[[Any, Size], tuple[str, dict[str, Any]]]] = {
    Box: _box_region,
    RotatedBox: _rotated_region,
    Ellipse: _ellipse_region,
    Polygon: _outline_region,
    Polyline: _outline_region,
    Point: _point_region,
    Mask: _mask_region,
}


def _text_region(span: Span, content: Content) -> tuple[str, dict[str, Any]]:
    if isinstance(content, Chat) and span.part is not None and span.part.startswith("turn:"):
        number = int(span.part.removeprefix("turn:"))
        text = str(content.messages[number].content)
        return "paragraph", {
            "start": str(number),
            "end": str(number),
            "startOffset": span.start,
            "endOffset": span.end,
            "text": text[span.start : span.end],
        }
    text = content.text if isinstance(content, Text) else ""
    return "", {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
