"""Reads a Label Studio config into the dict form of a label schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element, ParseError  # nosec  # the type only; parsing is defused

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from msgspec import Struct

from beanfield.annotation.faults import fault
from beanfield.annotation.labelstudio_questions import question_of
from beanfield.annotation.labelstudio_tags import (
    CONTAINERS,
    LABELS,
    LOOK_ATTRIBUTES,
    LOOKS,
    OBJECTS,
    QUESTIONS,
    TOOLS,
    VISIBILITY,
)
from beanfield.annotation.schema import SchemaFault

Plain: TypeAlias = dict[str, Any]

_ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding=["']([A-Za-z0-9._-]+)["']""")
_MOST_BYTES, _MOST_TAGS, _MOST_DEPTH = 1_000_000, 50_000, 60


class Control(Struct):
    """A control tag with what surrounds it."""

    tag: Element
    #: Its attributes, names in lower case, with the visibility that it inherits.
    attributes: dict[str, str]
    #: The header right before it.
    header: str


class Reading(Struct):
    """What has been read so far."""

    media: str
    objects: dict[str, str]
    classes: list[Plain] = []
    relations: list[Plain] = []
    fields: list[Plain] = []
    unconverted: list[str] = []
    #: Labels control → names of its classes; label's value or alias → class name.
    by_control: dict[str, list[str]] = {}
    by_label: dict[str, list[str]] = {}
    #: Questions with a condition, the questions beside them, and their control.
    pending: list[tuple[Plain, list[Plain], Control]] = []


def read_config(xml: str | bytes) -> tuple[Plain, list[str]]:
    """The schema as a dict, and what does not convert. Raises `SchemaFault` for what is no (safe) config."""
    root = _parsed(xml)
    reading = Reading(media=_media_of(root), objects=_objects_of(root))
    reading.unconverted += _data_left_out(root, reading.media)
    controls = list(_controls(root, {}, reading.unconverted))
    tools: dict[str, list[Element]] = {}
    for control in controls:
        if control.tag.tag in TOOLS:
            tools.setdefault(control.attributes.get("toname", ""), []).append(control.tag)
    for control in controls:
        if control.tag.tag in LABELS or control.tag.tag == "Labels":
            _read_labels(reading, control, tools)
    for control in controls:
        if control.tag.tag in QUESTIONS:
            _read_question(reading, control)
        elif control.tag.tag == "Relations":
            _read_relations(reading, control.tag)
    for pending in reading.pending:
        _settle_condition(reading, *pending)
    plain: Plain = {"media": reading.media, "classes": reading.classes}
    plain |= {"relations": reading.relations, "fields": reading.fields}
    return plain, reading.unconverted


def attributes_of(tag: Element) -> dict[str, str]:
    """Attributes by name in lower case, as Label Studio reads them."""
    return {name.lower(): value.strip() for name, value in tag.attrib.items()}


def is_true(text: str | None) -> bool:
    """Whether an attribute says true."""
    return (text or "").lower() == "true"


def described(tag: Element) -> str:
    """How a tag is named among what does not convert."""
    given = attributes_of(tag)
    name = given.get("name") or given.get("alias") or given.get("value")
    return f"{tag.tag}[{name[:60]}]" if name else str(tag.tag)


def _parsed(xml: str | bytes) -> Element:
    if len(xml) > _MOST_BYTES:
        raise SchemaFault([fault("", "fault_schema_too_large")])
    try:
        root: Element = fromstring(_decoded(xml), forbid_dtd=True)
    except DefusedXmlException:
        raise SchemaFault([fault("", "fault_xml_refused")]) from None
    except (ParseError, ValueError, LookupError) as error:
        raise SchemaFault([fault("", "fault_not_xml", what=str(error))]) from None
    level, depth, count = [root], 0, 0
    while level:
        count += len(level)
        depth += 1
        if depth > _MOST_DEPTH or count > _MOST_TAGS:
            raise SchemaFault([fault("", "fault_schema_too_large")])
        level = [child for tag in level for child in tag]
    return root


def _decoded(xml: str | bytes) -> str | bytes:
    """Text where an encoding is declared: the parser itself knows no Chinese ones."""
    declared = _ENCODING.match(xml) if isinstance(xml, bytes) else None
    return xml.decode(declared[1].decode()) if isinstance(xml, bytes) and declared else xml


def _objects_of(root: Element) -> dict[str, str]:
    """Name of each tag that shows data → its media."""
    return {attributes_of(tag).get("name", ""): OBJECTS[tag.tag] for tag in root.iter() if tag.tag in OBJECTS}


