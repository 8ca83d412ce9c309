"""Driving: cuboids, tracks, point files, and the formats that carry them."""

from __future__ import annotations

import json
import struct
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beanfield.annotation.document import (
    AnnotatedObject,
    AnyShape,
    Box,
    Cuboid,
    Document,
    Point,
    Polygon,
    Polyline,
    RotatedBox,
)
from beanfield.formats.faults import FormatError
from beanfield.formats.lzf import unpacked
from beanfield.formats.member import FileMember
from beanfield.formats.points import Points, read_points
from beanfield.formats.record import Picture, PointCloud, Record
from tests.formats.round_trip import assert_same, there_and_back
from tests.formats.samples import SAMPLES, put
from tests.formats.samples_late import pcd
from tests.formats.support import ALONE, good, write_files

CAR = Cuboid(10.5, -2.25, 0.75, 4.5, 1.75, 1.5, yaw=-35.5, pitch=2, roll=-1)
SIDES = st.floats(0.1, 50).map(lambda value: round(value, 3))
PLACES = st.floats(-500, 500).map(lambda value: round(value, 3))
TURNS = st.floats(-180, 180).map(lambda value: round(value, 3))
cuboids = st.builds(Cuboid, *[PLACES] * 3, *[SIDES] * 3, TURNS, TURNS, TURNS)


def points_of(folder: Path, name: str, data: bytes) -> Points:
    """What is read of a point file."""
    put(folder, {name: data})
    return read_points(FileMember(name, folder / name))


def test_openlabel_takes_its_centre_based_boxes_holes_and_tracks(tmp_path: Path) -> None:
    records = good("openlabel", put(tmp_path, SAMPLES["openlabel"]), options=ALONE)
    assert [one.name for one in records] == ["a/CAM/000000.png", "a/TOP-3d/000000.pcd", "a/CAM/000001.png"]
    first, cloud, second = (one.document or Document() for one in records)
    assert records[0].content == Picture(8, 6) and isinstance(records[1].content, PointCloud)
    (box,) = first.objects
    assert (box.shape, box.track, box.frame) == (Box(1, 1, 4, 2), "t1", 0)
    assert box.attributes == {"make": "x", "occluded": 1}
    assert [type(one.shape) for one in cloud.objects] == [Cuboid]  # the other one has no size
    outline, turned = second.objects
    assert outline.shape == Polygon([0, 0, 6, 0, 6, 5], [[2, 1, 3, 1, 3, 2]])
    assert turned.attributes == {"wet": True} and isinstance(turned.shape, RotatedBox)
    assert turned.shape.angle == pytest.approx(28.6478897)


def test_openlabel_keeps_shapes_tracks_frames_and_attributes(tmp_path: Path) -> None:
    shapes: list[AnyShape] = [
        Box(1, 2, 3.5, 4),
        RotatedBox(4, 3, 2, 1, 30),
        Polyline([0, 0, 1, 1]),
        Point(2, 3),
    ]
    holed = Polygon([0, 0, 9, 0, 9, 9], [[5, 1, 6, 1, 6, 2], [7, 1, 8, 1, 8, 2]])
    attributes = {"occluded": True, "age": 2.5, "make": "车", "tags": ["a", "b"]}
    objects = [
        AnnotatedObject(f"o{n}", "car", shape, dict(attributes), 3, f"t{n}")
        for n, shape in enumerate([*shapes, holed, Polygon([1, 1, 2, 2, 3, 1])])
    ]
    later = [
        AnnotatedObject("o1", "car", Box(1, 2, 3, 4), {}, 4, "t0"),
        AnnotatedObject("o2", "bus", CAR, {}, 4, "t9"),
    ]
    records = [
        Record("cam/000003.png", Picture(8, 6), Document(objects)),
        Record("cam/000004.png", Picture(8, 6), Document(later[:1])),
        Record("top/000004.pcd", PointCloud(), Document(later[1:])),
    ]
    assert_same(records, there_and_back("openlabel", records, tmp_path))


