"""The ellipse."""

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

_ROUND = np.linspace(0.0, 2 * np.pi, 128, endpoint=False)
_CIRCLE = np.column_stack([np.cos(_ROUND), np.sin(_ROUND)])


class Ellipse(Shape, tag="ellipse", frozen=True):
    """Centre, half axes, and `angle` degrees clockwise on screen."""

    cx: float
    cy: float
    rx: Positive
    ry: Positive
    angle: float = 0.0

    def bounds(self) -> Bounds:
        radians = np.deg2rad(self.angle)
        across = float(np.hypot(self.rx * np.cos(radians), self.ry * np.sin(radians)))
        down = float(np.hypot(self.rx * np.sin(radians), self.ry * np.cos(radians)))
        return (self.cx - across, self.cy - down, self.cx + across, self.cy + down)

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        unlike = list(finite_faults(path, cx=self.cx, cy=self.cy, rx=self.rx, ry=self.ry, angle=self.angle))
        yield from unlike
        for name, size in (("rx", self.rx), ("ry", self.ry)):
            if not size > 0:
                yield fault(below(path, name), "fault_not_above", least=0)
        if not unlike:
            yield from centre_faults(path, self.cx, self.cy, content)

    def similarity(self, other: Ellipse) -> float:
        """Intersection over union, by outlines of 128 corners."""
        return float(Ellipse.similarities([self], [other])[0])

    @classmethod
    def similarities(cls, left: Sequence[Ellipse], right: Sequence[Ellipse]) -> Floats:
        same = np.array([a == b for a, b in zip(left, right, strict=True)], dtype=bool)
        return np.where(same, 1.0, overlap(_areas(left), _areas(right)))

    @classmethod
    def merge(cls, shapes: Sequence[Ellipse], weights: Sequence[float] | None = None) -> Ellipse:
        """The mean of centre and half axes, and of the angle as the direction of `rx` from either end."""
        return cls(
            cx=mean([s.cx for s in shapes], weights),
            cy=mean([s.cy for s in shapes], weights),
            rx=mean([s.rx for s in shapes], weights),
            ry=mean([s.ry for s in shapes], weights),
            angle=mean_angle([s.angle for s in shapes], weights, period=180.0),
        )


def _areas(shapes: Sequence[Ellipse]) -> NDArray[np.object_]:
    if not shapes:
        return np.empty(0, dtype=object)
    outlines = np.array([turned(_CIRCLE * (s.rx, s.ry), s.angle, s.cx, s.cy) for s in shapes])
    return np.asarray(shapely.polygons(outlines))
