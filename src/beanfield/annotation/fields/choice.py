"""One of several options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.fields.base import Question, wrong_type
from beanfield.annotation.naming import Option, option_faults, with_titles


class Choice(Question, tag="choice", frozen=True, kw_only=True):
    """The answer is an option's name: `"rain"`."""

    for_attributes = True

    options: tuple[Option, ...]

    def options_of(self) -> tuple[Option, ...]:
        return self.options

    def filled(self) -> Choice:
        return msgspec.structs.replace(super().filled(), options=with_titles(self.options))

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        yield from option_faults(below(path, "options"), self.options)

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
        elif not any(option.name == answer for option in self.options):
            yield fault(path, "fault_unknown_option", value=answer)
