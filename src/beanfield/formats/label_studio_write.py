"""Writes Label Studio's JSON: tasks with annotations, and predictions for pre-labels.

Controls are named as fields and attributes are; regions come from the control of their
shape (`box_label`): the names that a config has which was made of the same schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.annotation.registry import tag_of
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.faults import ShapeError
from beanfield.formats.label_studio import HOLDS, PAIR_KEYS
from beanfield.formats.losses import Losses
from beanfield.formats.ls_shapes import region_of
from beanfield.formats.pseudonyms import Pseudonyms
from beanfield.formats.record import Answer, Chat, Content, Message, Picture, Record, Text
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sinks import Sink

_encode = msgspec.json.Encoder().encode
_TARGETS = {"image": "image", "text": "text", "chat": "chat", "audio": "audio"}


class LabelStudioWriter(Writer):
    """One file `tasks.json`, a task a line. Its own region types hold no holes, skeletons or rubrics."""

    name: ClassVar[str] = "label_studio"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "tasks.json"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write every answer of each record, or where there are none the one that stands."""
        report = WriteReport()
        tasks = _Tasks(options, report)
        with sink.file("tasks.json") as out:
            out.write(b"[")
            for record in records:
                task = tasks.task(record)
                if task is not None:
                    out.write((b",\n" if report.items > 1 else b"\n") + _encode(task))
            out.write(b"\n]\n")
        return report


