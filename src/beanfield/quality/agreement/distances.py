"""Krippendorff's alpha for answers of any kind, given how alike two of them are; and for spans of a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any, TypeVar

import numpy as np

from beanfield.quality.agreement.alpha import alpha_of_counts
from beanfield.quality.merge.spans import Spans, characters_of

Answer = TypeVar("Answer")


def alpha_of_similarity(
    units: Sequence[Sequence[Answer]],
    similarity: Callable[[Answer, Answer], float],
    *,
    pairs: int = 20_000,
    seed: int = 0,
) -> float:
    """1 − D_o / D_e with the difference 1 − similarity, over units with two answers or more.

    D_o is the mean difference within units, each answer weighing the same; D_e that of answers of any two
    units, over all pairs or so many drawn ones. With a similarity of 1 for equal and 0 otherwise this is the
    nominal alpha. NaN where no unit has two answers, 1 where all answers are the same.
    """
    counted = [unit for unit in units if len(unit) >= 2]
    answers = [answer for unit in counted for answer in unit]
    if not counted:
        return float("nan")
    observed = 0.0
    for unit in counted:
        within = sum(1.0 - similarity(a, b) for a, b in combinations(unit, 2))
        observed += 2.0 * within / (len(unit) - 1)
    observed /= len(answers)
    count = len(answers)
    if count * (count - 1) // 2 <= pairs:
        drawn = list(combinations(range(count), 2))
    else:
        rng = np.random.default_rng(seed)
        first, shift = rng.integers(0, count, pairs), rng.integers(1, count, pairs)
        drawn = list(zip(first.tolist(), ((first + shift) % count).tolist(), strict=True))
    expected = sum(1.0 - similarity(answers[i], answers[j]) for i, j in drawn) / len(drawn)
    return 1.0 - observed / expected if expected > 0 else 1.0


def alpha_of_spans(texts: Sequence[tuple[int, Sequence[Sequence[tuple[Any, Spans]]]]]) -> float:
    """Alpha with each character as a unit; of each text its length and each person's [(class, spans)].

    A character's value is the first class whose span holds it, or none. Long spans weigh more than short
    ones, as in Krippendorff's own alpha for unitizing (Content Analysis, 4th ed., 2018, ch. 12.4) with
    nominal differences.
    """
    names = sorted({name for _, people in texts for marked in people for name, _ in marked}, key=str)
    place = {name: at for at, name in enumerate(names, 1)}
    tables = []
    for length, people in texts:
        counts = np.zeros((length, len(names) + 1))
        for marked in people:
            value = np.zeros(length, dtype=np.int64)
            for name, spans in reversed(list(marked)):
                value[characters_of(spans, length)] = place[name]
            counts[np.arange(length), value] += 1
        tables.append(counts)
    return alpha_of_counts(np.concatenate(tables)) if tables else float("nan")
