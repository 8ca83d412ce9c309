"""Votes: plain majority, and votes weighted by how often a worker agrees with the others."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.base import Truth, hold, shares, worker_accuracy


class MajorityVote(Truth):
    """The share of the votes. A tie leaves several classes equally probable."""

    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        self.posterior_ = hold(shares(labels), gold)
        self.iterations_ = 1


class Wawa(Truth):
    """Worker agreement with aggregate: each vote weighs as much as its worker agrees with the majority."""

    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        voted = hold(_winners(shares(labels)), gold)
        self.posterior_ = hold(weighted_shares(labels, worker_accuracy(labels, voted)), gold)
        self.iterations_ = 1


def weighted_shares(labels: Labels, weight: NDArray[Any]) -> NDArray[np.float64]:
    """(tasks, classes) shares of votes that weigh `weight[worker]`; plain shares where all weigh nothing."""
    flat = labels.task.astype(np.int64) * labels.classes + labels.label
    summed = np.bincount(flat, weights=weight[labels.worker], minlength=labels.tasks * labels.classes)
    table = summed.reshape(labels.tasks, labels.classes)
    total = table.sum(axis=1, keepdims=True)
    return np.where(total > 0, table / np.where(total > 0, total, 1.0), shares(labels))


def _winners(posterior: NDArray[Any]) -> NDArray[np.float64]:
    """1 for the most voted class, split evenly over a tie."""
    best = posterior >= posterior.max(axis=1, keepdims=True) - 1e-9
    split: NDArray[np.float64] = best / best.sum(axis=1, keepdims=True)
    return split
