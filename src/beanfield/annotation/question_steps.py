"""Those steps of a migration that concern attributes, fields and their options."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgspec

from beanfield.annotation import addresses
from beanfield.annotation.addresses import Address
from beanfield.annotation.content import ContentFacts
from beanfield.annotation.document import Document
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.fields.base import Question
from beanfield.annotation.fields.ranking import Ranking
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.steps import Step
from beanfield.annotation.validate import answer_at, answer_of, is_shown, keys_asked


class AddAttribute(Step, tag="add_attribute", frozen=True, kw_only=True):
    """Objects of the class get the attribute with this value, where it is shown and they have none."""

    class_: str
    attribute: str
    default: Any = None

    def sources(self) -> list[tuple[str, Address]]:
        return [("class", ("class", self.class_))]

    def targets(self) -> list[tuple[str, Address]]:
        return [("attribute", ("attribute", self.class_, self.attribute))]

    def problems(self, path: str, schema: LabelSchema, new: LabelSchema) -> Iterator[FaultAt]:
        made = addresses.question_at(new, self.class_, self.attribute)
        there = addresses.question_at(schema, self.class_, self.attribute)
        yield from _adding_problems(path, "attribute", (made, there), self.default)

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        made = addresses.question_at(new, self.class_, self.attribute)
        return addresses.with_questions(schema, self.class_, lambda old: (*old, made) if made else old)

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        of = after.class_named(self.class_)
        question = addresses.question_at(after, self.class_, self.attribute)
        if of is None or question is None or self.default is None:
            return document

        def filled(attributes: dict[str, Any]) -> dict[str, Any]:
            shown = is_shown(question, of.attributes, partial(answer_of, answers=attributes))
            missing = attributes.get(self.attribute) is None
            return {**attributes, self.attribute: self.default} if shown and missing else attributes

        return _with_attributes(document, self.class_, filled)


class RenameAttribute(Step, tag="rename_attribute", frozen=True, kw_only=True):
    """An attribute of the class gets another name."""

    class_: str
    from_: str
    to: str

    def sources(self) -> list[tuple[str, Address]]:
        return [("class", ("class", self.class_)), ("from", ("attribute", self.class_, self.from_))]

    def targets(self) -> list[tuple[str, Address]]:
        return [("to", ("attribute", self.class_, self.to))]

    def problems(self, path: str, schema: LabelSchema, new: LabelSchema) -> Iterator[FaultAt]:
        if self.to != self.from_ and addresses.exists(schema, ("attribute", self.class_, self.to)):
            yield fault(below(path, "to"), "fault_double_name", name=self.to)

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        change = partial(addresses.question_renamed, old=self.from_, new=self.to)
        return addresses.with_questions(schema, self.class_, change)

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        return _with_attributes(document, self.class_, partial(_key_renamed, old=self.from_, new=self.to))


class RemoveAttribute(Step, tag="remove_attribute", frozen=True, kw_only=True):
    """An attribute of the class goes."""

    class_: str
    attribute: str

    def sources(self) -> list[tuple[str, Address]]:
        return [("class", ("class", self.class_)), ("attribute", ("attribute", self.class_, self.attribute))]

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        change = partial(addresses.question_removed, name=self.attribute)
        return addresses.with_questions(schema, self.class_, change)

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        return _with_attributes(document, self.class_, partial(_key_removed, name=self.attribute))


class RenameOption(Step, tag="rename_option", frozen=True, kw_only=True):
    """An option of a field, or of a class's attribute, gets another name; one of that name takes it in."""

    from_: str
    to: str
    field: str | None = None
    class_: str | None = None
    attribute: str | None = None

    def _address(self, option: str) -> Address:
        if self.field is not None:
            return ("field_option", self.field, option)
        return ("attribute_option", self.class_ or "", self.attribute or "", option)

    def sources(self) -> list[tuple[str, Address]]:
        if self.field is not None:
            return [("field", ("field", self.field)), ("from", self._address(self.from_))]
        name, attribute = self.class_ or "", self.attribute or ""
        return [
            ("class", ("class", name)),
            ("attribute", ("attribute", name, attribute)),
            ("from", self._address(self.from_)),
        ]

    def targets(self) -> list[tuple[str, Address]]:
        return [("to", self._address(self.to))]

    def problems(self, path: str, schema: LabelSchema, new: LabelSchema) -> Iterator[FaultAt]:
        if self.field is not None and (self.class_ or self.attribute):
            yield fault(path, "fault_field_or_attribute")
        question = self._question(schema)
        taken = addresses.exists(schema, self._address(self.to))
        if isinstance(question, Ranking) and taken and self.to != self.from_:
            yield fault(below(path, "to"), "fault_double_name", name=self.to)

    def _question(self, schema: LabelSchema) -> Question | None:
        if self.field is not None:
            return schema.field_named(self.field)
        return addresses.question_at(schema, self.class_ or "", self.attribute or "")

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        name = self.field if self.field is not None else self.attribute or ""
        change = partial(addresses.option_renamed, name=name, old=self.from_, new=self.to)
        return addresses.with_questions(schema, None if self.field is not None else self.class_, change)

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        question = self._question(before)
        if question is None:
            return document
        asked = question

        def changed(answers: dict[str, Any]) -> dict[str, Any]:
            answer = answers.get(asked.name)
            if answer is None:
                return answers
            if asked.of != "item" and isinstance(answer, dict):
                renamed = {
                    key: asked.option_renamed(value, self.from_, self.to) for key, value in answer.items()
                }
                return {**answers, asked.name: renamed}
            return {**answers, asked.name: asked.option_renamed(answer, self.from_, self.to)}

        if self.field is None:
            return _with_attributes(document, self.class_ or "", changed)
        return msgspec.structs.replace(document, answers=changed(document.answers))


