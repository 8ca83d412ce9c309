"""Spans of a text: how alike two sets are, and one set out of several.

A span is `(start, end)`, half-open, in code points. All scores are F1: twice what is common over the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from beanfield.quality.labels import Labels
from beanfield.quality.truth.dawid_skene import DawidSkene

Spans: TypeAlias = Sequence[tuple[int, int]]
Characters: TypeAlias = NDArray[np.bool_]

#: On characters the passes may go on: each worker gives thousands of them.
_PASSES = 50


def characters_of(spans: Spans, length: int) -> Characters:
    """(length,) which characters lie in a span."""
    marked = np.zeros(length, dtype=bool)
    for start, end in spans:
        marked[start:end] = True
    return marked


def spans_of(marked: Characters) -> list[tuple[int, int]]:
    """The runs of marked characters."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def exact_f1(a: Spans, b: Spans) -> float:
    """Spans with both ends equal are common."""
    return _f1(len(set(a) & set(b)), len(set(a)), len(set(b)))


def partial_f1(a: Spans, b: Spans) -> float:
    """A pair of overlapping spans is worth common over joint length; pairs are chosen for the most."""
    if not a or not b:
        return _f1(0, len(a), len(b))
    here, there = np.array(a), np.array(b)
    common = np.minimum(here[:, None, 1], there[:, 1]) - np.maximum(here[:, None, 0], there[:, 0])
    joint = np.maximum(here[:, None, 1], there[:, 1]) - np.minimum(here[:, None, 0], there[:, 0])
    worth = np.maximum(common, 0) / joint
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return _f1(float(worth[rows, columns].sum()), len(a), len(b))


def character_f1(a: Spans, b: Spans) -> float:
    """Characters marked by both are common."""
    length = max((end for _, end in (*a, *b)), default=0)
    here, there = characters_of(a, length), characters_of(b, length)
    return _f1(int((here & there).sum()), int(here.sum()), int(there.sum()))


def token_f1(a: Spans, b: Spans, tokens: Spans) -> float:
    """Tokens that a span touches are marked; those marked by both are common."""
    here, there = (
        {token for token in tokens if any(token[0] < end and start < token[1] for start, end in spans)}
        for spans in (a, b)
    )
    return _f1(len(here & there), len(here), len(there))


def _f1(common: float, left: int, right: int) -> float:
    return 2 * common / (left + right) if left + right else 1.0


def voted(answers: Sequence[Spans], length: int, *, weights: Sequence[float] | None = None) -> list[Any]:
    """The characters that more than half of the weight marks, as spans."""
    counted = np.ones(len(answers)) if weights is None else np.asarray(weights, dtype=np.float64)
    votes = np.zeros(length)
    for spans, weight in zip(answers, counted, strict=True):
        votes += weight * characters_of(spans, length)
    return spans_of(votes * 2 > counted.sum())


def inferred(
    texts: Sequence[tuple[int, Sequence[tuple[Any, Spans]]]], *, smoothing: float = 0.1
) -> list[NDArray[np.float64]]:
    """For each text (its length, [(worker, spans)]) the probability of each character to lie in a span.

    Dawid–Skene over all characters of all texts: it learns who marks too much and who too little.
    """
    lengths = [length for length, _ in texts]
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    names = sorted({worker for _, answers in texts for worker, _ in answers}, key=str)
    place = {name: at for at, name in enumerate(names)}
    tasks, workers, given = [], [], []
    for (length, answers), offset in zip(texts, offsets, strict=False):
        for worker, spans in answers:
            tasks.append(offset + np.arange(length))
            workers.append(np.full(length, place[worker]))
            given.append(characters_of(spans, length).astype(np.int64))
    labels = Labels.of(np.concatenate(tasks), np.concatenate(workers), np.concatenate(given), classes=[0, 1])
    fitted = DawidSkene(smoothing=smoothing, pooling=0.0, iterations=_PASSES).fit(labels)
    chance = np.zeros(int(offsets[-1]))
    chance[labels.task_names] = fitted.posterior_[:, 1]
    return np.split(chance, offsets[1:-1])
