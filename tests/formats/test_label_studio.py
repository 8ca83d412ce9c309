"""Label Studio's JSON."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from beanfield.annotation.document import (
    AnnotatedObject,
    Box,
    Document,
    Ellipse,
    Interval,
    Mask,
    Point,
    Polygon,
    Polyline,
    Relation,
    RotatedBox,
    Span,
)  # fmt: skip
from beanfield.annotation.schema import parse_schema
from beanfield.formats import registry
from beanfield.formats.base import ReadOptions, WriteOptions
from beanfield.formats.faults import FormatError
from beanfield.formats.record import Answer, Chat, Message, Picture, Record, Response, Sound, Text
from beanfield.formats.source import Source
from tests.formats.samples import LABEL_STUDIO, SAMPLES, as_json, put
from tests.formats.support import ALONE, good, read, write


def _put(folder: Path, tasks: Any) -> Path:
    return put(folder, SAMPLES["label_studio"] | {"tasks.json": as_json(tasks)})


def test_percent_becomes_pixels_and_rectangles_turn_about_their_corner(tmp_path: Path) -> None:
    record = good("label_studio", _put(tmp_path, LABEL_STUDIO))[0]
    assert (record.name, record.content, record.meta) == ("a.png", Picture(200, 100), {"source": "cam"})
    assert record.document is not None
    shapes = {o.id: o.shape for o in record.document.objects}
    turned = shapes["r1"]
    assert isinstance(
        turned, RotatedBox
    )  # corner (20, 20), 60 × 40, turned a quarter: the centre is down and left
    assert (turned.cx, turned.cy, turned.w, turned.h, turned.angle) == pytest.approx((0, 50, 60, 40, 90))
    assert shapes["p1"] == Polygon([0, 0, 100, 0, 100, 50])
    assert shapes["k1"] == Point(10, 5)
    assert shapes["e1"] == Ellipse(100, 50, 20, 20, 0)


def test_answers_become_fields_and_those_about_a_region_its_attributes(tmp_path: Path) -> None:
    record = good("label_studio", _put(tmp_path, LABEL_STUDIO))[0]
    assert record.document is not None and record.prelabel is not None
    assert record.document.objects[0].attributes == {"state": "dirty"}
    assert record.document.answers == {
        "weather": ["rain", "night"], "kind": ["a", "b"], "stars": 4, "metres": 2.5, "note": "two\nlines",
    }  # fmt: skip
    assert record.document.relations == [Relation("r1", "p1", "on")]
    assert record.prelabel.objects == [AnnotatedObject("q1", "car", Box(2, 2, 6, 4), score=0.75)]
    answer = record.answers[0]
    assert (answer.person, answer.active_seconds, answer.id) == ("wang@example.org", 12.5, "11")


def test_offsets_are_code_points_and_those_in_utf16_are_seen_by_the_text_beside_them(tmp_path: Path) -> None:
    tasks = deepcopy(LABEL_STUDIO[1:])
    assert good("label_studio", _put(tmp_path / "a", tasks))[0].document == Document(
        [AnnotatedObject("s1", "PER", Span(1, 3))]
    )
    tasks[0]["annotations"][0]["result"][0]["value"] |= {"start": 2, "end": 4}
    assert good("label_studio", _put(tmp_path / "b", tasks))[0].document == Document(
        [AnnotatedObject("s1", "PER", Span(1, 3))]
    )
    tasks[0]["annotations"][0]["result"][0]["value"]["text"] = "小红"
    _, faults = read("label_studio", _put(tmp_path / "c", tasks))
    assert [f.key for f in faults] == ["format_span_mismatch"]


def test_the_derived_schema_is_valid_and_knows_every_control(tmp_path: Path) -> None:
    with Source.open(_put(tmp_path, LABEL_STUDIO[:1])) as source:
        schema = parse_schema(registry.reader("label_studio").derive_schema(source))
    assert {f.name for f in schema.fields} == {"weather", "kind", "stars", "metres", "note"}
    assert {c.name: c.shape for c in schema.classes} == {
        "car": "rotated_box", "car_box": "box", "road": "polygon", "tip": "point", "ball": "ellipse",
    }  # fmt: skip
    assert [(r.name, r.from_, r.to) for r in schema.relations] == [("on", ("car",), ("road",))]


SCHEMA: dict[str, Any] = {
    "media": "image",
    "classes": [
        {
            "name": "car",
            "shape": "box",
            "attributes": [
                {"name": "wet", "type": "boolean"},
                {"name": "make", "type": "choice", "options": ["suv", "van"]},
                {"name": "signs", "type": "choices", "options": ["a", "b"]},
                {"name": "speed", "type": "number"},
                {"name": "plate", "type": "text"},
            ],
        }
    ],
    "fields": [
        {"name": "weather", "type": "choice", "options": ["rain", "sun"]},
        {"name": "tags", "type": "choices", "options": ["x", "y"]},
        {"name": "kind", "type": "tree", "options": [{"name": "a", "children": ["b"]}]},
        {"name": "stars", "type": "rating", "max": 5},
        {"name": "count", "type": "number"},
        {"name": "note", "type": "text"},
        {"name": "night", "type": "boolean"},
    ],
}


def _everything() -> Record:
    pixels = np.zeros((100, 200), bool)
    pixels[10:20, 30:50] = True
    pixels[12:15, 33:40] = False
    attributes = {"wet": True, "make": "suv", "signs": ["a"], "speed": 3.5, "plate": "沪A"}
    objects = [
        AnnotatedObject("o1", "car", Box(12.25, 40.5, 80.125, 52), attributes, score=0.5),
        AnnotatedObject("o2", "car", RotatedBox(100, 50, 30, 20, 33)),
        AnnotatedObject("o3", "road", Polygon([1.1, 2.2, 3.3, 4.4, 5.5, 1.7])),
        AnnotatedObject("o4", "line", Polyline([1, 2, 3, 4.123456])),
        AnnotatedObject("o5", "tip", Point(7.7, 8.8)),
        AnnotatedObject("o6", "ball", Ellipse(50, 50, 10.5, 5.25, 12)),
        AnnotatedObject("o7", "stain", Mask.of_pixels(pixels)),
    ]
    answers: dict[str, Any] = {
        "weather": "rain", "tags": ["x", "y"], "kind": ["a", "b"], "stars": 3, "count": 7, "note": "好",
        "night": False,
    }  # fmt: skip
    document = Document(objects, [Relation("o1", "o2", "pulls")], answers)
    return Record("街/1.png", Picture(200, 100), answers=[Answer(document, person="wang")], meta={"page": 3})


def test_a_round_trip_keeps_every_shape_to_a_millionth_and_every_answer(tmp_path: Path) -> None:
    record = _everything()
    data, report = write("label_studio", [record], WriteOptions(schema=SCHEMA))
    assert (report.items, report.objects, report.answers, report.dropped) == (1, 7, 1, {})
    put(tmp_path, {"tasks.json": data})
    options = ReadOptions(schema=SCHEMA, media_required=False)
    again = good("label_studio", tmp_path, options=options)[0]
    assert (again.name, again.content, again.meta) == (record.name, record.content, record.meta)
    before, after = record.answers[0].document, again.answers[0].document
    assert again.answers[0].person == "p1"
    assert after.answers == before.answers
    assert after.relations == before.relations
    for a, b in zip(before.objects, after.objects, strict=True):
        assert (b.id, b.class_, b.attributes, b.score) == (a.id, a.class_, a.attributes, a.score)
        for name in a.shape.__struct_fields__:
            assert getattr(b.shape, name) == pytest.approx(getattr(a.shape, name), abs=1e-6)


def test_chats_recordings_gold_and_several_answers_come_back(tmp_path: Path) -> None:
    chat = Chat(
        [Message("user", "😀你好吗"), Message("assistant", "好")],
        [Response("x", [Message("assistant", "很好")]), Response("y", [Message("assistant", "不好")])],
    )
    spans = Document([AnnotatedObject("s", "mood", Span(1, 3, "turn:0"))], answers={"best": {"better": "y"}})
    sound = Document([AnnotatedObject("i", "speech", Interval(0.5, 2.25))])
    records = [
        Record("c", chat, answers=[Answer(spans, person="a"), Answer(Document(), person="b")]),
        Record("s.mp3", Sound(), gold=sound),
        Record("t", Text("北京"), Document(answers={"m": "好"}), prelabel=Document(answers={"m": "坏"})),
    ]
    data, _ = write("label_studio", records)
    put(tmp_path, {"tasks.json": data})
    first, second, third = good("label_studio", tmp_path, options=ALONE)
    assert first.content == chat
    assert [(a.person, a.document) for a in first.answers] == [("p1", spans), ("p2", Document())]
    assert second.gold == sound
    assert third.document == Document(answers={"m": "好"})
    assert third.prelabel == Document(answers={"m": "坏"})


def test_what_label_studio_cannot_hold_is_refused_by_name_or_counted() -> None:
    ring = Polygon([0, 0, 6, 0, 6, 6], [[2, 1, 4, 1, 4, 2]])
    record = Record("a.png", Picture(9, 9), Document([AnnotatedObject("p", "ring", ring, group="g")]))
    with pytest.raises(FormatError, match="label_studio cannot hold groups"):
        write("label_studio", [record])
    _, report = write("label_studio", [record], WriteOptions(drop=True))
    assert report.dropped == {"groups": 1, "holes": 1}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"original_width": 0}, "fault_below"),
        ({"original_width": None}, "format_no_dimensions"),
        ({"value": {"x": 1, "y": 2, "width": -3, "height": 4, "rectanglelabels": ["a"]}}, "format_bad_size"),
        (
            {"value": {"x": "1", "y": 2, "width": 3, "height": 4, "rectanglelabels": ["a"]}},
            "format_bad_number",
        ),
        ({"value": {"points": [[1, 2], [3]], "polygonlabels": ["a"]}}, "format_bad_points"),
        ({"value": {"rle": [1, 2, 3], "format": "rle", "brushlabels": ["a"]}}, "format_bad_rle"),
        ({"value": []}, "fault_want_object"),
        ({"score": 7}, "format_bad_score"),
    ],
)
def test_a_bad_result_is_named_by_line_and_path_and_other_tasks_go_on(
    tmp_path: Path, change: dict[str, Any], key: str
) -> None:
    tasks = deepcopy(LABEL_STUDIO)
    tasks[0]["annotations"][0]["result"] = [tasks[0]["annotations"][0]["result"][0] | change]
    records, faults = read("label_studio", _put(tmp_path, tasks))
    assert [f.key for f in faults] == [key]
    assert (faults[0].file, faults[0].line) == ("tasks.json", 2)
    assert faults[0].path is not None and "annotations[0].result[0]" in faults[0].path
    assert [record.name for record in records] == ["task-2"]


def test_results_that_we_have_no_word_for_are_noted_and_lose_nothing_else(tmp_path: Path) -> None:
    tasks = deepcopy(LABEL_STUDIO[:1])
    tasks[0]["annotations"][0]["result"].append({"type": "magic", "value": {"magic": 1}})
    with Source.open(_put(tmp_path, tasks)) as source:
        rows = list(registry.reader("label_studio").read(source))
    assert [(row.note, row.key) for row in rows if not isinstance(row, Record)] == [
        (True, "format_unknown_result")
    ]
    assert len([row for row in rows if isinstance(row, Record)]) == 1


def test_every_task_is_json_on_a_line_of_its_own() -> None:
    data, _ = write("label_studio", [Record(f"{n}", Text("a")) for n in range(3)])
    assert len(json.loads(data)) == 3
    assert len(data.splitlines()) == 5
