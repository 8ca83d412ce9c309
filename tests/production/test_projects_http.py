"""The manager's side over HTTP: what a browser sends and gets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from beanfield.platform.database import Database
from tests.production.office import CAR_SCHEMA
from tests.web.world import World, build, cookies


@pytest.fixture
async def world(database: Database) -> World:
    return await build(database)


class Browser:
    """Someone's browser."""

    def __init__(self, client: httpx.AsyncClient, key: str) -> None:
        self._client = client
        self._headers = cookies(key) | {"accept-language": "en"}

    async def send(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        reply = await self._client.request(method, path, json=body, headers=self._headers)
        assert reply.status_code == status, reply.text
        return reply.json() if reply.content else None


@pytest.fixture
async def manager(client: httpx.AsyncClient, world: World) -> AsyncIterator[Browser]:
    yield Browser(client, "project_manager-a")


async def make(browser: Browser, world: World) -> int:
    body = {"name": "Cars", "media": "image", "centre_id": world.own.centre_id, "schema": CAR_SCHEMA}
    made = await browser.send("POST", "/api/projects", body, status=201)
    assert (made["schema_version"], made["pipeline"]["overlap"]) == (1, 1)
    number: int = made["id"]
    return number


async def test_a_project_goes_from_draft_to_running_to_done(world: World, manager: Browser) -> None:
    project = await make(manager, world)
    path = f"/api/projects/{project}"
    for state in ("running", "paused", "running", "done"):
        assert (await manager.send("PATCH", path, {"state": state}))["state"] == state
    refused = await manager.send("PATCH", path, {"state": "draft"}, status=409)
    assert refused["type"] == "beanfield:project-done-not-draft"
    await manager.send("PATCH", path, {"state": "asleep"}, status=422)
    await manager.send("DELETE", path, status=403)


async def test_an_administrator_deletes_and_restores(
    world: World, manager: Browser, client: httpx.AsyncClient
) -> None:
    project = await make(manager, world)
    administrator = Browser(client, "administrator")
    await administrator.send("DELETE", f"/api/projects/{project}", status=204)
    await manager.send("GET", f"/api/projects/{project}", status=404)
    await manager.send("GET", "/api/projects?deleted=true", status=403)
    deleted = await administrator.send("GET", "/api/projects?deleted=true")
    assert [row["id"] for row in deleted["rows"]] == [project]
    await manager.send("POST", "/api/projects/restore", {"project_id": project}, status=403)
    await administrator.send("POST", "/api/projects/restore", {"project_id": project})
    await manager.send("GET", f"/api/projects/{project}")


async def test_schema_faults_come_with_paths_in_the_readers_language(world: World, manager: Browser) -> None:
    project = await make(manager, world)
    path = f"/api/projects/{project}/schema"
    wrong = {"schema": {"media": "image", "classes": [{"name": "a", "shape": "blob"}]}}
    refused = await manager.send("POST", path, wrong, status=422)
    assert refused["type"] == "beanfield:schema-faulty"
    assert refused["errors"][0]["path"] == "classes[0].shape"
    preview = await manager.send("POST", f"{path}/preview", wrong)
    assert preview["problems"] == refused["errors"]
    assert (await manager.send("POST", path, {"schema": CAR_SCHEMA}, status=201))["version"] == 2
    assert (await manager.send("GET", f"{path}?version=1"))["version"] == 1
    assert len(await manager.send("GET", f"{path}/versions")) == 2
    await manager.send("GET", f"{path}?version=9", status=404)
    await manager.send("GET", f"{path}?version=0", status=422)


async def test_guide_assignments_items_progress_and_questions_answer(world: World, manager: Browser) -> None:
    project = world.own.project_id
    path = f"/api/projects/{project}"
    await manager.send("GET", f"{path}/guide", status=404)
    await manager.send("POST", f"{path}/guide", {"markdown": "# 规范"}, status=201)
    assert (await manager.send("GET", f"{path}/guide"))["version"] == 1
    listed = await manager.send("GET", f"{path}/assignments")
    assert {row["task"] for row in listed} == {"annotate", "review", "adjudicate"}
    changed = await manager.send("PATCH", f"{path}/assignments/{listed[0]['id']}", {"cap": 4, "paused": True})
    assert (changed["cap"], changed["paused"]) == (4, True)
    lifted = await manager.send("PATCH", f"{path}/assignments/{listed[0]['id']}", {"cap": None})
    assert (lifted["cap"], lifted["paused"]) == (None, True)
    page = await manager.send("GET", f"{path}/items?sort=-changed_at&state=open&q=one")
    assert [row["name"] for row in page["rows"]] == ["one"]
    await manager.send("GET", f"{path}/items?sort=colour", status=422)
    body = {"items": [page["rows"][0]["id"]], "priority": 3}
    assert await manager.send("PATCH", f"{path}/items", body) == {"changed": 1}
    progress = await manager.send("GET", f"{path}/progress")
    assert (progress["counts"]["open"], len(progress["hours"])) == (1, 48)
    asked = await manager.send("POST", f"{path}/threads", {"text": "?", "rule": "car"}, status=201)
    answered = await manager.send("POST", f"{path}/threads/{asked['id']}/posts", {"text": "!"}, status=201)
    assert len(answered["posts"]) == 2
    assert len((await manager.send("GET", f"{path}/threads?rule=car"))["rows"]) == 1


async def test_an_annotator_sees_a_home_and_neither_items_nor_figures(
    world: World, client: httpx.AsyncClient
) -> None:
    annotator = Browser(client, "annotator-a")
    home = await annotator.send("GET", "/api/home")
    assert len(home["days"]) == 14
    path = f"/api/projects/{world.own.project_id}"
    await annotator.send("GET", path)
    for hidden in ("items", f"items/{world.own.item_id}", "progress", "assignments"):
        await annotator.send("GET", f"{path}/{hidden}", status=403)
    await annotator.send("GET", f"/api/projects/{world.foreign.project_id}", status=404)


async def test_nothing_of_a_foreign_centre_is_known(world: World, manager: Browser) -> None:
    path = f"/api/projects/{world.foreign.project_id}"
    for of in ("", "/schema", "/guide", "/assignments", "/items", "/progress", "/threads"):
        await manager.send("GET", path + of, status=404)
