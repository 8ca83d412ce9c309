"""Every fault of a document is found, and named by its path."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given

from beanfield.annotation.document import Box, Document, Mask, decode_document, encode_document
from beanfield.annotation.schema import parse_schema
from beanfield.annotation.validate import ContentFacts, faults
from tests.annotation.checks import BOX, keys, made, of_street, thing, told
from tests.annotation.samples import (
    CHAT,
    PICTURE,
    street,
    street_documents,
    talk,
    talk_documents,
)


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
