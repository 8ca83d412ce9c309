"""Skill per person and cell (a kind of work, a class): a hierarchical Beta–binomial.

    right of n ~ Binomial(n, p_person),   p_person ~ Beta(a, b)

with a, b of each cell fitted to all its people (the empirical Bayes of Gelman et al., Bayesian Data
Analysis, 3rd ed., ch. 5). Who has little evidence is taken for an average person of the cell with a wide
interval; who has much stands on it. Evidence may be fractional: gold counts whole, consensus as much as it
is sure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betaincinv, betaln

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.base import TINY
from beanfield.quality.truth.dawid_skene import confusion

_WEAKEST, _STRONGEST = 1.0, 500.0
#: Within a cell: as if so many people more had been seen with the shares of all cells together.
_COMMON = 3.0


@dataclass(frozen=True)
class Prior:
    """Beta(a, b): the people of a cell."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)


@dataclass(frozen=True)
class Skill:
    """Mean and interval of a share, arrays of one shape, and how much evidence each stands on."""

    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    evidence: NDArray[np.float64]


def beta_interval(
    right: NDArray[Any],
    total: NDArray[Any],
    *,
    coverage: float = 0.95,
    prior: tuple[float, float] = (0.5, 0.5),
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Equal-tailed credible interval of a share after `right` of `total`, Jeffreys prior by default.

    Arguments are arrays of one shape; `right` may hold fractions (expected counts). Returns (low, high).
    """
    hits = np.asarray(right, dtype=np.float64) + prior[0]
    misses = np.asarray(total, dtype=np.float64) - right + prior[1]
    edge = (1.0 - coverage) / 2.0
    return betaincinv(hits, misses, edge), betaincinv(hits, misses, 1.0 - edge)


def fit_prior(right: NDArray[Any], total: NDArray[Any], *, around: Prior | None = None) -> Prior:
    """The Beta whose beta-binomial likelihood of all people's counts is greatest.

    `around` is what the cell is shrunk to: its mean counts as `_COMMON` people more. The strength a + b is
    kept between 1 and 500, so that few or equal people do not make it 0 or infinite.
    """
    hits, trials = np.asarray(right, dtype=np.float64), np.asarray(total, dtype=np.float64)
    seen = trials > 0
    hits, trials = hits[seen], trials[seen]
    centre = around or Prior(2.0, 1.0)
    if not len(hits):
        return centre

    def loss(x: NDArray[Any]) -> float:
        mean, strength = 1.0 / (1.0 + np.exp(-x[0])), np.exp(x[1])
        a, b = mean * strength, (1.0 - mean) * strength
        likelihood = (betaln(hits + a, trials - hits + b) - betaln(a, b)).sum()
        pull = centre.mean * np.log(mean) + (1.0 - centre.mean) * np.log1p(-mean)
        return float(-likelihood - _COMMON * pull + 0.5 * (x[1] - np.log(10.0)) ** 2 / 2.0)

    start = np.array([np.log(centre.a / centre.b), np.log(10.0)])
    bounds = [(-7.0, 7.0), (np.log(_WEAKEST), np.log(_STRONGEST))]
    found = minimize(loss, start, method="L-BFGS-B", bounds=bounds).x
    mean, strength = 1.0 / (1.0 + np.exp(-found[0])), float(np.exp(found[1]))
    return Prior(float(mean) * strength, float(1.0 - mean) * strength)


def skill(right: NDArray[Any], total: NDArray[Any], prior: Prior, *, coverage: float = 0.95) -> Skill:
    """Posterior of each person of one cell, with an equal-tailed interval."""
    evidence = np.asarray(total, dtype=np.float64)
    low, high = beta_interval(right, evidence, coverage=coverage, prior=(prior.a, prior.b))
    return Skill((right + prior.a) / (evidence + prior.a + prior.b), low, high, evidence)


def skills(right: NDArray[Any], total: NDArray[Any], *, coverage: float = 0.95) -> tuple[Skill, list[Prior]]:
    """Posteriors of `(people, cells)` counts; each cell's prior is shrunk to that of all cells together."""
    common = fit_prior(right.sum(axis=1), total.sum(axis=1))
    priors = [fit_prior(right[:, cell], total[:, cell], around=common) for cell in range(right.shape[1])]
    columns = [
        skill(right[:, cell], total[:, cell], prior, coverage=coverage) for cell, prior in enumerate(priors)
    ]
    parts = (
        np.stack([getattr(column, name) for column in columns], axis=1)
        for name in ("mean", "low", "high", "evidence")
    )
    return Skill(*parts), priors


def evidence_of(
    labels: Labels, posterior: NDArray[Any], *, gold: Gold | None = None, trust: float = 0.5
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Right and total `(workers, classes)`, the class being that of the truth.

    Gold counts 1. Other tasks count `trust` times how sure the rest of the crowd is: the person's own label
    is taken out of the posterior first (divided by its likelihood), or everybody would agree with
    themselves.
    """
    table = confusion(labels, posterior, 0.01, 5.0)
    without = posterior[labels.task] / np.maximum(table[labels.worker, labels.label], TINY)
    without = without / np.maximum(without.sum(axis=1, keepdims=True), TINY)
    entropy = -(without * np.log(without + TINY)).sum(axis=1) / np.log(max(labels.classes, 2))
    alone = labels.votes.sum(axis=1)[labels.task] < 2
    weight = trust * np.where(alone, 0.0, np.clip(1.0 - entropy, 0.0, 1.0))
    if gold is not None and len(gold):
        known = np.full(labels.tasks, -1)
        known[gold.task] = gold.label
        is_gold = known[labels.task] >= 0
        weight = np.where(is_gold, 1.0, weight)
        truth = np.eye(labels.classes)[np.maximum(known[labels.task], 0)]
        without = np.where(is_gold[:, None], truth, without)
    total = np.zeros((labels.workers, labels.classes))
    right = np.zeros_like(total)
    np.add.at(total, labels.worker, weight[:, None] * without)
    rows = np.arange(len(labels.task))
    np.add.at(right, (labels.worker, labels.label), weight * without[rows, labels.label])
    return right, total


def reversal_rates(verdicts: Iterable[tuple[Any, bool]], *, coverage: float = 0.95) -> dict[Any, Skill]:
    """For each reviewer the share of verdicts that a later decision turned over, shrunk to all reviewers'.

    `verdicts` are (reviewer, turned over), only those that somebody decided on again.
    """
    counts: dict[Any, list[int]] = {}
    for reviewer, turned in verdicts:
        seen = counts.setdefault(reviewer, [0, 0])
        seen[0] += turned
        seen[1] += 1
    if not counts:
        return {}
    right, total = (np.array(column, dtype=np.float64) for column in zip(*counts.values(), strict=True))
    fitted = skill(right, total, fit_prior(right, total, around=Prior(1.0, 9.0)), coverage=coverage)
    columns = zip(counts, fitted.mean, fitted.low, fitted.high, fitted.evidence, strict=True)
    return {name: Skill(*(np.asarray(value) for value in values)) for name, *values in columns}
