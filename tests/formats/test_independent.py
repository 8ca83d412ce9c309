"""What other people's readers make of our files; a test is skipped where its reader is not installed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from beanfield.annotation.document import AnnotatedObject, Box, Document, Span
from beanfield.formats.base import WriteOptions
from beanfield.formats.record import Picture, Record, Text
from tests.formats.samples import png, put
from tests.formats.samples_more import TEXT
from tests.formats.support import write, write_files

pytestmark = pytest.mark.independent

SPANS = Document([AnnotatedObject("o1", "PER", Span(1, 3)), AnnotatedObject("o2", "LOC", Span(4, 8))])
BOXES = [
    Record(f"{name}.png", Picture(8, 6), Document([AnnotatedObject("o1", "car", Box(1, 2, n + 1, 3))]))
    for n, name in enumerate("abc")
]


@pytest.mark.parametrize("format_", ["conll", "bioes"])
def test_seqeval_finds_the_same_names(format_: str) -> None:
    labels: Any = pytest.importorskip("seqeval.metrics.sequence_labeling")
    data, _ = write(format_, [Record("d", Text(TEXT), SPANS)])
    tags = [row.split("\t")[1] for row in data.decode().splitlines() if row]
    assert labels.get_entities(tags) == [("PER", 1, 2), ("LOC", 4, 7)]


def test_openpyxl_reads_the_same_cells() -> None:
    openpyxl: Any = pytest.importorskip("openpyxl")
    data, _ = write(
        "excel", [Record("d", Text(f"={TEXT}\n <&>"), Document(answers={"n": 3}), meta={"p": "x"})]
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["item", "text", "answer:n", "meta:p"],
        ["d", f"={TEXT}\n <&>", "3", "x"],
    ]


def test_arrow_reads_the_same_rows() -> None:
    parquet: Any = pytest.importorskip("pyarrow.parquet")
    files, _ = write_files("parquet", [Record("d", Text(TEXT), SPANS)])
    table = parquet.read_table(io.BytesIO(files["data/train-00000-of-00001.parquet"]))
    assert table.column("text").to_pylist() == [TEXT]


@pytest.mark.parametrize("format_", ["yolo", "voc"])
def test_supervision_finds_the_same_boxes(tmp_path: Path, format_: str) -> None:
    supervision: Any = pytest.importorskip("supervision")
    files, _ = write_files(format_, BOXES, WriteOptions())
    put(tmp_path, files | {f"images/{record.name}": png() for record in BOXES})
    if format_ == "yolo":
        made = supervision.DetectionDataset.from_yolo(
            str(tmp_path / "images"), str(tmp_path / "labels"), str(tmp_path / "data.yaml")
        )
    else:
        made = supervision.DetectionDataset.from_pascal_voc(
            str(tmp_path / "images"), str(tmp_path / "Annotations")
        )
    widths = sorted(float(found.xyxy[0][2] - found.xyxy[0][0]) for _, _, found in made)
    assert widths == pytest.approx([1, 2, 3], abs=1.01 if format_ == "voc" else 1e-3)
