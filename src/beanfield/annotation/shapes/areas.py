"""Areas by shapely, for the shapes that are outlines. No shape of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import shapely
from numpy.typing import NDArray

from beanfield.annotation.shapes.base import Floats


def rings_of(outlines: Sequence[Sequence[float]]) -> NDArray[np.object_]:
    """Shapely rings of flat lists `[x0, y0, …]`, each of an even count of at least six finite numbers."""
    if not outlines:
        return np.empty(0, dtype=object)
    points = np.fromiter(chain.from_iterable(outlines), dtype=np.float64).reshape(-1, 2)
    owner = np.repeat(np.arange(len(outlines)), [len(outline) // 2 for outline in outlines])
    return np.asarray(shapely.linearrings(points, indices=owner))


def valid(areas: Iterable[object]) -> NDArray[np.object_]:
    """The areas with those that cross themselves mended."""
    made = np.array(list(areas), dtype=object)
    wrong = ~shapely.is_valid(made)
    if wrong.any():
        made[wrong] = shapely.make_valid(made[wrong])
    return made


def overlap(left: NDArray[np.object_], right: NDArray[np.object_]) -> Floats:
    """Intersection over union of each pair; 1 where the two are the same."""
    if not len(left):
        return np.empty(0)
    common = shapely.area(shapely.intersection(left, right))
    joint = shapely.area(left) + shapely.area(right) - common
    ratio = np.divide(common, joint, out=np.zeros(len(left)), where=joint > 0)
    return np.clip(ratio, 0.0, 1.0)


def turned(corners: Floats, angle: float, cx: float, cy: float) -> Floats:
    """Points about the origin turned by `angle` degrees, clockwise on screen, and moved to (cx, cy)."""
    radians = np.deg2rad(angle)
    cosine, sine = np.cos(radians), np.sin(radians)
    turn = np.array([[cosine, sine], [-sine, cosine]])
    moved: Floats = corners @ turn + np.array([cx, cy])
    return moved
