"""COCO instances and keypoints: boxes, polygons, run lengths (plain or compressed), keypoints.

Coordinates are pixels of the picture, as here. An instance of several outlines, or of keypoints with an
outline or box, becomes several objects of one `group`; such a group becomes one instance again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.coco_index import CocoIndex
from beanfield.formats.coco_model import CocoAnnotation, CocoImage
from beanfield.formats.coco_shapes import shapes_of
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.json_stream import JsonFile
from beanfield.formats.jsons import decode_object, decoded, json_fault
from beanfield.formats.member import Member
from beanfield.formats.record import Picture, Record
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sketch import Sketch, Template
from beanfield.formats.source import Source

HOLDS = Holds(
    media=frozenset({"image"}),
    shapes=frozenset({"box", "polygon", "mask", "skeleton"}),
    attributes=True,
    scores=True,
    groups=True,
    tracks=True,
    meta=True,
)
_KEYS = (b'"images"', b'"annotations"', b'"categories"', b'"image_id"', b'"category_id"', b'"file_name"')
_OWN = frozenset({"id", "file_name", "width", "height"})
_annotation = msgspec.json.Decoder(CocoAnnotation).decode


class Coco(Reader):
    """Reads every COCO file of the source, images in the order of the file."""

    name: ClassVar[str] = "coco"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 90 if any(_is_coco(member) for member in source.members(".json")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item an image. An image with a faulty annotation is a fault as a whole."""
        every = list(source.members(".json"))
        members = [member for member in every if _is_coco(member)] or every
        if not members:
            raise FormatError("format_no_json")
        for member in members:
            with JsonFile(source, member) as file:
                yield from _File(source, member, file, options).rows(sketch)


class _File:
    """One annotation file being read."""

    def __init__(self, source: Source, member: Member, file: JsonFile, options: ReadOptions) -> None:
        self._source = source
        self._member = member
        self._file = file
        self._wanted = SchemaFacts.of(options.schema).shapes
        self._index = CocoIndex(file)

    def rows(self, sketch: Sketch) -> Iterator[Record | FaultRow]:
        yield from self._index.finish()
        for category in self._index.categories.values():
            template = None
            if category.keypoints:
                count = len(category.keypoints)
                edges = [[a - 1, b - 1] for a, b in _pairs(category.skeleton) if 1 <= a <= count >= b >= 1]
                template = Template(category.keypoints, edges)
            sketch.declare_class(category.name, template=template)
        for slot, start, end in self._index.images:
            yield from self._item(slot, start, end)

    def _item(self, slot: int, start: int, end: int) -> Iterator[Record | FaultRow]:
        values = decode_object(self._file.bytes_of(start, end))
        image = msgspec.convert(values, CocoImage)
        line = self._file.line_of(start)
        for name in ("width", "height"):
            size = values.get(name)
            if size is not None and size <= 0:
                yield FaultRow("format_bad_size", {}, self._file.name, line, name)
                return
        document = Document()
        whole = not self._index.broken(slot)
        for place, begins, ends in self._index.annotations_of(slot):
            fault = self._objects(document, image, place, (begins, ends))
            if fault is not None:
                whole = False
                yield fault
        if whole:
            yield Record(
                image.file_name,
                Picture(image.width, image.height),
                document if document.objects else None,
                meta={key: value for key, value in values.items() if key not in _OWN and value is not None},
                media=self._source.find(image.file_name, self._member),
                file=self._file.name,
                line=line,
            )

    def _objects(
        self, document: Document, image: CocoImage, place: int, span: tuple[int, int]
    ) -> FaultRow | None:
        """Add one annotation's objects to the document; the fault, if there is one."""
        path = f"annotations[{place}]"
        try:
            instance = decoded(_annotation, self._file.bytes_of(*span))
            category = self._index.categories.get(instance.category_id)
            if category is None:
                raise ShapeError("format_unknown_category", "category_id", id=str(instance.category_id)[:80])
            if instance.score is not None and not 0 <= instance.score <= 1:
                raise ShapeError("format_bad_score", "score")
            wanted = self._wanted.get(category.name)
            shapes = shapes_of(instance, image, len(category.keypoints or []), wanted)
        except msgspec.MsgspecError as error:
            return json_fault(error, self._file.name, self._file.line_of(span[0]), path)
        except ShapeError as bad:
            where = f"{path}.{bad.path}" if bad.path else path
            return FaultRow(bad.key, bad.params, self._file.name, self._file.line_of(span[0]), where)
        number = f"#{place}" if instance.id is None else str(instance.id)[:50]
        given = (instance.attributes or {}).items()
        attributes = {name: _attribute(value) for name, value in given if value is not None and value != []}
        if instance.iscrowd:
            attributes["iscrowd"] = True
        track = None if instance.track_id is None else str(instance.track_id)[:64]
        for part, shape in enumerate(shapes):
            document.objects.append(
                AnnotatedObject(
                    f"{number}.{part}" if part else number,
                    category.name,
                    shape,
                    attributes,
                    track=track,
                    score=instance.score,
                    group=number if len(shapes) > 1 else None,
                )
            )
        return None


def _attribute(value: Any) -> Any:
    """The value as an attribute may be; what is nested becomes its JSON."""
    plain = isinstance(value, str | int | float)
    if plain or (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        return value
    return msgspec.json.encode(value).decode()


def _pairs(edges: list[list[int]] | None) -> Iterator[tuple[int, int]]:
    for edge in edges or []:
        if len(edge) == 2:
            yield edge[0], edge[1]


def _is_coco(member: Member) -> bool:
    head = member.head(1 << 16)
    return sum(key in head for key in _KEYS) >= 2
