"""Our own lossless JSONL."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beanfield.annotation.document import (
    AnnotatedObject,
    AnyShape,
    Box,
    Document,
    Interval,
    Mask,
    Point,
    Polygon,
    Relation,
    Skeleton,
    Span,
)  # fmt: skip
from beanfield.formats.base import ReadOptions, WriteOptions
from beanfield.formats.faults import FormatError
from beanfield.formats.record import (
    Answer,
    Chat,
    Content,
    Message,
    Picture,
    Record,
    Response,
    Review,
    Sound,
    Text,
)
from tests.formats.samples import BEANFIELD, SAMPLES, as_lines, put
from tests.formats.support import ALONE, good, read, write

NAMED = WriteOptions(people="names")

finite = st.floats(-1e6, 1e6)
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
name = text.filter(lambda value: bool(value.strip()))
side = st.floats(0.001, 1e5)
shapes: st.SearchStrategy[AnyShape] = st.one_of(
    st.builds(Box, finite, finite, side, side),
    st.builds(Point, finite, finite),
    st.builds(
        Polygon,
        st.lists(finite, min_size=6, max_size=8),
        st.lists(st.lists(finite, min_size=6, max_size=6), max_size=2),
    ),
    st.builds(Skeleton, st.lists(finite, min_size=3, max_size=9)),
    st.builds(Mask, st.integers(0, 9), st.integers(0, 9), st.just(2), st.just(2), st.just([1, 2, 1])),
    st.builds(Span, st.integers(0, 3), st.integers(4, 9), st.none() | st.just("turn:0")),
    st.builds(Interval, st.floats(0, 1), st.floats(2, 3)),
)
values = st.one_of(st.booleans(), finite, text, st.lists(text, max_size=3), st.integers(-(2**53), 2**53))
objects = st.builds(
    AnnotatedObject,
    st.text("abc123", min_size=1, max_size=9),
    name,
    shapes,
    st.dictionaries(name, values, max_size=2),
    st.none() | st.integers(0, 5),
    st.none() | name,
    st.none() | st.floats(0, 1),
    st.none() | name,
)
documents = st.builds(
    Document,
    st.lists(objects, max_size=3),
    st.lists(st.builds(Relation, name, name, name), max_size=1),
    st.dictionaries(name, values | st.dictionaries(name, values, max_size=2), max_size=3),
)
messages = st.lists(st.builds(Message, st.sampled_from(["user", "assistant"]), text), min_size=1, max_size=3)
contents: st.SearchStrategy[Content] = st.one_of(
    st.builds(Picture, st.integers(1, 9000), st.integers(1, 9000), st.none() | st.just("ab" * 32)),
    st.builds(Text, text),
    st.builds(Chat, messages, st.lists(st.builds(Response, name, messages, st.none() | name), max_size=2)),
    st.builds(Sound, st.floats(0, 1e5)),
)
reviews = st.builds(Review, st.sampled_from(["pass", "fix", "return"]), person=name, comment=text)
answers = st.builds(
    Answer,
    documents,
    id=st.none() | name,
    person=st.none() | name,
    schema_version=st.none() | st.integers(1, 99),
    active_seconds=st.none() | st.floats(0, 1e6),
    reviews=st.lists(reviews, max_size=2),
)
records = st.builds(
    Record,
    name,
    contents,
    st.none() | documents,
    st.none() | documents,
    st.none() | documents,
    st.lists(answers, max_size=2),
    st.none() | name,
    st.none() | st.sampled_from(["accepted", "open"]),
    st.dictionaries(name, values, max_size=2),
)


@given(st.lists(records, max_size=4, unique_by=lambda record: record.name))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_everything_comes_back_exactly_and_the_second_file_is_the_first(
    tmp_path_factory: pytest.TempPathFactory, made: list[Record]
) -> None:
    data, _ = write("beanfield", made, NAMED)
    folder = put(tmp_path_factory.mktemp("b"), {"items.jsonl": data})
    again = good("beanfield", folder, options=ALONE)
    for before, after in zip(made, again, strict=True):
        for field in (
            "name",
            "content",
            "document",
            "prelabel",
            "gold",
            "answers",
            "result",
            "state",
            "meta",
        ):
            assert getattr(after, field) == getattr(before, field)
    assert write("beanfield", again, NAMED)[0] == data


def _people(options: WriteOptions) -> list[Any]:
    made = [
        Record(
            "1", Text("a"), answers=[Answer(Document(), person="wang", reviews=[Review("pass", person="li")])]
        ),
        Record("2", Text("b"), answers=[Answer(Document(), person="li")]),
    ]
    rows = [json.loads(line) for line in write("beanfield", made, options)[0].splitlines()]
    reviewer = rows[1]["answers"][0]["reviews"][0].get("person")
    return [rows[1]["answers"][0].get("person"), reviewer, rows[2]["answers"][0].get("person")]


def test_people_are_pseudonyms_unless_asked_otherwise() -> None:
    annotator, reviewer, second = _people(WriteOptions())
    assert reviewer == second != annotator
    assert {annotator, reviewer} == {"p1", "p2"}
    assert _people(NAMED) == ["wang", "li", "li"]
    assert _people(WriteOptions(people="none")) == [None, None, None]


def test_with_a_key_pseudonyms_are_the_same_in_every_export_and_others_with_another_key() -> None:
    first = _people(WriteOptions(people_key=b"k1"))
    assert first == _people(WriteOptions(people_key=b"k1"))
    assert first != _people(WriteOptions(people_key=b"k2"))
    assert "wang" not in str(first)


def test_the_header_holds_the_schema_and_what_else_is_said_of_the_whole() -> None:
    options = WriteOptions(schema={"media": "text"}, header={"project": "读书", "schema_version": 3})
    header = json.loads(write("beanfield", [], options)[0].splitlines()[0])
    assert header == {
        "beanfield": 1, "people": "pseudonyms", "schema": {"media": "text"},
        "project": "读书", "schema_version": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ({"hello": 1}, "format_no_beanfield_header"),
        ({"beanfield": 99}, "format_newer_version"),
        ({"beanfield": 1, "schema": {"media": "smell"}}, "fault_unknown_value"),
    ],
)
def test_a_wrong_header_is_refused_on_line_one(tmp_path: Path, header: Any, key: str) -> None:
    with pytest.raises(FormatError) as caught:
        read("beanfield", put(tmp_path, {"a.jsonl": as_lines([header])}))
    assert (caught.value.fault.key, caught.value.fault.line) == (key, 1)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (
            {
                "document": {
                    "objects": [
                        {"id": "o", "class": "c", "shape": {"type": "box", "x": 1, "y": 1, "w": -1, "h": 1}}
                    ]
                }
            },
            "document.objects[0].shape.w",
        ),
        ({"content": {"kind": "smell"}}, "content.kind"),
        ({"surprise": 1}, "surprise"),
        ({"answers": [{"person": "x"}]}, "answers[0].document"),
    ],
)
def test_a_wrong_row_is_named_by_line_and_path(tmp_path: Path, change: dict[str, Any], path: str) -> None:
    rows = [BEANFIELD[0], BEANFIELD[1] | change, BEANFIELD[1]]
    records_, faults = read("beanfield", put(tmp_path, {"a.jsonl": as_lines(rows)}))
    assert [(f.line, f.path) for f in faults] == [(2, path)]
    assert len(records_) == 1


def test_a_picture_is_found_again_beside_the_file(tmp_path: Path) -> None:
    data, _ = write("beanfield", [Record("a.png", Picture(8, 6))])
    put(tmp_path, {"items.jsonl": data, "images/a.png": SAMPLES["coco"]["a.png"]})
    assert good("beanfield", tmp_path, options=ReadOptions())[0].media is not None
