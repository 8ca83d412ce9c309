"""Every fault of a document, each with its path.

A *complete* document is one that is submitted. Drafts and pre-labels are checked with `complete=False`: what
a person has yet to add (required answers, the least number of objects, a note) is then no fault, and neither
is an outline that crosses itself, which data from elsewhere may hold and a person can mend.

An answer that is not there reads as its question's default.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.document import AnnotatedObject, Document, Relation, decode_document
from beanfield.annotation.faults import FaultAt, below, duplicates, fault, fault_of_decoding
from beanfield.annotation.fields.base import Question
from beanfield.annotation.registry import shape_types
from beanfield.annotation.schema import LabelSchema, ObjectClass
from beanfield.annotation.shapes.base import Shape

__all__ = [
    "ContentFacts", "FaultAt", "answer_at", "answer_of", "decode_faults", "faults", "is_shown", "keys_asked",
]  # fmt: skip

#: Faults that data from elsewhere may have until a person has worked on it.
_MENDABLE = frozenset({"fault_outline_crosses"})


def faults(
    document: Document, schema: LabelSchema, content: ContentFacts, *, complete: bool = True
) -> list[FaultAt]:
    """All faults of `document` as an answer to `schema` on an item with `content`, in document order."""
    classes = {each.name: each for each in schema.classes}
    found = _object_faults(document, classes, content, complete=complete)
    found += _relation_faults(document, schema)
    found += _answers_faults(document, schema, content, complete=complete)
    return found


def decode_faults(raw: bytes | str) -> list[FaultAt]:
    """The faults of a document's form; empty where it can be decoded.

    Each object and relation is looked at on its own, so that all bad ones are named.
    """
    try:
        decode_document(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return _form_faults(raw, error)
    return []


def answer_of(question: Question, answers: Mapping[str, Any]) -> Any:
    """The answer that stands, else the question's default, else None."""
    answer = answers.get(question.name)
    return question.default if answer is None else answer


def is_shown(question: Question, questions: Sequence[Question], answer_to: Callable[[Question], Any]) -> bool:
    """Whether the conditions of `question`, and of those that it hangs on, hold."""
    if question.when is None:
        return True
    target = next((each for each in questions if each.name == question.when.name), None)
    if target is None or not question.when.holds(answer_to(target)):
        return False
    return is_shown(target, questions, answer_to)


def _object_faults(
    document: Document, classes: dict[str, ObjectClass], content: ContentFacts, *, complete: bool
) -> list[FaultAt]:
    found: list[tuple[int, FaultAt]] = []
    by_shape: dict[type[Shape], list[tuple[str, Shape, ObjectClass]]] = defaultdict(list)
    kinds = shape_types()
    for place, thing in enumerate(document.objects):
        of = classes.get(thing.class_)
        path = f"objects[{place}]"
        if of is None:
            found.append((place, fault(below(path, "class"), "fault_unknown_class", name=thing.class_)))
            continue
        if content.frames is not None and thing.frame is not None and thing.frame >= content.frames:
            found.append((place, fault(f"{path}.frame", "fault_beyond_video", frames=content.frames)))
        if type(thing.shape) is kinds.get(of.shape):
            by_shape[type(thing.shape)].append((f"{path}.shape", thing.shape, of))
        else:
            found.append((place, fault(f"{path}.shape.type", "fault_shape_of_class", wanted=of.shape)))
        if of.attributes or thing.attributes:
            wrong = _question_faults(
                of.attributes, thing.attributes, f"{path}.attributes", content, complete=complete
            )
            found += [(place, each) for each in wrong]
    for kind, placed in by_shape.items():
        for each in kind.all_faults(placed, content):
            if complete or each.message_key not in _MENDABLE:
                found.append((int(each.path[8 : each.path.index("]")]), each))
    for place, name in duplicates(thing.id for thing in document.objects):
        found.append((place, fault(f"objects[{place}].id", "fault_double_id", id=name)))
    found.sort(key=lambda pair: pair[0])
    return [each for _, each in found] + list(_count_faults(document, classes, complete=complete))


def _count_faults(
    document: Document, classes: dict[str, ObjectClass], *, complete: bool
) -> Iterator[FaultAt]:
    counts = Counter(thing.class_ for thing in document.objects)
    for name, of in classes.items():
        if complete and of.min_count is not None and counts[name] < of.min_count:
            yield fault("objects", "fault_too_few_of_class", name=name, least=of.min_count)
        if of.max_count is not None and counts[name] > of.max_count:
            yield fault("objects", "fault_too_many_of_class", name=name, most=of.max_count)


def _relation_faults(document: Document, schema: LabelSchema) -> Iterator[FaultAt]:
    objects = {thing.id: thing for thing in document.objects}
    seen: set[tuple[str, str, str]] = set()
    for place, link in enumerate(document.relations):
        path = f"relations[{place}]"
        kind = schema.relation_named(link.class_)
        yield from _end_faults(path, link, objects)
        for name in link.attributes:
            yield fault(f"{path}.attributes.{name}", "fault_unknown_key")
        if kind is None:
            yield fault(below(path, "class"), "fault_unknown_relation", name=link.class_)
            continue
        for end, thing, allowed in (
            ("from", objects.get(link.from_), kind.from_),
            ("to", objects.get(link.to), kind.to),
        ):
            if thing is None or thing.class_ in allowed:
                continue
            if not kind.directed and thing.class_ in {*kind.from_, *kind.to}:
                continue
            yield fault(below(path, end), "fault_end_class", name=thing.class_, wanted=", ".join(allowed))
        key = (link.class_, link.from_, link.to)
        if key in seen or (not kind.directed and (link.class_, link.to, link.from_) in seen):
            yield fault(path, "fault_double_relation")
        seen.add(key)


