"""The skeleton of keypoints."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta, Struct

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, duplicates, fault
from beanfield.annotation.naming import Title, name_faults
from beanfield.annotation.shapes.base import Bounds, Floats, Shape, outside_picture

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass

#: Share of the skeleton's size (root of its area) that stands for one deviation of a keypoint.
_DEVIATION = 0.1


class Keypoint(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One named point of a template."""

    name: str
    title: Title = Title()


class SkeletonTemplate(Struct, frozen=True, forbid_unknown_fields=True):
    """The keypoints of a class in their order, and which of them are joined by a line."""

    keypoints: tuple[Keypoint, ...]
    edges: tuple[tuple[int, int], ...] = ()

    def faults(self, path: str) -> Iterator[FaultAt]:
        """Empty, double and bad names; edges to no point, to itself, and twice the same."""
        if not self.keypoints:
            yield fault(f"{path}.keypoints", "fault_no_keypoints")
        for place, keypoint in enumerate(self.keypoints):
            yield from name_faults(f"{path}.keypoints[{place}].name", keypoint.name)
        for place, name in duplicates(keypoint.name for keypoint in self.keypoints):
            yield fault(f"{path}.keypoints[{place}].name", "fault_double_name", name=name)
        seen: set[frozenset[int]] = set()
        for place, edge in enumerate(self.edges):
            if not all(0 <= end < len(self.keypoints) for end in edge):
                yield fault(f"{path}.edges[{place}]", "fault_edge_out_of_range", count=len(self.keypoints))
            elif edge[0] == edge[1] or frozenset(edge) in seen:
                yield fault(f"{path}.edges[{place}]", "fault_edge_useless")
            seen.add(frozenset(edge))


class Skeleton(Shape, tag="skeleton", frozen=True):
    """Keypoints in the order of the class's template: `[x, y, v, …]`, v 0 absent, 1 hidden, 2 seen."""

    reach = 30.0

    points: Annotated[list[float], Meta(min_length=3)]

    def bounds(self) -> Bounds:
        """Round the points that are there; all of zero where none is."""
        there = self._rows()
        there = there[there[:, 2] > 0]
        if not len(there):
            return (0.0, 0.0, 0.0, 0.0)
        (left, top), (right, bottom) = there[:, :2].min(axis=0), there[:, :2].max(axis=0)
        return (float(left), float(top), float(right), float(bottom))

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        wanted = len(of.skeleton.keypoints) if of.skeleton else len(self.points) // 3
        if len(self.points) != 3 * wanted or not wanted:
            yield fault(f"{path}.points", "fault_keypoint_count", wanted=wanted, numbers=3 * wanted)
            return
        for place in range(wanted):
            x, y, v = self.points[3 * place : 3 * place + 3]
            here = f"{path}.points[{3 * place}]"
            if v not in {0, 1, 2}:
                yield fault(f"{path}.points[{3 * place + 2}]", "fault_visibility")
            if not (math.isfinite(x) and math.isfinite(y)):
                yield fault(here, "fault_not_finite")
            elif v and (where := outside_picture((x, y, x, y), content)):
                yield fault(here, "fault_outside_picture", **where)
        if not any(self.points[2::3]):
            yield fault(f"{path}.points", "fault_no_visible_keypoint")

    def similarity(self, other: Skeleton) -> float:
        """Mean over keypoints that either has: the Gaussian of their distance in shares of the joint size.

        A keypoint that only one of them has counts 0. Whether it is seen or hidden does not count here, as
        in COCO's keypoint similarity, which this follows with one deviation for all points.
        """
        if self == other:
            return 1.0
        a, b = self._rows(), other._rows()
        if len(a) != len(b):
            return 0.0
        either = (a[:, 2] > 0) | (b[:, 2] > 0)
        if not either.any():
            return 1.0
        both = (a[:, 2] > 0) & (b[:, 2] > 0)
        size = max(self._size(), other._size())
        away = np.hypot(a[:, 0] - b[:, 0], a[:, 1] - b[:, 1])[both]
        return float(np.exp(-(away**2) / (2 * (_DEVIATION * size) ** 2)).sum() / either.sum())

    def _rows(self) -> Floats:
        return np.reshape(np.asarray(self.points, dtype=np.float64), (-1, 3))

    def _size(self) -> float:
        left, top, right, bottom = self.bounds()
        return max(10.0, math.sqrt(max(right - left, 1.0) * max(bottom - top, 1.0)))

    @classmethod
    def merge(cls, shapes: Sequence[Skeleton], weights: Sequence[float] | None = None) -> Skeleton:
        """For each keypoint the visibility with most weight, and the mean place of those that have it."""
        rows = np.stack([shape._rows() for shape in shapes])
        counted = np.ones(len(shapes)) if weights is None else np.asarray(weights, dtype=np.float64)
        merged: list[float] = []
        for point in rows.transpose(1, 0, 2):
            there = point[:, 2] > 0
            if counted[there].sum() * 2 < counted.sum():
                merged += [0.0, 0.0, 0.0]
                continue
            x, y = np.average(point[there, :2], axis=0, weights=counted[there])
            seen = counted[point[:, 2] == 2].sum() >= counted[point[:, 2] == 1].sum()
            merged += [float(x), float(y), 2.0 if seen else 1.0]
        return cls(merged)
