"""The mask of pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.shapes.base import Bounds, Index, Shape, outside_picture

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass

Pixels = NDArray[np.bool_]


class Mask(Shape, tag="mask", frozen=True):
    """Pixels inside the window x, y, w, h: run lengths row by row, beginning with a run of zeros."""

    x: Index
    y: Index
    w: Annotated[int, Meta(gt=0)]
    h: Annotated[int, Meta(gt=0)]
    counts: list[Index]

    @classmethod
    def of_pixels(cls, pixels: Pixels) -> Mask:
        """The mask of a picture of truth values (height × width), in the smallest window; one must be set."""
        rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
        if not len(rows):
            raise ValueError("a mask needs at least one pixel")
        y, x = int(rows[0]), int(columns[0])
        h, w = int(rows[-1]) - y + 1, int(columns[-1]) - x + 1
        return cls(x=x, y=y, w=w, h=h, counts=runs_of(pixels[y : y + h, x : x + w]))

    def pixels(self) -> Pixels:
        """The window as truth values (h × w). The counts must sum to w·h."""
        values = np.arange(len(self.counts)) % 2 == 1
        return np.repeat(values, self.counts).reshape(self.h, self.w)

    def area(self) -> int:
        """How many pixels are set."""
        return sum(self.counts[1::2])

    def bounds(self) -> Bounds:
        return (float(self.x), float(self.y), float(self.x + self.w), float(self.y + self.h))

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        for name, least in (("x", 0), ("y", 0), ("w", 1), ("h", 1)):
            if getattr(self, name) < least:
                yield fault(below(path, name), "fault_below", least=least)
        found = sum(self.counts)
        if min(self.counts, default=0) < 0 or found != self.w * self.h:
            yield fault(below(path, "counts"), "fault_mask_sum", wanted=self.w * self.h, found=found)
        elif not self.area():
            yield fault(below(path, "counts"), "fault_mask_empty")
        if where := outside_picture(self.bounds(), content, edge=0.0):
            yield fault(path, "fault_outside_picture", **where)

    def similarity(self, other: Mask) -> float:
        """Intersection over union of the pixels."""
        if self == other:
            return 1.0
        common = _overlap(self, other)
        joint = self.area() + other.area() - common
        return common / joint if joint else 1.0

    @classmethod
    def merge(cls, shapes: Sequence[Mask], weights: Sequence[float] | None = None) -> Mask:
        """Every pixel that at least half of the weight sets; where there is none, the most central mask."""
        x, y = min(s.x for s in shapes), min(s.y for s in shapes)
        w, h = max(s.x + s.w for s in shapes) - x, max(s.y + s.h for s in shapes) - y
        counted = [1.0] * len(shapes) if weights is None else list(weights)
        votes = np.zeros((h, w))
        for shape, weight in zip(shapes, counted, strict=True):
            votes[shape.y - y : shape.y - y + shape.h, shape.x - x : shape.x - x + shape.w] += (
                weight * shape.pixels()
            )
        chosen = votes * 2 >= sum(counted)
        if not chosen.any():
            return super().merge(shapes, weights)
        inner = cls.of_pixels(chosen)
        return cls(x=inner.x + x, y=inner.y + y, w=inner.w, h=inner.h, counts=inner.counts)


def runs_of(pixels: Pixels) -> list[int]:
    """Run lengths row by row, beginning with a run of zeros that may be empty."""
    flat = np.concatenate([[False], pixels.ravel()])
    changes = np.flatnonzero(flat[1:] != flat[:-1])
    edges = np.concatenate([[0], changes, [pixels.size]])
    return [int(run) for run in np.diff(edges)]


def _overlap(a: Mask, b: Mask) -> int:
    """How many pixels both set."""
    left, top = max(a.x, b.x), max(a.y, b.y)
    right, bottom = min(a.x + a.w, b.x + b.w), min(a.y + a.h, b.y + b.h)
    if right <= left or bottom <= top:
        return 0
    here = a.pixels()[top - a.y : bottom - a.y, left - a.x : right - a.x]
    there = b.pixels()[top - b.y : bottom - b.y, left - b.x : right - b.x]
    return int(np.count_nonzero(here & there))
