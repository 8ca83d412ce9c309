"""Agreement on objects, fields and spans."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from beanfield.annotation.document import AnnotatedObject, Box, Document
from beanfield.annotation.schema import parse_schema
from beanfield.quality.agreement.alpha import alpha_of_counts
from beanfield.quality.agreement.distances import alpha_of_similarity, alpha_of_spans
from beanfield.quality.agreement.objects import agreement_by_field, agreement_by_pair, object_agreement
from tests.quality.test_merge import read_spans

SCHEMA = parse_schema(
    """
    media: image
    classes: [{name: car, shape: box}, {name: bus, shape: box}]
    fields: [{name: weather, type: choice, of: item, options: [{name: rain}, {name: sun}]}]
    """
)


def scene(*boxes: tuple[str, float, float], weather: str = "sun") -> Document:
    objects = [AnnotatedObject(f"o{n}", name, Box(x, y, 10, 10)) for n, (name, x, y) in enumerate(boxes)]
    return Document(objects, answers={"weather": weather})


FIRST = scene(("car", 0, 0), ("car", 50, 0), ("bus", 100, 0))
SECOND = scene(("car", 1, 0), ("car", 100, 0), ("car", 200, 0), weather="rain")


def test_objects_are_matched_missed_spurious_or_confused() -> None:
    found = object_agreement([(FIRST, SECOND)], SCHEMA)
    car, bus = found.classes["car"], found.classes["bus"]
    assert (car.matched, car.missed, car.spurious) == (1, 1, 2)
    assert (bus.matched, bus.missed, bus.spurious) == (0, 1, 0)
    assert found.confusions == {("bus", "car"): 1}
    assert found.total.f1 == pytest.approx(2 / 6)
    assert car.mean_similarity == pytest.approx(90 / 110)


def test_a_set_agrees_with_itself() -> None:
    whole = object_agreement([(FIRST, FIRST)], SCHEMA).total
    assert (whole.f1, whole.precision, whole.recall, whole.mean_similarity) == (1.0, 1.0, 1.0, 1.0)


def test_pairs_and_fields_have_figures_of_their_own() -> None:
    answers = {"i": {"ann": FIRST, "bo": FIRST, "cy": SECOND}}
    pairs = agreement_by_pair(answers, SCHEMA)
    assert pairs["ann", "bo"].total.f1 == 1.0
    assert pairs["ann", "cy"].total.f1 == pytest.approx(1 / 3)
    similarity, count = agreement_by_field(answers, SCHEMA)["weather"]
    assert similarity == pytest.approx(1 / 3)
    assert count == 3


def test_alpha_by_similarity_of_equal_or_not_is_the_nominal_one() -> None:
    rng = np.random.default_rng(0)
    units = [rng.integers(0, 3, rng.integers(1, 5)).tolist() for _ in range(30)]
    counts = np.array([[unit.count(value) for value in range(3)] for unit in units])
    found = alpha_of_similarity(units, lambda a, b: float(a == b))
    assert found == pytest.approx(alpha_of_counts(counts), abs=1e-12)


def test_alpha_of_a_drawn_part_of_the_pairs_is_near() -> None:
    rng = np.random.default_rng(1)
    units = [[int(t), int(t if rng.random() < 0.8 else rng.integers(4))] for t in rng.integers(0, 4, 600)]
    whole = alpha_of_similarity(units, lambda a, b: float(a == b), pairs=10**7)
    assert alpha_of_similarity(units, lambda a, b: float(a == b), pairs=20_000) == pytest.approx(
        whole, abs=0.02
    )


def test_spans_of_two_people() -> None:
    same = [[("name", [(0, 5)])], [("name", [(0, 5)])]]
    apart = [[("name", [(0, 5)])], [("place", [(5, 10)])]]
    assert alpha_of_spans([(20, same)]) == 1.0
    assert alpha_of_spans([(20, apart)]) < 0.3
    assert np.isnan(alpha_of_spans([]))


@pytest.mark.realdata
def test_markers_of_abstracts_agree_moderately(real_data: Path) -> None:
    folder = real_data / "crowd" / "pico_spans"
    with (folder / "truth.csv").open(encoding="utf-8") as file:
        length = {row["task"]: int(row["length"]) for row in csv.DictReader(file)}
    said = defaultdict(list)
    with (folder / "labels.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["task"] in length:
                said[row["task"]].append([("participants", read_spans(row["label"]))])
    assert 0.3 < alpha_of_spans([(length[task], people) for task, people in said.items()]) < 0.7
