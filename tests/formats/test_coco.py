"""COCO: what is read, what is written, and what pycocotools says of it."""

from __future__ import annotations

import contextlib
import io
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pycocotools import coco as pycoco

from beanfield.annotation.document import AnnotatedObject, Box, Document, Ellipse, Mask, Polygon, Skeleton
from beanfield.annotation.schema import parse_schema
from beanfield.formats import registry
from beanfield.formats.base import ReadOptions, WriteOptions
from beanfield.formats.faults import FormatError
from beanfield.formats.record import Picture, Record
from beanfield.formats.source import Source
from tests.formats.samples import COCO, SAMPLES, as_json, png, put
from tests.formats.support import ALONE, good, read, write


def _put(folder: Path, coco: Any) -> Path:
    return put(folder, SAMPLES["coco"] | {"coco.json": as_json(coco)})


def _theirs(data: bytes, folder: Path) -> pycoco.COCO:
    path = folder / "theirs.json"
    path.write_bytes(data)
    with contextlib.redirect_stdout(io.StringIO()):
        return pycoco.COCO(str(path))


def test_boxes_outlines_runs_and_keypoints_become_objects(tmp_path: Path) -> None:
    first, second = good("coco", _put(tmp_path, COCO))
    assert (first.name, first.content, first.meta) == ("a.png", Picture(8, 6), {"license": 1})
    assert first.media is not None and second.document is not None and first.document is not None
    assert second.document.objects == [AnnotatedObject("1", "车", Box(1, 1, 3, 2))]
    objects = first.document.objects
    assert [(o.id, o.group, type(o.shape)) for o in objects] == [
        ("2", "2", Polygon), ("2.1", "2", Polygon), ("3", None, Mask),
        ("4", "4", Skeleton), ("4.1", "4", Box),
    ]  # fmt: skip
    assert objects[3].attributes == {"occluded": True, "pose": "坐"}
    assert objects[3].score == 0.5
    assert objects[2].shape == Mask(1, 1, 1, 4, [0, 4])


def test_the_order_of_the_lists_does_not_matter(tmp_path: Path) -> None:
    straight = good("coco", _put(tmp_path / "a", COCO))
    turned = {key: COCO[key] for key in reversed(COCO)}
    for a, b in zip(straight, good("coco", _put(tmp_path / "b", turned)), strict=True):
        assert (a.name, a.document, a.content) == (b.name, b.document, b.content)


def test_a_schema_that_wants_boxes_gets_the_boxes_of_instances_that_have_outlines_too(tmp_path: Path) -> None:
    coco = deepcopy(COCO)
    coco["annotations"][1]["bbox"] = [0, 0, 7, 4]
    schema = {
        "media": "image",
        "classes": [{"name": "车", "shape": "box"}, {"name": "person", "shape": "box"}],
    }
    first = good("coco", _put(tmp_path, coco), options=ReadOptions(schema=schema))[0]
    assert first.document is not None
    boxes = [o.shape for o in first.document.objects if isinstance(o.shape, Box)]
    assert boxes == [Box(0, 0, 7, 4), Box(0, 0, 4, 4)]


def test_the_derived_schema_holds_every_class_and_fits_the_documents(tmp_path: Path) -> None:
    with Source.open(_put(tmp_path, COCO)) as source:
        sketch = registry.reader("coco").sketch(source)
    schema = parse_schema(sketch.schema())
    assert {(c.name, c.shape) for c in schema.classes} == {
        ("车", "polygon"), ("车_box", "box"), ("车_mask", "mask"),
        ("person", "skeleton"), ("person_box", "box"),
    }  # fmt: skip
    person = schema.class_named("person")
    assert person and person.skeleton and person.skeleton.edges == ((0, 1), (1, 2))
    document = good("coco", tmp_path)[1].document
    assert document and sketch.fit(document).objects[0].class_ == "车_box"


