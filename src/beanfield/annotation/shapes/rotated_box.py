"""The turned box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.shapes.areas import overlap, turned
from beanfield.annotation.shapes.base import (
    Bounds,
    Floats,
    Positive,
    Shape,
    centre_faults,
    finite_faults,
    mean,
    mean_angle,
)

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass

_CORNERS = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]])


class RotatedBox(Shape, tag="rotated_box", frozen=True):
    """A rectangle turned about its centre by `angle` degrees, clockwise on screen."""

    cx: float
    cy: float
    w: Positive
    h: Positive
    angle: float = 0.0

    def corners(self) -> Floats:
        """The four corners, clockwise on screen from what was the upper left one."""
        return turned(_CORNERS * (self.w, self.h), self.angle, self.cx, self.cy)

    def bounds(self) -> Bounds:
        corners = self.corners()
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        return (float(left), float(top), float(right), float(bottom))

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        unlike = list(finite_faults(path, cx=self.cx, cy=self.cy, w=self.w, h=self.h, angle=self.angle))
        yield from unlike
        for name, size in (("w", self.w), ("h", self.h)):
            if not size > 0:
                yield fault(below(path, name), "fault_not_above", least=0)
        if not unlike:
            yield from centre_faults(path, self.cx, self.cy, content)

    def similarity(self, other: RotatedBox) -> float:
        """Intersection over union."""
        return float(RotatedBox.similarities([self], [other])[0])

    @classmethod
    def similarities(cls, left: Sequence[RotatedBox], right: Sequence[RotatedBox]) -> Floats:
        same = np.array([a == b for a, b in zip(left, right, strict=True)], dtype=bool)
        return np.where(same, 1.0, overlap(_areas(left), _areas(right)))

    @classmethod
    def merge(cls, shapes: Sequence[RotatedBox], weights: Sequence[float] | None = None) -> RotatedBox:
        """The mean of centre and sides, and of the angle as the direction of `w` seen from either end."""
        return cls(
            cx=mean([s.cx for s in shapes], weights),
            cy=mean([s.cy for s in shapes], weights),
            w=mean([s.w for s in shapes], weights),
            h=mean([s.h for s in shapes], weights),
            angle=mean_angle([s.angle for s in shapes], weights, period=180.0),
        )


def _areas(shapes: Sequence[RotatedBox]) -> NDArray[np.object_]:
    if not shapes:
        return np.empty(0, dtype=object)
    return np.asarray(shapely.polygons(np.array([s.corners() for s in shapes])))
