"""What a format cannot hold: named and refused, or left out and counted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace

from beanfield.annotation.document import AnnotatedObject, Document, Polygon
from beanfield.formats.base import Holds, WriteOptions, WriteReport
from beanfield.formats.faults import FormatError
from beanfield.formats.record import Record
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.platform.messages import text


def lost(what: str, locale: str) -> str:
    """A key of `WriteReport.dropped` in the reader's language."""
    key, _, name = what.partition(":")
    return text(f"format_lost_{key}", locale, name=name)


class Losses:
    """The losses of one writing. A loss is an error that names it, or with `drop` a number in the report."""

    def __init__(self, format_: str, holds: Holds, options: WriteOptions, report: WriteReport) -> None:
        self._format = format_
        self._holds = holds
        self._options = options
        self._report = report
        self._facts = SchemaFacts.of(options.schema)

    def lose(self, what: str, item: str, **params: Any) -> None:
        """Something of `item` is left out. Raises `FormatError` unless dropping."""
        if not self._options.drop:
            raise FormatError(f"format_loss_{what}", format=self._format, item=item[:200], **params)
        self._report.drop(":".join([what, *map(str, params.values())]))

    def keeps(self, record: Record) -> bool:
        """Whether the format takes the item's kind of data at all; what it lacks beside is lost here."""
        kind = str(type(record.content).__struct_config__.tag)
        if kind not in self._holds.media:
            self.lose("media", record.name)
            return False
        for what, present in (
            ("answers", bool(record.answers)),
            ("prelabels", record.prelabel is not None),
            ("gold", record.gold is not None),
            ("meta", bool(record.meta)),
        ):
            if present and not getattr(self._holds, what):
                self.lose(what, record.name)
        return True

    def attributes(self, one: AnnotatedObject, item: str, known: Collection[str]) -> dict[str, Any]:
        """The object's attributes that the format has a place for; each of the others is a loss."""
        for name in one.attributes:
            if name not in known:
                self.lose("attribute", item, name=name)
        return {name: value for name, value in one.attributes.items() if name in known}

    def fit(self, document: Document, item: str) -> Document:
        """The document without what the format cannot hold; the same one where it holds all."""
        objects = [kept for one in document.objects if (kept := self._object(one, item)) is not None]
        ids = {one.id for one in objects}
        relations = [r for r in document.relations if r.from_ in ids and r.to in ids]
        if relations and not self._holds.relations:
            self.lose("relations", item)
            relations = []
        answers = {name: value for name, value in document.answers.items() if self._takes_field(name, item)}
        return Document(objects, relations, answers)

    def _object(self, one: AnnotatedObject, item: str) -> AnnotatedObject | None:
        holds = self._holds
        shape = str(type(one.shape).__struct_config__.tag)
        if shape not in holds.shapes:
            self.lose("shape", item, name=shape)
            return None
        if one.attributes and not holds.attributes:
            self.lose("attributes", item)
            one = replace(one, attributes={})
        if one.score is not None and not holds.scores:
            self.lose("scores", item)
            one = replace(one, score=None)
        if (one.track is not None or one.frame is not None) and not holds.tracks:
            self.lose("tracks", item)
            one = replace(one, track=None, frame=None)
        if one.group is not None and not holds.groups:
            self.lose("groups", item)
            one = replace(one, group=None)
        if isinstance(one.shape, Polygon) and one.shape.holes and not holds.holes:
            self.lose("holes", item)
        return one

    def _takes_field(self, name: str, item: str) -> bool:
        kind = self._facts.fields.get(name)
        wanted = self._facts.about.get(name, "item")
        if kind is None:
            takes = bool(self._holds.fields)
        else:
            takes = kind in self._holds.fields and wanted in self._holds.of
        if not takes:
            self.lose("field", item, name=name)
        return takes
