"""Writes a label schema as a Label Studio config."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from msgspec import Struct

from beanfield.annotation.fields.base import Question
from beanfield.annotation.fields.choice import Choice
from beanfield.annotation.fields.choices import Choices
from beanfield.annotation.fields.number import Number
from beanfield.annotation.fields.preference import Preference
from beanfield.annotation.fields.ranking import Ranking
from beanfield.annotation.fields.rating import Rating
from beanfield.annotation.fields.text import Text
from beanfield.annotation.fields.tree import Tree
from beanfield.annotation.labelstudio_tags import LABELS
from beanfield.annotation.naming import Option, Title
from beanfield.annotation.registry import tag_of
from beanfield.annotation.schema import LabelSchema, ObjectClass

Language: TypeAlias = Literal["zh", "en"]

_TAG_OF_SHAPE = {shape: tag for tag, shape in LABELS.items()} | {"rotated_box": "RectangleLabels"}


class Writing(Struct):
    """What is being written, and what could not be."""

    schema: LabelSchema
    language: Language
    root: Element
    unconverted: list[str]

    def title(self, title: Title) -> str:
        """The text in the config's one language."""
        return title.zh if self.language == "zh" else title.en


def write_config(schema: LabelSchema, language: Language) -> tuple[str, list[str]]:
    """The config, and the paths of what it cannot say."""
    writing = Writing(schema, language, Element("View"), [])
    _write_data(writing)
    _write_classes(writing)
    _write_attributes(writing)
    _write_relations(writing)
    for place, question in enumerate(schema.fields):
        _write_field(writing, f"fields[{place}]", question)
    indent(writing.root)
    return tostring(writing.root, encoding="unicode"), writing.unconverted


def _write_data(writing: Writing) -> None:
    schema, root = writing.schema, writing.root
    if schema.media == "image":
        SubElement(root, "Image", name="image", value="$image")
    elif schema.media == "text":
        SubElement(root, "Text", name="text", value="$text")
    elif schema.media == "audio":
        SubElement(root, "Audio", name="audio", value="$audio")
    elif any(question.of == "turn" for question in schema.fields) and not schema.classes:
        SubElement(root, "Chat", name="chat", value="$chat")
    else:
        keys = {"layout": "dialogue", "nameKey": "role", "textKey": "content"}
        SubElement(root, "Paragraphs", {"name": "chat", "value": "$chat", **keys})


def _write_classes(writing: Writing) -> None:
    controls: dict[str, Element] = {}
    for place, each in enumerate(writing.schema.classes):
        path = f"classes[{place}]"
        writing.unconverted += [f"{path}.{name}" for name in ("min_count", "examples") if getattr(each, name)]
        tag = _labels_tag(each, writing.schema.media)
        if tag is None:
            writing.unconverted.append(f"{path}.shape={each.shape}")
            continue
        if each.shape not in controls:
            controls[each.shape] = SubElement(
                writing.root, tag, name=f"{each.shape}_label", toName=writing.schema.media
            )
            if tag == "RectangleLabels":
                controls[each.shape].set("canRotate", "true" if each.shape == "rotated_box" else "false")
        _write_label(writing, controls[each.shape], each)


def _labels_tag(each: ObjectClass, media: str) -> str | None:
    if each.shape == "interval" or (each.shape == "span" and media == "text"):
        return "Labels"
    return _TAG_OF_SHAPE.get(each.shape)


def _write_label(writing: Writing, control: Element, each: ObjectClass) -> None:
    label = SubElement(control, "Label", value=writing.title(each.title), background=each.color)
    if each.name != writing.title(each.title):
        label.set("alias", each.name)
    if each.hotkey:
        label.set("hotkey", each.hotkey)
    if each.help:
        label.set("hint", writing.title(each.help.filled("")))
    if each.max_count is not None:
        label.set("maxUsages", str(each.max_count))


