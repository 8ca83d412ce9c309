"""Exports: what went in and was answered comes out, in one moment's state, with nobody's name."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pycocotools.coco import COCO

from beanfield.media.keep import facts
from beanfield.platform.database import execute, jsonb
from beanfield.platform.errors import Conflict, Invalid, NotFound
from beanfield.platform.services import Services
from beanfield.production import exports, runs
from beanfield.production.export_retention import forget_old_files
from beanfield.production.exports import run_export
from beanfield.production.model import ExportRun, NewExport
from tests.production.intake_setting import (
    BOXES,
    TEXTS,
    Setting,
    a_box,
    a_setting,
    answered,
    count,
    jsonl,
    picture,
    taken_in,
    zipped,
)


async def exported(services: Services, at: Setting, format_: str, **options: Any) -> tuple[ExportRun, bytes]:
    async with services.database.transaction() as tx:
        run_id = await exports.ask(tx, at.manager, at.project, NewExport(format_, **options))
    await run_export(services, run_id)
    async with services.database.transaction() as tx:
        run = await exports.one_run(tx, at.project, run_id, "en")
    return run, b"" if run.sha256 is None else await services.objects.get(run.sha256)


def lines(content: bytes) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in content.splitlines()]


async def with_texts(services: Services, tmp_path: Path, count_: int = 3) -> Setting:
    at = await a_setting(services, "text", TEXTS)
    rows = ({"id": f"t{n}", "text": f"豆田 {n}", "topic": n} for n in range(count_))
    await taken_in(services, at, jsonl(tmp_path / "a.jsonl", *rows))
    return at


def a_span(mood: str = "good") -> dict[str, Any]:
    span = {"id": "s", "class": "place", "shape": {"type": "span", "start": 0, "end": 2, "part": None}}
    return {"objects": [span], "relations": [], "answers": {"mood": mood}}


async def test_finished_items_come_out_with_their_answers(services: Services, tmp_path: Path) -> None:
    at = await with_texts(services, tmp_path)
    await answered(services, at, {"t0": a_span(), "t2": a_span("bad")})
    run, content = await exported(services, at, "beanfield")
    assert (run.state, run.items, run.bytes, run.dropped) == ("done", 2, len(content), {})
    header, first, second = lines(content)
    assert header["schema"]["classes"][0]["name"] == "place"
    assert (first["name"], first["content"]["text"], first["meta"]) == ("t0", "豆田 0", {"topic": 0})
    assert first["document"]["answers"] == {"mood": "good"}
    assert second["document"]["answers"] == {"mood": "bad"}


async def test_what_comes_out_goes_in_again_and_comes_out_the_same(
    services: Services, tmp_path: Path
) -> None:
    at = await with_texts(services, tmp_path)
    await answered(services, at, {f"t{n}": a_span() for n in range(3)})
    _, content = await exported(services, at, "beanfield")
    (tmp_path / "again.jsonl").write_bytes(content)
    other = await a_setting(services, "text")
    run = await taken_in(services, other, tmp_path / "again.jsonl")
    assert (run.state, run.format, run.items, run.annotations) == ("done", "beanfield", 3, 3)
    async with services.database.transaction() as tx:
        await execute(tx, "update item set state = 'accepted' where project_id = %s", [other.project])
    _, again = await exported(services, other, "beanfield")
    for old, new in zip(lines(content)[1:], lines(again)[1:], strict=True):
        assert (old["name"], old["content"], old["meta"]) == (new["name"], new["content"], new["meta"])
        assert new["prelabel"] == old["document"]


async def test_people_are_pseudonyms_the_same_in_every_export(services: Services, tmp_path: Path) -> None:
    at = await with_texts(services, tmp_path)
    await answered(services, at, {"t0": a_span(), "t1": a_span()})
    exports_ = [(await exported(services, at, "beanfield"))[1] for _ in range(2)]
    assert exports_[0] == exports_[1]
    people = {row["answers"][0]["person"] for row in lines(exports_[0])[1:]}
    assert len(people) == 1
    assert "标注员".encode() not in exports_[0]
    assert people != {str(at.annotator)}


async def test_each_persons_annotation_comes_out_alone_in_any_format(
    services: Services, tmp_path: Path
) -> None:
    at = await with_texts(services, tmp_path, 2)
    await answered(services, at, {"t0": a_span(), "t1": a_span("bad")})
    run, content = await exported(services, at, "doccano", disaggregate=True, drop=True)
    assert (run.state, run.items) == ("done", 2)
    names = [row["id"] for row in lines(content)]
    assert [name.partition("/")[2] for name in names] == ["t0", "t1"]
    (person,) = {name.partition("/")[0] for name in names}
    _, whole = await exported(services, at, "beanfield")
    assert person == lines(whole)[1]["answers"][0]["person"]


async def test_states_and_lots_narrow_an_export(services: Services, tmp_path: Path) -> None:
    at = await with_texts(services, tmp_path)
    await answered(services, at, {"t0": a_span()})
    assert (await exported(services, at, "beanfield", states=["open"]))[0].items == 2
    assert (await exported(services, at, "beanfield", states=["open", "accepted"]))[0].items == 3
    assert (await exported(services, at, "beanfield", states=[]))[0].items == 0


async def test_coco_with_pictures_is_read_by_another_reader(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "image", BOXES)
    pictures = {f"{n}.png": picture(60 + n) for n in range(3)}
    await taken_in(services, at, zipped(tmp_path / "a.zip", pictures))
    await answered(services, at, {name: a_box(n) for n, name in enumerate(pictures)})
    run, content = await exported(services, at, "coco", media=True)
    assert (run.state, run.items) == ("done", 3), run.problem
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path / "out")
    read = COCO(str(tmp_path / "out" / "annotations.json"))
    assert len(read.imgs) == 3
    assert [row["bbox"] for row in read.anns.values()] == [[n, 2, 3, 4] for n in range(3)]
    for image in read.imgs.values():
        name = Path(image["file_name"]).name
        assert (tmp_path / "out" / image["file_name"]).read_bytes() == pictures[name]


async def test_answers_under_an_old_schema_come_out_under_the_latest(
    services: Services, tmp_path: Path
) -> None:
    at = await a_setting(services, "image", BOXES)
    await taken_in(services, at, zipped(tmp_path / "a.zip", {"a.png": picture(), "b.png": picture(70)}))
    await answered(services, at, {"a.png": a_box()})
    renamed = {**BOXES, "classes": [{"name": "blood", "shape": "box"}, {"name": "dot", "shape": "point"}]}
    async with services.database.transaction() as tx:
        await execute(
            tx,
            "insert into label_schema (project_id, version, schema, migration) values (%s, 2, %s, %s)",
            [at.project, jsonb(renamed), jsonb([{"step": "rename_class", "from": "cell", "to": "blood"}])],
        )
        await execute(tx, "update project set schema_version = 2 where id = %s", [at.project])
    await answered(services, at, {"b.png": a_box(2, "blood")}, version=2)
    run, content = await exported(services, at, "beanfield")
    assert run.state == "done", run.problem
    rows = lines(content)[1:]
    assert [row["document"]["objects"][0]["class"] for row in rows] == ["blood", "blood"]
    assert rows[0]["answers"][0]["document"]["objects"][0]["class"] == "cell"
    assert [row["answers"][0]["schema_version"] for row in rows] == [1, 2]


async def test_what_a_format_cannot_hold_is_refused_or_counted(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "image", BOXES)
    await taken_in(services, at, zipped(tmp_path / "a.zip", {"a.png": picture()}))
    document = a_box()
    document["objects"].append({"id": "p", "class": "dot", "shape": {"type": "point", "x": 1.0, "y": 1.0}})
    await answered(services, at, {"a.png": document})
    refused, _ = await exported(services, at, "coco")
    assert refused.state == "failed"
    assert refused.problem is not None
    assert "a.png" in refused.problem["title"]
    async with services.database.transaction() as tx:
        with pytest.raises(Conflict):
            await exports.file_of(tx, at.project, refused.id)
    dropped, content = await exported(services, at, "coco", drop=True)
    assert (dropped.state, sum(dropped.dropped.values())) == ("done", 1)
    assert len(msgspec.json.decode(content)["annotations"]) == 1


async def test_an_export_that_breaks_off_every_time_is_given_up(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = await with_texts(services, tmp_path)

    def breaking(*_: object, **__: object) -> None:
        raise ConnectionError("the worker dies")

    monkeypatch.setattr(exports, "write_export", breaking)
    async with services.database.transaction() as tx:
        run_id = await exports.ask(tx, at.manager, at.project, NewExport("beanfield"))
    for _ in range(runs.MOST_ATTEMPTS):
        with pytest.raises(ConnectionError):
            await run_export(services, run_id)
    await run_export(services, run_id)
    async with services.database.transaction() as tx:
        run = await exports.one_run(tx, at.project, run_id, "en")
    assert (run.state, run.problem is not None) == ("failed", True)


async def test_progress_is_seen_while_the_export_runs(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PROGRESS_SECONDS", 0.005)
    at = await with_texts(services, tmp_path, 30_000)
    run, content = await exported(services, at, "beanfield", states=["open"])
    assert (run.state, run.items, len(content.splitlines())) == ("done", 30_000, 30_001)
    assert await count(services, "select count(*) from export_run where state = 'done'") == 1


async def test_what_cannot_be_asked_for_is_refused_at_once(services: Services) -> None:
    at = await a_setting(services, "text")
    async with services.database.transaction() as tx:
        with pytest.raises(Invalid, match="nonsense"):
            await exports.ask(tx, at.manager, at.project, NewExport("nonsense"))
        with pytest.raises(Invalid):
            await exports.ask(tx, at.manager, at.project, NewExport("images"))
        with pytest.raises(Invalid, match="lot"):
            await exports.ask(tx, at.manager, at.project, NewExport("beanfield", lot_id=4711))
        with pytest.raises(NotFound):
            await exports.one_run(tx, at.project, 4711, "en")


async def test_files_of_old_exports_are_let_go_and_their_runs_stay(
    services: Services, tmp_path: Path
) -> None:
    at = await with_texts(services, tmp_path, 2)
    await answered(services, at, {"t0": a_span(), "t1": a_span("bad")})
    old, _ = await exported(services, at, "beanfield")
    same, _ = await exported(services, at, "beanfield")
    alone, _ = await exported(services, at, "doccano", drop=True)
    async with services.database.transaction() as tx:
        aged = "update export_run set ended_at = ended_at - interval '31 days' where id in (%s, %s)"
        await execute(tx, aged, [old.id, alone.id])
        assert await forget_old_files(tx, datetime.now(UTC)) == 1
        kept = {run.id: run.sha256 for run in await exports.all_runs(tx, at.project, "en")}
        assert kept == {old.id: None, same.id: same.sha256, alone.id: None}
        assert set(await facts(tx, [same.sha256 or "", alone.sha256 or ""])) == {same.sha256}
        with pytest.raises(Conflict):
            await exports.file_of(tx, at.project, old.id)
