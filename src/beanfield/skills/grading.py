"""Practical grading: the production similarity to gold, and in which ways an answer differs from it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from beanfield.annotation.document import Document
from beanfield.annotation.matching import Match, attribute_similarities
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.similarity import Comparison, compare
from beanfield.skills.model import Difference

#: Less than this between two shapes, answers or attributes is told as a difference.
_ALIKE = 0.9


class Grade(Struct, frozen=True):
    """The similarity to gold in [0, 1], as `document_similarity` has it, and what differed."""

    similarity: float
    differences: list[Difference]


def grade(answer: Document, gold: Document, schema: LabelSchema) -> Grade:
    """Compare an answer with gold; both are valid for the schema."""
    comparison = compare(answer, gold, schema)
    found = [*_objects(answer, gold, comparison, schema), *_answers(comparison)]
    if comparison.relations is not None and comparison.relations < 1:
        found.append(Difference("relations", similarity=round(comparison.relations, 4)))
    return Grade(comparison.similarity, found)


def _objects(
    answer: Document, gold: Document, comparison: Comparison, schema: LabelSchema
) -> Iterator[Difference]:
    for match in comparison.matches:
        yield from _pair(answer, gold, match, schema)
    here = {match.left for match in comparison.matches}
    there = {match.right for match in comparison.matches}
    for place, thing in enumerate(gold.objects):
        if place not in there:
            yield Difference("missing", gold_class=thing.class_)
    for place, thing in enumerate(answer.objects):
        if place not in here:
            yield Difference("spurious", object_id=thing.id, class_=thing.class_)


def _pair(answer: Document, gold: Document, match: Match, schema: LabelSchema) -> Iterator[Difference]:
    thing, wanted = answer.objects[match.left], gold.objects[match.right]
    if thing.class_ != wanted.class_:
        yield Difference("wrong_class", thing.id, thing.class_, wanted.class_)
    if match.shape < _ALIKE:
        yield Difference("loose", thing.id, thing.class_, similarity=round(match.shape, 4))
    of = next((each for each in schema.classes if each.name == thing.class_), None)
    for name, value in attribute_similarities(thing, wanted, of).items():
        if value < _ALIKE:
            yield Difference("attributes", thing.id, thing.class_, field=name, similarity=round(value, 4))


def _answers(comparison: Comparison) -> Iterator[Difference]:
    for pair in comparison.pairs:
        if pair.similarity < _ALIKE:
            yield Difference(
                "answer", object_id=pair.left_key, field=pair.field, similarity=round(pair.similarity, 4)
            )
