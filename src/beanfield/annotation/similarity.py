"""How alike two answers to one item are: from 0 for nothing in common to 1 for the same.

The figure is the mean over those of three parts that either document has:

- objects: twice the worth of all matched pairs over the count of both (a soft F1, see `matching`);
- relations: twice the count of common ones over the count of both, ends compared by the matching;
- answers: the mean over fields; of a field about turns, responses or regions, the mean over what it is about.

It is symmetric, and 1 for two documents that say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from beanfield.annotation.document import Document, Relation, encode_document
from beanfield.annotation.fields.base import Question
from beanfield.annotation.matching import Match, answer_similarity, match_objects
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.validate import answer_of


class AnswerPair(Struct, frozen=True):
    """Similarity of two answers to a field, about `key` (in either document) where the field has keys."""

    field: str
    left_key: str | None
    right_key: str | None
    similarity: float


class Comparison(Struct, frozen=True):
    """Two documents side by side. A part that neither has is None."""

    matches: list[Match]
    pairs: list[AnswerPair]
    objects: float | None
    relations: float | None
    answers: float | None

    @property
    def similarity(self) -> float:
        """The mean of the parts that there are; 1 where there is none."""
        parts = [part for part in (self.objects, self.relations, self.answers) if part is not None]
        return sum(parts) / len(parts) if parts else 1.0


def document_similarity(a: Document, b: Document, schema: LabelSchema) -> float:
    """How alike two documents are that are valid for `schema`, in [0, 1]."""
    return 1.0 if a == b else compare(a, b, schema).similarity


def compare(a: Document, b: Document, schema: LabelSchema) -> Comparison:
    """Similarity by parts, with what was matched with what."""
    if encode_document(b) < encode_document(a):  # one order for both directions: symmetric to the last bit
        return _turned(_compare(b, a, schema))
    return _compare(a, b, schema)


def _compare(a: Document, b: Document, schema: LabelSchema) -> Comparison:
    matches = match_objects(a.objects, b.objects, schema)
    same = {a.objects[match.left].id: b.objects[match.right].id for match in matches}
    count = len(a.objects) + len(b.objects)
    pairs = [pair for question in schema.fields for pair in _answer_pairs(question, a, b, same)]
    by_field: dict[str, list[float]] = {}
    for pair in pairs:
        by_field.setdefault(pair.field, []).append(pair.similarity)
    means = [sum(values) / len(values) for values in by_field.values()]
    return Comparison(
        matches=matches,
        pairs=pairs,
        objects=2 * sum(match.value for match in matches) / count if count else None,
        relations=_relation_similarity(a, b, schema, same),
        answers=sum(means) / len(means) if means else None,
    )


def _turned(comparison: Comparison) -> Comparison:
    return Comparison(
        matches=sorted(Match(m.right, m.left, m.shape, m.value) for m in comparison.matches),
        pairs=[AnswerPair(p.field, p.right_key, p.left_key, p.similarity) for p in comparison.pairs],
        objects=comparison.objects,
        relations=comparison.relations,
        answers=comparison.answers,
    )


def _relation_similarity(a: Document, b: Document, schema: LabelSchema, same: dict[str, str]) -> float | None:
    count = len(a.relations) + len(b.relations)
    if not count:
        return None
    left = Counter(relation_keys(a.relations, schema, same))
    right = Counter(relation_keys(b.relations, schema))
    return 2 * (left & right).total() / count


def relation_keys(
    links: Sequence[Relation], schema: LabelSchema, same: dict[str, str] | None = None
) -> list[tuple[str, str, str]]:
    """Class and ends of each relation, the ends in one order where the class has no direction.

    `same` renames the ends; one that it does not hold becomes a name that no object has.
    """
    undirected = {each.name for each in schema.relations if not each.directed}
    keys: list[tuple[str, str, str]] = []
    for link in links:
        ends = [link.from_, link.to]
        if same is not None:
            ends = [same.get(end, f"\0{end}") for end in ends]
        first, last = sorted(ends) if link.class_ in undirected else ends
        keys.append((link.class_, first, last))
    return keys


def _answer_pairs(question: Question, a: Document, b: Document, same: dict[str, str]) -> Iterator[AnswerPair]:
    name = question.name
    if question.of == "item":
        if a.answers.get(name) is not None or b.answers.get(name) is not None:
            here, there = answer_of(question, a.answers), answer_of(question, b.answers)
            yield AnswerPair(name, None, None, answer_similarity(question, here, there))
        return
    left: dict[str, Any] = a.answers.get(name) or {}
    right: dict[str, Any] = b.answers.get(name) or {}
    seen: set[str] = set()
    for key, answer in left.items():
        other = same.get(key) if question.of == "region" else key
        partner = None if other is None else right.get(other)
        if other is not None:
            seen.add(other)
        yield AnswerPair(name, key, other, answer_similarity(question, answer, partner))
    for key in right:
        if key not in seen:
            yield AnswerPair(name, None if question.of == "region" else key, key, 0.0)
