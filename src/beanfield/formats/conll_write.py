"""Writes CoNLL: two columns with a tab between, one character a line where a text has no blanks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.conll import HOLDS
from beanfield.formats.conll_tags import tags_of
from beanfield.formats.conll_tokens import cut, laid_out
from beanfield.formats.losses import Losses
from beanfield.formats.record import Record, Text
from beanfield.formats.sinks import Sink
from beanfield.formats.spans import flat_spans


class ConllWriter(Writer):
    """BIO. Names of items are not kept; spans over one another, and blanks that tokens do not show, are
    losses.

    A text without blanks is cut into characters, so every span can be said. Another is cut at its blanks.
    """

    name: ClassVar[str] = "conll"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "items.conll"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write a sentence an item."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        with sink.file(self.file_name or "") as out:
            for record in records:
                content = record.content
                if not losses.keeps(record) or not isinstance(content, Text):
                    continue
                rows = self._rows(record, content.text, losses, report)
                if rows:
                    report.items += 1
                    out.write(("\n".join(rows) + "\n\n").encode())
                else:
                    losses.lose("blanks", record.name)
        return report

    def _rows(self, record: Record, text: str, losses: Losses, report: WriteReport) -> list[str]:
        document = losses.fit(record.document or Document(), record.name)
        named = []
        for span, one in flat_spans(document.objects, len(text), record.name, losses):
            if one.class_.split() != [one.class_]:
                losses.lose("class_name", record.name, name=one.class_[:80])
            else:
                named.append((span, one.class_))
        tokens = cut(text, {end for span, _ in named for end in (span.start, span.end)})
        words = [text[start:end] for start, end in tokens]
        if laid_out(words) != (text, tokens) or "-DOCSTART-" in words:
            losses.lose("blanks", record.name)
        tags = ["O"] * len(tokens)
        for span, label in named:
            inside = [n for n, (start, end) in enumerate(tokens) if span.start <= start and end <= span.end]
            if not inside:
                losses.lose("blanks", record.name)
                continue
            report.objects += 1
            tags[inside[0] : inside[-1] + 1] = tags_of(label, len(inside), self.name)
        return [f"{word}\t{tag}" for word, tag in zip(words, tags, strict=True)]


class BmesWriter(ConllWriter):
    """BMES."""

    name: ClassVar[str] = "bmes"
    file_name: ClassVar[str | None] = "items.bmes"


class BioesWriter(ConllWriter):
    """BIOES."""

    name: ClassVar[str] = "bioes"
    file_name: ClassVar[str | None] = "items.bioes"
