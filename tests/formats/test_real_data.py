"""Real data sets: the counts that their descriptions state, and round trips through our writers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from beanfield.annotation.schema import parse_schema
from beanfield.formats import registry
from beanfield.formats.base import WriteOptions
from beanfield.formats.record import Record
from beanfield.formats.source import Source
from tests.formats.support import ALONE, good, write

pytestmark = pytest.mark.realdata

BCCD, RACCOON, LABELME, KEYPOINTS = (
    f"vision/{name}" for name in ("bccd", "raccoon", "labelme_polygons", "coco_keypoints")
)


def _instances(records: list[Record]) -> int:
    """Objects, those of one group once."""
    return sum(len({o.group or o.id for o in r.document.objects}) for r in records if r.document)


def _shapes(records: list[Record]) -> Counter[str]:
    return Counter(type(o.shape).__name__ for r in records if r.document for o in r.document.objects)


def test_the_folders_are_recognised(real_data: Path) -> None:
    for folder, name in (
        (BCCD, "voc"),
        (RACCOON, "voc"),
        (KEYPOINTS, "coco"),
        ("vision/labelme_video", "labelme"),
    ):
        assert registry.guess(real_data / folder).name == name


def test_blood_cells_are_705_boxes_in_40_pictures(real_data: Path) -> None:
    records = good("voc", real_data / BCCD)
    assert len(records) == 40
    classes = Counter(o.class_ for r in records if r.document for o in r.document.objects)
    assert classes == {"RBC": 606, "Platelets": 54, "WBC": 45}


def test_raccoons_are_32_boxes_in_30_pictures(real_data: Path) -> None:
    records = good("voc", real_data / RACCOON)
    assert (len(records), _instances(records)) == (30, 32)


def test_labelme_has_18_polygons_and_one_of_each_primitive(real_data: Path) -> None:
    records = good("labelme", real_data / LABELME)
    pictures = [record for record in records if record.name != "primitives.jpg"]
    primitives = [record for record in records if record.name == "primitives.jpg"]
    assert _shapes(pictures) == {"Polygon": 18}
    assert _shapes(primitives) == {"Polygon": 1, "Ellipse": 1, "Box": 2, "Polyline": 2, "Point": 1, "Mask": 1}


def test_the_same_pictures_as_coco_have_12_instances(real_data: Path) -> None:
    records = good("coco", real_data / LABELME)
    assert (len(records), _instances(records)) == (3, 12)


def test_people_have_14_instances_of_17_keypoints(real_data: Path) -> None:
    with Source.open(real_data / KEYPOINTS) as source:
        schema = parse_schema(registry.reader("coco").derive_schema(source))
    records = good("coco", real_data / KEYPOINTS)
    assert (len(records), _instances(records)) == (4, 14)
    assert _shapes(records)["Skeleton"] == 12  # two people have no keypoint marked
    person = schema.class_named("person")
    assert person and person.skeleton and len(person.skeleton.keypoints) == 17


@pytest.mark.parametrize(
    ("source", "reader", "writer"),
    [
        (BCCD, "voc", "coco"),
        (BCCD, "voc", "label_studio"),
        (BCCD, "voc", "beanfield"),
        (RACCOON, "voc", "label_studio"),
        (KEYPOINTS, "coco", "coco"),
        (KEYPOINTS, "coco", "beanfield"),
        (LABELME, "labelme", "beanfield"),
        (LABELME, "coco", "coco"),
    ],
)
def test_real_annotations_come_back_from_every_format_that_holds_them(
    real_data: Path, tmp_path: Path, source: str, reader: str, writer: str
) -> None:
    records = good(reader, real_data / source)
    with Source.open(real_data / source) as opened:
        schema = registry.reader(reader).derive_schema(opened)
    data, report = write(writer, records, WriteOptions(people="names"))
    assert report.dropped == {}
    made = registry.writer(writer).file_name
    assert made is not None
    (tmp_path / made).write_bytes(data)
    again = good(writer, tmp_path, options=type(ALONE)(schema=None, media_required=False))
    assert schema["classes"]
    for before, after in zip(records, again, strict=True):
        assert (after.name, after.content) == (before.name, before.content)
        assert (before.document is None) == (after.document is None)
        if before.document is None or after.document is None:
            continue
        assert after.document.answers == before.document.answers
        for a, b in zip(before.document.objects, after.document.objects, strict=True):
            assert (b.class_, b.attributes, type(b.shape)) == (a.class_, a.attributes, type(a.shape))
            for name in a.shape.__struct_fields__:
                assert getattr(b.shape, name) == pytest.approx(getattr(a.shape, name), abs=1e-6)
