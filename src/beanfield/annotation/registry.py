"""Every shape and every field type by its name: whatever stands as a file in `shapes/` and `fields/`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TypeVar

from beanfield.annotation import fields, shapes
from beanfield.annotation.fields.base import Question
from beanfield.annotation.shapes.base import Shape

Kind = TypeVar("Kind")


@cache
def shape_types() -> dict[str, type[Shape]]:
    """Shape name → its struct, in order of names."""
    return _found(shapes.__name__, list(shapes.__path__), Shape)


@cache
def field_types() -> dict[str, type[Question]]:
    """Field type name → its struct, in order of names."""
    return _found(fields.__name__, list(fields.__path__), Question)


@cache
def attribute_types() -> dict[str, type[Question]]:
    """Those field types that an object's attribute may have as well."""
    return {name: kind for name, kind in field_types().items() if kind.for_attributes}


def _found(package: str, folders: list[str], base: type[Kind]) -> dict[str, type[Kind]]:
    """The subclasses of `base` that the package's files define, by their tag."""
    kinds: dict[str, type[Kind]] = {}
    for entry in pkgutil.iter_modules(folders, package + "."):
        for member in vars(import_module(entry.name)).values():
            if (
                isinstance(member, type)
                and issubclass(member, base)
                and member.__module__ == entry.name
                and member is not base
            ):
                kinds[tag_of(member)] = member
    return dict(sorted(kinds.items()))


def tag_of(kind: type) -> str:
    """The name under which a struct stands in JSON."""
    return str(kind.__struct_config__.tag)  # type: ignore[attr-defined]  # every struct has it