def _end_faults(path: str, link: Relation, objects: Mapping[str, AnnotatedObject]) -> Iterator[FaultAt]:
    for end, name in (("from", link.from_), ("to", link.to)):
        if name not in objects:
            yield fault(below(path, end), "fault_no_such_object", id=name)
    if link.from_ == link.to:
        yield fault(below(path, "to"), "fault_relation_to_itself")


def _question_faults(
    questions: Sequence[Question],
    answers: Mapping[str, Any],
    path: str,
    content: ContentFacts,
    *,
    complete: bool,
) -> Iterator[FaultAt]:
    """Faults of the attributes of one object."""
    yield from _unknown(questions, answers, path)
    for each in questions:
        shown = is_shown(each, questions, partial(answer_of, answers=answers))
        yield from _answer_faults(
            each, answers.get(each.name), below(path, each.name), content, (shown, complete)
        )


def _unknown(questions: Sequence[Question], answers: Mapping[str, Any], path: str) -> Iterator[FaultAt]:
    known = {each.name for each in questions}
    for name in answers:
        if name not in known:
            yield fault(below(path, name), "fault_unknown_question", name=name)


def _answer_faults(
    question: Question, answer: Any, path: str, content: ContentFacts, state: tuple[bool, bool]
) -> Iterator[FaultAt]:
    """Faults of one answer; `state`: is its question shown, and is the document complete."""
    shown, complete = state
    if answer is None:
        if question.required and shown and complete and question.default is None:
            yield fault(path, "fault_required")
    elif not shown:
        yield fault(path, "fault_not_shown")
    else:
        yield from question.answer_faults(answer, path, content, complete=complete)
        if question.required and complete and answer in ("", []):
            yield fault(path, "fault_required")


def _answers_faults(
    document: Document, schema: LabelSchema, content: ContentFacts, *, complete: bool
) -> Iterator[FaultAt]:
    yield from _unknown(schema.fields, document.answers, "answers")
    for each in schema.fields:
        path = f"answers.{each.name}"
        given = document.answers.get(each.name)
        if each.of == "item":
            shown = is_shown(each, schema.fields, partial(answer_at, document=document, key=None))
            yield from _answer_faults(each, given, path, content, (shown, complete))
        elif given is not None and not isinstance(given, dict):
            yield fault(path, "fault_want_object")
        else:
            yield from _keyed_faults(each, (document, schema, content), given or {}, complete=complete)


def _keyed_faults(
    question: Question,
    about: tuple[Document, LabelSchema, ContentFacts],
    given: dict[str, Any],
    *,
    complete: bool,
) -> Iterator[FaultAt]:
    """Faults of the answers about each turn, response or region."""
    document, schema, content = about
    path = f"answers.{question.name}"
    keys = keys_asked(question, document, content)
    for key in given:
        if keys is not None and key not in keys:
            yield fault(below(path, key), "fault_unknown_key_of", of=question.of, name=key)
    for key in given if keys is None else keys:
        shown = is_shown(question, schema.fields, partial(answer_at, document=document, key=key))
        yield from _answer_faults(question, given.get(key), below(path, key), content, (shown, complete))


def keys_asked(question: Question, document: Document, content: ContentFacts) -> list[str] | None:
    """The keys of the turns, responses or regions that are asked about; None where the content is unknown."""
    if question.of == "region":
        return [t.id for t in document.objects if question.classes is None or t.class_ in question.classes]
    if question.of == "response":
        return list(content.responses) or None
    turns = [
        str(at) for at, role in enumerate(content.turns) if question.roles is None or role in question.roles
    ]
    return turns if content.turns else None


def answer_at(question: Question, document: Document, key: str | None) -> Any:
    """The answer to a question about the item, or to one about the turn, response or region `key`."""
    if question.of == "item" or key is None:
        return answer_of(question, document.answers)
    keyed = document.answers.get(question.name)
    answer = keyed.get(key) if isinstance(keyed, dict) else None
    return question.default if answer is None else answer


def _form_faults(raw: bytes | str, error: Exception) -> list[FaultAt]:
    try:
        plain = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as worse:
        return [fault("", "fault_not_json", what=str(worse))]
    found: list[FaultAt] = []
    for name, kind in (("objects", AnnotatedObject), ("relations", Relation)):
        entries = plain.get(name) if isinstance(plain, dict) else None
        if not isinstance(entries, list):
            continue
        for place, entry in enumerate(entries):
            try:
                msgspec.convert(entry, kind)
            except msgspec.ValidationError as wrong:
                found.append(fault_of_decoding(wrong, f"{name}[{place}]"))
        plain = {**plain, name: []}
    try:
        msgspec.convert(plain, Document)
    except msgspec.ValidationError as wrong:
        found.append(fault_of_decoding(wrong))
    return found or [fault("", "fault_not_json", what=str(error))]
