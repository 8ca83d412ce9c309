"""What readers and writers ask of a label schema, from its dict form."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field


class SchemaFacts(Struct):
    """Classes and their shapes, keypoints and edges; fields and attributes with their types."""

    shapes: dict[str, str] = field(default_factory=dict)
    keypoints: dict[str, list[str]] = field(default_factory=dict)
    edges: dict[str, list[list[int]]] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, schema: dict[str, Any] | None) -> SchemaFacts:
        """The facts of a schema, or none."""
        facts = cls()
        for class_ in (schema or {}).get("classes", []):
            name = class_["name"]
            facts.shapes[name] = class_.get("shape", "box")
            for attribute in class_.get("attributes", []):
                facts.attributes[name, attribute["name"]] = attribute["type"]
            if skeleton := class_.get("skeleton"):
                facts.keypoints[name] = [point["name"] for point in skeleton.get("keypoints", [])]
                facts.edges[name] = [list(edge) for edge in skeleton.get("edges", [])]
        for one in (schema or {}).get("fields", []):
            facts.fields[one["name"]] = one
        return facts

    def field_type(self, name: str) -> str | None:
        """The field's type, or None where the schema does not know it."""
        found = self.fields.get(name)
        return None if found is None else str(found["type"])

    def field_of(self, name: str) -> str:
        """What the field is about: item, turn, response or region."""
        return str(self.fields.get(name, {}).get("of", "item"))
