"""The label schema: what an answer may hold. Screen, validator and export contract in one.

`parse_schema` takes a dict, or YAML or JSON as text, checks all of it, and returns a schema in which every
title stands in both languages and every class has its colour. Short forms it accepts: a text where a title in
two languages may stand, and a name where an option, keypoint or criterion may stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, TypeVar, Union

import msgspec
import yaml
from msgspec import Meta, Struct

from beanfield.annotation.faults import FaultAt, fault, fault_of_decoding
from beanfield.annotation.fields.base import Of, Question, When
from beanfield.annotation.naming import Option, Title, fresh_colour
from beanfield.annotation.registry import attribute_types, field_types
from beanfield.annotation.shapes.skeleton import Keypoint, SkeletonTemplate

__all__ = [
    "AnyAttribute", "AnyField", "Example", "Keypoint", "LabelSchema", "Media", "ObjectClass", "Of", "Option",
    "Problem", "Question", "RelationClass", "SchemaFault", "SkeletonTemplate", "Title", "When",
    "parse_schema", "schema_to_dict",
]  # fmt: skip

Media: TypeAlias = Literal["image", "text", "chat", "audio", "video", "points"]
Count: TypeAlias = Annotated[int, Meta(ge=0)]

#: What is wrong in a schema, or in the steps of a migration.
Problem = FaultAt

if TYPE_CHECKING:
    AnyField: TypeAlias = Question
    AnyAttribute: TypeAlias = Question
else:
    # Whatever field types the registry found, so that a new one is one file.
    AnyField = Union[tuple(field_types().values())]  # noqa: UP007  built from a tuple
    AnyAttribute = Union[tuple(attribute_types().values())]  # noqa: UP007  built from a tuple

#: A schema as text may be this long, and hold this many values once its YAML aliases are followed.
_MOST_BYTES, _MOST_VALUES, _MOST_DEPTH = 4_000_000, 500_000, 60


class Example(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A picture (by its hash) or text that shows how to mark a class, or how not to."""

    good: bool
    note: Title = Title()
    image: str | None = None
    text: str | None = None