def _write_attributes(writing: Writing) -> None:
    """Attributes that are alike in several classes become one control."""
    written = [each for each in writing.schema.classes if _labels_tag(each, writing.schema.media)]
    shared: list[tuple[Question, list[ObjectClass], str]] = []
    for place, each in enumerate(writing.schema.classes):
        for at, question in enumerate(each.attributes if each in written else ()):
            known = next((classes for asked, classes, _ in shared if asked == question), None)
            if known is None:
                shared.append((question, [each], f"classes[{place}].attributes[{at}]"))
            else:
                known.append(each)
    names = [question.name for question, _, _ in shared] + [
        question.name for question in writing.schema.fields
    ]
    for question, classes, path in shared:
        if names.count(question.name) > 1:
            writing.unconverted.append(f"{path}.name={question.name}")
        narrowed = [] if len(classes) == len(written) else classes
        _write_per_region(writing, path, question, narrowed)


def _write_per_region(
    writing: Writing, path: str, question: Question, classes: Sequence[ObjectClass]
) -> None:
    values = [writing.title(each.title) for each in classes]
    shapes = {each.shape for each in classes}
    within = [each for each in writing.schema.classes if len(shapes) > 1 or each.shape in shapes]
    alike = [each for each in within if writing.title(each.title) in values]
    if any("," in value for value in values) or len(alike) > len(classes):
        writing.unconverted.append(path)  # labels are told apart by these words alone
        return
    control = _question_tag(writing, path, question)
    if control is None:
        return
    control.set("perRegion", "true")
    if question.when is not None and classes:
        writing.unconverted.append(f"{path}.when")  # one tag has room for one condition
        _drop_condition(control)
    if classes:
        control.set("visibleWhen", "region-selected")
        control.set("whenLabelValue", ",".join(values))
    if len(shapes) == 1:
        control.set("whenTagName", f"{shapes.pop()}_label")


def _drop_condition(control: Element) -> None:
    for name in ("visibleWhen", "whenTagName", "whenChoiceValue"):
        control.attrib.pop(name, None)


def _write_relations(writing: Writing) -> None:
    if not writing.schema.relations:
        return
    everything = {each.name for each in writing.schema.classes}
    relations = SubElement(writing.root, "Relations")
    for place, each in enumerate(writing.schema.relations):
        path = f"relations[{place}]"
        entry = SubElement(relations, "Relation", value=writing.title(each.title))
        if each.name != writing.title(each.title):
            entry.set("alias", each.name)
        if set(each.from_) != everything:
            writing.unconverted.append(f"{path}.from")
        if set(each.to) != everything:
            writing.unconverted.append(f"{path}.to")
        writing.unconverted += [f"{path}.directed"] if not each.directed else []
        writing.unconverted += [f"{path}.help"] if each.help else []


def _write_field(writing: Writing, path: str, question: Question) -> None:
    if question.of == "response" or (question.of == "turn" and writing.schema.classes):
        writing.unconverted.append(f"{path}.of={question.of}")
    elif question.of == "region":
        named = question.classes or [each.name for each in writing.schema.classes]
        classes = [each for each in writing.schema.classes if each.name in named]
        narrowed = [] if len(classes) == len(writing.schema.classes) else classes
        if tag_of(type(question)) not in {"rating", "tree"}:
            writing.unconverted.append(f"{path}.of=region")  # there it would be the object's attribute
        _write_per_region(writing, path, question, narrowed)
    else:
        control = _question_tag(writing, path, question)
        if control is not None and question.of == "turn":
            control.set("perRegion", "true")
            if question.roles:
                control.set("visibleWhen", "region-selected")
                control.set("whenRole", ",".join(question.roles))


def _question_tag(writing: Writing, path: str, question: Question) -> Element | None:
    """The control with a header before it; None, and named, where Label Studio has none of the kind."""
    made, lost = _control(writing, question)
    if made is None:
        writing.unconverted.append(f"{path}.type={tag_of(type(question))}")
        return None
    writing.unconverted += [f"{path}.{name}" for name in lost]
    writing.unconverted += [f"{path}.help"] if question.help else []
    title = writing.title(question.title)
    if title != question.name:
        SubElement(writing.root, "Header", value=title)
    made.set("name", question.name)
    made.attrib.setdefault("toName", "chat" if writing.schema.media == "chat" else writing.schema.media)
    if question.required:
        made.set("required", "true")
    if question.when is not None:
        _write_condition(writing, path, made, question)
    writing.root.append(made)
    return made


