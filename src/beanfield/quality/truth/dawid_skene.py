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
    start       (tasks, classes) posterior to begin from, such as that of a fit of fewer labels; else the
    votes precision   of all arithmetic; single is twice as fast

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
        precision: type[np.floating[Any]] = np.float32,
    ) -> None:
        self.smoothing = smoothing
        self.pooling = pooling
        self.iterations = iterations
        self.tolerance = tolerance
        self.start = start
        self.precision = precision

    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        posterior = shares(labels) if self.start is None else self.start
        posterior = hold(posterior.astype(self.precision), gold)
        self.log_likelihood_ = -np.inf
        for passes in range(1, self.iterations + 1):
            self.iterations_ = passes
            self.confusion_ = confusion(labels, posterior, self.smoothing, self.pooling)
            self.prior_ = posterior.mean(axis=0)
            posterior, likelihoods = expected(labels, self.confusion_, self.prior_)
            posterior = hold(posterior, gold)
            likelihood = float(likelihoods.mean())
            risen, self.log_likelihood_ = likelihood - self.log_likelihood_, likelihood
            if abs(risen) < self.tolerance:
                break
        self.posterior_ = posterior


def expected(
    labels: Labels, confusions: NDArray[Any], prior: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """(tasks, classes) posterior, and (tasks,) log-likelihood of the labels."""
    scores = log_scores(labels, confusions, prior)
    top = over_classes(np.maximum, scores)
    posterior = softmax(scores)
    # After softmax the largest score of a row stands as 1/Σexp, which gives the evidence back.
    return posterior, top - np.log(over_classes(np.maximum, posterior))


def confusion(
    labels: Labels, posterior: NDArray[Any], smoothing: float, pooling: float = 0.0
) -> NDArray[Any]:
    """(workers, answers, truths) probabilities of an answer given the truth."""
    counted: NDArray[Any] = (labels.incidence.T @ posterior).reshape(
        labels.workers, labels.classes, labels.classes
    )
    return shrunk(counted, smoothing, pooling)


def shrunk(counted: NDArray[Any], smoothing: float, pooling: float) -> NDArray[Any]:
    """Expected counts (workers, answers, truths) as probabilities; the argument is used as working space."""
    if pooling:
        pooled = counted.sum(axis=0) + counted.dtype.type(smoothing + TINY)
        counted += counted.dtype.type(pooling) * pooled / pooled.sum(axis=0)
    counted += counted.dtype.type(smoothing + TINY)
    counted /= counted.sum(axis=1, keepdims=True)
    return counted


def log_scores(labels: Labels, confusions: NDArray[Any], prior: NDArray[Any]) -> NDArray[Any]:
    """(tasks, classes) log of prior times likelihood of the labels."""
    table = np.log(confusions).reshape(labels.workers * labels.classes, labels.classes)
    scores: NDArray[Any] = labels.incidence @ table
    scores += np.log(prior + TINY).astype(scores.dtype)
    return scores
