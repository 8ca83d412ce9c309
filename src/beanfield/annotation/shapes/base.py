"""What every shape answers. A new shape is one file here with one subclass of `Shape`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeAlias

import numpy as np
from msgspec import Meta, Struct
from numpy.typing import NDArray

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass

Positive: TypeAlias = Annotated[float, Meta(gt=0)]
NotNegative: TypeAlias = Annotated[float, Meta(ge=0)]
Index: TypeAlias = Annotated[int, Meta(ge=0)]

Floats: TypeAlias = NDArray[np.float64]
#: Left, top, right, bottom; shapes of one dimension lie at height 0 to 0.
Bounds: TypeAlias = tuple[float, float, float, float]

#: Pixels that a shape may reach over the picture's edge: tools differ on whether the last one counts.
EDGE = 1.0


class Shape(Struct, tag_field="type", forbid_unknown_fields=True, frozen=True):
    """What all shapes share: their JSON object names its `type`."""

    #: Kinds of media that it can mark.
    media: ClassVar[frozenset[str]] = frozenset({"image", "video"})
    #: Two shapes whose bounds lie further apart than this have similarity 0.
    reach: ClassVar[float] = 0.0

    def bounds(self) -> Bounds:
        """The upright rectangle round it."""
        raise NotImplementedError

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        """What is wrong with it on this content, for an object of class `of`."""
        raise NotImplementedError

    def similarity(self, other: Self) -> float:
        """0 for nothing in common to 1 for the same; symmetric."""
        raise NotImplementedError

    @classmethod
    def merge(cls, shapes: Sequence[Self], weights: Sequence[float] | None = None) -> Self:
        """One shape that stands for several of the same thing. By default the most central of them."""
        return shapes[medoid(cls.matrix(shapes), weights)]

    @classmethod
    def all_faults(
        cls, found: Sequence[tuple[str, Self, ObjectClass]], content: ContentFacts
    ) -> Iterator[FaultAt]:
        """`faults` of many at once, for shapes where that is quicker."""
        for path, shape, of in found:
            yield from shape.faults(path, content, of)

    @classmethod
    def similarities(cls, left: Sequence[Self], right: Sequence[Self]) -> Floats:
        """Similarity of each pair (left[i], right[i])."""
        return np.array([a.similarity(b) for a, b in zip(left, right, strict=True)], dtype=np.float64)

    @classmethod
    def matrix(cls, shapes: Sequence[Self]) -> Floats:
        """Similarity of each with each."""
        rows, columns = np.triu_indices(len(shapes), 1)
        values = cls.similarities([shapes[int(i)] for i in rows], [shapes[int(j)] for j in columns])
        matrix = np.eye(len(shapes))
        matrix[rows, columns] = values
        matrix[columns, rows] = values
        return matrix


def medoid(matrix: Floats, weights: Sequence[float] | None = None) -> int:
    """The place of the one that is most similar to all, each counted by its weight; the first of equals."""
    counted = np.ones(len(matrix)) if weights is None else np.asarray(weights, dtype=np.float64)
    return int(np.argmax(np.round(matrix @ counted, 12)))


def mean(values: Sequence[float], weights: Sequence[float] | None) -> float:
    """The weighted mean."""
    return float(np.average(values, weights=weights))


def median(values: Sequence[float], weights: Sequence[float] | None) -> float:
    """The weighted median: half of the weight lies on either side; between two values their middle."""
    order = np.argsort(values, kind="stable")
    numbers = np.asarray(values, dtype=np.float64)[order]
    counted = np.ones(len(numbers)) if weights is None else np.asarray(weights, dtype=np.float64)[order]
    below, half = np.cumsum(counted), counted.sum() / 2
    first = int(np.searchsorted(below, half * (1 - 1e-12)))
    last = min(int(np.searchsorted(below, half * (1 + 1e-12), side="right")), len(numbers) - 1)
    return float(numbers[first] + numbers[last]) / 2


def mean_angle(degrees: Sequence[float], weights: Sequence[float] | None, *, period: float) -> float:
    """The circular mean of angles that repeat after `period` degrees."""
    turns = np.exp(2j * np.pi * np.asarray(degrees, dtype=np.float64) / period)
    return float(np.angle(np.average(turns, weights=weights)) * period / (2 * np.pi))


def finite_faults(path: str, **numbers: float) -> Iterator[FaultAt]:
    """A fault for each number that is infinite or no number."""
    for name, number in numbers.items():
        if not math.isfinite(number):
            yield fault(below(path, name), "fault_not_finite")


def outside_picture(bounds: Bounds, content: ContentFacts, *, edge: float = EDGE) -> dict[str, Any] | None:
    """Where the picture ends, when the bounds leave it by more than `edge` pixels."""
    if content.width is None or content.height is None:
        return None
    left, top, right, bottom = bounds
    right, bottom = right - content.width, bottom - content.height
    inside = min(left, top) >= -edge and max(right, bottom) <= edge
    return None if inside else {"width": content.width, "height": content.height}


def centre_faults(path: str, x: float, y: float, content: ContentFacts) -> Iterator[FaultAt]:
    """Turned shapes may reach over the edge, where the thing is cut; their centre may not."""
    if where := outside_picture((x, y, x, y), content):
        yield fault(path, "fault_centre_outside", **where)


def interval_similarity(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Common length over joint length; two equal empty ones are the same."""
    if a == b:
        return 1.0
    common = min(a[1], b[1]) - max(a[0], b[0])
    joint = max(a[1], b[1]) - min(a[0], b[0])
    return max(0.0, common) / joint if joint > 0 else 0.0
