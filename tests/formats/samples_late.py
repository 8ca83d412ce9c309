"""Small valid sources of the formats of corpora and of driving."""

from __future__ import annotations

import zlib

import msgspec
import numpy as np

from beanfield.formats.docbin import SPAN, Bin, number_of
from tests.formats.samples_more import TEXT, Files, as_json, png

_pack = msgspec.msgpack.encode


def _docbin() -> bytes:
    """Two documents: a name and a place with a place inside it; and one that nobody marked."""
    words = [["😀", "小明", "在", "北京", "大学", "读书", "。"], ["An", "ORG", "."]]
    marks = [[(2, ""), (3, "PER"), (2, ""), (3, "LOC"), (1, "LOC"), (2, ""), (2, "")], [(0, "")] * 3]
    rows = [
        (number_of(word), mark, number_of(kind))
        for some, kinds in zip(words, marks, strict=True)
        for word, (mark, kind) in zip(some, kinds, strict=True)
    ]
    inner = _pack({"name": "sc", "attrs": {}, "spans": [SPAN.pack(0, 0, number_of("GPE"), 3, 4, 4, 6)]})
    made = Bin(
        attrs=[65, 77, 78],
        tokens=np.array(rows, "<u8").tobytes(),
        spaces=bytes([0] * 7 + [1, 0, 0]),
        lengths=np.array([7, 3], "<i4").tobytes(),
        strings=sorted({"PER", "LOC", "GPE", *(word for some in words for word in some)}),
        cats=[{"good": 1.0, "bad": 0.25}, {}],
        flags=[{}, {}],
        span_groups=[_pack({inner: ["sc"]}), b""],
        user_data=[_pack({"name": "d1"}), None],
    )
    return zlib.compress(_pack(made))


XMI = f"""<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
  xmlns:type="http:///de/tud/type.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<type:NamedEntity xmi:id="3" sofa="1" begin="2" end="4" value="PER" sure="0.5" old="true"/>
<type:NamedEntity xmi:id="4" sofa="1" begin="5" end="9" value="LOC"/>
<type:Token xmi:id="5" sofa="1" begin="0" end="2"/>
<type:At xmi:id="6" sofa="1" begin="2" end="4" Governor="3" Dependent="4"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="{TEXT}"/>
<cas:View sofa="1" members="3 4 5 6"/>
</xmi:XMI>
"""
TYPES = """<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>de.tud.type.NamedEntity</name><features>
<featureDescription><name>sure</name><rangeTypeName>uima.cas.Double</rangeTypeName></featureDescription>
<featureDescription><name>old</name><rangeTypeName>uima.cas.Boolean</rangeTypeName></featureDescription>
</features></typeDescription></types></typeSystemDescription>"""

CAS = {
    "%TYPES": {},
    "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": TEXT},
        {"%ID": 2, "%TYPE": "x.Mark", "@sofa": 1, "begin": 2, "end": 4, "label": "PER", "sure": 0.5},
        {"%ID": 3, "%TYPE": "x.Mark", "@sofa": 1, "begin": 5, "end": 9, "label": "LOC"},
        {"%ID": 4, "%TYPE": "x.At", "@sofa": 1, "begin": 5, "end": 9, "@from": 2, "@to": 3},
    ],
    "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4]}},
}


def _tag(name: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "value": name}


PAGE = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "type": "AnnotationPage",
    "items": [
        {
            "id": "#1",
            "type": "Annotation",
            "motivation": "tagging",
            "body": _tag("PER"),
            "target": {
                "source": "http://example.org/a.txt",
                "selector": {"type": "TextPositionSelector", "start": 1, "end": 3},
            },
        },
        {
            "id": "#2",
            "type": "Annotation",
            "body": [_tag("LOC")],
            "target": {
                "source": "a.txt",
                "selector": {"type": "TextQuoteSelector", "prefix": "在", "exact": "北京大学"},
            },
        },
        {"id": "#3", "motivation": "linking", "body": [_tag("at"), {"id": "#2"}], "target": "#1"},
    ],
}

