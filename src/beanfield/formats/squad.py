"""SQuAD (and CMRC, DRCD): a passage, questions, answers by their text and where it begins, in code points.

A question is one item: the passage is its text, the question its meta. Spans have the class `answer`. Several
answers to a question are several people's: each is an annotation of its own, and the first one stands. An
answer that begins at -1 does not stand in the passage (CMRC has such): it is the text of the field
`free_answer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.json_stream import JsonFile
from beanfield.formats.jsons import decoded, json_fault
from beanfield.formats.losses import Losses
from beanfield.formats.member import Member
from beanfield.formats.record import Answer, Record, Text
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.spans import checked_span, spans_of

HOLDS = Holds(
    media=frozenset({"text"}),
    shapes=frozenset({"span"}),
    fields=frozenset({"boolean", "text"}),
    answers=True,
    meta=True,
)
CLASS, IMPOSSIBLE, FREE = "answer", "is_impossible", "free_answer"
_KEYS = (b'"paragraphs"', b'"qas"', b'"context"', b'"answer_start"')
_encode = msgspec.json.Encoder().encode


class SquadAnswer(Struct):
    """An answer."""

    text: str
    answer_start: int


class Qa(Struct):
    """A question with its answers."""

    id: str | int
    question: str
    answers: list[SquadAnswer] = []
    is_impossible: bool | None = None


class Paragraph(Struct):
    """A passage with its questions."""

    context: str
    qas: list[Qa] = []
    id: str | int | None = None


class Article(Struct):
    """Passages of one title."""

    paragraphs: list[Paragraph]
    title: str | None = None


_article = msgspec.json.Decoder(Article).decode


class Squad(Reader):
    """Reads every file with `data` and paragraphs."""

    name: ClassVar[str] = "squad"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 90 if any(_is_squad(member) for member in source.members(".json")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a question, named by its id."""
        del options  # nothing is left open
        every = list(source.members(".json"))
        members = [member for member in every if _is_squad(member)] or every
        if not members:
            raise FormatError("format_no_json")
        sketch.declare_class(CLASS, "span")
        sketch.declare_field(FREE, "text")
        for member in members:
            with JsonFile(source, member) as file:
                yield from _articles(file)


def _is_squad(member: Member) -> bool:
    head = member.head(1 << 16)
    return sum(key in head for key in _KEYS) >= 2


def _articles(file: JsonFile) -> Iterator[Record | FaultRow]:
    found = False
    for element in file.elements():
        if element.key != "data" or element.place < 0:
            continue
        found = True
        line, path = file.line_of(element.start), f"data[{element.place}]"
        try:
            article = decoded(_article, file.bytes_of(element.start, element.end))
        except msgspec.MsgspecError as error:
            yield json_fault(error, file.name, line, path)
            continue
        for number, paragraph in enumerate(article.paragraphs):
            for place, qa in enumerate(paragraph.qas):
                try:
                    record = _item(article, paragraph, qa)
                except ShapeError as bad:
                    where = f"{path}.paragraphs[{number}].qas[{place}].{bad.path}"
                    yield FaultRow(bad.key, bad.params, file.name, line, where)
                    continue
                record.file, record.line = file.name, line
                yield record
    if not found:
        raise FormatError("format_missing_list", file=file.name, line=1, name="data")


def _item(article: Article, paragraph: Paragraph, qa: Qa) -> Record:
    meta: dict[str, Any] = {"question": qa.question}
    meta |= {} if article.title is None else {"title": article.title}
    meta |= {} if paragraph.id is None else {"paragraph": paragraph.id}
    documents = [_document(one, place, paragraph.context) for place, one in enumerate(qa.answers)]
    if qa.is_impossible:
        documents = [Document(answers={IMPOSSIBLE: True})]
    answers = [Answer(document) for document in documents] if len(documents) > 1 else []
    first = documents[0] if documents else None
    return Record(str(qa.id), Text(paragraph.context), first, answers=answers, meta=meta)


def _document(answer: SquadAnswer, place: int, context: str) -> Document:
    where = f"answers[{place}]"
    if answer.answer_start == -1:
        return Document(answers={FREE: answer.text})
    try:
        span = checked_span(answer.answer_start, answer.answer_start + len(answer.text), len(context))
    except ShapeError as bad:
        raise bad.below(where) from bad
    if (found := context[span.start : span.end]) != answer.text:
        raise ShapeError("format_span_mismatch", where, found=found[:80])
    return Document([AnnotatedObject("o1", CLASS, span)])


class SquadWriter(Writer):
    """One file `squad.json`; questions that follow one another on one passage stand together."""

    name: ClassVar[str] = "squad"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "squad.json"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write every annotation's answer, or where there are none the one that stands."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        held: tuple[Any, dict[str, Any]] | None = None
        first = True
        with sink.file("squad.json") as out:
            out.write(b'{"version":"beanfield","data":[')
            for record in records:
                if not losses.keeps(record) or not isinstance(record.content, Text):
                    continue
                report.items += 1
                passage = (record.content.text, record.meta.get("title"), record.meta.get("paragraph"))
                if held is None or held[0] != passage:
                    if held is not None:
                        out.write((b"\n" if first else b",\n") + _encode(held[1]))
                        first = False
                    held = passage, _article_of(*passage)
                held[1]["paragraphs"][0]["qas"].append(_question(record, losses, report))
            if held is not None:
                out.write((b"\n" if first else b",\n") + _encode(held[1]))
            out.write(b"\n]}\n")
        return report


def _article_of(context: str, title: Any, paragraph: Any) -> dict[str, Any]:
    passage: dict[str, Any] = {"context": context, "qas": []}
    if isinstance(paragraph, str | int):
        passage["id"] = paragraph
    article: dict[str, Any] = {"paragraphs": [passage]}
    return article | ({"title": title} if isinstance(title, str) else {})


def _question(record: Record, losses: Losses, report: WriteReport) -> dict[str, Any]:
    text = record.content.text if isinstance(record.content, Text) else ""
    if record.meta.keys() - {"question", "title", "paragraph"}:
        losses.lose("meta", record.name)
    documents = [answer.document for answer in record.answers]
    if not documents and record.document is not None:
        documents = [record.document]
    rows: list[dict[str, Any]] = []
    impossible = False
    for document in documents:
        kept = losses.fit(document, record.name)
        impossible = impossible or kept.answers.pop(IMPOSSIBLE, None) is True
        free = kept.answers.pop(FREE, None)
        if isinstance(free, str):
            rows.append({"text": free, "answer_start": -1})
        for name in kept.answers:
            losses.lose("field", record.name, name=name)
        spans = list(spans_of(kept.objects))
        if len(spans) > 1:
            losses.lose("several_spans", record.name)
        for one, span in spans[:1]:
            if one.class_ != CLASS:
                losses.lose("class_name", record.name, name=one.class_[:80])
            if span.part is not None or span.end > len(text):
                losses.lose("outside_text", record.name)
                continue
            report.objects += 1
            rows.append({"text": text[span.start : span.end], "answer_start": span.start})
    row: dict[str, Any] = {"id": record.name, "question": str(record.meta.get("question", ""))}
    return row | {"answers": rows} | ({"is_impossible": True} if impossible else {})