class ObjectClass(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A kind of thing to mark, with one shape."""

    name: str
    shape: str
    title: Title = Title()
    color: str = ""
    hotkey: str | None = None
    help: Title | None = None
    examples: tuple[Example, ...] = ()
    attributes: tuple[AnyAttribute, ...] = ()
    skeleton: SkeletonTemplate | None = None
    min_count: Count | None = None
    max_count: Count | None = None


class RelationClass(
    Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename={"from_": "from"}
):
    """A kind of link between objects of the classes `from` and `to`."""

    name: str
    from_: tuple[str, ...]
    to: tuple[str, ...]
    title: Title = Title()
    directed: bool = True
    help: Title | None = None


class LabelSchema(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """All that an annotation may hold."""

    media: Media
    title: Title = Title()
    classes: tuple[ObjectClass, ...] = ()
    relations: tuple[RelationClass, ...] = ()
    fields: tuple[AnyField, ...] = ()

    def class_named(self, name: str) -> ObjectClass | None:
        """The class of that name."""
        return next((each for each in self.classes if each.name == name), None)

    def field_named(self, name: str) -> Question | None:
        """The field of that name."""
        return next((each for each in self.fields if each.name == name), None)

    def relation_named(self, name: str) -> RelationClass | None:
        """The kind of relation of that name."""
        return next((each for each in self.relations if each.name == name), None)


class SchemaFault(ValueError):  # noqa: N818  an error is called a fault here
    """The schema (or a migration of it) is not consistent; `problems` says where and why."""

    def __init__(self, problems: list[FaultAt]) -> None:
        super().__init__("; ".join(f"{path or '.'}: {key} {params}" for path, key, params in problems[:5]))
        self.problems = problems


def parse_schema(data: dict[str, Any] | str | bytes) -> LabelSchema:
    """Read and check a schema. Raises `SchemaFault` with every problem that was found."""
    from beanfield.annotation.schema_checks import problems_of

    raw = _normal(_read(data) if isinstance(data, str | bytes) else data)
    schema, problems = _structs(raw)
    if schema is None or problems:
        raise SchemaFault(problems)
    schema = _filled(schema)
    if problems := problems_of(schema):
        raise SchemaFault(problems)
    return schema


def schema_to_dict(schema: LabelSchema) -> dict[str, Any]:
    """The schema as plain JSON values; `parse_schema` gives the same schema back."""
    plain: dict[str, Any] = _plain(schema)
    for each in plain.get("classes", []):
        for attribute in each.get("attributes", []):
            del attribute["of"]
    return plain


def _plain(value: Any) -> Any:
    """Structs as dicts. What has its default is left out, unless that default is more than nothing."""
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if not isinstance(value, Struct):
        return value
    config = value.__struct_config__
    plain: dict[str, Any] = {} if config.tag is None else {str(config.tag_field): config.tag}
    for member in msgspec.structs.fields(value):
        held = getattr(value, member.name)
        telling = bool(held) and not isinstance(held, Struct)
        if held != member.default or type(held) is not type(member.default) or telling:
            plain[member.encode_name] = _plain(held)
    return plain


def _read(data: str | bytes) -> Any:
    if len(data) > _MOST_BYTES:
        raise SchemaFault([fault("", "fault_schema_too_large")])
    try:
        return msgspec.json.decode(data)
    except RecursionError:
        raise SchemaFault([fault("", "fault_schema_too_large")]) from None
    except (msgspec.DecodeError, UnicodeError):
        pass  # then it is YAML, or nothing
    try:
        return yaml.safe_load(data)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SchemaFault([fault("", "fault_not_yaml", what=_one_line(error))]) from None


def _one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" ({mark.line + 1}:{mark.column + 1})" if mark else ""
    return (getattr(error, "problem", None) or type(error).__name__) + where


class _Budget:
    """Counts values, so that YAML aliases cannot unfold without end."""

    def __init__(self) -> None:
        self.left = _MOST_VALUES

    def spend(self, depth: int) -> None:
        self.left -= 1
        if self.left < 0 or depth > _MOST_DEPTH:
            raise SchemaFault([fault("", "fault_schema_too_large")])


_TITLES = frozenset({"title", "help", "note"})
_NAMED = frozenset({"options", "children", "keypoints", "criteria"})


def _normal(data: Any) -> Any:
    """A copy with the short forms written out."""
    return _long_form("", data, _Budget(), 0)


def _long_form(key: str, value: Any, budget: _Budget, depth: int) -> Any:
    budget.spend(depth)
    if key in _TITLES and isinstance(value, str):
        return {"zh": value, "en": value}
    if key in {"name", "hotkey"} and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if key == "color" and isinstance(value, str):
        return _long_colour(value)
    if isinstance(value, dict):
        return {str(k): _long_form(str(k), v, budget, depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_long_entry(key, v, budget, depth + 1) for v in value]
    return value


def _long_entry(key: str, value: Any, budget: _Budget, depth: int) -> Any:
    if key in _NAMED and isinstance(value, str | int) and not isinstance(value, bool):
        return {"name": str(value)}
    return _long_form("title" if key == "labels" else "", value, budget, depth)


def _long_colour(colour: str) -> str:
    colour = colour.strip().lower()
    if len(colour) == 4 and colour[0] == "#":
        return "#" + "".join(digit * 2 for digit in colour[1:])
    return colour


Part = TypeVar("Part")


def _structs(raw: Any) -> tuple[LabelSchema | None, list[FaultAt]]:
    """Each class, relation and field on its own, so that one bad one does not hide the others' faults."""
    if not isinstance(raw, dict):
        return None, [fault("", "fault_want_object")]
    problems: list[FaultAt] = []
    classes = _each(raw.pop("classes", None), "classes", ObjectClass, problems)
    relations = _each(raw.pop("relations", None), "relations", RelationClass, problems)
    fields = _each(raw.pop("fields", None), "fields", AnyField, problems)
    try:
        schema = msgspec.convert(raw, LabelSchema)
    except msgspec.ValidationError as error:
        return None, [fault_of_decoding(error), *problems]
    return msgspec.structs.replace(schema, classes=classes, relations=relations, fields=fields), problems


def _each(raw: Any, path: str, kind: type[Part], problems: list[FaultAt]) -> tuple[Part, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list):
        problems.append(fault(path, "fault_want_list"))
        return ()
    parts: list[Part] = []
    for place, entry in enumerate(raw):
        try:
            parts.append(msgspec.convert(entry, kind))
        except msgspec.ValidationError as error:
            problems.append(fault_of_decoding(error, f"{path}[{place}]"))
    return tuple(parts)


def _filled(schema: LabelSchema) -> LabelSchema:
    """Every title in both languages, every class with a colour."""
    taken = [each.color for each in schema.classes if each.color]
    classes = []
    for each in schema.classes:
        color = each.color or fresh_colour(taken)
        taken.append(color)
        classes.append(_filled_class(each, color))
    return msgspec.structs.replace(
        schema,
        title=schema.title.filled(""),
        classes=tuple(classes),
        relations=tuple(
            msgspec.structs.replace(each, title=each.title.filled(each.name)) for each in schema.relations
        ),
        fields=tuple(each.filled() for each in schema.fields),
    )


def _filled_class(each: ObjectClass, color: str) -> ObjectClass:
    skeleton = each.skeleton and msgspec.structs.replace(
        each.skeleton,
        keypoints=tuple(Keypoint(k.name, k.title.filled(k.name)) for k in each.skeleton.keypoints),
    )
    return msgspec.structs.replace(
        each,
        color=color,
        title=each.title.filled(each.name),
        attributes=tuple(attribute.filled() for attribute in each.attributes),
        skeleton=skeleton,
    )
