"""One document out of several: what most of them say, with shapes, attributes and answers merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from beanfield.annotation.consensus import SAME_THING, consensus
from beanfield.annotation.document import AnnotatedObject, Document, Relation
from beanfield.annotation.fields.base import Question, most_voted
from beanfield.annotation.matching import match_objects
from beanfield.annotation.schema import LabelSchema


class _Thing(Struct):
    """What several documents mark as one: (document, object) of each."""

    members: list[tuple[int, AnnotatedObject]]

    def weight(self, weights: Sequence[float]) -> float:
        return sum(weights[document] for document, _ in self.members)


def merge_documents(
    documents: Sequence[Document], schema: LabelSchema, weights: Sequence[float] | None = None
) -> Document:
    """What more than half of the weight says, beginning from the most central document.

    An object stands when more than half marked it; its class is the most voted one, its shape is merged from
    those who gave that class. An attribute, answer or relation stands when more than half of those concerned
    have it. Ids are the first member's, made distinct.

    Raises:
        ValueError: there is no document.
    """
    counted = list(weights) if weights is not None else [1.0] * len(documents)
    index = consensus(documents, schema, 1.0).index
    order = [index, *(place for place in range(len(documents)) if place != index)]
    half = sum(counted) / 2
    things = [thing for thing in _things(documents, order, schema) if thing.weight(counted) > half]
    objects: list[AnnotatedObject] = []
    renamed: dict[tuple[int, str], str] = {}
    taken: set[str] = set()
    for thing in things:
        merged = _merged_object(thing, schema, counted)
        name = _free(merged.id, taken)
        taken.add(name)
        objects.append(msgspec.structs.replace(merged, id=name))
        renamed.update({(document, member.id): name for document, member in thing.members})
    return Document(
        objects=objects,
        relations=_merged_relations(documents, schema, counted, renamed),
        answers=dict(_merged_answers(documents, schema, counted, renamed)),
    )


def _things(documents: Sequence[Document], order: Sequence[int], schema: LabelSchema) -> list[_Thing]:
    things: list[_Thing] = []
    for place in order:
        objects = documents[place].objects
        known = [thing.members[0][1] for thing in things]
        matched = {
            match.right: things[match.left]
            for match in match_objects(known, objects, schema)
            if match.shape >= SAME_THING
        }
        for at, thing in enumerate(objects):
            if at in matched:
                matched[at].members.append((place, thing))
            else:
                things.append(_Thing([(place, thing)]))
    return things


def _merged_object(thing: _Thing, schema: LabelSchema, weights: Sequence[float]) -> AnnotatedObject:
    votes = [weights[document] for document, _ in thing.members]
    name = most_voted([member.class_ for _, member in thing.members], votes)
    members = [(weights[document], member) for document, member in thing.members if member.class_ == name]
    shares = [weight for weight, _ in members]
    first = members[0][1]
    of = schema.class_named(name)
    attributes: dict[str, Any] = {}
    for question in of.attributes if of else ():
        answer = _merged_answer(
            question, [member.attributes.get(question.name) for _, member in members], shares
        )
        if answer is not None:
            attributes[question.name] = answer
    kind: Any = type(first.shape)  # the same for all members: only like shapes are matched
    shape = kind.merge([member.shape for _, member in members], shares)
    return msgspec.structs.replace(first, shape=shape, attributes=attributes)


def _merged_answer(question: Question, answers: Sequence[Any], weights: Sequence[float]) -> Any:
    """The merged answer where more than half of the weight has one, else None."""
    given = [(answer, weight) for answer, weight in zip(answers, weights, strict=True) if answer is not None]
    if not given or sum(weight for _, weight in given) * 2 <= sum(weights):
        return None
    return question.merge([answer for answer, _ in given], [weight for _, weight in given])


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[:56]}-{number}"
    return free


def _merged_relations(
    documents: Sequence[Document],
    schema: LabelSchema,
    weights: Sequence[float],
    renamed: dict[tuple[int, str], str],
) -> list[Relation]:
    undirected = {each.name for each in schema.relations if not each.directed}
    votes: dict[tuple[str, str, str], float] = defaultdict(float)
    total = sum(weights)
    for place, document in enumerate(documents):
        seen: set[tuple[str, str, str]] = set()
        for link in document.relations:
            start, end = renamed.get((place, link.from_)), renamed.get((place, link.to))
            if start is not None and end is not None:
                first, last = sorted((start, end)) if link.class_ in undirected else (start, end)
                seen.add((link.class_, first, last))
        for key in seen:
            votes[key] += weights[place]
    return [
        Relation(from_=start, to=end, class_=name)
        for (name, start, end), weight in sorted(votes.items())
        if weight * 2 > total
    ]


def _merged_answers(
    documents: Sequence[Document],
    schema: LabelSchema,
    weights: Sequence[float],
    renamed: dict[tuple[int, str], str],
) -> Iterator[tuple[str, Any]]:
    for question in schema.fields:
        given = [document.answers.get(question.name) for document in documents]
        if question.of == "item":
            answer = _merged_answer(question, given, weights)
            if answer is not None:
                yield question.name, answer
            continue
        keyed = [
            {
                renamed.get((place, key), "") if question.of == "region" else key: value
                for key, value in (each or {}).items()
            }
            for place, each in enumerate(given)
        ]
        merged = {
            key: _merged_answer(question, [each.get(key) for each in keyed], weights)
            for key in dict.fromkeys(key for each in keyed for key in each if key)
        }
        if kept := {key: answer for key, answer in merged.items() if answer is not None}:
            yield question.name, kept
