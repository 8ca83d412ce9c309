"""Dawid–Skene: each worker has a confusion matrix (A. P. Dawid, A. M. Skene, Applied Statistics 28, 1979).

With `p(l | k, w)` the probability that worker w answers l where the truth is k, and class shares `p(k)`:

    E:  p(k | task) ∝ p(k) · Π over its labels of p(l | k, w)
    M:  p(l | k, w) ∝ smoothing + pooling · p(l | k) + Σ over labels of p(k | task)
        p(k) = mean of p(k | task)

where `p(l | k)` is the confusion matrix of all workers together: a worker of whom little is known is taken
for an average one (partial pooling); their own labels count against `pooling` such labels a class. Both steps
are products with the sparse incidence matrix of the labels. By default few iterations are made: on public
sets the accuracy falls again when EM is run to convergence, because workers with few labels overfit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.labels import Gold, Labels, over_classes
from beanfield.quality.truth.base import TINY, Truth, hold, shares, softmax


class DawidSkene(Truth):
    """Full confusion matrices.

    smoothing   pseudo-counts of every answer, which keep thin workers from certainty
    pooling     pseudo-counts a class that are spread as all workers' answers are
    iterations  at the most
    tolerance   EM ends when the log-likelihood per task rises by less

    Also sets `confusion_` (workers, answers, truths), `prior_` (classes,) and `log_likelihood_`.
    """

    def __init__(
        self,
        *,
        smoothing: float = 0.01,
        pooling: float = 5.0,
        iterations: int = 5,
        tolerance: float = 1e-6,
        start: NDArray[Any] | None = None,
    ) -> None:
        self.smoothing = smoothing
        self.pooling = pooling
        self.iterations = iterations
        self.tolerance = tolerance
        self.start = start

    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        posterior = shares(labels) if self.start is None else self.start.astype(np.float32)
        posterior = hold(posterior, gold)
        self.log_likelihood_ = -np.inf
        for passes in range(1, self.iterations + 1):
            self.iterations_ = passes
            self.confusion_ = confusion(labels, posterior, self.smoothing, self.pooling)
            self.prior_ = posterior.mean(axis=0)
            scores = log_scores(labels, self.confusion_, self.prior_)
            top = over_classes(np.maximum, scores)
            posterior = softmax(scores)
            # After softmax the largest score of a row stands as 1/Σexp, which gives the evidence back.
            likelihood = float((top - np.log(over_classes(np.maximum, posterior))).mean())
            posterior = hold(posterior, gold)
            risen, self.log_likelihood_ = likelihood - self.log_likelihood_, likelihood
            if abs(risen) < self.tolerance:
                break
        self.posterior_ = posterior


def confusion(
    labels: Labels, posterior: NDArray[Any], smoothing: float, pooling: float = 0.0
) -> NDArray[np.float32]:
    """(workers, answers, truths) probabilities of an answer given the truth."""
    counted: NDArray[np.float32] = (labels.incidence.T @ posterior).reshape(
        labels.workers, labels.classes, labels.classes
    )
    return shrunk(counted, smoothing, pooling)


def shrunk(counted: NDArray[np.float32], smoothing: float, pooling: float) -> NDArray[np.float32]:
    """Expected counts (workers, answers, truths) as probabilities; the argument is used as working space."""
    if pooling:
        pooled = counted.sum(axis=0) + np.float32(smoothing + TINY)
        counted += np.float32(pooling) * pooled / pooled.sum(axis=0)
    counted += np.float32(smoothing + TINY)
    counted /= counted.sum(axis=1, keepdims=True)
    return counted


def log_scores(labels: Labels, confusions: NDArray[Any], prior: NDArray[Any]) -> NDArray[np.float32]:
    """(tasks, classes) log of prior times likelihood of the labels."""
    table = np.log(confusions).reshape(labels.workers * labels.classes, labels.classes)
    scores: NDArray[np.float32] = labels.incidence @ table
    scores += np.log(prior + TINY).astype(np.float32)
    return scores
