"""The labels of a CVAT file: what its <meta> says of classes, attributes and keypoints."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from beanfield.formats.faults import ShapeError
from beanfield.formats.sketch import Sketch, Template

_SHAPES = {
    "rectangle": "box", "polygon": "polygon", "polyline": "polyline", "points": "point", "ellipse": "ellipse",
    "mask": "mask", "skeleton": "skeleton",
}  # fmt: skip


class Labels(Struct):
    """Kinds of attributes by label and name; keypoint names of skeletons; shapes where a label has one."""

    kinds: dict[tuple[str, str], str] = field(default_factory=dict)
    keypoints: dict[str, list[str]] = field(default_factory=dict)
    shapes: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, meta: Element) -> Labels:
        """From <meta>, whether of a task, a job or a project."""
        made = cls()
        for label in meta.iter("label"):
            name = (label.findtext("name") or "").strip()
            if not name:
                continue
            parent = (label.findtext("parent") or "").strip()
            if parent:
                made.keypoints.setdefault(parent, []).append(name)
                continue
            type_ = (label.findtext("type") or "any").strip()
            if type_ != "tag":
                made.shapes[name] = _SHAPES.get(type_)
            if type_ == "skeleton":
                made.keypoints.setdefault(name, [])
            for attribute in label.iter("attribute"):
                key = (name, (attribute.findtext("name") or "").strip())
                made.kinds[key] = (attribute.findtext("input_type") or "text").strip()
        return made

    def declare(self, sketch: Sketch) -> None:
        """Tell the sketch of all labels that are drawn."""
        for name, shape in self.shapes.items():
            points = self.keypoints.get(name)
            sketch.declare_class(name, shape, Template(points, []) if points else None)

    def kind(self, label: str, attribute: str) -> str | None:
        """CVAT's input type of an attribute."""
        return self.kinds.get((label, attribute))

    def points(self, label: str) -> list[str]:
        """The keypoints of a skeleton, in order."""
        return self.keypoints.get(label, [])


def value_of(text: str, kind: str | None) -> Any:
    """An attribute's value by its input type. Raises `ShapeError` where it is not of that type."""
    if kind == "checkbox":
        if text.lower() not in {"true", "false"}:
            raise ShapeError("format_bad_value", "attribute", value=text[:40])
        return text.lower() == "true"
    if kind == "number":
        try:
            number = float(text)
        except ValueError:
            raise ShapeError("format_bad_number", "attribute", value=text[:40]) from None
        if not abs(number) < 1e15:
            raise ShapeError("format_bad_number", "attribute", value=text[:40])
        return int(number) if number == int(number) and "." not in text else number
    return text


class SeenLabels:
    """The labels of a file being written: classes with what their attributes turned out to be."""

    def __init__(self) -> None:
        self._attributes: dict[str, dict[str, dict[str, None]]] = {}
        self.keypoints: dict[str, list[str]] = {}

    def see(self, label: str, attributes: dict[str, str] | None = None) -> None:
        """Take note of a label, and of attributes with their input types."""
        known = self._attributes.setdefault(label, {})
        for name, kind in (attributes or {}).items():
            known.setdefault(name, {})[kind] = None

    def kinds(self) -> dict[str, dict[str, str]]:
        """Label → attribute → input type; where values were of several, text."""
        return {
            label: {name: next(iter(kinds)) if len(kinds) == 1 else "text" for name, kinds in known.items()}
            for label, known in self._attributes.items()
        }