class AddField(Step, tag="add_field", frozen=True, kw_only=True):
    """The field gets this answer wherever it is asked, shown and not answered.

    Of a field about turns or responses nothing is filled in: a document does not know how many there are.
    """

    field: str
    default: Any = None

    def targets(self) -> list[tuple[str, Address]]:
        return [("field", ("field", self.field))]

    def problems(self, path: str, schema: LabelSchema, new: LabelSchema) -> Iterator[FaultAt]:
        questions = (new.field_named(self.field), schema.field_named(self.field))
        yield from _adding_problems(path, "field", questions, self.default)

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        made = new.field_named(self.field)
        return addresses.with_questions(schema, None, lambda old: (*old, made) if made else old)

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        question = after.field_named(self.field)
        if question is None or self.default is None or document.answers.get(self.field) is not None:
            return document

        def shown(key: str | None) -> bool:
            return is_shown(question, after.fields, partial(answer_at, document=document, key=key))

        if question.of == "item":
            answer = self.default if shown(None) else None
        else:
            keys = keys_asked(question, document, ContentFacts()) or []
            answer = {key: self.default for key in keys if shown(key)} or None
        if answer is None:
            return document
        return msgspec.structs.replace(document, answers={**document.answers, self.field: answer})


class RenameField(Step, tag="rename_field", frozen=True, kw_only=True):
    """A field gets another name."""

    from_: str
    to: str

    def sources(self) -> list[tuple[str, Address]]:
        return [("from", ("field", self.from_))]

    def targets(self) -> list[tuple[str, Address]]:
        return [("to", ("field", self.to))]

    def problems(self, path: str, schema: LabelSchema, new: LabelSchema) -> Iterator[FaultAt]:
        if self.to != self.from_ and addresses.exists(schema, ("field", self.to)):
            yield fault(below(path, "to"), "fault_double_name", name=self.to)

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        change = partial(addresses.question_renamed, old=self.from_, new=self.to)
        return addresses.with_questions(schema, None, change)

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        answers = _key_renamed(document.answers, old=self.from_, new=self.to)
        return msgspec.structs.replace(document, answers=answers)


class RemoveField(Step, tag="remove_field", frozen=True, kw_only=True):
    """A field goes."""

    field: str

    def sources(self) -> list[tuple[str, Address]]:
        return [("field", ("field", self.field))]

    def schema_after(self, schema: LabelSchema, new: LabelSchema) -> LabelSchema:
        return addresses.with_questions(schema, None, partial(addresses.question_removed, name=self.field))

    def document_after(self, document: Document, before: LabelSchema, after: LabelSchema) -> Document:
        return msgspec.structs.replace(document, answers=_key_removed(document.answers, name=self.field))


def _adding_problems(
    path: str, key: str, questions: tuple[Question | None, Question | None], default: Any
) -> Iterator[FaultAt]:
    """The question must be new, and its default an answer to it; a required one needs a default."""
    made, there = questions
    if there is not None:
        yield fault(below(path, key), "fault_double_name", name=there.name)
    if made is None:
        return  # the check of the targets names it
    if default is not None:
        yield from made.answer_faults(default, below(path, "default"), ContentFacts())
    elif made.required and made.default is None:
        yield fault(below(path, "default"), "fault_default_wanted")


def _with_attributes(
    document: Document, class_name: str, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> Document:
    objects = [
        msgspec.structs.replace(thing, attributes=change(thing.attributes))
        if thing.class_ == class_name
        else thing
        for thing in document.objects
    ]
    return msgspec.structs.replace(document, objects=objects)


def _key_renamed(answers: dict[str, Any], *, old: str, new: str) -> dict[str, Any]:
    return {new if name == old else name: answer for name, answer in answers.items()}


def _key_removed(answers: dict[str, Any], *, name: str) -> dict[str, Any]:
    return {key: answer for key, answer in answers.items() if key != name}
