"""`beanfield compare`: COCO files against each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from beanfield.cli.main import cli
from beanfield.platform.errors import Problem


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], standalone_mode=False)


def coco(path: Path, *boxes: tuple[str, int, list[float]]) -> Path:
    """A file of two pictures with boxes (picture, class id, [x, y, w, h])."""
    names = ["a.jpg", "b.jpg"]
    data: dict[str, Any] = {
        "images": [{"id": n, "file_name": name, "width": 200, "height": 100} for n, name in enumerate(names)],
        "categories": [{"id": 1, "name": "car"}, {"id": 2, "name": "bus"}],
        "annotations": [
            {
                "id": n,
                "image_id": names.index(picture),
                "category_id": class_,
                "bbox": box,
                "area": box[2] * box[3],
                "iscrowd": 0,
            }
            for n, (picture, class_, box) in enumerate(boxes, 1)
        ],
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_objects_are_counted_by_class_with_confusions(tmp_path: Path) -> None:
    first = coco(
        tmp_path / "a.json",
        ("a.jpg", 1, [0, 0, 20, 10]),
        ("a.jpg", 1, [50, 0, 20, 10]),
        ("b.jpg", 2, [100, 0, 20, 10]),
    )
    second = coco(
        tmp_path / "b.json",
        ("a.jpg", 1, [0, 0, 20, 10]),
        ("b.jpg", 1, [100, 0, 20, 10]),
        ("b.jpg", 1, [0, 50, 20, 10]),
    )
    done = run("compare", first, second, "--format", "coco")
    assert done.exit_code == 0, done.exception
    lines = done.output.splitlines()
    assert {"items 2", "matched 1", "missed 2", "spurious 2", "f1 0.3333", "iou 1.0000"} <= set(lines)
    assert {"class car matched 1", "class bus missed 1", "confusion bus car 1"} <= set(lines)


def test_a_higher_bar_matches_less(tmp_path: Path) -> None:
    first = coco(tmp_path / "a.json", ("a.jpg", 1, [0, 0, 20, 10]))
    second = coco(tmp_path / "b.json", ("a.jpg", 1, [0, 0, 20, 16]))
    assert "matched 1" in run("compare", first, second).output
    assert "matched 0" in run("compare", first, second, "--threshold", "0.9").output


def test_what_is_no_annotation_file_is_refused(tmp_path: Path) -> None:
    good = coco(tmp_path / "a.json", ("a.jpg", 1, [0, 0, 20, 10]))
    bad = tmp_path / "b.json"
    bad.write_text("{not json", encoding="utf-8")
    with pytest.raises(Problem):
        raise run("compare", good, bad, "--format", "coco").exception or AssertionError
