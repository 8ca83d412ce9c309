"""Schemas to Label Studio configs, and all the way round."""

from __future__ import annotations

from typing import Any

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from beanfield.annotation.labelstudio_config import from_label_studio, to_label_studio
from beanfield.annotation.naming import PALETTE
from beanfield.annotation.schema import LabelSchema, parse_schema


def test_what_label_studio_cannot_say_is_named() -> None:
    schema = parse_schema(
        {
            "media": "image",
            "classes": [
                {"name": "lane", "shape": "polyline"},
                {"name": "body", "shape": "skeleton", "skeleton": {"keypoints": ["n"]}},
                {
                    "name": "car",
                    "shape": "box",
                    "min_count": 1,
                    "attributes": [{"name": "parked", "type": "boolean"}],
                },
            ],
            "relations": [{"name": "near", "from": ["car"], "to": ["car"], "directed": False}],
            "fields": [
                {"name": "marks", "type": "rubric", "criteria": ["a"]},
                {"name": "n", "type": "number", "unit": "m"},
                {"name": "t", "type": "text", "min_length": 3},
                {"name": "c", "type": "choices", "options": ["a", "b"], "max": 1},
                {"name": "o", "type": "text", "of": "region"},
            ],
        }
    )
    xml, unconverted = to_label_studio(schema)
    assert unconverted == [
        "classes[0].shape=polyline",
        "classes[1].shape=skeleton",
        "classes[2].min_count",
        "classes[2].attributes[0].type=boolean",
        "relations[0].from",
        "relations[0].to",
        "relations[0].directed",
        "fields[0].type=rubric",
        "fields[1].unit",
        "fields[2].min_length",
        "fields[3].max",
        "fields[4].of=region",
    ]
    assert [tag.tag for tag in fromstring(xml)] == [
        "Image",
        "RectangleLabels",
        "Relations",
        "Number",
        "TextArea",
        "Choices",
        "TextArea",
    ]


def test_titles_are_written_in_the_wanted_language() -> None:
    schema = parse_schema(
        {"media": "image", "classes": [{"name": "car", "shape": "box", "title": {"zh": "汽车", "en": "Car"}}]}
    )
    assert 'value="汽车"' in to_label_studio(schema)[0]
    assert 'value="Car"' in to_label_studio(schema, language="en")[0]


def test_a_chat_is_written_with_what_its_questions_need() -> None:
    schema = parse_schema(
        {
            "media": "chat",
            "fields": [
                {"name": "better", "type": "preference", "strength": 3},
                {"name": "order", "type": "ranking"},
                {"name": "stars", "type": "rating", "of": "turn", "roles": ["assistant"]},
                {"name": "each", "type": "rating", "of": "response"},
            ],
        }
    )
    xml, unconverted = to_label_studio(schema)
    assert unconverted == ["fields[0].ties", "fields[0].strength", "fields[3].of=response"]
    back, lost = from_label_studio(xml)
    assert [(each.name, each.of, each.roles) for each in back.fields] == [
        ("better", "item", None),
        ("order", "item", None),
        ("stars", "turn", ("assistant",)),
    ]
    assert lost == []


# Round trip ----------------------------------------------------------------------------------------------

words = st.text(st.sampled_from("abcdeFGH 车树&<>\"'"), min_size=1, max_size=8).map(str.strip).filter(bool)


def _options() -> st.SearchStrategy[list[dict[str, Any]]]:
    option = st.fixed_dictionaries({"name": words, "title": words})
    return st.lists(option, min_size=1, max_size=4, unique_by=lambda each: each["name"]).filter(
        lambda options: len({each["title"] for each in options}) == len(options)
    )


def _question(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    base: dict[str, Any] = {"type": st.just(kind), "title": words, "required": st.booleans()}
    if kind in {"choice", "choices"}:
        base["options"] = _options()
    elif kind == "tree":
        leaf = st.fixed_dictionaries({"name": words, "title": words})
        twig = st.fixed_dictionaries({"name": words, "title": words, "children": st.lists(leaf, max_size=1)})
        base |= {"options": st.lists(twig, min_size=1, max_size=1), "leaves_only": st.booleans()}
    elif kind == "rating":
        base["max"] = st.integers(2, 10)
    elif kind == "number":
        base |= {"min": st.integers(-5, 0), "max": st.integers(1, 5) | st.just(2.5)}
    else:
        base["multiline"] = st.booleans()
    return st.fixed_dictionaries(base)


questions = st.sampled_from(["choice", "choices", "tree", "rating", "number", "text"]).flatmap(_question)
attribute_questions = st.sampled_from(["choice", "choices", "number", "text"]).flatmap(_question)
SHAPES = {
    "image": ["box", "rotated_box", "polygon", "point", "ellipse", "mask"],
    "text": ["span"],
    "audio": ["interval"],
}


@st.composite
def common_schemas(draw: st.DrawFn) -> LabelSchema:
    """Schemas that Label Studio can say in full."""
    media = draw(st.sampled_from(sorted(SHAPES)))
    names = draw(st.lists(words, max_size=5, unique=True))
    shapes = sorted(draw(st.sampled_from(SHAPES[media])) for _ in names)
    classes = []
    for at, (name, shape) in enumerate(zip(names, shapes, strict=True)):
        held = draw(st.lists(attribute_questions, max_size=2))
        attributes = [{**each, "name": f"a{at}{i}"} for i, each in enumerate(held)]
        each = {"name": name, "shape": shape, "title": name, "color": PALETTE[at], "attributes": attributes}
        classes.append({**each, **({"hotkey": str(at)} if draw(st.booleans()) else {})})
    relations = [{"name": "near", "from": names, "to": names, "title": draw(words)}] if names else []
    fields = [{**each, "name": f"f{i}"} for i, each in enumerate(draw(st.lists(questions, max_size=4)))]
    if draw(st.booleans()) and names:
        fields.append({"name": "clear", "type": "rating", "of": "region", "classes": names[:1]})
    if len(names) == 1 and fields and "classes" in fields[-1]:
        del fields[-1]["classes"]
    return parse_schema({"media": media, "classes": classes, "relations": relations, "fields": fields})


@given(common_schemas())
def test_a_schema_of_what_both_have_comes_back_the_same(schema: LabelSchema) -> None:
    xml, lost_writing = to_label_studio(schema)
    back, lost_reading = from_label_studio(xml)
    assert (lost_writing, lost_reading) == ([], [])
    assert back == schema


@given(common_schemas())
def test_what_was_read_is_written_the_same_again(schema: LabelSchema) -> None:
    xml, _ = to_label_studio(schema)
    assert to_label_studio(from_label_studio(xml)[0])[0] == xml
