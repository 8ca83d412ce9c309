"""Chance-corrected agreement on categories beside Krippendorff's alpha.

All take a table `(units, classes)` of how often each class was given to each unit; units with fewer than two
labels say nothing and are left out. NaN where no unit remains or chance agreement is complete.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.labels import Labels


def _rated_twice(counts: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    table = np.asarray(counts, dtype=np.float64)
    per_unit = table.sum(axis=1)
    return table[per_unit >= 2], per_unit[per_unit >= 2]


def percent_agreement(counts: NDArray[Any]) -> float:
    """Mean over units of the share of pairs of labels that are equal."""
    table, per_unit = _rated_twice(counts)
    if len(table) == 0:
        return float("nan")
    return float(((table * (table - 1)).sum(axis=1) / (per_unit * (per_unit - 1))).mean())


def fleiss_kappa(counts: NDArray[Any]) -> float:
    """Fleiss's kappa (J. Fleiss, Psychological Bulletin 76, 1971); units may differ in labels."""
    table, per_unit = _rated_twice(counts)
    if len(table) == 0:
        return float("nan")
    shares = (table / per_unit[:, None]).mean(axis=0)
    return _beyond(percent_agreement(counts), float((shares**2).sum()))


def gwet_ac1(counts: NDArray[Any]) -> float:
    """Gwet's AC1 (K. Gwet, Br. J. Math. Stat. Psychol. 61, 2008): not misled by skewed classes."""
    table, per_unit = _rated_twice(counts)
    classes = table.shape[1]
    if len(table) == 0 or classes < 2:
        return float("nan")
    shares = (table / per_unit[:, None]).mean(axis=0)
    return _beyond(percent_agreement(counts), float((shares * (1 - shares)).sum() / (classes - 1)))


def _beyond(observed: float, chance: float) -> float:
    return float("nan") if chance >= 1.0 else (observed - chance) / (1.0 - chance)


def cohen_kappa(first: NDArray[Any], second: NDArray[Any], classes: int) -> float:
    """Cohen's kappa of two raters' class indices `(units,)` on the same units (J. Cohen, 1960)."""
    if len(first) == 0:
        return float("nan")
    observed = float((first == second).mean())
    shares = [np.bincount(each, minlength=classes) / len(each) for each in (first, second)]
    return _beyond(observed, float(shares[0] @ shares[1]))


def pairwise_cohen_kappa(labels: Labels, *, least: int = 2) -> dict[tuple[int, int], tuple[float, int]]:
    """For each pair of workers with at least `least` common tasks: (kappa, common tasks)."""
    own = [labels.worker == worker for worker in range(labels.workers)]
    answers = [dict(zip(labels.task[mine], labels.label[mine], strict=True)) for mine in own]
    found = {}
    for a, b in combinations(range(labels.workers), 2):
        common = sorted(answers[a].keys() & answers[b].keys())
        if len(common) >= least:
            first = np.array([answers[a][task] for task in common])
            second = np.array([answers[b][task] for task in common])
            found[a, b] = (cohen_kappa(first, second, labels.classes), len(common))
    return found


def mean_cohen_kappa(labels: Labels) -> float:
    """Cohen's kappa over all pairs of workers, each weighted by its common tasks."""
    pairs = [(kappa, n) for kappa, n in pairwise_cohen_kappa(labels).values() if np.isfinite(kappa)]
    if not pairs:
        return float("nan")
    kappas, sizes = zip(*pairs, strict=True)
    return float(np.average(kappas, weights=sizes))
