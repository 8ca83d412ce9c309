"""One coin a worker: right with one probability, wrong answers spread evenly. Variational Bayes, Beta prior.

E:  log p(k | task) = log p(k) + Σ over labels of E[log q_w] if l = k else E[log((1 − q_w) / (K − 1))]
M:  q_w ~ Beta(a + expected right, b + expected wrong)
"""

from __future__ import annotations

import numpy as np
from scipy.special import digamma

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.base import TINY, Truth, hold, shares, softmax


class OneCoin(Truth):
    """For workers with few labels each: one number a worker is soon learnt.

    right, wrong  the Beta prior; (4, 1) says that an unknown worker is right four times in five
    """

    def __init__(
        self, *, right: float = 4.0, wrong: float = 1.0, iterations: int = 50, tolerance: float = 1e-6
    ) -> None:
        self.right = right
        self.wrong = wrong
        self.iterations = iterations
        self.tolerance = tolerance

    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        posterior = hold(shares(labels).astype(np.float64), gold)
        flat = labels.task.astype(np.int64) * labels.classes + labels.label
        for passes in range(1, self.iterations + 1):
            self.iterations_ = passes
            hits = np.bincount(
                labels.worker, weights=posterior[labels.task, labels.label], minlength=labels.workers
            )
            total = digamma(self.right + self.wrong + labels.per_worker)
            sure = digamma(self.right + hits) - total
            unsure = (
                digamma(self.wrong + labels.per_worker - hits) - total - np.log(max(labels.classes - 1, 1))
            )
            gain = (sure - unsure)[labels.worker]
            scores = np.bincount(flat, weights=gain, minlength=posterior.size).reshape(posterior.shape)
            scores += np.log(posterior.mean(axis=0) + TINY)
            new = hold(softmax(scores), gold)
            moved = float(np.abs(new - posterior).max())
            posterior = new
            if moved < self.tolerance:
                break
        self.posterior_ = posterior