OPENLABEL = {
    "openlabel": {
        "metadata": {"schema_version": "1.0.0"},
        "streams": {
            "CAM": {"type": "camera", "uri": "", "stream_properties": {"width": 8, "height": 6}},
        },
        "objects": {
            "0": {"name": "t1", "type": "car", "object_data": {"text": [{"name": "make", "val": "x"}]}},
            "1": {"name": "t2", "type": "人"},
        },
        "frames": {
            "0": {
                "objects": {
                    "0": {
                        "object_data": {
                            "bbox": [{"name": "b", "coordinate_system": "CAM", "val": [3, 2, 4, 2]}],
                            "cuboid": [
                                {"name": "c", "coordinate_system": "TOP", "val": [*range(6), 4, 2, 1]},
                                {"name": "d", "coordinate_system": "TOP", "val": [0] * 6 + [-1000] * 3},
                            ],
                            "num": [{"name": "occluded", "val": 1}],
                        }
                    },
                    "1": {},
                }
            },
            "1": {
                "objects": {
                    "1": {
                        "object_data": {
                            "poly2d": [
                                {"name": "p", "coordinate_system": "CAM", "mode": "MODE_POLY2D_RELATIVE",
                                 "closed": True, "val": [0, 0, 6, 0, 0, 5], "hierarchy": [-1, -1, 1, -1]},
                                {"name": "q", "coordinate_system": "CAM", "mode": "MODE_POLY2D_ABSOLUTE",
                                 "closed": True, "val": [2, 1, 3, 1, 3, 2], "hierarchy": [-1, -1, -1, 0]},
                            ],
                            "rbbox": [
                                {"name": "r", "coordinate_system": "CAM", "val": [3, 3, 2, 1, 0.5],
                                 "attributes": {"boolean": [{"name": "wet", "val": True}]}},
                            ],
                        }
                    }
                }
            },
        },
    }
}  # fmt: skip

PCD = b"""# .PCD v0.7
VERSION 0.7
FIELDS x y z _ intensity _
SIZE 4 4 4 1 4 1
TYPE F F F U F U
COUNT 1 1 1 4 1 0
WIDTH 3
HEIGHT 1
POINTS 3
DATA binary
"""


def pcd() -> bytes:
    """Three points, one of them no number, with padding and trailing bytes."""
    kind = np.dtype([("xyz", "<f4", 3), ("_", "u1", 4), ("intensity", "<f4")])
    rows = np.zeros(3, kind)
    rows["xyz"] = [[1, 2, 3], [-4, 5.5, 0], [np.nan, 0, 0]]
    rows["intensity"] = [0.5, 0.25, 0]
    return PCD + rows.tobytes() + b"\0\0\0"


def _axes(x: float, y: float, z: float) -> dict[str, float]:
    return {"x": x, "y": y, "z": z}


SUPERVISELY = {
    "description": "",
    "key": "a" * 32,
    "tags": [],
    "objects": [
        {"key": "b" * 32, "classTitle": "car", "tags": [{"name": "seen", "value": None}]},
        {"key": "c" * 32, "classTitle": "人", "tags": [{"name": "age", "value": 3}]},
    ],
    "figures": [
        {
            "key": key * 32,
            "objectKey": of * 32,
            "geometryType": "cuboid_3d",
            "geometry": {
                "position": _axes(1, 2, 3),
                "rotation": _axes(0, 0, 0.5),
                "dimensions": _axes(4, 2, 1.5),
            },
        }
        for key, of in (("d", "b"), ("e", "c"))
    ],
}

#: The first file of each is the one that holds the labels.
LATE: dict[str, Files] = {
    "docbin": {"a.spacy": _docbin()},
    "cas_xmi": {"a.xmi": XMI.encode(), "TypeSystem.xml": TYPES.encode()},
    "cas_json": {"a.json": as_json(CAS)},
    "kitti_tracking": {
        "label_02/0001.txt": b"0 0 Car 0 1 1.85 1.63 1.54 5.81 3.12 1.67 1.87 3.69 -16.53 2.39 58.49 1.57\n"
        b"2 -1 DontCare -1 -1 -10 2 1 5 3 -1 -1 -1 -1000 -1000 -1000 -10\n",
        "image_02/0001/000000.png": png(),
        "image_02/0001/000002.png": png(),
    },
    "openlabel": {"a.json": as_json(OPENLABEL)},
    "point_clouds": {"a.pcd": pcd()},
    "supervisely_cloud": {"ds/ann/a.pcd.json": as_json(SUPERVISELY), "ds/pointcloud/a.pcd": pcd()},
    "web_annotation": {"a.jsonld": as_json(PAGE), "a.txt": TEXT.encode()},
}

#: Formats whose label file may be empty: no lines are no objects.
EMPTY_OF_LATE = frozenset({"kitti_tracking"})
