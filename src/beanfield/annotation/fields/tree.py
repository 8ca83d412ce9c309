"""One node of a tree of options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.fields.base import Question, medoid_answer, wrong_type
from beanfield.annotation.naming import Option, option_faults, with_titles


class Tree(Question, tag="tree", frozen=True, kw_only=True):
    """The answer is the path of names from the root: `["vehicle", "car"]`."""

    options: tuple[Option, ...]
    leaves_only: bool = False

    def options_of(self) -> tuple[Option, ...]:
        return self.options

    def filled(self) -> Tree:
        return msgspec.structs.replace(super().filled(), options=with_titles(self.options))

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        yield from option_faults(below(path, "options"), self.options, nested=True)

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
        if not answer:
            yield fault(path, "fault_too_few", least=1)
            return
        level = self.options
        for place, name in enumerate(answer):
            node = next((option for option in level if option.name == name), None)
            if node is None:
                yield fault(f"{path}[{place}]", "fault_unknown_option", value=str(name))
                return
            level = node.children
        if complete and self.leaves_only and level:
            yield fault(path, "fault_not_a_leaf")

    def similarity(self, a: Any, b: Any) -> float:
        """Twice the common beginning over both lengths."""
        common = 0
        for here, there in zip(a, b, strict=False):
            if here != there:
                break
            common += 1
        return 2 * common / (len(a) + len(b)) if a or b else 1.0

    def merge(self, answers: Sequence[Any], weights: Sequence[float] | None = None) -> Any:
        """The most central path."""
        return medoid_answer(self, answers, weights)