def test_a_cuboid_turned_by_a_quaternion_is_turned_by_its_angles(tmp_path: Path) -> None:
    data = json.loads(SAMPLES["openlabel"]["a.json"])
    half = np.sqrt(0.5)
    told = data["openlabel"]["frames"]["0"]["objects"]["0"]["object_data"]["cuboid"]
    told[0]["val"] = [1, 2, 3, 0, 0, half, half, 4, 2, 1]
    records = good("openlabel", put(tmp_path, {"a.json": json.dumps(data).encode()}), options=ALONE)
    (one,) = (records[1].document or Document()).objects
    assert isinstance(one.shape, Cuboid)
    assert (one.shape.yaw, one.shape.pitch, one.shape.roll) == pytest.approx((90, 0, 0))


@given(st.lists(cuboids, min_size=1, max_size=4))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_cuboid_comes_back_to_the_millionth(
    tmp_path_factory: pytest.TempPathFactory, shapes: list[Cuboid]
) -> None:
    for format_ in ("openlabel", "supervisely_cloud"):
        flat = format_ == "supervisely_cloud"
        objects = [
            AnnotatedObject(f"o{n}", "car", shape, {"age": n}, None if flat else 0, None if flat else f"t{n}")
            for n, shape in enumerate(shapes)
        ]
        name = "ds/pointcloud/a.pcd"
        records = [Record(name, PointCloud(), Document(objects))]
        assert_same(records, there_and_back(format_, records, tmp_path_factory.mktemp("cuboids")))


def test_kitti_tracking_keeps_frames_tracks_and_the_box_in_space(tmp_path: Path) -> None:
    records = good("kitti_tracking", put(tmp_path, SAMPLES["kitti_tracking"]))
    assert [one.name for one in records] == ["image_02/0001/000000.png", "image_02/0001/000002.png"]
    car, ignored = ((one.document or Document()).objects[0] for one in records)
    assert (car.track, car.frame, car.attributes["z"]) == ("0", 0, 58.49)
    assert (ignored.class_, ignored.track, ignored.frame) == ("DontCare", None, 2)
    assert_same(records, there_and_back("kitti_tracking", records, tmp_path / "again"))
    named = Record(
        "1/000001.png", Picture(), Document([AnnotatedObject("o", "Car", Box(1, 1, 2, 2), {}, 0, "x")])
    )
    with pytest.raises(FormatError, match="tracks"):
        write_files("kitti_tracking", [named])


def test_padding_count_0_trailing_bytes_and_no_numbers_in_a_pcd(tmp_path: Path) -> None:
    made = points_of(tmp_path, "a.pcd", pcd())
    assert made.xyz[:2].tolist() == [[1, 2, 3], [-4, 5.5, 0]] and np.isnan(made.xyz[2, 0])
    assert made.values["intensity"].tolist() == [0.5, 0.25, 0]
    assert made.extent() == ([-4, 2, 0], [1, 5.5, 3])


def _pcd(data: bytes, how: str, fields: str = "x y z #1") -> bytes:
    count = len(fields.split())
    head = f"VERSION .7\nFIELDS {fields}\nSIZE {'4 ' * count}\nTYPE {'F ' * count}\n"
    return f"# c\n{head}WIDTH 2\nHEIGHT 1\nPOINTS 2\nDATA {how}\n".encode() + data


def test_pcd_in_letters_and_compressed_say_the_same(tmp_path: Path) -> None:
    """A field may be called `#1`: only a line that begins with the sign is a comment."""
    rows = np.array([[1, 2, 3, 9], [4, 5, 6, 8]], "<f4")
    letters = points_of(tmp_path, "a.pcd", _pcd(b"1 2 3 9\n4 5 6 8\n", "ascii"))
    plain = rows.T.tobytes()
    packed = b"".join(bytes([len(part) - 1]) + part for part in (plain[:16], plain[16:32]))
    data = struct.pack("<II", len(packed), len(plain)) + packed
    packed_too = points_of(tmp_path, "b.pcd", _pcd(data, "binary_compressed"))
    for made in (letters, packed_too):
        assert made.xyz.tolist() == rows[:, :3].tolist()
        assert made.values["#1"].tolist() == [9, 8]


