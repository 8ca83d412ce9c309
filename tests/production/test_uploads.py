"""Uploads: by chunks, resumed where they broke off, within limits, and gone when nobody comes back."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest
from msgspec import structs

from beanfield.platform import jobs
from beanfield.platform.database import execute
from beanfield.platform.errors import Conflict, Invalid, NotFound, Problem, TooLarge
from beanfield.platform.services import Services
from beanfield.production import uploads
from beanfield.production.model import NewUpload, Upload
from tests.production.intake_setting import Setting, a_setting, count, picture, zipped
from tests.web.world import World, build, cookies


async def begun(services: Services, at: Setting, name: str, size: int, **limits: int) -> Upload:
    settings = structs.replace(services.settings, **limits)
    async with services.database.transaction() as tx:
        return await uploads.begin(tx, settings, at.manager, NewUpload(name, size))


async def added(services: Services, at: Setting, upload: UUID, offset: int, content: bytes) -> Upload:
    async with services.database.transaction() as tx:
        return await uploads.add_chunk(tx, services.settings, at.manager, upload, offset, content)


async def paths(services: Services, at: Setting, *wanted: UUID) -> list[Path]:
    async with services.database.transaction() as tx:
        return await uploads.paths(tx, services.settings, list(wanted), at.manager)


async def test_a_file_that_came_by_chunks_is_whole(services: Services) -> None:
    at = await a_setting(services, "text")
    upload = await begun(services, at, "a.jsonl", 10)
    with pytest.raises(Conflict, match=r"a\.jsonl"):
        await paths(services, at, upload.id)
    assert (await added(services, at, upload.id, 0, b"01234")).received == 5
    for wrong in (0, 3, 7):
        with pytest.raises(Conflict, match="byte 5"):
            await added(services, at, upload.id, wrong, b"x")
    assert (await added(services, at, upload.id, 5, b"56789")).received == 10
    (path,) = await paths(services, at, upload.id)
    assert (path.name, path.read_bytes()) == ("a.jsonl", b"0123456789")


async def test_more_than_was_announced_is_refused(services: Services) -> None:
    at = await a_setting(services, "text")
    upload = await begun(services, at, "a.jsonl", 3)
    with pytest.raises(Invalid):
        await added(services, at, upload.id, 0, b"0123")
    assert (await added(services, at, upload.id, 0, b"012")).received == 3


async def test_an_empty_file_is_complete_at_once(services: Services) -> None:
    at = await a_setting(services, "text")
    upload = await begun(services, at, "a.txt", 0)
    (path,) = await paths(services, at, upload.id)
    assert path.read_bytes() == b""


async def test_a_file_of_a_folder_keeps_its_place(services: Services) -> None:
    at = await a_setting(services, "text")
    upload = await begun(services, at, "photos\\day 1/a.png", 1)
    await added(services, at, upload.id, 0, b"x")
    (path,) = await paths(services, at, upload.id)
    assert (path / "photos/day 1/a.png").read_bytes() == b"x"


@pytest.mark.parametrize("name", ["../a", "a/../../b", "C:\\a", "", ".", "a\x00b", "a\nb", "豆" * 100])
async def test_a_bad_name_is_refused(services: Services, name: str) -> None:
    at = await a_setting(services, "text")
    with pytest.raises(Invalid):
        await begun(services, at, name, 1)


async def test_a_person_has_so_much_room_and_no_more(services: Services) -> None:
    at = await a_setting(services, "text")
    await begun(services, at, "a", 600, max_upload_bytes=1000)
    with pytest.raises(TooLarge):
        await begun(services, at, "b", 401, max_upload_bytes=1000)
    await begun(services, at, "b", 400, max_upload_bytes=1000)
    with pytest.raises(Problem):
        await begun(services, at, "c", 1 << 60, max_upload_bytes=1 << 62)


async def test_another_persons_upload_does_not_exist(services: Services) -> None:
    at = await a_setting(services, "text")
    upload = await begun(services, at, "a", 1)
    async with services.database.transaction() as tx:
        with pytest.raises(NotFound):
            await uploads.find(tx, upload.id, at.annotator)
        with pytest.raises(NotFound):
            await uploads.add_chunk(tx, services.settings, at.annotator, upload.id, 0, b"x")
        with pytest.raises(NotFound):
            await uploads.finished(tx, at.annotator, [upload.id])
        with pytest.raises(NotFound):
            await uploads.finished(tx, at.manager, [uuid4()])


async def test_uploads_that_nobody_comes_back_for_are_removed(services: Services) -> None:
    at = await a_setting(services, "text")
    old, new = await begun(services, at, "old", 1), await begun(services, at, "new", 1)
    lost = uploads.folder(services.settings) / str(uuid4())
    lost.mkdir()
    async with services.database.transaction() as tx:
        await execute(tx, "update upload set created_at = now() - interval '4 days' where id = %s", [old.id])
        assert await uploads.drop_old(tx, services.settings, datetime.now(UTC)) == 1
    left = {path.name for path in uploads.folder(services.settings).iterdir()}
    assert left == {str(new.id), lost.name}
    async with services.database.transaction() as tx:
        await uploads.drop_old(tx, services.settings, datetime.now(UTC) + timedelta(days=4))
    assert list(uploads.folder(services.settings).iterdir()) == []
    assert await count(services, "select count(*) from upload") == 0


@pytest.fixture
async def world(services: Services) -> World:
    made = await build(services.database)
    async with services.database.transaction() as tx:
        await execute(tx, "update project set media = 'image'")
        await execute(tx, "delete from upload")
    return made


async def sent(client: httpx.AsyncClient, path: Path, chunk: int, headers: dict[str, str]) -> str:
    """Upload a file as a browser does that loses its connection after every chunk."""
    content = await asyncio.to_thread(path.read_bytes)
    reply = await client.post(
        "/api/uploads", json={"name": path.name, "bytes": len(content)}, headers=headers
    )
    address = f"/api/uploads/{reply.json()['id']}"
    while (state := (await client.get(address, headers=headers)).json())["received"] < len(content):
        at = state["received"]
        kind = {"content-type": "application/octet-stream"}
        part = content[at : at + chunk]
        reply = await client.patch(f"{address}?offset={at}", content=part, headers=headers | kind)
        assert reply.status_code == 200, reply.text
    return str(reply.json()["id"])


async def test_the_whole_way_over_http(
    services: Services, client: httpx.AsyncClient, world: World, tmp_path: Path
) -> None:
    manager, project = cookies("project_manager-a"), f"/api/projects/{world.own.project_id}"
    file = zipped(tmp_path / "photos.zip", {f"{n}.png": picture(60 + n) for n in range(3)})
    upload = await sent(client, file, 200, manager)
    wrong = await client.patch(f"/api/uploads/{upload}?offset=7", content=b"x", headers=manager)
    assert (wrong.status_code, wrong.json()["type"]) == (409, "beanfield:upload-wrong-offset")

    async def do(path: str, **body: Any) -> Any:
        reply = await client.post(project + path, json=body, headers=manager)
        assert reply.status_code == 201, reply.text
        return reply.json()

    async def see(path: str) -> Any:
        reply = await client.get(project + path, headers=manager)
        assert reply.status_code == 200, reply.text
        return reply.json()

    asked = await do("/imports", uploads=[upload])
    assert asked["state"] == "waiting"
    await jobs.run_waiting(services)
    run = await see(f"/imports/{asked['id']}")
    assert (run["state"], run["items"], run["source"]) == ("done", 3, "photos.zip"), run
    assert await see("/imports") == [run]
    assert not list(uploads.folder(services.settings).iterdir())
    async with services.database.transaction() as tx:
        await execute(tx, "delete from lease")
        await execute(tx, "update item set state = 'accepted' where name like '%%.png'")
    exported = await do("/exports", format="beanfield", media=True)
    lot = await do("/lots", name="one", size=2)
    delivery = await do(f"/lots/{lot['id']}/deliver", format="beanfield")
    await jobs.run_waiting(services)
    for path, one in (
        ("exports", await see(f"/exports/{exported['id']}")),
        ("deliveries", (await see("/deliveries"))[0]),
    ):
        address = f"{project}/{path}/{one['id']}/file"
        reply = await client.get(address, headers=manager)
        assert reply.status_code == 200
        assert hashlib.sha256(reply.content).hexdigest() == one["sha256"]
        assert "attachment" in reply.headers["content-disposition"]
        part = await client.get(address, headers=manager | {"range": "bytes=5-9"})
        assert (part.status_code, part.content) == (206, reply.content[5:10])
    assert delivery["state"] == "building"
    verdict = {"verdict": "rejected", "reason": "blurred"}
    customer = cookies("customer-a")
    reply = await client.post(f"{project}/lots/{lot['id']}/verdict", json=verdict, headers=customer)
    assert (reply.status_code, reply.json()["state"]) == (201, "rejected")


async def test_formats_and_faults_are_told_in_the_readers_language(
    services: Services, client: httpx.AsyncClient, world: World, tmp_path: Path
) -> None:
    manager, project = cookies("project_manager-a"), f"/api/projects/{world.own.project_id}"
    formats = (await client.get("/api/formats", headers=manager)).json()
    assert {"coco", "beanfield"} <= {f["name"] for f in formats if f["reads"] and f["writes"]}
    upload = await sent(client, zipped(tmp_path / "a.zip", {"a.png": b"no picture"}), 1000, manager)
    await client.post(f"{project}/imports", json={"uploads": [upload]}, headers=manager)
    await jobs.run_waiting(services)
    said = []
    async with services.database.transaction() as tx:
        chinese = world.people["centre_manager-a"]
        await execute(tx, "update person set locale = 'zh-CN' where id = %s", [chinese])
    for reader in (manager, cookies("centre_manager-a")):
        reply = await client.get(f"{project}/imports", headers=reader)
        said.append(msgspec.json.decode(reply.content)[0]["faults"][0]["message"])
    assert said == ["a.png is not a picture that we can read", "a.png 不是可以识别的图片"]


async def test_a_chunk_that_is_too_large_is_refused(
    services: Services, client: httpx.AsyncClient, world: World
) -> None:
    manager = cookies("project_manager-a")
    new = {"name": "a", "bytes": 1 << 30}
    upload = (await client.post("/api/uploads", json=new, headers=manager)).json()["id"]
    content = bytes(uploads.MOST_CHUNK + 1)
    reply = await client.patch(f"/api/uploads/{upload}?offset=0", content=content, headers=manager)
    assert reply.status_code == 413
