"""Texts, spans, masks, boxes and keypoints against independent code and measured figures of real sets."""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beanfield.annotation.shapes.box import Box
from beanfield.quality.merge import areas, keypoints, spans, texts

WORDS = st.text("abc", max_size=12)
SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), max_size=4
)


def rows_of(path: Path) -> list[dict[str, str]]:
    packed = path if path.exists() else path.with_suffix(".csv.gz")
    csv.field_size_limit(1 << 24)
    opener = gzip.open if packed.suffix == ".gz" else open
    with opener(packed, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain_distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
    return row[-1]


@given(WORDS, WORDS)
@settings(deadline=None)
def test_the_bit_parallel_distance_is_the_plain_one(a: str, b: str) -> None:
    assert texts.edit_distance(a, b) == plain_distance(a, b)


def test_error_rates_of_characters_and_words() -> None:
    assert texts.error_rate(["今天天气很好"], ["今天气很坏"]) == pytest.approx(2 / 6)
    assert texts.error_rate([["the", "cat"]], [["a", "cat", "sat"]]) == pytest.approx(1.0)


def test_rover_takes_the_best_of_each_place() -> None:
    said = ["the cat sat on mat", "a cat sat on the mat", "the hat sat on the mat"]
    assert " ".join(texts.rover([each.split() for each in said])) == "the cat sat on the mat"


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=6), min_size=1, max_size=5))
@settings(deadline=None)
def test_rover_of_what_all_say_is_what_they_say(many: list[list[str]]) -> None:
    assert texts.rover([many[0]] * 3) == many[0]
    assert set(texts.rover(many)) <= {word for each in many for word in each}


@pytest.mark.realdata
def test_rover_beats_the_medoid_beats_one_transcript(real_data: Path) -> None:
    """Measured on all 2,620 clips elsewhere: one 18.0, medoid 6.51, ROVER 6.19 per cent WER."""
    truth = {r["task"]: spoken(r["label"]) for r in rows_of(real_data / "crowd/crowdspeech/truth.csv")}
    said: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows_of(real_data / "crowd/crowdspeech/labels.csv"):
        said[row["task"]].append(spoken(row["label"]))
    chosen = sorted(truth)[::5]
    wanted = [truth[task] for task in chosen]
    one = texts.error_rate(wanted, [said[task][0] for task in chosen])
    middle = texts.error_rate(wanted, [said[task][texts.medoid(said[task])] for task in chosen])
    joined = texts.error_rate(wanted, [texts.rover(said[task]) for task in chosen])
    assert joined < middle < one
    assert middle == pytest.approx(0.065, abs=0.01)
    assert joined == pytest.approx(0.062, abs=0.01)


def spoken(text: str) -> list[str]:
    return re.sub(r"[^a-z' ]+", " ", text.lower()).split()


