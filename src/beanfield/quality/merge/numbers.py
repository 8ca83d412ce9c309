"""Ratings and measurements: the mean, and the mean weighted by each worker's noise.

The weighted model is y = t_task + b_worker + e with e ~ N(0, s²_worker). On public sets no such model beats
the plain mean until workers have a history, so each variance is shrunk to that of all workers together by an
inverse-gamma prior worth `history` ratings, and each bias by as many. As with Dawid–Skene, few passes do
better than many: a worker who always rates low on items that mostly are low looks more precise each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Ratings:
    """Numbers `value[i]` that `worker[i]` gave to `task[i]`, as indices into the names."""

    task: NDArray[np.int64]
    worker: NDArray[np.int64]
    value: NDArray[np.float64]
    task_names: NDArray[Any]
    worker_names: NDArray[Any]

    @classmethod
    def of(cls, tasks: Sequence[Any], workers: Sequence[Any], values: Sequence[Any]) -> Ratings:
        """Index three columns.

        Raises:
            ValueError: the columns differ in length, are empty, or hold values that are not finite.
        """
        if not len(tasks) == len(workers) == len(values):
            raise ValueError("tasks, workers and values differ in length")
        value = np.asarray(values, dtype=np.float64)
        if not len(value) or not np.isfinite(value).all():
            raise ValueError("there are no values, or some are not finite")
        task_names, task = np.unique(np.asarray(tasks), return_inverse=True)
        worker_names, worker = np.unique(np.asarray(workers), return_inverse=True)
        return cls(task, worker, value, task_names, worker_names)


@dataclass(frozen=True)
class Estimate:
    """`value` and its standard error per task; `bias` and `noise` (standard deviation) per worker."""

    value: NDArray[np.float64]
    error: NDArray[np.float64]
    bias: NDArray[np.float64]
    noise: NDArray[np.float64]


def mean_of(ratings: Ratings) -> NDArray[np.float64]:
    """(tasks,) the plain mean."""
    summed = np.bincount(ratings.task, ratings.value)
    mean: NDArray[np.float64] = summed / np.bincount(ratings.task)
    return mean


def median_of(ratings: Ratings) -> NDArray[np.float64]:
    """(tasks,) the median: for few values with wild ones among them."""
    order = np.lexsort((ratings.value, ratings.task))
    sorted_values = ratings.value[order]
    count = np.bincount(ratings.task)
    start = np.cumsum(count) - count
    middle: NDArray[np.float64] = (
        sorted_values[start + (count - 1) // 2] + sorted_values[start + count // 2]
    ) / 2.0
    return middle


def noise_weighted(
    ratings: Ratings, *, history: float = 100.0, iterations: int = 2, with_bias: bool = False
) -> Estimate:
    """The mean in which each rating weighs as the inverse of its worker's variance.

    `with_bias` also takes out how far each worker rates above or below the others.
    """
    task, worker, value = ratings.task, ratings.worker, ratings.value
    per_worker = np.bincount(worker).astype(np.float64)
    per_task = np.bincount(task).astype(np.float64)
    truth = mean_of(ratings)
    bias = np.zeros(len(per_worker))
    for _ in range(iterations):
        if with_bias:
            bias = np.bincount(worker, value - truth[task]) / (per_worker + history)
        residual = (value - truth[task] - bias[worker]) ** 2
        # A task's own mean follows its ratings: with n of them the residuals are (n − 1)/n too small.
        residual *= (per_task / np.maximum(per_task - 1.0, 1.0))[task]
        pooled = max(float(residual.mean()), 1e-12)
        variance = (np.bincount(worker, residual) + history * pooled) / (per_worker + history)
        weight = 1.0 / variance[worker]
        total = np.bincount(task, weight)
        truth = np.bincount(task, weight * (value - bias[worker])) / total
    return Estimate(truth, 1.0 / np.sqrt(total), bias, np.sqrt(variance))
