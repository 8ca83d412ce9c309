"""What several answers to one item have in common: the central one, how far they agree, where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import numpy as np
from msgspec import Struct

from beanfield.annotation.document import Document
from beanfield.annotation.matching import attribute_similarities
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.shapes.base import medoid
from beanfield.annotation.similarity import Comparison, compare, document_similarity, relation_keys

Kind: TypeAlias = Literal["missing", "extra", "class", "shape", "attribute", "relation", "answer"]

#: Shapes less alike than this are taken for two things.
SAME_THING = 0.1


class Difference(Struct, frozen=True):
    """One way in which document number `document` differs from the central one.

    `path` leads into the central document and `other_path` into the differing one; either is None where that
    one has nothing there. `similarity` is that of the shapes, attributes or answers compared.
    """

    document: int
    kind: Kind
    path: str | None
    other_path: str | None
    similarity: float


class Consensus(Struct, frozen=True):
    """The outcome for one item.

    `index` is the document most similar to all the others, `agreement` the mean similarity of all pairs (1
    for a single document), `agrees` whether that reaches the threshold.
    """

    index: int
    agreement: float
    agrees: bool
    differing: list[Difference]


def consensus(documents: Sequence[Document], schema: LabelSchema, threshold: float) -> Consensus:
    """The consensus of one or more documents that are valid for `schema`.

    Differences of shape are those below `threshold`; of classes, attributes, relations and answers, all.

    Raises:
        ValueError: there is no document.
    """
    if not documents:
        raise ValueError("a consensus needs at least one document")
    count = len(documents)
    matrix = np.eye(count)
    for i in range(count):
        for j in range(i):
            matrix[i, j] = matrix[j, i] = document_similarity(documents[i], documents[j], schema)
    agreement = float((matrix.sum() - count) / (count * (count - 1))) if count > 1 else 1.0
    index = medoid(matrix)
    differing = [
        difference
        for place, document in enumerate(documents)
        if place != index and document != documents[index]
        for difference in differences(documents[index], document, schema, threshold, number=place)
    ]
    return Consensus(index, agreement, agreement >= threshold, differing)


def differences(
    central: Document, other: Document, schema: LabelSchema, threshold: float, *, number: int = 1
) -> list[Difference]:
    """Every way in which `other`, called document `number`, differs from `central`."""
    comparison = compare(central, other, schema)
    found = list(_object_differences(central, other, schema, comparison, threshold))
    found += _relation_differences(central, other, schema, comparison)
    for pair in comparison.pairs:
        if pair.similarity < 1.0:
            base = f"answers.{pair.field}"
            left = base if pair.left_key is None else f"{base}.{pair.left_key}"
            right = base if pair.right_key is None else f"{base}.{pair.right_key}"
            found.append(("answer", left, right, pair.similarity))
    return [Difference(number, *each) for each in found]


Found: TypeAlias = tuple[Kind, str | None, str | None, float]


def _object_differences(
    central: Document, other: Document, schema: LabelSchema, comparison: Comparison, threshold: float
) -> Iterator[Found]:
    lone, extra = set(range(len(central.objects))), set(range(len(other.objects)))
    for match in comparison.matches:
        if match.shape < SAME_THING:
            continue
        lone.discard(match.left)
        extra.discard(match.right)
        here, there = f"objects[{match.left}]", f"objects[{match.right}]"
        a, b = central.objects[match.left], other.objects[match.right]
        if a.class_ != b.class_:
            yield ("class", f"{here}.class", f"{there}.class", 0.0)
        if match.shape < threshold:
            yield ("shape", f"{here}.shape", f"{there}.shape", match.shape)
        for name, value in attribute_similarities(a, b, schema.class_named(a.class_)).items():
            if value < 1.0:
                yield ("attribute", f"{here}.attributes.{name}", f"{there}.attributes.{name}", value)
    for place in sorted(lone):
        yield ("missing", f"objects[{place}]", None, 0.0)
    for place in sorted(extra):
        yield ("extra", None, f"objects[{place}]", 0.0)


def _relation_differences(
    central: Document, other: Document, schema: LabelSchema, comparison: Comparison
) -> Iterator[Found]:
    same = {central.objects[m.left].id: other.objects[m.right].id for m in comparison.matches}
    left = relation_keys(central.relations, schema, same)
    right = relation_keys(other.relations, schema)
    for place, key in enumerate(left):
        if key not in right:
            yield ("relation", f"relations[{place}]", None, 0.0)
    for place, key in enumerate(right):
        if key not in left:
            yield ("relation", None, f"relations[{place}]", 0.0)
