"""Label schemas: what is accepted, what is filled in, and what is refused where."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import msgspec
import pytest
import yaml

from beanfield.annotation.schema import LabelSchema, SchemaFault, parse_schema, schema_to_dict
from tests.annotation.checks import keys
from tests.annotation.samples import STREET, TALK


def problems(data: Any) -> set[tuple[str, str]]:
    with pytest.raises(SchemaFault) as caught:
        parse_schema(data)
    return keys(caught.value.problems)


def image(**parts: Any) -> dict[str, Any]:
    return {"media": "image", "classes": [{"name": "car", "shape": "box"}], **parts}


def field(**parts: Any) -> dict[str, Any]:
    return image(fields=[{"name": "f", **parts}])


@pytest.mark.parametrize("data", [STREET, TALK])
def test_a_schema_goes_to_a_dict_json_and_yaml_and_back(data: dict[str, Any]) -> None:
    schema = parse_schema(data)
    plain = schema_to_dict(schema)
    assert parse_schema(plain) == schema
    assert parse_schema(msgspec.json.encode(plain)) == schema
    assert parse_schema(yaml.safe_dump(plain, allow_unicode=True)) == schema


def test_parsing_leaves_the_given_dict_as_it_is() -> None:
    before = deepcopy(STREET)
    parse_schema(STREET)
    assert before == STREET


def test_titles_stand_in_both_languages_and_every_class_has_its_own_colour() -> None:
    schema = parse_schema(
        image(classes=[{"name": f"c{i}", "shape": "box", "title": {"zh": "类"}} for i in range(200)])
    )
    assert {(each.title.zh, each.title.en) for each in schema.classes} == {("类", "类")}
    assert len({each.color for each in schema.classes}) == 200


def test_a_title_that_is_missing_is_the_name() -> None:
    assert parse_schema(image()).classes[0].title.en == "car"


def test_short_forms_are_written_out() -> None:
    schema = parse_schema("""
media: image
title: 街景
classes:
  - {name: car, shape: box, hotkey: 1, color: "#ABC"}
fields:
  - {name: year, type: choice, options: [2024, 2025]}
  - {name: stars, type: rating, max: 3, labels: [差, 中, 好]}
