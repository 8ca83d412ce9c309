"""Every fault of a document is found, and named by its path."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.annotation.document import Box, Document, Mask, decode_document, encode_document
from beanfield.annotation.schema import parse_schema
from beanfield.annotation.validate import ContentFacts, decode_faults, faults
from tests.annotation.samples import (
    CHAT,
    PICTURE,
    TALK,
    keys,
    street,
    street_documents,
    talk,
    talk_documents,
    told,
)


def made(objects: Any = (), relations: Any = (), answers: Any = None) -> Document:
    plain = {"objects": list(objects), "relations": list(relations), "answers": answers or {}}
    return msgspec.convert(plain, Document)


def thing(shape: dict[str, Any], name: str = "car", key: str = "o1", **attributes: Any) -> dict[str, Any]:
    return {"id": key, "class": name, "shape": shape, "attributes": attributes}


BOX = {"type": "box", "x": 10, "y": 10, "w": 20, "h": 20}


def of_street(*objects: dict[str, Any], **parts: Any) -> set[tuple[str, str]]:
    return keys(faults(made(objects, **parts), street(), PICTURE))


def of_talk(answers: dict[str, Any], *objects: dict[str, Any], complete: bool = True) -> set[tuple[str, str]]:
    return keys(faults(made(objects, answers=answers), talk(), CHAT, complete=complete))


@given(street_documents())
def test_valid_pictures_have_no_fault(document: Document) -> None:
    assert faults(document, street(), PICTURE) == []
    assert decode_document(encode_document(document)) == document


@given(talk_documents())
def test_valid_conversations_have_no_fault(document: Document) -> None:
    assert faults(document, talk(), CHAT) == []
    assert decode_document(encode_document(document)) == document


def test_the_path_and_the_message_read_as_a_sentence() -> None:
    document = made([thing(BOX, key=f"o{i}") for i in range(4)])
    document.objects[3] = msgspec.structs.replace(document.objects[3], shape=Box(0, 0, 0, 5))
    assert told(faults(document, street(), PICTURE)) == {"objects[3].shape.w": "must be > 0"}


def test_all_faults_are_collected_in_document_order() -> None:
    found = faults(
        made(
            [
                thing({**BOX, "x": 900}, key="a"),
                thing(BOX, "plane", key="b"),
                thing({"type": "point", "x": 1, "y": 1}, key="a"),
                thing(BOX, key="d", colour="red", age=200),
            ],
            [{"from": "a", "to": "z", "class": "pulls"}],
            {"weather": "snow", "mood": 1},
        ),
        street(),
        PICTURE,
    )
    assert [path for path, _, _ in found] == [
        "objects[0].shape",
        "objects[1].class",
        "objects[2].shape.type",
        "objects[2].id",
        "objects[3].attributes.colour",
        "objects[3].attributes.age",
        "relations[0].to",
        "answers.mood",
        "answers.weather",
    ]
    assert len(told(found)) == 9


@pytest.mark.parametrize(
    ("name", "shape", "path", "key"),
    [
        ("car", {**BOX, "w": 700}, "", "fault_outside_picture"),
        ("car", {**BOX, "x": -1.5}, "", "fault_outside_picture"),
        ("car", {**BOX, "y": 470}, "", "fault_outside_picture"),
        ("ship", {"type": "rotated_box", "cx": 700, "cy": 5, "w": 9, "h": 9}, "", "fault_centre_outside"),
        ("cell", {"type": "ellipse", "cx": 5, "cy": -50, "rx": 9, "ry": 9}, "", "fault_centre_outside"),
        ("spot", {"type": "point", "x": 641.5, "y": 1}, "", "fault_outside_picture"),
        ("lane", {"type": "polyline", "points": [0, 0, 650, 0]}, "", "fault_outside_picture"),
        ("lane", {"type": "polyline", "points": [0, 0, 1, 1, 2]}, ".points", "fault_coordinates"),
        ("road", {"type": "polygon", "points": [0, 0, 700, 0, 9, 9]}, "", "fault_outside_picture"),
        ("road", {"type": "polygon", "points": [0, 0, 9, 0, 9, 9, 7]}, ".points", "fault_coordinates"),
        ("road", {"type": "polygon", "points": [0, 0, 9, 9, 9, 0, 0, 9]}, "", "fault_outline_crosses"),
        ("road", {"type": "polygon", "points": [0, 0, 9, 9, 0, 0]}, "", "fault_outline_crosses"),
        (
            "road",
            {"type": "polygon", "points": [0, 0, 9, 0, 9, 9, 0, 9], "holes": [[20, 20, 22, 20, 20, 22]]},
            "",
            "fault_outline_crosses",
        ),
        (
            "road",
            {"type": "polygon", "points": [0, 0, 9, 0, 9, 9, 0, 9], "holes": [[1, 1, 2, 1, 2, 2, 1]]},
            ".holes[0]",
            "fault_coordinates",
        ),
        (
            "sky",
            {"type": "mask", "x": 0, "y": 0, "w": 3, "h": 2, "counts": [1, 4]},
            ".counts",
            "fault_mask_sum",
        ),
        (
            "sky",
            {"type": "mask", "x": 0, "y": 0, "w": 3, "h": 2, "counts": [6]},
            ".counts",
            "fault_mask_empty",
        ),
        (
            "sky",
            {"type": "mask", "x": 639, "y": 0, "w": 3, "h": 2, "counts": [0, 6]},
            "",
            "fault_outside_picture",
        ),
        ("body", {"type": "skeleton", "points": [1, 1, 2, 2, 2, 2]}, ".points", "fault_keypoint_count"),
        ("body", {"type": "skeleton", "points": [0, 0, 0] * 3}, ".points", "fault_no_visible_keypoint"),
        (
            "body",
            {"type": "skeleton", "points": [1, 1, 3, 0, 0, 0, 0, 0, 0]},
            ".points[2]",
            "fault_visibility",
        ),
        (
            "body",
            {"type": "skeleton", "points": [1, 1, 2, 0, 0, 0, 999, 0, 1]},
            ".points[6]",
            "fault_outside_picture",
        ),
    ],
)
def test_a_shape_that_is_wrong_is_named(name: str, shape: dict[str, Any], path: str, key: str) -> None:
    assert of_street(thing(shape, name)) == {(f"objects[0].shape{path}", key)}


def test_a_shape_may_reach_over_the_edge_by_a_pixel_and_turned_ones_further() -> None:
    assert of_street(thing({**BOX, "x": -1, "w": 642})) == set()
    assert of_street(thing({"type": "rotated_box", "cx": 1, "cy": 1, "w": 90, "h": 9}, "ship")) == set()


def test_an_absent_keypoint_may_lie_anywhere() -> None:
    points = [1, 1, 2, -9, -9, 0, 0, 0, 0]
    assert of_street(thing({"type": "skeleton", "points": points}, "body")) == set()


def test_sizes_that_are_unknown_are_not_checked_against() -> None:
    assert faults(made([thing({**BOX, "x": 9999})]), street(), ContentFacts()) == []


def test_numbers_that_are_not_finite_are_faults_though_json_cannot_hold_them() -> None:
    document = made([thing(BOX), thing({"type": "polygon", "points": [0, 0, 9, 0, 9, 9]}, "road", "o2")])
    document.objects[0] = msgspec.structs.replace(document.objects[0], shape=Box(float("nan"), 0, 1, 1))
    document.objects[1].shape.points[3] = float("inf")  # type: ignore[union-attr]  # a polygon
    assert keys(faults(document, street(), PICTURE)) == {
        ("objects[0].shape.x", "fault_not_finite"),
        ("objects[1].shape.points", "fault_not_finite"),
    }


def test_negative_runs_that_sum_right_are_found() -> None:
    document = made([thing({"type": "mask", "x": 0, "y": 0, "w": 2, "h": 1, "counts": [0, 2]}, "sky")])
    wrong = Mask(0, 0, 2, 1, [-1, 3])
    document.objects[0] = msgspec.structs.replace(document.objects[0], shape=wrong)
    assert keys(faults(document, street(), PICTURE)) == {("objects[0].shape.counts", "fault_mask_sum")}


def test_objects_are_counted_by_class() -> None:
    classes = [{"name": "car", "shape": "box", "min_count": 2, "max_count": 3}]
    schema = parse_schema({"media": "image", "classes": classes})
    few, many = made([thing(BOX)]), made([thing(BOX, key=str(i)) for i in range(4)])
    assert keys(faults(few, schema, PICTURE)) == {("objects", "fault_too_few_of_class")}
    assert faults(few, schema, PICTURE, complete=False) == []
    assert keys(faults(many, schema, PICTURE)) == {("objects", "fault_too_many_of_class")}


# Attributes and conditions -------------------------------------------------------------------------------


def _conditional() -> Any:
    attributes = [
        {"name": "occluded", "type": "boolean", "default": False},
        {
            "name": "make",
            "type": "choice",
            "options": ["suv", "van"],
            "required": True,
            "when": {"name": "occluded", "equals": False},
        },
        {"name": "seats", "type": "number", "required": True, "when": {"name": "make", "equals": ["van"]}},
    ]
    return parse_schema(
        {"media": "image", "classes": [{"name": "car", "shape": "box", "attributes": attributes}]}
    )


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({}, {("make", "fault_required")}),  # occluded reads as its default, false
        ({"occluded": False}, {("make", "fault_required")}),
        ({"occluded": True}, set()),
        ({"occluded": True, "make": "suv"}, {("make", "fault_not_shown")}),
        ({"make": "suv"}, set()),
        ({"make": "van"}, {("seats", "fault_required")}),
        ({"make": "van", "seats": 7}, set()),
        (
            {"occluded": True, "make": "van", "seats": 7},
            {("make", "fault_not_shown"), ("seats", "fault_not_shown")},
        ),
        ({"make": "bus"}, {("make", "fault_unknown_option")}),
        ({"make": 3}, {("make", "fault_want_text")}),
    ],
)
def test_attributes_follow_their_conditions(
    attributes: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    found = keys(faults(made([thing(BOX, **attributes)]), _conditional(), PICTURE))
    assert found == {(f"objects[0].attributes.{name}", key) for name, key in expected}


def test_nought_is_not_false() -> None:
    found = keys(faults(made([thing(BOX, occluded=0)]), _conditional(), PICTURE))
    assert found == {("objects[0].attributes.occluded", "fault_want_boolean")}


def test_a_draft_may_lack_what_is_required_but_not_hold_what_is_wrong() -> None:
    schema = _conditional()
    assert faults(made([thing(BOX)]), schema, PICTURE, complete=False) == []
    assert keys(faults(made([thing(BOX, make="bus")]), schema, PICTURE, complete=False)) == {
        ("objects[0].attributes.make", "fault_unknown_option")
    }


def test_a_pre_label_may_cross_itself_and_a_submitted_outline_may_not() -> None:
    document = made([thing({"type": "polygon", "points": [0, 0, 9, 9, 9, 0, 0, 9]}, "road")])
    assert faults(document, street(), PICTURE, complete=False) == []
    assert faults(document, street(), PICTURE) != []


# Relations ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({"from": "a", "to": "b", "class": "pulls"}, set()),
        (
            {"from": "b", "to": "a", "class": "pulls"},
            {("from", "fault_end_class"), ("to", "fault_end_class")},
        ),
        ({"from": "b", "to": "a", "class": "near"}, set()),
        ({"from": "a", "to": "a", "class": "near"}, {("to", "fault_relation_to_itself")}),
        ({"from": "a", "to": "x", "class": "near"}, {("to", "fault_no_such_object")}),
        ({"from": "a", "to": "c", "class": "near"}, {("to", "fault_end_class")}),
        ({"from": "a", "to": "b", "class": "likes"}, {("class", "fault_unknown_relation")}),
        (
            {"from": "a", "to": "b", "class": "pulls", "attributes": {"q": 1}},
            {("attributes.q", "fault_unknown_key")},
        ),
    ],
)
def test_relations_need_their_ends_and_classes(link: dict[str, Any], expected: set[tuple[str, str]]) -> None:
    objects = [
        thing(BOX, "car", "a"),
        thing(BOX, "van", "b"),
        thing({"type": "point", "x": 1, "y": 1}, "spot", "c"),
    ]
    found = of_street(*objects, relations=[link])
    assert found == {(f"relations[0].{path}", key) for path, key in expected}


def test_the_same_relation_twice_is_a_fault_and_so_is_an_undirected_one_turned_round() -> None:
    objects = [thing(BOX, "car", "a"), thing(BOX, "van", "b")]
    near = {"from": "a", "to": "b", "class": "near"}
    turned = {"from": "b", "to": "a", "class": "near"}
    assert of_street(*objects, relations=[near, turned]) == {("relations[1]", "fault_double_relation")}


# Texts, conversations, recordings --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "part", "expected"),
    [
        (0, 40, "turn:0", set()),
        (0, 41, "turn:0", {(".end", "fault_beyond_text")}),
        (5, 5, "turn:0", {(".end", "fault_end_before_start")}),
        (0, 5, None, {(".part", "fault_no_such_part")}),
        (0, 5, "turn:9", {(".part", "fault_no_such_part")}),
    ],
)
def test_spans_stay_within_their_part(
    start: int, end: int, part: str | None, expected: set[tuple[str, str]]
) -> None:
    span = {"type": "span", "start": start, "end": end, "part": part}
    assert of_talk({}, thing(span, "claim")) == {(f"objects[0].shape{path}", key) for path, key in expected}


def test_a_span_of_a_text_counts_code_points_and_has_no_part() -> None:
    schema = parse_schema({"media": "text", "classes": [{"name": "claim", "shape": "span"}]})
    facts = ContentFacts(length=len("豆田👍"))
    whole = thing({"type": "span", "start": 0, "end": 3}, "claim")
    beyond = thing({"type": "span", "start": 0, "end": 4, "part": "turn:0"}, "claim")
    assert faults(made([whole]), schema, facts) == []
    assert keys(faults(made([beyond]), schema, facts)) == {
        ("objects[0].shape.part", "fault_no_such_part"),
        ("objects[0].shape.end", "fault_beyond_text"),
    }


def test_intervals_stay_within_the_recording() -> None:
    schema = parse_schema({"media": "audio", "classes": [{"name": "word", "shape": "interval"}]})
    document = made(
        [
            thing({"type": "interval", "start": 0, "end": 10.04}, "word", "a"),
            thing({"type": "interval", "start": 0, "end": 10.2}, "word", "b"),
            thing({"type": "interval", "start": 3, "end": 3}, "word", "c"),
        ]
    )
    assert keys(faults(document, schema, ContentFacts(seconds=10.0))) == {
        ("objects[1].shape.end", "fault_beyond_recording"),
        ("objects[2].shape.end", "fault_end_before_start"),
    }


@pytest.mark.parametrize(
    ("answers", "path", "key"),
    [
        ({"topic": "grey"}, "topic", "fault_unknown_option"),
        ({"topic": ["red"]}, "topic", "fault_want_text"),
        ({"faults": "red"}, "faults", "fault_want_list"),
        ({"faults": ["red", "red"]}, "faults[1]", "fault_double_value"),
        ({"faults": ["red", 3]}, "faults[1]", "fault_want_text"),
        ({"area": []}, "area", "fault_too_few"),
        ({"area": ["film"]}, "area[0]", "fault_unknown_option"),
        ({"area": ["art", "law"]}, "area[1]", "fault_unknown_option"),
        ({"stars": 6}, "stars", "fault_not_between"),
        ({"stars": 2.5}, "stars", "fault_want_whole"),
        ({"stars": True}, "stars", "fault_want_whole"),
        ({"order": ["a", "b"]}, "order", "fault_not_ranked"),
        ({"order": ["a", "b", "b", "c"]}, "order", "fault_double_value"),
        ({"order": ["a", "b", "c", "d"]}, "order", "fault_unknown_option"),
        ({"order": ["a", [], ["b", "c"]]}, "order[1]", "fault_too_few"),
        ({"order": "abc"}, "order", "fault_want_list"),
        ({"better": "a"}, "better", "fault_want_object"),
        ({"better": {}}, "better.better", "fault_missing_key"),
        ({"better": {"better": "z", "strength": 1}}, "better.better", "fault_unknown_option"),
        ({"better": {"better": "a"}}, "better.strength", "fault_missing_key"),
        ({"better": {"better": "a", "strength": 4}}, "better.strength", "fault_not_between"),
        ({"better": {"better": "a", "strength": "2"}}, "better.strength", "fault_want_whole"),
        ({"better": {"better": "tie", "strength": 2}}, "better.strength", "fault_tie_strength"),
        ({"better": {"better": "a", "strength": 1, "why": ""}}, "better.why", "fault_unknown_key"),
        ({"seconds": "3"}, "seconds", "fault_want_number"),
        ({"seconds": True}, "seconds", "fault_want_number"),
        ({"seconds": float("nan")}, "seconds", "fault_not_finite"),
        ({"why": 3}, "why", "fault_want_text"),
        ({"safe": 1}, "safe", "fault_want_boolean"),
        ({"marks": {"truth": {"score": 4}}}, "marks.tone", "fault_not_scored"),
        ({"marks": {"truth": {"score": 6}, "tone": {"score": 1}}}, "marks.truth.score", "fault_not_between"),
        ({"marks": {"truth": {}, "tone": {"score": 1}}}, "marks.truth.score", "fault_missing_key"),
        ({"marks": {"truth": 4, "tone": {"score": 1}}}, "marks.truth", "fault_want_object"),
        (
            {"marks": {"truth": {"score": 4, "note": 3}, "tone": {"score": 1}}},
            "marks.truth.note",
            "fault_want_text",
        ),
        (
            {"marks": {"truth": {"score": 4}, "tone": {"score": 1}, "wit": {}}},
            "marks.wit",
            "fault_unknown_criterion",
        ),
        ({"kind": "red"}, "kind", "fault_want_object"),
        ({"kind": {"0": "red"}}, "kind.0", "fault_unknown_key_of"),  # that turn is the user's
        ({"kind": {"7": "red"}}, "kind.7", "fault_unknown_key_of"),
        ({"kind": {"1": "grey"}}, "kind.1", "fault_unknown_option"),
        ({"score": {"d": 3}}, "score.d", "fault_unknown_key_of"),
        ({"mood": 1}, "mood", "fault_unknown_question"),
    ],
)
def test_an_answer_that_is_wrong_is_named(answers: dict[str, Any], path: str, key: str) -> None:
    assert of_talk(answers) == {(f"answers.{path}", key)}


def _with(**field: Any) -> Any:
    return parse_schema({"media": "chat", "fields": [{"name": "f", **field}]})


@pytest.mark.parametrize(
    ("field", "answer", "key"),
    [
        ({"type": "choices", "options": ["a", "b"], "min": 1}, [], "fault_too_few"),
        ({"type": "choices", "options": ["a", "b"], "max": 1}, ["a", "b"], "fault_too_many"),
        (
            {"type": "tree", "options": [{"name": "a", "children": ["b"]}], "leaves_only": True},
            ["a"],
            "fault_not_a_leaf",
        ),
        ({"type": "number", "min": 1, "max": 5}, 0, "fault_below"),
        ({"type": "number", "min": 1, "max": 5}, 6, "fault_above"),
        ({"type": "number", "min": 1, "step": 0.5}, 1.7, "fault_off_step"),
        ({"type": "text", "min_length": 2}, " 好 ", "fault_text_short"),
        ({"type": "text", "max_length": 2}, "你好吗", "fault_text_long"),
        ({"type": "text", "required": True}, "", "fault_required"),
        ({"type": "rubric", "criteria": [{"name": "c", "note_required": True}]}, {"c": {"score": 1}}, None),
        ({"type": "ranking"}, ["a", ["b", "c"]], None),
        ({"type": "preference", "ties": False}, {"better": "tie"}, None),
    ],
)
def test_the_bounds_of_a_field_hold(field: dict[str, Any], answer: Any, key: str | None) -> None:
    found = {each for _, each in keys(faults(made(answers={"f": answer}), _with(**field), CHAT))}
    nested = {"rubric": "fault_note_missing", "ranking": "fault_no_ties", "preference": "fault_no_ties"}
    assert found == {key or nested[field["type"]]}


def test_steps_of_a_tenth_are_not_lost_to_rounding() -> None:
    schema = _with(type="number", min=0, max=1, step=0.1)
    assert all(faults(made(answers={"f": i / 10}), schema, CHAT) == [] for i in range(11))


def test_required_fields_are_asked_for_each_turn_response_and_region() -> None:
    data = {
        **TALK,
        "fields": [{**f, "required": True} for f in TALK["fields"] if f["name"] in {"kind", "score"}],
    }
    data["fields"].append({"name": "proof", "type": "text", "of": "region", "required": True})
    span = thing({"type": "span", "start": 0, "end": 3, "part": "turn:0"}, "claim")
    document = made([span], answers={"score": {"b": 4}})
    assert keys(faults(document, parse_schema(data), CHAT)) == {
        ("answers.kind.1", "fault_required"),
        ("answers.score.a", "fault_required"),
        ("answers.score.c", "fault_required"),
        ("answers.proof.o1", "fault_required"),
    }
    assert faults(document, parse_schema(data), CHAT, complete=False) == []


def test_a_field_about_turns_may_hang_on_another_of_the_same_turn_or_on_the_item() -> None:
    schema = parse_schema(
        {
            "media": "chat",
            "fields": [
                {"name": "deep", "type": "boolean"},
                {"name": "bad", "type": "boolean", "of": "turn", "when": {"name": "deep", "equals": True}},
                {
                    "name": "why",
                    "type": "text",
                    "of": "turn",
                    "required": True,
                    "when": {"name": "bad", "equals": True},
                },
            ],
        }
    )
    document = made(answers={"deep": True, "bad": {"0": True, "1": False}})
    assert keys(faults(document, schema, CHAT)) == {("answers.why.0", "fault_required")}
    document.answers["deep"] = False
    assert keys(faults(document, schema, CHAT)) == {
        ("answers.bad.0", "fault_not_shown"),
        ("answers.bad.1", "fault_not_shown"),
    }


# Form ---------------------------------------------------------------------------------------------------


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
