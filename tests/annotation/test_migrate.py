"""Migration of annotations from one version of a label schema to the next."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import msgspec
import pytest

from beanfield.annotation.document import AnnotatedObject, Box, Document, Relation
from beanfield.annotation.migrate import Migration, migrate, migration_problems, parse_steps
from beanfield.annotation.schema import LabelSchema, SchemaFault, parse_schema
from beanfield.annotation.validate import ContentFacts, faults
from tests.annotation.checks import keys
from tests.annotation.samples import PICTURE

OLD: dict[str, Any] = {
    "media": "image",
    "classes": [
        {
            "name": "car",
            "shape": "box",
            "attributes": [
                {"name": "kind", "type": "choice", "options": ["suv", "van", "bus"]},
                {"name": "parked", "type": "boolean"},
            ],
        },
        {"name": "tree", "shape": "box"},
        {"name": "road", "shape": "polygon"},
    ],
    "relations": [{"name": "near", "from": ["car"], "to": ["tree", "car"]}],
    "fields": [
        {"name": "weather", "type": "choice", "options": ["rain", "sun"]},
        {"name": "tags", "type": "choices", "options": ["a", "b", "c"]},
        {"name": "note", "type": "text", "of": "region", "classes": ["car", "tree"]},
    ],
}


def thing(key: str, name: str, **attributes: Any) -> AnnotatedObject:
    return AnnotatedObject(key, name, Box(0, 0, 10, 10), attributes)


DOCUMENT = Document(
    [
        thing("1", "car", kind="suv", parked=True),
        thing("2", "car", kind="van"),
        thing("3", "car"),
        thing("4", "tree"),
    ],
    [Relation("1", "4", "near"), Relation("1", "2", "near")],
    {"weather": "rain", "tags": ["a", "b"], "note": {"1": "big", "4": "old"}},
)


def changed(change: Any) -> LabelSchema:
    plain = deepcopy(OLD)
    change(plain)
    return parse_schema(plain)


def carried(steps: list[dict[str, Any]], change: Any) -> Document:
    before = msgspec.json.encode(DOCUMENT)
    new = changed(change)
    after = migrate(DOCUMENT, parse_steps(steps), parse_schema(OLD), new)
    assert msgspec.json.encode(DOCUMENT) == before, "the given document stays as it is"
    assert faults(after, new, PICTURE) == []
    return after


def problems(steps: list[dict[str, Any]], change: Any = lambda plain: None) -> set[tuple[str, str]]:
    new = changed(change)
    found = migration_problems(parse_steps(steps), parse_schema(OLD), new)
    if found:
        with pytest.raises(SchemaFault):
            migrate(DOCUMENT, parse_steps(steps), parse_schema(OLD), new)
    return keys(found)


def classes_of(document: Document) -> list[str]:
    return [each.class_ for each in document.objects]


def _rename_car(plain: dict[str, Any]) -> None:
    plain["classes"][0]["name"] = "vehicle"
    plain["relations"][0] |= {"from": ["vehicle"], "to": ["tree", "vehicle"]}
    plain["fields"][2]["classes"] = ["vehicle", "tree"]


def test_a_class_is_renamed() -> None:
    after = carried([{"step": "rename_class", "from": "car", "to": "vehicle"}], _rename_car)
    assert classes_of(after) == ["vehicle", "vehicle", "vehicle", "tree"]
    assert (after.relations, after.answers) == (DOCUMENT.relations, DOCUMENT.answers)


def test_a_class_is_merged_into_another() -> None:
    def change(plain: dict[str, Any]) -> None:
        del plain["classes"][1]
        plain["relations"][0]["to"] = ["car"]
        plain["fields"][2]["classes"] = ["car"]

    assert set(classes_of(carried([{"step": "rename_class", "from": "tree", "to": "car"}], change))) == {
        "car"
    }


def test_a_class_is_split_by_the_value_of_an_attribute() -> None:
    def change(plain: dict[str, Any]) -> None:
        car = plain["classes"].pop(0)
        plain["classes"] += [{**deepcopy(car), "name": "suv"}, {**deepcopy(car), "name": "other"}]
        plain["relations"][0] |= {"from": ["suv", "other"], "to": ["tree", "suv", "other"]}
        plain["fields"][2]["classes"] = ["suv", "other", "tree"]

    step = {"step": "split_class", "class": "car", "by": "kind", "cases": {"suv": "suv"}, "default": "other"}
    assert classes_of(carried([step], change)) == ["suv", "other", "other", "tree"]


def test_a_class_is_split_by_a_boolean_and_may_keep_its_name() -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["classes"].append({**deepcopy(plain["classes"][0]), "name": "parked car"})
        plain["relations"][0] |= {"from": ["car", "parked car"], "to": ["tree", "car", "parked car"]}
        plain["fields"][2]["classes"] = ["car", "parked car", "tree"]

    cases = {"true": "parked car"}
    step = {"step": "split_class", "class": "car", "by": "parked", "cases": cases, "default": "car"}
    assert classes_of(carried([step], change)) == ["parked car", "car", "car", "tree"]


def test_a_class_goes_with_its_relations_and_answers() -> None:
    def change(plain: dict[str, Any]) -> None:
        del plain["classes"][1]
        plain["relations"][0]["to"] = ["car"]
        plain["fields"][2]["classes"] = ["car"]

    after = carried([{"step": "remove_class", "class": "tree"}], change)
    assert classes_of(after) == ["car"] * 3
    assert after.relations == [Relation("1", "2", "near")]
    assert after.answers["note"] == {"1": "big"}


def test_an_attribute_is_added_with_its_default_where_it_is_shown() -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["classes"][0]["attributes"].append(
            {"name": "doors", "type": "number", "required": True, "when": {"name": "kind", "equals": "suv"}}
        )

    step = {"step": "add_attribute", "class": "car", "attribute": "doors", "default": 4}
    after = carried([step], change)
    assert [each.attributes.get("doors") for each in after.objects] == [4, None, None, None]


def test_an_attribute_is_renamed_and_removed() -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["classes"][0]["attributes"][0]["name"] = "make"
        del plain["classes"][0]["attributes"][1]

    after = carried(
        [
            {"step": "rename_attribute", "class": "car", "from": "kind", "to": "make"},
            {"step": "remove_attribute", "class": "car", "attribute": "parked"},
        ],
        change,
    )
    assert after.objects[0].attributes == {"make": "suv"}


def test_options_of_attributes_and_fields_are_renamed_and_merged() -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["classes"][0]["attributes"][0]["options"] = ["SUV", "van", "bus"]
        plain["fields"][1]["options"] = ["b", "c"]

    after = carried(
        [
            {"step": "rename_option", "class": "car", "attribute": "kind", "from": "suv", "to": "SUV"},
            {"step": "rename_option", "field": "tags", "from": "a", "to": "b"},
        ],
        change,
    )
    assert after.objects[0].attributes["kind"] == "SUV"
    assert after.answers["tags"] == ["b"]


def test_fields_are_added_renamed_and_removed() -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["fields"][0]["name"] = "sky"
        del plain["fields"][1]
        plain["fields"] += [
            {"name": "clear", "type": "boolean", "required": True},
            {"name": "sure", "type": "boolean", "of": "region", "classes": ["car"], "required": True},
        ]

    after = carried(
        [
            {"step": "rename_field", "from": "weather", "to": "sky"},
            {"step": "remove_field", "field": "tags"},
            {"step": "add_field", "field": "clear", "default": False},
            {"step": "add_field", "field": "sure", "default": True},
        ],
        change,
    )
    assert after.answers == {
        "sky": "rain",
        "note": {"1": "big", "4": "old"},
        "clear": False,
        "sure": {"1": True, "2": True, "3": True},
    }


def test_relations_are_renamed_and_removed() -> None:
    def renamed(plain: dict[str, Any]) -> None:
        plain["relations"][0]["name"] = "beside"

    after = carried([{"step": "rename_relation", "from": "near", "to": "beside"}], renamed)
    assert {each.class_ for each in after.relations} == {"beside"}
    gone = carried([{"step": "remove_relation", "relation": "near"}], lambda plain: plain.pop("relations"))
    assert gone.relations == []


def test_options_in_answers_about_turns_and_in_rankings_are_renamed() -> None:
    old: dict[str, Any] = {
        "media": "chat",
        "fields": [
            {"name": "kind", "type": "choice", "options": ["x", "y"], "of": "turn"},
            {"name": "order", "type": "ranking", "options": ["x", "y"], "ties": True},
            {"name": "area", "type": "tree", "options": [{"name": "x", "children": ["y"]}]},
        ],
    }
    new = deepcopy(old)
    new["fields"][0]["options"] = ["z", "y"]
    new["fields"][1]["options"] = ["z", "y"]
    new["fields"][2]["options"] = [{"name": "x", "children": ["z"]}]
    steps = [
        {"step": "rename_option", "field": "kind", "from": "x", "to": "z"},
        {"step": "rename_option", "field": "order", "from": "x", "to": "z"},
        {"step": "rename_option", "field": "area", "from": "y", "to": "z"},
    ]
    answers = {"kind": {"0": "x", "1": "y"}, "order": [["y", "x"]], "area": ["x", "y"]}
    document = Document(answers=answers)
    after = migrate(document, parse_steps(steps), parse_schema(old), parse_schema(new))
    assert after.answers == {"kind": {"0": "z", "1": "y"}, "order": [["y", "z"]], "area": ["x", "z"]}


# What is refused --------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "path", "key"),
    [
        ({"step": "rename_class", "from": "bus", "to": "car"}, "from", "fault_unknown_class"),
        ({"step": "rename_class", "from": "car", "to": "auto"}, "to", "fault_not_in_new"),
        ({"step": "rename_class", "from": "car", "to": "road"}, "to", "fault_other_shape"),
        ({"step": "split_class", "class": "car", "default": "auto"}, "default", "fault_not_in_new"),
        ({"step": "split_class", "class": "car", "default": "road"}, "default", "fault_other_shape"),
        (
            {"step": "split_class", "class": "car", "by": "age", "default": "car"},
            "by",
            "fault_unknown_question",
        ),
        (
            {"step": "split_class", "class": "car", "cases": {"a": "car"}, "default": "car"},
            "by",
            "fault_missing_key",
        ),
        (
            {
                "step": "split_class",
                "class": "car",
                "by": "kind",
                "cases": {"tank": "tree"},
                "default": "car",
            },
            "cases.tank",
            "fault_unknown_option",
        ),
        ({"step": "remove_class", "class": "bus"}, "class", "fault_unknown_class"),
        ({"step": "add_attribute", "class": "car", "attribute": "age"}, "attribute", "fault_not_in_new"),
        ({"step": "add_attribute", "class": "car", "attribute": "kind"}, "attribute", "fault_double_name"),
        ({"step": "add_attribute", "class": "bus", "attribute": "kind"}, "class", "fault_unknown_class"),
        (
            {"step": "rename_attribute", "class": "car", "from": "kind", "to": "parked"},
            "to",
            "fault_double_name",
        ),
        (
            {"step": "remove_attribute", "class": "car", "attribute": "age"},
            "attribute",
            "fault_unknown_question",
        ),
        (
            {"step": "rename_option", "field": "weather", "from": "fog", "to": "sun"},
            "from",
            "fault_unknown_option",
        ),
        (
            {"step": "rename_option", "field": "weather", "from": "rain", "to": "fog"},
            "to",
            "fault_not_in_new",
        ),
        (
            {"step": "rename_option", "field": "mood", "from": "rain", "to": "sun"},
            "field",
            "fault_unknown_question",
        ),
        ({"step": "rename_option", "from": "rain", "to": "sun"}, "class", "fault_unknown_class"),
        ({"step": "add_field", "field": "mood"}, "field", "fault_not_in_new"),
        ({"step": "add_field", "field": "weather"}, "field", "fault_double_name"),
        ({"step": "rename_field", "from": "weather", "to": "tags"}, "to", "fault_double_name"),
        ({"step": "remove_field", "field": "mood"}, "field", "fault_unknown_question"),
        ({"step": "remove_relation", "relation": "pulls"}, "relation", "fault_unknown_relation"),
        ({"step": "rename_relation", "from": "near", "to": "far"}, "to", "fault_not_in_new"),
    ],
)
def test_a_step_that_does_not_fit_is_named(step: dict[str, Any], path: str, key: str) -> None:
    assert (f"migration[0].{path}", key) in problems([step])


def test_a_required_addition_needs_a_default_that_is_an_answer() -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["classes"][0]["attributes"].append(
            {"name": "doors", "type": "number", "required": True, "min": 2}
        )

    def step(**default: Any) -> dict[str, Any]:
        return {"step": "add_attribute", "class": "car", "attribute": "doors", **default}

    assert problems([step()], change) == {("migration[0].default", "fault_default_wanted")}
    assert problems([step(default=1)], change) == {("migration[0].default", "fault_below")}
    assert problems([step(default=4)], change) == set()


def test_each_step_must_fit_what_those_before_it_made() -> None:
    steps = [
        {"step": "rename_class", "from": "car", "to": "vehicle"},
        {"step": "rename_attribute", "class": "car", "from": "kind", "to": "make"},
    ]
    assert ("migration[1].class", "fault_unknown_class") in problems(steps, _rename_car)


def test_an_option_belongs_to_a_field_or_to_an_attribute() -> None:
    both = {"step": "rename_option", "field": "weather", "class": "car", "from": "rain", "to": "sun"}
    assert problems([both]) == {("migration[0]", "fault_field_or_attribute")}


def test_steps_of_bad_form_are_all_named() -> None:
    with pytest.raises(SchemaFault) as caught:
        parse_steps(
            [{"step": "rename_class", "from": "a"}, {"step": "melt"}, {"step": "remove_field", "field": 3}]
        )
    assert keys(caught.value.problems) == {
        ("migration[0].to", "fault_missing_key"),
        ("migration[1].step", "fault_unknown_value"),
        ("migration[2].field", "fault_want_text"),
    }


def test_a_preview_shows_each_document_before_and_after_with_its_faults() -> None:
    def change(plain: dict[str, Any]) -> None:
        _rename_car(plain)
        plain["fields"].append({"name": "mood", "type": "text", "required": True})

    steps = parse_steps([{"step": "rename_class", "from": "car", "to": "vehicle"}])
    migration = Migration(steps, parse_schema(OLD), changed(change))
    shown = list(migration.preview([(DOCUMENT, PICTURE), (Document(), ContentFacts())]))
    assert [each.changed for each in shown] == [True, False]
    assert shown[0].before == DOCUMENT
    assert shown[0].after.objects[0].class_ == "vehicle"
    assert [keys(each.faults) for each in shown] == [{("answers.mood", "fault_required")}] * 2