def _media_of(root: Element) -> str:
    tags = [tag.tag for tag in root.iter()]
    shown = [OBJECTS[tag.tag] for tag in _data_tags(root)] or [OBJECTS[tag] for tag in tags if tag in OBJECTS]
    if not shown:
        raise SchemaFault([fault("", "fault_xml_no_data_tag")])
    compares = "chat" if "Pairwise" in tags or "Ranker" in tags else "text"
    return next((media for media in ("image", "audio", "chat") if media in shown), compares)


def _data_tags(root: Element) -> list[Element]:
    """The tags that show a value of each task; others show the same words everywhere."""
    return [
        tag
        for tag in root.iter()
        if tag.tag in OBJECTS and attributes_of(tag).get("value", "").startswith("$")
    ]


def _data_left_out(root: Element, media: str) -> list[str]:
    """Data of another kind, and all but the first of the kind; answers to compare belong together."""
    tags = _data_tags(root)
    if media == "chat" and any(tag.tag in {"Pairwise", "Ranker"} for tag in root.iter()):
        return [described(tag) for tag in tags if OBJECTS[tag.tag] not in {"chat", "text"}]
    first = next((tag for tag in tags if OBJECTS[tag.tag] == media), None)
    return [described(tag) for tag in tags if tag is not first]


def _controls(tag: Element, scope: dict[str, str], unconverted: list[str]) -> Iterator[Control]:
    """Every control in order; names what is neither control nor data nor looks."""
    header = ""
    for child in tag:
        given = attributes_of(child)
        if child.tag in CONTAINERS:
            inner = {name: given[name] for name in VISIBILITY if name in given}
            yield from _controls(child, {**scope, **inner}, unconverted)
        elif child.tag == "Header":
            header = given.get("value") or (child.text or "").strip()
            continue
        elif child.tag in QUESTIONS or child.tag in LABELS or child.tag in {"Labels", "Relations", *TOOLS}:
            yield Control(child, {**scope, **given}, header)
        elif child.tag not in OBJECTS and child.tag not in LOOKS:
            unconverted.append(described(child))
        header = ""


def clean_name(raw: str, taken: Sequence[str], fallback: str) -> str:
    """A name that a schema may have: printable, at most 100 characters, not reserved, and free."""
    from beanfield.annotation.naming import name_faults

    name = "".join(letter if letter.isprintable() else " " for letter in raw).strip()[:96].strip() or fallback
    if any(name_faults("", name)):
        name = f"{name}_"
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free


def _read_labels(reading: Reading, control: Control, tools: dict[str, list[Element]]) -> None:
    shape = _shape_of(reading, control, tools)
    if shape is None:
        reading.unconverted.append(described(control.tag))
        return
    _note_rest(reading, control.tag, {"canrotate", "choice", "maxusages", *VISIBILITY})
    for label in control.tag:
        if label.tag != "Label" or not attributes_of(label).get("value"):
            reading.unconverted.append(f"{described(control.tag)} {described(label)}")
            continue
        _read_label(reading, control, label, shape)


def _shape_of(reading: Reading, control: Control, tools: dict[str, list[Element]]) -> str | None:
    """The shape of a labels control; None where it does not go with the media."""
    target = control.attributes.get("toname", "")
    media = reading.objects.get(target, reading.media)
    if media != reading.media:
        return None
    tag, shape, turns = control.tag.tag, LABELS.get(control.tag.tag), control.attributes.get("canrotate")
    if tag == "Labels":
        fitting = tools.get(target, [])
        if media == "image":
            shape = TOOLS[fitting[0].tag] if fitting else None
            turns = attributes_of(fitting[0]).get("canrotate") if fitting else None
            reading.unconverted += [described(tool) for tool in fitting[1:]]
        else:
            shape = "interval" if media == "audio" else "span"
    elif (shape == "span") != (media in {"text", "chat"}) or media == "audio":
        return None
    return "rotated_box" if shape == "box" and is_true(turns) else shape


def _read_label(reading: Reading, control: Control, label: Element, shape: str) -> None:
    given = attributes_of(label)
    wanted = given.get("alias") or given["value"]
    name = clean_name(wanted, [each["name"] for each in reading.classes], "label")
    where = f"{described(control.tag)} {described(label)}"
    if name != wanted:
        reading.unconverted.append(f"{where} = {name}")
    made: Plain = {"name": name, "shape": shape, "title": given["value"]}
    made["color"] = given.get("background", "")
    if given.get("hotkey"):
        made["hotkey"] = given["hotkey"].lower()
    if given.get("hint"):
        made["help"] = given["hint"]
    if given.get("maxusages", "").isdigit():
        made["max_count"] = int(given["maxusages"])
    reading.classes.append(made)
    reading.by_control.setdefault(control.attributes.get("name", ""), []).append(name)
    for word in {given["value"], wanted}:
        reading.by_label.setdefault(word, []).append(name)
    _note_rest(reading, label, {"value", "alias", "background", "hotkey", "hint", "maxusages"})


