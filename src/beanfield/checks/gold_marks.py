"""What an answer is worth against one that is known to be right: as a whole, and class by class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from beanfield.annotation.document import Document
from beanfield.annotation.fields.base import Question
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.similarity import Comparison, compare


class Mark(Struct, frozen=True):
    """`hits` of `trials`: one trial for the whole (class null), one for each thing of a class."""

    class_: str | None
    trials: float
    hits: float


def best_of(answer: Document, right: Sequence[Document], schema: LabelSchema) -> tuple[int, Comparison]:
    """The right answer that the given one is most alike to: its place, and the comparison with it.

    Raises:
        ValueError: there is no right answer.
    """
    compared = [(place, compare(answer, document, schema)) for place, document in enumerate(right)]
    return max(compared, key=lambda pair: (pair[1].similarity, -pair[0]))


def marks(answer: Document, right: Document, schema: LabelSchema, comparison: Comparison) -> list[Mark]:
    """The whole, each class of objects, and each option that would have been right.

    A class has a trial for each of its objects in the right answer and for each spurious one; a matched
    object hits by what the match is worth, and not at all where the classes differ.
    """
    trials: dict[str, float] = defaultdict(float)
    hits: dict[str, float] = defaultdict(float)
    for thing in right.objects:
        trials[thing.class_] += 1
    for match in comparison.matches:
        here, there = answer.objects[match.left], right.objects[match.right]
        if here.class_ == there.class_:
            hits[there.class_] += match.value
    matched = {match.left for match in comparison.matches}
    for place, thing in enumerate(answer.objects):
        if place not in matched:
            trials[thing.class_] += 1
    for name, similarity in _options(right, schema, comparison):
        trials[name] += 1
        hits[name] += similarity
    found = [Mark(name, count, min(count, hits[name])) for name, count in sorted(trials.items())]
    return [Mark(None, 1.0, comparison.similarity), *found]


def _options(right: Document, schema: LabelSchema, comparison: Comparison) -> Iterator[tuple[str, float]]:
    """`field.option` of each choice that the right answer makes, with the likeness of the answer given."""
    questions: dict[str, Question] = {question.name: question for question in schema.fields}
    for pair in comparison.pairs:
        given: Any = right.answers.get(pair.field)
        if questions[pair.field].of != "item" and isinstance(given, dict):
            given = given.get(pair.right_key) if pair.right_key is not None else None
        for option in given if isinstance(given, list) else [given]:
            if isinstance(option, str) and questions[pair.field].options_of():
                yield f"{pair.field}.{option}", pair.similarity
