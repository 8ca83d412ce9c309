"""A mark on a scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.fields.base import Question, wrong_type
from beanfield.annotation.naming import Title


class Rating(Question, tag="rating", frozen=True, kw_only=True):
    """The answer is a whole number from 1 to `max`. `labels` name the marks, the lowest first."""

    max: int = 5
    labels: tuple[Title, ...] = ()

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        if not 2 <= self.max <= 100:
            yield fault(below(path, "max"), "fault_not_between", least=2, most=100)
        if self.labels and len(self.labels) != self.max:
            yield fault(below(path, "labels"), "fault_label_count", wanted=self.max)

    def answer_faults(
        self,
        answer: Any,
        path: str,
        content: ContentFacts,
        *,
        complete: bool = True,
    ) -> Iterator[FaultAt]:
        if not isinstance(answer, int) or isinstance(answer, bool):
            yield wrong_type(path, "whole")
        elif not 1 <= answer <= self.max:
            yield fault(path, "fault_not_between", least=1, most=self.max)

    def similarity(self, a: Any, b: Any) -> float:
        """1 less the distance in shares of the scale."""
        return 1.0 - float(abs(a - b)) / (self.max - 1)

    def merge(self, answers: Sequence[Any], weights: Sequence[float] | None = None) -> Any:
        """The weighted median; the lower of two."""
        return weighted_median(answers, weights)


def weighted_median(values: Sequence[float], weights: Sequence[float] | None) -> float:
    """The least value that has at least half of the weight at or below it."""
    pairs = sorted(zip(values, weights or [1.0] * len(values), strict=True), key=lambda pair: pair[0])
    half, so_far = sum(weight for _, weight in pairs) / 2, 0.0
    for value, weight in pairs:
        so_far += weight
        if so_far >= half:
            return value
    return pairs[-1][0]
