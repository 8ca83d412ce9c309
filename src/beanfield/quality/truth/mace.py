"""MACE: a worker either knows the answer or guesses by a habit of their own (D. Hovy et al., NAACL 2013).

    label = truth with probability θ_w, else drawn from ξ_w

Variational Bayes with priors θ ~ Beta(½, ½) and ξ ~ Dir(10): the best of several starts by the likelihood of
the labels.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.base import TINY, Truth, hold, softmax


class MACE(Truth):
    """Also sets `competence_` (workers,), the probability of not guessing, and `log_likelihood_`."""

    def __init__(
        self, *, starts: int = 5, iterations: int = 50, tolerance: float = 1e-5, seed: int = 0
    ) -> None:
        self.starts = starts
        self.iterations = iterations
        self.tolerance = tolerance
        self.seed = seed

    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        self.log_likelihood_ = -np.inf
        for number in range(self.starts):
            rng = np.random.default_rng(self.seed + number)
            knows = rng.uniform(0.6, 0.95, labels.workers)
            habit = rng.dirichlet(np.full(labels.classes, 10.0), labels.workers)
            self._from(labels, gold, knows, habit)

    def _from(self, labels: Labels, gold: Gold | None, knows: NDArray[Any], habit: NDArray[Any]) -> None:
        guess = 1.0 - knows
        before, passes, risen = -np.inf, 0, np.inf
        while passes < self.iterations and risen >= self.tolerance * abs(before if passes else 1.0):
            by_habit = (guess[:, None] * habit)[labels.worker, labels.label] + TINY
            posterior, likelihood = self._expect(labels, gold, knows[labels.worker], by_habit)
            right = posterior[labels.task, labels.label]
            share = knows[labels.worker] / (knows[labels.worker] + by_habit)
            sure = right * share
            known = np.bincount(labels.worker, sure, labels.workers)
            flat = labels.worker.astype(np.int64) * labels.classes + labels.label
            guessed = np.bincount(flat, 1.0 - sure, labels.workers * labels.classes).reshape(habit.shape)
            total = digamma(1.0 + labels.per_worker)
            knows = np.exp(digamma(0.5 + known) - total)
            guess = np.exp(digamma(0.5 + guessed.sum(axis=1)) - total)
            habit = np.exp(
                digamma(10.0 + guessed) - digamma(10.0 * labels.classes + guessed.sum(axis=1))[:, None]
            )
            risen, before, passes = abs(likelihood - before), likelihood, passes + 1
        if likelihood > self.log_likelihood_:
            self.posterior_, self.log_likelihood_, self.iterations_ = posterior, likelihood, passes
            self.competence_ = known / np.maximum(labels.per_worker, 1)

    @staticmethod
    def _expect(
        labels: Labels, gold: Gold | None, knows: NDArray[Any], by_habit: NDArray[Any]
    ) -> tuple[NDArray[Any], float]:
        """Posterior of the classes (uniform prior) and the log-likelihood of the labels."""
        flat = labels.task.astype(np.int64) * labels.classes + labels.label
        gain = np.log((knows + by_habit) / by_habit)
        scores = np.bincount(flat, gain, labels.tasks * labels.classes).reshape(labels.tasks, labels.classes)
        top = scores.max(axis=1)
        evidence = top + np.log(np.exp(scores - top[:, None]).mean(axis=1))
        return hold(softmax(scores), gold), float(evidence.sum() + np.log(by_habit).sum())
