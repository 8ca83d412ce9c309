"""A small valid source of each format, as file name → bytes."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

from PIL import Image

from tests.formats.samples_late import EMPTY_OF_LATE, LATE
from tests.formats.samples_more import EMPTY_OF_MORE, MORE, Files, as_json, as_lines, png, wav

__all__ = ["EMPTY_IS_NONE", "LABEL_FILES", "SAMPLES", "Files", "as_json", "as_lines", "png", "put", "wav"]

COCO: dict[str, Any] = {
    "info": {"year": 2026},
    "images": [
        {"id": 7, "file_name": "a.png", "width": 8, "height": 6, "license": 1},
        {"id": 9, "file_name": "sub/b.png", "width": 8, "height": 6},
    ],
    "annotations": [
        {"id": 1, "image_id": 9, "category_id": 1, "bbox": [1, 1, 3, 2], "area": 6, "iscrowd": 0},
        {"id": 2, "image_id": 7, "category_id": 1, "segmentation": [[0, 0, 4, 0, 4, 4], [5, 0, 7, 0, 7, 3]]},
        {"id": 3, "image_id": 7, "category_id": 1, "segmentation": {"size": [6, 8], "counts": [7, 4, 37]}},
        {
            "id": 4,
            "image_id": 7,
            "category_id": 2,
            "keypoints": [1, 1, 2, 3, 3, 1, 0, 0, 0],
            "num_keypoints": 2,
            "bbox": [0, 0, 4, 4],
            "score": 0.5,
            "attributes": {"occluded": True, "pose": "坐"},
        },
    ],
    "categories": [
        {"id": 1, "name": "车"},
        {"id": 2, "name": "person", "keypoints": ["nose", "eye", "ear"], "skeleton": [[1, 2], [2, 3]]},
    ],
}


def _size(value: dict[str, Any], kind: str, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "from_name": "label",
        "to_name": "image",
        "original_width": 200,
        "original_height": 100,
        "value": value,
    } | more


LABEL_STUDIO: list[dict[str, Any]] = [
    {
        "id": 1,
        "data": {"image": "/data/upload/1/0123abcd-a.png", "source": "cam"},
        "annotations": [
            {
                "id": 11,
                "completed_by": {"id": 3, "email": "wang@example.org"},
                "lead_time": 12.5,
                "created_at": "2026-01-02T03:04:05Z",
                "result": [
                    _size(
                        {
                            "x": 10,
                            "y": 20,
                            "width": 30,
                            "height": 40,
                            "rotation": 90,
                            "rectanglelabels": ["car"],
                        },
                        "rectanglelabels",
                        id="r1",
                    ),
                    _size(
                        {"points": [[0, 0], [50, 0], [50, 50]], "polygonlabels": ["road"]},
                        "polygonlabels",
                        id="p1",
                    ),
                    _size({"x": 5, "y": 5, "width": 1, "keypointlabels": ["tip"]}, "keypointlabels", id="k1"),
                    _size(
                        {
                            "x": 50,
                            "y": 50,
                            "radiusX": 10,
                            "radiusY": 20,
                            "rotation": 0,
                            "ellipselabels": ["ball"],
                        },
                        "ellipselabels",
                        id="e1",
                    ),
                    _size({"choices": ["dirty"]}, "choices", id="r1", from_name="state"),
                    _size({"choices": ["rain", "night"]}, "choices", id="c1", from_name="weather"),
                    _size({"taxonomy": [["a", "b"]]}, "taxonomy", id="t1", from_name="kind"),
                    _size({"rating": 4}, "rating", id="s1", from_name="stars"),
                    _size({"number": 2.5}, "number", id="n1", from_name="metres"),
                    _size({"text": ["two", "lines"]}, "textarea", id="x1", from_name="note"),
                    {
                        "type": "relation",
                        "from_id": "r1",
                        "to_id": "p1",
                        "direction": "right",
                        "labels": ["on"],
                    },
                ],
            }
        ],
        "predictions": [
            {
                "model_version": "m1",
                "result": [
                    _size(
                        {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0, "rectanglelabels": ["car"]},
                        "rectanglelabels",
                        id="q1",
                        score=0.75,
                    )
                ],
            }
        ],
    },
    {
        "id": 2,
        "data": {"text": "😀小明在北京大学读书。"},
        "annotations": [
            {
                "result": [
                    {
                        "id": "s1",
                        "type": "labels",
                        "from_name": "ner",
                        "to_name": "text",
                        "value": {"start": 1, "end": 3, "text": "小明", "labels": ["PER"]},
                    }
                ]
            }
        ],
    },
]

CHAT: list[dict[str, Any]] = [
    {
        "messages": [
            {"role": "user", "content": "你好"},
            {"role": "assistant", "content": "您好", "weight": 0},
        ]
    },
    {
        "id": "pair-1",
        "input": {"messages": [{"role": "user", "content": "1+1?"}], "tools": []},
        "preferred_output": [{"role": "assistant", "content": "2"}],
        "non_preferred_output": [{"role": "assistant", "content": "3"}],
    },
    {
        "id": "open-1",
        "messages": [{"role": "user", "content": [{"type": "text", "text": "hi"}]}],
        "responses": [
            {"id": "x", "messages": [{"role": "assistant", "content": "one"}], "model": "m"},
            {"id": "y", "messages": [{"role": "assistant", "content": "two"}]},
        ],
    },
]

BEANFIELD: list[dict[str, Any]] = [
    {"beanfield": 1, "people": "names", "schema": {"media": "text", "fields": []}, "project": "读书"},
    {
        "name": "t1",
        "content": {"kind": "text", "text": "小明在北京"},
        "document": {
            "objects": [{"id": "o1", "class": "PER", "shape": {"type": "span", "start": 0, "end": 2}}]
        },
        "answers": [
            {
                "document": {"answers": {"mood": "good"}},
                "id": "6f1c",
                "person": "wang",
                "schema_version": 2,
                "guide_version": 1,
                "active_seconds": 7.25,
                "submitted_at": "2026-01-02T03:04:05Z",
                "reviews": [{"verdict": "return", "person": "li", "comment": "漏了"}],
            }
        ],
        "result": "6f1c",
        "state": "accepted",
        "meta": {"page": 3},
    },
]

VOC = """<annotation>
  <filename>a.png</filename>
  <size><width>8</width><height>6</height><depth>3</depth></size>
  <object>
    <name>车</name>
    <truncated>1</truncated>
    <difficult>0</difficult>
    <bndbox><xmin>1</xmin><ymin>2</ymin><xmax>8</xmax><ymax>6</ymax></bndbox>
  </object>
