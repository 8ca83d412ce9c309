"""Real data sets through the whole path: files, media store, database, and out again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pycocotools.coco import COCO

from beanfield.media.keep import facts
from beanfield.platform.database import dicts, execute, scalar
from beanfield.platform.services import Services
from beanfield.production.model import ImportRun
from tests.production.intake_setting import Setting, a_setting, taken_in
from tests.production.test_exports import exported

pytestmark = pytest.mark.realdata


async def documents(services: Services, table: str = "prelabel") -> list[dict[str, Any]]:
    async with services.database.transaction() as tx:
        query = {
            "prelabel": "select document from prelabel order by item_id",
            "gold": "select document from gold_answer order by item_id",
        }
        return [row["document"] for row in await dicts(tx, query[table])]


async def imported(services: Services, *paths: Path, **options: Any) -> tuple[Setting, ImportRun]:
    at = await a_setting(services, "image")
    run = await taken_in(services, at, *paths, **options)
    assert run.state == "done", [(f.file, f.line, f.path, f.message) for f in run.faults[:5]]
    async with services.database.transaction() as tx:
        hashes = [row["sha"] for row in await dicts(tx, "select content->>'sha256' as sha from item_content")]
        kept = await facts(tx, hashes)
    assert len(kept) == len(set(hashes))
    for sha256 in hashes:
        assert await services.objects.size(sha256) == kept[sha256].bytes
    return at, run


async def test_blood_cells_come_in_as_prelabels(services: Services, real_data: Path) -> None:
    _, run = await imported(services, real_data / "vision/bccd")
    assert (run.format, run.items, run.annotations, run.fault_count) == ("voc", 40, 40, 0)
    classes = Counter(one["class"] for doc in await documents(services) for one in doc["objects"])
    assert classes == {"RBC": 606, "Platelets": 54, "WBC": 45}
    async with services.database.transaction() as tx:
        schema = await scalar(tx, "select schema from label_schema")
    assert {(c["name"], c["shape"]) for c in schema["classes"]} == {
        ("RBC", "box"),
        ("Platelets", "box"),
        ("WBC", "box"),
    }


async def test_blood_cells_go_out_as_coco_and_are_read_by_another_reader(
    services: Services, real_data: Path, tmp_path: Path
) -> None:
    at, _ = await imported(services, real_data / "vision/bccd")
    async with services.database.transaction() as tx:
        await execute(
            tx,
            "with made as (insert into annotation (id, item_id, project_id, person_id, document,"
            " schema_version, guide_version)"
            " select gen_random_uuid(), item_id, %s, %s, document, 1, 0 from prelabel"
            " returning id, item_id)"
            " update item set state = 'accepted', result = made.id from made where made.item_id = item.id",
            [at.project, at.annotator],
        )
    run, content = await exported(services, at, "coco")
    assert (run.state, run.items) == ("done", 40), run.problem
    (tmp_path / "out.json").write_bytes(content)
    read = COCO(str(tmp_path / "out.json"))
    assert (len(read.imgs), len(read.anns)) == (40, 705)


async def test_raccoons_come_in_as_gold(services: Services, real_data: Path) -> None:
    _, run = await imported(services, real_data / "vision/raccoon", annotations="gold")
    assert (run.items, run.annotations) == (30, 30)
    assert await documents(services) == []
    assert sum(len(doc["objects"]) for doc in await documents(services, "gold")) == 32


async def test_people_with_keypoints_come_in(services: Services, real_data: Path) -> None:
    _, run = await imported(services, real_data / "vision/coco_keypoints")
    assert (run.format, run.items) == ("coco", 4)
    shapes = Counter(one["shape"]["type"] for doc in await documents(services) for one in doc["objects"])
    assert shapes["skeleton"] == 12  # two of the fourteen people have none of their points marked
    async with services.database.transaction() as tx:
        schema = await scalar(tx, "select schema from label_schema")
    (person,) = [c for c in schema["classes"] if c["shape"] == "skeleton"]
    assert len(person["skeleton"]["keypoints"]) == 17


async def test_polygons_of_labelme_come_in(services: Services, real_data: Path, tmp_path: Path) -> None:
    folder = real_data / "vision/labelme_polygons"
    names = ["2011_000003", "2011_000006", "2011_000025"]
    files = [folder / f"{name}{suffix}" for name in names for suffix in (".json", ".jpg")]
    _, run = await imported(services, *files)
    assert (run.format, run.items) == ("labelme", 3)
    polygons = [
        one
        for doc in await documents(services)
        for one in doc["objects"]
        if one["shape"]["type"] == "polygon"
    ]
    assert len(polygons) == 18


async def test_every_primitive_of_labelme_comes_in(services: Services, real_data: Path) -> None:
    folder = real_data / "vision/labelme_polygons"
    _, run = await imported(services, folder / "primitives.json", folder / "primitives.jpg")
    shapes = Counter(one["shape"]["type"] for doc in await documents(services) for one in doc["objects"])
    assert run.items == 1
    assert shapes == {"polygon": 1, "ellipse": 1, "polyline": 2, "point": 1, "mask": 1, "box": 2}
