"""How far people agree: per question by the right alpha, on objects by F1, with bootstrap intervals."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import numpy as np

from beanfield.annotation.fields.base import Question
from beanfield.annotation.fields.boolean import Boolean
from beanfield.annotation.fields.choice import Choice
from beanfield.annotation.fields.number import Number
from beanfield.annotation.fields.rating import Rating
from beanfield.annotation.matching import answer_similarity
from beanfield.annotation.schema import LabelSchema
from beanfield.checks.model_reports import Agreement, Measure
from beanfield.checks.opinion import Given
from beanfield.quality.agreement.alpha import Level, alpha_interval, alpha_of_counts
from beanfield.quality.agreement.objects import ObjectAgreement

_DRAWS: Final = 400
_PAIRS: Final = 2000
_WORST: Final = 20

Answers = Mapping[int, Sequence[Given]]
Unit = tuple[int, list[Any]]  # item, answers


def agreements(answers: Answers, schema: LabelSchema) -> list[Agreement]:
    """Of objects first, then of each question, those with something to compare."""
    found = [_objects(answers, schema)] if schema.classes else []
    found += [_question(question, answers) for question in schema.fields]
    return [each for each in found if each.units]


def _objects(answers: Answers, schema: LabelSchema) -> Agreement:
    """F1 of pairs of people, each item weighing by its objects; bootstrap over items."""
    counted: list[tuple[int, float, float]] = []
    for item, given in answers.items():
        found = ObjectAgreement()
        for a, b in combinations(given, 2):
            found.add(a.document, b.document, schema)
        whole = found.total
        if both := 2 * whole.matched + whole.missed + whole.spurious:
            counted.append((item, 2.0 * whole.matched, float(both)))
    if not counted:
        return Agreement("", "objects", None, None, None, 0)
    table = np.array([each[1:] for each in counted])
    value = float(table[:, 0].sum() / table[:, 1].sum())
    rng = np.random.default_rng(0)
    drawn = table[rng.integers(0, len(table), (_DRAWS, len(table)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    worst = sorted(counted, key=lambda each: each[1] / each[2])
    items = [item for item, common, both in worst if common < both][:_WORST]
    return Agreement("", "objects", value, float(low), float(high), len(counted), items)


def _question(question: Question, answers: Answers) -> Agreement:
    units = [unit for unit in _units(question, answers) if len(unit[1]) > 1]
    if not units:
        return Agreement(question.name, "nominal", None, None, None, 0)
    measure = _measure(question)
    if measure == "similarity":
        value, low, high = _by_similarity(question, units)
    else:
        value, low, high = _alpha(units, measure)
    alike = {
        item: sum(answer_similarity(question, a, b) for a, b in combinations(given, 2))
        / math.comb(len(given), 2)
        for item, given in units
    }
    items = sorted((item for item in alike if alike[item] < 1), key=lambda item: alike[item])[:_WORST]
    return Agreement(question.name, measure, _known(value), _known(low), _known(high), len(units), items)


def _units(question: Question, answers: Answers) -> Iterator[Unit]:
    """Each thing that the question is asked about, with everyone's answers. Regions differ from person to
    person, so that of them nothing is compared."""
    for item, given in answers.items():
        if question.of == "item":
            yield item, [a for each in given if (a := each.document.answers.get(question.name)) is not None]
        elif question.of != "region":
            keyed: list[dict[str, Any]] = [each.document.answers.get(question.name) or {} for each in given]
            for key in sorted({key for each in keyed for key in each}):
                yield item, [each[key] for each in keyed if key in each]


def _measure(question: Question) -> Measure:
    if isinstance(question, Choice | Boolean):
        return "nominal"
    if isinstance(question, Rating):
        return "ordinal"
    return "interval" if isinstance(question, Number) else "similarity"


def _alpha(units: Sequence[Unit], measure: Measure) -> tuple[float, float, float]:
    level: Level = "ordinal" if measure == "ordinal" else "interval" if measure == "interval" else "nominal"
    keys = [[value if level != "nominal" else json.dumps(value) for value in given] for _, given in units]
    values = sorted({value for given in keys for value in given})
    place = {value: at for at, value in enumerate(values)}
    counts = np.zeros((len(units), len(values)))
    for at, given in enumerate(keys):
        for value in given:
            counts[at, place[value]] += 1
    numbers = np.array(values, dtype=np.float64) if level != "nominal" else None
    value = alpha_of_counts(counts, level=level, values=numbers)
    low, high = alpha_interval(counts, level=level, values=numbers, draws=_DRAWS)
    return value, low, high


def _by_similarity(question: Question, units: Sequence[Unit]) -> tuple[float, float, float]:
    """1 − D_o / D_e with the difference 1 − similarity; the interval draws units and holds D_e."""
    weights = np.array([len(given) for _, given in units], dtype=np.float64)
    within = np.array(
        [
            1.0 - np.mean([answer_similarity(question, a, b) for a, b in combinations(given, 2)])
            for _, given in units
        ]
    )
    every = [answer for _, given in units for answer in given]
    rng = np.random.default_rng(0)
    first, shift = rng.integers(0, len(every), _PAIRS), rng.integers(1, len(every), _PAIRS)
    expected = 1.0 - np.mean(
        [
            answer_similarity(question, every[i], every[(i + s) % len(every)])
            for i, s in zip(first, shift, strict=True)
        ]
    )
    if expected <= 0:
        return 1.0, 1.0, 1.0
    places = rng.integers(0, len(units), (_DRAWS, len(units)))
    drawn = 1.0 - (weights[places] * within[places]).sum(axis=1) / weights[places].sum(axis=1) / expected
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(1.0 - (weights * within).sum() / weights.sum() / expected), float(low), float(high)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
