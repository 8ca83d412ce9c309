"""What other people's readers make of our files, in their own environment: `locks/readers*.txt`.

BEANFIELD_READERS names its Python; without it these tests are skipped.
"""

from __future__ import annotations

import io
import json
import math
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from beanfield.annotation.document import (
    AnnotatedObject,
    Box,
    Cuboid,
    Document,
    Mask,
    Polygon,
    Relation,
    Skeleton,
    Span,
)
from beanfield.annotation.labelstudio_writing import write_config
from beanfield.annotation.schema import parse_schema
from beanfield.formats.base import WriteOptions
from beanfield.formats.member import FileMember
from beanfield.formats.points import read_points
from beanfield.formats.record import Chat, Message, Picture, PointCloud, Record, Response, Text
from tests.formats.samples import png, put
from tests.formats.samples_late import pcd
from tests.formats.samples_more import TEXT
from tests.formats.support import ALONE, good, write, write_files

pytestmark = pytest.mark.independent

SPANS = Document(
    [AnnotatedObject("o1", "PER", Span(1, 3)), AnnotatedObject("o2", "ORG", Span(4, 8))],
    [Relation("o1", "o2", "at")],
)
NESTED = Document([*SPANS.objects, AnnotatedObject("o3", "LOC", Span(4, 6))])
FLAT = Document(SPANS.objects)
BOXES = [
    Record(
        f"{number:06}.png",
        Picture(8, 6),
        Document(
            [
                AnnotatedObject("o1", "car", Box(1, 2, number, 3)),
                AnnotatedObject("o2", "van", Box(0, 0, 2, 2)),
            ]
        ),
    )
    for number in (1, 2, 3)
]


def ask(reader: str, folder: Path) -> Any:
    """What the reader finds in the folder."""
    python = os.environ.get("BEANFIELD_READERS")
    if not python:
        pytest.skip("BEANFIELD_READERS names no Python")
    script = Path(__file__).with_name("outside.py")
    command = [python, str(script), reader, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, cwd=folder)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def placed(folder: Path, format_: str, records: list[Record], options: WriteOptions | None = None) -> Path:
    """The files of our writer in the folder, and the pictures beside them."""
    files, report = write_files(format_, records, options)
    assert report.dropped == {}
    pictures = [record for record in records if isinstance(record.content, Picture)]
    return put(folder, files | {f"images/{one.name}": png() for one in pictures})


def test_pycocotools_counts_the_same_boxes_masks_and_keypoints(tmp_path: Path) -> None:
    things = [
        AnnotatedObject("o1", "car", Box(1, 2, 3, 3)),
        AnnotatedObject("o2", "road", Polygon([0, 0, 4, 0, 4, 4, 0, 4])),
        AnnotatedObject("o3", "sky", Mask(1, 1, 3, 2, [1, 2, 1, 2])),
        AnnotatedObject("o4", "person", Skeleton([1, 1, 2, 3, 3, 1, 0, 0, 0])),
    ]
    found = ask("pycocotools", placed(tmp_path, "coco", [Record("a.png", Picture(8, 6), Document(things))]))
    assert [(row[0], row[1]) for row in found] == [
        ("a.png", name) for name in ("car", "road", "sky", "person")
    ]
    assert found[0][2] == [1, 2, 3, 3]
    assert [found[1][3], found[2][3]] == [16, 4]
    assert found[3][4] == [1, 1, 2, 3, 3, 1, 0, 0, 0]


@pytest.mark.parametrize("format_", ["yolo", "voc"])
def test_supervision_finds_the_same_boxes(tmp_path: Path, format_: str) -> None:
    found = sorted(ask("supervision", placed(tmp_path, format_, BOXES)))
    for (name, class_, corners), (wanted, shape) in zip(found, _boxes(BOXES), strict=True):
        assert (name, class_) == wanted
        # supervision takes VOC's corners, which count from 1, for places between pixels.
        ends = [shape.x, shape.y, shape.x + shape.w, shape.y + shape.h]
        assert corners == pytest.approx(ends, abs=1.01 if format_ == "voc" else 1e-3)


def _boxes(records: list[Record]) -> list[tuple[tuple[str, str], Box]]:
    """Name of the item, class, and box of every object."""
    return [
        ((record.name, one.class_), one.shape)
        for record in records
        for one in (record.document or Document()).objects
        if isinstance(one.shape, Box)
    ]


def _laid_out(folder: Path, format_: str) -> Path:
    """The folders that datumaro asks for."""
    files, _ = write_files(format_, BOXES)
    if format_ == "coco":
        files = {"annotations/instances_train.json": files["annotations.json"]}
        pictures = "images/train"
    elif format_ == "voc":
        files |= {"ImageSets/Main/train.txt": "".join(f"{one.name[:-4]}\n" for one in BOXES).encode()}
        files |= {"labelmap.txt": b"car:1,0,0::\nvan:2,0,0::\n"}
        pictures = "JPEGImages"
    else:
        pictures = "images"
    return put(folder, files | {f"{pictures}/{one.name}": png() for one in BOXES})


