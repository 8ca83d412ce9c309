"""Supervisely's point clouds: `ann/name.pcd.json` beside `pointcloud/name.pcd`, and `meta.json` with classes.

An object of a cloud is a class with tags, a figure its cuboid: centre, sides, and turns in radians, here in
degrees. A tag without a value is an attribute that is true; `true` and `false` are no texts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import AnnotatedObject, Cuboid, Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.jsons import decode_object, is_finite, json_fault, shown
from beanfield.formats.member import Member
from beanfield.formats.point_clouds import cloud_of
from beanfield.formats.points import CLOUDS
from beanfield.formats.record import Record
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

HOLDS = Holds(media=frozenset({"points"}), shapes=frozenset({"cuboid"}), attributes=True)
GEOMETRY = "cuboid_3d"
META, KEYS = "meta.json", "key_id_map.json"
_AXES = ("x", "y", "z")


class SuperviselyCloud(Reader):
    """Reads every `.json` in a folder `ann`, or with figures."""

    name: ClassVar[str] = "supervisely_cloud"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 92 if _annotations(source) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a file, named as its cloud."""
        del options  # nothing is left open
        members = _annotations(source) or list(source.members(".json"))
        if not members:
            raise FormatError("format_no_json")
        meta = next((m for m in source.members(".json") if m.name.rpartition("/")[2] == META), None)
        if meta is not None:
            yield from _classes(meta, source.limits.small_file_bytes, sketch)
        for member in members:
            if member is not meta:
                yield _item(source, member)


def _annotations(source: Source) -> list[Member]:
    marked = [m for m in source.members(".json") if m.stem.lower().endswith(CLOUDS)]
    return [m for m in marked if b'"figures"' in m.head(1 << 16)]


def _classes(meta: Member, most: int, sketch: Sketch) -> Iterator[FaultRow]:
    try:
        classes = decode_object(meta.read_all(most)).get("classes")
    except msgspec.MsgspecError as error:
        yield json_fault(error, meta.name, 1, note=True)
        return
    for one in classes if isinstance(classes, list) else []:
        title = one.get("title") if isinstance(one, dict) else None
        if isinstance(title, str) and title.strip() and one.get("shape") == GEOMETRY:
            sketch.declare_class(title, "cuboid")


def _item(source: Source, member: Member) -> Record | FaultRow:
    try:
        document = _document(decode_object(member.read_all(source.limits.small_file_bytes)))
        name = f"/{member.name.removesuffix('.json')}".replace("/ann/", "/pointcloud/")[1:]
        media = source.find(name, member)
        content = cloud_of(media)
    except FormatError as error:
        return error.fault
    except msgspec.MsgspecError as error:
        return json_fault(error, member.name, 1)
    except ShapeError as bad:
        return FaultRow(bad.key, bad.params, member.name, 1, bad.path or None)
    return Record(media.name if media else name, content, document, media=media, file=member.name, line=1)


def _rows(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    rows = data.get(key)
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise ShapeError("fault_want_list", key)
    return rows


def _document(data: dict[str, Any]) -> Document:
    objects: dict[str, tuple[str, dict[str, Any]]] = {}
    for place, one in enumerate(_rows(data, "objects")):
        title, key = one.get("classTitle"), one.get("key")
        if not isinstance(title, str) or not title.strip() or not isinstance(key, str):
            raise ShapeError("format_no_name", f"objects[{place}]")
        objects[key] = title, _tags(one, f"objects[{place}]")
    document = Document()
    for place, figure in enumerate(_rows(data, "figures")):
        where = f"figures[{place}]"
        found = objects.get(str(figure.get("objectKey")))
        if found is None:
            raise ShapeError("format_unknown_region", where, id=shown(figure.get("objectKey")))
        if figure.get("geometryType") != GEOMETRY:
            raise ShapeError("format_unknown_shape", where, shape=shown(figure.get("geometryType")))
        shape = _cuboid(figure.get("geometry"), where)
        document.objects.append(AnnotatedObject(f"o{place + 1}", found[0], shape, dict(found[1])))
    return document


def _tags(one: dict[str, Any], where: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for tag in one.get("tags") or []:
        name = tag.get("name") if isinstance(tag, dict) else None
        if not isinstance(name, str) or not name.strip():
            raise ShapeError("format_no_name", f"{where}.tags")
        value = tag.get("value")
        if value is not None and not isinstance(value, str) and not is_finite(value):
            raise ShapeError("format_bad_value", f"{where}.tags", value=shown(value))
        made[name] = value != "false" if value in {None, "true", "false"} else value
    return made


def _cuboid(geometry: Any, where: str) -> Cuboid:
    numbers: list[float] = []
    for part in ("position", "dimensions", "rotation"):
        told = geometry.get(part) if isinstance(geometry, dict) else None
        axes: list[Any] = [told.get(axis) for axis in _AXES] if isinstance(told, dict) else []
        if not axes or not all(is_finite(value) for value in axes):
            raise ShapeError("format_bad_value", f"{where}.{part}", value=shown(told))
        numbers += map(float, axes)
    if min(numbers[3:6]) <= 0:
        raise ShapeError("format_bad_box", where)
    roll, pitch, yaw = map(math.degrees, numbers[6:])
    x, y, z, length, width, height = numbers[:6]
    return Cuboid(x, y, z, length, width, height, yaw, pitch, roll)
