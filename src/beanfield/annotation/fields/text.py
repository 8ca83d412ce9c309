"""Free text, and the rewriting of a response or turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.fields.base import Question, bound_faults, medoid_answer, wrong_type


class Text(Question, tag="text", frozen=True, kw_only=True):
    """The answer is a text. Lengths count Unicode code points without blanks at both ends.

    `rewrite_of` names the turn's index or the response's id that the text starts from.
    """

    for_attributes = True

    min_length: int | None = None
    max_length: int | None = None
    multiline: bool = False
    rewrite_of: str | None = None

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        yield from bound_faults(below(path, "min_length"), self.min_length, self.max_length)

    def answer_faults(
        self,
        answer: Any,
        path: str,
        content: ContentFacts,
        *,
        complete: bool = True,
    ) -> Iterator[FaultAt]:
        if not isinstance(answer, str):
            yield wrong_type(path, "text")
            return
        length = len(answer.strip())
        if complete and self.min_length is not None and length < self.min_length:
            yield fault(path, "fault_text_short", least=self.min_length)
        if self.max_length is not None and length > self.max_length:
            yield fault(path, "fault_text_long", most=self.max_length)

    def similarity(self, a: Any, b: Any) -> float:
        """Twice the common pairs of neighbouring characters over those of both (Dice)."""
        if a == b:
            return 1.0
        here, there = _pairs(a), _pairs(b)
        total = here.total() + there.total()
        return 2 * (here & there).total() / total if total else 0.0

    def merge(self, answers: Sequence[Any], weights: Sequence[float] | None = None) -> Any:
        """The most central text."""
        return medoid_answer(self, answers, weights)


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(len(text) - 1)) or Counter(
        [text] if text else []
    )