</annotation>
"""


def _labelme_mask() -> str:
    out = io.BytesIO()
    picture = Image.new("L", (3, 2), 0)
    picture.putpixel((1, 1), 255)
    picture.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


LABELME: dict[str, Any] = {
    "version": "5.7.0",
    "flags": {"blurred": True},
    "shapes": [
        {
            "label": "road",
            "points": [[0, 0], [4, 0], [4, 4]],
            "group_id": 1,
            "shape_type": "polygon",
            "flags": {},
        },
        {
            "label": "car",
            "points": [[5, 5], [1, 2]],
            "group_id": 1,
            "shape_type": "rectangle",
            "flags": {"wet": True},
        },
        {"label": "ball", "points": [[3, 3], [3, 5]], "group_id": None, "shape_type": "circle", "flags": {}},
        {"label": "edge", "points": [[0, 0], [1, 1]], "group_id": None, "shape_type": "line", "flags": {}},
        {
            "label": "dot",
            "points": [[2, 1], [5, 3]],
            "group_id": None,
            "shape_type": "mask",
            "mask": _labelme_mask(),
            "flags": {},
        },
    ],
    "imagePath": "a.png",
    "imageData": None,
    "imageHeight": 6,
    "imageWidth": 8,
}

SAMPLES: dict[str, Files] = (
    MORE
    | LATE
    | {
        "images": {"a.png": png(), "sub/b.png": png()},
        "recordings": {"a.wav": wav(), "sub/b.wav": wav()},
        "text_files": {"一.txt": "第一篇\n".encode(), "two.txt": b"second"},
        "csv": {"t.csv": 'id,text,source\n1,你好,a\n2,"two\nlines",b\n'.encode()},
        "jsonl": {
            "t.jsonl": as_lines([{"id": "a", "text": "你好", "n": 1}, {"id": "b", "text": "two", "n": 2}])
        },
        "coco": {"coco.json": as_json(COCO), "a.png": png(), "sub/b.png": png()},
        "label_studio": {"tasks.json": as_json(LABEL_STUDIO), "a.png": png()},
        "openai_chat": {"chat.jsonl": as_lines(CHAT)},
        "beanfield": {"items.jsonl": as_lines(BEANFIELD)},
        "voc": {"a.xml": VOC.encode(), "a.png": png()},
        "labelme": {"a.json": as_json(LABELME), "a.png": png()},
    }
)

#: Formats whose label file may be empty.
EMPTY_IS_NONE = frozenset({"jsonl", "openai_chat"}) | EMPTY_OF_MORE | EMPTY_OF_LATE

#: The file of each format that is not a picture.
LABEL_FILES = {name: next(iter(files)) for name, files in SAMPLES.items()}


def put(folder: Path, files: Files) -> Path:
    """Write the files."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
