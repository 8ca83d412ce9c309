"""OpenLABEL's geometry as our shapes, and back."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import numpy as np
from msgspec.structs import replace

from beanfield.annotation.document import AnyShape, Box, Cuboid, Point, Polygon, Polyline, RotatedBox
from beanfield.formats.faults import ShapeError
from beanfield.formats.jsons import is_finite, shown

GEOMETRY = ("bbox", "rbbox", "poly2d", "point2d", "cuboid")
_COUNTS = {"bbox": (4,), "rbbox": (5,), "point2d": (2,), "cuboid": (9, 10)}
_ABSOLUTE, _RELATIVE = "MODE_POLY2D_ABSOLUTE", "MODE_POLY2D_RELATIVE"


def _numbers(value: Any, kind: str) -> list[float]:
    wanted = _COUNTS.get(kind)
    if not isinstance(value, list) or not all(is_finite(one) for one in value):
        raise ShapeError("format_bad_value", kind, value=shown(value))
    if wanted is not None and len(value) not in wanted:
        raise ShapeError("format_number_count", kind, wanted=str(wanted[0]), found=len(value))
    return [float(one) for one in value]


def is_unknown(value: Any) -> bool:
    """Whether a cuboid has no positive side: that is how KITTI says that it does not know."""
    sides = value[-3:] if isinstance(value, list) and len(value) in {9, 10} else [1]
    return value is None or all(is_finite(side) and side <= 0 for side in sides)


def shape_of(kind: str, value: Any) -> AnyShape:
    """The shape of anything but an outline. Raises `ShapeError`."""
    numbers = _numbers(value, kind)
    if kind == "point2d":
        return Point(*numbers)
    if kind == "cuboid":
        return _cuboid(numbers)
    x, y, w, h = numbers[:4]
    if w <= 0 or h <= 0:
        raise ShapeError("format_bad_box", kind)
    if kind == "rbbox":
        return RotatedBox(x, y, w, h, math.degrees(numbers[4]))
    return Box(round(x - w / 2, 9), round(y - h / 2, 9), w, h)


def _cuboid(numbers: list[float]) -> Cuboid:
    place, sides = numbers[:3], numbers[-3:]
    if min(sides) <= 0:
        raise ShapeError("format_bad_box", "cuboid")
    turns = numbers[3:6] if len(numbers) == 9 else _angles(numbers[3:7])
    roll, pitch, yaw = (math.degrees(turn) for turn in turns)
    (x, y, z), (length, width, height) = place, sides
    return Cuboid(x, y, z, length, width, height, yaw, pitch, roll)


def _angles(quaternion: list[float]) -> list[float]:
    """Turns about the fixed axes x, y, z, in radians, of a quaternion x, y, z, w."""
    size = float(np.linalg.norm(quaternion))
    if size == 0:
        raise ShapeError("format_bad_value", "cuboid", value=shown(quaternion))
    x, y, z, w = (one / size for one in quaternion)
    roll = math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y))
    pitch = math.asin(max(-1.0, min(1.0, 2 * (w * y - z * x))))
    yaw = math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z))
    return [roll, pitch, yaw]


def polygons(outlines: list[dict[str, Any]]) -> Iterator[tuple[Polygon | Polyline, int]]:
    """The outlines of one object and each one's place: those with a parent are its holes."""
    made: dict[int, Polygon | Polyline] = {}
    for place, each in enumerate(outlines):
        points = _numbers(each.get("val"), "poly2d")
        mode, closed = each.get("mode", _ABSOLUTE), each.get("closed") is not False
        if mode not in {_ABSOLUTE, _RELATIVE}:
            raise ShapeError("format_bad_value", "mode", value=shown(mode))
        if mode == _RELATIVE:
            xs, ys = accumulate(points[::2]), accumulate(points[1::2])
            points = [value for pair in zip(xs, ys, strict=False) for value in pair]
        if len(points) % 2 or len(points) < (6 if closed else 4):
            raise ShapeError("format_bad_polygon", "poly2d")
        tree = each.get("hierarchy")
        parent = tree[3] if isinstance(tree, list) and len(tree) == 4 else -1
        outer = made.get(parent) if type(parent) is int and parent != place else None
        if closed and isinstance(outer, Polygon):
            made[parent] = replace(outer, holes=[*outer.holes, points])
        else:
            made[place] = Polygon(points) if closed else Polyline(points)
    for place, shape in made.items():
        yield shape, place


def said(shape: AnyShape, first: int = 0) -> list[tuple[str, dict[str, Any]]]:
    """Kind and content of the geometry that says the shape; `first` is how many outlines come before it."""
    made: tuple[str, dict[str, Any]]
    match shape:
        case Polygon():
            return _rings(shape, first)
        case Box():
            centre = [round(shape.x + shape.w / 2, 9), round(shape.y + shape.h / 2, 9)]
            made = ("bbox", {"val": [*centre, shape.w, shape.h]})
        case RotatedBox():
            turn = math.radians(shape.angle)
            made = ("rbbox", {"val": [shape.cx, shape.cy, shape.w, shape.h, turn]})
        case Point():
            made = ("point2d", {"val": [shape.x, shape.y]})
        case Polyline():
            made = ("poly2d", {"val": shape.points, "mode": _ABSOLUTE, "closed": False})
        case Cuboid():
            turns = [math.radians(one) for one in (shape.roll, shape.pitch, shape.yaw)]
            place = [shape.x, shape.y, shape.z]
            made = ("cuboid", {"val": [*place, *turns, shape.l, shape.w, shape.h]})
        case _:
            return []
    return [made]


def _rings(shape: Polygon, first: int) -> list[tuple[str, dict[str, Any]]]:
    """The outline and its holes, which name it as their parent: next, previous, first child, parent."""
    holes = len(shape.holes)
    rows = [(shape.points, [-1, -1, first + 1 if holes else -1, -1])]
    for place, hole in enumerate(shape.holes):
        after = first + place + 2 if place + 1 < holes else -1
        rows.append((hole, [after, first + place if place else -1, -1, first]))
    return [
        ("poly2d", {"val": points, "mode": _ABSOLUTE, "closed": True, "hierarchy": tree})
        for points, tree in rows
    ]
