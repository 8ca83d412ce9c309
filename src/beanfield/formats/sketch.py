"""A label schema drawn from data: the classes, attributes, relations and fields that the records hold.

A class has one shape in a schema. Where data use a name for several shapes, the most frequent keeps the
name (of a class with declared keypoints, its skeleton) and the others become `name_shape`; `fit` renames
documents the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from beanfield.annotation.document import AnnotatedObject, Document, Relation, Skeleton
from beanfield.annotation.naming import RESERVED_NAMES
from beanfield.annotation.registry import shape_types
from beanfield.formats.record import Record
from beanfield.formats.values import Values, as_tree
from beanfield.platform.messages import text


class SeenClass(Struct):
    """One class with one shape."""

    count: int = 0
    attributes: dict[str, Values] = field(default_factory=dict)
    keypoints: int = 0


class SeenField(Struct):
    """One field: its type where a reader knows it, what it is about, and the answers seen."""

    type: str | None
    of: str
    values: Values = field(default_factory=Values)
    options: dict[str, None] = field(default_factory=dict)
    most: int | None = None


class Template(Struct):
    """The keypoints of a class, as a file declares them; edges count from 0."""

    keypoints: list[str]
    edges: list[list[int]]


class Sketch:
    """Collects what records hold; `schema()` says it as a label schema."""

    def __init__(self) -> None:
        self.given: dict[str, Any] | None = None
        self._order: dict[str, str | None] = {}
        self._classes: dict[tuple[str, str], SeenClass] = {}
        self._templates: dict[str, Template] = {}
        self._fields: dict[tuple[str, str], SeenField] = {}
        self._relations: dict[str, set[tuple[str, str, str, str]]] = {}
        self._media: Counter[str] = Counter()
        self._names: dict[tuple[str, str], str] | None = None

    # What readers know beyond the records ------------------------------------------------------------

    def give(self, schema: dict[str, Any]) -> None:
        """The file holds a schema itself: that is the answer."""
        self.given = schema

    def declare_class(self, name: str, shape: str | None = None, template: Template | None = None) -> None:
        """A class that the file names, whether or not an object bears it."""
        if self._order.get(name) is None:
            self._order[name] = shape
        if template is not None:
            self._templates[name] = template

    def declare_field(self, name: str, type_: str, of: str = "item", options: Iterable[str] = ()) -> None:
        """A field of a known type. Of two types for one field, the wider one stands."""
        seen = self._fields.get((name, of))
        if seen is None:
            seen = self._fields[name, of] = SeenField(type_, of)
        elif (seen.type, type_) == ("choice", "choices"):
            seen.type = "choices"
        seen.options.update(dict.fromkeys(options))

    # What records show -------------------------------------------------------------------------------

    def add(self, record: Record) -> None:
        """Take in one record."""
        self._media[str(type(record.content).__struct_config__.tag)] += 1
        if self.given is not None:
            return
        documents = [record.document, record.prelabel, record.gold, *(a.document for a in record.answers)]
        for document in documents:
            if document is not None:
                self.add_document(document)

    def add_document(self, document: Document) -> None:
        """Take in one answer."""
        self._names = None
        by_id: dict[str, tuple[str, str]] = {}
        for item in document.objects:
            shape = str(type(item.shape).__struct_config__.tag)
            by_id[item.id] = (item.class_, shape)
            self._order.setdefault(item.class_, None)
            seen = self._classes.get((item.class_, shape))
            if seen is None:
                seen = self._classes[item.class_, shape] = SeenClass()
            seen.count += 1
            if isinstance(item.shape, Skeleton):
                seen.keypoints = max(seen.keypoints, len(item.shape.points) // 3)
            for name, value in item.attributes.items():
                seen.attributes.setdefault(name, Values()).add(value)
        for relation in document.relations:
            ends = (*by_id.get(relation.from_, ("", "")), *by_id.get(relation.to, ("", "")))
            self._relations.setdefault(relation.class_, set()).add(ends)
        for name, value in document.answers.items():
            self._add_answer(name, value)

    def _add_answer(self, name: str, value: Any) -> None:
        for of in ("turn", "response", "region"):
            seen = self._fields.get((name, of))
            if seen is not None and isinstance(value, dict):
                for one in value.values():
                    seen.values.add(one)
                return
        seen = self._fields.setdefault((name, "item"), SeenField(None, "item"))
        seen.values.add(value)

    # The schema --------------------------------------------------------------------------------------

    def schema(self) -> dict[str, Any]:
        """The label schema, in the dict form that `annotation.schema` parses.

        Of a source with several kinds of media it is the schema of the most frequent one.
        """
        if self.given is not None:
            return self.given
        schema: dict[str, Any] = {
            "title": {"zh": text("format_imported", "zh-CN"), "en": text("format_imported", "en")},
            "media": self._media.most_common(1)[0][0] if self._media else "image",
        }
        takes = {name for name, kind in shape_types().items() if schema["media"] in kind.media}
        names = {key: name for key, name in self._final_names().items() if key[1] in takes}
        classes = [self._class(name, key) for key, name in names.items()]
        relations = [_relation(name, ends, names) for name, ends in self._relations.items()]
        relations = [one for one in relations if one["from"] and one["to"]]
        fields = [self._field(name, seen) for (name, _), seen in self._fields.items()]
        fields = [one for one in fields if one.get("options") != []]  # asked for, and never answered
        if schema["media"] != "chat":  # without responses a ranking ranks nothing
            fields = [one for one in fields if one["type"] != "ranking"]
        parts = {"classes": classes, "relations": relations, "fields": fields}
        return schema | {key: value for key, value in parts.items() if value}

    def fit(self, document: Document) -> Document:
        """The document with the names that `schema()` gives to its classes and attributes."""
        if self.given is not None:
            return document
        objects = [self._fit_object(item) for item in document.objects]
        relations = [_legal_relation(relation) for relation in document.relations]
        answers = {legal(name): value for name, value in document.answers.items()}
        return Document(objects, relations, answers)

    def _fit_object(self, item: AnnotatedObject) -> AnnotatedObject:
        key = (item.class_, str(type(item.shape).__struct_config__.tag))
        name = self._final_names().get(key, item.class_)
        attributes = {legal(attribute): value for attribute, value in item.attributes.items()}
        if name == item.class_ and attributes == item.attributes:
            return item
        return replace(item, class_=name, attributes=attributes)

    def _final_names(self) -> dict[tuple[str, str], str]:
        if self._names is not None:
            return self._names
        taken: set[str] = set()
        self._names = {}
        for name, declared in self._order.items():
            shapes = sorted(
                (shape for (class_, shape) in self._classes if class_ == name),
                key=lambda shape: (
                    shape != "skeleton" or name not in self._templates,
                    -self._classes[name, shape].count,
                    shape,
                ),
            )
            default = declared or ("skeleton" if name in self._templates else self._usual_shape())
            for place, shape in enumerate(shapes or [default]):
                self._names[name, shape] = _unused(legal(name if place == 0 else f"{name}_{shape}"), taken)
        return self._names

    def _usual_shape(self) -> str:
        """The shape of a class that is named and never used: what most objects have."""
        counts: Counter[str] = Counter()
        for (_, shape), seen in self._classes.items():
            counts[shape] += seen.count
        return counts.most_common(1)[0][0] if counts else "box"

    def _class(self, name: str, key: tuple[str, str]) -> dict[str, Any]:
        original, shape = key
        made: dict[str, Any] = {"name": name, "title": {"zh": original, "en": original}, "shape": shape}
        seen = self._classes.get(key) or SeenClass()
        attributes = [_described(attribute, values) for attribute, values in seen.attributes.items()]
        attributes = [one for one in attributes if one.get("options") != []]
        if attributes:
            made["attributes"] = attributes
        if shape == "skeleton":
            template = self._templates.get(original) or Template(
                [f"p{number}" for number in range(1, max(1, seen.keypoints) + 1)], []
            )
            taken: set[str] = set()
            made["skeleton"] = {
                "keypoints": [{"name": _unused(legal(point), taken)} for point in template.keypoints],
                "edges": _tidy_edges(template.edges),
            }
        return made

    def _field(self, name: str, seen: SeenField) -> dict[str, Any]:
        made = _described(name, seen.values, seen.type)
        made["of"] = seen.of
        if made["type"] in {"choice", "choices"}:
            options = dict.fromkeys([*seen.options, *(option["name"] for option in made.get("options", []))])
            made["options"] = [{"name": option} for option in options]
        if made["type"] == "tree":
            made["options"] = as_tree(seen.values.paths)
        return made


def _relation(
    name: str, ends: set[tuple[str, str, str, str]], names: dict[tuple[str, str], str]
) -> dict[str, Any]:
    """A kind of relation between the classes that were seen at its ends."""
    return {
        "name": legal(name),
        "title": {"zh": name, "en": name},
        "from": sorted({names[a, b] for a, b, _, _ in ends if (a, b) in names}),
        "to": sorted({names[c, d] for _, _, c, d in ends if (c, d) in names}),
    }


def _tidy_edges(edges: list[list[int]]) -> list[list[int]]:
    """Each edge once, none from a point to itself."""
    tidy = {frozenset(edge): edge for edge in reversed(edges) if edge[0] != edge[1]}
    return list(reversed(tidy.values()))


def _described(name: str, values: Values, type_: str | None = None) -> dict[str, Any]:
    return {"name": legal(name), "title": {"zh": name, "en": name}} | values.described(type_)


def _legal_relation(relation: Relation) -> Relation:
    name = legal(relation.class_)
    return relation if name == relation.class_ else replace(relation, class_=name)


def legal(name: str) -> str:
    """The nearest name that a schema takes: printable, 1 to 100 characters, not reserved."""
    kept = "".join(character if character.isprintable() else " " for character in name).strip()[:100].strip()
    if not kept:
        return "_"
    return f"{kept}_" if kept in RESERVED_NAMES else kept


def _unused(name: str, taken: set[str]) -> str:
    number = 2
    candidate = name
    while candidate in taken:
        candidate = f"{name[:90]}_{number}"
        number += 1
    taken.add(candidate)
    return candidate
