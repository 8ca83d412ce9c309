"""Label Studio configs to a schema and back."""

from __future__ import annotations

import msgspec
import pytest

from beanfield.annotation.labelstudio_config import from_label_studio
from beanfield.annotation.schema import LabelSchema, SchemaFault
from tests.annotation.checks import keys


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
    assert (schema.media, better.name, better.ties) == ("chat", "better", False)  # type: ignore[attr-defined]  # a preference
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