def _note_rest(reading: Reading, tag: Element, read: set[str]) -> None:
    """Names the attributes of a tag that nothing was made of."""
    for name, value in attributes_of(tag).items():
        if name not in read and name not in LOOK_ATTRIBUTES and value.lower() not in {"", "false"}:
            reading.unconverted.append(f"{described(tag)} {name}={value[:60]}")


def _read_relations(reading: Reading, tag: Element) -> None:
    names = [each["name"] for each in reading.classes]
    if not names:
        reading.unconverted.append(described(tag))
        return
    for each in tag:
        given = attributes_of(each)
        value = given.get("value")
        if each.tag != "Relation" or not value:
            reading.unconverted.append(f"Relations {described(each)}")
            continue
        name = clean_name(given.get("alias") or value, [r["name"] for r in reading.relations], "relation")
        reading.relations.append({"name": name, "title": value, "from": names, "to": names})
        _note_rest(reading, each, {"value", "alias", "background"})


def _read_question(reading: Reading, control: Control) -> None:
    made, rest = question_of(control.tag)
    if made is None or (made["type"] == "ranking" and reading.media != "chat"):
        reading.unconverted.append(described(control.tag))
        return
    reading.unconverted += [f"{described(control.tag)} {each}" for each in rest]
    given = control.attributes
    media = reading.objects.get(given.get("toname", "").split(",")[0], reading.media)
    if media not in {reading.media, "text"} and control.tag.tag not in {"Pairwise", "Ranker"}:
        # (a text beside the data is an instruction: then the question is about the item)
        reading.unconverted.append(f"{described(control.tag)} toName={given.get('toname', '')}")
    if control.header and "title" not in made:
        made["title"] = control.header
    _place(reading, control, made)


def _place(reading: Reading, control: Control, made: Plain) -> None:
    """Puts a question where it belongs: about the item, about each turn, or about objects of some classes."""
    given = control.attributes
    seen = given.get("visiblewhen", "")
    if seen not in {"", "choice-selected", "region-selected", "no-region-selected"}:
        reading.unconverted.append(f"{described(control.tag)} visibleWhen={seen}")
    classes = _classes_meant(reading, given)
    if not is_true(given.get("perregion")):
        _add(reading, control, made, reading.fields)
    elif not classes and reading.media == "chat":
        roles = [role.strip() for role in given.get("whenrole", "").split(",") if role.strip()]
        _add(reading, control, made | {"of": "turn"} | ({"roles": roles} if roles else {}), reading.fields)
    elif not classes:
        reading.unconverted.append(f"{described(control.tag)} perRegion=true")
    elif made["type"] in {"choice", "choices", "number", "text"}:
        for each in reading.classes:
            if each["name"] in classes:
                _add(reading, control, deepcopy(made), each.setdefault("attributes", []))
    else:
        narrowed = {"classes": classes} if len(classes) < len(reading.classes) else {}
        _add(reading, control, made | {"of": "region"} | narrowed, reading.fields)


def _add(reading: Reading, control: Control, made: Plain, beside: list[Plain]) -> None:
    wanted = control.attributes.get("name") or str(control.tag.tag).lower()
    made["name"] = clean_name(wanted, [each["name"] for each in beside], "question")
    if made["name"] != wanted:
        reading.unconverted.append(f"{described(control.tag)} = {made['name']}")
    beside.append(made)
    if control.attributes.get("visiblewhen") == "choice-selected":
        reading.pending.append((made, beside, control))


def _classes_meant(reading: Reading, given: dict[str, str]) -> list[str]:
    """The classes that a control of regions is about."""
    everything = [str(each["name"]) for each in reading.classes]
    everything = reading.by_control.get(given.get("whentagname", ""), everything)
    if given.get("whenlabelvalue"):
        words = [word.strip() for word in given["whenlabelvalue"].split(",")]
        meant = {name for word in words for name in reading.by_label.get(word, [])}
        return [name for name in everything if name in meant]
    return everything


def _settle_condition(reading: Reading, made: Plain, beside: list[Plain], control: Control) -> None:
    """Gives a question its condition where that names another question beside it, and options of it."""
    given = control.attributes
    target = next((each for each in beside if each["name"] == given.get("whentagname")), None)
    options = target.get("options", []) if target else []
    names = {o["title"]: o["name"] for o in options} | {o["name"]: o["name"] for o in options}
    values = [value.strip() for value in given.get("whenchoicevalue", "").split(",") if value.strip()]
    fits = target is not None and target is not made and target.get("of") in {None, made.get("of")}
    if not fits or not values or not set(values) <= names.keys():
        reading.unconverted.append(f"{described(control.tag)} visibleWhen=choice-selected")
        return
    equals = [names[value] for value in values]
    made["when"] = {"name": given["whentagname"], "equals": equals if len(equals) > 1 else equals[0]}
