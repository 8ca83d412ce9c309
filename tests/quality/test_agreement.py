"""Agreement against published values and an independent calculation."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beanfield.quality.agreement import METRICS
from beanfield.quality.agreement.alpha import Level, alpha_interval, alpha_of_counts, alpha_of_ratings
from beanfield.quality.agreement.kappa import fleiss_kappa, gwet_ac1, percent_agreement
from beanfield.quality.labels import Labels
from tests.quality.test_truth import load

#: Krippendorff's data C: 12 units, 4 observers, values 1 to 5 (0 for none).
DATA_C = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
)


def counts_of(ratings: np.ndarray) -> np.ndarray:
    return np.stack([(ratings == value).sum(axis=0) for value in range(1, 6)], axis=1)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_krippendorffs_example(level: Level, published: float) -> None:
    alpha = alpha_of_counts(counts_of(DATA_C), level=level, values=np.arange(1.0, 6.0))
    assert alpha == pytest.approx(published, abs=5e-4)


def test_alpha_of_a_matrix_of_ratings_is_that_of_its_counts() -> None:
    ratings = np.where(DATA_C == 0, np.nan, DATA_C)
    assert alpha_of_ratings(ratings, level="ratio") == pytest.approx(0.797, abs=5e-4)
    assert np.isnan(alpha_of_ratings(np.full((2, 3), np.nan)))
    assert alpha_of_ratings(ratings + 0.5, level="interval") == pytest.approx(0.849, abs=5e-4)


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "published"),
    [("cf", 0.577), ("music", 0.301), ("sp", 0.428), ("bluebird", 0.126), ("dog", 0.519), ("web", 0.210)],
)
def test_alpha_of_public_sets(real_data: Path, name: str, published: float) -> None:
    labels, _, _ = load(real_data, name)
    assert METRICS["krippendorff-alpha"](labels, "nominal") == pytest.approx(published, abs=1e-3)


def test_fleiss_kappa_of_his_own_kind_of_table() -> None:
    """The worked example of 14 raters, 10 subjects, 5 categories: κ = 0.210."""
    table = np.array(
        [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ]
    )  # fmt: skip
    assert fleiss_kappa(table) == pytest.approx(0.210, abs=5e-4)
    assert percent_agreement(table) == pytest.approx(0.378, abs=5e-4)


def test_ac1_stays_high_where_classes_are_skewed() -> None:
    table = np.array([[2, 0]] * 118 + [[1, 1]] * 7)
    assert gwet_ac1(table) > 0.93
    assert fleiss_kappa(table) < 0.1


@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=12))
@settings(max_examples=100, deadline=None)
def test_alpha_equals_the_sum_over_all_pairs(rows: list[list[int]]) -> None:
    table = np.array(rows)
    usable = table[table.sum(axis=1) >= 2]
    pairs = [np.repeat(np.arange(3), unit) for unit in usable]
    if not pairs or len({v for p in pairs for v in p}) < 2:
        return
    n = sum(len(p) for p in pairs)
    observed = sum(sum(a != b for a, b in combinations(p, 2)) * 2 / (len(p) - 1) for p in pairs) / n
    pool = np.concatenate(pairs)
    expected = sum(a != b for a, b in combinations(pool, 2)) * 2 / (n * (n - 1))
    assert alpha_of_counts(table) == pytest.approx(1 - observed / expected, abs=1e-9)


def test_the_interval_holds_the_figure() -> None:
    counts = counts_of(DATA_C)
    low, high = alpha_interval(counts, draws=500)
    assert low < alpha_of_counts(counts) < high
    assert alpha_interval(counts, draws=500) == (low, high)


def test_a_single_label_says_nothing() -> None:
    labels = Labels.of(["t"], ["w"], ["x"])
    assert all(np.isnan(figure(labels, "nominal")) for figure in METRICS.values())
