"""What readers and writers ask of a label schema."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from beanfield.annotation.registry import tag_of
from beanfield.annotation.schema import SchemaFault, parse_schema
from beanfield.formats.faults import FormatError


class SchemaFacts(Struct):
    """Classes and their shapes, keypoints and edges; fields and attributes with their types."""

    shapes: dict[str, str] = field(default_factory=dict)
    keypoints: dict[str, list[str]] = field(default_factory=dict)
    edges: dict[str, list[list[int]]] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, schema: dict[str, Any] | None) -> SchemaFacts:
        """The facts of a schema in its dict form, or none. Raises `FormatError` when it is not one."""
        facts = cls()
        if schema is None:
            return facts
        try:
            parsed = parse_schema(schema)
        except SchemaFault as error:
            path, key, params = error.problems[0]
            raise FormatError(key, path=f"schema.{path}", **params) from error
        for class_ in parsed.classes:
            facts.shapes[class_.name] = class_.shape
            for attribute in class_.attributes:
                facts.attributes[class_.name, attribute.name] = tag_of(type(attribute))
            if class_.skeleton is not None:
                facts.keypoints[class_.name] = [point.name for point in class_.skeleton.keypoints]
                facts.edges[class_.name] = [list(edge) for edge in class_.skeleton.edges]
        for question in parsed.fields:
            facts.fields[question.name] = tag_of(type(question))
            facts.about[question.name] = question.of
        return facts
