"""Cost-aware collection: single decisions, and what they save on real sets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beanfield.quality.collection.replay import dynamic, fixed, saved
from beanfield.quality.collection.rules import (
    StopRule,
    expected_information,
    fit_temperature,
    gold_share,
    next_tasks,
    tempered,
    whom_to_ask,
)
from beanfield.quality.truth import infer
from beanfield.quality.truth.scores import accuracy
from tests.quality.test_truth import load


@given(st.lists(st.floats(0.01, 1.0), min_size=2, max_size=5), st.floats(0.0, 1.0))
@settings(deadline=None)
def test_a_label_tells_no_more_than_is_unknown(shares: list[float], share_right: float) -> None:
    posterior = np.array(shares) / sum(shares)
    unknown = -(posterior * np.log2(posterior)).sum()
    assert -1e-9 <= expected_information(posterior, share_right) <= unknown + 1e-6


def test_a_coin_tells_nothing_and_a_sure_hand_tells_all() -> None:
    assert expected_information(np.array([0.5, 0.5]), 0.5) == pytest.approx(0.0, abs=1e-6)
    assert expected_information(np.array([0.5, 0.5]), 1.0) == pytest.approx(1.0, abs=1e-6)


def test_who_is_asked_tells_most_for_the_money() -> None:
    open_question = np.array([0.5, 0.5])
    assert whom_to_ask(open_question, {"expert": (0.95, 10.0), "novice": (0.8, 10.0)}) == "expert"
    assert whom_to_ask(open_question, {"expert": (0.95, 40.0), "novice": (0.8, 10.0)}) == "novice"
    with pytest.raises(ValueError, match="nobody"):
        whom_to_ask(open_question, {})


def test_a_task_is_finished_when_sure_or_asked_often_enough() -> None:
    rule = StopRule(target=0.9, least=2, most=4)
    sure, unsure = np.array([0.95, 0.05]), np.array([0.6, 0.4])
    assert [rule.is_enough(sure, 1), rule.is_enough(sure, 2)] == [False, True]
    assert [rule.is_enough(unsure, 3), rule.is_enough(unsure, 4)] == [False, True]
    assert next_tasks({"a": unsure, "b": sure, "c": np.array([0.5, 0.5])}, dict.fromkeys("abc", 2), rule) == [
        "c",
        "a",
    ]


def test_an_overconfident_model_is_cooled_by_gold() -> None:
    stated = np.tile([0.99, 0.01], (300, 1))
    truth = (np.arange(300) % 5 == 0).astype(int)
    temperature = fit_temperature(stated, truth)
    assert temperature > 2
    assert tempered(stated, temperature)[0, 0] == pytest.approx(0.8, abs=0.05)
    assert fit_temperature(np.tile([0.8, 0.2], (300, 1)), truth) == pytest.approx(1.0, abs=0.1)


def test_new_people_get_much_gold_and_proven_ones_little() -> None:
    assert gold_share(0, 0) == pytest.approx(0.2)
    assert gold_share(190, 200) < 0.02
    assert gold_share(20, 30) > gold_share(29, 30)


def test_savings_are_read_off_the_curve() -> None:
    curve = {1: (100.0, 0.7), 2: (200.0, 0.8), 3: (300.0, 0.8)}
    assert saved(75.0, 0.75, curve) == (0.5, True)
    assert saved(150.0, 0.9, curve) == (0.5, False)


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["tweet", "sp_amt", "cf_amt", "dog"])
def test_at_least_a_third_of_the_labels_is_saved(real_data: Path, name: str) -> None:
    """Against the same model on the least fixed overlap that is as right."""
    labels, tasks, truth = load(real_data, name)
    most = int(labels.votes.sum(axis=1).max())
    curve = {}
    for overlap in range(1, most + 1):
        some = fixed(labels, overlap, np.random.default_rng(0))
        right = accuracy(some, infer(some, method="one-coin").posterior_, tasks, truth)
        curve[overlap] = (float(len(some.task)), right)
    found = dynamic(labels, StopRule(0.99, most=most), np.random.default_rng(0))
    asked = found.labels(labels)
    right = accuracy(asked, infer(asked, method="one-coin").posterior_, tasks, truth)
    assert saved(float(len(found.rows)), right, curve)[0] > 0.33
