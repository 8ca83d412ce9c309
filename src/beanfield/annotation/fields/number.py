"""A number."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.fields.base import Question, bound_faults, is_number, wrong_type
from beanfield.annotation.fields.rating import weighted_median


class Number(Question, tag="number", frozen=True, kw_only=True):
    """The answer is a number between `min` and `max`, in steps of `step` from `min` (or 0), in `unit`."""

    for_attributes = True

    min: float | None = None
    max: float | None = None
    step: float | None = None
    unit: str | None = None

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        yield from bound_faults(below(path, "min"), self.min, self.max, floor=None)
        if self.step is not None and self.step <= 0:
            yield fault(below(path, "step"), "fault_not_above", least=0)

    def answer_faults(
        self,
        answer: Any,
        path: str,
        content: ContentFacts,
        *,
        complete: bool = True,
    ) -> Iterator[FaultAt]:
        if not is_number(answer):
            yield wrong_type(path, "number")
        elif not math.isfinite(answer):
            yield fault(path, "fault_not_finite")
        elif self.min is not None and answer < self.min:
            yield fault(path, "fault_below", least=self.min)
        elif self.max is not None and answer > self.max:
            yield fault(path, "fault_above", most=self.max)
        elif self.step is not None and not _on_step(answer, self.min or 0.0, self.step):
            yield fault(path, "fault_off_step", step=self.step)

    def similarity(self, a: Any, b: Any) -> float:
        """1 less the distance in shares of the range, or of the larger amount where the range is open."""
        if a == b:
            return 1.0
        scale = float(max(abs(a), abs(b)))
        if self.min is not None and self.max is not None and self.max > self.min:
            scale = self.max - self.min
        return max(0.0, 1.0 - float(abs(a - b)) / scale)

    def merge(self, answers: Sequence[Any], weights: Sequence[float] | None = None) -> Any:
        """The weighted median; the lower of two."""
        return weighted_median(answers, weights)


def _on_step(value: float, start: float, step: float) -> bool:
    steps = (value - start) / step
    return math.isclose(steps, round(steps), rel_tol=0.0, abs_tol=1e-6)
