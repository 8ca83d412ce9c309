"""Broken input: a clear fault with file and line, nothing half-imported, whatever is wrong."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from beanfield.platform.services import Services
from beanfield.production.model import ImportRun
from tests.production.intake_setting import (
    BOXES,
    TEXTS,
    a_setting,
    coco,
    count,
    jsonl,
    nothing_stored,
    picture,
    taken_in,
    zipped,
)


def told(run: ImportRun) -> list[str]:
    return [f"{fault.file}:{fault.line} {fault.path or ''} {fault.message}" for fault in run.faults]


async def test_a_damaged_picture_is_named_and_does_not_stop_the_others(
    services: Services, tmp_path: Path
) -> None:
    files = {f"{n}.png": picture(20 + n) for n in range(40)}
    files["17.png"] = files["17.png"][:60]
    files["23.png"] = b"no picture at all"
    source = zipped(tmp_path / "a.zip", files)
    at = await a_setting(services, "image")
    refused = await taken_in(services, at, source)
    assert refused.state == "failed"
    assert refused.fault_count == 2
    assert {fault.file for fault in refused.faults} == {"17.png", "23.png"}
    assert await nothing_stored(services)
    lenient = await taken_in(services, at, source, skip_faulty=True)
    assert (lenient.state, lenient.items, lenient.fault_count) == ("done", 38, 2)


@pytest.mark.parametrize(
    ("box", "size", "what"),
    [
        ({"bbox": [1, 2, -3, 4]}, (60, 40), "labels.json"),
        ({"bbox": [1, 2, 3, 4], "category_id": 9}, (60, 40), "labels.json"),
        ({"bbox": ["a", 2, 3, 4]}, (60, 40), "labels.json"),
        ({"bbox": [1, 2, 3, 4]}, (40, 60), "40×60"),
        ({"bbox": [1, 2, 3, 4], "image_id": 77}, (60, 40), "labels.json"),
    ],
)
async def test_a_bad_answer_is_named_and_nothing_comes_in(
    services: Services, tmp_path: Path, box: dict[str, object], size: tuple[int, int], what: str
) -> None:
    at = await a_setting(services, "image", BOXES)
    source = zipped(tmp_path / "a.zip", {"a.png": picture(), "labels.json": coco([box], {"a.png": size})})
    run = await taken_in(services, at, source)
    assert run.state == "failed", told(run)
    assert any(what in line for line in told(run)), told(run)
    assert await nothing_stored(services)


async def test_a_class_that_the_schema_lacks_is_a_fault_with_its_path(
    services: Services, tmp_path: Path
) -> None:
    at = await a_setting(services, "image", {**BOXES, "classes": [{"name": "dog", "shape": "box"}]})
    labels = coco([{"bbox": [1, 2, 3, 4]}], {"a.png": (60, 40)})
    run = await taken_in(
        services, at, zipped(tmp_path / "a.zip", {"a.png": picture(), "labels.json": labels})
    )
    assert run.state == "failed"
    assert run.faults[0].path == "objects[0].class"
    assert "cell" in run.faults[0].message


async def test_names_that_the_project_has_already_are_told_with_their_lines(
    services: Services, tmp_path: Path
) -> None:
    at = await a_setting(services, "text")
    await taken_in(
        services, at, jsonl(tmp_path / "a.jsonl", {"id": "x", "text": "1"}, {"id": "y", "text": "2"})
    )
    more = jsonl(
        tmp_path / "b.jsonl", {"id": "z", "text": "3"}, {"id": "y", "text": "4"}, {"id": "w", "text": "5"}
    )
    run = await taken_in(services, at, more)
    assert (run.state, run.fault_count) == ("failed", 1)
    assert (run.faults[0].file, run.faults[0].line) == ("b.jsonl", 2)
    assert "y" in run.faults[0].message
    assert await count(services, "select count(*) from item") == 2
    run = await taken_in(services, at, more, skip_faulty=True)
    assert (run.state, run.items, run.fault_count) == ("done", 2, 1)
    assert await count(services, "select sum(items) from item_count where state = 'open'") == 4


async def test_a_name_that_stands_twice_in_a_file_is_told_with_its_line(
    services: Services, tmp_path: Path
) -> None:
    at = await a_setting(services, "text")
    run = await taken_in(
        services, at, jsonl(tmp_path / "a.jsonl", {"id": "x", "text": "1"}, {"id": "x", "text": "2"})
    )
    assert (run.state, run.faults[0].line) == ("failed", 2)
    assert await nothing_stored(services)


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "b", "text": "cut',
        '{"id": "b", "text": 7}',
        '{"id": "b", "text": NaN}',
        '{"id": "b"}',
        "[]",
        '{"id": "b", "text": "nul \\u0000"}',
        '{"id": "b", "text": "half \\ud800"}',
        '{"id": "' + "n" * 3000 + '", "text": "t"}',
        '{"id": "b", "meta": ' + "[" * 5000 + "]" * 5000 + ', "text": "t"}',
    ],
    ids=["truncated", "number", "nan", "missing", "list", "nul", "surrogate", "long name", "deep"],
)
async def test_a_bad_line_is_told_and_nothing_comes_in(services: Services, tmp_path: Path, line: str) -> None:
    at = await a_setting(services, "text")
    file = jsonl(tmp_path / "a.jsonl", {"id": "a", "text": "1"}, line, {"id": "c", "text": "3"})
    run = await taken_in(services, at, file)
    assert run.state == "failed"
    assert [(fault.file, fault.line) for fault in run.faults] == [("a.jsonl", 2)], told(run)
    assert await nothing_stored(services)
    run = await taken_in(services, at, file, skip_faulty=True)
    assert (run.state, run.items) == ("done", 2)


async def test_ten_megabytes_of_one_line_come_in(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "text")
    run = await taken_in(services, at, jsonl(tmp_path / "a.jsonl", {"id": "a", "text": "豆" * 3_500_000}))
    assert (run.state, run.items) == ("done", 1)
    assert await count(services, "select length(content->>'text') from item_content") == 3_500_000


async def test_a_picture_for_a_project_of_texts_is_refused(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "text", TEXTS)
    run = await taken_in(services, at, zipped(tmp_path / "a.zip", {"a.png": picture()}))
    assert run.state == "failed"
    assert "image" in run.faults[0].message
    assert await nothing_stored(services)


async def test_faults_beyond_the_first_hundred_are_counted(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "text")
    good = {"id": "a", "text": "1"}
    run = await taken_in(services, at, jsonl(tmp_path / "a.jsonl", good, *["{"] * 250))
    assert (run.state, run.fault_count, len(run.faults)) == ("failed", 250, 100)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", b"PK\x03\x04 cut"),
        ("a.zip", b""),
        ("a.xyz", b"\x00\x01\x02"),
        ("a.jsonl", b""),
        ("labels.json", b'{"images": ['),
    ],
)
async def test_a_source_that_cannot_be_read_fails_with_its_name(
    services: Services, tmp_path: Path, name: str, content: bytes
) -> None:
    at = await a_setting(services, "image", BOXES)
    (tmp_path / name).write_bytes(content)
    run = await taken_in(services, at, tmp_path / name)
    assert run.state == "failed"
    assert run.faults
    assert await nothing_stored(services)


async def test_a_zip_that_climbs_out_or_explodes_is_refused(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "image", BOXES)
    climbing = zipped(tmp_path / "climb.zip", {"../../evil.png": picture(), "a.png": picture()})
    run = await taken_in(services, at, climbing)
    assert (run.state, run.faults[0].file) == ("failed", "climb.zip")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.png", bytes(64_000_000))
    run = await taken_in(services, at, tmp_path / "bomb.zip")
    assert (run.state, run.faults[0].file) == ("failed", "bomb.zip")
    assert await nothing_stored(services)


async def test_labels_without_their_picture_are_a_fault(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "image", BOXES)
    labels = coco([{"bbox": [1, 2, 3, 4]}], {"lost.png": (60, 40)})
    run = await taken_in(services, at, zipped(tmp_path / "a.zip", {"labels.json": labels}))
    assert run.state == "failed"
    assert "lost.png" in run.faults[0].message
    assert await nothing_stored(services)
