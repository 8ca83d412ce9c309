"""The span of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.shapes.base import Bounds, Index, Shape, interval_similarity, mean

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass


class Span(Shape, tag="span", frozen=True):
    """Code points `[start, end)` of a text; `part` names it in a chat: `turn:0` or `response:a`."""

    media = frozenset({"text", "chat"})

    start: Index
    end: Index
    part: str | None = None

    def bounds(self) -> Bounds:
        return (float(self.start), 0.0, float(self.end), 0.0)

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        if self.start < 0:
            yield fault(below(path, "start"), "fault_below", least=0)
        if self.end <= self.start:
            yield fault(below(path, "end"), "fault_end_before_start", start=self.start)
        length = content.length
        if content.parts:
            if self.part not in content.parts:
                yield fault(below(path, "part"), "fault_no_such_part", part=self.part or "")
                return
            length = content.parts[self.part]
        elif self.part is not None and length is not None:
            yield fault(below(path, "part"), "fault_no_such_part", part=self.part)
        if length is not None and self.end > length:
            yield fault(below(path, "end"), "fault_beyond_text", length=length)

    def similarity(self, other: Span) -> float:
        """Common code points over joint ones; 0 in different parts."""
        if self.part != other.part:
            return 0.0
        return interval_similarity((self.start, self.end), (other.start, other.end))

    @classmethod
    def merge(cls, shapes: Sequence[Span], weights: Sequence[float] | None = None) -> Span:
        """The mean of both ends, rounded, where all lie in one part; otherwise the most central span."""
        if len({shape.part for shape in shapes}) > 1:
            return super().merge(shapes, weights)
        start = round(mean([s.start for s in shapes], weights))
        end = max(start + 1, round(mean([s.end for s in shapes], weights)))
        return cls(start, end, shapes[0].part)
