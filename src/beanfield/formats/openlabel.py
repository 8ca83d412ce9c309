"""ASAM OpenLABEL 1.0: frames with objects, each with boxes, outlines, points and cuboids of several sensors.

What one sensor sees of one frame is an item: a picture, or a cloud where it is a cuboid. Its name is the
address that the frame's stream states, else `file/sensor/000010.png` (`sensor-3d` of a cloud).
Boxes are given by their
centre there; angles are radians, here degrees. What is said of an object counts for each of its shapes. A
cuboid without any positive side (KITTI's unknown) is left aside, which a note says. The track is the object's
name where no two have the same, else its uid. Names of single shapes are not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import AnnotatedObject, AnyShape, Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.jsons import decode_object, is_finite, json_fault, shown
from beanfield.formats.member import Member
from beanfield.formats.openlabel_shapes import GEOMETRY, is_unknown, polygons, shape_of
from beanfield.formats.picture_size import size_of
from beanfield.formats.point_clouds import cloud_of
from beanfield.formats.record import Picture, PointCloud, Record
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

HOLDS = Holds(
    media=frozenset({"image", "points"}),
    shapes=frozenset({"box", "rotated_box", "polygon", "polyline", "point", "cuboid"}),
    holes=True,
    attributes=True,
    tracks=True,
)
_MARK = b'"openlabel"'
_SAID = ("num", "text", "boolean", "vec")
_OWN = frozenset({*_SAID, *GEOMETRY})
Json = dict[str, Any]


class OpenLabel(Reader):
    """Reads every JSON file whose outermost object has `openlabel`; one is held in memory whole."""

    name: ClassVar[str] = "openlabel"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 94 if any(_MARK in m.head(256) for m in source.members(".json")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a frame and sensor; without frames one a sensor."""
        del options, sketch  # nothing is left open, and no class is named apart
        every = list(source.members(".json"))
        members = [member for member in every if _MARK in member.head(256)] or every
        if not members:
            raise FormatError("format_no_json")
        for member in members:
            try:
                data = decode_object(member.read_all(source.limits.element_bytes)).get("openlabel")
                if not isinstance(data, dict):
                    raise ShapeError("fault_want_object", "openlabel")
                yield from _File(source, member, data).rows()
            except FormatError as error:
                yield error.fault
            except msgspec.MsgspecError as error:
                yield json_fault(error, member.name, 1)
            except ShapeError as bad:
                yield FaultRow(bad.key, bad.params, member.name, 1, bad.path or None)


def _object(value: Any, path: str) -> Json:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ShapeError("fault_want_object", path)
    return value


