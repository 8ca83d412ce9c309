"""Writes OpenLABEL 1.0: one file, held in memory until the objects are known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.losses import Losses
from beanfield.formats.openlabel import HOLDS
from beanfield.formats.openlabel_shapes import said
from beanfield.formats.record import Picture, PointCloud, Record
from beanfield.formats.sinks import Sink

_encode = msgspec.json.Encoder().encode
Json = dict[str, Any]


class OpenLabelWriter(Writer):
    """The folder of an item is its sensor. An item without a frame takes the next one; so does an object."""

    name: ClassVar[str] = "openlabel"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "openlabel.json"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write all."""
        report = WriteReport()
        scene = _Scene(Losses(self.name, self.holds, options, report), report, options.media_prefix)
        for record in records:
            scene.add(record)
        with sink.file(self.file_name or "") as out:
            out.write(_encode({"openlabel": scene.built()}))
        return report


class _Scene:
    """Everything that one file says."""

    def __init__(self, losses: Losses, report: WriteReport, prefix: str) -> None:
        self._losses = losses
        self._report = report
        self._prefix = prefix
        self._frames: dict[int, Json] = {}
        self._streams: dict[str, Json] = {}
        self._objects: dict[tuple[str, str], tuple[str, list[int]]] = {}

    def add(self, record: Record) -> None:
        """Take in one item."""
        if not self._losses.keeps(record):
            return
        document = self._losses.fit(record.document or Document(), record.name)
        frames = {one.frame for one in document.objects if one.frame is not None}
        if len(frames) > 1:
            self._losses.lose("tracks", record.name)
        number = min(frames) if frames else max(self._frames, default=-1) + 1
        is_cloud = isinstance(record.content, PointCloud)
        sensor = record.name.rpartition("/")[0] or ("points" if is_cloud else "image")
        frame = self._frames.setdefault(number, {"objects": {}, "frame_properties": {"streams": {}}})
        streams = frame["frame_properties"]["streams"]
        if sensor in streams:
            self._losses.lose("file_name", record.name)
            return
        kind = "lidar" if is_cloud else "camera"
        self._streams.setdefault(sensor, {"type": kind, "uri": "", "description": ""})
        streams[sensor] = {"type": kind, "uri": self._prefix + record.name, "description": ""}
        content = record.content
        if isinstance(content, Picture) and content.width and content.height:
            size = {"width": content.width, "height": content.height}
            streams[sensor]["stream_properties"] = size
        self._report.items += 1
        for place, one in enumerate(document.objects):
            self._object(one, f"{record.name}/{place}", sensor, number, record.name)

    def _object(self, one: AnnotatedObject, alone: str, sensor: str, number: int, item: str) -> None:
        """Objects of one track are one; one without a track stands alone, under no name."""
        key = (f"t{one.track}" if one.track is not None else f"o{alone}", one.class_)
        uid, frames = self._objects.setdefault(key, (str(len(self._objects)), []))
        if not frames or frames[-1] != number:
            frames.append(number)
        seen = self._frames[number]["objects"].setdefault(uid, {"object_data": {}})["object_data"]
        attributes = self._attributes(one, item)
        for kind, made in said(one.shape, len(seen.get("poly2d", []))):
            listed = seen.setdefault(kind, [])
            named = {"name": f"{kind}{len(listed)}", "coordinate_system": sensor}
            listed.append(named | made | ({"attributes": attributes} if attributes else {}))
        self._report.objects += 1

    def _attributes(self, one: AnnotatedObject, item: str) -> Json:
        made: Json = {}
        for name, value in one.attributes.items():
            kind = _kind(value)
            if kind is None or not name.strip():
                self._losses.lose("attribute", item, name=name[:80])
            else:
                made.setdefault(kind, []).append({"name": name, "val": value})
        return made

    def built(self) -> Json:
        """The file."""
        objects = {}
        for (key, class_), (uid, frames) in self._objects.items():
            intervals = _intervals(sorted(set(frames)))
            name = key[1:] if key.startswith("t") else ""
            objects[uid] = {"name": name, "type": class_, "frame_intervals": intervals}
        return {
            "metadata": {"schema_version": "1.0.0"},
            "coordinate_systems": {
                sensor: {"type": "sensor_cs", "parent": "", "children": []} for sensor in self._streams
            },
            "streams": self._streams,
            "objects": objects,
            "frames": {str(number): self._frames[number] for number in sorted(self._frames)},
            "frame_intervals": _intervals(sorted(self._frames)),
        }


def _kind(value: Any) -> str | None:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "num"
    if isinstance(value, str):
        return "text"
    return "vec" if isinstance(value, list) and all(isinstance(one, str) for one in value) else None


def _intervals(frames: list[int]) -> list[dict[str, int]]:
    """Frames as runs, both ends included."""
    made: list[dict[str, int]] = []
    for frame in frames:
        if made and made[-1]["frame_end"] + 1 == frame:
            made[-1]["frame_end"] = frame
        else:
            made.append({"frame_start": frame, "frame_end": frame})
    return made
