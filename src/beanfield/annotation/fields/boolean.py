"""Yes or no."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt
from beanfield.annotation.fields.base import Question, wrong_type


class Boolean(Question, tag="boolean", frozen=True, kw_only=True):
    """The answer is `true` or `false`."""

    for_attributes = True

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        yield from ()

    def answer_faults(
        self,
        answer: Any,
        path: str,
        content: ContentFacts,
        *,
        complete: bool = True,
    ) -> Iterator[FaultAt]:
        if not isinstance(answer, bool):
            yield wrong_type(path, "boolean")
