"""Areas by shapely, for the shapes that are outlines. No shape of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import shapely
from numpy.typing import NDArray

from beanfield.annotation.shapes.base import Floats

#: Pixels to which outlines that cross themselves are rounded once they are mended.
_GRID = 1e-6


def rings_of(outlines: Sequence[Sequence[float]]) -> NDArray[np.object_]:
    """Shapely rings of flat lists `[x0, y0, …]`, each of an even count of at least six finite numbers."""
    if not outlines:
        return np.empty(0, dtype=object)
    points = np.fromiter(chain.from_iterable(outlines), dtype=np.float64).reshape(-1, 2)
    owner = np.repeat(np.arange(len(outlines)), [len(outline) // 2 for outline in outlines])
    return np.asarray(shapely.linearrings(points, indices=owner))


def overlap(left: NDArray[np.object_], right: NDArray[np.object_]) -> Floats:
    """Intersection over union of each pair, whether or not the outlines cross themselves."""
    if not len(left):
        return np.empty(0)
    crossing = ~(shapely.is_valid(left) & shapely.is_valid(right))
    common = np.empty(len(left))
    common[~crossing] = shapely.area(shapely.intersection(left[~crossing], right[~crossing]))
    if crossing.any():
        left, right = _mended(left, crossing), _mended(right, crossing)
        snapped = shapely.intersection(left[crossing], right[crossing], grid_size=_GRID)
        common[crossing] = shapely.area(snapped)
    joint = shapely.area(left) + shapely.area(right) - common
    ratio = np.divide(common, joint, out=np.zeros(len(left)), where=joint > 0)
    return np.clip(ratio, 0.0, 1.0)


def _mended(areas: NDArray[np.object_], chosen: NDArray[np.bool_]) -> NDArray[np.object_]:
    """The areas with the chosen ones made valid: only what is area stays of them, on a grid.

    Off a grid, corners that mending puts a rounding error apart make the overlay fail or err.
    """
    made = areas.copy()
    valid = shapely.make_valid(areas[chosen], method="structure", keep_collapsed=False)
    made[chosen] = shapely.set_precision(valid, _GRID)
    return made


def turned(corners: Floats, angle: float, cx: float, cy: float) -> Floats:
    """Points about the origin turned by `angle` degrees, clockwise on screen, and moved to (cx, cy)."""
    radians = np.deg2rad(angle)
    cosine, sine = np.cos(radians), np.sin(radians)
    turn = np.array([[cosine, sine], [-sine, cosine]])
    moved: Floats = corners @ turn + np.array([cx, cy])
    return moved
