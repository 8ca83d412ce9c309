"""Pictures of a project's rules over HTTP: who may add them, who sees them, and no other picture that way."""

from __future__ import annotations

import io
from hashlib import sha256

import httpx
import pytest
from PIL import Image

from beanfield.platform.database import Database
from tests.web.world import World, build, cookies


@pytest.fixture
async def world(database: Database) -> World:
    return await build(database)


def picture() -> bytes:
    sink = io.BytesIO()
    Image.new("RGB", (20, 10), "orange").save(sink, "PNG")
    return sink.getvalue()


def path(world: World, rest: str = "") -> str:
    return f"/api/projects/{world.own.project_id}/pictures{rest}"


async def add(client: httpx.AsyncClient, world: World, login: str, body: bytes) -> httpx.Response:
    headers = cookies(login) | {"content-type": "application/octet-stream", "accept-language": "en"}
    return await client.post(path(world), content=body, headers=headers)


async def test_what_a_manager_adds_annotators_of_the_project_see(
    client: httpx.AsyncClient, world: World
) -> None:
    for _ in range(2):
        reply = await add(client, world, "project_manager-a", picture())
        assert reply.json() == {"sha256": sha256(picture()).hexdigest()}
    shown = path(world, f"/{sha256(picture()).hexdigest()}")
    found = await client.get(shown, headers=cookies("annotator-a"), follow_redirects=True)
    assert (found.status_code, found.content) == (200, picture())
    assert (await client.get(shown, headers=cookies("annotator-b"))).status_code == 404


async def test_what_is_no_picture_is_refused(client: httpx.AsyncClient, world: World) -> None:
    reply = await add(client, world, "project_manager-a", b"<svg/>")
    assert (reply.status_code, reply.json()["type"]) == (422, "beanfield:media-not-a-picture")


async def test_a_picture_of_elsewhere_is_not_shown_by_its_hash(
    client: httpx.AsyncClient, world: World
) -> None:
    reply = await add(client, world, "project_manager-b", picture())
    assert reply.status_code == 404
    unknown = await client.get(path(world, "/" + "a" * 64), headers=cookies("project_manager-a"))
    assert unknown.status_code == 404
