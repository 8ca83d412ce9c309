"""COCO panoptic: a PNG an image whose pixels are numbers of segments (R + 256 G + 65536 B), and a JSON
beside.

The pictures of segments lie where the JSON's `file_name` says, or in a folder called as the JSON file is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from shutil import copyfileobj
from typing import ClassVar

import msgspec
from msgspec import Struct

from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.coco_model import CocoCategory, CocoImage, Id
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.file_names import FileNames
from beanfield.formats.json_stream import JsonFile
from beanfield.formats.jsons import decoded, json_fault
from beanfield.formats.label_png import Canvas, masks_in, numbers_in
from beanfield.formats.losses import Losses
from beanfield.formats.mask_scene import masks_of, painted, size_for_masks
from beanfield.formats.member import Member
from beanfield.formats.record import Picture, Record
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

HOLDS = Holds(media=frozenset({"image"}), shapes=frozenset({"mask"}), attributes=True)
_encode = msgspec.json.Encoder().encode


class Segment(Struct):
    """One segment of an image."""

    id: int
    category_id: Id
    iscrowd: int | bool = 0


class Panorama(Struct):
    """All segments of an image."""

    image_id: Id
    file_name: str
    segments_info: list[Segment]


_image = msgspec.json.Decoder(CocoImage).decode
_category = msgspec.json.Decoder(CocoCategory).decode
_panorama = msgspec.json.Decoder(Panorama).decode


class CocoPanoptic(Reader):
    """Reads every panoptic file of the source."""

    name: ClassVar[str] = "coco_panoptic"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 95 if any(_is_panoptic(member) for member in source.members(".json")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item an annotation, in the order of the file. A faulty one is a fault as a whole."""
        del options  # nothing is left open
        every = list(source.members(".json"))
        members = [member for member in every if _is_panoptic(member)] or every
        if not members:
            raise FormatError("format_no_json")
        for member in members:
            with JsonFile(source, member) as file:
                yield from _rows(source, member, file, sketch)


def _rows(source: Source, member: Member, file: JsonFile, sketch: Sketch) -> Iterator[Record | FaultRow]:
    images: dict[Id, CocoImage] = {}
    categories: dict[Id, str] = {}
    places: list[tuple[int, int, int]] = []
    for element in file.elements():
        if element.place < 0:
            continue
        try:
            if element.key == "images":
                image = decoded(_image, file.bytes_of(element.start, element.end))
                images[image.id] = image
            elif element.key == "categories":
                category = decoded(_category, file.bytes_of(element.start, element.end))
                categories[category.id] = category.name
                sketch.declare_class(category.name, "mask")
            elif element.key == "annotations":
                places.append((element.place, element.start, element.end))
        except msgspec.MsgspecError as error:
            yield json_fault(error, file.name, file.line_of(element.start), f"{element.key}[{element.place}]")
    for place, start, end in places:
        line, path = file.line_of(start), f"annotations[{place}]"
        try:
            row = decoded(_panorama, file.bytes_of(start, end))
            image_of = images.get(row.image_id)
            if image_of is None:
                yield FaultRow("format_unknown_image", {"id": str(row.image_id)}, file.name, line, path)
                continue
            record = _item(source, member, row, image_of, categories)
        except msgspec.MsgspecError as error:
            yield json_fault(error, file.name, line, path)
        except FormatError as error:
            fault = error.fault
            yield FaultRow(fault.key, fault.params, file.name, line, path)
        else:
            record.file, record.line = file.name, line
            yield record


def _item(
    source: Source, member: Member, row: Panorama, image: CocoImage, categories: dict[Id, str]
) -> Record:
    folder = member.name.removesuffix(member.suffix)
    picture = source.member(f"{folder}/{row.file_name}") or source.find(row.file_name, member)
    if picture is None:
        raise FormatError("format_media_missing", name=row.file_name)
    numbers = numbers_in(picture)
    height, width = numbers.shape
    if (image.width or width, image.height or height) != (width, height):
        raise FormatError("format_bad_size")
    masks = {number: mask for number, mask in masks_in(numbers) if number}
    document = Document()
    for segment in row.segments_info:
        name, mask = categories.get(segment.category_id), masks.pop(segment.id, None)
        if name is None:
            raise FormatError("format_unknown_category", id=str(segment.category_id)[:80])
        if mask is None:
            raise FormatError("format_no_pixels", id=str(segment.id))
        attributes = {"iscrowd": True} if segment.iscrowd else {}
        document.objects.append(AnnotatedObject(str(segment.id), name, mask, attributes))
    if masks:
        raise FormatError("format_unknown_segment", id=str(next(iter(masks))))
    media = source.find(image.file_name, member)
    media = None if media is picture else media
    return Record(image.file_name, Picture(width, height), document, media=media)


def _is_panoptic(member: Member) -> bool:
    head = member.head(1 << 16)
    named = "panoptic" in member.name.rsplit("/", 1)[-1]
    return b'"segments_info"' in head or (named and b'"images"' in head and b'"bbox"' not in head)


class CocoPanopticWriter(Writer):
    """`panoptic.json` and `panoptic/name.png`. Segments do not overlap: that is what panoptic means."""

    name: ClassVar[str] = "coco_panoptic"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write the pictures of segments, and the JSON as they come."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        files = FileNames(losses)
        listed = [name for name, shape in SchemaFacts.of(options.schema).shapes.items() if shape == "mask"]
        classes = {name: number for number, name in enumerate(listed, 1)}
        with sink.file("panoptic.json") as out, tempfile.SpooledTemporaryFile(16 << 20) as later:
            out.write(b'{"images":[')
            for record in records:
                size = size_for_masks(record, losses) if losses.keeps(record) else None
                stem = files.of(record.name) if size is not None else None
                if size is None or stem is None:
                    continue
                report.items += 1
                comma = b"," if report.items > 1 else b""
                row = {"id": report.items, "file_name": options.media_prefix + record.name}
                out.write(comma + b"\n" + _encode(row | {"width": size[0], "height": size[1]}))
                canvas, segments = _segments(record, size, losses, classes)
                report.objects += len(segments)
                with sink.file(f"panoptic/{stem}.png") as png:
                    png.write(canvas.png(coloured=True))
                info = {"image_id": report.items, "file_name": f"{stem}.png", "segments_info": segments}
                later.write(comma + b"\n" + _encode(info))
            out.write(b'],"annotations":[')
            later.seek(0)
            copyfileobj(later, out, 1 << 20)
            named = [{"id": number, "name": name, "isthing": 1} for name, number in classes.items()]
            out.write(b'],"categories":' + _encode(named) + b"}\n")
        return report


def _segments(
    record: Record, size: tuple[int, int], losses: Losses, classes: dict[str, int]
) -> tuple[Canvas, list[dict[str, object]]]:
    canvas = Canvas(*size)
    made: list[dict[str, object]] = []
    for one, mask in masks_of(record, size, losses):
        crowd = one.attributes.get("iscrowd") is True
        losses.attributes(one, record.name, {"iscrowd"})
        if not painted({canvas: len(made) + 1}, mask, record.name, losses):
            continue
        number = classes.setdefault(one.class_, len(classes) + 1)
        area, box = mask.area(), [mask.x, mask.y, mask.w, mask.h]
        row = {"id": len(made) + 1, "category_id": number, "area": area, "bbox": box, "iscrowd": int(crowd)}
        made.append(row)
    return canvas, made
