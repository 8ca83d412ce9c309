"""Writes YOLO data sets: `data.yaml` and a text file a picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import yaml

from beanfield.annotation.document import AnnotatedObject, Document, Skeleton
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.file_names import FileNames
from beanfield.formats.losses import Losses
from beanfield.formats.record import Picture, Record
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sinks import Sink
from beanfield.formats.yolo_shapes import numbers_of


class YoloWriter(Writer):
    """Boxes, outlines, turned boxes or poses: one kind, for a YOLO model learns one.

    An unmarked picture (no answer) has no file, one with nothing in it (an empty answer) an empty one.
    Pictures are looked for in `images/`, or beside the labels where the export puts media elsewhere.
    """

    name: ClassVar[str] = "yolo"
    holds: ClassVar[Holds] = Holds(media=frozenset({"image"}), shapes=frozenset({"box"}))
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write the labels of each picture, then `data.yaml`."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        (shape,) = self.holds.shapes
        labels = _Labels(losses, SchemaFacts.of(options.schema), shape)
        files = FileNames(losses)
        prefix = options.media_prefix
        folder = "labels/" if prefix in {"", "images/"} else prefix
        for record in records:
            stem = files.of(record.name) if losses.keeps(record) else None
            if stem is None:
                continue
            report.items += 1
            if record.document is not None:
                rows = labels.rows(record, record.document)
                report.objects += len(rows)
                with sink.file(f"{folder}{stem}.txt") as out:
                    out.write("".join(rows).encode())
        with sink.file("data.yaml") as out:
            out.write(labels.described(prefix or "images/"))
        return report


class YoloSegmentWriter(YoloWriter):
    """Outlines."""

    name: ClassVar[str] = "yolo_segment"
    holds: ClassVar[Holds] = Holds(media=frozenset({"image"}), shapes=frozenset({"polygon"}))


class YoloObbWriter(YoloWriter):
    """Turned boxes by their corners."""

    name: ClassVar[str] = "yolo_obb"
    holds: ClassVar[Holds] = Holds(media=frozenset({"image"}), shapes=frozenset({"rotated_box"}))


class YoloPoseWriter(YoloWriter):
    """Poses, all of the same number of keypoints."""

    name: ClassVar[str] = "yolo_pose"
    holds: ClassVar[Holds] = Holds(media=frozenset({"image"}), shapes=frozenset({"skeleton"}))


class _Labels:
    """The lines of all pictures: which class has which number, and how many keypoints there are."""

    def __init__(self, losses: Losses, facts: SchemaFacts, shape: str) -> None:
        self._losses = losses
        self._classes: dict[str, int] = {}
        for name, of in facts.shapes.items():
            if of == shape:
                self._classes[name] = len(self._classes)
        self._points = max((len(facts.keypoints.get(name, ())) for name in self._classes), default=0)

    def rows(self, record: Record, document: Document) -> list[str]:
        """A line for each object of a picture."""
        content = record.content
        width, height = (content.width, content.height) if isinstance(content, Picture) else (None, None)
        rows = []
        for one in self._losses.fit(document, record.name).objects:
            if not width or not height:
                self._losses.lose("no_size", record.name)
            elif self._fits(one, record.name):
                number = self._classes.setdefault(one.class_, len(self._classes))
                values = (f"{value:.12g}" for value in numbers_of(one.shape, (width, height)))
                rows.append(" ".join([str(number), *values]) + "\n")
        return rows

    def _fits(self, one: AnnotatedObject, item: str) -> bool:
        if isinstance(one.shape, Skeleton):
            self._points = self._points or len(one.shape.points) // 3
            if len(one.shape.points) != 3 * self._points:
                self._losses.lose("keypoints", item)
                return False
        return True

    def described(self, folder: str) -> bytes:
        """The data set's description."""
        data: dict[str, Any] = {"path": ".", "train": folder, "val": folder}
        if self._points:
            data["kpt_shape"] = [self._points, 3]
        data["names"] = {number: name for name, number in self._classes.items()}
        return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
