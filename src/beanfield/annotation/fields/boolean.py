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

    def definition_faults(self, path: str) -> Iterator[FaultAt]:  # noqa: ARG002  nothing can be wrong
        yield from ()

    def answer_faults(
        self,
        answer: Any,
        path: str,
        content: ContentFacts,  # noqa: ARG002  any content
        *,
        complete: bool = True,  # noqa: ARG002  nothing to complete
    ) -> Iterator[FaultAt]:
        if not isinstance(answer, bool):
            yield wrong_type(path, "boolean")
