"""Reads those controls of a Label Studio config that ask: choices, taxonomies, ratings and so on."""

from __future__ import annotations

from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

from beanfield.annotation.labelstudio_tags import LOOK_ATTRIBUTES, VISIBILITY

Plain: TypeAlias = dict[str, Any]
Made: TypeAlias = tuple[Plain | None, list[str]]

_EVERYWHERE = {"name", "toname", "required", "perregion", *VISIBILITY}


def question_of(tag: Element) -> Made:
    """The question without its name, and what of the tag does not convert; None where nothing of it does."""
    given = {name.lower(): value.strip() for name, value in tag.attrib.items()}
    made, rest, read = _READERS[str(tag.tag)](tag, given)
    if made is None:
        return None, []
    if given.get("required", "").lower() == "true":
        made["required"] = True
    for name, value in given.items():
        plain = name in read or name in _EVERYWHERE or name in LOOK_ATTRIBUTES
        if not plain and value.lower() not in {"", "false"}:
            rest.append(f"{name}={value[:60]}")
    return made, rest


_Read: TypeAlias = tuple[Plain | None, list[str], set[str]]


def _choices(tag: Element, given: dict[str, str]) -> _Read:
    rest: list[str] = []
    if given.get("value", "").startswith("$"):
        rest.append(f"value={given['value']}")
    options, chosen = _options(tag, rest, [])
    if not options:
        return None, [], set()
    read = {"choice", "value", "allownested"}
    if any("children" in option for option in options):
        return {"type": "tree", "options": options}, rest, read
    if given.get("choice") == "multiple":
        return {"type": "choices", "options": options, **({"default": chosen} if chosen else {})}, rest, read
    return {"type": "choice", "options": options, **({"default": chosen[0]} if chosen else {})}, rest, read


def _options(tag: Element, rest: list[str], chosen: list[str]) -> tuple[list[Plain], list[str]]:
    options: list[Plain] = []
    for child in tag:
        given = {name.lower(): value.strip() for name, value in child.attrib.items()}
        name = given.get("alias") or given.get("value")
        if child.tag != "Choice" or not name:
            rest.append(str(child.tag))
            continue
        if any(option["name"] == name for option in options):
            rest.append(f"Choice[{name[:60]}]")
            continue
        option: Plain = {"name": name, "title": given.get("value") or name}
        if given.get("hotkey"):
            option["hotkey"] = given["hotkey"].lower()
        if given.get("hint"):
            option["help"] = given["hint"]
        if given.get("selected", "").lower() == "true":
            chosen.append(name)
        children, _ = _options(child, rest, chosen)
        if children:
            option["children"] = children
        options.append(option)
        known = {"value", "alias", "hotkey", "hint", "selected", "html", *LOOK_ATTRIBUTES}
        rest += [
            f"Choice[{name[:60]}] {key}={value[:60]}" for key, value in given.items() if key not in known
        ]
    return options, chosen


def _taxonomy(tag: Element, given: dict[str, str]) -> _Read:
    rest: list[str] = []
    options, _ = _options(tag, rest, [])
    if not options:
        return None, [], set()
    made: Plain = {"type": "tree", "options": options}
    if given.get("leafsonly", "").lower() == "true":
        made["leaves_only"] = True
    if given.get("maxusages") != "1":
        rest.append("maxUsages")  # more than one node may be chosen there, one here
    return made, rest, {"leafsonly", "maxusages"}


def _rating(_: Element, given: dict[str, str]) -> _Read:
    made: Plain = {"type": "rating", "max": int(_number(given.get("maxrating")) or 5)}
    default = int(_number(given.get("defaultvalue")) or 0)
    if 1 <= default <= made["max"]:
        made["default"] = default
    return made, [], {"maxrating", "defaultvalue"}


def _number_field(_: Element, given: dict[str, str]) -> _Read:
    made: Plain = {"type": "number"}
    for theirs, ours in (("min", "min"), ("max", "max"), ("step", "step"), ("defaultvalue", "default")):
        value = _number(given.get(theirs))
        if value is not None:
            made[ours] = value
    return made, [], {"min", "max", "step", "defaultvalue"}


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None


def _text(_: Element, given: dict[str, str]) -> _Read:
    made: Plain = {"type": "text"}
    rest: list[str] = []
    if (_number(given.get("rows")) or 1) > 1:
        made["multiline"] = True
    value = given.get("value", "")
    if value.startswith("$"):
        rest.append(f"value={value[:60]}")
    elif value:
        made["default"] = value
    if given.get("maxsubmissions") != "1":
        rest.append("maxSubmissions")  # several texts may be given there, one here
    return made, rest, {"rows", "value", "maxsubmissions"}


def _pairwise(_: Element, __: dict[str, str]) -> _Read:
    return {"type": "preference", "ties": False}, [], set()


def _ranker(tag: Element, _: dict[str, str]) -> _Read:
    return {"type": "ranking"}, [f"Bucket[{child.attrib.get('name', '')}]" for child in tag], set()


_READERS = {
    "Choices": _choices,
    "Taxonomy": _taxonomy,
    "Rating": _rating,
    "Number": _number_field,
    "TextArea": _text,
    "Pairwise": _pairwise,
    "Ranker": _ranker,
}
