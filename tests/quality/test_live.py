"""Truth kept up to date label by label."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beanfield.quality.labels import Labels
from beanfield.quality.truth.dawid_skene import DawidSkene
from beanfield.quality.truth.live import Live, LiveDawidSkene, LiveOneCoin
from beanfield.quality.truth.scores import accuracy
from tests.quality.test_truth import load

ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=30)


def crowd(tasks: int, per_task: int = 5, workers: int = 200) -> tuple[Labels, np.ndarray]:
    rng = np.random.default_rng(5)
    truth = rng.integers(0, 4, tasks)
    task = np.repeat(np.arange(tasks), per_task)
    worker = rng.integers(0, workers, len(task))
    right = rng.random(len(task)) < rng.uniform(0.5, 0.95, workers)[worker]
    label = np.where(right, truth[task], (truth[task] + rng.integers(1, 4, len(task))) % 4)
    return Labels.of(task, worker, label), truth


MODELS: list[Callable[[int], Live]] = [LiveOneCoin, LiveDawidSkene]


@given(ROWS, st.sampled_from(MODELS))
@settings(max_examples=60, deadline=None)
def test_posteriors_are_probabilities_whatever_comes(
    rows: list[tuple[int, int, int]], model: Callable[[int], Live]
) -> None:
    live = model(3)
    for posterior in live.update(rows).values():
        assert posterior.sum() == pytest.approx(1.0)
        assert (posterior >= 0).all()


def test_one_label_more_costs_less_than_five_milliseconds_among_a_hundred_thousand_items() -> None:
    labels, _ = crowd(100_000)
    fitted = DawidSkene().fit(labels)
    live = LiveDawidSkene(labels.classes).take_over(labels, fitted.posterior_)
    began = time.process_time()
    for task in range(200):
        live.add(task, 7, 1)
    assert (time.process_time() - began) / 200 < 0.005


def test_a_known_class_stays_whatever_is_said() -> None:
    live = LiveOneCoin(2)
    live.know("t", 1)
    for worker in "abc":
        live.add("t", worker, 0)
    assert live.posterior("t").tolist() == [0.0, 1.0]
    assert live.accuracy("a") < 0.8


def test_labels_one_by_one_come_near_the_fit_of_all_at_once() -> None:
    labels, truth = crowd(2000)
    live = LiveDawidSkene(labels.classes)
    live.update(zip(labels.task.tolist(), labels.worker.tolist(), labels.label.tolist(), strict=True))
    found = np.array([live.posterior(task).argmax() for task in range(labels.tasks)])
    whole = DawidSkene().fit(labels).indices_
    assert (found == truth).mean() > (whole == truth).mean() - 0.02


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["rte", "bluebird", "sp_amt"])
def test_on_real_sets_as_well(real_data: Path, name: str) -> None:
    labels, tasks, truth = load(real_data, name)
    order = np.random.default_rng(0).permutation(len(labels.task))
    live = LiveDawidSkene(labels.classes)
    live.update(
        zip(
            labels.task[order].tolist(),
            labels.worker[order].tolist(),
            labels.label[order].tolist(),
            strict=True,
        )
    )
    found = np.array([live.posterior(task) for task in range(labels.tasks)])
    whole = DawidSkene().fit(labels)
    assert accuracy(labels, found, tasks, truth) > accuracy(labels, whole.posterior_, tasks, truth) - 0.05
