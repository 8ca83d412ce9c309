"""The interval of a recording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, fault
from beanfield.annotation.shapes.base import (
    Bounds,
    NotNegative,
    Shape,
    finite_faults,
    interval_similarity,
    mean,
)

if TYPE_CHECKING:
    from beanfield.annotation.schema import ObjectClass

#: Seconds by which an interval may run over the recording's end: players and decoders round differently.
_TAIL = 0.05


class Interval(Shape, tag="interval", frozen=True):
    """Seconds `[start, end)` of a recording."""

    media = frozenset({"audio", "video"})

    start: NotNegative
    end: NotNegative

    def bounds(self) -> Bounds:
        return (self.start, 0.0, self.end, 0.0)

    def faults(self, path: str, content: ContentFacts, of: ObjectClass) -> Iterator[FaultAt]:
        unlike = list(finite_faults(path, start=self.start, end=self.end))
        yield from unlike
        if unlike:
            return
        if self.start < 0:
            yield fault(below(path, "start"), "fault_below", least=0)
        if self.end <= self.start:
            yield fault(below(path, "end"), "fault_end_before_start", start=self.start)
        if content.seconds is not None and self.end > content.seconds + _TAIL:
            yield fault(below(path, "end"), "fault_beyond_recording", seconds=content.seconds)

    def similarity(self, other: Interval) -> float:
        """Common time over joint time."""
        return interval_similarity((self.start, self.end), (other.start, other.end))

    @classmethod
    def merge(cls, shapes: Sequence[Interval], weights: Sequence[float] | None = None) -> Interval:
        """The mean of both ends."""
        return cls(mean([s.start for s in shapes], weights), mean([s.end for s in shapes], weights))
