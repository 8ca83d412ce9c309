"""Writes Supervisely's point clouds: `ann`, and `meta.json`; clouds belong in `pointcloud`."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import AnnotatedObject, Cuboid, Document
from beanfield.annotation.naming import fresh_colour
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.losses import Losses
from beanfield.formats.record import Record
from beanfield.formats.sinks import Sink
from beanfield.formats.supervisely_cloud import GEOMETRY, HOLDS, KEYS, META

_encode = msgspec.json.Encoder().encode
#: Keys are made of names, so that the same records make the same files.
_SPACE = uuid.UUID("6f1d3a0e-6e0b-5a53-9c52-5a1d0b7a2f10")
_CLOUDS, _MARKS = "pointcloud", "ann"


class SuperviselyCloudWriter(Writer):
    """The folder of an item is its data set, or the data set `ds0`."""

    name: ClassVar[str] = "supervisely_cloud"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write the marks of each item, then the classes and tags of all."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        classes: dict[str, None] = {}
        tags: dict[str, str] = {}
        keys: dict[str, dict[str, int]] = {kind: {} for kind in ("tags", "objects", "figures", "videos")}
        for record in records:
            if not losses.keeps(record):
                continue
            report.items += 1
            document = losses.fit(record.document or Document(), record.name)
            folder, _, name = record.name.rpartition("/")
            data_set = f"/{folder}".removesuffix(f"/{_CLOUDS}").strip("/") or "ds0"
            for one in document.objects:
                classes[one.class_] = None
            report.objects += len(document.objects)
            made = _marks(document, record.name, tags, losses)
            for kind, found in (
                ("videos", [made]),
                ("objects", made["objects"]),
                ("figures", made["figures"]),
            ):
                keys[kind] |= {one["key"]: len(keys[kind]) + place for place, one in enumerate(found, 1)}
            with sink.file(f"{data_set}/{_MARKS}/{name}.json") as out:
                out.write(_encode(made))
        with sink.file(META) as out:
            out.write(_encode(_meta(classes, tags)))
        with sink.file(KEYS) as out:
            out.write(_encode(keys))
        return report


def _marks(document: Document, item: str, tags: dict[str, str], losses: Losses) -> dict[str, Any]:
    objects, figures = [], []
    for one in document.objects:
        key, figure = (uuid.uuid5(_SPACE, f"{item}\n{one.id}\n{part}").hex for part in ("object", "figure"))
        objects.append({"key": key, "classTitle": one.class_, "tags": _tags(one, item, tags, losses)})
        if isinstance(one.shape, Cuboid):
            figures.append(
                {
                    "key": figure,
                    "objectKey": key,
                    "geometryType": GEOMETRY,
                    "geometry": _geometry(one.shape),
                }
            )
    return {
        "description": "",
        "key": uuid.uuid5(_SPACE, item).hex,
        "tags": [],
        "objects": objects,
        "figures": figures,
    }


def _geometry(shape: Cuboid) -> dict[str, dict[str, float]]:
    turns = [math.radians(one) for one in (shape.roll, shape.pitch, shape.yaw)]
    parts = {
        "position": [shape.x, shape.y, shape.z],
        "rotation": turns,
        "dimensions": [shape.l, shape.w, shape.h],
    }
    return {name: dict(zip("xyz", values, strict=True)) for name, values in parts.items()}


def _tags(one: AnnotatedObject, item: str, tags: dict[str, str], losses: Losses) -> list[dict[str, Any]]:
    made = []
    for name, value in one.attributes.items():
        kind = _kind(value)
        if kind is None or tags.setdefault(name, kind) != kind or not name.strip():
            losses.lose("attribute", item, name=name[:80])
            continue
        told = str(value).lower() if isinstance(value, bool) else value
        made.append({"key": uuid.uuid5(_SPACE, f"{item}\n{one.id}\n{name}").hex, "name": name, "value": told})
    return made


def _kind(value: Any) -> str | None:
    if isinstance(value, bool):
        return "any_string"
    if isinstance(value, int | float):
        return "any_number"
    return "any_string" if isinstance(value, str) and value not in {"true", "false"} else None


def _meta(classes: dict[str, None], tags: dict[str, str]) -> dict[str, Any]:
    colours: list[str] = []
    for _ in [*classes, *tags]:
        colours.append(fresh_colour(colours))
    return {
        "classes": [
            {"title": title, "shape": GEOMETRY, "color": colour.upper(), "geometry_config": {}}
            for title, colour in zip(classes, colours, strict=False)
        ],
        "tags": [
            {"name": name, "value_type": kind, "color": colour.upper()}
            for (name, kind), colour in zip(tags.items(), colours[len(classes) :], strict=True)
        ],
        "projectType": "point_clouds",
    }
