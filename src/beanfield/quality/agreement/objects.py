"""How far two sets of annotations agree on objects, per class, per pair of people and per field.

Objects are paired as in `annotation.matching`; a pair counts as found when its shapes are at least
`threshold` alike. F1 takes neither side for the truth: 2 · matched / (objects of both), the chance-free
figure for things that nobody can list beforehand (G. Hripcsak, A. Rothschild, JAMIA 12, 2005).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from beanfield.annotation.document import Document
from beanfield.annotation.matching import match_objects
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.similarity import compare

#: Half of the joint area in common: the usual bar for having found a thing.
SAME_THING = 0.5


@dataclass
class ClassCount:
    """`matched` with the same class in both, `missed` only in the first, `spurious` only in the second set.

    A thing that both marked under different classes is missed for the one and spurious for the other.
    """

    matched: int = 0
    missed: int = 0
    spurious: int = 0
    similarity: float = 0.0

    @property
    def f1(self) -> float:
        """1 where neither set has anything."""
        both = 2 * self.matched + self.missed + self.spurious
        return 2 * self.matched / both if both else 1.0

    @property
    def precision(self) -> float:
        """Matched over what the second set has."""
        found = self.matched + self.spurious
        return self.matched / found if found else 1.0

    @property
    def recall(self) -> float:
        """Matched over what the first set has."""
        wanted = self.matched + self.missed
        return self.matched / wanted if wanted else 1.0

    @property
    def mean_similarity(self) -> float:
        """Mean similarity of the matched shapes (IoU for areas); NaN where nothing matched."""
        return self.similarity / self.matched if self.matched else float("nan")


@dataclass
class ObjectAgreement:
    """Counts per class, and how often the first set's class is the second set's other class."""

    classes: dict[str, ClassCount] = field(default_factory=lambda: defaultdict(ClassCount))
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    items: int = 0

    @property
    def total(self) -> ClassCount:
        """All classes together."""
        whole = ClassCount()
        for count in self.classes.values():
            whole.matched += count.matched
            whole.missed += count.missed
            whole.spurious += count.spurious
            whole.similarity += count.similarity
        return whole

    def add(self, a: Document, b: Document, schema: LabelSchema, *, threshold: float = SAME_THING) -> None:
        """Count the objects of one item in both sets."""
        self.items += 1
        lone, extra = set(range(len(a.objects))), set(range(len(b.objects)))
        for match in match_objects(a.objects, b.objects, schema):
            if match.shape < threshold:
                continue
            here, there = a.objects[match.left].class_, b.objects[match.right].class_
            if here == there:
                self.classes[here].matched += 1
                self.classes[here].similarity += match.shape
                lone.discard(match.left)
                extra.discard(match.right)
            else:
                self.confusions[here, there] += 1
        for place in lone:
            self.classes[a.objects[place].class_].missed += 1
        for place in extra:
            self.classes[b.objects[place].class_].spurious += 1


def object_agreement(
    pairs: Iterable[tuple[Document, Document]], schema: LabelSchema, *, threshold: float = SAME_THING
) -> ObjectAgreement:
    """Counts over all items that both sets hold."""
    found = ObjectAgreement()
    for a, b in pairs:
        found.add(a, b, schema, threshold=threshold)
    return found


def agreement_by_pair(
    answers: Mapping[Any, Mapping[Any, Document]], schema: LabelSchema, *, threshold: float = SAME_THING
) -> dict[tuple[Any, Any], ObjectAgreement]:
    """For each pair of people with common items their agreement; `answers` is item → person → document."""
    found: dict[tuple[Any, Any], ObjectAgreement] = defaultdict(ObjectAgreement)
    for given in answers.values():
        for a, b in combinations(sorted(given, key=str), 2):
            found[a, b].add(given[a], given[b], schema, threshold=threshold)
    return dict(found)


def agreement_by_field(
    answers: Mapping[Any, Mapping[Any, Document]], schema: LabelSchema
) -> dict[str, tuple[float, int]]:
    """Field → (mean similarity of the answers of two people about the same thing, how many such pairs)."""
    values: dict[str, list[float]] = defaultdict(list)
    for given in answers.values():
        for a, b in combinations(sorted(given, key=str), 2):
            for pair in compare(given[a], given[b], schema).pairs:
                values[pair.field].append(pair.similarity)
    return {name: (sum(each) / len(each), len(each)) for name, each in sorted(values.items())}
