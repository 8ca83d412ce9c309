"""Label Studio configs to a schema and back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from beanfield.annotation.labelstudio_config import from_label_studio, to_label_studio
from beanfield.annotation.naming import PALETTE
from beanfield.annotation.schema import LabelSchema, SchemaFault, parse_schema
from tests.annotation.samples import keys


def image(*tags: str) -> str:
    return f'<View><Image name="image" value="$image"/>{"".join(tags)}</View>'


def plain(schema: LabelSchema) -> list[tuple[str, str, str]]:
    return [(each.name, each.shape, each.title.en) for each in schema.classes]


CAR_AND_TREE = (
    '<RectangleLabels name="l" toName="image"><Label value="car"/><Label value="tree"/></RectangleLabels>'
)

# Reading -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "shape"),
    [
        ("RectangleLabels", "box"),
        ("PolygonLabels", "polygon"),
        ("KeyPointLabels", "point"),
        ("EllipseLabels", "ellipse"),
        ("BrushLabels", "mask"),
    ],
)
def test_labels_of_pictures_become_classes_of_their_shape(tag: str, shape: str) -> None:
    label = '<Label value="Red car" alias="car" background="#FF0000" hotkey="1" hint="whole" maxUsages="3"/>'
    schema, unconverted = from_label_studio(image(f'<{tag} name="l" toName="image">{label}</{tag}>'))
    (made,) = schema.classes
    assert plain(schema) == [("car", shape, "Red car")]
    assert (made.color, made.hotkey, made.max_count) == ("#ff0000", "1", 3)
    assert made.help is not None and made.help.en == "whole"
    assert (schema.media, unconverted) == ("image", [])


@pytest.mark.parametrize(("tool", "shape"), [("Rectangle", "box"), ("Brush", "mask"), ("KeyPoint", "point")])
def test_plain_labels_take_the_shape_of_the_tool_beside_them(tool: str, shape: str) -> None:
    labels = '<Labels name="l" toName="image"><Label value="car"/></Labels>'
    schema, unconverted = from_label_studio(image(f'<{tool} name="t" toName="image"/>', labels))
    assert (plain(schema), unconverted) == ([("car", shape, "car")], [])


def test_a_rectangle_that_may_be_turned_is_a_rotated_box() -> None:
    labels = (
        '<RectangleLabels name="l" toName="image" canRotate="true"><Label value="car"/></RectangleLabels>'
    )
    assert plain(from_label_studio(image(labels))[0]) == [("car", "rotated_box", "car")]


@pytest.mark.parametrize(
    ("data", "tag", "media", "shape"),
    [
        ('<Text name="t" value="$t"/>', "Labels", "text", "span"),
        ('<Audio name="t" value="$t"/>', "Labels", "audio", "interval"),
        ('<Paragraphs name="t" value="$t" layout="dialogue"/>', "ParagraphLabels", "chat", "span"),
    ],
)
def test_labels_of_texts_and_recordings(data: str, tag: str, media: str, shape: str) -> None:
    xml = f'<View>{data}<{tag} name="l" toName="t"><Label value="人名"/></{tag}></View>'
    schema, unconverted = from_label_studio(xml)
    assert (schema.media, plain(schema), unconverted) == (media, [("人名", shape, "人名")], [])


def test_questions_about_the_item() -> None:
    schema, unconverted = from_label_studio(
        image(
            '<Header value="天气"/>',
            '<Choices name="weather" toName="image" required="true" choice="single-radio">'
            '<Choice value="Rain" alias="rain" hotkey="r"/><Choice value="sun" selected="true"/></Choices>',
            '<Choices name="tags" toName="image" choice="multiple">'
            '<Choice value="a"/><Choice value="b"/></Choices>',
            '<Taxonomy name="area" toName="image" leafsOnly="true" maxUsages="1">'
            '<Choice value="art"><Choice value="film"/></Choice></Taxonomy>',
            '<Rating name="stars" toName="image" maxRating="7" defaultValue="2"/>',
            '<Number name="count" toName="image" min="0" max="10" step="0.5"/>',
            '<TextArea name="why" toName="image" rows="4" maxSubmissions="1" value="…"/>',
        )
    )
    assert unconverted == []
    weather, tags, area, stars, count, why = schema.fields
    made = msgspec.to_builtins(weather)
    assert (made["type"], made["required"], made["default"]) == ("choice", True, "sun")
    assert [(o.name, o.title.en, o.hotkey) for o in weather.options_of()] == [
        ("rain", "Rain", "r"),
        ("sun", "sun", None),
    ]
    assert weather.title.zh == "天气"
    assert msgspec.to_builtins(tags)["type"] == "choices"
    assert area.options_of()[0].children[0].name == "film"
    assert (stars.max, stars.default) == (7, 2)  # type: ignore[attr-defined]  # a rating
    assert (count.min, count.max, count.step) == (0, 10, 0.5)  # type: ignore[attr-defined]  # a number
    assert (why.multiline, why.default) == (True, "…")  # type: ignore[attr-defined]  # a text


def test_nested_choices_are_a_tree() -> None:
    nested = '<Choice value="a"><Choice value="b"/></Choice>'
    choices = f'<Choices name="c" toName="image" allowNested="true">{nested}</Choices>'
    schema, _ = from_label_studio(image(choices))
    assert msgspec.to_builtins(schema.fields[0])["type"] == "tree"


def test_per_region_controls_become_attributes_of_the_classes_that_they_are_shown_for() -> None:
    schema, unconverted = from_label_studio(
        image(
            CAR_AND_TREE,
            '<Choices name="make" toName="image" perRegion="true" visibleWhen="region-selected" '
            'whenLabelValue="car"><Choice value="suv"/></Choices>',
            '<View visibleWhen="region-selected" whenTagName="l">'
            '<Number name="age" toName="image" perRegion="true"/></View>',
            '<Rating name="clear" toName="image" perRegion="true" whenLabelValue="tree"/>',
        )
    )
    assert [[a.name for a in each.attributes] for each in schema.classes] == [["make", "age"], ["age"]]
    (clear,) = schema.fields
    assert (clear.name, clear.of, clear.classes) == ("clear", "region", ("tree",))
    assert unconverted == []


def test_conditions_on_choices_are_kept() -> None:
    schema, unconverted = from_label_studio(
        image(
            '<TextArea name="why" toName="image" maxSubmissions="1" visibleWhen="choice-selected" '
            'whenTagName="weather" whenChoiceValue="rain,snow"/>',
            '<Choices name="weather" toName="image"><Choice value="rain"/><Choice value="snow"/>'
            '<Choice value="sun"/></Choices>',
        )
    )
    when = schema.fields[0].when
    assert when is not None and (when.name, when.equals) == ("weather", ["rain", "snow"])
    assert unconverted == []


def test_comparing_and_ranking_answers_make_a_chat() -> None:
    schema, unconverted = from_label_studio(
        '<View><Pairwise name="better" toName="a,b"/><Text name="a" value="$a"/><Text name="b" value="$b"/>'
        '<List name="list" value="$items"/><Ranker name="order" toName="list"/></View>'
    )
    better, order = schema.fields
    assert (schema.media, better.name, better.ties) == ("chat", "better", False)  # type: ignore[attr-defined]
    assert (order.name, unconverted) == ("order", [])


def test_questions_about_the_messages_of_a_chat_are_about_turns() -> None:
    schema, unconverted = from_label_studio(
        '<View><Chat name="chat" value="$chat"/><View visibleWhen="region-selected" whenRole="assistant">'
        '<Rating name="stars" toName="chat" perRegion="true"/></View>'
        '<Rating name="all" toName="chat"/></View>'
    )
    stars, everything = schema.fields
    assert (stars.of, stars.roles, everything.of) == ("turn", ("assistant",), "item")
    assert unconverted == []


def test_relations_join_all_classes() -> None:
    schema, _ = from_label_studio(
        image(
            CAR_AND_TREE,
            '<Relations><Relation value="behind"/></Relations>',
        )
    )
    (relation,) = schema.relations
    assert (relation.name, relation.from_, relation.to) == ("behind", ("car", "tree"), ("car", "tree"))


def test_what_does_not_convert_is_named() -> None:
    schema, unconverted = from_label_studio(
        image(
            '<Video name="v" value="$v"/>',
            '<VideoRectangle name="vr" toName="v"/>',
            '<RectangleLabels name="l" toName="image" value="$labels">'
            '<Label value="car" selected="true" hotkey="x"/>'
            '<Label value="track" hotkey="x"/><Label value="tree" background="nonsense"/></RectangleLabels>',
            '<Choices name="c" toName="image" value="$options"/>',
            '<Ranker name="r" toName="image"><Bucket name="best"/></Ranker>',
            '<TextArea name="t" toName="image" visibleWhen="choice-unselected" whenTagName="c"/>',
            '<Taxonomy name="x" toName="image" apiUrl="https://example.org"><Choice value="a"/></Taxonomy>',
        )
    )
    assert unconverted == [
        "Video[v]",
        "VideoRectangle[vr]",
        "RectangleLabels[l] value=$labels",
        "Label[car] selected=true",
        "RectangleLabels[l] Label[track] = track_",
        "Choices[c]",
        "Ranker[r]",
        "TextArea[t] maxSubmissions",
        "TextArea[t] visibleWhen=choice-unselected",
        "Taxonomy[x] maxUsages",
        "Taxonomy[x] apiurl=https://example.org",
        "Label[tree] background=nonsense",
        "track_ hotkey=x",
    ]
    assert [each.name for each in schema.classes] == ["car", "track_", "tree"]


def test_the_same_label_under_two_controls_becomes_two_classes() -> None:
    schema, unconverted = from_label_studio(
        image(
            '<RectangleLabels name="r" toName="image"><Label value="car"/></RectangleLabels>',
            '<PolygonLabels name="p" toName="image"><Label value="car"/></PolygonLabels>',
        )
    )
    assert plain(schema) == [("car", "box", "car"), ("car 2", "polygon", "car")]
    assert unconverted == ["PolygonLabels[p] Label[car] = car 2"]


@pytest.mark.parametrize(
    "colour", ["red", "rgb(255, 0, 0)", "#F00", "rgba(255,0,0,0.5)", "hsl(0, 100%, 50%)"]
)
def test_any_colour_of_css_is_understood(colour: str) -> None:
    label = f'<Label value="car" background="{colour}"/>'
    schema, unconverted = from_label_studio(
        image(f'<RectangleLabels name="l" toName="image">{label}</RectangleLabels>')
    )
    assert (schema.classes[0].color, unconverted) == ("#ff0000", [])


@pytest.mark.parametrize(
    ("xml", "key"),
    [
        ("", "fault_not_xml"),
        ("<View>", "fault_not_xml"),
        ("{}", "fault_not_xml"),
        (b'<?xml version="1.0" encoding="klingon"?><View/>', "fault_not_xml"),
        (b'<?xml version="1.0" encoding="ascii"?><View a="\xff"/>', "fault_not_xml"),
        ("<View/>", "fault_xml_no_data_tag"),
        ('<View><Video name="v" value="$v"/></View>', "fault_xml_no_data_tag"),
        ("<!DOCTYPE View><View/>", "fault_xml_refused"),
        ('<!DOCTYPE v [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><View>&b;</View>', "fault_xml_refused"),
        ('<!DOCTYPE v [<!ENTITY x SYSTEM "file:///etc/passwd">]><View>&x;</View>', "fault_xml_refused"),
        ('<!DOCTYPE v SYSTEM "http://127.0.0.1:9/x.dtd"><View/>', "fault_xml_refused"),
        ("<a>" * 1000 + "</a>" * 1000, "fault_schema_too_large"),
        ("<View>" + "<a/>" * 60_000 + "</View>", "fault_schema_too_large"),
        (" " * 1_100_000, "fault_schema_too_large"),
    ],
)
def test_hostile_and_broken_xml_is_refused(xml: str | bytes, key: str) -> None:
    with pytest.raises(SchemaFault) as caught:
        from_label_studio(xml)
    assert keys(caught.value.problems) == {("", key)}


def test_data_beside_the_first_is_named() -> None:
    xml = '<View><Image name="a" value="$a"/><Image name="b" value="$b"/><Text name="t" value="$t"/></View>'
    schema, unconverted = from_label_studio(xml)
    assert (schema.media, unconverted) == ("image", ["Image[b]", "Text[t]"])


def test_bytes_with_a_declared_encoding_are_read() -> None:
    labels = '<RectangleLabels name="l" toName="image"><Label value="车"/></RectangleLabels>'
    xml = ('<?xml version="1.0" encoding="gb2312"?>' + image(labels)).encode("gb2312")
    assert plain(from_label_studio(xml)[0]) == [("车", "box", "车")]


# Writing -------------------------------------------------------------------------------------------------


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
