"""Writes doccano's JSONL in the form that its projects take: spans, spans with relations, or labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.doccano import FIELD, HOLDS, OWN
from beanfield.formats.losses import Losses
from beanfield.formats.record import Record, Text
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sinks import Sink
from beanfield.formats.spans import spans_of

_encode = msgspec.json.Encoder().encode


class DoccanoWriter(Writer):
    """One file `items.jsonl`. A line has one list of labels, so of several fields all but one are losses."""

    name: ClassVar[str] = "doccano"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "items.jsonl"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write a line an item; ids of spans count through the file, as doccano's own do."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        facts = SchemaFacts.of(options.schema)
        related = bool((options.schema or {}).get("relations"))
        field = next((name for name, kind in facts.fields.items() if kind in self.holds.fields), None)
        with sink.file("items.jsonl") as out:
            for record in records:
                if losses.keeps(record) and isinstance(record.content, Text):
                    report.items += 1
                    row = {"id": record.name, "text": record.content.text}
                    row |= _labels(record, (field, related, bool(facts.shapes)), losses, report)
                    meta = {key: value for key, value in record.meta.items() if key not in OWN}
                    if comments := record.meta.get("comments"):
                        meta["Comments"] = comments
                    out.write(_encode(row | meta) + b"\n")
        return report


def _labels(
    record: Record, form: tuple[str | None, bool, bool], losses: Losses, report: WriteReport
) -> dict[str, Any]:
    """The keys that hold the answer; none where there is no answer."""
    if record.document is None:
        return {}
    field, related, drawn = form
    document = losses.fit(record.document, record.name)
    labels = _names(document, field, record.name, losses)
    text = record.content.text if isinstance(record.content, Text) else ""
    numbers: dict[str, int] = {}
    rows: list[dict[str, Any]] = []
    for one, span in spans_of(document.objects):
        if span.part is not None or span.end > len(text):
            losses.lose("outside_text", record.name)
            continue
        report.objects += 1
        numbers[one.id] = report.objects
        place = {"start_offset": span.start, "end_offset": span.end}
        rows.append({"id": report.objects, "label": one.class_} | place)
    triples = [[row["start_offset"], row["end_offset"], row["label"]] for row in rows]
    if related or document.relations:
        relations = [
            {"id": place + 1, "from_id": numbers[r.from_], "to_id": numbers[r.to], "type": r.class_}
            for place, r in enumerate(document.relations)
            if r.from_ in numbers and r.to in numbers
        ]
        return {"entities": rows, "relations": relations} | ({"cats": labels} if labels else {})
    if labels and (triples or drawn):
        return {"entities": triples, "cats": labels}
    return {"label": labels or triples}


def _names(document: Document, field: str | None, item: str, losses: Losses) -> list[str]:
    """The answers to the one field; others are losses, and relations cannot have attributes."""
    if any(relation.attributes for relation in document.relations):
        losses.lose("attributes", item)
    wanted = field or (FIELD if FIELD in document.answers else next(iter(document.answers), None))
    made: list[str] = []
    for name, value in document.answers.items():
        listed = value if isinstance(value, list) else [value]
        if name != wanted or not all(isinstance(one, str) for one in listed):
            losses.lose("field", item, name=name)
        else:
            made = listed
    return made
