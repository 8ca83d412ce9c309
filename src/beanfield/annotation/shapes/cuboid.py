"""The box in space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.shapes.base import (
    Bounds,
    Floats,
    Positive,
    Shape,
    finite_faults,
    mean,
    mean_angle,
)

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass

#: Cells along each side of a turned box, when common volumes are counted: the error is about 1 %.
_CELLS = 24


class Cuboid(Shape, tag="cuboid", frozen=True):
    """A box of length `l`, width `w`, height `h` about its centre (x, y, z), in metres of the sensor's frame.

    It is turned by `roll`, `pitch` and `yaw` degrees about the fixed axes x, then y, then z, each to the
    right of its axis. Untilted boxes have only `yaw`.
    """

    media = frozenset({"points"})

    x: float
    y: float
    z: float
    l: Positive  # noqa: E741  length, as everyone who works with these boxes writes it
    w: Positive
    h: Positive
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0

    def axes(self) -> Floats:
        """The box's own axes as columns: the rotation matrix."""
        turns = np.deg2rad([self.roll, self.pitch, self.yaw])
        (cr, cp, cy), (sr, sp, sy) = np.cos(turns), np.sin(turns)
        return np.array(
            [
                [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
                [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr],
                [-sp, cp * sr, cp * cr],
            ]
        )

    def corners(self) -> Floats:
        """The eight corners, a row each."""
        signs = np.array([[a, b, c] for a in (-0.5, 0.5) for b in (-0.5, 0.5) for c in (-0.5, 0.5)])
        made: Floats = signs * (self.l, self.w, self.h) @ self.axes().T + (self.x, self.y, self.z)
        return made

    def bounds(self) -> Bounds:
        """From above: least x and y, greatest x and y."""
        corners = self.corners()
        (left, low, _), (right, high, _) = corners.min(axis=0), corners.max(axis=0)
        return (float(left), float(low), float(right), float(high))

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        numbers = {name: getattr(self, name) for name in self.__struct_fields__}
        yield from finite_faults(path, **numbers)
        for name in ("l", "w", "h"):
            if not numbers[name] > 0:
                yield fault(below(path, name), "fault_not_above", least=0)

    def holds(self, points: Floats) -> Floats:
        """Which points (rows of x, y, z) lie inside, as 0 and 1."""
        own = (points - (self.x, self.y, self.z)) @ self.axes()
        inside = (np.abs(own) <= np.array([self.l, self.w, self.h]) / 2).all(axis=1)
        return np.asarray(inside, dtype=np.float64)

    def similarity(self, other: Cuboid) -> float:
        """Intersection over union of the volumes: exact for boxes that only yaw, else counted in cells."""
        if self == other:
            return 1.0
        reach = (self.l**2 + self.w**2 + self.h**2) ** 0.5 + (other.l**2 + other.w**2 + other.h**2) ** 0.5
        if float(np.linalg.norm([self.x - other.x, self.y - other.y, self.z - other.z])) * 2 > reach:
            return 0.0
        if self.pitch or self.roll or other.pitch or other.roll:
            common = (_counted(self, other) + _counted(other, self)) / 2
        else:
            common = _prisms(self, other)
        joint = self.l * self.w * self.h + other.l * other.w * other.h - common
        return float(np.clip(common / joint, 0.0, 1.0)) if joint > 0 else 0.0

    @classmethod
    def merge(cls, shapes: Sequence[Cuboid], weights: Sequence[float] | None = None) -> Cuboid:
        """The mean of centre, sides and angles, each angle as a direction."""
        names = ("x", "y", "z", "l", "w", "h")
        middle = [mean([getattr(shape, name) for shape in shapes], weights) for name in names]
        angles = [
            mean_angle([getattr(shape, name) for shape in shapes], weights, period=360.0)
            for name in ("yaw", "pitch", "roll")
        ]
        return cls(*middle, *angles)


def _prisms(a: Cuboid, b: Cuboid) -> float:
    """The common volume of two upright boxes: common ground times common height."""
    import shapely

    height = min(a.z + a.h / 2, b.z + b.h / 2) - max(a.z - a.h / 2, b.z - b.h / 2)
    if height <= 0:
        return 0.0
    one, other = (shapely.convex_hull(shapely.multipoints(shape.corners()[::2, :2])) for shape in (a, b))
    return float(shapely.area(shapely.intersection(one, other))) * height


def _counted(a: Cuboid, b: Cuboid) -> float:
    """The share of `a`'s cells whose middle lies in `b`, times its volume."""
    side = (np.arange(_CELLS) + 0.5) / _CELLS - 0.5
    grid = np.stack(np.meshgrid(side, side, side), axis=-1).reshape(-1, 3)
    points = grid * (a.l, a.w, a.h) @ a.axes().T + (a.x, a.y, a.z)
    return float(b.holds(points).mean()) * a.l * a.w * a.h
