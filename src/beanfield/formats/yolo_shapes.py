"""YOLO's shares of a picture as our shapes, and back."""

from __future__ import annotations

from math import atan2, degrees, hypot

from beanfield.annotation.document import AnyShape, Box, Polygon, RotatedBox, Skeleton
from beanfield.formats.faults import ShapeError

Size = tuple[int, int]
#: Shares are written to so many digits, and pixels rounded when they are read: 6 decimals of a pixel.
_DECIMALS = 6


def _pixels(shares: list[float], size: Size) -> list[float]:
    """Points in pixels of points in shares."""
    return [round(share * size[place % 2], _DECIMALS) for place, share in enumerate(shares)]


def box_of(values: list[float], size: Size) -> Box:
    """Centre and size. Raises `ShapeError`."""
    if len(values) != 4:
        raise ShapeError("format_number_count", "", wanted="5", found=len(values) + 1)
    cx, cy, w, h = _pixels(values, size)
    if w <= 0 or h <= 0:
        raise ShapeError("format_bad_box", "")
    return Box(round(cx - w / 2, _DECIMALS), round(cy - h / 2, _DECIMALS), w, h)


def outline_of(values: list[float], size: Size) -> Polygon:
    """Points of a polygon."""
    if len(values) < 6 or len(values) % 2:
        raise ShapeError("format_bad_polygon", "")
    return Polygon(_pixels(values, size))


def is_turned_box(values: list[float]) -> bool:
    """Whether four corners could be a rectangle's: both diagonals halve each other."""
    x, y = values[0::2], values[1::2]
    reach = max(max(x) - min(x), max(y) - min(y), 1e-9)
    return max(abs(x[0] + x[2] - x[1] - x[3]), abs(y[0] + y[2] - y[1] - y[3])) < 0.02 * reach


def turned_box_of(values: list[float], size: Size) -> RotatedBox:
    """The rectangle of four corners, the first being its upper left one before it was turned."""
    if len(values) != 8:
        raise ShapeError("format_number_count", "", wanted="9", found=len(values) + 1)
    return rectangle_of(_pixels(values, size))


def rectangle_of(corners: list[float]) -> RotatedBox:
    """The turned box of four corners in pixels; sides are means of the opposite ones. Raises `ShapeError`."""
    x, y = corners[0::2], corners[1::2]
    w = (hypot(x[1] - x[0], y[1] - y[0]) + hypot(x[2] - x[3], y[2] - y[3])) / 2
    h = (hypot(x[2] - x[1], y[2] - y[1]) + hypot(x[3] - x[0], y[3] - y[0])) / 2
    if w <= 0 or h <= 0:
        raise ShapeError("format_bad_box", "")
    angle = degrees(atan2(y[1] - y[0] + y[2] - y[3], x[1] - x[0] + x[2] - x[3]))
    centre = [sum(x) / 4, sum(y) / 4]
    return RotatedBox(*(round(value, _DECIMALS) for value in (*centre, w, h, angle)))


def pose_of(values: list[float], size: Size, points: int, dimensions: int) -> Skeleton:
    """The keypoints; the box before them is what they enclose, and is not kept."""
    wanted = 4 + points * dimensions
    if not points or len(values) != wanted:
        raise ShapeError("format_number_count", "", wanted=str(1 + wanted), found=len(values) + 1)
    box_of(values[:4], size)
    made: list[float] = []
    for at in range(4, wanted, dimensions):
        x, y = _pixels(values[at : at + 2], size)
        seen = values[at + 2] if dimensions == 3 else (2.0 if x or y else 0.0)
        if seen not in {0, 1, 2}:
            raise ShapeError("format_bad_keypoints", "", wanted=3 * points)
        made += [x, y, seen] if seen else [0.0, 0.0, 0.0]
    if not any(made[2::3]):
        raise ShapeError("format_bad_keypoints", "", wanted=3 * points)
    return Skeleton(made)


def numbers_of(shape: AnyShape, size: Size) -> list[float]:
    """What stands behind the class's number on the shape's line."""
    if isinstance(shape, Box):
        return _centred(shape.x, shape.y, shape.x + shape.w, shape.y + shape.h, size)
    if isinstance(shape, Polygon):
        return _shares(shape.points, size)
    if isinstance(shape, RotatedBox):
        return _shares([float(value) for corner in shape.corners() for value in corner], size)
    if isinstance(shape, Skeleton):
        made = _centred(*shape.bounds(), size)
        for at in range(0, len(shape.points), 3):
            x, y, seen = shape.points[at : at + 3]
            made += [*_shares([x, y], size), seen] if seen else [0.0, 0.0, 0.0]
        return made
    raise TypeError(type(shape).__name__)


def _shares(pixels: list[float], size: Size) -> list[float]:
    return [value / size[place % 2] for place, value in enumerate(pixels)]


def _centred(left: float, top: float, right: float, bottom: float, size: Size) -> list[float]:
    # a pose of one point still has a box: half a pixel to each side
    if right <= left:
        left, right = left - 0.5, right + 0.5
    if bottom <= top:
        top, bottom = top - 0.5, bottom + 0.5
    return _shares([(left + right) / 2, (top + bottom) / 2, right - left, bottom - top], size)
