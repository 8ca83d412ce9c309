"""Several of several options."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, duplicates, fault
from beanfield.annotation.fields.base import Question, bound_faults, choice_faults, wrong_type
from beanfield.annotation.naming import Option, option_faults, with_titles


class Choices(Question, tag="choices", frozen=True, kw_only=True):
    """The answer is a list of options' names without doubles, in any order: `["a", "b"]`."""

    for_attributes = True

    options: tuple[Option, ...]
    min: int | None = None
    max: int | None = None

    def options_of(self) -> tuple[Option, ...]:
        return self.options

    def filled(self) -> Choices:
        return msgspec.structs.replace(super().filled(), options=with_titles(self.options))

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        yield from option_faults(below(path, "options"), self.options)
        yield from bound_faults(below(path, "min"), self.min, self.max)
        if self.min is not None and self.min > len(self.options):
            yield fault(below(path, "min"), "fault_above", most=len(self.options))

    def answer_faults(
        self,
        answer: Any,
        path: str,
        content: ContentFacts,
        *,
        complete: bool = True,
    ) -> Iterator[FaultAt]:
        if not isinstance(answer, list):
            yield wrong_type(path, "list")
            return
        yield from choice_faults(path, answer, {option.name for option in self.options})
        for place, name in duplicates(str(part) for part in answer):
            yield fault(f"{path}[{place}]", "fault_double_value", value=name)
        if complete and self.min is not None and len(answer) < self.min:
            yield fault(path, "fault_too_few", least=self.min)
        if self.max is not None and len(answer) > self.max:
            yield fault(path, "fault_too_many", most=self.max)

    def option_renamed(self, answer: Any, old: str, new: str) -> Any:
        """The answer with an option's new name; two that became one are named once."""
        if not isinstance(answer, list):
            return answer
        return list(dict.fromkeys(new if name == old else name for name in answer))

    def similarity(self, a: Any, b: Any) -> float:
        """Common over joint (Jaccard); two empty lists agree."""
        joint = set(a) | set(b)
        return len(set(a) & set(b)) / len(joint) if joint else 1.0

    def merge(self, answers: Sequence[Any], weights: Sequence[float] | None = None) -> Any:
        """What more than half of the weight chose, within `min` and `max`, in the schema's order."""
        counted = weights or [1.0] * len(answers)
        votes: dict[str, float] = defaultdict(float)
        for answer, weight in zip(answers, counted, strict=True):
            for name in answer:
                votes[name] += weight
        order = [option.name for option in self.options]
        ranked = sorted((name for name in order if votes[name]), key=lambda name: -votes[name])
        chosen = {name for name in ranked if votes[name] * 2 > sum(counted)}
        chosen |= set(ranked[: self.min or 0])
        if self.max is not None and len(chosen) > self.max:
            chosen = set(ranked[: self.max])
        return [name for name in order if name in chosen]
