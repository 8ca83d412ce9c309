"""Writes CVAT images 1.1: images as they come, kept aside until the labels of <meta> are known."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from shutil import copyfileobj
from typing import Any, ClassVar
from xml.sax.saxutils import escape, quoteattr

from beanfield.annotation.document import AnnotatedObject, Point, Skeleton
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.cvat import HOLDS, TAG_VALUE
from beanfield.formats.cvat_labels import SeenLabels
from beanfield.formats.cvat_shapes import element_of
from beanfield.formats.losses import Losses
from beanfield.formats.record import Picture, Record
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sinks import Sink
from beanfield.formats.xml_text import plain, shown_number


class CvatWriter(Writer):
    """One file `annotations.xml`."""

    name: ClassVar[str] = "cvat"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "annotations.xml"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write what stands of each record."""
        report = WriteReport()
        images = _Images(Losses(self.name, self.holds, options, report), options, report)
        with sink.file("annotations.xml") as out, tempfile.SpooledTemporaryFile(16 << 20) as later:
            for record in records:
                if (text := images.image(record)) is not None:
                    later.write(text.encode())
            out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n')
            out.write(images.meta().encode())
            later.seek(0)
            copyfileobj(later, out, 1 << 20)
            out.write(b"</annotations>\n")
        return report


class _Images:
    """The images of one file, and what labels they showed."""

    def __init__(self, losses: Losses, options: WriteOptions, report: WriteReport) -> None:
        self._losses = losses
        self._report = report
        self._prefix = options.media_prefix
        self._facts = SchemaFacts.of(options.schema)
        self._drawn, self._tags = SeenLabels(), SeenLabels()
        for name in self._facts.shapes:
            self._drawn.see(name)

    def image(self, record: Record) -> str | None:
        """The <image> of a record; None when it is no picture."""
        content = record.content
        if not self._losses.keeps(record) or not isinstance(content, Picture):
            return None
        name = self._prefix + record.name
        if name != _exact(name):
            self._losses.lose("file_name", record.name)
            return None
        head = {"id": str(self._report.items), "name": name}
        if content.width and content.height:
            head |= {"width": str(content.width), "height": str(content.height)}
        self._report.items += 1
        rows: list[str] = []
        if record.document is not None:
            document = self._losses.fit(record.document, record.name)
            rows += [row for one in document.objects if (row := self._object(one, record.name))]
            rows += [
                row
                for name, value in document.answers.items()
                if (row := self._tag(name, value, record.name))
            ]
        return f"  <image{_attributes(head)}>\n{''.join(rows)}  </image>\n"

    def _object(self, one: AnnotatedObject, item: str) -> str | None:
        if one.class_ != _exact(one.class_):
            self._losses.lose("class_name", item, name=one.class_[:80])
            return None
        keypoints: list[str] = []
        if isinstance(one.shape, Skeleton):
            count = len(one.shape.points) // 3
            keypoints = self._facts.keypoints.get(one.class_) or [f"p{n + 1}" for n in range(count)]
            if len(keypoints) != count:
                self._losses.lose("keypoints", item)
                return None
            self._drawn.keypoints.setdefault(one.class_, keypoints)
        self._report.objects += 1
        tag, place, points = element_of(one.shape, keypoints)
        head = {"label": one.class_, "occluded": "0", "source": "manual"} | place
        attributes = dict(one.attributes)
        if attributes.get("occluded") is True:
            head["occluded"] = str(int(attributes.pop("occluded")))
        z = attributes.get("z_order")
        head["z_order"] = str(attributes.pop("z_order")) if type(z) is int and z else "0"
        if one.group is not None and not (isinstance(one.shape, Point) and one.group == one.id):
            head["group_id"] = plain(one.group)
        inner = [f"      <points{_attributes(point)}></points>\n" for point in points]
        kept = {name: value for name, value in attributes.items() if self._says(name, value, item)}
        self._drawn.see(one.class_, {name: _kind(value) for name, value in kept.items()})
        inner += [_attribute(name, value) for name, value in kept.items()]
        return f"    <{tag}{_attributes(head)}>\n{''.join(inner)}    </{tag}>\n"

    def _says(self, name: str, value: Any, item: str) -> bool:
        good = isinstance(value, bool | int | float | str) and name == _exact(name)
        if not good or (isinstance(value, str) and value != plain(value)):
            self._losses.lose("attribute", item, name=name[:80])
            return False
        return True

    def _tag(self, name: str, value: Any, item: str) -> str | None:
        if not self._says(name, value, item):
            return None
        self._tags.see(name, {TAG_VALUE: _kind(value)})
        head = _attributes({"label": name, "source": "manual"})
        return f"    <tag{head}>\n{_attribute(TAG_VALUE, value)}    </tag>\n"

    def meta(self) -> str:
        """The labels."""
        rows = []
        for seen, type_ in ((self._drawn, "any"), (self._tags, "tag")):
            for label, kinds in seen.kinds().items():
                points = seen.keypoints.get(label)
                kind = "skeleton" if points else type_
                inner = "".join(
                    f"<attribute><name>{escape(name)}</name><mutable>False</mutable><input_type>{of}</input_type>"
                    "<default_value></default_value><values></values></attribute>"
                    for name, of in kinds.items()
                )
                rows.append(
                    f"        <label><name>{escape(label)}</name><type>{kind}</type>"
                    f"<attributes>{inner}</attributes></label>\n"
                )
                rows += [
                    f"        <label><name>{escape(point)}</name><type>points</type><attributes></attributes>"
                    f"<parent>{escape(label)}</parent></label>\n"
                    for point in points or []
                ]
        labels = f"      <labels>\n{''.join(rows)}      </labels>\n"
        size = f"      <size>{self._report.items}</size>\n"
        return f"  <meta>\n    <task>\n{size}{labels}    </task>\n  </meta>\n"


def _exact(text: str) -> str:
    """The text as it would come back: XML changes control characters and blanks at either end."""
    return " ".join(plain(text).split("\n")).replace("\t", " ").strip()


def _attributes(values: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())


def _attribute(name: str, value: Any) -> str:
    said = ("true" if value else "false") if isinstance(value, bool) else value
    text = shown_number(said) if isinstance(said, int | float) else said
    return f"      <attribute name={quoteattr(name)}>{escape(text)}</attribute>\n"


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "checkbox"
    return "number" if isinstance(value, int | float) else "text"
