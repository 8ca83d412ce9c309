"""Small valid sources of the later formats, and how files of samples are made."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
from PIL import Image

Files = dict[str, bytes]


def png(width: int = 8, height: int = 6) -> bytes:
    """A picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def as_json(value: Any) -> bytes:
    """JSON over several lines, so that faults have lines."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def as_lines(rows: list[Any]) -> bytes:
    """JSONL."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def label_png(rows: list[list[int]], *, kind: str = "L") -> bytes:
    """A picture of numbers: 8 bits, 16 bits (`I;16`), or packed into three colours (`RGB`)."""
    values = np.array(rows)
    out = io.BytesIO()
    if kind == "RGB":
        parts = [values >> shift & 255 for shift in (0, 8, 16)]
        Image.fromarray(np.stack(parts, axis=-1).astype(np.uint8)).save(out, "PNG")
    else:
        Image.fromarray(values.astype(np.uint16 if kind == "I;16" else np.uint8)).save(out, "PNG")
    return out.getvalue()


YOLO_NAMES = "names:\n  0: 车\n  1: person\n".encode()
POSE_NAMES = b"kpt_shape: [2, 3]\nnames: [person]\n"

CVAT = """<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta><task><labels>
    <label><name>车</name><type>any</type><attributes>
      <attribute><name>wet</name><input_type>checkbox</input_type></attribute>
      <attribute><name>doors</name><input_type>number</input_type></attribute>
      <attribute><name>make</name><input_type>select</input_type></attribute>
    </attributes></label>
    <label><name>人</name><type>skeleton</type></label>
    <label><name>nose</name><type>points</type><parent>人</parent></label>
    <label><name>eye</name><type>points</type><parent>人</parent></label>
    <label><name>weather</name><type>tag</type><attributes>
      <attribute><name>value</name><input_type>select</input_type></attribute>
    </attributes></label>
  </labels></task></meta>
  <image id="0" name="a.png" width="8" height="6">
    <box label="车" occluded="1" xtl="1.5" ytl="1" xbr="5" ybr="4" z_order="2" group_id="7">
      <attribute name="wet">true</attribute>
      <attribute name="doors">4</attribute>
      <attribute name="make">suv</attribute>
    </box>
    <box label="车" occluded="0" xtl="1" ytl="1" xbr="5" ybr="3" rotation="30"></box>
    <polygon label="road" occluded="0" points="0,0;4,0;4,4.25"></polygon>
    <polyline label="edge" points="0,0;1,1"></polyline>
    <points label="dot" points="2,2"></points>
    <ellipse label="ball" cx="3" cy="3" rx="2" ry="1" rotation="15"></ellipse>
    <mask label="leaf" rle="1, 2, 3" left="2" top="1" width="3" height="2"></mask>
    <skeleton label="人">
      <points label="eye" outside="0" occluded="1" points="3,3"></points>
      <points label="nose" outside="0" occluded="0" points="1,1"></points>
    </skeleton>
    <tag label="weather"><attribute name="value">rain</attribute></tag>
  </image>
</annotations>
"""

_THINGS = [[0, 0, 1, 1], [2, 2, 1, 255], [2, 2, 0, 0]]
_CLASSES = [[0, 0, 1, 1], [2, 2, 1, 255], [2, 2, 0, 0]]
_CITY = [[0, 7, 7, 7], [26000, 26000, 26001, 26001], [11, 11, 11, 0]]
_PANORAMA = [[0, 70000, 70000, 0], [300, 300, 0, 0], [300, 0, 0, 0]]

PANOPTIC: dict[str, Any] = {
    "images": [{"id": 5, "file_name": "a.png", "width": 4, "height": 3}],
    "annotations": [
        {
            "image_id": 5,
            "file_name": "a.png",
            "segments_info": [
                {"id": 70000, "category_id": 1, "area": 2, "bbox": [1, 0, 2, 1], "iscrowd": 0},
                {"id": 300, "category_id": 2, "area": 3, "bbox": [0, 1, 2, 2], "iscrowd": 1},
            ],
        }
    ],
    "categories": [{"id": 1, "name": "车", "isthing": 1}, {"id": 2, "name": "天空", "isthing": 0}],
}

