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

from beanfield.quality.labels import indexed, over_classes

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
    per_unit = over_classes(np.add, table)
    if len(per_unit) and per_unit.min() < 2:
        table, per_unit = table[per_unit >= 2], per_unit[per_unit >= 2]
    if len(table) == 0:
        return float("nan")
    frequencies = np.ones(len(table)) @ table
    total = frequencies.sum()
    columns = np.arange(table.shape[1]) if values is None else values
    delta = squared_differences(level, columns, frequencies)
    observed, expected = _disagreements(table, per_unit, frequencies, delta)
    return 1.0 if expected == 0 else 1.0 - (observed / total) / (expected / (total * (total - 1.0)))


def alpha_of_ratings(ratings: NDArray[Any], *, level: Level = "nominal") -> float:
    """Alpha of numbers `(raters, units)`, NaN where a rater gave none."""
    given = np.asarray(ratings, dtype=np.float64)
    there = ~np.isnan(given)
    if not there.any():
        return float("nan")
    units = np.broadcast_to(np.arange(given.shape[1]), given.shape)[there]
    values, place = indexed(given[there])
    flat = units * len(values) + place
    counts = np.bincount(flat, minlength=given.shape[1] * len(values)).reshape(-1, len(values))
    return alpha_of_counts(counts, level=level, values=values)


def _disagreements(
    table: NDArray[Any], per_unit: NDArray[Any], frequencies: NDArray[Any], delta: NDArray[Any]
) -> tuple[float, float]:
    coincidences = table.T @ (table / (per_unit - 1.0)[:, None])
    return float((coincidences * delta).sum()), float(frequencies @ delta @ frequencies)


def alpha_interval(
    counts: NDArray[Any],
    *,
    level: Level = "nominal",
    values: NDArray[Any] | None = None,
    draws: int = 1000,
    coverage: float = 0.95,
    seed: int = 0,
) -> tuple[float, float]:
    """Bootstrap interval of alpha: units are drawn with replacement.

    Ordinal differences hang on the drawn frequencies; for the other levels each unit's part is worked out
    once.
    """
    table = np.asarray(counts, dtype=np.float64)
    table = table[table.sum(axis=1) >= 2]
    if len(table) == 0:
        return float("nan"), float("nan")
    columns = np.arange(table.shape[1]) if values is None else values
    delta = None if level == "ordinal" else squared_differences(level, columns, table.sum(axis=0))
    parts = None if delta is None else ((table @ delta) * table).sum(axis=1) / (table.sum(axis=1) - 1.0)
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(draws):
        units = rng.integers(0, len(table), len(table))
        if delta is None or parts is None:
            drawn.append(alpha_of_counts(table[units], level=level, values=values))
            continue
        times = np.bincount(units, minlength=len(table)).astype(np.float64)
        frequencies, total = times @ table, float(times @ table.sum(axis=1))
        expected = float(frequencies @ delta @ frequencies) / (total - 1.0)
        drawn.append(1.0 if expected == 0 else 1.0 - float(times @ parts) / expected)
    edge = (1.0 - coverage) / 2.0
    low, high = np.nanquantile(drawn, [edge, 1.0 - edge])
    return float(low), float(high)
