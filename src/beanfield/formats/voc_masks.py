"""Pascal VOC's masks: `SegmentationClass` says which class a pixel has, `SegmentationObject` which thing it
is.

Both are PNG with a palette (its numbers count, not its colours); 0 is background and 255 belongs to nothing.
The classes are named by `labelmap.txt` (`name:r,g,b::`), else `class_names.txt` or `labels.txt`, else they
are VOC's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

import numpy as np
from msgspec import Struct

from beanfield.annotation.document import AnnotatedObject, Document, Mask
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.file_names import FileNames
from beanfield.formats.images import PICTURES
from beanfield.formats.label_png import Canvas, Labels, masks_in, numbers_in, voc_palette
from beanfield.formats.losses import Losses
from beanfield.formats.mask_scene import masks_of, painted, size_for_masks
from beanfield.formats.member import Member
from beanfield.formats.record import Picture, Record
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import decode

HOLDS = Holds(media=frozenset({"image"}), shapes=frozenset({"mask"}))
_VOID = 255
_MOST_BYTES = 1 << 20
#: The classes of the VOC challenge, in the order of their numbers.
_VOC = (
    "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow", "diningtable",
    "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train", "tvmonitor",
)  # fmt: skip
_ROW = re.compile(r"([^:#]+):(\d{1,3}),(\d{1,3}),(\d{1,3}):")


class _Classes(Struct):
    """Names by number, and numbers by colour where the files say colours."""

    names: dict[int, str]
    colours: dict[tuple[int, int, int], int] | None = None


class VocMasks(Reader):
    """Reads each picture of `SegmentationClass` with its fellow in `SegmentationObject`, if there is one."""

    name: ClassVar[str] = "voc_masks"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 83 if any(True for _ in _class_pictures(source)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a class picture. Without the object picture all of one class is one mask."""
        del options  # nothing is left open
        classes = _classes(source)
        for name in classes.names.values():
            sketch.declare_class(name, "mask")
        found = False
        for member in _class_pictures(source):
            found = True
            try:
                yield _item(source, member, classes)
            except FormatError as error:
                yield error.fault
        if not found:
            raise FormatError("format_no_pictures")


def _class_pictures(source: Source) -> Iterator[Member]:
    return (m for m in source.members(".png") if "/SegmentationClass/" in f"/{m.name}")


def _classes(source: Source) -> _Classes:
    for name in ("labelmap.txt", "class_names.txt", "labels.txt"):
        for member in source.members(".txt"):
            if member.name.rsplit("/", 1)[-1] == name:
                return _named(decode(member.read_all(_MOST_BYTES), member.name).splitlines())
    return _Classes(dict(enumerate(_VOC, 1)))


def _named(rows: list[str]) -> _Classes:
    """Names in the order of their rows; the background is 0, and what is to be ignored has no number."""
    found = [match for row in rows if (match := _ROW.match(row.strip()))]
    if found:
        names = {number: match[1].strip() for number, match in enumerate(found) if number}
        colours = {(int(m[2]), int(m[3]), int(m[4])): number for number, m in enumerate(found)}
        return _Classes(names, colours)
    listed = [row.strip() for row in rows if row.strip() and row.strip() != "__ignore__"]
    if listed and listed[0].strip("_") == "background":
        listed = listed[1:]
    return _Classes(dict(enumerate(listed, 1)))


def _item(source: Source, member: Member, classes: _Classes) -> Record:
    numbers = numbers_in(member, colours=classes.colours)
    things = source.member(f"/{member.name}".replace("/SegmentationClass/", "/SegmentationObject/")[1:])
    marks = numbers if things is None else numbers_in(things)
    if marks.shape != numbers.shape:
        raise FormatError("format_bad_size", file=member.name)
    document = Document()
    for mark, mask in masks_in(marks):
        if mark in {0, _VOID} or (things is None and mark < 0):
            continue
        number = mark if things is None else _class_of(numbers, mask, member)
        name = classes.names.get(number)
        if name is None:
            raise FormatError("format_unknown_category", file=member.name, id=str(number))
        document.objects.append(AnnotatedObject(f"o{mark}", name, mask))
    stem = f"/{member.name}".partition("/SegmentationClass/")[2][:-4]
    height, width = numbers.shape
    picture = next((p for ending in PICTURES if (p := _picture(source, stem + ending)) is not None), None)
    name = picture.name if picture is not None else f"{stem}.jpg"
    return Record(name, Picture(width, height), document, media=picture, file=member.name, line=1)


def _picture(source: Source, name: str) -> Member | None:
    """The picture itself, which is none of the label pictures."""
    found = source.find(f"JPEGImages/{name}") or source.find(name)
    return None if found is None or "/Segmentation" in f"/{found.name}" else found


def _class_of(numbers: Labels, mask: Mask, member: Member) -> int:
    """The one class of a thing's pixels, those at its rim that belong to nothing aside."""
    window = numbers[mask.y : mask.y + mask.h, mask.x : mask.x + mask.w][mask.pixels()]
    found = np.unique(window[window != _VOID])
    if len(found) != 1:
        raise FormatError("format_mixed_classes", file=member.name, ids=", ".join(map(str, found[:5])))
    return int(found[0])


class VocMasksWriter(Writer):
    """Both pictures of each item, and `labelmap.txt`. At most 254 things in a picture, none over another."""

    name: ClassVar[str] = "voc_masks"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write the pictures, then the names."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        files = FileNames(losses)
        listed = [name for name, shape in SchemaFacts.of(options.schema).shapes.items() if shape == "mask"]
        classes = {name: number for number, name in enumerate(listed, 1)}
        palette = voc_palette()
        for record in records:
            size = size_for_masks(record, losses) if losses.keeps(record) else None
            stem = files.of(record.name) if size is not None else None
            if size is None or stem is None:
                continue
            report.items += 1
            by_class, by_thing = Canvas(*size), Canvas(*size)
            for number, (one, mask) in enumerate(masks_of(record, size, losses), 1):
                class_ = classes.setdefault(one.class_, len(classes) + 1)
                if number >= _VOID or class_ >= _VOID or ":" in one.class_ or "#" in one.class_:
                    losses.lose("class_name" if number < _VOID else "too_many", record.name, name=one.class_)
                else:
                    both = {by_thing: number, by_class: class_}
                    report.objects += painted(both, mask, record.name, losses)
            for folder, canvas in (("SegmentationClass", by_class), ("SegmentationObject", by_thing)):
                with sink.file(f"{folder}/{stem}.png") as out:
                    out.write(canvas.png(palette=palette))
        with sink.file("labelmap.txt") as out:
            out.write(_label_map(classes, palette).encode())
        return report


def _label_map(classes: dict[str, int], palette: list[int]) -> str:
    rows = ["# label:color_rgb:parts:actions", "background:0,0,0::"]
    for name, number in classes.items():
        red, green, blue = palette[3 * number : 3 * number + 3] or (0, 0, 0)
        rows.append(f"{name}:{red},{green},{blue}::")
    return "\n".join(rows) + "\n"
