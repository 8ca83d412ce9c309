"""Writes MQM tables: a row an error, raters by pseudonym."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from beanfield.annotation.document import AnnotatedObject, Document, Span
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.losses import Losses
from beanfield.formats.mqm import COLUMNS, HOLDS, NO_ERROR, SOURCE, TARGET, UNMARKED
from beanfield.formats.pseudonyms import Pseudonyms
from beanfield.formats.record import Answer, Chat, Record
from beanfield.formats.sinks import Sink

_KNOWN = frozenset({"severity", "metadata", UNMARKED})
_META = frozenset({"doc", "docSegId", "globalSegId"})


class MqmWriter(Writer):
    """One file `mqm.tsv`. A table has one line a row: tabs and line ends in texts are losses."""

    name: ClassVar[str] = "mqm"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "mqm.tsv"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write every annotation, or where there are none the one that stands."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        people = Pseudonyms(options.people, options.people_key)
        with sink.file("mqm.tsv") as out:
            out.write(("\t".join(COLUMNS) + "\n").encode())
            for record in records:
                content = record.content
                if not losses.keeps(record) or not isinstance(content, Chat):
                    continue
                texts = _texts(content)
                if texts is None:
                    losses.lose("turns", record.name)
                    continue
                report.items += 1
                if record.meta.keys() - _META:
                    losses.lose("meta", record.name)
                answers = record.answers or [Answer(record.document or Document())]
                for answer in answers:
                    report.answers += 1
                    rater = people.of(answer.person) or "rater"
                    document = losses.fit(answer.document, record.name)
                    for cells in _rows(document, texts, record.name, losses):
                        report.objects += cells[2] != NO_ERROR
                        out.write(_line(record, content, rater, cells).encode())
        return report


def _texts(content: Chat) -> tuple[str, str] | None:
    """Source and target; None unless there is one of each and a table can hold them."""
    if len(content.messages) != 1 or len(content.responses) != 1 or len(content.responses[0].messages) != 1:
        return None
    source, target = content.messages[0].content, content.responses[0].messages[0].content
    for text in (source, target):
        if not isinstance(text, str) or not _fits(text) or "<v>" in text or "</v>" in text:
            return None
    return source, target


def _fits(text: str) -> bool:
    """Whether a cell can hold the text."""
    return not any(mark in text for mark in "\t\r\n")


def _line(record: Record, content: Chat, rater: str, cells: tuple[str, ...]) -> str:
    doc, segment, total = (str(record.meta.get(key) or "") for key in ("doc", "docSegId", "globalSegId"))
    system = content.responses[0].model or "system"
    source, target, category, severity, metadata = cells
    row = [system, doc or record.name, segment, total, rater, source, target, category, severity, metadata]
    return "\t".join(cell if _fits(cell) else " ".join(cell.split()) for cell in row) + "\n"


def _rows(
    document: Document, texts: tuple[str, str], item: str, losses: Losses
) -> Iterator[tuple[str, str, str, str, str]]:
    """Source, target, category, severity and metadata of each error; one row where there is none."""
    bundles: dict[str, list[AnnotatedObject]] = {}
    for one in document.objects:
        bundles.setdefault(f"g{one.group}" if one.group is not None else f"o{one.id}", []).append(one)
    written = False
    for bundle in bundles.values():
        head = bundle[0]
        said = losses.attributes(head, item, _KNOWN)
        if not _fits(head.class_):
            losses.lose("class_name", item, name=head.class_[:80])
            continue
        marked = [_marked(text, part, bundle) for text, part in zip(texts, (SOURCE, TARGET), strict=True)]
        if None in marked:
            losses.lose("overlap", item)
            continue
        source, target = (text or "" for text in marked)
        if said.get(UNMARKED) is True:
            source, target = texts
        written = True
        yield source, target, head.class_, str(said.get("severity", "")), str(said.get("metadata", ""))
    if not written and not bundles:
        yield texts[0], texts[1], NO_ERROR, "no-error", ""


def _marked(text: str, part: str, bundle: list[AnnotatedObject]) -> str | None:
    """The text with marks round the spans of this part; None where they overlap or leave it."""
    spans = sorted((s.start, s.end) for one in bundle if isinstance(s := one.shape, Span) and s.part == part)
    made, at = "", 0
    for start, end in spans:
        if start < at or end > len(text):
            return None
        made += f"{text[at:start]}<v>{text[start:end]}</v>"
        at = end
    return made + text[at:]
