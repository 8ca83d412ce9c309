"""Decisions while labels come in: is a task finished, which is next, who is asked, how much gold they get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from beanfield.quality.truth.base import TINY


@dataclass(frozen=True)
class StopRule:
    """A task is finished when its answer is sure enough, or has been asked `most` times.

    target       confidence to reach; the promise is that at most 1 − target of the answers are wrong
    least, most  labels a task gets in any case, and at the most
    temperature  above 1 makes the model's certainty less certain; fit it on gold by `fit_temperature`
    """

    target: float = 0.95
    least: int = 2
    most: int = 10
    temperature: float = 1.0

    def is_enough(self, posterior: NDArray[Any], labels: int) -> bool:
        """Whether a task with so many labels and this posterior `(classes,)` is finished."""
        if labels < self.least:
            return False
        return labels >= self.most or self.confidence(posterior) >= self.target

    def confidence(self, posterior: NDArray[Any]) -> float:
        """The probability of the best class, tempered."""
        return float(tempered(posterior, self.temperature).max())


def tempered(posterior: NDArray[Any], temperature: float) -> NDArray[np.float64]:
    """Posteriors `(…, classes)` to the power 1 / temperature, made to sum to 1 again."""
    powers = np.log(np.maximum(posterior, TINY)) / temperature
    shares: NDArray[np.float64] = np.exp(powers - powers.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return shares


def fit_temperature(posterior: NDArray[Any], truth: NDArray[Any]) -> float:
    """The temperature under which known classes `(n,)` are most probable (C. Guo et al., ICML 2017).

    A model that takes workers for independent is too sure where they err together. The prior, log-normal
    about 1 with deviation ½, keeps a handful of gold tasks from deciding.
    """
    rows = np.arange(len(truth))

    def loss(log_temperature: float) -> float:
        given = tempered(posterior, float(np.exp(log_temperature)))[rows, truth]
        return float(-np.log(given + TINY).sum() + log_temperature**2 / (2 * 0.5**2))

    return float(np.exp(minimize_scalar(loss, bounds=(-1.0, 2.5), method="bounded").x))


def expected_information(posterior: NDArray[Any], accuracy: float) -> float:
    """Bits that the next label of a worker tells about the class: the mutual information of both.

    H(label) − Σ_k p_k H(label | k), the worker being right with `accuracy` and spreading errors evenly.
    """
    shares = np.asarray(posterior, dtype=np.float64)
    others = max(len(shares) - 1, 1)
    wrong = (1.0 - accuracy) / others
    label = shares * accuracy + (1.0 - shares) * wrong
    noise = accuracy * np.log2(accuracy + TINY) + others * wrong * np.log2(wrong + TINY)
    return max(0.0, float(noise - (label * np.log2(label + TINY)).sum()))


def whom_to_ask(posterior: NDArray[Any], people: Mapping[Any, tuple[float, float]]) -> Any:
    """Of `people` (accuracy, price in fen) the one who tells most per fen; the first of equals.

    Raises:
        ValueError: there is nobody.
    """
    if not people:
        raise ValueError("there is nobody to ask")
    worth = {
        name: round(expected_information(posterior, accuracy) / price, 12)
        for name, (accuracy, price) in people.items()
    }
    return max(worth, key=lambda name: worth[name])


def next_tasks(
    posteriors: Mapping[Any, NDArray[Any]], counts: Mapping[Any, int], rule: StopRule
) -> list[Any]:
    """Unfinished tasks, the least sure first, then the least asked: where one more label changes most."""
    waiting = [task for task, found in posteriors.items() if not rule.is_enough(found, counts[task])]
    return sorted(waiting, key=lambda task: (round(rule.confidence(posteriors[task]), 9), counts[task]))


def gold_share(
    right: float,
    total: float,
    *,
    deviation: float = 0.04,
    within: int = 200,
    bounds: tuple[float, float] = (0.01, 0.2),
) -> float:
    """Share of gold in a person's next `within` items, so that their accuracy is then known to ± `deviation`.

    The posterior of `right` of `total` (gold so far, fractions allowed) is Beta(right + 2, wrong + 1); its
    deviation shrinks as √(p(1 − p) / n). New people get much, proven ones the least, who got worse (feed the
    recent counts) much again.
    """
    a, b = right + 2.0, total - right + 1.0
    mean = a / (a + b)
    needed = mean * (1.0 - mean) / deviation**2 - (a + b)
    return float(np.clip(needed / within, *bounds))
