"""Pascal VOC and LabelMe."""

from __future__ import annotations

import base64
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from beanfield.annotation.document import AnnotatedObject, Box, Document, Ellipse, Mask, Polygon, Polyline
from beanfield.formats import registry
from beanfield.formats.member import Member
from beanfield.formats.record import Picture
from beanfield.formats.source import Source
from tests.formats.samples import LABELME, SAMPLES, VOC, as_json, png, put
from tests.formats.support import good, read


def _voc(folder: Path, text: str) -> Path:
    return put(folder, {"a.xml": text.encode(), "a.png": png()})


def test_voc_counts_from_one_and_includes_the_far_edge(tmp_path: Path) -> None:
    record = good("voc", _voc(tmp_path, VOC))[0]
    assert record.content == Picture(8, 6)
    assert record.document == Document(
        [AnnotatedObject("o1", "车", Box(0, 1, 8, 5), {"truncated": True, "difficult": False})]
    )


def test_a_corner_at_zero_shows_that_all_of_the_source_counts_from_zero(tmp_path: Path) -> None:
    _voc(tmp_path, VOC)
    other = VOC.replace("<xmin>1<", "<xmin>0<").replace("a.png", "b.png")
    put(tmp_path, {"b.xml": other.encode(), "b.png": png()})
    with Source.open(tmp_path) as source:
        rows = list(registry.reader("voc").read(source))
    assert [row.key for row in rows if hasattr(row, "key")] == ["format_voc_from_zero"]
    first = good("voc", tmp_path)[0].document
    assert first and first.objects[0].shape == Box(1, 2, 7, 4)


@pytest.mark.parametrize(
    ("old", "new", "key", "line"),
    [
        ("<xmax>8</xmax>", "<xmax>0</xmax>", "format_bad_box", 4),
        ("<xmax>8</xmax>", "<xmax>nan</xmax>", "format_bad_number", 4),
        ("<xmax>8</xmax>", "<xmax>inf</xmax>", "format_bad_number", 4),
        ("<xmax>8</xmax>", "", "format_missing_element", 4),
        ("<name>车</name>", "", "format_missing_element", 4),
        ("<width>8<", "<width>-8<", "format_bad_size", 1),
        ("</object>", "", "format_bad_xml", 10),
        ("</annotation>", "", "format_bad_xml", 11),
        ("<annotation>", "<html>", "format_bad_xml", 10),
    ],
)
def test_faults_of_voc_have_their_line(tmp_path: Path, old: str, new: str, key: str, line: int) -> None:
    _, faults = read("voc", _voc(tmp_path, VOC.replace(old, new)))
    assert [(f.key, f.file, f.line) for f in faults] == [(key, "a.xml", line)]


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_document_types_and_entities_are_refused(tmp_path: Path, prologue: str) -> None:
    _, faults = read(
        "voc", _voc(tmp_path, prologue + VOC.replace("车", "&x;" if "ENTITY x" in prologue else "车"))
    )
    assert [(f.key, f.line) for f in faults] == [("format_xml_entities", 1)]


def test_a_picture_that_is_missing_or_an_xml_of_too_many_megabytes_is_named(tmp_path: Path) -> None:
    put(tmp_path, {"a.xml": VOC.encode(), "b.xml": VOC.encode() + b" " * (17 << 20)})
    _, faults = read("voc", tmp_path)
    assert [(f.key, f.file) for f in faults] == [
        ("format_media_missing", "a.xml"),
        ("format_too_large", "b.xml"),
    ]


def _labelme(folder: Path, change: dict[str, Any] | None = None, **more: Any) -> Path:
    data = deepcopy(LABELME) | more
    data["shapes"][0] |= change or {}
    return put(folder, SAMPLES["labelme"] | {"a.json": as_json(data)})


def test_labelme_shapes_become_ours(tmp_path: Path) -> None:
    record = good("labelme", _labelme(tmp_path))[0]
    assert record.content == Picture(8, 6)
    assert record.document is not None
    assert [(o.class_, o.shape, o.group, o.attributes) for o in record.document.objects] == [
        ("road", Polygon([0, 0, 4, 0, 4, 4]), "1", {}),
        ("car", Box(1, 2, 4, 3), "1", {"wet": True}),
        ("ball", Ellipse(3, 3, 2, 2), None, {}),
        ("edge", Polyline([0, 0, 1, 1]), None, {}),
        ("dot", Mask(3, 2, 1, 1, [0, 1]), None, {}),
    ]
    assert record.document.answers == {"blurred": True}


def test_a_picture_inside_the_file_is_used_when_there_is_none_beside_it(tmp_path: Path) -> None:
    data = base64.b64encode(png()).decode()
    put(tmp_path, {"a.json": as_json(LABELME | {"imageData": data})})
    media = good("labelme", tmp_path)[0].media
    assert isinstance(media, Member) and media.read_all(10_000) == png()


@pytest.mark.parametrize(
    ("change", "key", "path"),
    [
        ({"points": [[0, 0], [1, 1]]}, "format_bad_polygon", "shapes[0].points"),
        ({"points": [[0, 0], [1], [2, 2]]}, "format_bad_points", "shapes[0].points"),
        ({"points": "x"}, "fault_want_list", "shapes[0].points"),
        ({"shape_type": "cloud"}, "format_unknown_shape", "shapes[0].shape_type"),
        ({"label": " "}, "format_no_name", "shapes[0].label"),
        ({"shape_type": "rectangle", "points": [[1, 1], [1, 5]]}, "format_bad_box", "shapes[0].points"),
        (
            {"shape_type": "mask", "points": [[0, 0], [2, 2]], "mask": "%%"},
            "format_bad_rle",
            "shapes[0].mask",
        ),
        (
            {"shape_type": "mask", "points": [[9, 9], [12, 12]], "mask": "AAAA"},
            "format_bad_rle",
            "shapes[0].mask",
        ),
        ({"score": -1}, "format_bad_score", "shapes[0].score"),
    ],
)
def test_faults_of_labelme_have_their_path(
    tmp_path: Path, change: dict[str, Any], key: str, path: str
) -> None:
    _, faults = read("labelme", _labelme(tmp_path, change))
    assert [(f.key, f.file, f.path) for f in faults] == [(key, "a.json", path)]


def test_a_truncated_labelme_file_is_named_with_its_line_and_others_go_on(tmp_path: Path) -> None:
    _labelme(tmp_path)
    put(tmp_path, {"b.json": as_json(LABELME)[:-200]})
    records, faults = read("labelme", tmp_path)
    assert len(records) == 1
    assert [(f.key, f.file) for f in faults] == [("fault_not_json", "b.json")]
    assert faults[0].line and faults[0].line > 1


def test_the_pixels_of_a_labelme_mask_lie_at_its_corner(tmp_path: Path) -> None:
    document = good("labelme", _labelme(tmp_path))[0].document
    assert document is not None
    mask = document.objects[-1].shape
    assert isinstance(mask, Mask)
    assert np.array_equal(mask.pixels(), [[True]])
