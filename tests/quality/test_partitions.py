"""Dawid–Skene over partitions is Dawid–Skene."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.dawid_skene import DawidSkene
from beanfield.quality.truth.partitions import Partition, PartitionedDawidSkene, Runner, local, on_ray
from tests.quality.test_truth import some_labels


def differ(
    labels: Labels, gold: Gold | None, count: int, start: Callable[[Sequence[Partition]], Runner]
) -> float:
    whole = DawidSkene(precision=np.float64).fit(labels, gold)
    parts = PartitionedDawidSkene(partitions=count, start=start).fit(labels, gold)
    assert parts.iterations_ == whole.iterations_
    assert parts.accuracy_ == pytest.approx(whole.accuracy_, abs=1e-9)
    return float(np.abs(whole.posterior_ - parts.posterior_).max())


@given(some_labels(), st.integers(1, 5), st.booleans())
@settings(max_examples=60, deadline=None)
def test_parts_give_what_the_whole_gives(labels: Labels, count: int, golden: bool) -> None:
    gold = Gold(np.array([labels.tasks - 1]), np.array([0])) if golden else None
    assert differ(labels, gold, count, local) < 1e-9


def test_a_ray_cluster_gives_what_one_process_gives() -> None:
    ray = pytest.importorskip("ray")
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 2000)
    task = np.repeat(np.arange(2000), 4)
    label = np.where(rng.random(8000) < 0.7, truth[task], rng.integers(0, 3, 8000))
    labels = Labels.of(task, rng.integers(0, 50, 8000), label)
    try:
        assert differ(labels, Gold(np.array([5, 1500]), truth[[5, 1500]]), 3, on_ray) < 1e-9
    finally:
        ray.shutdown()