class _Tasks:
    """Makes tasks of records."""

    def __init__(self, options: WriteOptions, report: WriteReport) -> None:
        self._losses = Losses("label_studio", HOLDS, options, report)
        self._report = report
        self._prefix = options.media_prefix
        self._people = Pseudonyms(options.people, options.people_key)
        self._facts = SchemaFacts.of(options.schema)

    def task(self, record: Record) -> dict[str, Any] | None:
        """One task; None when Label Studio does not know this kind of data."""
        if not self._losses.keeps(record):
            return None
        self._report.items += 1
        answers = list(record.answers)
        if not answers and record.document is not None and record.document is not record.gold:
            answers = [Answer(record.document)]
        annotations = [self._annotation(answer, record) for answer in answers]
        if record.gold is not None:
            annotations.append(self._annotation(Answer(record.gold), record) | {"ground_truth": True})
        task: dict[str, Any] = {
            "id": self._report.items,
            "data": self._data(record),
            "meta": {"name": record.name},
            "annotations": annotations,
        }
        if record.prelabel is not None:
            task["predictions"] = [{"result": self._results(record.prelabel, record)}]
        return task

    def _data(self, record: Record) -> dict[str, Any]:
        content = record.content
        if isinstance(content, Text):
            return {"text": content.text} | record.meta
        if not isinstance(content, Chat):
            key = "image" if isinstance(content, Picture) else "audio"
            return {key: self._prefix + record.name} | record.meta
        data: dict[str, Any] = {"chat": [_turn(message) for message in content.messages]}
        if content.responses:
            said = [
                (one.id, "\n".join(_turn(m)["content"] for m in one.messages)) for one in content.responses
            ]
            data["responses"] = [{"id": id_, "title": id_, "body": body} for id_, body in said]
            data |= {key: body for key, (_, body) in zip(PAIR_KEYS, said, strict=False)}
        return data | record.meta

    def _annotation(self, answer: Answer, record: Record) -> dict[str, Any]:
        self._report.answers += 1
        made: dict[str, Any] = {"result": self._results(answer.document, record)}
        if answer.reviews:
            self._losses.lose("reviews", record.name)
        if answer.schema_version is not None or answer.guide_version is not None:
            self._losses.lose("versions", record.name)
        if answer.id is not None:
            made["id"] = answer.id
        if person := self._people.of(answer.person):
            made["completed_by"] = person
        if answer.active_seconds is not None:
            made["lead_time"] = answer.active_seconds
        if answer.submitted_at is not None:
            made["created_at"] = answer.submitted_at
        return made

    def _results(self, document: Document, record: Record) -> list[dict[str, Any]]:
        document = self._losses.fit(document, record.name)
        results: list[dict[str, Any]] = []
        written: set[str] = set()
        for one in document.objects:
            region = self._region(one, record)
            if region:
                self._report.objects += 1
                written.add(one.id)
                results.extend(region)
        results.extend(
            {
                "type": "relation",
                "from_id": relation.from_,
                "to_id": relation.to,
                "direction": "right",
                "labels": [relation.class_],
            }
            for relation in document.relations
            if relation.from_ in written and relation.to in written
        )
        for name, value in document.answers.items():
            results.extend(self._answer(name, value, record, self._facts.fields.get(name)))
        return results

    def _region(self, one: AnnotatedObject, record: Record) -> list[dict[str, Any]]:
        """The region and the answers about it; nothing when it cannot be said."""
        try:
            kind, value = region_of(one.shape, record.content)
        except ShapeError as bad:
            self._losses.lose("outside" if bad.key == "format_outside_picture" else "no_size", record.name)
            return []
        type_ = f"{kind}labels"
        result: dict[str, Any] = {
            "id": one.id,
            "type": type_,
            "from_name": f"{tag_of(type(one.shape))}_label",
            "to_name": _target(record.content),
            "value": {**value, type_: [one.class_]},
        }
        if isinstance(record.content, Picture):
            result["original_width"] = record.content.width
            result["original_height"] = record.content.height
            result["image_rotation"] = 0
        if one.score is not None:
            result["score"] = one.score
        made = [result]
        for name, answer in one.attributes.items():
            kind_of = self._facts.attributes.get((one.class_, name))
            made.extend({**row, "id": one.id} for row in self._answer(name, answer, record, kind_of))
        return made

    def _answer(self, name: str, value: Any, record: Record, kind: str | None) -> Iterator[dict[str, Any]]:
        said = self._said(value, kind, record)
        if said is not None:
            type_, inner = said
            yield {"type": type_, "from_name": name, "to_name": _target(record.content), "value": inner}

    def _said(self, value: Any, kind: str | None, record: Record) -> tuple[str, dict[str, Any]] | None:
        """The type and value of an answer, by the field's type or else by what the value looks like."""
        if isinstance(value, bool):
            return "choices", {"choices": ["true" if value else "false"]}
        if isinstance(value, int | float):
            type_ = "rating" if kind == "rating" else "number"
            return type_, {type_: value}
        if isinstance(value, str):
            return ("choices", {"choices": [value]}) if kind == "choice" else ("textarea", {"text": [value]})
        if isinstance(value, list):
            return self._listed(value, kind, record)
        return self._preference(value, record)

    def _listed(
        self, value: list[Any], kind: str | None, record: Record
    ) -> tuple[str, dict[str, Any]] | None:
        if kind == "tree":
            return "taxonomy", {"taxonomy": [value]}
        if kind != "ranking":
            return "choices", {"choices": value}
        if any(isinstance(one, list) for one in value):
            self._losses.lose("tie", record.name)
            return None
        return "ranker", {"ranker": value}

    def _preference(self, value: Any, record: Record) -> tuple[str, dict[str, Any]] | None:
        if not isinstance(value, dict) or "better" not in value:
            self._losses.lose("field", record.name, name="?")
            return None
        ids = ["a", "b"]
        if isinstance(record.content, Chat) and len(record.content.responses) >= 2:
            ids = [response.id for response in record.content.responses]
        if value["better"] not in ids[:2]:
            self._losses.lose("tie", record.name)
            return None
        if value.get("strength", 1) != 1:
            self._losses.lose("strength", record.name)
        return "pairwise", {"selected": "left" if value["better"] == ids[0] else "right"}


def _target(content: Content) -> str:
    return _TARGETS[str(type(content).__struct_config__.tag)]


def _turn(message: Message) -> dict[str, Any]:
    content = message.content
    return {
        "role": message.role,
        "content": content if isinstance(content, str) else _encode(content).decode(),
    }
