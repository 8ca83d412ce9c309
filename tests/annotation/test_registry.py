"""A new shape or field type is one file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from beanfield.annotation import fields, shapes
from beanfield.annotation.registry import attribute_types, field_types, shape_types


def test_all_shapes_and_field_types_are_found() -> None:
    assert list(shape_types()) == sorted(
        [
            "box",
            "rotated_box",
            "polygon",
            "polyline",
            "point",
            "skeleton",
            "ellipse",
            "mask",
            "span",
            "interval",
            "cuboid",
        ]
    )
    assert list(field_types()) == sorted(
        [
            "choice",
            "choices",
            "tree",
            "rating",
            "ranking",
            "preference",
            "number",
            "text",
            "boolean",
            "rubric",
        ]
    )
    assert list(attribute_types()) == ["boolean", "choice", "choices", "number", "text"]


def test_each_file_holds_the_shape_or_type_of_its_name() -> None:
    for name, kind in (shape_types() | field_types()).items():
        assert kind.__module__.rsplit(".", 1)[-1] == name


def test_a_file_put_into_the_folder_is_a_new_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dot.py").write_text(
        "from beanfield.annotation.shapes.base import Shape\n"
        "class Dot(Shape, tag='dot', frozen=True):\n    x: float\n    y: float\n"
    )
    monkeypatch.setattr(shapes, "__path__", [*shapes.__path__, str(tmp_path)])
    assert "dot" in shape_types.__wrapped__()
    sys.modules.pop("beanfield.annotation.shapes.dot")


def test_a_file_put_into_the_folder_is_a_new_field_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "colour.py").write_text(
        "from beanfield.annotation.fields.base import Question\n"
        "class Colour(Question, tag='colour', frozen=True, kw_only=True):\n    pass\n"
    )
    monkeypatch.setattr(fields, "__path__", [*fields.__path__, str(tmp_path)])
    assert "colour" in field_types.__wrapped__()
    sys.modules.pop("beanfield.annotation.fields.colour")
