"""How somebody's work changes: the learning curve, and the alarm when it gets worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize


@dataclass(frozen=True)
class LearningCurve:
    """`p(n) = ceiling − (ceiling − start) · exp(−n / pace)` after n items; `pace` in items."""

    start: float
    ceiling: float
    pace: float

    def at(self, items: float) -> float:
        """The chance to be right after so many items."""
        return self.ceiling - (self.ceiling - self.start) * float(np.exp(-items / self.pace))

    def items_until(self, share: float) -> float:
        """After how many items the chance reaches `share`; infinite where it never does."""
        if self.start >= share:
            return 0.0
        if self.ceiling <= share:
            return float("inf")
        return float(-self.pace * np.log((self.ceiling - share) / (self.ceiling - self.start)))


def learning_curve(right: NDArray[Any]) -> LearningCurve:
    """The most probable curve of outcomes in order (1 right, 0 wrong, fractions allowed).

    Exponential approach is what averages over practice show (A. Heathcote et al., Psychon. Bull. Rev. 7,
    2000). Priors: start and ceiling Beta(2, 1), log pace normal about log 50 with deviation 1.

    Raises:
        ValueError: there is no outcome.
    """
    outcomes = np.asarray(right, dtype=np.float64)
    if not len(outcomes):
        raise ValueError("a learning curve needs outcomes")
    items = np.arange(len(outcomes))

    def loss(x: NDArray[Any]) -> float:
        start, ceiling = 1.0 / (1.0 + np.exp(-x[:2]))
        share = np.clip(ceiling - (ceiling - start) * np.exp(-items / np.exp(x[2])), 1e-6, 1 - 1e-6)
        fit = (outcomes * np.log(share) + (1.0 - outcomes) * np.log1p(-share)).sum()
        prior = np.log(start) + np.log(ceiling) - (x[2] - np.log(50.0)) ** 2 / 2.0
        return float(-fit - prior)

    level = np.clip(outcomes.mean(), 0.05, 0.95)
    best = np.log(level / (1.0 - level))
    begun = [np.array([best + shift, best - shift, np.log(50.0)]) for shift in (-0.5, 0.0, 0.5)]
    bounds = [(-6.0, 6.0), (-6.0, 6.0), (0.0, 8.0)]
    tried = [minimize(loss, x, method="L-BFGS-B", bounds=bounds) for x in begun]
    found = min(tried, key=lambda result: float(result.fun)).x
    start, ceiling = 1.0 / (1.0 + np.exp(-found[:2]))
    return LearningCurve(float(start), float(ceiling), float(np.exp(found[2])))


@dataclass(frozen=True)
class Drift:
    """`alarm` is the item at which the alarm rose (None: it did not), `since` where the change began."""

    alarm: int | None
    since: int | None
    score: float


def drift(
    right: NDArray[Any], *, expected: float, worse: float | None = None, items_between_alarms: float = 5000.0
) -> Drift:
    """CUSUM (E. Page, Biometrika 41, 1954) for a fall of the share of right outcomes, in order.

        S = max(0, S + log p(outcome | worse) − log p(outcome | expected)),  alarm where S ≥ h

    `worse` is the share to find quickly; by default errors twice as many. With h = log of
    `items_between_alarms` an honest person has at most one false alarm in so many items on average (G.
    Lorden, Ann. Math. Stat. 42, 1971: the run length is at least e^h).
    """
    good = min(max(expected, 0.02), 0.995)
    bad = max(0.01, good - (1.0 - good)) if worse is None else worse
    up, down = np.log(bad / good), np.log((1.0 - bad) / (1.0 - good))
    limit = float(np.log(items_between_alarms))
    score, since = 0.0, 0
    for item, outcome in enumerate(np.asarray(right, dtype=np.float64)):
        score += outcome * up + (1.0 - outcome) * down
        if score <= 0.0:
            score, since = 0.0, item + 1
        elif score >= limit:
            return Drift(item, since, float(score))
    return Drift(None, None, float(score))
