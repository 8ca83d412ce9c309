"""Writes W3C Web Annotation: `annotations.jsonld` with every mark, and `name.txt` with each text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import quote

import msgspec

from beanfield.annotation.document import AnnotatedObject, AnyShape, Box, Document, Polygon, Span
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.file_names import FileNames
from beanfield.formats.losses import Losses
from beanfield.formats.record import Record, Text
from beanfield.formats.sinks import Sink
from beanfield.formats.web_annotation import CONTEXT, HOLDS, LINKING, TAGGING
from beanfield.formats.xml_text import shown_number

_encode = msgspec.json.Encoder().encode


class WebAnnotationWriter(Writer):
    """One page of all annotations. An item without any is a text alone."""

    name: ClassVar[str] = "web_annotation"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write marks as they come; the addresses of texts are beside the page."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        files = FileNames(losses)
        number = 0
        with sink.file("annotations.jsonld") as page:
            page.write(b'{"@context": ' + _encode(CONTEXT) + b', "type": "AnnotationPage", "items": [')
            for record in records:
                name = self._place(record, files, sink, options) if losses.keeps(record) else None
                if name is None:
                    continue
                report.items += 1
                if record.document is None:
                    continue
                document = losses.fit(record.document, record.name)
                for row in _marks(record, name, document, losses, number):
                    page.write((b",\n" if number else b"\n") + _encode(row))
                    number += 1
                    report.objects += row["motivation"] == TAGGING
            page.write(b"\n]}\n")
        return report

    def _place(self, record: Record, files: FileNames, sink: Sink, options: WriteOptions) -> str | None:
        """The item's address; a text is written there."""
        if not isinstance(record.content, Text):
            return options.media_prefix + record.name
        stem = files.of(record.name, endings=False)
        if stem is None:
            return None
        with sink.file(f"{stem}.txt") as out:
            out.write(record.content.text.encode())
        return f"{stem}.txt"


def _marks(
    record: Record, name: str, document: Document, losses: Losses, number: int
) -> Iterator[dict[str, Any]]:
    ids: dict[str, str] = {}
    for one in document.objects:
        selector = _selector(one.shape, record)
        if selector is None:
            losses.lose("outside_text" if isinstance(one.shape, Span) else "holes", record.name)
            continue
        ids[one.id] = f"#{number + len(ids) + 1}"
        target = {"source": quote(name), "selector": selector}
        yield _annotation(ids[one.id], TAGGING, [_tag(one)], target)
    count = len(ids)
    for relation in document.relations:
        if relation.attributes:
            losses.lose("attributes", record.name)
        if relation.from_ in ids and relation.to in ids:
            count += 1
            body = {"type": "TextualBody", "purpose": TAGGING, "value": relation.class_}
            ends: list[Any] = [body, {"id": ids[relation.to]}]
            yield _annotation(f"#{number + count}", LINKING, ends, ids[relation.from_])


def _annotation(id_: str, motivation: str, body: list[Any], target: Any) -> dict[str, Any]:
    return {"id": id_, "type": "Annotation", "motivation": motivation, "body": body, "target": target}


def _tag(one: AnnotatedObject) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": TAGGING, "value": one.class_}


def _selector(shape: AnyShape, record: Record) -> list[dict[str, Any]] | dict[str, Any] | None:
    if isinstance(shape, Span) and isinstance(record.content, Text):
        text = record.content.text
        if shape.part is not None or not 0 <= shape.start < shape.end <= len(text):
            return None
        quoted = {"type": "TextQuoteSelector", "exact": text[shape.start : shape.end]}
        return [{"type": "TextPositionSelector", "start": shape.start, "end": shape.end}, quoted]
    if isinstance(shape, Box):
        said = ",".join(shown_number(value) for value in (shape.x, shape.y, shape.w, shape.h))
        return {
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": f"xywh=pixel:{said}",
        }
    if isinstance(shape, Polygon):
        pairs = zip(shape.points[::2], shape.points[1::2], strict=True)
        points = " ".join(f"{shown_number(x)},{shown_number(y)}" for x, y in pairs)
        value = f'<svg xmlns="http://www.w3.org/2000/svg"><polygon points="{points}"/></svg>'
        return {"type": "SvgSelector", "value": value}
    return None
