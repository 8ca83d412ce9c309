"""A fault: where it is, and which message of the catalogue says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec


class FaultAt(NamedTuple):
    """One fault. `path` reads like `objects[3].shape.w`; it is empty for the whole."""

    path: str
    message_key: str
    params: dict[str, Any]


def fault(path: str, message_key: str, **params: Any) -> FaultAt:
    """A fault with its places filled in by name."""
    return FaultAt(path, message_key, params)


def below(path: str, name: str) -> str:
    """The path of the member `name` of what stands at `path`."""
    return f"{path}.{name}" if path else name


def duplicates(names: Iterable[str]) -> list[tuple[int, str]]:
    """Place and name of every name that stood before already."""
    seen: set[str] = set()
    again: list[tuple[int, str]] = []
    for place, name in enumerate(names):
        if name in seen:
            again.append((place, name))
        seen.add(name)
    return again


_AT = re.compile(r"^(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_KINDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^Object missing required field `(?P<name>.*)`$"), "fault_missing_key"),
    (re.compile(r"^Object contains unknown field `(?P<name>.*)`$"), "fault_unknown_key"),
    (re.compile(r"^Expected `(?:float|int)` > (?P<least>[-\d.]+)$"), "fault_not_above"),
    (re.compile(r"^Expected `(?:float|int)` >= (?P<least>[-\d.]+)$"), "fault_below"),
    (re.compile(r"^Expected `(?:float|int)` <= (?P<most>[-\d.]+)$"), "fault_above"),
    (re.compile(r"^Expected `(?:array|object)` of length >= (?P<least>\d+)$"), "fault_too_few"),
    (re.compile(r"^Expected `str` of length >= (?P<least>\d+)$"), "fault_text_short"),
    (re.compile(r"^Expected `str` of length <= (?P<most>\d+)$"), "fault_text_long"),
    (re.compile(r"^Expected `(?:float|int)(?: \| null)?`, got"), "fault_want_number"),
    (re.compile(r"^Expected `str(?: \| null)?`, got"), "fault_want_text"),
    (re.compile(r"^Expected `bool(?: \| null)?`, got"), "fault_want_boolean"),
    (re.compile(r"^Expected `array(?: \| null)?`, got"), "fault_want_list"),
    (re.compile(r"^Expected `object(?: \| null)?`, got"), "fault_want_object"),
    (re.compile(r"^Invalid (?:enum )?value '?(?P<value>.*?)'?$"), "fault_unknown_value"),
    (re.compile(r"^Number out of range$"), "fault_not_finite"),
)


def fault_of_decoding(error: msgspec.MsgspecError, prefix: str = "") -> FaultAt:
    """A msgspec error as a fault: `$[3].shape.w` below `objects` becomes `objects[3].shape.w`."""
    match = _AT.match(str(error))
    what = match["what"] if match else str(error)
    path = (match["path"] or "$") if match else "$"
    inner = path.removeprefix("$")
    where = prefix + inner if prefix else inner.lstrip(".")
    if not isinstance(error, msgspec.ValidationError):
        return fault(where, "fault_not_json", what=what)
    for pattern, key in _KINDS:
        if found := pattern.match(what):
            params = {name: value.removesuffix(".0") for name, value in found.groupdict().items()}
            if key in {"fault_missing_key", "fault_unknown_key"}:
                return fault(below(where, params["name"]), key)
            return FaultAt(where, key, dict(params))
    return fault(where, "fault_other", what=what)
