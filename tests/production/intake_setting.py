"""A centre with people and a project, for the tests of data in and out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
from msgspec import Struct
from PIL import Image

from beanfield.annotation.schema import parse_schema, schema_to_dict
from beanfield.platform.database import Tx, execute, jsonb, scalar
from beanfield.platform.services import Services
from beanfield.production import intake
from beanfield.production.intake import ImportOptions
from beanfield.production.intake_run import run_import
from beanfield.production.model import ImportRun

BOXES = {
    "title": "cells",
    "media": "image",
    "classes": [{"name": "cell", "shape": "box"}, {"name": "dot", "shape": "point"}],
}
TEXTS = {
    "title": "texts",
    "media": "text",
    "classes": [{"name": "place", "shape": "span"}],
    "fields": [
        {"name": "mood", "type": "choice", "of": "item", "options": ["good", "bad"], "required": True}
    ],
}


class Setting(Struct):
    """Who and where."""

    manager: int
    annotator: int
    reviewer: int
    customer: int
    project: int


async def a_person(tx: Tx, name: str, centre: int | None = None) -> int:
    return int(
        await scalar(tx, "insert into person (name, centre_id) values (%s, %s) returning id", [name, centre])
    )


async def a_setting(
    services: Services, media: str, schema: dict[str, Any] | None = None, **pipeline: Any
) -> Setting:
    """A project, without a schema unless one is given."""
    async with services.database.transaction() as tx:
        centre = await scalar(tx, "insert into centre (name_zh) values ('豆县') returning id")
        people = [await a_person(tx, name, centre) for name in ("经理", "标注员", "质检", "客户")]
        project = await scalar(
            tx,
            "insert into project (centre_id, name, media, pipeline, state)"
            " values (%s, 'p', %s, %s, 'running') returning id",
            [centre, media, jsonb(pipeline)],
        )
        if schema is not None:
            await execute(
                tx,
                "insert into label_schema (project_id, version, schema) values (%s, 1, %s)",
                [project, jsonb(schema_to_dict(parse_schema(schema)))],
            )
            await execute(tx, "update project set schema_version = 1 where id = %s", [project])
    manager, annotator, reviewer, customer = people
    return Setting(manager, annotator, reviewer, customer, int(project))


async def taken_in(services: Services, at: Setting, *paths: Path, **options: Any) -> ImportRun:
    """Import files, and what became of it, in English."""
    wanted = ImportOptions(**options)
    async with services.database.transaction() as tx:
        run_id = await intake.ask_for_paths(tx, at.manager, at.project, paths, wanted)
    await run_import(services, run_id)
    async with services.database.transaction() as tx:
        return await intake.one_run(tx, at.project, run_id, "en")


async def count(services: Services, query: Any, *params: Any) -> int:
    async with services.database.transaction() as tx:
        return int(await scalar(tx, query, list(params)))


async def nothing_stored(services: Services) -> bool:
    """No item, content, prelabel, gold or media row is there."""
    return not await count(
        services,
        "select (select count(*) from item) + (select count(*) from item_content)"
        " + (select count(*) from prelabel) + (select count(*) from gold_answer)"
        " + (select count(*) from media) + (select count(*) from label_schema where version > 1)"
        " + (select coalesce(sum(items), 0) from item_count)",
    )


def jsonl(path: Path, *rows: Any) -> Path:
    """A file of one JSON value a line; texts are written as they are."""
    lines = [row if isinstance(row, str) else msgspec.json.encode(row).decode() for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def picture(width: int = 60, height: int = 40, colour: str = "grey", kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def coco(annotations: list[dict[str, Any]], images: dict[str, tuple[int, int]]) -> bytes:
    """A COCO file with the category `cell`; annotation ids and areas are filled in."""
    return msgspec.json.encode(
        {
            "images": [
                {"id": number, "file_name": name, "width": size[0], "height": size[1]}
                for number, (name, size) in enumerate(images.items(), 1)
            ],
            "annotations": [
                {"id": n, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": 1, **row}
                for n, row in enumerate(annotations, 1)
            ],
            "categories": [{"id": 1, "name": "cell"}],
        }
    )


async def answered(
    services: Services, at: Setting, documents: dict[str, Any], *, state: str = "accepted", version: int = 1
) -> None:
    """The annotator's answers, by item name, each the one that counts."""
    async with services.database.transaction() as tx:
        for name, document in documents.items():
            item = await scalar(tx, "select id from item where name = %s", [name])
            answer = uuid4()
            await execute(
                tx,
                "insert into annotation (id, item_id, project_id, person_id, document, schema_version,"
                " guide_version, active_ms) values (%s, %s, %s, %s, %s, %s, 0, 1500)",
                [answer, item, at.project, at.annotator, jsonb(document), version],
            )
            await execute(
                tx,
                "update item set state = %s, answered = 1, open_slots = 0, result = %s where id = %s",
                [state, answer, item],
            )


def a_box(x: float = 1, class_: str = "cell") -> dict[str, Any]:
    """A document with one box."""
    return {
        "objects": [
            {"id": "o1", "class": class_, "shape": {"type": "box", "x": x, "y": 2.0, "w": 3.0, "h": 4.0}}
        ],
        "relations": [],
        "answers": {},
    }
