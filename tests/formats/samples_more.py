"""Small valid sources of the later formats, and how files of samples are made."""

from __future__ import annotations

import io
import json
import wave
from typing import Any

import numpy as np
import pyarrow
import pyarrow.parquet
from PIL import Image

from beanfield.formats.mqm import COLUMNS

Files = dict[str, bytes]


def png(width: int = 8, height: int = 6) -> bytes:
    """A picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def wav(seconds: float = 0.1) -> bytes:
    """A silent recording."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(2 * round(seconds * 8000)))
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


def _asked(text: str) -> list[dict[str, Any]]:
    return [{"role": "user", "content": text}]


def _said(text: str) -> list[dict[str, Any]]:
    return [{"role": "assistant", "content": text}]


SHAREGPT: list[dict[str, Any]] = [
    {
        "conversations": [
            {"from": "human", "value": "天气?"},
            {"from": "function_call", "value": '{"name": "weather", "arguments": {"city": "北京"}}'},
            {"from": "observation", "value": '{"t": 3}'},
            {"from": "gpt", "value": "三度"},
        ],
        "system": "短",
        "tools": '[{"name": "weather"}]',
    },
    {
        "conversations": [{"from": "human", "value": "<image>1+1?"}],
        "chosen": {"from": "gpt", "value": "2"},
        "rejected": {"from": "gpt", "value": "3"},
        "images": ["1.jpg"],
    },
    {
        "conversations": [{"from": "human", "value": "hi"}, {"from": "gpt", "value": "hey"}],
        "kto_tag": False,
    },
]
ALPACA: list[dict[str, Any]] = [
    {"instruction": "译", "input": "你好", "output": "hello", "system": "短", "history": [["a", "b"]]},
    {"instruction": "1+1?", "input": "", "chosen": "2", "rejected": "3"},
]
TRL: list[dict[str, Any]] = [
    {"prompt": _asked("1+1?"), "chosen": _said("2"), "rejected": _said("3"), "source": "x"},
    {"prompt": "1+1?", "completion": "2", "label": True},
    {"prompt": "1+1?", "completions": ["one", "two"], "labels": [True, False]},
    {"prompt": _asked("hi")},
    {"chosen": [*_asked("hi"), *_said("a")], "rejected": [*_asked("hi"), *_said("b")]},
]
HH: list[dict[str, Any]] = [
    {
        "chosen": "\n\nHuman: hi\n\nAssistant: hello",
        "rejected": "\n\nHuman: hi\n\nAssistant: go\n\naway",
    },
]
ARENA: list[dict[str, Any]] = [
    {
        "question_id": "q1",
        "model_a": "m",
        "model_b": "n",
        "winner": winner,
        "judge": "li",
        "conversation_a": [*_asked("hi"), *_said("a"), *_asked("so"), *_said("c")],
        "conversation_b": [*_asked("hi"), *_said("b"), *_asked("so"), *_said("d")],
        "language": "zh",
    }
    for winner in ("model_a", "model_b", "tie", "tie (bothbad)")
]
OASST: dict[str, Any] = {
    "message_tree_id": "m1",
    "tree_state": "ready_for_export",
    "prompt": {
        "message_id": "m1",
        "text": "hi",
        "role": "prompter",
        "lang": "en",
        "replies": [
            {
                "message_id": "m2",
                "parent_id": "m1",
                "text": "a",
                "role": "assistant",
                "rank": 1,
                "replies": [
                    {"message_id": "m4", "parent_id": "m2", "text": "so?", "role": "prompter", "replies": []}
                ],
            },
            {
                "message_id": "m3",
                "parent_id": "m1",
                "text": "b",
                "role": "assistant",
                "rank": 0,
                "synthetic": True,
                "replies": [],
            },
        ],
    },
}
_MQM_HEAD = list(COLUMNS)
MQM = "".join(
    "\t".join(cells) + "\n"
    for cells in (
        _MQM_HEAD,
        ["s", "d", "1", "7", "r1", "😀小明", "a <v>b</v> c", "Accuracy/Addition", "Major", '{"t":1}'],
        ["s", "d", "1", "7", "r2", "😀小明", "a b c", "No-error", "no-error", ""],
        ["t", "d", "1", "7", "r1", "😀小明", "x", "Non-translation!", "Major", ""],
        ["s", "d", "1", "7", "r1", "<v>😀</v>小明", "a b c", "Accuracy/Omission", "Minor", ""],
    )
)


SHEET = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
<c r="D1" t="inlineStr"><is><t>answer:mood</t></is></c></row>
<row r="3"><c r="A3"><v>7</v></c><c r="B3" t="str"><v>=你好</v></c><c r="D3" t="str"><v>good</v></c></row>
</sheetData></worksheet>"""


def _parquet() -> bytes:
    out = io.BytesIO()
    document = '{"objects":[{"id":"o1","class":"PER","shape":{"type":"span","start":1,"end":3}}]}'
    rows = [
        {"name": "a", "text": TEXT, "document": document, "meta": '{"n":1}'},
        {"name": "b", "text": "二", "document": None, "meta": None},
    ]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()


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
    "kitti": {
        "label_2/000001.txt": b"Car 0.00 1 1.85 1.63 1.54 5.81 3.12 1.67 1.87 3.69 -16.53 2.39 58.49 1.57\n"
        b"DontCare -1 -1 -10 2 1 5 3 -1 -1 -1 -1000 -1000 -1000 -10\n",
        "image_2/000001.png": png(),
    },
    "mot": {
        "S/gt/gt.txt": b"1,1,2,3,4,2,1,1,0.5\n2,1,3,3,4,2,0,3,1\n",
        "S/det/det.txt": b"1,-1,2,3,4,2,0.75,-1,-1,-1\n1,-1,2,3,4,2,7.5,-1,-1,-1\n",
        "S/img1/000001.png": png(),
        "S/img1/000002.png": png(),
    },
    "conll": {"a.conll": _tagged("B-PER I-PER", "B-LOC I-LOC I-LOC I-LOC")},
    "bmes": {"a.bmes": _tagged("B-PER E-PER", "B-LOC M-LOC M-LOC E-LOC")},
    "bioes": {"a.bioes": _tagged("B-PER E-PER", "B-LOC I-LOC I-LOC E-LOC")},
    "doccano": {"a.jsonl": as_lines(DOCCANO)},
    "brat": {"a.ann": BRAT.encode(), "a.txt": TEXT.encode()},
    "squad": {"a.json": as_json(SQUAD)},
    "sharegpt": {"a.json": as_json(SHAREGPT)},
    "alpaca": {"a.json": as_json(ALPACA)},
    "trl": {"a.jsonl": as_lines(TRL)},
    "hh_rlhf": {"a.jsonl": as_lines(HH)},
    "arena": {"a.jsonl": as_lines(ARENA)},
    "oasst": {"a.jsonl": as_lines([OASST])},
    "mqm": {"a.tsv": MQM.encode()},
    "excel": {
        "xl/worksheets/sheet1.xml": SHEET.encode(),
        "xl/sharedStrings.xml": b"<sst><si><t>item</t></si><si><r><t>te</t></r><r><t>xt</t></r></si></sst>",
        "xl/workbook.xml": b"<workbook/>",
    },
    "parquet": {"data/train-00000-of-00001.parquet": _parquet()},
}

#: Formats whose label file may be empty: no lines are no objects.
EMPTY_OF_MORE = frozenset(
    {"yolo", "yolo_segment", "yolo_obb", "yolo_pose", "conll", "bmes", "bioes", "doccano", "brat"}
    | {"kitti", "mot", "trl", "hh_rlhf", "arena", "oasst"}
)