@given(SPANS, SPANS)
@settings(deadline=None)
def test_span_scores_are_symmetric_shares(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> None:
    for score in (spans.exact_f1, spans.partial_f1, spans.character_f1):
        assert score(a, b) == pytest.approx(score(b, a))
        assert 0.0 <= score(a, b) <= 1.0
        assert score(a, a) == 1.0 or len(set(a)) < len(a)


def test_span_scores_of_a_worked_example() -> None:
    assert spans.exact_f1([(0, 4), (6, 9)], [(0, 4), (5, 9)]) == 0.5
    assert spans.partial_f1([(0, 4), (6, 9)], [(0, 4), (5, 9)]) == pytest.approx(2 * 1.75 / 4)
    assert spans.character_f1([(6, 9)], [(5, 9)]) == pytest.approx(6 / 7)
    assert spans.token_f1([(6, 9)], [(5, 9)], [(0, 4), (5, 9)]) == 1.0


@pytest.mark.realdata
def test_a_model_of_markers_beats_the_vote_on_abstracts(real_data: Path) -> None:
    """Measured elsewhere, character F1: one worker 54.9, vote 69.2, Dawid–Skene 74.6."""
    truth, length, said = {}, {}, defaultdict(list)
    for row in rows_of(real_data / "crowd/pico_spans/truth.csv"):
        truth[row["task"]], length[row["task"]] = read_spans(row["label"]), int(row["length"])
    for row in rows_of(real_data / "crowd/pico_spans/labels.csv"):
        if row["task"] in length:
            said[row["task"]].append((row["worker"], read_spans(row["label"])))
    tasks = sorted(truth)
    vote = [spans.voted([each for _, each in said[task]], length[task]) for task in tasks]
    chances = spans.inferred([(length[task], said[task]) for task in tasks])
    model = [spans.spans_of(chance > 0.5) for chance in chances]
    assert pooled_f1(tasks, truth, vote) == pytest.approx(0.692, abs=0.01)
    assert pooled_f1(tasks, truth, model) == pytest.approx(0.746, abs=0.015)


def read_spans(text: str) -> list[tuple[int, int]]:
    pairs = [each.split("-") for each in text.split(";") if each]
    return [(int(start), int(end)) for start, end in pairs]


def pooled_f1(tasks: list[str], truth: dict[str, Any], found: list[Any]) -> float:
    common = total = 0
    for task, answer in zip(tasks, found, strict=True):
        longest = max([end for _, end in (*truth[task], *answer)], default=0)
        a, b = spans.characters_of(truth[task], longest), spans.characters_of(answer, longest)
        common, total = common + int((a & b).sum()), total + int(a.sum() + b.sum())
    return 2 * common / total


def test_staple_trusts_the_two_who_agree() -> None:
    truth = np.zeros((20, 20), dtype=bool)
    truth[5:15, 5:15] = True
    careless = np.zeros_like(truth)
    careless[:10] = True
    fitted = areas.staple(np.stack([truth, truth, careless]))
    assert ((fitted.chance > 0.5) == truth).all()
    assert fitted.sensitivity[2] < 0.6
    assert fitted.sensitivity[0] > 0.99


@pytest.mark.realdata
def test_merged_masks_come_as_near_to_the_experts_as_measured(real_data: Path) -> None:
    """Mean IoU over 197 cells, crowd slots only: majority .8669, STAPLE .855."""
    folder = real_data / "crowd" / "bubil_masks"
    truth = {row["task"]: pixels(row) for row in rows_of(folder / "truth.csv")}
    said: dict[str, list[np.ndarray]] = defaultdict(list)
    for row in rows_of(folder / "labels.csv"):
        if row["worker"].startswith("crowd"):
            said[row["task"]].append(pixels(row))
    vote, model = [], []
    for task, wanted in truth.items():
        stack = np.stack(said[task])
        vote.append(iou(areas.majority(stack), wanted))
        model.append(iou(areas.staple(stack).chance > 0.5, wanted))
    assert np.mean(vote) == pytest.approx(0.867, abs=2e-3)
    assert np.mean(model) == pytest.approx(0.855, abs=0.01)


def pixels(row: dict[str, str]) -> np.ndarray:
    runs = [int(run) for run in row["label"].split()]
    flat = np.repeat(np.arange(len(runs)) % 2 == 1, runs)
    return flat.reshape(int(row["width"]), int(row["height"])).T


def iou(a: np.ndarray, b: np.ndarray) -> float:
    return float((a & b).sum() / max((a | b).sum(), 1))


@pytest.mark.realdata
def test_boxes_merge_by_the_median_of_their_sides(real_data: Path) -> None:
    """Mean IoU over 197 pictures, crowd slots only: one box .868, mean .907, median .918."""
    truth = {row["task"]: box(row) for row in rows_of(real_data / "crowd/bubil_boxes/truth.csv")}
    said: dict[str, list[Box]] = defaultdict(list)
    for row in rows_of(real_data / "crowd/bubil_boxes/labels.csv"):
        if row["worker"].startswith("crowd"):
            said[row["task"]].append(box(row))
    merged = [Box.merge(said[task]).similarity(wanted) for task, wanted in truth.items()]
    assert np.mean(merged) == pytest.approx(0.918, abs=2e-3)


def box(row: dict[str, str]) -> Box:
    left, top, right, bottom = (float(row[name]) for name in ("x1", "y1", "x2", "y2"))
    return Box(left, top, right - left, bottom - top)


def test_keypoint_similarity_is_that_of_coco() -> None:
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    rng = np.random.default_rng(1)
    wanted = np.column_stack([rng.uniform(0, 100, (17, 2)), rng.integers(0, 3, 17)])
    given_points = np.column_stack([wanted[:, :2] + rng.normal(0, 4, (17, 2)), np.full(17, 2)])
    common = {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 100, 100], "iscrowd": 0}
    data = COCO()
    data.dataset = {
        "images": [{"id": 1}],
        "categories": [{"id": 1}],
        "annotations": [
            {**common, "keypoints": wanted.ravel().tolist(), "num_keypoints": 12, "area": 5000.0}
        ],
    }
    data.createIndex()
    found = data.loadRes([{**common, "keypoints": given_points.ravel().tolist(), "score": 1.0}])
    evaluation = COCOeval(data, found, "keypoints")
    evaluation._prepare()
    theirs = float(evaluation.computeOks(1, 1)[0, 0])
    assert keypoints.oks(wanted, given_points, 5000.0, keypoints.PERSON) == pytest.approx(theirs, rel=1e-9)


def test_one_wild_point_moves_the_median_little() -> None:
    points = np.array([[0.0, 0], [1, 0], [0, 1], [1, 1], [500, 500]])
    assert np.abs(keypoints.geometric_median(points) - 0.5).max() < 0.6
    assert keypoints.geometric_median(np.array([[3.0, 4]])).tolist() == [3.0, 4.0]
