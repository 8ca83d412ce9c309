"""Imports: data come in whole, or not at all, and every fault names its file and line."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import uuid4

import msgspec
import psycopg
import pytest

from beanfield.media.keep import facts
from beanfield.platform.database import dicts, execute, scalar
from beanfield.platform.errors import Conflict, Invalid, NotFound
from beanfield.platform.services import Services
from beanfield.production import intake, intake_run, runs
from beanfield.production.intake import ImportOptions
from beanfield.production.intake_copy import store_items
from beanfield.production.intake_run import run_import
from beanfield.production.model import NewImport
from tests.media.test_pictures import two_halves, with_orientation
from tests.production.intake_setting import (
    BOXES,
    a_setting,
    coco,
    count,
    jsonl,
    nothing_stored,
    picture,
    taken_in,
    zipped,
)


async def test_texts_come_in_with_their_content_and_are_open(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "text", overlap=2)
    file = jsonl(tmp_path / "a.jsonl", {"id": "x", "text": '豆\t田\\n\n"é'}, {"id": "y", "text": "two"})
    run = await taken_in(services, at, file)
    assert (run.state, run.items, run.annotations, run.faults) == ("done", 2, 0, [])
    assert (run.format, run.source) == ("jsonl", "a.jsonl")
    async with services.database.transaction() as tx:
        items = await dicts(tx, "select * from item i join item_content c on c.item_id = i.id order by i.id")
    assert [item["name"] for item in items] == ["x", "y"]
    assert items[0]["content"]["text"] == '豆\t田\\n\n"é'
    assert {(item["state"], item["overlap"], item["open_slots"]) for item in items} == {("open", 2, 2)}
    assert await count(services, "select sum(items) from item_count where state = 'open'") == 2


async def test_pictures_are_kept_and_measured_upright(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "image")
    run = await taken_in(
        services,
        at,
        zipped(
            tmp_path / "a.zip",
            {"up.png": picture(), "sub/turned.jpg": with_orientation(two_halves(), 6), "note.txt": b"hi"},
        ),
    )
    assert (run.state, run.items) == ("done", 2)
    async with services.database.transaction() as tx:
        found = {
            row["name"]: row["content"]
            for row in await dicts(tx, "select name, content from item join item_content on item_id = id")
        }
        turned = next(content for name, content in found.items() if "turned" in name)
        assert (turned["kind"], turned["width"], turned["height"]) == ("image", 20, 40)
        kept = (await facts(tx, [turned["sha256"]]))[turned["sha256"]]
    assert kept.shown is not None
    assert await services.objects.size(kept.shown) > 0


async def test_answers_become_prelabels_and_the_first_ones_make_the_schema(
    services: Services, tmp_path: Path
) -> None:
    at = await a_setting(services, "image")
    boxes = [{"bbox": [1, 2, 10, 12]}, {"bbox": [30, 5, 8, 8]}]
    source = zipped(tmp_path / "a.zip", {"a.png": picture(), "labels.json": coco(boxes, {"a.png": (60, 40)})})
    run = await taken_in(services, at, source)
    assert (run.state, run.items, run.annotations) == ("done", 1, 1)
    async with services.database.transaction() as tx:
        document = await scalar(tx, "select document from prelabel")
        schema = await scalar(tx, "select schema from label_schema where version = 1")
        assert await scalar(tx, "select schema_version from project") == 1
    assert [one["shape"] for one in document["objects"]] == [
        {"type": "box", "x": 1.0, "y": 2.0, "w": 10.0, "h": 12.0},
        {"type": "box", "x": 30.0, "y": 5.0, "w": 8.0, "h": 8.0},
    ]
    assert [(c["name"], c["shape"]) for c in schema["classes"]] == [("cell", "box")]


async def test_gold_is_kept_apart_and_leaves_no_trace_on_the_item(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "image", BOXES)
    labels = coco([{"bbox": [1, 2, 10, 12]}], {"gold.png": (60, 40)})
    gold = zipped(tmp_path / "gold.zip", {"gold.png": picture(), "labels.json": labels})
    plain = zipped(tmp_path / "plain.zip", {"plain.png": picture(colour="red")})
    assert (await taken_in(services, at, gold, annotations="gold")).annotations == 1
    assert (await taken_in(services, at, plain)).state == "done"
    assert await count(services, "select count(*) from gold_answer") == 1
    assert await count(services, "select count(*) from prelabel") == 0
    async with services.database.transaction() as tx:
        gold_item, plain_item = await dicts(
            tx, "select i.*, c.content from item i join item_content c on c.item_id = i.id order by id"
        )
    own = {"id", "name", "content", "changed_at", "created_at"}
    assert {k: v for k, v in gold_item.items() if k not in own} == {
        k: v for k, v in plain_item.items() if k not in own
    }
    assert gold_item["content"].keys() == plain_item["content"].keys()


async def test_answers_are_left_out_when_so_asked(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "image")
    labels = coco([{"bbox": [1, 2, 10, 12]}], {"a.png": (60, 40)})
    source = zipped(tmp_path / "a.zip", {"a.png": picture(), "labels.json": labels})
    run = await taken_in(services, at, source, annotations="ignore")
    assert (run.state, run.items, run.annotations) == ("done", 1, 0)
    assert await count(services, "select count(*) from label_schema") == 0


async def test_an_import_that_is_cut_off_leaves_nothing_and_succeeds_when_tried_again(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = await a_setting(services, "text")
    file = jsonl(tmp_path / "a.jsonl", *({"id": str(n), "text": "t"} for n in range(12_000)))
    async with services.database.transaction() as tx:
        run_id = await intake.ask_for_paths(tx, at.manager, at.project, [file], ImportOptions())
    turns = 0

    async def breaking(*args: object) -> object:
        nonlocal turns
        turns += 1
        if turns == 2:
            raise ConnectionError("the worker dies")
        return await store_items(*args)  # type: ignore[arg-type]  # handed through as they came

    monkeypatch.setattr(intake_run, "store_items", breaking)
    with pytest.raises(ConnectionError):
        await run_import(services, run_id)
    assert await nothing_stored(services)
    async with services.database.transaction() as tx:
        assert (await intake.one_run(tx, at.project, run_id, "en")).state == "running"
    await run_import(services, run_id)
    async with services.database.transaction() as tx:
        done = await intake.one_run(tx, at.project, run_id, "en")
    assert (done.state, done.items) == ("done", 12_000)
    await run_import(services, run_id)
    assert await count(services, "select count(*) from item") == 12_000


async def test_a_connection_that_is_killed_in_the_middle_leaves_nothing(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PROGRESS_SECONDS", 0.01)
    at = await a_setting(services, "text")
    file = jsonl(tmp_path / "a.jsonl", *({"id": str(n), "text": "t"} for n in range(60_000)))
    async with services.database.transaction() as tx:
        run_id = await intake.ask_for_paths(tx, at.manager, at.project, [file], ImportOptions())
    running = asyncio.create_task(run_import(services, run_id))
    while not await count(services, "select max(items) from import_run"):  # noqa: ASYNC110  it is in the database
        await asyncio.sleep(0.01)
    await count(
        services,
        "select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and granted"
        " and database = (select oid from pg_database where datname = current_database())",
    )
    with pytest.raises(psycopg.OperationalError):
        await running
    assert await nothing_stored(services)
    await run_import(services, run_id)
    assert await count(services, "select count(*) from item") == 60_000


async def test_an_import_that_breaks_off_every_time_is_given_up(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = await a_setting(services, "text")
    file = jsonl(tmp_path / "a.jsonl", {"id": "a", "text": "t"})
    async with services.database.transaction() as tx:
        run_id = await intake.ask_for_paths(tx, at.manager, at.project, [file], ImportOptions())

    async def breaking(*_: object) -> object:
        raise ConnectionError("the worker dies")

    monkeypatch.setattr(intake_run, "store_items", breaking)
    for _ in range(runs.MOST_ATTEMPTS):
        with pytest.raises(ConnectionError):
            await run_import(services, run_id)
    await run_import(services, run_id)
    async with services.database.transaction() as tx:
        run = await intake.one_run(tx, at.project, run_id, "en")
    assert (run.state, "given up" in run.faults[0].message) == ("failed", True)


async def test_two_workers_on_one_import_take_the_data_in_once(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "text")
    file = jsonl(tmp_path / "a.jsonl", *({"id": str(n), "text": "t"} for n in range(3000)))
    async with services.database.transaction() as tx:
        run_id = await intake.ask_for_paths(tx, at.manager, at.project, [file], ImportOptions())
    await asyncio.gather(run_import(services, run_id), run_import(services, run_id))
    assert await count(services, "select count(*) from item") == 3000


async def test_progress_is_seen_while_the_import_runs(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PROGRESS_SECONDS", 0.005)
    at = await a_setting(services, "text")
    file = jsonl(tmp_path / "a.jsonl", *({"id": str(n), "text": "t"} for n in range(60_000)))
    async with services.database.transaction() as tx:
        run_id = await intake.ask_for_paths(tx, at.manager, at.project, [file], ImportOptions())
    running = asyncio.create_task(run_import(services, run_id))
    seen = set()
    while not running.done():
        async with services.database.transaction() as tx:
            run = await intake.one_run(tx, at.project, run_id, "zh-CN")
        if run.state == "running":
            seen.add(run.items)
        await asyncio.sleep(0.01)
    await running
    assert len(seen) > 3
    assert await count(services, "select count(*) from item") == 60_000


async def test_what_cannot_be_asked_for_is_refused_at_once(services: Services) -> None:
    at = await a_setting(services, "text")

    async def ask(**options: object) -> None:
        wanted = msgspec.convert(options, ImportOptions)
        async with services.database.transaction() as tx:
            await intake.ask_for_paths(tx, at.manager, at.project, [], wanted)

    with pytest.raises(Invalid, match="nonsense"):
        await ask(format="nonsense")
    with pytest.raises(Invalid, match="lot"):
        await ask(lot_id=4711)
    async with services.database.transaction() as tx:
        with pytest.raises(NotFound):
            await intake.ask(tx, at.manager, at.project, NewImport(uploads=[uuid4()]))
        await execute(tx, "update project set state = 'archived'")
    with pytest.raises(Conflict, match="archived"):
        await ask()