TEXT = "😀小明在北京大学读书。"
DOCCANO: list[dict[str, Any]] = [
    {"id": 1, "text": TEXT, "label": [[1, 3, "PER"], [4, 8, "LOC"]], "source": "x"},
    {
        "id": 2,
        "text": TEXT,
        "entities": [
            {"id": 10, "label": "PER", "start_offset": 1, "end_offset": 3},
            {"id": 11, "label": "LOC", "start_offset": 4, "end_offset": 8},
        ],
        "relations": [{"id": 1, "from_id": 10, "to_id": 11, "type": "studies_at"}],
    },
    {"id": 3, "text": TEXT, "label": ["school", "city"], "Comments": ["好"]},
]
BRAT = """T1\tPER 1 3\t小明
T2\tLOC 4 6;8 9\t北京 读
T3\tVerb 8 10\t读书
E1\tVerb:T3 Who:T1 Where:T2
R1\tKnows Arg1:T1 Arg2:T2
A1\tSure T1
A2\tKind T2 city
*\tEquiv T1 T2
#1\tAnnotatorNotes T1\t一个 人
N1\tReference T2 Wiki:956\t北京
"""
SQUAD: dict[str, Any] = {
    "version": "1",
    "data": [
        {
            "title": "读书",
            "paragraphs": [
                {
                    "context": TEXT,
                    "qas": [
                        {
                            "id": "q1",
                            "question": "谁?",
                            "answers": [
                                {"text": "小明", "answer_start": 1},
                                {"text": "小明在", "answer_start": 1},
                            ],
                        },
                        {"id": "q2", "question": "为何?", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        }
    ],
}


def _tagged(per: str, loc: str) -> bytes:
    tags = f"O {per} O {loc} O O O".split()
    return "".join(f"{c} {tag}\n" for c, tag in zip(TEXT, tags, strict=True)).encode()


#: The first file of each is the one that holds the labels.
MORE: dict[str, Files] = {
    "yolo": {
        "labels/a.txt": b"0 0.5 0.5 0.5 0.5\n1 0.25 0.25 0.125 0.5\n",
        "images/a.png": png(),
        "images/b.png": png(),
        "data.yaml": YOLO_NAMES,
    },
    "yolo_segment": {
        "labels/a.txt": b"0 0 0 0.5 0 0.5 0.5\n1 0 0 1 0 1 1 0.5 1 0 0.5\n",
        "images/a.png": png(),
        "data.yaml": YOLO_NAMES,
    },
    "yolo_obb": {
        "labels/a.txt": b"0 0.25 0.25 0.5 0.25 0.5 0.5 0.25 0.5\n",
        "images/a.png": png(),
        "data.yaml": YOLO_NAMES,
    },
    "yolo_pose": {
        "labels/a.txt": b"0 0.5 0.5 0.5 0.5 0.25 0.25 2 0.5 0.5 1\n",
        "images/a.png": png(),
        "data.yaml": POSE_NAMES,
    },
    "cvat": {"annotations.xml": CVAT.encode(), "a.png": png()},
    "voc_masks": {
        "SegmentationClass/a.png": label_png(_CLASSES),
        "SegmentationObject/a.png": label_png(_THINGS),
        "JPEGImages/a.jpg": png(4, 3),
        "labelmap.txt": "background:0,0,0::\n车:128,0,0::\nperson:0,128,0::\n".encode(),
    },
    "cityscapes": {
        "gtFine/a_gtFine_instanceIds.png": label_png(_CITY, kind="I;16"),
        "leftImg8bit/a_leftImg8bit.png": png(4, 3),
    },
    "coco_panoptic": {
        "panoptic.json": as_json(PANOPTIC),
        "panoptic/a.png": label_png(_PANORAMA, kind="RGB"),
        "a.png": png(4, 3),
    },
    "conll": {"a.conll": _tagged("B-PER I-PER", "B-LOC I-LOC I-LOC I-LOC")},
    "bmes": {"a.bmes": _tagged("B-PER E-PER", "B-LOC M-LOC M-LOC E-LOC")},
    "bioes": {"a.bioes": _tagged("B-PER E-PER", "B-LOC I-LOC I-LOC E-LOC")},
    "doccano": {"a.jsonl": as_lines(DOCCANO)},
    "brat": {"a.ann": BRAT.encode(), "a.txt": TEXT.encode()},
    "squad": {"a.json": as_json(SQUAD)},
}

#: Formats whose label file may be empty: no lines are no objects.
EMPTY_OF_MORE = frozenset(
    {"yolo", "yolo_segment", "yolo_obb", "yolo_pose", "conll", "bmes", "bioes", "doccano", "brat"}
)
