"""Carries annotations from one version of a label schema to the next, and shows beforehand what it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from beanfield.annotation import addresses
from beanfield.annotation.content import ContentFacts
from beanfield.annotation.document import Document
from beanfield.annotation.faults import FaultAt, fault, fault_of_decoding
from beanfield.annotation.question_steps import (
    AddAttribute,
    AddField,
    RemoveAttribute,
    RemoveField,
    RenameAttribute,
    RenameField,
    RenameOption,
)
from beanfield.annotation.schema import LabelSchema, SchemaFault
from beanfield.annotation.steps import (
    RemoveClass,
    RemoveRelation,
    RenameClass,
    RenameRelation,
    SplitClass,
    Step,
)
from beanfield.annotation.validate import faults

AnyStep: TypeAlias = (
    RenameClass
    | SplitClass
    | RemoveClass
    | RenameRelation
    | RemoveRelation
    | AddAttribute
    | RenameAttribute
    | RemoveAttribute
    | RenameOption
    | AddField
    | RenameField
    | RemoveField
)

_UNKNOWN = {
    "class": "fault_unknown_class",
    "relation": "fault_unknown_relation",
    "field": "fault_unknown_question",
    "attribute": "fault_unknown_question",
    "field_option": "fault_unknown_option",
    "attribute_option": "fault_unknown_option",
}


def parse_steps(data: Sequence[dict[str, Any]]) -> list[Step]:
    """Steps from their JSON form. Raises `SchemaFault` with paths like `migration[2].to`."""
    steps: list[Step] = []
    problems: list[FaultAt] = []
    for place, entry in enumerate(data):
        try:
            steps.append(msgspec.convert(entry, AnyStep))
        except msgspec.ValidationError as error:
            problems.append(fault_of_decoding(error, f"migration[{place}]"))
    if problems:
        raise SchemaFault(problems)
    return steps


class Migration:
    """The way from one schema to another, worked out once for many documents.

    Steps are taken in their order; each must fit the schema that those before it made. Raises `SchemaFault`
    where one does not, with the same paths as `parse_steps`.
    """

    def __init__(self, steps: Sequence[Step], old: LabelSchema, new: LabelSchema) -> None:
        problems, self._schemas = _walk(steps, old, new)
        if problems:
            raise SchemaFault(problems)
        self._steps = list(steps)
        self._new = new

    def apply(self, document: Document) -> Document:
        """The document in the new schema's terms; the given one stays as it is."""
        for step, before, after in zip(self._steps, self._schemas, self._schemas[1:], strict=False):
            document = step.document_after(document, before, after)
        return document

    def preview(
        self, documents: Iterable[tuple[Document, ContentFacts]], *, complete: bool = True
    ) -> Iterator[MigratedDocument]:
        """What would become of each document, and its faults under the new schema."""
        for document, content in documents:
            after = self.apply(document)
            wrong = faults(after, self._new, content, complete=complete)
            yield MigratedDocument(document, after, document != after, wrong)


class MigratedDocument(Struct, frozen=True):
    """A document before and after a migration."""

    before: Document
    after: Document
    changed: bool
    faults: list[FaultAt]


def migrate(document: Document, steps: Sequence[Step], old: LabelSchema, new: LabelSchema) -> Document:
    """One document carried from `old` to `new`. Raises `SchemaFault` where a step does not fit.

    For many documents make one `Migration` and apply it to each.
    """
    return Migration(steps, old, new).apply(document)


def migration_problems(steps: Sequence[Step], old: LabelSchema, new: LabelSchema) -> list[FaultAt]:
    """What speaks against the steps, with paths like `migration[2].to`; empty where they fit both schemas."""
    return _walk(steps, old, new)[0]


def _walk(
    steps: Sequence[Step], old: LabelSchema, new: LabelSchema
) -> tuple[list[FaultAt], list[LabelSchema]]:
    """Problems, and the schemas before the first step, after it, … and after the last."""
    problems: list[FaultAt] = []
    schemas = [old]
    for place, step in enumerate(steps):
        path, schema = f"migration[{place}]", schemas[-1]
        missing = [
            fault(f"{path}.{key}", _UNKNOWN[address[0]], **_named(address))
            for key, address in step.sources()
            if not addresses.exists(schema, address)
        ]
        problems += missing[:1] or step.problems(path, schema, new)
        schemas.append(schema if missing else step.schema_after(schema, new))
    last = schemas[-1]
    for place, step in enumerate(steps):
        for key, address in step.targets():
            taken_away = addresses.exists(schemas[place + 1], address) and not addresses.exists(last, address)
            if not taken_away and not addresses.exists(new, address):
                problems.append(fault(f"migration[{place}].{key}", "fault_not_in_new", name=address[-1]))
    return problems, schemas


def _named(address: addresses.Address) -> dict[str, str]:
    return {"value" if address[0].endswith("option") else "name": address[-1]}
