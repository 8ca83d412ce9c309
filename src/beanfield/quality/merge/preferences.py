"""Strengths from comparisons: Bradley–Terry with ties (R. Davidson, JASA 65, 1970) and workers who err.

With log strengths θ, d = θ_i − θ_j and log ν of the ties, the probabilities of i better, tie, j better are

    exp(d/2), exp(log ν), exp(−d/2)    each over their sum

A worker states it as it is with probability η_w and turned round otherwise, which leaves ties (X. Chen et
al., WSDM 2013). All is found at once as the maximum of the likelihood with priors θ ~ N(0, spread²), which
also joins parts that nobody compared with each other, and logit η_w ~ N(2, 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

_LOGIT_CENTRE = 2.0


@dataclass(frozen=True)
class Comparisons:
    """`left[i]` against `right[i]` by `worker[i]`; `outcome` 1: left is better, 0: tie, −1: right."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    outcome: NDArray[np.int64]
    worker: NDArray[np.int64]
    names: NDArray[Any]
    worker_names: NDArray[Any]

    @classmethod
    def of(cls, rows: Sequence[tuple[Any, Any, int, Any]]) -> Comparisons:
        """From rows (left, right, outcome, worker)."""
        if not rows:
            raise ValueError("there are no comparisons")
        left, right, outcome, worker = zip(*rows, strict=True)
        names, place = np.unique(np.array([*left, *right]), return_inverse=True)
        worker_names, who = np.unique(np.array(worker), return_inverse=True)
        half = len(left)
        return cls(place[:half], place[half:], np.sign(np.array(outcome)), who, names, worker_names)


@dataclass(frozen=True)
class Strengths:
    """`strength` (names,) sums to 0; `tie` is log ν, −inf without ties; `reliability` (workers,) is η."""

    strength: NDArray[np.float64]
    tie: float
    reliability: NDArray[np.float64]

    def order(self) -> NDArray[np.int64]:
        """Places of the names, the strongest first."""
        return np.argsort(-self.strength, kind="stable")


def rows_of_ranking(ranking: Sequence[Any], worker: Any) -> Iterator[tuple[Any, Any, int, Any]]:
    """The comparisons in a ranking, best first; equals stand in a list of their own."""
    tiers = [part if isinstance(part, list) else [part] for part in ranking]
    placed = [(place, name) for place, tier in enumerate(tiers) for name in tier]
    for at, (place, name) in enumerate(placed):
        for later, other in placed[at + 1 :]:
            yield name, other, int(later > place), worker


def bradley_terry(comparisons: Comparisons, *, spread: float = 2.0, weigh_workers: bool = True) -> Strengths:
    """The most probable strengths. Without `weigh_workers` everybody is taken to state what they see."""
    items = len(comparisons.names)
    people = len(comparisons.worker_names) if weigh_workers else 0
    ties = bool((comparisons.outcome == 0).any())
    start = np.concatenate([np.zeros(items), [-1.0] * ties, np.full(people, _LOGIT_CENTRE)])
    found = minimize(
        _loss, start, args=(comparisons, spread, ties, weigh_workers), jac=True, method="L-BFGS-B"
    )
    strength, tie, logit = _parts(found.x, items, ties)
    reliability = expit(logit) if weigh_workers else np.ones(len(comparisons.worker_names))
    return Strengths(strength - strength.mean(), tie, reliability)


def _parts(x: NDArray[Any], items: int, ties: bool) -> tuple[NDArray[Any], float, NDArray[Any]]:
    return x[:items], float(x[items]) if ties else -np.inf, x[items + ties :]


def _loss(
    x: NDArray[Any], rows: Comparisons, spread: float, ties: bool, weigh: bool
) -> tuple[float, NDArray[Any]]:
    """Negative log posterior and its gradient."""
    strength, tie, logit = _parts(x, len(rows.names), ties)
    d = strength[rows.left] - strength[rows.right]
    scores = np.stack([d / 2, np.full(len(d), tie if ties else -1e9), -d / 2], axis=1)
    shares = np.exp(scores - logsumexp(scores, axis=1, keepdims=True))
    truthful = expit(logit)[rows.worker] if weigh else np.ones(len(d))
    said = np.where(rows.outcome == 1, shares[:, 0], shares[:, 2])
    turned = np.where(rows.outcome == 1, shares[:, 2], shares[:, 0])
    tied = rows.outcome == 0
    likelihood = np.maximum(np.where(tied, shares[:, 1], truthful * said + (1 - truthful) * turned), 1e-300)
    # Of a share p_c the derivative by d is p_c (v_c − v̄) with v = (½, 0, −½).
    mean = (shares[:, 0] - shares[:, 2]) / 2
    sign = np.where(rows.outcome == 1, 0.5, -0.5)
    by_d = truthful * said * (sign - mean) + (1 - truthful) * turned * (-sign - mean)
    by_d = np.where(tied, -shares[:, 1] * mean, by_d) / likelihood
    rise = np.bincount(rows.left, by_d, len(strength)) - np.bincount(rows.right, by_d, len(strength))
    gradient = [strength / spread**2 - rise]
    loss = -np.log(likelihood).sum() + (strength**2).sum() / (2 * spread**2)
    if ties:
        gradient.append(np.array([-(tied - shares[:, 1]).sum()]))
    if weigh:
        by_truth = np.where(tied, 0.0, said - turned) / likelihood * truthful * (1 - truthful)
        gradient.append(logit - _LOGIT_CENTRE - np.bincount(rows.worker, by_truth, len(logit)))
        loss += ((logit - _LOGIT_CENTRE) ** 2).sum() / 2
    return float(loss), np.concatenate(gradient)
