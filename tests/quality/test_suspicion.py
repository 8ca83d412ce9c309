"""Each detector finds what it is for, and leaves simulated honest people alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from beanfield.quality.labels import Labels
from beanfield.quality.people import suspicion
from beanfield.quality.people.suspicion import flagged
from beanfield.quality.truth import infer

PEOPLE, ROUNDS = 30, 15


def crowd(rng: np.random.Generator, *, bad: dict[int, str] | None = None) -> tuple[Labels, np.ndarray]:
    """Thirty people of unlike skill and habits on 400 tasks of four unequal classes, five labels a task."""
    truth = rng.choice(4, 400, p=[0.4, 0.3, 0.2, 0.1])
    ability = rng.beta(10, 3, PEOPLE)
    habit = rng.dirichlet(np.full(4, 3.0), PEOPLE)
    rows = []
    for task in range(400):
        for worker in rng.choice(PEOPLE, 5, replace=False):
            kind = (bad or {}).get(int(worker))
            right = rng.random() < ability[worker] and kind is None
            label = int(truth[task] if right else rng.choice(4, p=habit[worker]))
            label = {"guess": int(rng.integers(4)), "same": 2}.get(kind or "", label)
            rows.append((task, int(worker), label))
    return Labels.of(*zip(*rows, strict=True)), truth


def false_alarm_rate(marks: list[int], people: int) -> float:
    return sum(marks) / (ROUNDS * people)


@pytest.mark.parametrize("detector", [suspicion.guessing, suspicion.constant])
def test_honest_people_are_left_alone(detector: Callable[[Labels, np.ndarray], np.ndarray]) -> None:
    rng, marks = np.random.default_rng(0), []
    for _ in range(ROUNDS):
        labels, _ = crowd(rng)
        found = detector(labels, infer(labels, method="one-coin").posterior_)
        marks.append(int(flagged(found).sum()))
    assert false_alarm_rate(marks, PEOPLE) <= 0.01


def test_guessers_and_repeaters_are_found() -> None:
    labels, _ = crowd(np.random.default_rng(1), bad={3: "guess", 7: "same"})
    posterior = infer(labels, method="one-coin").posterior_
    assert flagged(suspicion.guessing(labels, posterior))[[3, 7]].all()
    assert np.flatnonzero(flagged(suspicion.constant(labels, posterior))).tolist() == [7]


def times(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    person = np.repeat(np.arange(PEOPLE), 60)
    objects = rng.poisson(4, len(person))
    pace = rng.normal(0, 0.35, PEOPLE)[person]
    return person, np.exp(1.5 + 0.9 * np.log1p(objects) + pace + rng.normal(0, 0.4, len(person))), objects


def test_quick_people_are_no_spammers_but_those_who_click_through_are() -> None:
    rng, marks = np.random.default_rng(2), []
    for _ in range(ROUNDS):
        found = suspicion.too_fast(*times(rng))
        marks.append(int(flagged(np.array(list(found.values()))).sum()))
    assert false_alarm_rate(marks, PEOPLE) <= 0.01
    person, seconds, objects = times(rng)
    seconds[person == 4] = 0.7
    found = suspicion.too_fast(person, seconds, objects)
    assert np.flatnonzero(flagged(np.array(list(found.values())))).tolist() == [4]


def test_who_leaves_wrong_pre_labels_as_they_are_is_found() -> None:
    rng, marks = np.random.default_rng(3), []
    for _ in range(ROUNDS):
        wrong = rng.integers(20, 60, PEOPLE)
        left = rng.binomial(wrong, rng.beta(2, 8, PEOPLE))
        marks.append(int(flagged(suspicion.untouched(left, wrong)).sum()))
    assert false_alarm_rate(marks, PEOPLE) <= 0.01
    left[5] = wrong[5]
    assert flagged(suspicion.untouched(left, wrong))[5]


def drawings(rng: np.random.Generator) -> dict[int, list[tuple[int, list[float]]]]:
    boxes = rng.uniform(0, 500, (80, 4))
    return {
        worker: [
            (item, (boxes[item] + rng.normal(0, 2.0, 4)).tolist())
            for item in rng.choice(80, 40, replace=False).tolist()
        ]
        for worker in range(12)
    }


def test_copied_shapes_are_found_and_pre_labels_are_no_copies() -> None:
    rng, marks = np.random.default_rng(4), []
    for _ in range(ROUNDS):
        found = suspicion.copied(drawings(rng))
        marks.append(int(flagged(np.array(list(found.values()))).sum()))
    assert false_alarm_rate(marks, 66) <= 0.01
    drawn = drawings(rng)
    drawn[1] = drawn[1][:20] + drawn[0][:20]
    found = suspicion.copied(drawn)
    names = [pair for pair, mark in zip(found, flagged(np.array(list(found.values()))), strict=True) if mark]
    assert names == [(0, 1)]
    machine = [(item, numbers) for item, numbers in drawn[0][:20]]
    found = suspicion.copied(drawn, machine=machine)
    assert not flagged(np.array(list(found.values()))).any()


def test_who_errs_like_another_beyond_chance_is_found() -> None:
    rng, marks = np.random.default_rng(5), []
    for _ in range(ROUNDS):
        labels, _ = crowd(rng)
        pairs = suspicion.shared_errors(labels, infer(labels, method="one-coin").posterior_)
        marks.append(int(flagged(np.array([value for value, _ in pairs.values()])).sum()))
    assert false_alarm_rate(marks, PEOPLE * (PEOPLE - 1) // 2) <= 0.01
    truth = rng.integers(0, 6, 300)
    rows = [
        (t, w, truth[t] if rng.random() < 0.7 else (truth[t] + rng.integers(1, 6)) % 6)
        for t in range(300)
        for w in range(7)
    ]
    said = {(t, w): label for t, w, label in rows}
    rows += [(t, 8, said[t, 0]) for t in range(300)]
    labels = Labels.of(*zip(*rows, strict=True))
    pairs = suspicion.shared_errors(labels, infer(labels, method="one-coin").posterior_)
    marked = flagged(np.array([value for value, _ in pairs.values()]))
    assert [pair for pair, mark in zip(pairs, marked, strict=True) if mark] == [(0, 7)]
