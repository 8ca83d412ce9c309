"""Writes Pascal VOC: an XML file a picture, corner pixels counted from 1, both of them inside the box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import radians
from typing import Any, ClassVar
from xml.sax.saxutils import escape

from beanfield.annotation.document import AnnotatedObject, Box, Document, RotatedBox
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.file_names import FileNames
from beanfield.formats.losses import Losses
from beanfield.formats.record import Picture, Record
from beanfield.formats.sinks import Sink
from beanfield.formats.voc import FLAGS, HOLDS
from beanfield.formats.xml_text import plain, shown_number


class VocWriter(Writer):
    """Boxes, turned boxes as `robndbox`; a group of boxes is an object with its parts."""

    name: ClassVar[str] = "voc"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write `Annotations/name.xml` for each picture."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        files = FileNames(losses)
        for record in records:
            stem = files.of(record.name) if losses.keeps(record) else None
            if stem is None:
                continue
            report.items += 1
            rows = list(_objects(record, losses)) if record.document is not None else []
            report.objects += sum(row.count("<bndbox>") + row.count("<robndbox>") for row in rows)
            with sink.file(f"Annotations/{stem}.xml") as out:
                out.write(f"<annotation>\n{_head(record)}{''.join(rows)}</annotation>\n".encode())
        return report


def _head(record: Record) -> str:
    content = record.content
    width, height = (content.width, content.height) if isinstance(content, Picture) else (0, 0)
    size = f"<width>{width or 0}</width><height>{height or 0}</height><depth>3</depth>"
    return f"  <filename>{escape(plain(record.name))}</filename>\n  <size>{size}</size>\n"


def _objects(record: Record, losses: Losses) -> Iterator[str]:
    document = losses.fit(record.document or Document(), record.name)
    placed = [one for one in document.objects if _can_be_said(one, record.name, losses)]
    groups: dict[str, list[AnnotatedObject]] = {}
    for one in placed:
        groups.setdefault(f"g{one.group}" if one.group is not None else f"o{one.id}", []).append(one)
    for bundle in groups.values():
        parts = bundle[1:]
        if any(part.attributes or not isinstance(part.shape, Box) for part in parts):
            losses.lose("groups", record.name)
            yield from (_object(one, record.name, losses, []) for one in bundle)
        else:
            yield _object(bundle[0], record.name, losses, parts)


def _can_be_said(one: AnnotatedObject, item: str, losses: Losses) -> bool:
    """A corner left of the first pixel would say that the file counts from 0."""
    if isinstance(one.shape, Box) and (one.shape.x < 0 or one.shape.y < 0):
        losses.lose("outside", item)
        return False
    if one.class_ != plain(one.class_).strip():
        losses.lose("class_name", item, name=one.class_[:80])
        return False
    return True


def _object(one: AnnotatedObject, item: str, losses: Losses, parts: list[AnnotatedObject]) -> str:
    flags = [name for name in FLAGS if isinstance(one.attributes.get(name), bool)]
    pose = one.attributes.get("pose")
    says_pose = isinstance(pose, str) and bool(pose) and pose == plain(pose).strip()
    attributes = losses.attributes(one, item, {*flags, *(["pose"] if says_pose else [])})
    rows = [f"    <name>{escape(one.class_)}</name>\n"]
    rows += [f"    <{name}>{_flag(attributes[name])}</{name}>\n" for name in FLAGS if name in attributes]
    if says_pose:
        rows.append(f"    <pose>{escape(str(pose))}</pose>\n")
    rows.append(f"    {_place(one)}\n")
    rows += [f"    <part><name>{escape(part.class_)}</name>{_place(part)}</part>\n" for part in parts]
    return f"  <object>\n{''.join(rows)}  </object>\n"


def _flag(value: Any) -> str:
    return "1" if value else "0"


def _place(one: AnnotatedObject) -> str:
    shape = one.shape
    if isinstance(shape, RotatedBox):
        turned = {"cx": shape.cx, "cy": shape.cy, "w": shape.w, "h": shape.h, "angle": radians(shape.angle)}
        return f"<robndbox>{_numbers(turned)}</robndbox>"
    if isinstance(shape, Box):
        corners = {"xmin": shape.x + 1, "ymin": shape.y + 1}
        corners |= {"xmax": shape.x + shape.w, "ymax": shape.y + shape.h}
        return f"<bndbox>{_numbers(corners)}</bndbox>"
    raise TypeError(type(shape).__name__)


def _numbers(values: dict[str, float]) -> str:
    return "".join(f"<{name}>{shown_number(value)}</{name}>" for name, value in values.items())