def _write_condition(writing: Writing, path: str, control: Element, question: Question) -> None:
    when = question.when
    if when is None:
        return
    values = when.equals if isinstance(when.equals, list) else [when.equals]
    if not all(isinstance(value, str) and "," not in value for value in values):
        writing.unconverted.append(f"{path}.when")
        return
    control.set("visibleWhen", "choice-selected")
    control.set("whenTagName", when.name)
    control.set("whenChoiceValue", ",".join(values))


_Control: TypeAlias = tuple[Element | None, list[str]]


def _control(writing: Writing, question: Question) -> _Control:
    """The control tag of a question, and which of its settings it cannot hold."""
    if isinstance(question, Choice):
        return _choice_tag(writing, "single", question.options, [question.default]), []
    if isinstance(question, Choices):
        chosen = question.default or []
        lost = [name for name in ("min", "max") if getattr(question, name) is not None]
        return _choice_tag(writing, "multiple", question.options, chosen), lost
    if isinstance(question, Tree):
        tag = Element(
            "Taxonomy", {"maxUsages": "1"} | ({"leafsOnly": "true"} if question.leaves_only else {})
        )
        _add_options(writing, tag, question.options, [])
        return tag, ["default"] if question.default is not None else []
    return _plain_tag(writing, question)


def _plain_tag(writing: Writing, question: Question) -> _Control:
    default = {} if question.default is None else {"defaultValue": _text(question.default)}
    if isinstance(question, Rating):
        lost = ["labels"] if question.labels else []
        return Element("Rating", {"maxRating": str(question.max)} | default), lost
    if isinstance(question, Number):
        bounds = {name: getattr(question, name) for name in ("min", "max", "step")}
        given = {name: _text(value) for name, value in bounds.items() if value is not None}
        return Element("Number", given | default), ["unit"] if question.unit else []
    if isinstance(question, Text):
        lost = [n for n in ("min_length", "max_length", "rewrite_of") if getattr(question, n) is not None]
        rows = {"rows": "4"} if question.multiline else {}
        value = {} if question.default is None else {"value": str(question.default)}
        return Element("TextArea", {"maxSubmissions": "1"} | rows | value), lost
    if isinstance(question, Preference) and question.of == "item":
        return _pairwise_tag(writing, question)
    if isinstance(question, Ranking) and question.of == "item" and not question.options:
        SubElement(writing.root, "List", name=f"{question.name}_list", value="$responses")
        return Element("Ranker", toName=f"{question.name}_list"), ["ties"] if question.ties else []
    return None, []


def _pairwise_tag(writing: Writing, question: Preference) -> _Control:
    left, right = f"{question.name}_a", f"{question.name}_b"
    SubElement(writing.root, "Text", name=left, value="$response_a")
    SubElement(writing.root, "Text", name=right, value="$response_b")
    lost = [
        name for name, is_lost in (("ties", question.ties), ("strength", question.strength > 1)) if is_lost
    ]
    return Element("Pairwise", toName=f"{left},{right}"), lost


def _text(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _choice_tag(writing: Writing, kind: str, options: Iterable[Option], chosen: Iterable[object]) -> Element:
    tag = Element("Choices", choice=kind)
    _add_options(writing, tag, options, list(chosen))
    return tag


def _add_options(writing: Writing, tag: Element, options: Iterable[Option], chosen: list[object]) -> None:
    for option in options:
        title = writing.title(option.title)
        made = SubElement(tag, "Choice", value=title)
        if option.name != title:
            made.set("alias", option.name)
        if option.hotkey:
            made.set("hotkey", option.hotkey)
        if option.help:
            made.set("hint", writing.title(option.help.filled("")))
        if option.name in chosen:
            made.set("selected", "true")
        _add_options(writing, made, option.children, chosen)
