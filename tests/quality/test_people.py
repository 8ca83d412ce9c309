"""Skill, learning and drift: against simulated people whose ability is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.people.change import drift, learning_curve
from beanfield.quality.people.skill import (
    Prior,
    evidence_of,
    fit_prior,
    reversal_rates,
    skill,
    skills,
)
from beanfield.quality.truth import infer
from tests.quality.test_truth import load


def test_intervals_hold_the_true_skill_as_often_as_they_say() -> None:
    rng = np.random.default_rng(0)
    true = rng.beta(12, 3, 400)
    total = rng.integers(1, 60, 400)
    right = rng.binomial(total, true)
    found = skill(right, total, fit_prior(right, total))
    assert ((found.low <= true) & (true <= found.high)).mean() == pytest.approx(0.95, abs=0.025)


def test_shrinking_to_the_crowd_is_nearer_than_the_plain_share() -> None:
    rng = np.random.default_rng(1)
    true = rng.beta(12, 3, 400)
    total = rng.integers(1, 20, 400)
    right = rng.binomial(total, true)
    found = skill(right, total, fit_prior(right, total))
    plain = np.abs(right / total - true).mean()
    assert np.abs(found.mean - true).mean() < 0.7 * plain


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=20),
    st.floats(0.5, 0.99),
)
@settings(deadline=None)
def test_intervals_surround_the_mean_and_widen_with_coverage(
    counts: list[tuple[int, int]], coverage: float
) -> None:
    right = np.array([hits for hits, _ in counts])
    total = np.array([hits + misses for hits, misses in counts])
    prior = fit_prior(right, total)
    found, wider = (skill(right, total, prior, coverage=share) for share in (coverage, 0.995))
    assert ((found.low <= found.high) & (found.low >= 0) & (found.high <= 1)).all()
    assert ((wider.low <= found.low + 1e-12) & (wider.high >= found.high - 1e-12)).all()


def test_a_class_that_nobody_met_gets_the_skill_of_the_others() -> None:
    right, total = np.array([[90.0, 0], [80, 0]]), np.array([[100.0, 0], [100, 0]])
    found, _ = skills(right, total)
    assert found.mean[:, 1] == pytest.approx([0.85, 0.85], abs=0.1)
    assert (found.high - found.low)[0, 1] > (found.high - found.low)[0, 0]


def test_gold_counts_whole_and_consensus_by_its_certainty() -> None:
    rows = [(t, w, t % 2 if w else 1 - t % 2) for t in range(20) for w in range(5)]
    labels = Labels.of(*zip(*rows, strict=True))
    truth = infer(labels, method="one-coin")
    gold = Gold(np.arange(4), np.array([0, 1, 0, 1]))
    right, total = evidence_of(labels, truth.posterior_, gold=gold)
    assert total[1].sum() == pytest.approx(4 + 16 * 0.5, abs=0.5)
    assert right[0].sum() / total[0].sum() < 0.05
    assert right[1].sum() / total[1].sum() > 0.95


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["rte", "web", "dog", "bluebird"])
def test_skill_without_gold_ranks_real_workers(real_data: Path, name: str) -> None:
    labels, tasks, truth = load(real_data, name)
    right, total = evidence_of(labels, infer(labels, method="dawid-skene").posterior_)
    found = skill(right.sum(axis=1), total.sum(axis=1), fit_prior(right.sum(axis=1), total.sum(axis=1)))
    known = np.full(labels.tasks, -1)
    known[labels.task_indices(tasks)] = labels.class_indices(truth)
    judged = known[labels.task] >= 0
    count = np.bincount(labels.worker[judged], minlength=labels.workers)
    hits = np.bincount(
        labels.worker[judged], labels.label[judged] == known[labels.task[judged]], labels.workers
    )
    many = count >= 20
    true = hits[many] / count[many]
    assert np.corrcoef(found.mean[many], true)[0, 1] > 0.7
    assert np.abs(found.mean[many] - true).mean() < 0.12


def test_reviewers_are_measured_by_what_is_turned_over() -> None:
    verdicts = [("careful", n % 20 == 0) for n in range(100)] + [("hasty", n % 2 == 0) for n in range(100)]
    found = reversal_rates([*verdicts, ("new", True)])
    assert found["hasty"].low > found["careful"].high
    assert found["new"].mean < 0.8
    assert reversal_rates([]) == {}


def test_the_learning_curve_finds_start_and_ceiling() -> None:
    rng = np.random.default_rng(3)
    items = np.arange(800)
    outcomes = rng.random(800) < 0.95 - 0.45 * np.exp(-items / 80)
    curve = learning_curve(outcomes)
    assert curve.start == pytest.approx(0.5, abs=0.12)
    assert curve.ceiling == pytest.approx(0.95, abs=0.03)
    assert 80 * 0.4 < curve.pace < 80 * 2.5
    assert curve.items_until(0.9) == pytest.approx(80 * np.log(9), rel=0.5)
    assert curve.items_until(0.999) == float("inf")


def test_honest_people_seldom_raise_the_alarm_and_those_who_slip_soon_do() -> None:
    rng = np.random.default_rng(4)
    false = sum(drift(rng.random(1000) < 0.9, expected=0.9).alarm is not None for _ in range(200))
    assert false / 200 < 1000 / 5000
    delays = []
    for _ in range(100):
        outcomes = np.concatenate([rng.random(300) < 0.9, rng.random(300) < 0.75])
        found = drift(outcomes, expected=0.9)
        if found.alarm is not None and found.alarm >= 300:
            delays.append(found.alarm - 300)
    assert len(delays) > 85
    assert np.median(delays) < 100


def test_nobody_with_no_evidence_is_judged() -> None:
    assert fit_prior(np.zeros(3), np.zeros(3), around=Prior(3.0, 1.0)) == Prior(3.0, 1.0)
