"""The single point."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, fault
from beanfield.annotation.shapes.base import Bounds, Shape, finite_faults, mean, outside_picture

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass

#: Pixels at which two points have nothing in common.
_APART = 20.0


class Point(Shape, tag="point", frozen=True):
    """One position."""

    reach = _APART

    x: float
    y: float

    def bounds(self) -> Bounds:
        return (self.x, self.y, self.x, self.y)

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        unlike = list(finite_faults(path, x=self.x, y=self.y))
        yield from unlike
        if not unlike and (where := outside_picture(self.bounds(), content)):
            yield fault(path, "fault_outside_picture", **where)

    def similarity(self, other: Point) -> float:
        """1 at the same place, falling evenly to 0 at 20 pixels."""
        return max(0.0, 1.0 - math.hypot(self.x - other.x, self.y - other.y) / _APART)

    @classmethod
    def merge(cls, shapes: Sequence[Point], weights: Sequence[float] | None = None) -> Point:
        """The mean position."""
        return cls(mean([s.x for s in shapes], weights), mean([s.y for s in shapes], weights))
