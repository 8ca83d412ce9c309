"""YOLO, VOC, LabelMe, CVAT and masks: what is read, what comes back, and the traps of each."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from beanfield.annotation.document import (
    AnnotatedObject,
    AnyShape,
    Box,
    Document,
    Ellipse,
    Mask,
    Point,
    Polygon,
    Polyline,
    RotatedBox,
    Skeleton,
)
from beanfield.formats.base import WriteOptions
from beanfield.formats.faults import FormatError
from beanfield.formats.record import Picture, Record
from beanfield.formats.source import Source
from tests.formats.round_trip import assert_same, there_and_back
from tests.formats.samples import SAMPLES, png, put
from tests.formats.support import ALONE, good, read, write_files

SQUARE = Mask(1, 1, 2, 2, [0, 4])
SHAPES: dict[str, AnyShape] = {
    "box": Box(1.25, 0.5, 3, 2.75),
    "rotated_box": RotatedBox(4, 3, 3, 2, 30),
    "polygon": Polygon([0, 0, 4, 0, 4.125, 4]),
    "polyline": Polyline([0, 0, 1, 1, 2, 1]),
    "point": Point(2.5, 3),
    "ellipse": Ellipse(3, 3, 2, 2),
    "mask": SQUARE,
    "skeleton": Skeleton([1, 1, 2, 0, 0, 0, 3, 3, 1]),
}
HOLDING = {
    "yolo": ["box"],
    "yolo_segment": ["polygon"],
    "yolo_obb": ["rotated_box"],
    "yolo_pose": ["skeleton"],
    "voc": ["box", "rotated_box"],
    "labelme": ["box", "rotated_box", "polygon", "polyline", "point", "ellipse", "mask"],
    "cvat": list(SHAPES),
    "voc_masks": ["mask"],
    "cityscapes": ["mask"],
    "coco_panoptic": ["mask"],
}


def picture(*objects: AnnotatedObject, name: str = "a.png") -> Record:
    """An item of 8 × 6 pixels."""
    return Record(name, Picture(8, 6), Document(list(objects)))


@pytest.mark.parametrize(("format_", "shape"), [(f, shape) for f, held in HOLDING.items() for shape in held])
def test_every_shape_that_a_format_holds_comes_back(tmp_path: Path, format_: str, shape: str) -> None:
    record = picture(AnnotatedObject("o1", "车", SHAPES[shape]))
    put(tmp_path, {"a.png": png()})
    schema = {"media": "image", "classes": [{"name": "车", "shape": shape}]}
    if shape == "skeleton":
        schema["classes"][0]["skeleton"] = {"keypoints": ["nose", "eye", "ear"]}  # type: ignore[index]  # plain JSON
    assert_same([record], there_and_back(format_, [record], tmp_path, WriteOptions(schema=schema)))


@pytest.mark.parametrize("format_", sorted(set(HOLDING) - {"cvat"}))
def test_a_shape_that_a_format_lacks_is_refused_by_name_or_counted(format_: str) -> None:
    lacking = next(shape for shape in SHAPES if shape not in HOLDING[format_])
    record = picture(AnnotatedObject("o1", "车", SHAPES[lacking]))
    with pytest.raises(FormatError, match=lacking):
        write_files(format_, [record])
    _, report = write_files(format_, [record], WriteOptions(drop=True))
    assert report.dropped == {f"shape:{lacking}": 1}


@pytest.mark.parametrize(
    ("labels", "key", "line"),
    [
        (b"0 0.5 0.5 0.5\n", "format_number_count", 1),
        (b"0 0.5 0.5 0.5 0.5\n\n0 0.5 nan 0.5 0.5\n", "format_bad_number", 3),
        (b"0 0.5 0.5 x 0.5\n", "format_bad_number", 1),
        (b"0 0.5 0.5 0 0.5\n", "format_bad_box", 1),
        (b"0 0.5 0.5 -0.5 0.5\n", "format_bad_box", 1),
        (b"7 0.5 0.5 0.5 0.5\n", "format_unknown_category", 1),
        (b"-1 0.5 0.5 0.5 0.5\n", "format_unknown_category", 1),
        (b"0 0.5 0.5 0.5 0.5 2\n", "format_bad_score", 1),
    ],
)
def test_faults_of_yolo_have_their_line(tmp_path: Path, labels: bytes, key: str, line: int) -> None:
    put(tmp_path, SAMPLES["yolo"] | {"labels/a.txt": labels})
    _, faults = read("yolo", tmp_path)
    assert [(f.key, f.file, f.line) for f in faults] == [(key, "labels/a.txt", line)]


def test_yolo_counts_shares_of_the_picture_and_tells_unmarked_from_empty(tmp_path: Path) -> None:
    put(tmp_path, SAMPLES["yolo"] | {"images/c.png": png(), "labels/c.txt": b""})
    first, second, third = good("yolo", tmp_path)
    assert first.document and first.document.objects[0].shape == Box(2, 1.5, 4, 3)
    assert (second.name, second.document) == ("images/b.png", None)
    assert (third.name, third.document) == ("images/c.png", Document())
    files, _ = write_files("yolo", [first, second, third])
    assert sorted(files) == ["data.yaml", "labels/a.txt", "labels/c.txt"]


def test_a_yolo_picture_that_lies_on_its_side_is_counted_upright(tmp_path: Path) -> None:
    out = io.BytesIO()
    made = Image.new("RGB", (8, 6))
    exif = made.getexif()
    exif[0x0112] = 6
    made.save(out, "JPEG", exif=exif)
    put(tmp_path, {"a.jpg": out.getvalue(), "a.txt": b"0 0.5 0.5 1 1\n"})
    record = good("yolo", tmp_path)[0]
    assert record.content == Picture(6, 8)
    assert record.document and record.document.objects[0].shape == Box(0, 0, 6, 8)


def test_labels_beside_pictures_and_names_in_a_list_are_found_too(tmp_path: Path) -> None:
    put(tmp_path, {"d/a.png": png(), "d/a.txt": b"1 0.5 0.5 1 1\n", "classes.txt": b"cat\ndog\n"})
    document = good("yolo", tmp_path)[0].document
    assert document and document.objects[0].class_ == "dog"


def test_a_yaml_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    put(tmp_path, SAMPLES["yolo"] | {"data.yaml": b"a: &a [x, x]\nb: [*a, *a]\nnames: [x]\n"})
    with pytest.raises(FormatError, match="alias"):
        good("yolo", tmp_path)


def test_yolo_labels_stand_beside_media_that_the_export_puts_elsewhere() -> None:
    files, _ = write_files("yolo", [picture()], WriteOptions(media_prefix="media/"))
    assert sorted(files) == ["data.yaml", "media/a.txt"]
    assert b"train: media/" in files["data.yaml"]


def test_two_pictures_that_would_share_a_label_file_are_told_apart_or_refused() -> None:
    records = [picture(name="a.png"), picture(name="a.jpg")]
    for format_ in ("yolo", "voc", "labelme", "cityscapes"):
        with pytest.raises(FormatError, match="taken"):
            write_files(format_, records)


def test_voc_keeps_flags_pose_and_parts_and_names_attributes_it_has_no_place_for(tmp_path: Path) -> None:
    head = AnnotatedObject("o1", "人", Box(0, 0, 5, 5), {"difficult": True, "pose": "左"}, group="o1")
    record = picture(head, AnnotatedObject("o1.1", "头", Box(1, 1, 2, 2), group="o1"))
    assert_same([record], there_and_back("voc", [record], tmp_path))
    files, _ = write_files("voc", [record])
    assert b"<xmin>1</xmin><ymin>1</ymin><xmax>5</xmax>" in files["Annotations/a.xml"]
    with pytest.raises(FormatError, match="the attribute colour"):
        write_files("voc", [picture(AnnotatedObject("o1", "人", Box(0, 0, 5, 5), {"colour": "红"}))])


def test_a_box_left_of_the_picture_would_turn_voc_to_counting_from_zero_and_is_refused() -> None:
    with pytest.raises(FormatError, match="outside the picture"):
        write_files("voc", [picture(AnnotatedObject("o1", "人", Box(-1, 0, 5, 5)))])


def test_names_with_marks_of_xml_come_back(tmp_path: Path) -> None:
    name = "a<&>\"'车"
    record = picture(AnnotatedObject("o1", name, Box(0, 0, 5, 5), {"k<": "v&"}))
    assert_same([record], there_and_back("cvat", [record], tmp_path))


def test_cvat_becomes_ours(tmp_path: Path) -> None:
    record = good("cvat", put(tmp_path, SAMPLES["cvat"]))[0]
    assert record.document is not None
    objects = record.document.objects
    assert objects[0].attributes == {"wet": True, "doors": 4, "make": "suv", "occluded": True, "z_order": 2}
    assert (objects[0].shape, objects[0].group) == (Box(1.5, 1, 3.5, 3), "7")
    assert objects[1].shape == RotatedBox(3, 2, 4, 2, 30)
    assert objects[6].shape == Mask(2, 1, 3, 2, [1, 2, 3])
    assert objects[7].shape == Skeleton([1, 1, 2, 3, 3, 1])  # in the order of the label, not of the file
    assert record.document.answers == {"weather": "rain"}
    assert_same([record], there_and_back("cvat", [record], tmp_path / "again"))


def test_cvat_video_is_frames_with_tracks_and_what_is_outside_is_not_there(tmp_path: Path) -> None:
    shape = '<box frame="{}" outside="{}" occluded="1" keyframe="1" xtl="0" ytl="0" xbr="4" ybr="4"></box>'
    rows = "".join(shape.format(*pair) for pair in ((2, 0), (3, 0), (4, 1)))
    track = f'<track id="9" label="车" source="manual">{rows}</track>'
    text = f"<annotations><version>1.1</version>{track}</annotations>"
    put(tmp_path, {"annotations.xml": text.encode()})
    records = good("cvat", tmp_path, options=ALONE)
    assert [record.name for record in records] == ["frame_000002.png", "frame_000003.png"]
    one = records[0].document.objects[0] if records[0].document else None
    assert one and (one.track, one.frame, one.attributes) == ("9", 2, {"occluded": True, "keyframe": True})


@pytest.mark.parametrize(
    ("old", "new", "key", "line"),
    [
        ('xbr="5"', 'xbr="1"', "format_bad_box", 18),
        ('xbr="5"', 'xbr="nan"', "format_bad_number", 18),
        ('xbr="5" ybr="4"', 'ybr="4"', "format_missing_attribute", 18),
        ("4,4.25", "4", "format_bad_points", 24),
        ('rle="1, 2, 3"', 'rle="1, 2, 4"', "format_bad_rle", 28),
        ('rle="1, 2, 3"', 'rle="9, -6, 3"', "format_bad_rle", 28),
        ('left="2"', 'left="7"', "format_outside_picture", 28),
        ('label="road"', 'label=""', "format_no_name", 24),
        ("<polyline", "<cuboid", "format_bad_xml", 25),
        (">4<", ">four<", "format_bad_number", 18),
        ("</annotations>", "", "format_bad_xml", 36),
        ("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<!DOCTYPE a []>", "format_xml_entities", 1),
    ],
)  # fmt: skip
def test_faults_of_cvat_have_their_line(tmp_path: Path, old: str, new: str, key: str, line: int) -> None:
    text = SAMPLES["cvat"]["annotations.xml"].decode().replace(old, new, 1)
    put(tmp_path, {"annotations.xml": text.encode(), "a.png": png()})
    _, faults = read("cvat", tmp_path)
    assert [(f.key, f.file, f.line) for f in faults] == [(key, "annotations.xml", line)]


def test_masks_that_lie_over_one_another_are_refused_or_counted(tmp_path: Path) -> None:
    objects = [AnnotatedObject("o1", "a", SQUARE), AnnotatedObject("o2", "b", Mask(2, 2, 2, 2, [0, 4]))]
    for format_ in ("voc_masks", "cityscapes", "coco_panoptic"):
        with pytest.raises(FormatError, match="what overlaps"):
            write_files(format_, [picture(*objects)])
        files, report = write_files(format_, [picture(*objects)], WriteOptions(drop=True))
        assert report.dropped == {"overlap": 1}
        document = good(format_, put(tmp_path / format_, files), options=ALONE)[0].document
        assert document and document.objects[0].shape.bounds() == SQUARE.bounds()


def test_voc_void_pixels_belong_to_nothing_and_a_thing_has_one_class(tmp_path: Path) -> None:
    document = good("voc_masks", put(tmp_path, SAMPLES["voc_masks"]))[0].document
    assert document and [(o.class_, o.shape) for o in document.objects] == [
        ("车", Mask(2, 0, 2, 2, [0, 3, 1])),
        ("person", Mask(0, 1, 2, 2, [0, 4])),
    ]


def test_cityscapes_numbers_are_class_and_thing(tmp_path: Path) -> None:
    document = good("cityscapes", put(tmp_path, SAMPLES["cityscapes"]))[0].document
    assert document and [o.class_ for o in document.objects] == ["road", "building", "car", "car"]


def test_panoptic_numbers_are_packed_into_colours_and_must_be_explained(tmp_path: Path) -> None:
    document = good("coco_panoptic", put(tmp_path, SAMPLES["coco_panoptic"]))[0].document
    assert document and [(o.class_, o.attributes) for o in document.objects] == [
        ("车", {}),
        ("天空", {"iscrowd": True}),
    ]
    text = SAMPLES["coco_panoptic"]["panoptic.json"].replace(b'"id": 300', b'"id": 301')
    _, faults = read("coco_panoptic", put(tmp_path, {"panoptic.json": text}))
    assert [(f.key, f.file, f.line) for f in faults] == [("format_no_pixels", "panoptic.json", 11)]


def test_a_picture_too_large_to_paint_is_refused_before_memory_is_taken() -> None:
    record = Record("a.png", Picture(900_000, 900_000), Document([AnnotatedObject("o1", "a", SQUARE)]))
    with pytest.raises(FormatError, match="so large"):
        write_files("voc_masks", [record])


def test_two_turned_boxes_of_labelme_keep_their_angle(tmp_path: Path) -> None:
    record = picture(AnnotatedObject("o1", "船", RotatedBox(4, 3, 3, 2, -120), {"wet": False}))
    assert_same([record], there_and_back("labelme", [record], tmp_path))


def test_kitti_keeps_its_box_in_space_and_what_is_unknown_is_no_attribute(tmp_path: Path) -> None:
    record = good("kitti", put(tmp_path, SAMPLES["kitti"]))[0]
    assert record.name == "image_2/000001.png" and record.document is not None
    car, nothing = record.document.objects
    assert (car.shape, car.attributes["occluded"], car.attributes["z"]) == (
        Box(1.63, 1.54, 4.18, 1.58),
        1,
        58.49,
    )
    assert (nothing.class_, nothing.attributes) == ("DontCare", {})
    assert_same([record], there_and_back("kitti", [record], tmp_path / "again"))
    _, faults = read("kitti", put(tmp_path, {"label_2/000001.txt": b"Car 0 0 0 5 5 1 1" + b" 1" * 7}))
    assert [(f.key, f.file, f.line) for f in faults] == [("format_bad_box", "label_2/000001.txt", 1)]


def test_mot_counts_from_one_and_keeps_what_is_found_apart_from_what_is_true(tmp_path: Path) -> None:
    first, second = good("mot", put(tmp_path, SAMPLES["mot"]))
    assert first.name == "S/img1/000001.png" and first.document and first.prelabel and second.document
    one = first.document.objects[0]
    assert (one.shape, one.track, one.frame) == (Box(1, 2, 4, 2), "1", 0)
    assert one.attributes == {"visibility": 0.5}
    assert (second.document.objects[0].class_, second.document.objects[0].attributes["ignored"]) == (
        "car",
        True,
    )
    assert [o.score for o in first.prelabel.objects] == [0.75, None]
    assert first.prelabel.objects[1].attributes == {"confidence": 7.5}
    first.prelabel = None
    assert_same([first, second], there_and_back("mot", [first, second], tmp_path / "again"))


@pytest.mark.realdata
def test_real_tracks_and_cars_come_back(real_data: Path, tmp_path: Path) -> None:
    records = good("mot", real_data / "vision/mot15_tud", options=ALONE)
    assert sum(len(record.document.objects) for record in records if record.document) == 359 + 1156
    for record in records:
        record.prelabel = None
    assert_same(records, there_and_back("mot", records, tmp_path / "mot"))
    with Source.open(real_data / "driving/kitti_object"):
        cars = good("kitti", real_data / "driving/kitti_object")
        assert [len(record.document.objects) for record in cars if record.document] == [1, 7, 2]
        assert_same(cars, there_and_back("kitti", cars, tmp_path / "kitti"))


REAL = [
    ("vision/bccd", "voc", "voc"), ("vision/raccoon", "voc", "voc"), ("vision/bccd", "voc", "yolo"),
    ("vision/bccd", "voc", "cvat"), ("vision/labelme_polygons", "labelme", "labelme"),
    ("vision/labelme_polygons", "labelme", "cvat"), ("vision/labelme_video", "labelme", "labelme"),
    ("vision/labelme_polygons", "voc_masks", "voc_masks"), ("vision/labelme_polygons", "voc_masks", "coco"),
    ("vision/labelme_polygons", "voc_masks", "cityscapes"),
    ("vision/labelme_polygons", "voc_masks", "coco_panoptic"),
]  # fmt: skip


@pytest.mark.realdata
@pytest.mark.parametrize(("folder", "reader", "writer"), REAL)
def test_real_pictures_come_back(
    real_data: Path, tmp_path: Path, folder: str, reader: str, writer: str
) -> None:
    with Source.open(real_data / folder):
        records = good(reader, real_data / folder, options=ALONE)
        assert any(record.document for record in records)
        if writer == "yolo":
            for record in records:
                for one in record.document.objects if record.document else ():
                    one.attributes = {}
        again = there_and_back(writer, records, tmp_path)
    if writer in {"yolo", "labelme"}:
        again = sorted(again, key=lambda record: record.name)
        records = sorted(records, key=lambda record: record.name)
    if writer in {"cityscapes", "coco_panoptic"}:
        records = [_by_class(record) for record in records]
        again = [_by_class(record) for record in again]
    assert_same(records, again)


def _by_class(record: Record) -> Record:
    """The same with its objects in the order of their places."""
    if record.document:
        record.document.objects.sort(key=lambda one: (one.class_, one.shape.bounds()))
    return record


@pytest.mark.realdata
def test_real_masks_have_the_pixels_of_their_pictures(real_data: Path) -> None:
    folder = real_data / "vision/labelme_polygons"
    for record in good("voc_masks", folder, options=ALONE):
        file = folder / "voc/SegmentationObject" / f"{record.name.rsplit('/', 1)[-1][:-4]}.png"
        pixels = np.asarray(Image.open(file))
        assert record.document is not None
        for one in record.document.objects:
            assert isinstance(one.shape, Mask)
            assert one.shape.area() == int((pixels == int(one.id[1:])).sum())
