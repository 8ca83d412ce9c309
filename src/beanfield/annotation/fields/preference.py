"""Which of two responses is better, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.fields.base import Question, medoid_answer, wrong_type
from beanfield.annotation.naming import Title

TIE = "tie"


class Preference(Question, tag="preference", frozen=True, kw_only=True):
    """The answer is `{"better": "a", "strength": 2}`: a response's id or `"tie"`, and 1 to `strength`.

    With `strength` 1 nothing more than the better one is asked, and the answer may leave its strength out.
    A tie has no strength. Where the item's responses are unknown the two are called a and b.
    """

    ties: bool = True
    strength: int = 1
    #: Names of the strengths, the weakest first.
    labels: tuple[Title, ...] = ()

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        if not 1 <= self.strength <= 10:
            yield fault(below(path, "strength"), "fault_not_between", least=1, most=10)
        if self.labels and len(self.labels) != self.strength:
            yield fault(below(path, "labels"), "fault_label_count", wanted=self.strength)

    def answer_faults(
        self, answer: Any, path: str, content: ContentFacts, *, complete: bool = True
    ) -> Iterator[FaultAt]:
        if not isinstance(answer, dict):
            yield wrong_type(path, "object")
            return
        for name in answer.keys() - {"better", "strength"}:
            yield fault(below(path, str(name)), "fault_unknown_key")
        better = answer.get("better")
        if better is None:
            yield fault(below(path, "better"), "fault_missing_key")
        elif better == TIE:
            yield from self._tie_faults(answer, path)
        elif better not in (content.responses or ["a", "b"]):
            yield fault(below(path, "better"), "fault_unknown_option", value=str(better))
        else:
            yield from self._strength_faults(answer, path, complete=complete)

    def _tie_faults(self, answer: dict[str, Any], path: str) -> Iterator[FaultAt]:
        if not self.ties:
            yield fault(below(path, "better"), "fault_no_ties")
        if answer.get("strength") not in {None, 0}:
            yield fault(below(path, "strength"), "fault_tie_strength")

    def _strength_faults(self, answer: dict[str, Any], path: str, *, complete: bool) -> Iterator[FaultAt]:
        strength = answer.get("strength")
        if strength is None:
            if self.strength > 1 and complete:
                yield fault(below(path, "strength"), "fault_missing_key")
        elif not isinstance(strength, int) or isinstance(strength, bool):
            yield wrong_type(below(path, "strength"), "whole")
        elif not 1 <= strength <= self.strength:
            yield fault(below(path, "strength"), "fault_not_between", least=1, most=self.strength)

    def similarity(self, a: Any, b: Any) -> float:
        """1 less the distance on the scale from strongly the one, over a tie, to strongly the other."""
        if a["better"] == b["better"]:
            return 1.0 - abs(self._lead(a) - self._lead(b)) / 2
        return 1.0 - (self._lead(a) + self._lead(b)) / 2

    def _lead(self, answer: dict[str, Any]) -> float:
        if answer["better"] == TIE:
            return 0.0
        return float(answer.get("strength") or 1) / self.strength

    def merge(self, answers: Sequence[Any], weights: Sequence[float] | None = None) -> Any:
        """The most central preference."""
        return medoid_answer(self, answers, weights)