@pytest.mark.parametrize(
    ("format_", "reader"),
    [
        ("coco", "coco_instances"),
        ("voc", "voc_detection"),
        ("yolo", "yolo"),
        ("cvat", "cvat"),
        ("kitti", "kitti_detection"),
    ],
)
def test_datumaro_finds_the_same_boxes(tmp_path: Path, format_: str, reader: str) -> None:
    found = ask(f"datumaro:{reader}", _laid_out(tmp_path, format_))
    boxes = sorted((row[0], row[1], row[3]) for row in found if row[2] == "bbox")
    for (stem, class_, numbers), (wanted, shape) in zip(boxes, _boxes(BOXES), strict=True):
        assert (f"{stem}.png", class_) == wanted
        # Of VOC's inclusive corners datumaro makes a width without the last pixel.
        sides = [shape.x, shape.y, shape.w, shape.h]
        assert numbers == pytest.approx(sides, abs=1.01 if format_ == "voc" else 1e-3)


def test_motmetrics_finds_every_frame_and_track(tmp_path: Path) -> None:
    records = [
        Record(
            f"S/img1/{frame + 1:06}.jpg",
            Picture(),
            Document([AnnotatedObject("o1", "pedestrian", Box(1 + frame, 2, 3, 4), {}, frame, "7")]),
        )
        for frame in range(3)
    ]
    files, _ = write_files("mot", records)
    rows = ask("motmetrics", put(tmp_path, files))
    # The corner counts from 1 in the file; motmetrics takes one off again.
    assert rows == [[frame + 1, 7, 1 + frame, 2, 3, 4] for frame in range(3)]


def test_datasets_reads_the_split_that_the_card_names(tmp_path: Path) -> None:
    files, _ = write_files("parquet", [Record("d", Text(TEXT), FLAT), Record("e", Text("二"))])
    ((split, rows),) = ask("datasets", put(tmp_path, files))
    assert split == "train"
    assert [(row["name"], row["text"]) for row in rows] == [("d", TEXT), ("e", "二")]
    assert json.loads(rows[0]["document"])["objects"][0]["shape"]["end"] == 3


def test_trl_takes_our_pairs_for_pairs(tmp_path: Path) -> None:
    chat = Chat(
        [Message("user", "1+1?")],
        [Response("x", [Message("assistant", "2")]), Response("y", [Message("assistant", "3")])],
    )
    document = Document(answers={"preference": {"better": "y"}})
    files, report = write_files("trl", [Record("d", chat, document)])
    assert report.dropped == {}
    columns, conversational, single = ask("trl", put(tmp_path, files))
    assert {"chosen", "prompt", "rejected"} <= set(columns[0])
    assert conversational == [True]
    assert [(row["completion"][0]["content"], row["label"]) for row in single] == [("3", True), ("2", False)]


def test_spacy_finds_the_same_names_in_the_same_text(tmp_path: Path) -> None:
    texts = [TEXT, f"{TEXT} \r\n An ORG,  in\tBeijing ", "TIME X det"]
    records = [Record(f"d{number}", Text(text), NESTED) for number, text in enumerate(texts[:2])]
    records.append(
        Record(
            "d2", Text(texts[2]), Document([AnnotatedObject("o1", "DATE", Span(0, 4))], [], {"label": ["a"]})
        )
    )
    classes = [{"name": name, "shape": "span"} for name in ("PER", "ORG", "LOC", "DATE")]
    fields = [{"name": "label", "type": "choices", "options": ["a", "b"]}]
    schema = {"media": "text", "classes": classes, "fields": fields}
    files, report = write_files("docbin", records, WriteOptions(schema=schema))
    assert report.dropped == {}
    found = ask("spacy", put(tmp_path, files))
    assert [row[0] for row in found] == texts
    for row in found[:2]:
        assert row[1] == [["PER", 1, 3, "小明"], ["ORG", 4, 8, "北京大学"]]
        assert row[2] == [["LOC", 4, 6, "北京"]]
    assert found[2][1:] == [[["DATE", 0, 4, "TIME"]], [], {"a": 1.0}]


@pytest.mark.parametrize("format_", ["cas_xmi", "cas_json"])
def test_cassis_finds_the_same_names_and_links(tmp_path: Path, format_: str) -> None:
    text = f"{TEXT}\r\n<&>\t"
    files, _ = write_files(format_, [Record("d", Text(text), SPANS)])
    (found,) = ask("cassis", put(tmp_path, files))
    marks = [["PER", 1, 3, "小明"], ["ORG", 4, 8, "北京大学"]]
    assert found == ["d", text, marks, [["at", "PER", "ORG"]]]


