"""Keypoints: COCO's similarity, and the point nearest to several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Deviations σ of COCO's 17 points of a person, nose to right ankle, in shares of the root of the area.
PERSON = (
    np.array([26, 25, 25, 35, 35, 79, 79, 72, 72, 62, 62, 107, 107, 87, 87, 89, 89], dtype=np.float64) / 1000
)


def oks(truth: NDArray[Any], answer: NDArray[Any], area: float, deviations: NDArray[Any]) -> float:
    """Object keypoint similarity (cocodataset.org, keypoints-eval): mean of exp(−d² / (2 s² k²)), k = 2σ.

    `truth` is (points, 3) with visibility, of which those above 0 count; `answer` (points, 2 or more); `area`
    is s². NaN where no point of the truth is there.
    """
    there = truth[:, 2] > 0
    if not there.any():
        return float("nan")
    away = ((truth[:, :2] - answer[:, :2]) ** 2).sum(axis=1)
    # As COCO's own code, which adds the spacing of 1 to the area.
    error = away / (2 * deviations) ** 2 / (area + np.spacing(1)) / 2
    return float(np.exp(-error[there]).mean())


def geometric_median(
    points: NDArray[Any], weights: Sequence[float] | None = None, *, iterations: int = 100
) -> NDArray[np.float64]:
    """The point `(2,)` with the least weighted sum of distances to `(n, 2)` (E. Weiszfeld, 1937).

    One wild answer of three moves it little, where it would carry the mean away. A step from a point of the
    set leaves it only when the others pull harder than its own weight (Y. Vardi, C.-H. Zhang, PNAS 97, 2000).
    """
    places = np.asarray(points, dtype=np.float64)
    counted = np.ones(len(places)) if weights is None else np.asarray(weights, dtype=np.float64)
    at: NDArray[np.float64] = np.average(places, axis=0, weights=counted)
    for _ in range(iterations):
        away = np.hypot(*(places - at).T)
        here = away < 1e-12
        pull = counted[~here] / away[~here]
        if not len(pull):
            break
        target = pull @ places[~here] / pull.sum()
        force = float(np.hypot(*(pull @ (places[~here] - at))))
        stay = min(1.0, counted[here].sum() / force) if force > 0 else 1.0
        new = (1.0 - stay) * target + stay * at
        moved = float(np.abs(new - at).max())
        at = new
        if moved < 1e-9:
            break
    return at
