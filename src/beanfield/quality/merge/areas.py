"""Masks and boxes beyond the plain vote: STAPLE, and boxes by the median of their sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.truth.base import TINY


@dataclass(frozen=True)
class Staple:
    """`chance` (height, width) of each pixel to belong; `sensitivity` and `specificity` of each answer."""

    chance: NDArray[np.float64]
    sensitivity: NDArray[np.float64]
    specificity: NDArray[np.float64]


def majority(masks: NDArray[np.bool_], weights: Sequence[float] | None = None) -> NDArray[np.bool_]:
    """Of `(answers, height, width)` the pixels that more than half of the weight sets."""
    counted = np.ones(len(masks)) if weights is None else np.asarray(weights, dtype=np.float64)
    chosen: NDArray[np.bool_] = np.tensordot(counted, masks, axes=1) * 2 > counted.sum()
    return chosen


def staple(masks: NDArray[np.bool_], *, iterations: int = 100, tolerance: float = 1e-7) -> Staple:
    """STAPLE (S. Warfield, K. Zou, W. Wells, IEEE TMI 23, 2004) of masks `(answers, height, width)`.

    EM over the rates at which each answer sets what belongs and leaves out what does not; the prior is the
    mean share of set pixels. Pixels with the same votes are alike: each pattern of votes is worked out once.
    """
    answers = masks.reshape(len(masks), -1)
    first, place, size = _patterns(answers)
    votes = answers[:, first].astype(np.float64)
    prior = float(np.clip(answers.mean(), TINY, 1 - TINY))
    hit = np.full(len(masks), 0.99999)
    miss = np.full(len(masks), 0.99999)
    for _ in range(iterations):
        chance = _chance(votes, hit, miss, prior)
        inside, outside = chance * size, (1.0 - chance) * size
        new_hit = np.clip(votes @ inside / max(inside.sum(), TINY), TINY, 1 - TINY)
        new_miss = np.clip((1 - votes) @ outside / max(outside.sum(), TINY), TINY, 1 - TINY)
        moved = max(np.abs(new_hit - hit).max(), np.abs(new_miss - miss).max())
        hit, miss = new_hit, new_miss
        if moved < tolerance:
            break
    chance = _chance(votes, hit, miss, prior)
    return Staple(chance[place.ravel()].reshape(masks.shape[1:]), hit, miss)


def _patterns(answers: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Of `(answers, pixels)`: a pixel of each pattern of votes, each pixel's pattern, and their sizes."""
    pattern = np.zeros(answers.shape[1], dtype=np.int64)
    for number, row in enumerate(answers, 1):
        pattern = pattern * 2 + row
        if number % 30 == 0:  # before the numbers grow past 64 bits
            pattern = np.unique(pattern, return_inverse=True)[1]
    _, first, place, size = np.unique(pattern, return_index=True, return_inverse=True, return_counts=True)
    return first, place, size


def _chance(votes: NDArray[Any], hit: NDArray[Any], miss: NDArray[Any], prior: float) -> NDArray[Any]:
    inside = np.log(prior) + np.log(hit) @ votes + np.log1p(-hit) @ (1 - votes)
    outside = np.log1p(-prior) + np.log1p(-miss) @ votes + np.log(miss) @ (1 - votes)
    chance: NDArray[Any] = 1.0 / (1.0 + np.exp(np.clip(outside - inside, -700, 700)))
    return chance
