"""CVAT's elements as our shapes, and back."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from beanfield.annotation.document import (
    AnyShape,
    Box,
    Ellipse,
    Mask,
    Point,
    Polygon,
    Polyline,
    RotatedBox,
    Skeleton,
)
from beanfield.formats.faults import ShapeError
from beanfield.formats.rle import MOST_PIXELS, MOST_RUNS
from beanfield.formats.xml_text import shown_number


def shapes_of(element: Element, keypoints: list[str], image: Element) -> list[AnyShape]:
    """The element's shape; several only of <points>. Raises `ShapeError`."""
    if element.tag == "mask":
        return [_mask(element, image)]
    if element.tag == "skeleton":
        return [_skeleton(element, keypoints)]
    if element.tag == "points":
        points = _points(element)
        return [Point(*points[at : at + 2]) for at in range(0, len(points), 2)]
    return [_SHAPES[element.tag](element)]


def _number(element: Element, name: str, default: str | None = None) -> float:
    text = element.get(name, default)
    if text is None:
        raise ShapeError("format_missing_attribute", name, name=name)
    try:
        number = float(text)
    except ValueError:
        raise ShapeError("format_bad_number", name, value=text[:40]) from None
    if not abs(number) < 1e9:
        raise ShapeError("format_bad_number", name, value=text[:40])
    return number


def _box(element: Element) -> Box | RotatedBox:
    left, top, right, bottom = (_number(element, name) for name in ("xtl", "ytl", "xbr", "ybr"))
    w, h = round(right - left, 9), round(bottom - top, 9)
    if w <= 0 or h <= 0:
        raise ShapeError("format_bad_box", "xtl")
    angle = _number(element, "rotation", "0")
    if angle:
        return RotatedBox(round(left + w / 2, 9), round(top + h / 2, 9), w, h, angle)
    return Box(left, top, w, h)


def _ellipse(element: Element) -> Ellipse:
    cx, cy, rx, ry = (_number(element, name) for name in ("cx", "cy", "rx", "ry"))
    if rx <= 0 or ry <= 0:
        raise ShapeError("format_bad_size", "rx")
    return Ellipse(cx, cy, rx, ry, _number(element, "rotation", "0"))


def _polygon(element: Element) -> Polygon:
    points = _points(element)
    if len(points) < 6:
        raise ShapeError("format_bad_polygon", "points")
    return Polygon(points)


def _polyline(element: Element) -> Polyline:
    points = _points(element)
    if len(points) < 4:
        raise ShapeError("format_bad_points", "points", shape="polyline")
    return Polyline(points)


#: Tag → shape, for tags whose attributes say all.
_SHAPES: dict[str, Callable[[Element], AnyShape]] = {
    "box": _box,
    "ellipse": _ellipse,
    "polygon": _polygon,
    "polyline": _polyline,
}


def _points(element: Element) -> list[float]:
    text = element.get("points")
    if not text:
        raise ShapeError("format_missing_attribute", "points", name="points")
    made: list[float] = []
    for pair in text.split(";"):
        parts = pair.split(",")
        try:
            x, y = (float(part) for part in parts)
        except ValueError:
            raise ShapeError("format_bad_points", "points", shape=element.tag) from None
        if not (abs(x) < 1e9 and abs(y) < 1e9):
            raise ShapeError("format_bad_points", "points", shape=element.tag)
        made += [x, y]
    return made


def _mask(element: Element, image: Element) -> Mask:
    left, top, width, height = (int(_number(element, n)) for n in ("left", "top", "width", "height"))
    if left < 0 or top < 0 or width <= 0 or height <= 0 or width * height > MOST_PIXELS:
        raise ShapeError("format_bad_rle", "rle", why="size")
    for side, past in (("width", left + width), ("height", top + height)):
        if (size := image.get(side, "")).isdecimal() and past > int(size):
            raise ShapeError("format_outside_picture", side)
    try:
        counts = [int(part) for part in (element.get("rle") or "").split(",")]
    except ValueError:
        raise ShapeError("format_bad_rle", "rle", why=(element.get("rle") or "")[:40]) from None
    if min(counts) < 0 or sum(counts) != width * height or len(counts) > MOST_RUNS:
        raise ShapeError("format_bad_rle", "rle", why=f"{sum(counts)} ≠ {width}×{height}"[:80])
    if not any(counts[1::2]):
        raise ShapeError("format_bad_rle", "rle", why="empty")
    return Mask(left, top, width, height, counts)


def _skeleton(element: Element, keypoints: list[str]) -> Skeleton:
    there: dict[str, list[float]] = {}
    for part in element.findall("points"):
        x, y = (*_points(part), 0.0)[:2]
        seen = 0.0 if part.get("outside") == "1" else 1.0 if part.get("occluded") == "1" else 2.0
        there[part.get("label") or ""] = [x, y, seen]
    names = keypoints or list(there)
    if not names or there.keys() - set(names):
        raise ShapeError("format_bad_keypoints", "points", wanted=3 * len(names))
    values = [value for name in names for value in there.get(name, [0.0, 0.0, 0.0])]
    if not any(values[2::3]):
        raise ShapeError("format_bad_keypoints", "points", wanted=3 * len(names))
    return Skeleton(values)


def element_of(shape: AnyShape, keypoints: list[str]) -> tuple[str, dict[str, str], list[dict[str, str]]]:
    """Tag, attributes, and for a skeleton the attributes of its points."""
    if isinstance(shape, Skeleton):
        rows = [_keypoint(shape.points[3 * n : 3 * n + 3], name) for n, name in enumerate(keypoints)]
        return "skeleton", {}, rows
    tag, values = _said(shape)
    return tag, values, []


def _said(shape: AnyShape) -> tuple[str, dict[str, str]]:
    tag, values = "points", dict[str, str]()
    if isinstance(shape, Box):
        tag, values = "box", _corners(shape.x, shape.y, shape.w, shape.h)
    elif isinstance(shape, RotatedBox):
        tag, values = "box", _corners(shape.cx - shape.w / 2, shape.cy - shape.h / 2, shape.w, shape.h)
        values["rotation"] = shown_number(shape.angle)
    elif isinstance(shape, Polygon | Polyline):
        tag = "polygon" if isinstance(shape, Polygon) else "polyline"
        values = {"points": _joined(shape.points)}
    elif isinstance(shape, Point):
        values = {"points": _joined([shape.x, shape.y])}
    elif isinstance(shape, Ellipse):
        tag = "ellipse"
        sizes = {"cx": shape.cx, "cy": shape.cy, "rx": shape.rx, "ry": shape.ry, "rotation": shape.angle}
        values = {name: shown_number(value) for name, value in sizes.items()}
    elif isinstance(shape, Mask):
        tag, values = "mask", {"rle": ", ".join(map(str, shape.counts))}
        where = {"left": shape.x, "top": shape.y, "width": shape.w, "height": shape.h}
        values |= {name: str(value) for name, value in where.items()}
    return tag, values


def _keypoint(values: list[float], name: str) -> dict[str, str]:
    x, y, seen = values
    made = {"label": name, "outside": str(int(seen == 0)), "occluded": str(int(seen == 1))}
    return made | {"points": _joined([x, y])}


def _corners(x: float, y: float, w: float, h: float) -> dict[str, str]:
    values = {"xtl": x, "ytl": y, "xbr": x + w, "ybr": y + h}
    return {name: shown_number(value) for name, value in values.items()}


def _joined(points: list[float]) -> str:
    pairs = (points[at : at + 2] for at in range(0, len(points), 2))
    return ";".join(",".join(shown_number(value) for value in pair) for pair in pairs)
