"""Writes COCO: images straight into the file, annotations beside it until their turn comes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any, ClassVar

import msgspec

from beanfield.annotation.document import AnnotatedObject, Box, Document, Mask, Polygon, Skeleton
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.coco import HOLDS
from beanfield.formats.coco_shapes import geometry_of
from beanfield.formats.losses import Losses
from beanfield.formats.record import Content, Picture, Record
from beanfield.formats.rle import mask_of_rings
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sinks import Sink

_encode = msgspec.json.Encoder().encode
_IMAGE_KEYS = frozenset({"id", "file_name", "width", "height"})


class CocoWriter(Writer):
    """One file `annotations.json`; ids count from 1; masks as compressed run lengths."""

    name: ClassVar[str] = "coco"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "annotations.json"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write what stands of each record. With `drop`, a polygon with holes becomes a mask, holes kept."""
        report = WriteReport()
        with sink.file("annotations.json") as out, tempfile.SpooledTemporaryFile(16 << 20) as later:
            rows = _Rows(Losses(self.name, self.holds, options, report), options, report)
            out.write(b'{"info":' + _encode(options.header or {"description": "Beanfield"}))
            out.write(b',"licenses":[],"images":[')
            for record in records:
                rows.take(record, out, later)
            out.write(b'],"annotations":[')
            later.seek(0)
            shutil.copyfileobj(later, out, 1 << 20)
            out.write(b'],"categories":' + _encode(rows.categories()) + b"}\n")
        return report


class _Rows:
    """The rows of one file being written."""

    def __init__(self, losses: Losses, options: WriteOptions, report: WriteReport) -> None:
        self._losses = losses
        self._report = report
        self._prefix = options.media_prefix
        self._facts = SchemaFacts.of(options.schema)
        self._categories = {name: number for number, name in enumerate(self._facts.shapes, 1)}
        self._points: dict[str, int] = {}

    def take(self, record: Record, out: IO[bytes], later: IO[bytes]) -> None:
        """Write one image and its annotations."""
        if not self._losses.keeps(record) or not isinstance(record.content, Picture):
            return
        content = record.content
        self._report.items += 1
        number = self._report.items
        extra = {key: value for key, value in record.meta.items() if key not in _IMAGE_KEYS}
        image = {"id": number, "file_name": self._prefix + record.name}
        image |= {"width": content.width, "height": content.height} | extra
        out.write((b"," if number > 1 else b"") + b"\n" + _encode(image))
        if record.document is None:
            return
        document = self._losses.fit(record.document, record.name)
        rows = [self._annotation(bundle, number, content) for bundle in self._bundles(document, record)]
        if rows:
            first = b"\n" if self._report.objects == len(rows) else b",\n"
            later.write(first + b",\n".join(rows))

    def _bundles(self, document: Document, record: Record) -> Iterator[list[AnnotatedObject]]:
        """The objects that make one instance together: parts of a group, where COCO can say so."""
        groups: dict[str, list[AnnotatedObject]] = {}
        for one in document.objects:
            placed = self._placed(one, record)
            if placed is not None:
                groups.setdefault(
                    f"g{placed.group}" if placed.group is not None else f"o{placed.id}", []
                ).append(placed)
        for bundle in groups.values():
            if len(bundle) == 1 or _is_instance(bundle):
                yield bundle
            else:
                self._losses.lose("groups", record.name)
                yield from ([one] for one in bundle)

    def _placed(self, one: AnnotatedObject, record: Record) -> AnnotatedObject | None:
        """The object in shapes that COCO has; None when it cannot be said."""
        content = record.content
        sized = isinstance(content, Picture) and bool(content.width) and bool(content.height)
        holed = isinstance(one.shape, Polygon) and bool(one.shape.holes)
        if (holed or isinstance(one.shape, Mask)) and not sized:
            self._losses.lose("no_size", record.name)
            return None
        if isinstance(one.shape, Mask) and not _inside(one.shape, content):
            self._losses.lose("outside", record.name)
            return None
        if holed and isinstance(one.shape, Polygon) and isinstance(content, Picture):
            rings = [one.shape.points, *one.shape.holes]
            mask = mask_of_rings(rings, content.width or 0, content.height or 0)
            return None if mask is None else msgspec.structs.replace(one, shape=mask)
        return one

    def _annotation(self, bundle: list[AnnotatedObject], image: int, content: Picture) -> bytes:
        self._report.objects += 1
        head = bundle[0]
        attributes = dict(head.attributes)
        row: dict[str, Any] = {
            "id": self._report.objects,
            "image_id": image,
            "category_id": self._categories.setdefault(head.class_, len(self._categories) + 1),
        }
        row |= geometry_of([one.shape for one in bundle], content.width, content.height)
        row["iscrowd"] = int(attributes.pop("iscrowd", False) is True)
        if "keypoints" in row:
            self._points[head.class_] = max(self._points.get(head.class_, 0), len(row["keypoints"]) // 3)
        if attributes:
            row["attributes"] = attributes
        if head.score is not None:
            row["score"] = head.score
        if head.track is not None:
            row["track_id"] = head.track
        return _encode(row)

    def categories(self) -> list[dict[str, Any]]:
        """All classes of the schema, then those met beside it."""
        made = []
        for name, number in self._categories.items():
            row: dict[str, Any] = {"id": number, "name": name, "supercategory": ""}
            keypoints = self._facts.keypoints.get(name)
            if keypoints is None and name in self._points:
                keypoints = [f"p{place + 1}" for place in range(self._points[name])]
            if keypoints is not None:
                row["keypoints"] = keypoints
                row["skeleton"] = [[a + 1, b + 1] for a, b in self._facts.edges.get(name, [])]
            made.append(row)
        return made


def _inside(mask: Mask, content: Content) -> bool:
    """Whether the mask's window lies in the picture."""
    return (
        isinstance(content, Picture)
        and mask.x + mask.w <= (content.width or 0)
        and mask.y + mask.h <= (content.height or 0)
    )


def _is_instance(bundle: list[AnnotatedObject]) -> bool:
    """Whether the objects can be one instance: alike, with one kind of area and at most one skeleton."""
    head = bundle[0]
    if any(
        (one.class_, one.attributes, one.score) != (head.class_, head.attributes, head.score)
        for one in bundle
    ):
        return False
    kinds = [type(one.shape) for one in bundle]
    areas = {kind for kind in kinds if kind is not Skeleton}
    single = all(kinds.count(kind) <= 1 for kind in (Skeleton, Box, Mask))
    return single and len(areas) <= 1
