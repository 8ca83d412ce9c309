"""Ratings and comparisons against published figures, an independent library's, and simulated truth."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beanfield.quality.merge.numbers import Ratings, mean_of, median_of, noise_weighted
from beanfield.quality.merge.preferences import Comparisons, bradley_terry, rows_of_ranking
from tests.quality.test_truth import read_rows

Row = tuple[int, int, int, str]


def ratings_of(folder: Path, name: str) -> tuple[Ratings, np.ndarray]:
    rows = read_rows(folder / "crowd" / name / "labels.csv")
    ratings = Ratings.of(*zip(*rows, strict=True))
    truth = {task: float(value) for task, value in read_rows(folder / "crowd" / name / "truth.csv")}
    return ratings, np.array([truth[task] for task in ratings.task_names])


@pytest.mark.realdata
def test_mean_and_median_of_emotion_give_the_published_errors(real_data: Path) -> None:
    """Zheng et al., VLDB 2017, N_Emotion: mean 12.02 / 17.84, median 13.53 / 21.26."""
    ratings, truth = ratings_of(real_data, "emotion")
    for estimate, mae, rmse in ((mean_of, 12.02, 17.84), (median_of, 13.53, 21.26)):
        error = estimate(ratings) - truth
        assert np.abs(error).mean() == pytest.approx(mae, abs=5e-3)
        assert np.sqrt((error**2).mean()) == pytest.approx(rmse, abs=5e-3)


@pytest.mark.realdata
@pytest.mark.parametrize(("name", "mean_r"), [("emotion", 0.726), ("valence", 0.850), ("wordsim", 0.952)])
def test_weighing_by_noise_is_no_worse_than_the_mean(real_data: Path, name: str, mean_r: float) -> None:
    ratings, truth = ratings_of(real_data, name)
    assert np.corrcoef(mean_of(ratings), truth)[0, 1] == pytest.approx(mean_r, abs=1e-3)
    weighted = noise_weighted(ratings)
    assert np.corrcoef(weighted.value, truth)[0, 1] > mean_r - 0.005


def test_noise_and_bias_of_each_worker_are_found() -> None:
    rng = np.random.default_rng(2)
    truth, noise, bias = rng.normal(0, 10, 300), np.array([1.0, 1, 2, 8]), np.array([0.0, 3, -3, 0])
    rows = [(t, w, truth[t] + bias[w] + rng.normal(0, noise[w])) for t in range(300) for w in range(4)]
    ratings = Ratings.of(*zip(*rows, strict=True))
    found = noise_weighted(ratings, with_bias=True, history=2.0, iterations=20)
    assert found.noise.argmax() == 3
    assert found.bias - found.bias.mean() == pytest.approx(bias, abs=0.8)
    plain = np.abs(mean_of(ratings) - truth).mean()
    assert np.abs(found.value - truth).mean() < 0.7 * plain


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.floats(-1e6, 1e6)), min_size=1))
@settings(deadline=None)
def test_estimates_lie_within_what_was_said(rows: list[tuple[int, int, float]]) -> None:
    ratings = Ratings.of(*zip(*rows, strict=True))
    for found in (mean_of(ratings), median_of(ratings), noise_weighted(ratings).value):
        for place, task in enumerate(ratings.task_names):
            said = [value for row_task, _, value in rows if row_task == task]
            assert min(said) - 1e-6 <= found[place] <= max(said) + 1e-6


def choices() -> list[Row]:
    rng = np.random.default_rng(0)
    strength = np.array([1.0, 0.5, 0.0, -0.5, -1.0])
    rows: list[Row] = []
    for _ in range(300):
        i, j = (int(each) for each in rng.choice(5, 2, replace=False))
        first = rng.random() < 1 / (1 + np.exp(strength[j] - strength[i]))
        rows.append((i, j, 1, "w") if first else (j, i, 1, "w"))
    return rows


def test_strengths_are_those_of_choix() -> None:
    """choix 0.4.1, `opt_pairwise(5, rows, alpha=0.25)`, its result less its mean."""
    found = bradley_terry(Comparisons.of(choices()), spread=np.sqrt(2.0), weigh_workers=False)
    assert found.strength == pytest.approx(
        [0.65504219, 0.79507656, 0.09470559, -0.51324141, -1.03158293], abs=1e-4
    )


def test_a_worker_who_turns_answers_round_is_found_out_and_does_no_harm() -> None:
    rows = choices()
    rows = [
        (i, j, 1 if n % 3 else -1, "honest" if n % 3 else "turned") for n, (i, j, _, _) in enumerate(rows)
    ]
    found = bradley_terry(Comparisons.of(rows))
    assert found.reliability[1] < 0.3
    assert found.reliability[0] > 0.7
    assert found.strength[[0, 1]].min() > found.strength[[3, 4]].max()


def test_the_share_of_ties_is_found() -> None:
    rng = np.random.default_rng(4)
    rows = [(0, 1, int(rng.choice([1, 0, -1], p=[0.25, 0.5, 0.25])), "w") for _ in range(4000)]
    found = bradley_terry(Comparisons.of(rows), weigh_workers=False)
    assert np.exp(found.tie) == pytest.approx(2.0, rel=0.1)
    assert found.strength == pytest.approx([0.0, 0.0], abs=0.1)


def test_rankings_become_comparisons_with_ties() -> None:
    rows = list(rows_of_ranking(["a", ["b", "c"]], "w"))
    assert rows == [("a", "b", 1, "w"), ("a", "c", 1, "w"), ("b", "c", 0, "w")]
    assert bradley_terry(Comparisons.of(rows)).order()[0] == 0


def test_parts_that_nobody_compared_stay_finite() -> None:
    found = bradley_terry(Comparisons.of([("a", "b", 1, "w"), ("c", "d", 1, "w")]))
    assert np.isfinite(found.strength).all()


@pytest.mark.realdata
def test_music_is_ordered_as_its_judges_grouped_it(real_data: Path) -> None:
    """The groups come from the same judgements, so this shows consistency, not truth."""
    import csv

    with (real_data / "crowd" / "music_pref" / "labels.csv").open(encoding="utf-8") as file:
        given_rows = list(csv.DictReader(file))
    with (real_data / "crowd" / "music_pref" / "truth.csv").open(encoding="utf-8") as file:
        group = {(row["task"], row["item"]): int(row["label"]) for row in csv.DictReader(file)}
    sign = {"left": 1, "tie": 0, "right": -1}
    right = total = 0
    for task in sorted({row["task"] for row in given_rows}):
        rows = [
            (r["left"], r["right"], sign[r["label"]], r["worker"]) for r in given_rows if r["task"] == task
        ]
        comparisons = Comparisons.of(rows)
        found = dict(zip(comparisons.names.tolist(), bradley_terry(comparisons).strength, strict=True))
        for (a, strong), (b, weak) in permutations(found.items(), 2):
            if group.get((task, a), 99) < group.get((task, b), -1):
                total += 1
                right += strong > weak
    assert right / total > 0.85
