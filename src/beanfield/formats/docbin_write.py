"""Writes spaCy's DocBin: tokens are words, and characters of Chinese, cut at the borders of spans."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable
from typing import ClassVar

import msgspec
import numpy as np

from beanfield.annotation.document import Document, Span
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.docbin import ENT_IOB, ENT_TYPE, GROUP, HOLDS, ORTH, SPAN, Bin, number_of
from beanfield.formats.doccano import FIELD
from beanfield.formats.losses import Losses
from beanfield.formats.record import Record, Text
from beanfield.formats.sinks import Sink
from beanfield.formats.spans import spans_of

_TOKENS = re.compile(r"[A-Za-z0-9_]+|.", re.DOTALL)
_encode = msgspec.msgpack.Encoder().encode
_BEGINS, _GOES_ON, _OUTSIDE, _UNKNOWN = 3, 1, 2, 0


class DocBinWriter(Writer):
    """One file `items.spacy`. Spans that lie over others go into `spans["sc"]`; nothing of them is lost."""

    name: ClassVar[str] = "docbin"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "items.spacy"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write all documents; the tables are held in memory, 25 bytes a token."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        docs = _Docs(losses, report)
        for record in records:
            if losses.keeps(record) and isinstance(record.content, Text):
                docs.add(record, record.content.text)
        with sink.file(self.file_name or "") as out:
            out.write(docs.packed())
        return report


class _Docs:
    """The documents of one file."""

    def __init__(self, losses: Losses, report: WriteReport) -> None:
        self._losses = losses
        self._report = report
        self._strings: dict[str, None] = {}
        self._tokens, self._spaces = bytearray(), bytearray()
        self._lengths: list[int] = []
        self._bin = Bin([ORTH, ENT_IOB, ENT_TYPE], b"", b"", b"", [])
        self._names: list[bytes] = []

    def add(self, record: Record, text: str) -> None:
        """Take in one item."""
        document = self._losses.fit(record.document or Document(), record.name)
        spans: list[tuple[Span, str]] = []
        for one, span in spans_of(document.objects):
            if span.part is not None or not 0 <= span.start < span.end <= len(text):
                self._losses.lose("outside_text", record.name)
            else:
                spans.append((span, one.class_))
        places = _cut(text, {span.start for span, _ in spans}, {span.end for span, _ in spans})
        starts = [start for start, _, _ in places]
        table = np.zeros((len(places), 3), "<u8")
        table[:, 0] = [self._number(text[start:end]) for start, end, _ in places]
        table[:, 1] = _UNKNOWN if record.document is None else _OUTSIDE
        over: list[bytes] = []
        past = 0
        for span, label in sorted(spans, key=lambda pair: (pair[0].start, -pair[0].end)):
            first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
            if first < past:
                over.append(SPAN.pack(0, 0, self._number(label), first, last, span.start, span.end))
                continue
            table[first:last, 1] = _GOES_ON
            table[first, 1] = _BEGINS
            table[first:last, 2] = self._number(label)
            past = last
        self._keep(record, document, over)
        self._tokens += table.tobytes()
        self._spaces += bytes(blank for _, _, blank in places)
        self._lengths.append(len(places))
        self._report.items += 1
        self._report.objects += len(spans)

    def _keep(self, record: Record, document: Document, over: list[bytes]) -> None:
        chosen = document.answers.pop(FIELD, [])
        for name in document.answers:
            self._losses.lose("field", record.name, name=name)
        self._bin.cats.append(dict.fromkeys(chosen if isinstance(chosen, list) else [], 1.0))
        self._bin.flags.append({"has_unknown_spaces": False})
        group = _encode({"name": GROUP, "attrs": {}, "spans": over})
        self._bin.span_groups.append(_encode({group: [GROUP]}) if over else _encode([]))
        self._names.append(_encode({"name": record.name}))

    def _number(self, name: str) -> int:
        self._strings[name] = None
        return number_of(name)

    def packed(self) -> bytes:
        """The file."""
        made = self._bin
        made.tokens, made.spaces = bytes(self._tokens), bytes(self._spaces)
        made.lengths = np.array(self._lengths, "<i4").tobytes()
        made.strings = sorted(self._strings)
        made.user_data = list(self._names)
        return zlib.compress(_encode(made))


def _cut(text: str, begins: set[int], ends: set[int]) -> list[tuple[int, int, int]]:
    """Start, end, and whether one blank follows, of each token; further blanks are tokens themselves."""
    borders = begins | ends
    made: list[tuple[int, int, int]] = []
    for found in _TOKENS.finditer(text):
        start = found.start()
        inside = start in begins or found.end() in ends  # a blank at the end of a span belongs to it
        if found.group() == " " and made and not made[-1][2] and not inside:
            made[-1] = (*made[-1][:2], 1)
            continue
        within = range(start + 1, found.end())
        for end in [*(place for place in within if place in borders), found.end()]:
            made.append((start, end, 0))
            start = end
    return made
