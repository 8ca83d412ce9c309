"""How right an inference is, where the truth is known."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.labels import Labels, Names

_TIE = 1e-9


def hits(
    labels: Labels, posterior: NDArray[Any], tasks: Names, classes: Names
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each task of the truth: 1 where the top class is right (1/n on ties), and its probability.

    Tasks that have no label count as wrong, with probability 0.
    """
    task, wanted = labels.task_indices(tasks), labels.class_indices(classes)
    rows = posterior[np.maximum(task, 0)]
    best = rows.max(axis=1)
    tied = rows >= best[:, None] - _TIE
    right = tied[np.arange(len(rows)), np.maximum(wanted, 0)] / tied.sum(axis=1)
    known = task >= 0
    return np.where(known & (wanted >= 0), right, 0.0), np.where(known, best, 0.0)


def accuracy(labels: Labels, posterior: NDArray[Any], tasks: Names, classes: Names) -> float:
    """Share of tasks whose most probable class is the true one; ties count fractionally."""
    return float(hits(labels, posterior, tasks, classes)[0].mean())


def calibration_error(
    labels: Labels, posterior: NDArray[Any], tasks: Names, classes: Names, *, bins: int = 10
) -> float:
    """Expected calibration error: mean gap of confidence and accuracy over equal-width bins, by size."""
    right, stated = hits(labels, posterior, tasks, classes)
    return calibration_error_of(right, stated, bins=bins)


def calibration_error_of(right: NDArray[Any], stated: NDArray[Any], *, bins: int = 10) -> float:
    """The same from arrays `(n,)` of hits and confidences, so that sets can be pooled."""
    at = np.minimum((stated * bins).astype(int), bins - 1)
    size = np.bincount(at, minlength=bins)
    gap = np.abs(np.bincount(at, stated, bins) - np.bincount(at, right, bins))
    return float(gap.sum() / size.sum())
