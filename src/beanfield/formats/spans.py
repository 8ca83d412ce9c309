"""Spans of a text as formats count them: in code points as here, in UTF-16 units, or one after another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from beanfield.annotation.document import AnnotatedObject, Span
from beanfield.formats.faults import ShapeError
from beanfield.formats.losses import Losses

_BMP = 0xFFFF


class Utf16:
    """Places of one text in UTF-16 units and back. Most texts have no character beyond the first plane."""

    def __init__(self, text: str) -> None:
        self._wide = [place for place, character in enumerate(text) if ord(character) > _BMP]
        self._units = [place + number for number, place in enumerate(self._wide)]
        self.length = len(text) + len(self._wide)

    def units(self, place: int) -> int:
        """The UTF-16 unit at which a code point begins."""
        return place + bisect_left(self._wide, place)

    def place(self, unit: int) -> int:
        """The code point that begins at a UTF-16 unit. Raises `ShapeError` inside a character."""
        place = unit - bisect_left(self._units, unit)
        if self.units(place) != unit:
            raise ShapeError("format_inside_character", "", at=unit)
        return place


def checked_span(start: int, end: int, length: int) -> Span:
    """The span, inside a text of this length. Raises `ShapeError`."""
    if not 0 <= start < end <= length:
        raise ShapeError("format_bad_span", "", start=start, end=end)
    return Span(start, end)


def spans_of(objects: list[AnnotatedObject]) -> Iterator[tuple[AnnotatedObject, Span]]:
    """The objects that are spans."""
    for one in objects:
        if isinstance(one.shape, Span):
            yield one, one.shape


def flat_spans(
    objects: list[AnnotatedObject], length: int, item: str, losses: Losses
) -> list[tuple[Span, AnnotatedObject]]:
    """Spans in the order of the text, none over another: an outer or earlier one stands, others are lost."""
    made: list[tuple[Span, AnnotatedObject]] = []
    past = 0
    for one, span in sorted(spans_of(objects), key=lambda pair: (pair[1].start, -pair[1].end)):
        if span.end > length or span.part is not None or span.end <= span.start:
            losses.lose("outside_text", item)
        elif span.start < past:
            losses.lose("overlap", item)
        else:
            made.append((span, one))
            past = span.end
    return made