class _File:
    """One file being read."""

    def __init__(self, source: Source, member: Member, data: Json) -> None:
        self._source = source
        self._member = member
        self._objects = _object(data.get("objects"), "objects")
        self._streams = _object(data.get("streams"), "streams")
        self._frames = _object(data.get("frames"), "frames")
        named = [one["name"] for one in self._objects.values() if isinstance(one, dict) and one.get("name")]
        self._own_names = len({shown(name) for name in named}) == len(named)
        self._unknown = 0

    def rows(self) -> Iterator[Record | FaultRow]:
        """The items, frame by frame, then what was left aside."""
        if not self._frames:
            data = {uid: _object(one, f"objects.{uid}") for uid, one in self._objects.items()}
            yield from self._frame(None, {"objects": data}, "objects")
        for key in sorted(self._frames, key=lambda key: (len(key), key)):
            if not key.isdecimal() or len(key) > 9:
                yield self._fault(ShapeError("format_bad_number", "", value=key[:40]), f"frames.{key}")
                continue
            try:
                frame = _object(self._frames[key], f"frames.{key}")
            except ShapeError as bad:
                yield self._fault(bad, "")
                continue
            yield from self._frame(int(key), frame, f"frames.{key}.objects")
        if self._unknown:
            yield FaultRow("format_unknown_cuboids", {"count": self._unknown}, self._member.name, note=True)

    def _fault(self, bad: ShapeError, path: str) -> FaultRow:
        inner = bad.below(path) if path else bad
        return FaultRow(inner.key, inner.params, self._member.name, 1, inner.path or None)

    def _frame(self, number: int | None, frame: Json, path: str) -> Iterator[Record | FaultRow]:
        documents: dict[tuple[bool, str], Document] = {}
        broken: set[tuple[bool, str]] = set()
        try:
            properties = _object(frame.get("frame_properties"), "frame_properties")
            streams = _object(properties.get("streams"), "frame_properties.streams")
            objects = _object(frame.get("objects"), "objects")
        except ShapeError as bad:
            yield self._fault(bad, path)
            return
        for sensor, stream in streams.items():
            if isinstance(stream, dict) and stream.get("uri"):
                documents[stream.get("type") == "lidar", sensor] = Document()
        for uid, one in objects.items():
            try:
                self._add(uid, _object(one, ""), number, documents, broken)
            except ShapeError as bad:
                yield self._fault(bad, f"{path}.{uid}")
        for key, document in documents.items():
            if key not in broken:
                try:
                    yield self._record(key, number, streams.get(key[1]), document)
                except FormatError as error:
                    yield error.fault

    def _add(
        self,
        uid: str,
        one: Json,
        number: int | None,
        documents: dict[tuple[bool, str], Document],
        broken: set[tuple[bool, str]],
    ) -> None:
        """What a frame says of one object. A fault spoils the items of every sensor that sees it."""
        root = _object(self._objects.get(uid), uid)
        data = _object(one.get("object_data"), "object_data")
        sensors = [
            (kind, each, str(each.get("coordinate_system") or root.get("coordinate_system") or "sensor"))
            for kind in GEOMETRY
            for each in _list(data, kind)
        ]
        try:
            class_ = root.get("type", one.get("type"))
            if not isinstance(class_, str) or not class_.strip():
                raise ShapeError("format_no_name", "type")
            said = _said(_object(root.get("object_data"), "object_data")) if number is not None else {}
            said |= _said(data)
            track = root.get("name") if self._own_names else uid
            for shape, each, sensor in self._shapes(sensors):
                key = (each == "cuboid", sensor)
                document = documents.setdefault(key, Document())
                attributes = said | shape[1]
                named = str(track)[:64] if number is not None and track else None
                id_ = f"o{len(document.objects) + 1}"
                document.objects.append(
                    AnnotatedObject(id_, class_, shape[0], dict(attributes), number, named)
                )
        except ShapeError:
            broken |= {(kind == "cuboid", sensor) for kind, _, sensor in sensors}
            raise

    def _shapes(
        self, sensors: list[tuple[str, Json, str]]
    ) -> Iterator[tuple[tuple[AnyShape, Json], str, str]]:
        outlines = [(each, sensor) for kind, each, sensor in sensors if kind == "poly2d"]
        for shape, place in polygons([each for each, _ in outlines]):
            yield (shape, _attributes(outlines[place][0])), "poly2d", outlines[place][1]
        for kind, each, sensor in sensors:
            if kind == "poly2d":
                continue
            if kind == "cuboid" and is_unknown(each.get("val")):
                self._unknown += 1
                continue
            yield (shape_of(kind, each.get("val")), _attributes(each)), kind, sensor

    def _record(self, key: tuple[bool, str], number: int | None, stream: Any, document: Document) -> Record:
        is_cloud, sensor = key
        root = self._streams.get(sensor)
        known = [one for one in (stream, root if number is None else None) if isinstance(one, dict)]
        uri = next((one["uri"] for one in known if isinstance(one.get("uri"), str) and one["uri"]), None)
        stem = self._member.name.rpartition(".")[0]
        ending = "pcd" if is_cloud else "png"
        folder = f"{stem}/{sensor}-3d" if is_cloud else f"{stem}/{sensor}"
        place = folder if number is None else f"{folder}/{number:06}"
        name = uri or f"{place}.{ending}"
        media = self._source.find(name, self._member) if uri else None
        content = cloud_of(media) if is_cloud else size_of(media)
        if isinstance(content, Picture) and content.width is None:
            content = _size([one for one in (stream, root) if isinstance(one, dict)])
        assert isinstance(content, Picture | PointCloud)  # noqa: S101  for the type checker
        return Record(
            media.name if media is not None else name,
            content,
            document,
            media=media,
            file=self._member.name,
            line=1,
        )


def _list(data: Json, key: str) -> list[Json]:
    value = data.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ShapeError("fault_want_list", key)
    return value


def _said(data: Json) -> Json:
    """Plain facts: name → value."""
    made: Json = {}
    for one in chain.from_iterable(_list(data, kind) for kind in _SAID):
        name, value = one.get("name"), one.get("val")
        if not isinstance(name, str) or not name.strip():
            raise ShapeError("format_no_name", "name")
        plain = value if isinstance(value, list) else [value]
        if not all(isinstance(each, str | bool) or is_finite(each) for each in plain):
            raise ShapeError("format_bad_value", name[:80], value=shown(value))
        made[name] = value
    return made


def _attributes(geometry: Json) -> Json:
    return _said(_object(geometry.get("attributes"), "attributes"))


def _size(streams: list[Json]) -> Picture:
    for stream in streams:
        said = stream.get("stream_properties")
        if not isinstance(said, dict):
            continue
        lens = said.get("intrinsics_pinhole")
        sides = [said.get("width"), said.get("height")]
        if isinstance(lens, dict):
            sides = [lens.get("width_px"), lens.get("height_px")]
        if all(isinstance(side, int) and 0 < side < 1_000_000 for side in sides):
            return Picture(*sides)
    return Picture()
