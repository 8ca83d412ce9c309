"""GLAD: worker ability times task ease (J. Whitehill et al., NIPS 2009).

    p(label = truth) = σ(α_w · β_t),  β_t = exp(b_t) > 0;  wrong answers are spread evenly

with priors α ~ N(1, 1), b ~ N(1, 1) and equally probable classes. EM; the M step climbs the gradient in α
and b with steps scaled by the number of labels behind each parameter.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.base import Truth, hold, shares, softmax


class GLAD(Truth):
    """Also sets `ability_` (workers,) and `ease_` (tasks,)."""

    def __init__(
        self, *, iterations: int = 30, climbs: int = 10, step: float = 0.5, tolerance: float = 1e-4
    ) -> None:
        self.iterations = iterations
        self.climbs = climbs
        self.step = step
        self.tolerance = tolerance

    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        posterior = hold(shares(labels).astype(np.float64), gold)
        ability, log_ease = np.ones(labels.workers), np.ones(labels.tasks)
        flat = labels.task.astype(np.int64) * labels.classes + labels.label
        others = np.log(max(labels.classes - 1, 1))
        for passes in range(1, self.iterations + 1):
            self.iterations_ = passes
            ability, log_ease = self._climb(labels, posterior, ability, log_ease)
            strength = ability[labels.worker] * np.exp(log_ease)[labels.task]
            # log σ(x) − log((1 − σ(x)) / (K − 1)) = x + log(K − 1)
            scores = np.bincount(flat, weights=strength + others, minlength=posterior.size)
            new = hold(softmax(scores.reshape(posterior.shape)), gold)
            moved = float(np.abs(new - posterior).max())
            posterior = new
            if moved < self.tolerance:
                break
        self.posterior_ = posterior
        self.ability_, self.ease_ = ability, np.exp(log_ease)

    def _climb(
        self, labels: Labels, posterior: NDArray[Any], ability: NDArray[Any], log_ease: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        right = posterior[labels.task, labels.label]
        per_task = labels.votes.sum(axis=1)
        for _ in range(self.climbs):
            ease = np.exp(log_ease)
            surprise = right - expit(ability[labels.worker] * ease[labels.task])
            rise = np.bincount(labels.worker, surprise * ease[labels.task], labels.workers) + (1.0 - ability)
            lift = np.bincount(labels.task, surprise * ability[labels.worker], labels.tasks) * ease
            ability = ability + self.step * rise / (1.0 + labels.per_worker)
            log_ease = log_ease + self.step * (lift + 1.0 - log_ease) / (1.0 + per_task)
            log_ease = np.clip(log_ease, -4.0, 4.0)
        return ability, log_ease
