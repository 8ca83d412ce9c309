"""Documents of bad form: every bad part is named by its path."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.annotation.document import Document, decode_document
from beanfield.annotation.validate import decode_faults, faults
from tests.annotation.checks import BOX, keys, told
from tests.annotation.samples import CHAT, PICTURE, TALK, street, talk


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"objects": [], "answers": {}}', set()),
        (b"", {("", "fault_not_json")}),
        (b"{", {("", "fault_not_json")}),
        (b"\xff", {("", "fault_not_json")}),
        (b"[" * 100_000, {("", "fault_not_json")}),
        (b'{"objects": [NaN]}', {("", "fault_not_json")}),
        (b'{"objects": [1e999]}', {("", "fault_not_json")}),
        (b"[]", {("", "fault_want_object")}),
        (b'{"objects": {}}', {("objects", "fault_want_list")}),
        (b'{"objects": [3]}', {("objects[0]", "fault_want_object")}),
        (b'{"extra": 1}', {("extra", "fault_unknown_key")}),
        (b'{"answers": []}', {("answers", "fault_want_object")}),
        (b'{"relations": [{"from": "a"}]}', {("relations[0].to", "fault_missing_key")}),
    ],
)
def test_the_form_of_a_document_is_told_by_path(raw: bytes, expected: set[tuple[str, str]]) -> None:
    assert keys(decode_faults(raw)) == expected


def test_every_object_of_bad_form_is_named() -> None:
    shapes = [
        {"type": "box", "x": 1, "y": 1, "w": 0, "h": 1},
        BOX,
        {"type": "box", "x": 1, "y": 1, "w": 1},
        {"type": "box", "x": "1", "y": 1, "w": 1, "h": 1},
        {"type": "heart"},
        {"type": "polygon", "points": [1, 2]},
        {"type": "mask", "x": 0, "y": -1, "w": 1, "h": 1, "counts": []},
        {**BOX, "z": 1},
    ]
    raw = msgspec.json.encode({"objects": [{"id": "o", "class": "c", "shape": shape} for shape in shapes]})
    found = decode_faults(raw)
    assert keys(found) == {
        ("objects[0].shape.w", "fault_not_above"),
        ("objects[2].shape.h", "fault_missing_key"),
        ("objects[3].shape.x", "fault_want_number"),
        ("objects[4].shape.type", "fault_unknown_value"),
        ("objects[5].shape.points", "fault_too_few"),
        ("objects[6].shape.y", "fault_below"),
        ("objects[7].shape.z", "fault_unknown_key"),
    }
    assert told(found)["objects[0].shape.w"] == "must be > 0"


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["objects", "relations", "answers", "id", "class", "shape", "type", "points", "x"]
                ),
                inner,
            )
        ),
        max_leaves=20,
    )
)
def test_whatever_the_json_there_is_a_document_or_a_fault(value: Any) -> None:
    raw = msgspec.json.encode(value)
    found = decode_faults(raw)
    told(found)
    if not found:
        told(faults(decode_document(raw), street(), PICTURE))


@given(
    st.dictionaries(
        st.sampled_from([f["name"] for f in TALK["fields"]]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=3),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["better", "1", "a", "truth", "score"]), inner)
            ),
            max_leaves=8,
        ),
    )
)
def test_whatever_the_answers_they_are_checked_without_failing(answers: dict[str, Any]) -> None:
    told(faults(Document(answers=answers), talk(), CHAT))
