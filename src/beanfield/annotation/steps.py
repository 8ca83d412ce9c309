"""The steps that carry annotations from one version of a label schema to the next.

Each step knows what it does to a schema and to a document, and what must be true before. In JSON a step is an
object whose `step` names its kind: `{"step": "rename_class", "from": "car", "to": "vehicle"}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import msgspec
from msgspec import Struct

from beanfield.annotation import addresses
from beanfield.annotation.addresses import Address
from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.validate import answer_of

_RENAMES = {"from_": "from", "class_": "class"}


class Step(Struct, tag_field="step", forbid_unknown_fields=True, frozen=True, kw_only=True, rename=_RENAMES):
    """What all steps answer."""

    def sources(self) -> list[tuple[str, Address]]:
        """What must be in the schema before, by the step's key."""
        return []

    def targets(self) -> list[tuple[str, Address]]:
        """What the step makes, by its key; unless a later step takes it away, the new schema must have it."""
        return []

    def problems(self, path: str, schema: LabelSchema, new: LabelSchema) -> Iterator[FaultAt]:
        """What else speaks against the step, when all its sources are there."""
        yield from ()

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        """The schema that the step makes; definitions of added questions come from `new`."""
        raise NotImplementedError

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        """The document carried from the schema `before` to that `after`. The given one stays as it is."""
        raise NotImplementedError


class RenameClass(Step, tag="rename_class", frozen=True, kw_only=True):
    """Objects of one class get another class's name; where that class is there already, it takes them in."""

    from_: str
    to: str

    def sources(self) -> list[tuple[str, Address]]:
        return [("from", ("class", self.from_))]

    def targets(self) -> list[tuple[str, Address]]:
        return [("to", ("class", self.to))]

    def problems(self, path: str, schema: LabelSchema, new: LabelSchema) -> Iterator[FaultAt]:
        yield from _shape_problems(below(path, "to"), self.from_, self.to, schema, new)

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        classes = addresses.renamed(schema.classes, self.from_, self.to)
        return addresses.with_class_names(schema, classes, {self.from_: (self.to,)})

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        return _reclassed(document, lambda thing: self.to if thing.class_ == self.from_ else thing.class_)


class SplitClass(Step, tag="split_class", frozen=True, kw_only=True):
    """Objects of one class become objects of several: by the value of attribute `by`, the rest `default`."""

    class_: str
    default: str
    by: str | None = None
    #: Option of the attribute (`true` or `false` of a boolean) → class.
    cases: dict[str, str] = {}

    def sources(self) -> list[tuple[str, Address]]:
        found: list[tuple[str, Address]] = [("class", ("class", self.class_))]
        if self.by is not None:
            found.append(("by", ("attribute", self.class_, self.by)))
        return found

    def targets(self) -> list[tuple[str, Address]]:
        return [
            ("default", ("class", self.default)),
            *((f"cases.{value}", ("class", name)) for value, name in self.cases.items()),
        ]

    def problems(self, path: str, schema: LabelSchema, new: LabelSchema) -> Iterator[FaultAt]:
        if self.cases and self.by is None:
            yield fault(below(path, "by"), "fault_missing_key")
        for key, (_, name) in self.targets():
            yield from _shape_problems(below(path, key), self.class_, name, schema, new)
        question = addresses.question_at(schema, self.class_, self.by) if self.by else None
        known = {option.name for option in question.options_of()} if question else set()
        for value in self.cases:
            if question and value not in (known or {"true", "false"}):
                yield fault(f"{path}.cases.{value}", "fault_unknown_option", value=value)

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        names = tuple(dict.fromkeys([self.default, *self.cases.values()]))
        there = {each.name for each in schema.classes} - {self.class_}
        made = [
            msgspec.structs.replace(each, name=name)
            for each in schema.classes
            if each.name == self.class_
            for name in names
            if name not in there
        ]
        classes = (*(each for each in schema.classes if each.name != self.class_), *made)
        return addresses.with_class_names(schema, classes, {self.class_: names})

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        return _reclassed(document, partial(self._class_of, before))

    def _class_of(self, before: LabelSchema, thing: AnnotatedObject) -> str:
        if thing.class_ != self.class_:
            return thing.class_
        question = addresses.question_at(before, self.class_, self.by) if self.by else None
        value = answer_of(question, thing.attributes) if question else None
        return self.cases.get(str(value).lower() if isinstance(value, bool) else str(value), self.default)


class RemoveClass(Step, tag="remove_class", frozen=True, kw_only=True):
    """Objects of the class go, and with them their relations and the answers about them."""

    class_: str

    def sources(self) -> list[tuple[str, Address]]:
        return [("class", ("class", self.class_))]

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        classes = tuple(each for each in schema.classes if each.name != self.class_)
        return addresses.with_class_names(schema, classes, {self.class_: ()})

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        gone = {thing.id for thing in document.objects if thing.class_ == self.class_}
        known = {each.name for each in after.fields}
        by_region = {each.name for each in before.fields if each.of == "region"}
        answers = {
            name: {key: value for key, value in answer.items() if key not in gone}
            if name in by_region and isinstance(answer, dict)
            else answer
            for name, answer in document.answers.items()
            if name in known or name not in by_region
        }
        return Document(
            objects=[thing for thing in document.objects if thing.id not in gone],
            relations=[link for link in document.relations if not {link.from_, link.to} & gone],
            answers={name: answer for name, answer in answers.items() if name not in by_region or answer},
        )


class RenameRelation(Step, tag="rename_relation", frozen=True, kw_only=True):
    """Relations of one kind get another name."""

    from_: str
    to: str

    def sources(self) -> list[tuple[str, Address]]:
        return [("from", ("relation", self.from_))]

    def targets(self) -> list[tuple[str, Address]]:
        return [("to", ("relation", self.to))]

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        return msgspec.structs.replace(
            schema, relations=addresses.renamed(schema.relations, self.from_, self.to)
        )

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        links = [
            msgspec.structs.replace(link, class_=self.to) if link.class_ == self.from_ else link
            for link in document.relations
        ]
        return msgspec.structs.replace(document, relations=links)


class RemoveRelation(Step, tag="remove_relation", frozen=True, kw_only=True):
    """Relations of one kind go."""

    relation: str

    def sources(self) -> list[tuple[str, Address]]:
        return [("relation", ("relation", self.relation))]

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        kept = tuple(each for each in schema.relations if each.name != self.relation)
        return msgspec.structs.replace(schema, relations=kept)

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        kept = [link for link in document.relations if link.class_ != self.relation]
        return msgspec.structs.replace(document, relations=kept)


def _shape_problems(
    path: str, old: str, name: str, schema: LabelSchema, new: LabelSchema
) -> Iterator[FaultAt]:
    """Objects keep their shape, so the class that takes them must have the same."""
    before = schema.class_named(old)
    after = new.class_named(name) or schema.class_named(name)
    if before and after and before.shape != after.shape:
        yield fault(path, "fault_other_shape", name=name, shape=after.shape, wanted=before.shape)


def _reclassed(document: Document, class_of: Callable[[AnnotatedObject], str]) -> Document:
    objects = []
    for thing in document.objects:
        name = class_of(thing)
        objects.append(thing if name == thing.class_ else msgspec.structs.replace(thing, class_=name))
    return msgspec.structs.replace(document, objects=objects)
