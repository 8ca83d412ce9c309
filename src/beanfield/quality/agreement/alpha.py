"""Krippendorff's alpha (K. Krippendorff, Content Analysis, 4th ed., 2018, ch. 12).

    α = 1 − D_o / D_e

from the numbers of each value per unit, so that the cost grows with the labels, not workers × units:

    D_o = Σ_u 1/(n_u − 1) Σ_{c,k} n_uc n_uk δ²(c, k) / n,     D_e = Σ_{c,k} n_c n_k δ²(c, k) / (n (n − 1))

over the units with two values or more. δ² is the squared difference of the level of measurement.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def squared_differences(level: Level, values: NDArray[Any], frequencies: NDArray[Any]) -> NDArray[np.float64]:
    """(values, values) squared differences δ² of sorted `values`; ordinal ones use the frequencies."""
    count = len(values)
    if level == "nominal":
        return 1.0 - np.eye(count)
    if level == "ordinal":
        middle = np.cumsum(frequencies) - frequencies / 2.0
        return np.subtract.outer(middle, middle) ** 2
    numbers = np.asarray(values, dtype=np.float64)
    difference = np.subtract.outer(numbers, numbers)
    if level == "interval":
        return difference**2
    total = np.add.outer(numbers, numbers)
    return np.where(total != 0, difference / np.where(total != 0, total, 1.0), 0.0) ** 2


def alpha_of_counts(
    counts: NDArray[Any], *, level: Level = "nominal", values: NDArray[Any] | None = None
) -> float:
    """Alpha of a table `(units, values)` of how often each value was given to each unit.

    `values` are the numbers that the columns stand for, sorted; needed for interval and ratio. NaN where
    nothing can be said (no unit has two values); 1 where only one value was ever given.
    """
    table = np.asarray(counts, dtype=np.float64)
    per_unit = table.sum(axis=1)
    table, per_unit = table[per_unit >= 2], per_unit[per_unit >= 2]
    if len(table) == 0:
        return float("nan")
    frequencies = table.sum(axis=0)
    total = frequencies.sum()
    columns = np.arange(table.shape[1]) if values is None else values
    delta = squared_differences(level, columns, frequencies)
    observed, expected = _disagreements(table, per_unit, frequencies, delta)
    return 1.0 if expected == 0 else 1.0 - (observed / total) / (expected / (total * (total - 1.0)))


def _disagreements(
    table: NDArray[Any], per_unit: NDArray[Any], frequencies: NDArray[Any], delta: NDArray[Any]
) -> tuple[float, float]:
    pairs = ((table @ delta) * table).sum(axis=1)
    return float((pairs / (per_unit - 1.0)).sum()), float(frequencies @ delta @ frequencies)


def alpha_interval(
    counts: NDArray[Any],
    *,
    level: Level = "nominal",
    values: NDArray[Any] | None = None,
    draws: int = 1000,
    coverage: float = 0.95,
    seed: int = 0,
) -> tuple[float, float]:
    """Bootstrap interval of alpha: units are drawn with replacement."""
    table = np.asarray(counts, dtype=np.float64)
    table = table[table.sum(axis=1) >= 2]
    if len(table) == 0:
        return float("nan"), float("nan")
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(draws):
        again = table[rng.integers(0, len(table), len(table))]
        drawn.append(alpha_of_counts(again, level=level, values=values))
    edge = (1.0 - coverage) / 2.0
    low, high = np.nanquantile(drawn, [edge, 1.0 - edge])
    return float(low), float(high)
