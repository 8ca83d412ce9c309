"""The open line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, fault
from beanfield.annotation.shapes.base import Bounds, Floats, Shape, outside_picture

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass

_STEPS = 33
#: Lines further apart than this share of the longer one's length have nothing in common; bounds in pixels.
_SHARE, _LEAST, _MOST = 0.1, 5.0, 50.0


class Polyline(Shape, tag="polyline", frozen=True):
    """An open line `[x0, y0, x1, y1, …]`."""

    reach = _MOST

    points: Annotated[list[float], Meta(min_length=4)]

    def bounds(self) -> Bounds:
        xs, ys = self.points[::2], self.points[1::2]
        return (min(xs), min(ys), max(xs), max(ys))

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        if len(self.points) < 4 or len(self.points) % 2:
            yield fault(f"{path}.points", "fault_coordinates", least=4)
        elif not np.isfinite(self.points).all():
            yield fault(f"{path}.points", "fault_not_finite")
        elif where := outside_picture(self.bounds(), content):
            yield fault(path, "fault_outside_picture", **where)

    def similarity(self, other: Polyline) -> float:
        """1 less the mean distance of points at equal shares of the way, in units of a tenth of the length.

        The unit is at least 5 and at most 50 pixels. The direction in which a line was drawn does not count.
        """
        if self == other:
            return 1.0
        (here, length), (there, other_length) = self._even(), other._even()
        apart = min(_mean_distance(here, there), _mean_distance(here, there[::-1]))
        unit = min(_MOST, max(_LEAST, _SHARE * max(length, other_length)))
        return max(0.0, 1.0 - apart / unit)

    def _even(self) -> tuple[Floats, float]:
        """Points at equal steps of the way along the line, and its length."""
        points = np.reshape(np.asarray(self.points, dtype=np.float64), (-1, 2))
        way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
        at = np.linspace(0.0, way[-1], _STEPS)
        even = np.column_stack([np.interp(at, way, points[:, 0]), np.interp(at, way, points[:, 1])])
        return even, float(way[-1])


def _mean_distance(a: Floats, b: Floats) -> float:
    return float(np.hypot(*(a - b).T).mean())
