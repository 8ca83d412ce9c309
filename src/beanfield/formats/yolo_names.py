"""What a YOLO data set says beside its labels: the names of classes, and the form of keypoints."""

from __future__ import annotations

from typing import Any

import yaml
from msgspec import Struct

from beanfield.formats.faults import FormatError, ShapeError
from beanfield.formats.member import Member
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.source import Source
from beanfield.formats.texts import decode

_MOST_BYTES = 4 << 20
_LISTS = ("classes.txt", "obj.names", "labels.txt", "class_names.txt")


class Names(Struct):
    """Class names by number; `points` keypoints of `dimensions` (2 or 3) numbers each."""

    by_number: dict[int, str]
    known: bool
    points: int = 0
    dimensions: int = 3

    @property
    def listed(self) -> list[str]:
        """All names, in the order of their numbers."""
        return [self.by_number[number] for number in sorted(self.by_number)]

    def of(self, number: int) -> str:
        """The class of this number. Raises `ShapeError` where the data set has names and not this one."""
        name = self.by_number.get(number)
        if name is None and self.known:
            raise ShapeError("format_unknown_category", "", id=str(number))
        return name or f"class_{number}"


def names_of(source: Source, schema: dict[str, Any] | None) -> Names:
    """From `data.yaml`, else a list of names, else the schema's classes in their order.

    Raises `FormatError` where `data.yaml` is no YAML.
    """
    for member in source.members(".yaml", ".yml"):
        found = _described(member)
        if found is not None:
            return found
    for name in _LISTS:
        lists = [member for member in source.members() if member.name.rsplit("/", 1)[-1] == name]
        if lists:
            rows = decode(lists[0].read_all(_MOST_BYTES), lists[0].name).splitlines()
            named = {number: row.strip() for number, row in enumerate(rows) if row.strip()}
            return Names(named, bool(named))
    classes = list(SchemaFacts.of(schema).shapes)
    return Names(dict(enumerate(classes)), bool(classes))


def _described(member: Member) -> Names | None:
    """What a YAML file says, if it is about a data set. Aliases are refused: they can grow without end."""
    text = decode(member.read_all(_MOST_BYTES), member.name)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise FormatError("format_bad_yaml", file=member.name, line=1, why="alias")
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        why = str(getattr(error, "problem", None) or type(error).__name__)
        raise FormatError("format_bad_yaml", file=member.name, line=line, why=why) from error
    if not isinstance(data, dict) or "names" not in data:
        return None
    names = data["names"]
    if isinstance(names, list):
        names = dict(enumerate(names))
    good = isinstance(names, dict) and all(
        isinstance(n, int) and str(name).strip() for n, name in names.items()
    )
    if not good:
        raise FormatError("format_bad_yaml", file=member.name, line=1, why="names")
    form = data.get("kpt_shape")
    points, dimensions = 0, 3
    if form is not None:
        if not (isinstance(form, list) and len(form) == 2 and all(type(n) is int for n in form)):
            raise FormatError("format_bad_yaml", file=member.name, line=1, why="kpt_shape")
        points, dimensions = form
        if not 0 < points <= 10_000 or dimensions not in {2, 3}:
            raise FormatError("format_bad_yaml", file=member.name, line=1, why="kpt_shape")
    return Names({int(n): str(name).strip() for n, name in names.items()}, bool(names), points, dimensions)
