"""EBCC: workers whose errors go together (Y. Li, B. Rubinstein, T. Cohn, ICML 2019, PMLR 97:3886).

Each class k has M hidden subtypes; workers are independent given the subtype only, so tasks that many misread
in the same way get a subtype of their own:

    p(k) ~ Dir(α),  p(m | k) ~ Dir(a_π / M),  p(l | k, m, w) ~ Dir(b_v off the diagonal, a_v on it)

Mean-field variational Bayes; the best of several random starts by the evidence bound. Starts differ only in
how the tasks of a class are spread over its subtypes, and come from a fixed seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.base import Truth, hold, shares, softmax

#: Starts cost time in proportion to the labels: eight on small sets, two on large ones.
_SMALL, _MANY, _FEW = 60_000, 8, 2


@dataclass(frozen=True)
class Priors:
    """Hyper-parameters; the values are the paper's."""

    subtypes: int = 10
    a_pi: float = 0.1
    alpha: float = 1.0
    a_v: float = 4.0
    b_v: float = 1.0


class EBCC(Truth):
    """Also sets `bound_`, the evidence lower bound of the start that was kept."""

    def __init__(
        self,
        *,
        priors: Priors | None = None,
        starts: int | None = None,
        iterations: int = 500,
        tolerance: float = 1e-4,
        seed: int = 0,
    ) -> None:
        self.priors = priors or Priors()
        self.starts = starts
        self.iterations = iterations
        self.tolerance = tolerance
        self.seed = seed

    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        starts = self.starts or (_MANY if len(labels.task) < _SMALL else _FEW)
        self.bound_ = -np.inf
        for number in range(starts):
            posterior, bound, passes = self._from(labels, gold, np.random.default_rng(self.seed + number))
            if bound > self.bound_:
                self.posterior_, self.bound_, self.iterations_ = posterior, bound, passes

    def _from(
        self, labels: Labels, gold: Gold | None, rng: np.random.Generator
    ) -> tuple[NDArray[Any], float, int]:
        k, m = labels.classes, self.priors.subtypes
        prior = np.full((k, k), self.priors.b_v)
        np.fill_diagonal(prior, self.priors.a_v)
        beta = np.repeat(prior, m, axis=1)
        start = hold(shares(labels).astype(np.float64), gold)
        joint = rng.dirichlet(np.ones(m), size=(labels.tasks, k)) * start[:, :, None]
        joint = joint.reshape(labels.tasks, k * m)
        passes, moved = 0, np.inf
        while passes < self.iterations and moved >= self.tolerance:
            new = self._pass(labels, joint, beta)
            if gold is not None:
                _hold_joint(new, gold, m)
            moved = float(np.abs(new - joint).max())
            joint = new
            passes += 1
        classes = joint.reshape(labels.tasks, k, m).sum(axis=2)
        return classes, self._bound(labels, joint, beta), passes

    def _counts(
        self, labels: Labels, joint: NDArray[Any], beta: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Dirichlet parameters of the class shares, the subtype shares and the answers."""
        k, m = labels.classes, self.priors.subtypes
        mass = joint.sum(axis=0).reshape(k, m)
        answers = (labels.incidence.T @ joint).reshape(labels.workers, k, k * m) + beta
        return self.priors.alpha + mass.sum(axis=1), self.priors.a_pi / m + mass, answers

    def _pass(self, labels: Labels, joint: NDArray[Any], beta: NDArray[Any]) -> NDArray[Any]:
        k, m = labels.classes, self.priors.subtypes
        nu, eta, answers = self._counts(labels, joint, beta)
        log_answers = digamma(answers) - digamma(answers.sum(axis=1, keepdims=True))
        log_subtype = (digamma(eta) - digamma(eta.sum(axis=1, keepdims=True))).reshape(-1)
        log_class = np.repeat(digamma(nu) - digamma(nu.sum()), m)
        scores = labels.incidence @ log_answers.reshape(labels.workers * k, k * m)
        return softmax(scores + log_subtype + log_class)

    def _bound(self, labels: Labels, joint: NDArray[Any], beta: NDArray[Any]) -> float:
        """The evidence lower bound after an M step: entropy plus the change of the Dirichlet normalisers."""
        k, m = labels.classes, self.priors.subtypes
        nu, eta, answers = self._counts(labels, joint, beta)
        entropy = -float((joint * np.log(joint + 1e-12)).sum())
        classes = _log_beta(nu, 0) - _log_beta(np.full(k, self.priors.alpha), 0)
        subtypes = _log_beta(eta, 1) - _log_beta(np.full((k, m), self.priors.a_pi / m), 1)
        workers = _log_beta(answers, 1) - _log_beta(beta[None], 1)
        return entropy + float(classes) + float(subtypes.sum()) + float(workers.sum())


def _log_beta(parameters: NDArray[Any], axis: int) -> NDArray[Any]:
    """log of the normaliser of a Dirichlet distribution."""
    summed: NDArray[Any] = gammaln(parameters).sum(axis=axis) - gammaln(parameters.sum(axis=axis))
    return summed


def _hold_joint(joint: NDArray[Any], gold: Gold, subtypes: int) -> None:
    """Move the mass of gold tasks into their known class, keeping its spread over subtypes, in place."""
    rows = joint[gold.task].reshape(len(gold), -1, subtypes)
    known = rows[np.arange(len(gold)), gold.label] + 1e-12
    held = np.zeros_like(rows)
    held[np.arange(len(gold)), gold.label] = known / known.sum(axis=1, keepdims=True)
    joint[gold.task] = held.reshape(len(gold), -1)