def test_seqeval_finds_the_same_names(tmp_path: Path) -> None:
    for format_ in ("conll", "bioes"):
        data, _ = write(format_, [Record("d", Text(TEXT), FLAT)])
        (tmp_path / f"a.{format_}").write_bytes(data)
    wanted = [["PER", 1, 2], ["ORG", 4, 7]]
    assert ask("seqeval", tmp_path) == [[".bioes", wanted], [".conll", wanted]]


def test_bratly_finds_the_same_spans_and_relations(tmp_path: Path) -> None:
    pieces = [AnnotatedObject(f"p{n}", "DIS", Span(n, n + 1), group="g") for n in (1, 4)]
    files, _ = write_files(
        "brat", [Record("d", Text(TEXT), Document([*SPANS.objects, *pieces], SPANS.relations))]
    )
    found = ask("bratly", put(tmp_path, files))
    assert sorted(row[1:] for row in found if row[2]) == [
        ["DIS", [[1, 2], [4, 5]], "小 北"],
        ["ORG", [[4, 8]], "北京大学"],
        ["PER", [[1, 3]], "小明"],
    ]
    assert [row[1] for row in found if not row[2]] == ["at"]


def test_label_studios_own_interface_takes_our_tasks(tmp_path: Path) -> None:
    regions = Document([*NESTED.objects], [Relation("o1", "o2", "at")])
    classes = [{"name": name, "shape": "span"} for name in ("PER", "ORG", "LOC")]
    schema = {"media": "text", "classes": classes,
              "relations": [{"name": "at", "from": ["PER"], "to": ["ORG"]}]}  # fmt: skip
    data, report = write("label_studio", [Record("d", Text(TEXT), regions)], WriteOptions(schema=schema))
    assert report.dropped == {}
    interface, _ = write_config(parse_schema(schema), "en")
    found = ask("label_studio", put(tmp_path, {"tasks.json": data, "interface.xml": interface.encode()}))
    assert found == [[True, 4]]


def test_openpyxl_reads_the_same_cells() -> None:
    openpyxl: Any = pytest.importorskip("openpyxl")
    record = Record("d", Text(f"={TEXT}\n <&>"), Document(answers={"n": 3}), meta={"p": "x"})
    data, _ = write("excel", [record])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["item", "text", "answer:n", "meta:p"],
        ["d", f"={TEXT}\n <&>", "3", "x"],
    ]


@pytest.mark.realdata
def test_pycocotools_finds_every_blood_cell(real_data: Path, tmp_path: Path) -> None:
    records = good("voc", real_data / "vision" / "bccd")
    found = ask("pycocotools", placed(tmp_path, "coco", records))
    assert [row[2] for row in found] == [[b.x, b.y, b.w, b.h] for _, b in _boxes(records)]
    assert len(found) == 705


@pytest.mark.realdata
def test_the_real_schema_of_openlabel_takes_what_we_write_of_real_labels(
    real_data: Path, tmp_path: Path
) -> None:
    folder = real_data / "driving" / "openlabel_kitti_tracking"
    kept = []
    for number in ("0003", "0012"):
        source = folder / f"openlabel100_kitti_tracking_{number}.json"
        kept = [one for one in good("openlabel", source, options=ALONE) if one.document]
        data, report = write("openlabel", kept)
        assert report.items == len(kept)
        put(tmp_path, {f"{number}.json": data})
    holed = Polygon([0, 0, 9, 0, 9, 9], [[5, 1, 6, 1, 6, 2]])
    odd = Document([AnnotatedObject("o1", "car", holed, {"wet": True, "tags": ["a"]})])
    put(tmp_path, {"odd.json": write("openlabel", [Record("a.png", Picture(9, 9), odd)])[0]})
    put(tmp_path, {"schema.json": (folder / "openlabel_json_schema-v1.0.0.json").read_bytes()})
    assert ask("jsonschema", tmp_path) == [["0003.json", []], ["0012.json", []], ["odd.json", []]]


def test_datumaro_finds_the_same_cuboids(tmp_path: Path) -> None:
    car = Cuboid(1, 2, 3, 4, 2, 1.5, yaw=90)
    record = Record("ds0/pointcloud/a.pcd", PointCloud(), Document([AnnotatedObject("o1", "car", car)]))
    files, report = write_files("supervisely_cloud", [record])
    assert report.dropped == {}
    folder = put(tmp_path, files | {"ds0/pointcloud/a.pcd": pcd()})
    ((name, class_, kind, numbers),) = ask("datumaro:sly_pointcloud", folder)
    assert (class_, kind) == ("car", "cuboid_3d") and name.startswith("a")
    # datumaro rounds to two places.
    assert numbers == pytest.approx([1, 2, 3, 4, 2, 1.5, 0, 0, math.pi / 2], abs=0.005)


def test_point_files_of_laspy_and_pypcd4_hold_the_same_points(tmp_path: Path) -> None:
    for name, rows in ask("points", tmp_path):
        made = read_points(FileMember(name, tmp_path / name))
        assert made.xyz.tolist() == [pytest.approx(row, abs=1e-5) for row in rows]