""")
    assert schema.title.zh == schema.title.en == "街景"
    assert (schema.classes[0].hotkey, schema.classes[0].color) == ("1", "#aabbcc")
    assert [option.name for option in schema.fields[0].options_of()] == ["2024", "2025"]


def test_readers_of_the_dict_find_defaults_that_they_could_not_guess() -> None:
    plain = schema_to_dict(parse_schema(field(type="rating")))
    assert plain["fields"][0] == {
        "name": "f",
        "type": "rating",
        "of": "item",
        "max": 5,
        "title": {"zh": "f", "en": "f"},
    }


def test_every_bad_part_is_named_not_only_the_first() -> None:
    found = problems(
        {
            "media": "image",
            "classes": [
                {"name": "a", "shape": 3},
                {"shape": "box"},
                {"name": "c", "shape": "box", "colour": 1},
            ],
            "fields": [{"name": "x", "type": "wish"}, {"name": "y"}],
            "relations": {},
        }
    )
    assert found == {
        ("classes[0].shape", "fault_want_text"),
        ("classes[1].name", "fault_missing_key"),
        ("classes[2].colour", "fault_unknown_key"),
        ("fields[0].type", "fault_unknown_value"),
        ("fields[1].type", "fault_missing_key"),
        ("relations", "fault_want_list"),
    }


@pytest.mark.parametrize(
    ("data", "path", "key"),
    [
        ({}, "media", "fault_missing_key"),
        ({"media": "smell"}, "media", "fault_unknown_value"),
        ([], "", "fault_want_object"),
        ("media: [", "", "fault_not_yaml"),
        (b"\xff\xfe\x00", "", "fault_not_yaml"),
        ("just words", "", "fault_want_object"),
        (image(extra=1), "extra", "fault_unknown_key"),
        (image(classes=[{"name": "", "shape": "box"}]), "classes[0].name", "fault_bad_name"),
        (image(classes=[{"name": " car", "shape": "box"}]), "classes[0].name", "fault_bad_name"),
        (image(classes=[{"name": "a\nb", "shape": "box"}]), "classes[0].name", "fault_bad_name"),
        (image(classes=[{"name": "a" * 101, "shape": "box"}]), "classes[0].name", "fault_bad_name"),
        (image(classes=[{"name": "track", "shape": "box"}]), "classes[0].name", "fault_reserved_name"),
        (image(classes=[{"name": "a", "shape": "cuboid_2d"}]), "classes[0].shape", "fault_reserved_shape"),
        (image(classes=[{"name": "a", "shape": "cuboid_2d"}]), "classes[0].shape", "fault_reserved_shape"),
        (image(classes=[{"name": "a", "shape": "blob"}]), "classes[0].shape", "fault_unknown_shape"),
        (image(classes=[{"name": "a", "shape": "span"}]), "classes[0].shape", "fault_shape_not_for_media"),
        (
            {"media": "text", "classes": [{"name": "a", "shape": "box"}]},
            "classes[0].shape",
            "fault_shape_not_for_media",
        ),
        (
            {"media": "audio", "classes": [{"name": "a", "shape": "span"}]},
            "classes[0].shape",
            "fault_shape_not_for_media",
        ),
        (image(classes=[{"name": "a", "shape": "skeleton"}]), "classes[0].skeleton", "fault_missing_key"),
        (
            image(classes=[{"name": "a", "shape": "box", "skeleton": {"keypoints": ["n"]}}]),
            "classes[0].skeleton",
            "fault_skeleton_unasked",
        ),
        (
            image(classes=[{"name": "a", "shape": "box", "color": "red"}]),
            "classes[0].color",
            "fault_bad_colour",
        ),
        (
            image(classes=[{"name": "a", "shape": "box", "hotkey": "Ctrl+"}]),
            "classes[0].hotkey",
            "fault_bad_hotkey",
        ),
        (
            image(classes=[{"name": "a", "shape": "box", "hotkey": "escape"}]),
            "classes[0].hotkey",
            "fault_reserved_hotkey",
        ),
        (
            image(classes=[{"name": "a", "shape": "box", "min_count": 3, "max_count": 2}]),
            "classes[0].min_count",
            "fault_bounds_crossed",
        ),
        (
            image(relations=[{"name": "r", "from": ["car"], "to": ["bus"]}]),
            "relations[0].to[0]",
            "fault_unknown_class",
        ),
        (image(relations=[{"name": "r", "from": [], "to": ["car"]}]), "relations[0].from", "fault_too_few"),
        (field(type="choice", options=[]), "fields[0].options", "fault_no_options"),
        (field(type="choice"), "fields[0].options", "fault_missing_key"),
        (field(type="choice", options=["a", "a"]), "fields[0].options[1].name", "fault_double_name"),
        (
            field(type="choice", options=[{"name": "a", "children": ["b"]}]),
            "fields[0].options[0].children",
            "fault_nested_options",
        ),
        (
            field(type="tree", options=[{"name": "a", "children": ["b", "b"]}]),
            "fields[0].options[0].children[1].name",
            "fault_double_name",
        ),
        (field(type="choices", options=["a"], min=2), "fields[0].min", "fault_above"),
        (field(type="choices", options=["a", "b"], min=2, max=1), "fields[0].min", "fault_bounds_crossed"),
        (field(type="ranking"), "fields[0].options", "fault_no_options"),
        (field(type="rating", max=1), "fields[0].max", "fault_not_between"),
        (field(type="rating", max=3, labels=["a"]), "fields[0].labels", "fault_label_count"),
        (field(type="number", min=2, max=1), "fields[0].min", "fault_bounds_crossed"),
        (field(type="number", step=0), "fields[0].step", "fault_not_above"),
        (field(type="text", min_length=-1), "fields[0].min_length", "fault_below"),
        (field(type="rubric", criteria=[]), "fields[0].criteria", "fault_no_criteria"),
        (field(type="rubric", criteria=["a", "a"]), "fields[0].criteria[1].name", "fault_double_name"),
        (
            field(type="rubric", criteria=[{"name": "a", "max": 1}]),
            "fields[0].criteria[0].max",
            "fault_not_above",
        ),
        (field(type="preference", strength=0), "fields[0].strength", "fault_not_between"),
        (field(type="choice", options=["a"], default="b"), "fields[0].default", "fault_unknown_option"),
        (field(type="number", default="b"), "fields[0].default", "fault_want_number"),
        (field(type="boolean", when={"name": "g", "equals": 1}), "fields[0].when.name", "fault_when_unknown"),
        (field(type="boolean", when={"name": "f", "equals": 1}), "fields[0].when.name", "fault_when_circle"),
        (field(type="boolean", of="turn"), "fields[0].of", "fault_of_not_for_media"),
        (field(type="boolean", of="response"), "fields[0].of", "fault_of_not_for_media"),
        (field(type="boolean", roles=["user"]), "fields[0].roles", "fault_roles_unasked"),
        (field(type="boolean", classes=["car"]), "fields[0].classes", "fault_classes_unasked"),
        (field(type="boolean", of="region", classes=["bus"]), "fields[0].classes[0]", "fault_unknown_class"),
        (
            {"media": "text", "fields": [{"name": "f", "type": "boolean", "of": "region"}]},
            "fields[0].of",
            "fault_region_without_class",
        ),
        (
            image(classes=[{"name": "a", "shape": "box", "attributes": [{"name": "r", "type": "rating"}]}]),
            "classes[0].attributes[0].type",
            "fault_unknown_value",
        ),
        (
            image(
                classes=[
                    {"name": "a", "shape": "box", "attributes": [{"name": "r", "type": "text", "of": "turn"}]}
                ]
            ),
            "classes[0].attributes[0]",
            "fault_attribute_narrowed",
        ),
    ],
)
def test_a_schema_that_is_wrong_is_refused_with_the_path(data: Any, path: str, key: str) -> None:
    assert (path, key) in problems(data)


def test_doubles_are_found_among_classes_colours_and_hotkeys() -> None:
    one = {"name": "car", "shape": "box", "color": "#ff0000", "hotkey": "c"}
    assert problems(image(classes=[one, one])) == {
        ("classes[1].name", "fault_double_name"),
        ("classes[1].color", "fault_double_colour"),
        ("classes[1].hotkey", "fault_double_hotkey"),
    }


def test_a_hotkey_may_not_mean_a_class_and_an_option_at_once() -> None:
    car = {"name": "car", "shape": "box", "hotkey": "r"}
    options = [{"name": "rain", "hotkey": "r"}]
    choice = {"name": "w", "type": "choice", "options": options}
    assert problems(image(classes=[car], fields=[choice])) == {
        ("fields[0].options[0].hotkey", "fault_double_hotkey")
    }
    assert problems(image(classes=[{**car, "attributes": [choice]}])) == {
        ("classes[0].attributes[0].options[0].hotkey", "fault_double_hotkey")
    }


def test_attributes_of_different_classes_may_share_a_hotkey() -> None:
    attribute = {"name": "w", "type": "choice", "options": [{"name": "rain", "hotkey": "r"}]}
    classes = [{"name": name, "shape": "box", "attributes": [attribute]} for name in ("car", "van")]
    assert isinstance(parse_schema(image(classes=classes)), LabelSchema)


def test_edges_of_a_skeleton_must_lead_to_keypoints_once() -> None:
    template = {"keypoints": ["a", "b", "a"], "edges": [[0, 1], [1, 0], [1, 1], [0, 3], [-1, 0]]}
    found = problems(image(classes=[{"name": "s", "shape": "skeleton", "skeleton": template}]))
    path = "classes[0].skeleton"
    assert found == {
        (f"{path}.keypoints[2].name", "fault_double_name"),
        (f"{path}.edges[1]", "fault_edge_useless"),
        (f"{path}.edges[2]", "fault_edge_useless"),
        (f"{path}.edges[3]", "fault_edge_out_of_range"),
        (f"{path}.edges[4]", "fault_edge_out_of_range"),
    }


def test_conditions_may_not_go_in_a_circle_nor_name_options_that_are_not_there() -> None:
    def asked(name: str, on: str, equals: Any) -> dict[str, Any]:
        return {
            "name": name,
            "type": "choice",
            "options": ["x"],
            "when": {"name": on, "equals": equals},
        }

    found = problems(image(fields=[asked("a", "b", "x"), asked("b", "a", "y")]))
    assert found == {
        ("fields[0].when.name", "fault_when_circle"),
        ("fields[1].when.name", "fault_when_circle"),
        ("fields[1].when.equals", "fault_unknown_option"),
    }


def test_a_question_about_the_item_may_not_hang_on_one_about_turns() -> None:
    found = problems(
        {
            "media": "chat",
            "fields": [
                {"name": "t", "type": "boolean", "of": "turn"},
                {"name": "i", "type": "boolean", "when": {"name": "t", "equals": True}},
            ],
        }
    )
    assert found == {("fields[1].when.name", "fault_when_unknown")}


def test_yaml_that_unfolds_without_end_is_refused() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join(['*' + before] * 10)}]")
    assert problems("\n".join(lines)) == {("", "fault_schema_too_large")}


def test_yaml_that_holds_itself_is_refused() -> None:
    assert problems("media: image\nclasses: &c [*c]") == {("", "fault_schema_too_large")}


def test_yaml_makes_no_objects() -> None:
    assert problems("!!python/object/apply:os.system ['true']") == {("", "fault_not_yaml")}


def test_a_schema_of_five_megabytes_is_refused() -> None:
    assert problems(" " * 5_000_000) == {("", "fault_schema_too_large")}


def test_deep_json_is_refused() -> None:
    assert problems("[" * 100_000) == {("", "fault_schema_too_large")}
    assert problems("- " * 100_000) == {("", "fault_not_yaml")}
