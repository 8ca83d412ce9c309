"""The polygon with holes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import msgspec
import numpy as np
import shapely
from msgspec import Meta
from numpy.typing import NDArray

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, fault
from beanfield.annotation.shapes.areas import overlap, rings_of
from beanfield.annotation.shapes.base import EDGE, Bounds, Floats, Shape

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass


class Polygon(Shape, tag="polygon", frozen=True):
    """A closed outline `[x0, y0, x1, y1, …]` (the first point is not repeated) and its holes."""

    points: Annotated[list[float], Meta(min_length=6)]
    holes: list[Annotated[list[float], Meta(min_length=6)]] = msgspec.field(default_factory=list)

    def bounds(self) -> Bounds:
        xs, ys = self.points[::2], self.points[1::2]
        return (min(xs), min(ys), max(xs), max(ys))

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        yield from self.all_faults([(path, self, of)], content)

    @classmethod
    def all_faults(
        cls, found: Sequence[tuple[str, Polygon, ObjectClass]], content: ContentFacts
    ) -> Iterator[FaultAt]:
        """An outline that crosses itself, or a hole that leaves it, is a fault: no area is certain."""
        sound: list[tuple[str, Polygon]] = []
        for path, polygon, _ in found:
            wrong = list(polygon._count_faults(path))
            yield from wrong
            if not wrong:
                sound.append((path, polygon))
        if not sound:
            return
        rings = rings_of([polygon.points for _, polygon in sound])
        bounds = shapely.bounds(rings)
        areas = _filled(rings, [polygon for _, polygon in sound])
        finite = np.isfinite(shapely.area(areas)) & np.isfinite(bounds).all(axis=1)
        inside = finite & _inside(bounds, content)
        clean = shapely.is_valid(areas)
        for place in np.flatnonzero(~(inside & clean)):
            path = sound[place][0]
            if not finite[place]:
                yield fault(f"{path}.points", "fault_not_finite")
                continue
            if not inside[place]:
                yield fault(path, "fault_outside_picture", width=content.width, height=content.height)
            if not clean[place]:
                yield fault(path, "fault_outline_crosses")

    def _count_faults(self, path: str) -> Iterator[FaultAt]:
        if len(self.points) < 6 or len(self.points) % 2:
            yield fault(f"{path}.points", "fault_coordinates", least=6)
        for place, hole in enumerate(self.holes):
            if len(hole) < 6 or len(hole) % 2:
                yield fault(f"{path}.holes[{place}]", "fault_coordinates", least=6)

    def similarity(self, other: Polygon) -> float:
        """Intersection over union."""
        return float(Polygon.similarities([self], [other])[0])

    @classmethod
    def similarities(cls, left: Sequence[Polygon], right: Sequence[Polygon]) -> Floats:
        same = np.array([a == b for a, b in zip(left, right, strict=True)], dtype=bool)
        return np.where(same, 1.0, overlap(areas_of(left), areas_of(right)))


def areas_of(polygons: Sequence[Polygon]) -> NDArray[np.object_]:
    """Shapely polygons with their holes."""
    return _filled(rings_of([polygon.points for polygon in polygons]), polygons)


def _filled(rings: NDArray[np.object_], polygons: Sequence[Polygon]) -> NDArray[np.object_]:
    areas = np.asarray(shapely.polygons(rings))
    for place, polygon in enumerate(polygons):
        if polygon.holes:
            holes = [np.reshape(hole, (-1, 2)) for hole in polygon.holes]
            areas[place] = shapely.Polygon(np.reshape(polygon.points, (-1, 2)), holes)
    return areas


def _inside(bounds: Floats, content: ContentFacts) -> NDArray[np.bool_]:
    if content.width is None or content.height is None:
        return np.ones(len(bounds), dtype=bool)
    most = np.array([content.width + EDGE, content.height + EDGE])
    return np.asarray((bounds[:, :2] >= -EDGE).all(axis=1) & (bounds[:, 2:] <= most).all(axis=1))
