"""What several answers to one item say together: the merged answer, how sure it is, who gave which part."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final
from uuid import UUID

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from beanfield.annotation.consensus import SAME_THING
from beanfield.annotation.document import Document
from beanfield.annotation.fields.base import Question
from beanfield.annotation.fields.boolean import Boolean
from beanfield.annotation.fields.choice import Choice
from beanfield.annotation.matching import match_objects
from beanfield.annotation.merge import merge_documents
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.similarity import compare, document_similarity, relation_keys
from beanfield.checks.model_rules import Part
from beanfield.quality.collection.rules import expected_information

#: How often a careful person (an adjudicator, or one more annotator) is right.
CAREFUL: Final = 0.9
#: What an answer says that is as good as the merged one.
SAME_ANSWER: Final = 0.999
#: Question with options → option, as JSON → its probability.
Posteriors = Mapping[str, Mapping[str, float]]


class Given(Struct, frozen=True):
    """One person's answer, read under the newest schema."""

    id: UUID
    person_id: int
    document: Document


class Said(Struct, frozen=True):
    """The outcome. `best` is the answer nearest to the merged one; `alike` are the mean similarities of each
    answer to the others."""

    best: UUID
    merged: Document
    confidence: float
    agreement: float
    worth: float
    parts: list[Part]
    alike: list[float]
    people: list[int]


def has_options(question: Question) -> bool:
    """Is it answered once an item, by one of a few values? Then a model of the people tells how sure."""
    return question.of == "item" and isinstance(question, Choice | Boolean)


def options_of(question: Question) -> list[str]:
    """The values to choose from, as JSON."""
    if isinstance(question, Boolean):
        return ["false", "true"]
    return [json.dumps(option.name, ensure_ascii=False) for option in question.options_of()]


def opinion_of(answers: Sequence[Given], schema: LabelSchema, posteriors: Posteriors) -> Said:
    """The opinion that one answer or more make.

    The confidence is the product of the probabilities of the chosen options and of the mean similarity of
    everything else, which stands in for the probability that it is right.
    """
    documents = [answer.document for answer in answers]
    pairs = _pairs(documents, schema)
    merged = _chosen(merge_documents(documents, schema), posteriors)
    scores = [round(document_similarity(document, merged, schema), 9) for document in documents]
    alike = [float(row.sum() / max(len(documents) - 1, 1)) for row in pairs]
    rest = _rest(documents, schema, posteriors, pairs)
    worth = sum(expected_information(np.array(list(p.values())), CAREFUL) for p in posteriors.values())
    if rest is not None:
        worth += expected_information(np.array([rest, 1.0 - rest]), CAREFUL)
    best = max(range(len(answers)), key=lambda place: (scores[place], round(alike[place], 9), -place))
    return Said(
        best=answers[best].id,
        merged=merged,
        confidence=float(np.prod([max(p.values()) for p in posteriors.values()]))
        * (1.0 if rest is None else rest),
        agreement=_mean(pairs),
        worth=worth,
        parts=list(parts_of(merged, answers, schema, posteriors)),
        alike=alike,
        people=[answer.person_id for answer in answers],
    )


def _pairs(documents: Sequence[Document], schema: LabelSchema) -> NDArray[np.float64]:
    """Similarities of all pairs; 0 on the diagonal."""
    matrix = np.zeros((len(documents), len(documents)))
    for i, j in combinations(range(len(documents)), 2):
        matrix[i, j] = matrix[j, i] = document_similarity(documents[i], documents[j], schema)
    return matrix


def _mean(pairs: NDArray[np.float64]) -> float:
    count = len(pairs)
    return float(pairs.sum() / (count * (count - 1))) if count > 1 else 1.0


def _rest(
    documents: Sequence[Document], schema: LabelSchema, posteriors: Posteriors, pairs: NDArray[np.float64]
) -> float | None:
    """How alike the answers are in what no model tells; None where there is nothing of that."""
    if not posteriors:
        return _mean(pairs)
    if not schema.classes and len(schema.fields) == len(posteriors):
        return None
    bare = [
        msgspec.structs.replace(
            each, answers={name: a for name, a in each.answers.items() if name not in posteriors}
        )
        for each in documents
    ]
    if not any(each.objects or each.relations or each.answers for each in bare):
        return None
    return _mean(_pairs(bare, schema))


def _chosen(merged: Document, posteriors: Posteriors) -> Document:
    """With the most probable option of each question that the merged answer answers."""
    best = {
        name: json.loads(max(options, key=lambda each: options[each]))
        for name, options in posteriors.items()
        if options
    }
    return msgspec.structs.replace(merged, answers={**merged.answers, **best})


def parts_of(
    merged: Document, answers: Sequence[Given], schema: LabelSchema, posteriors: Posteriors
) -> Iterator[Part]:
    """Each part of a document, with the people who gave it so.

    An object is given by who marked it with that class; its confidence is their share. That of an answer is
    its option's probability, or the mean similarity of the people's answers to it.
    """
    people = [answer.person_id for answer in answers]
    marked: list[list[int]] = [[] for _ in merged.objects]
    said: dict[str, list[float]] = {}
    for place, answer in enumerate(answers):
        for match in match_objects(merged.objects, answer.document.objects, schema):
            same = merged.objects[match.left].class_ == answer.document.objects[match.right].class_
            if same and match.shape >= SAME_THING:
                marked[match.left].append(place)
        for pair in compare(merged, answer.document, schema).pairs:
            if pair.left_key is not None or pair.field in merged.answers:
                path = f"answers.{pair.field}" + (f".{pair.left_key}" if pair.left_key else "")
                said.setdefault(path, [0.0] * len(answers))[place] = pair.similarity
    for at, places in enumerate(marked):
        share = len(places) / max(len(answers), 1)
        yield Part(f"objects[{at}]", share, [people[place] for place in places])
    yield from _relations(merged, answers, schema)
    for path, alike in said.items():
        options = posteriors.get(path.removeprefix("answers."))
        sure = max(options.values()) if options else sum(alike) / len(alike)
        same_people = [people[place] for place, value in enumerate(alike) if value >= SAME_ANSWER]
        near = max(range(len(alike)), key=lambda place: alike[place])
        yield Part(path, sure, same_people or [people[near]])


def _relations(merged: Document, answers: Sequence[Given], schema: LabelSchema) -> Iterator[Part]:
    given: list[list[int]] = [[] for _ in merged.relations]
    for answer in answers:
        same = {
            merged.objects[match.left].id: answer.document.objects[match.right].id
            for match in match_objects(merged.objects, answer.document.objects, schema)
        }
        theirs = set(relation_keys(answer.document.relations, schema))
        for place, key in enumerate(relation_keys(merged.relations, schema, same)):
            if key in theirs:
                given[place].append(answer.person_id)
    for place, people in enumerate(given):
        yield Part(f"relations[{place}]", len(people) / max(len(answers), 1), people)
