"""Truth inference against published values, and what every method must hold."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth import METHODS, infer
from beanfield.quality.truth.auto import Auto
from beanfield.quality.truth.dawid_skene import DawidSkene
from beanfield.quality.truth.scores import accuracy, calibration_error_of, hits

EBCC_17 = [
    "cf",
    "cf_amt",
    "music",
    "sp",
    "sp_amt",
    "zc_all",
    "zc_in",
    "zc_us",
    "product",
    "tweet",
    "face",
    "adult",
    "bluebird",
    "dog",
    "rte",
    "trec",
    "web",
]
FURTHER = ("fact", "relevance", "barzan", "wsd")


def read_rows(path: Path) -> list[list[str]]:
    if path.exists():
        return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[1:]
    with gzip.open(f"{path}.gz", "rt", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def load(folder: Path, name: str) -> tuple[Labels, list[str], list[str]]:
    labels = Labels.of(*zip(*read_rows(folder / "crowd" / name / "labels.csv"), strict=True))
    truth = read_rows(folder / "crowd" / name / "truth.csv")
    known = labels.task_indices([task for task, _ in truth]) >= 0
    kept = [row for row, has in zip(truth, known, strict=True) if has]
    return labels, [task for task, _ in kept], [label for _, label in kept]


@pytest.mark.realdata
def test_the_anaesthesia_data_give_the_published_shares(real_data: Path) -> None:
    """Dawid and Skene 1979, table 4: shares .40 .42 .11 .07."""
    rows = read_rows(real_data / "crowd" / "anesthesia" / "labels.csv")
    labels = Labels.of(*zip(*rows, strict=True))
    fitted = DawidSkene(smoothing=0.0, pooling=0.0, iterations=100, tolerance=1e-9).fit(labels)
    assert np.sort(fitted.posterior_.mean(axis=0)) == pytest.approx([0.07, 0.11, 0.40, 0.42], abs=0.03)


@pytest.mark.realdata
def test_auto_is_as_good_as_promised_and_never_far_below_the_vote(real_data: Path) -> None:
    scores, pooled_right, pooled_stated = {}, [], []
    for name in (*EBCC_17, *FURTHER):
        labels, tasks, truth = load(real_data, name)
        fitted, voted = infer(labels), infer(labels, method="majority")
        scores[name] = accuracy(labels, fitted.posterior_, tasks, truth)
        assert scores[name] >= accuracy(labels, voted.posterior_, tasks, truth) - 0.01, name
        right, stated = hits(labels, fitted.posterior_, tasks, truth)
        pooled_right.append(right)
        pooled_stated.append(stated)
    assert np.mean([scores[name] for name in EBCC_17]) >= 0.843
    assert calibration_error_of(np.concatenate(pooled_right), np.concatenate(pooled_stated)) <= 0.05


@pytest.mark.realdata
def test_twenty_gold_tasks_help_as_promised(real_data: Path) -> None:
    """On the sets that take little time; the bench does all of them with ten draws."""
    gains = []
    for name in ("bluebird", "cf_amt", "dog", "rte", "sp_amt", "face"):
        labels, tasks, truth = load(real_data, name)
        fitted = Auto().fit(labels)
        alone = fitted.posterior_.copy()
        for draw in range(5):
            order = np.random.default_rng(draw).permutation(len(tasks))
            chosen, rest = order[:20], order[20:]
            gold = Gold.of(labels, [tasks[i] for i in chosen], [truth[i] for i in chosen])
            others = [tasks[i] for i in rest], [truth[i] for i in rest]
            helped = fitted.reweigh(gold).posterior_
            gains.append(accuracy(labels, helped, *others) - accuracy(labels, alone, *others))
    assert np.mean(gains) > 0.001


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("method", "name", "published"),
    [("majority", "bluebird", 0.7593), ("majority", "trec", 0.6514), ("dawid-skene", "bluebird", 0.8981)],
)
def test_single_methods_give_their_published_accuracy(
    real_data: Path, method: str, name: str, published: float
) -> None:
    labels, tasks, truth = load(real_data, name)
    fitted = infer(labels, method=method)
    assert accuracy(labels, fitted.posterior_, tasks, truth) == pytest.approx(published, abs=2e-3)


@st.composite
def some_labels(draw: st.DrawFn) -> Labels:
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, 8), st.integers(0, 4), st.sampled_from("abc")), min_size=1, max_size=40
        )
    )
    tasks, workers, given = zip(*rows, strict=True)
    return Labels.of(tasks, workers, given)


@given(some_labels(), st.sampled_from(sorted(METHODS)))
@settings(max_examples=120, deadline=None)
def test_every_method_gives_probabilities_whatever_the_labels(labels: Labels, method: str) -> None:
    fitted = infer(labels, method=method)
    assert fitted.posterior_.shape == (labels.tasks, labels.classes)
    assert np.isfinite(fitted.posterior_).all()
    assert fitted.posterior_.sum(axis=1) == pytest.approx(np.ones(labels.tasks), abs=1e-4)
    assert ((fitted.accuracy_ >= 0) & (fitted.accuracy_ <= 1 + 1e-6)).all()


@given(some_labels(), st.sampled_from(sorted(METHODS)))
@settings(max_examples=60, deadline=None)
def test_gold_is_kept(labels: Labels, method: str) -> None:
    gold = Gold(np.array([0]), np.array([labels.classes - 1]))
    assert infer(labels, method=method, gold=gold).indices_[0] == labels.classes - 1


@given(some_labels(), st.integers(0, 2))
@settings(max_examples=40, deadline=None)
def test_later_gold_gives_the_same_as_gold_at_once(labels: Labels, count: int) -> None:
    gold = Gold(np.arange(min(count, labels.tasks)), np.zeros(min(count, labels.tasks), dtype=np.int64))
    later = Auto().fit(labels).reweigh(gold)
    at_once = Auto().fit(labels, gold)
    assert (later.posterior_ == at_once.posterior_).all()
    assert (later.accuracy_ == at_once.accuracy_).all()


@given(some_labels(), st.sampled_from(sorted(METHODS)))
@settings(max_examples=40, deadline=None)
def test_the_same_labels_give_the_same_answer(labels: Labels, method: str) -> None:
    assert (infer(labels, method=method).posterior_ == infer(labels, method=method).posterior_).all()


def test_a_biased_worker_is_understood_by_confusion_matrices() -> None:
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 300)
    rows = [(t, w, truth[t] if rng.random() < 0.9 else 1 - truth[t]) for t in range(300) for w in range(3)]
    rows += [(t, 9, 1 - truth[t]) for t in range(300)]
    labels = Labels.of(*zip(*rows, strict=True))
    fitted = infer(labels, method="dawid-skene")
    assert fitted.accuracy_[list(labels.worker_names).index(9)] < 0.1
    assert (fitted.indices_ == truth).mean() > 0.98


def test_duplicate_rows_count_once() -> None:
    labels = Labels.of(["a", "a", "a"], ["w", "w", "v"], ["x", "x", "y"])
    assert labels.votes.tolist() == [[1.0, 1.0]]


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        Labels.of(["a"], ["w", "v"], ["x"])
