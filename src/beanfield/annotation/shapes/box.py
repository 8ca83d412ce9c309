"""The upright box."""

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
    median,
    outside_picture,
)

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass


class Box(Shape, tag="box", frozen=True):
    """An upright rectangle: upper left corner, width and height."""

    x: float
    y: float
    w: Positive
    h: Positive

    def bounds(self) -> Bounds:
        return (self.x, self.y, self.x + self.w, self.y + self.h)

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        unlike = list(finite_faults(path, x=self.x, y=self.y, w=self.w, h=self.h))
        yield from unlike
        for name, size in (("w", self.w), ("h", self.h)):
            if not size > 0:
                yield fault(below(path, name), "fault_not_above", least=0)
        if not unlike and (where := outside_picture(self.bounds(), content)):
            yield fault(path, "fault_outside_picture", **where)

    def similarity(self, other: Box) -> float:
        """Intersection over union."""
        return float(Box.similarities([self], [other])[0])

    @classmethod
    def similarities(cls, left: Sequence[Box], right: Sequence[Box]) -> Floats:
        a = np.array([(s.x, s.y, s.w, s.h) for s in left], dtype=np.float64).reshape(-1, 4)
        b = np.array([(s.x, s.y, s.w, s.h) for s in right], dtype=np.float64).reshape(-1, 4)
        low = np.maximum(a[:, :2], b[:, :2])
        high = np.minimum(a[:, :2] + a[:, 2:], b[:, :2] + b[:, 2:])
        common = np.prod(np.maximum(high - low, 0.0), axis=1)
        joint = np.prod(a[:, 2:], axis=1) + np.prod(b[:, 2:], axis=1) - common
        ratio = np.divide(common, joint, out=np.zeros(len(a)), where=joint > 0)
        return np.where((a == b).all(axis=1), 1.0, np.clip(ratio, 0.0, 1.0))

    @classmethod
    def merge(cls, shapes: Sequence[Box], weights: Sequence[float] | None = None) -> Box:
        """The median of each side: on real crowds nearer to the truth than the mean or weighted fusion."""
        left, top = median([s.x for s in shapes], weights), median([s.y for s in shapes], weights)
        right = median([s.x + s.w for s in shapes], weights)
        bottom = median([s.y + s.h for s in shapes], weights)
        return cls(x=left, y=top, w=right - left, h=bottom - top)
