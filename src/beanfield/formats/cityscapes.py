"""Cityscapes and its like: `…_instanceIds.png`, 16 bits a pixel, class × 1000 + number of the thing.

A number below 1000 is a class as a whole (road, sky). The classes are those of the Cityscapes set, or those
that `labels.json` beside the pictures names: `[{"id": 1, "name": "car"}, …]`, as our own exports do. Class 0
(unlabelled) marks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

import msgspec
from msgspec import Struct

from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.file_names import FileNames
from beanfield.formats.images import PICTURES
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

HOLDS = Holds(media=frozenset({"image"}), shapes=frozenset({"mask"}))
_FACTOR, _MOST_CLASS = 1000, 65
_ENDING = "_instanceIds.png"
_LABELS = "labels.json"
#: The classes of Cityscapes by number, 0 to 33.
_NAMES = (
    "unlabeled", "ego vehicle", "rectification border", "out of roi", "static", "dynamic", "ground", "road",
    "sidewalk", "parking", "rail track", "building", "wall", "fence", "guard rail", "bridge", "tunnel",
    "pole", "polegroup", "traffic light", "traffic sign", "vegetation", "terrain", "sky", "person", "rider",
    "car", "truck", "bus", "caravan", "trailer", "train", "motorcycle", "bicycle",
)  # fmt: skip


class _Label(Struct):
    id: int
    name: str


_decode = msgspec.json.Decoder(list[_Label]).decode


class Cityscapes(Reader):
    """Reads every picture of instance numbers."""

    name: ClassVar[str] = "cityscapes"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 84 if any(m.name.endswith(_ENDING) for m in source.members(".png")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a picture, named as the picture itself is, or the first part of the label's name."""
        del options  # nothing is left open
        names = _names(source)
        found = False
        for member in source.members(".png"):
            if member.name.endswith(_ENDING):
                found = True
                try:
                    yield _item(source, member, names)
                except FormatError as error:
                    yield error.fault
        if not found:
            raise FormatError("format_no_pictures")
        del sketch  # thirty classes that nobody marked are no part of a schema


def _names(source: Source) -> dict[int, str]:
    for member in source.members(".json"):
        if member.name.rsplit("/", 1)[-1] == _LABELS:
            try:
                labels = decoded(_decode, member.read_all(source.limits.small_file_bytes))
            except msgspec.MsgspecError as error:
                raise FormatError.of(json_fault(error, member.name, 1)) from error
            return {label.id: label.name for label in labels}
    return dict(enumerate(_NAMES))


def _item(source: Source, member: Member, names: dict[int, str]) -> Record:
    numbers = numbers_in(member)
    document = Document()
    for value, mask in masks_in(numbers):
        class_ = value // _FACTOR if value >= _FACTOR else value
        if class_ == 0:
            continue
        if class_ not in names or not names[class_].strip():
            raise FormatError("format_unknown_category", file=member.name, id=str(class_))
        document.objects.append(AnnotatedObject(f"o{value}", names[class_], mask))
    stem = (
        member.name.rsplit("/", 1)[-1].removesuffix(_ENDING).removesuffix("_gtFine").removesuffix("_gtCoarse")
    )
    wanted = [f"{stem}{tail}{ending}" for tail in ("_leftImg8bit", "") for ending in PICTURES]
    picture = next((found for name in wanted if (found := source.find(name)) is not None), None)
    name = picture.name if picture is not None else f"{stem}.png"
    height, width = numbers.shape
    return Record(name, Picture(width, height), document, media=picture, file=member.name, line=1)


class CityscapesWriter(Writer):
    """`name_gtFine_instanceIds.png`, `name_gtFine_labelIds.png` and `labels.json`. Things do not overlap."""

    name: ClassVar[str] = "cityscapes"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write both pictures of each item, then the names; at most 65 classes of 1000 things."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        files = FileNames(losses)
        listed = [name for name, shape in SchemaFacts.of(options.schema).shapes.items() if shape == "mask"]
        classes = {name: number for number, name in enumerate(listed, 1)}
        for record in records:
            size = size_for_masks(record, losses) if losses.keeps(record) else None
            stem = files.of(record.name) if size is not None else None
            if size is None or stem is None:
                continue
            report.items += 1
            by_class, by_thing = Canvas(*size), Canvas(*size)
            counts: dict[int, int] = {}
            for one, mask in masks_of(record, size, losses):
                class_ = classes.setdefault(one.class_, len(classes) + 1)
                number = counts.get(class_, 0)
                if class_ >= _MOST_CLASS or number >= _FACTOR:
                    losses.lose("too_many", record.name, name=one.class_)
                    continue
                counts[class_] = number + 1
                both = {by_thing: class_ * _FACTOR + number, by_class: class_}
                report.objects += painted(both, mask, record.name, losses)
            for what, canvas in (("labelIds", by_class), ("instanceIds", by_thing)):
                with sink.file(f"gtFine/{stem}_gtFine_{what}.png") as out:
                    out.write(canvas.png(deep=what == "instanceIds"))
        with sink.file(_LABELS) as out:
            rows = [{"id": number, "name": name} for name, number in classes.items()]
            out.write(msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n")
        return report