def test_a_round_trip_keeps_counts_places_attributes_scores_and_groups(tmp_path: Path) -> None:
    records = good("coco", _put(tmp_path / "a", COCO))
    data, report = write("coco", records)
    assert (report.items, report.objects, report.dropped) == (2, 4, {})
    again = good("coco", put(tmp_path / "b", SAMPLES["coco"] | {"coco.json": data}))
    for before, after in zip(records, again, strict=True):
        assert (after.name, after.content, after.meta) == (before.name, before.content, before.meta)
        assert before.document and after.document
        assert [
            (o.class_, o.shape, o.attributes, o.score, o.group is None) for o in after.document.objects
        ] == [(o.class_, o.shape, o.attributes, o.score, o.group is None) for o in before.document.objects]


def test_pycocotools_counts_the_same_and_decodes_the_same_masks(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    records, masks = [], []
    for number in range(20):
        pixels = rng.random((30, 41)) < 0.3
        masks.append(pixels)
        objects = [
            AnnotatedObject("m", "thing", Mask.of_pixels(pixels)),
            AnnotatedObject("b", "box", Box(1.5, 2, 3, 4.25)),
        ]
        records.append(Record(f"{number}.png", Picture(41, 30), Document(objects)))
    theirs = _theirs(write("coco", records)[0], tmp_path)
    assert len(theirs.getImgIds()) == 20
    assert len(theirs.getAnnIds()) == 40
    for number, pixels in enumerate(masks, 1):
        mask, box = theirs.loadAnns(theirs.getAnnIds(imgIds=[number]))
        assert np.array_equal(theirs.annToMask(mask).astype(bool), pixels)
        assert mask["area"] == pixels.sum()
        assert (box["bbox"], box["area"]) == ([1.5, 2, 3, 4.25], 12.75)


def test_a_crowd_and_the_category_order_of_the_schema_are_kept(tmp_path: Path) -> None:
    coco = deepcopy(COCO)
    coco["annotations"][2]["iscrowd"] = 1
    records = good("coco", _put(tmp_path, coco))
    assert records[0].document and records[0].document.objects[2].attributes == {"iscrowd": True}
    schema = {
        "media": "image",
        "classes": [{"name": "person", "shape": "box"}, {"name": "车", "shape": "box"}],
    }
    written = json.loads(write("coco", records, WriteOptions(schema=schema))[0])
    assert [c["name"] for c in written["categories"]] == ["person", "车"]
    assert [a["iscrowd"] for a in written["annotations"]] == [0, 1, 0, 0]


def test_what_coco_cannot_hold_is_refused_by_name_or_dropped_and_counted() -> None:
    document = Document(
        [AnnotatedObject("e", "ball", Ellipse(5, 5, 2, 1)), AnnotatedObject("b", "car", Box(0, 0, 1, 1))],
        answers={"weather": "rain"},
    )
    record = Record("a.png", Picture(10, 10), document)
    with pytest.raises(FormatError, match=r"coco cannot hold the shape ellipse \(a.png\)"):
        write("coco", [record])
    _, report = write("coco", [record], WriteOptions(drop=True))
    assert report.dropped == {"shape:ellipse": 1, "field:weather": 1}
    assert report.objects == 1


def test_a_polygon_with_holes_is_refused_or_becomes_a_mask_with_its_holes(tmp_path: Path) -> None:
    shape = Polygon([0, 0, 6, 0, 6, 6, 0, 6], [[2, 2, 4, 2, 4, 4, 2, 4]])
    record = Record("a.png", Picture(8, 6), Document([AnnotatedObject("p", "ring", shape)]))
    with pytest.raises(FormatError, match="holes in polygons"):
        write("coco", [record])
    data, report = write("coco", [record], WriteOptions(drop=True))
    assert report.dropped == {"holes": 1}
    theirs = _theirs(data, tmp_path)
    assert theirs.annToMask(theirs.loadAnns([1])[0]).sum() == 36 - 4


@pytest.mark.parametrize(
    ("change", "key", "path"),
    [
        ({"bbox": [1, 1, -3, 2]}, "format_bad_box", "bbox"),
        ({"bbox": [1, 1, 3]}, "format_bad_box", "bbox"),
        ({"bbox": "x"}, "fault_want_list", "bbox"),
        ({"bbox": None}, "format_no_geometry", ""),
        ({"segmentation": [[0, 0, 1, 1]]}, "format_bad_polygon", "segmentation[0]"),
        ({"segmentation": [[0, 0, 1, 1, 2, 2, 3]]}, "format_bad_polygon", "segmentation[0]"),
        ({"segmentation": {"size": [6, 8], "counts": [1, 2]}}, "format_bad_rle", "segmentation.counts"),
        ({"segmentation": {"size": [8, 6], "counts": [0, 48]}}, "format_bad_rle", "segmentation.size"),
        ({"segmentation": {"size": [6, 8], "counts": "~"}}, "format_bad_rle", "segmentation.counts"),
        ({"category_id": 99}, "format_unknown_category", "category_id"),
        ({"category_id": 2, "keypoints": [1, 2, 2]}, "format_bad_keypoints", "keypoints"),
        ({"category_id": 2, "keypoints": [1, 2, 7] * 3}, "format_bad_keypoints", "keypoints"),
        ({"score": 2}, "format_bad_score", "score"),
        ({"image_id": 1234}, "format_unknown_image", ""),
        ({"id": 2}, "format_duplicate_id", ""),
    ],
)
def test_a_bad_annotation_is_named_by_line_and_path_and_its_image_is_left_out(
    tmp_path: Path, change: dict[str, Any], key: str, path: str
) -> None:
    coco = deepcopy(COCO)
    coco["annotations"][0] |= change
    data = as_json(coco)
    line = 1 + data[: data.index(b'"annotations"')].count(b"\n")
    records, faults = read("coco", put(tmp_path, SAMPLES["coco"] | {"coco.json": data}))
    assert [f.key for f in faults] == [key]
    assert faults[0].file == "coco.json"
    assert faults[0].line and faults[0].line > line
    assert faults[0].path is not None and faults[0].path.startswith("annotations[")
    assert faults[0].path.endswith(path)
    if key not in {"format_unknown_image", "format_duplicate_id"}:
        assert [record.name for record in records] == ["a.png"]


@pytest.mark.parametrize("cut", [0.02, 0.2, 0.4, 0.6, 0.8, 0.99])
def test_a_truncated_file_is_an_error_with_its_line(tmp_path: Path, cut: float) -> None:
    data = as_json(COCO)
    put(tmp_path, {"coco.json": data[: int(len(data) * cut)]})
    with pytest.raises(FormatError) as caught:
        read("coco", tmp_path)
    fault = caught.value.fault
    assert fault.key in {"format_truncated", "format_element_too_long", "format_not_json"}
    assert fault.line is not None and fault.file == "coco.json"


def test_missing_pictures_are_faults_unless_they_are_not_asked_for(tmp_path: Path) -> None:
    put(tmp_path, {"coco.json": as_json(COCO), "a.png": png()})
    records, faults = read("coco", tmp_path)
    assert [record.name for record in records] == ["a.png"]
    assert [(f.key, f.params) for f in faults] == [("format_media_missing", {"name": "sub/b.png"})]
    assert len(good("coco", tmp_path, options=ALONE)) == 2


def test_not_a_number_is_a_fault_of_its_annotation_only(tmp_path: Path) -> None:
    data = as_json(COCO).replace(b'"score": 0.5', b'"score": NaN')
    records, faults = read("coco", put(tmp_path, SAMPLES["coco"] | {"coco.json": data}))
    assert [record.name for record in records] == ["sub/b.png"]
    assert [(f.key, f.path) for f in faults] == [("fault_not_json", "annotations[3]")]


def test_a_file_on_one_line_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    coco = deepcopy(COCO) | {"info": {"note": "x" * (10 << 20)}}
    data = json.dumps(coco, ensure_ascii=False).encode("gb18030")
    assert b"\n" not in data
    assert len(good("coco", put(tmp_path, SAMPLES["coco"] | {"coco.json": data}))) == 2
