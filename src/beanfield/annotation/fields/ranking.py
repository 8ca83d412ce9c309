"""An order of responses or options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import msgspec

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, duplicates, fault
from beanfield.annotation.fields.base import Question, medoid_answer, wrong_type
from beanfield.annotation.naming import Option, option_faults, with_titles


class Ranking(Question, tag="ranking", frozen=True, kw_only=True):
    """The answer lists all, best first: `["a", "c", "b"]`.

    With `ties`, equals stand in a list of their own: `["a", ["b", "c"]]`.
    What is ranked are the `options`, or where there are none the item's responses by id.
    """

    options: tuple[Option, ...] = ()
    ties: bool = False

    def options_of(self) -> tuple[Option, ...]:
        return self.options

    def filled(self) -> Ranking:
        return msgspec.structs.replace(super().filled(), options=with_titles(self.options))

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        if self.options:
            yield from option_faults(below(path, "options"), self.options)

    def answer_faults(
        self, answer: Any, path: str, content: ContentFacts, *, complete: bool = True
    ) -> Iterator[FaultAt]:
        if not isinstance(answer, list):
            yield wrong_type(path, "list")
            return
        names: list[str] = []
        for place, part in enumerate(answer):
            if isinstance(part, list) and not self.ties:
                yield fault(f"{path}[{place}]", "fault_no_ties")
            if isinstance(part, list) and not part:
                yield fault(f"{path}[{place}]", "fault_too_few", least=1)
            names += [str(name) for name in (part if isinstance(part, list) else [part])]
        wanted = {option.name for option in self.options} or set(content.responses)
        for _, name in duplicates(names):
            yield fault(path, "fault_double_value", value=name)
        for name in sorted(set(names) - wanted) if wanted else ():
            yield fault(path, "fault_unknown_option", value=name)
        missing = sorted(wanted - set(names))
        if complete and missing:
            yield fault(path, "fault_not_ranked", names=", ".join(missing))

    def similarity(self, a: Any, b: Any) -> float:
        """The share of pairs in the same order; a pair tied in one only counts a half.

        With no ties this is (1 + Kendall's tau) / 2. Names that only one of them ranks count as out of order.
        """
        here, there = _places(a), _places(b)
        names = sorted(here.keys() | there.keys())
        pairs = list(combinations(names, 2))
        if not pairs:
            return float(here.keys() == there.keys())
        return sum(_same_order(here, there, *pair) for pair in pairs) / len(pairs)

    def merge(self, answers: Sequence[Any], weights: Sequence[float] | None = None) -> Any:
        """The most central order."""
        return medoid_answer(self, answers, weights)


def _places(answer: Sequence[Any]) -> dict[str, int]:
    return {
        name: place
        for place, part in enumerate(answer)
        for name in (part if isinstance(part, list) else [part])
    }


def _same_order(here: dict[str, int], there: dict[str, int], first: str, second: str) -> float:
    if not {first, second} <= here.keys() & there.keys():
        return 0.0
    one, other = here[first] - here[second], there[first] - there[second]
    if (one > 0) == (other > 0) and (one < 0) == (other < 0):
        return 1.0
    return 0.5 if one == 0 or other == 0 else 0.0
