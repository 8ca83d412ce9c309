"""Names in a label schema, by where they stand: ("class", "car"), ("attribute", "car", "make") and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, TypeVar

import msgspec

from beanfield.annotation.fields.base import Question, When, alike
from beanfield.annotation.naming import Option
from beanfield.annotation.schema import LabelSchema, ObjectClass, RelationClass

#: ("class", name), ("relation", name), ("field", name), ("attribute", class, name),
#: ("field_option", field, option) or ("attribute_option", class, attribute, option).
Address: TypeAlias = tuple[str, ...]

Named = TypeVar("Named", ObjectClass, RelationClass, Question)


def exists(schema: LabelSchema, address: Address) -> bool:
    """Whether the schema has what the address names."""
    kind, *names = address
    if kind == "class":
        return schema.class_named(names[0]) is not None
    if kind == "relation":
        return schema.relation_named(names[0]) is not None
    question = question_at(
        schema, names[0] if kind.startswith("attribute") else None, _question_name(address)
    )
    if kind in {"field", "attribute"}:
        return question is not None
    return question is not None and names[-1] in set(option_names(question.options_of()))


def _question_name(address: Address) -> str:
    return address[2] if address[0].startswith("attribute") else address[1]


def question_at(schema: LabelSchema, class_name: str | None, name: str) -> Question | None:
    """The attribute of a class, or without a class the field."""
    if class_name is None:
        return schema.field_named(name)
    of = schema.class_named(class_name)
    return next((each for each in of.attributes if each.name == name), None) if of else None


def option_names(options: Iterable[Option]) -> Iterator[str]:
    """Names of all options, however deep."""
    for option in options:
        yield option.name
        yield from option_names(option.children)


def with_questions(
    schema: LabelSchema,
    class_name: str | None,
    change: Callable[[tuple[Question, ...]], tuple[Question, ...]],
) -> LabelSchema:
    """The schema with other attributes of a class, or without a class with other fields."""
    if class_name is None:
        return msgspec.structs.replace(schema, fields=change(schema.fields))
    classes = tuple(
        msgspec.structs.replace(each, attributes=change(each.attributes)) if each.name == class_name else each
        for each in schema.classes
    )
    return msgspec.structs.replace(schema, classes=classes)


def renamed(entries: tuple[Named, ...], old: str, new: str) -> tuple[Named, ...]:
    """The entries with one renamed; where the new name is taken, the renamed one gives way."""
    if any(each.name == new for each in entries):
        return tuple(each for each in entries if each.name != old)
    return tuple(msgspec.structs.replace(each, name=new) if each.name == old else each for each in entries)


def question_renamed(questions: tuple[Question, ...], old: str, new: str) -> tuple[Question, ...]:
    """The questions with one renamed, in the conditions of the others as well."""
    return tuple(
        msgspec.structs.replace(each, when=When(new, each.when.equals))
        if each.when and each.when.name == old
        else each
        for each in renamed(questions, old, new)
    )


def question_removed(questions: tuple[Question, ...], name: str) -> tuple[Question, ...]:
    """The questions without one; what hung on it is then always shown."""
    return tuple(
        msgspec.structs.replace(each, when=None) if each.when and each.when.name == name else each
        for each in questions
        if each.name != name
    )


def option_renamed(questions: tuple[Question, ...], name: str, old: str, new: str) -> tuple[Question, ...]:
    """The questions with one option of `name` renamed, in default and conditions as well."""
    changed: list[Question] = []
    for each in questions:
        question = each
        if each.name == name:
            default = None if each.default is None else each.option_renamed(each.default, old, new)
            options = _options_renamed(each.options_of(), old, new)
            question = msgspec.structs.replace(each.with_options(options), default=default)
        elif each.when and each.when.name == name:
            question = msgspec.structs.replace(each, when=_condition_renamed(each.when, old, new))
        changed.append(question)
    return tuple(changed)


def _options_renamed(options: tuple[Option, ...], old: str, new: str) -> tuple[Option, ...]:
    taken = any(option.name == new for option in options)
    return tuple(
        msgspec.structs.replace(
            option,
            name=new if option.name == old else option.name,
            children=_options_renamed(option.children, old, new),
        )
        for option in options
        if not (taken and option.name == old)
    )


def _condition_renamed(when: When, old: str, new: str) -> When:
    if isinstance(when.equals, list):
        return When(when.name, [new if alike(value, old) else value for value in when.equals])
    return When(when.name, new if alike(when.equals, old) else when.equals)


def with_class_names(
    schema: LabelSchema, classes: tuple[ObjectClass, ...], names: dict[str, tuple[str, ...]]
) -> LabelSchema:
    """The schema with other classes; relations and fields that named an old one name its successors.

    A relation that lost one end goes; a field that is about no class any more goes too.
    """

    def successors(old: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for each in old for name in names.get(each, (each,))))

    relations = tuple(
        msgspec.structs.replace(each, from_=successors(each.from_), to=successors(each.to))
        for each in schema.relations
    )
    fields = tuple(
        each if each.classes is None else msgspec.structs.replace(each, classes=successors(each.classes))
        for each in schema.fields
    )
    return msgspec.structs.replace(
        schema,
        classes=classes,
        relations=tuple(each for each in relations if each.from_ and each.to),
        fields=tuple(each for each in fields if each.classes != ()),
    )