def test_lzf_copies_what_came_before() -> None:
    assert unpacked(bytes([2]) + b"abc" + bytes([0b00100000, 2]), 6) == b"abcabc"
    assert unpacked(bytes([0]) + b"a" + bytes([0b11100000, 0, 0]), 10) == b"a" * 10
    with pytest.raises(ValueError, match="LZF"):
        unpacked(bytes([0b00100000, 9]), 3)


def test_ply_in_letters_and_in_either_byte_order_says_the_same(tmp_path: Path) -> None:
    head = "ply\nformat {} 1.0\ncomment x\nelement vertex 2\n"
    head += "".join(f"property float {axis}\n" for axis in "xyz")
    head += "property uchar red\nelement face 0\nproperty list uchar int vertex_indices\nend_header\n"
    rows = [(1.0, 2.0, 3.0, 7), (4.0, 5.0, 6.0, 8)]
    for how, order in (("binary_little_endian", "<"), ("binary_big_endian", ">")):
        body = b"".join(struct.pack(f"{order}3fB", *row) for row in rows)
        made = points_of(tmp_path, f"{how}.ply", head.format(how).encode() + body)
        assert made.xyz.tolist() == [[1, 2, 3], [4, 5, 6]] and made.values["red"].tolist() == [7, 8]
    body = "".join(" ".join(map(str, row)) + "\n" for row in rows).encode()
    assert points_of(tmp_path, "c.ply", head.format("ascii").encode() + body).xyz[1].tolist() == [4, 5, 6]


@pytest.mark.parametrize("suffix", [".pcd", ".ply", ".las", ".bin"])
@given(cut=st.integers(0, 400), noise=st.binary(max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_damaged_point_file_is_our_error(
    suffix: str, cut: int, noise: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    starts = {
        ".pcd": pcd(),
        ".ply": b"ply\nformat ascii 1.0\nelement vertex 1\n",
        ".las": b"LASF" + bytes(300),
    }
    data = starts.get(suffix, b"")[:cut] + noise
    try:
        points_of(tmp_path_factory.mktemp("points"), f"a{suffix}", data)
    except FormatError as error:
        assert error.fault.text("zh-CN")


@pytest.mark.realdata
def test_real_point_files_have_the_points_that_their_descriptions_state(real_data: Path) -> None:
    counts: dict[str, int] = {}
    for folder in ("kitti_object", "nuscenes_frame", "labelcloud_ply", "sustech_example"):
        for record in good("point_clouds", real_data / "driving" / folder):
            assert isinstance(record.content, PointCloud) and record.content.count is not None
            counts[record.name] = record.content.count
    assert [counts[f"velodyne/{n:06}.bin"] for n in range(3)] == [115_384, 120_268, 126_891]
    assert counts["exemplary.ply"] == 86_357
    assert [count for name, count in counts.items() if name.endswith(".pcd.bin")] == [34_688]
    assert all(66_000 <= count < 68_000 for name, count in counts.items() if name.endswith(".pcd"))


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("number", "frames", "tracks"), [("0003", 144, 11), ("0004", 314, 43), ("0012", 78, 6)]
)
def test_real_openlabel_comes_back(
    real_data: Path, tmp_path: Path, number: str, frames: int, tracks: int
) -> None:
    folder = real_data / "driving" / "openlabel_kitti_tracking"
    records = good("openlabel", folder / f"openlabel100_kitti_tracking_{number}.json", options=ALONE)
    documents = [one.document for one in records if one.document]
    assert len({o.frame for d in documents for o in d.objects}) <= frames
    kinds = Counter(type(o.shape).__name__ for d in documents for o in d.objects)
    assert set(kinds) == {"Box", "Cuboid"}
    assert len({o.track for d in documents for o in d.objects}) in {tracks, tracks - 1, tracks + 1}
    kept = [one for one in records if one.document and one.document.objects]
    assert_same(kept, there_and_back("openlabel", kept, tmp_path))
