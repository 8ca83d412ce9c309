"""What every reply carries, how the front end is served, what is logged and counted."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from litestar import Litestar, get
from litestar.testing import RequestFactory
from structlog.testing import capture_logs

from beanfield.people.routes_session import client_of
from beanfield.platform.config import Settings
from beanfield.platform.logs import configure_logs
from beanfield.platform.services import Services
from beanfield.web import front, routes
from beanfield.web.app import create_app
from beanfield.web.headers import DATA_POLICY, PAGE_POLICY
from tests.web.conftest import Browser
from tests.web.world import World, cookies


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A front end of a few files, in place of the built one."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<title>pages</title>")
    (folder / "workbench.html").write_text("<title>workbench</title>")
    (folder / "assets" / "index-abc123.js").write_text("export const a = 1;\n" * 200)
    (folder.parent / "secret.txt").write_text("secret")
    monkeypatch.setattr(front, "FOLDER", folder)
    yield folder
    front.assets.cache_clear()
    front.load.cache_clear()


@pytest.mark.usefixtures("built")
async def test_every_address_shows_its_page(browser: Browser) -> None:
    pages = {
        "/": "pages",
        "/projects/7/items": "pages",
        "/work": "pages",
        "/work/7": "workbench",
        "/review/7": "workbench",
        "/adjudicate/7": "workbench",
        "/exam/7": "workbench",
        "/workers/7": "pages",
    }
    for path, title in pages.items():
        reply = await browser.get(path)
        assert reply.text == f"<title>{title}</title>"
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
        assert reply.headers["cache-control"] == "no-cache"


@pytest.mark.usefixtures("built")
async def test_a_hashed_file_is_kept_for_ever_and_sent_packed(browser: Browser) -> None:
    reply = await browser.get("/assets/index-abc123.js", headers={"accept-encoding": "gzip"})
    assert "immutable" in reply.headers["cache-control"]
    assert reply.headers["content-encoding"] == "gzip"
    assert int(reply.headers["content-length"]) < 200
    assert reply.text.startswith("export const")
    plain = await browser.get("/assets/index-abc123.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == reply.text


@pytest.mark.usefixtures("built")
async def test_a_page_that_has_not_changed_is_not_sent_again(browser: Browser) -> None:
    first = await browser.get("/")
    again = await browser.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.usefixtures("built")
async def test_nothing_outside_the_built_front_end_is_served(browser: Browser) -> None:
    for path in (
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//secret.txt",
        "/assets\\..\\..\\secret.txt",
    ):
        assert "secret" not in (await browser.get(path)).text


@pytest.mark.usefixtures("built")
async def test_an_unknown_address_of_the_api_is_a_problem_and_no_page(browser: Browser) -> None:
    for path in ("/api/nothing", "/api", "/media", "/assets/gone-123.js"):
        reply = await browser.get(path)
        assert reply.status_code == 404
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.json()["title"] == "没有这个地址"


async def test_a_file_of_an_older_front_end_is_not_there(browser: Browser, built: Path) -> None:
    (built / "assets" / "later.js").write_text("export {}")
    assert "assets/later.js" in front.assets(built)
    (built / "assets" / "later.js").unlink()
    assert (await browser.get("/projects")).text == "<title>pages</title>"
    (built / "index.html").write_text("<title>anew</title>")
    reply = await browser.get("/assets/later.js")
    assert reply.status_code == 404
    assert (await browser.get("/projects")).text == "<title>anew</title>"


async def test_a_front_end_that_was_not_built_is_told(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "FOLDER", tmp_path / "nothing")
    reply = await browser.get("/", headers={"accept-language": "en"})
    assert reply.json()["title"] == "The front end has not been built: run make build"


async def test_every_reply_carries_the_security_headers(browser: Browser) -> None:
    for path in ("/", "/api/me", "/api/nothing", "/healthz", "/media/x"):
        headers = (await browser.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        data = path.startswith(("/api/", "/media/"))
        assert headers["content-security-policy"].encode() == (DATA_POLICY if data else PAGE_POLICY)
        assert headers["cache-control"] in {"no-store", "no-cache"}
        assert "strict-transport-security" not in headers
    without_route = await browser.put("/healthz")
    assert without_route.status_code == 405
    assert without_route.headers["x-content-type-options"] == "nosniff"


def test_no_page_policy_lets_foreign_or_inline_scripts_run() -> None:
    policy = dict(part.split(" ", 1) for part in PAGE_POLICY.decode().replace("; ", ";").split(";"))
    assert policy["script-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"


async def test_a_request_keeps_its_id_or_gets_one(browser: Browser) -> None:
    given = await browser.get("/healthz", headers={"x-request-id": "trace-1234"})
    assert given.headers["x-request-id"] == "trace-1234"
    forged = await browser.get("/healthz", headers={"x-request-id": 'x" injected="1'})
    assert len(forged.headers["x-request-id"]) == 32


async def test_a_line_says_who_asked_for_what_and_how_long_it_took(browser: Browser, world: World) -> None:
    with capture_logs() as lines:
        await browser.get("/api/people/7?q=secret", headers=cookies("annotator-a"))
    line = next(line for line in lines if line["event"] == "request")
    assert line["route"] == "/api/people/{person_id}"
    assert (line["status"], line["person"]) == (404, world.people["annotator-a"])
    assert line["ms"] > 0
    assert "secret" not in str(line)


async def test_requests_are_counted_by_route_and_not_by_address(browser: Browser) -> None:
    for number in range(3):
        await browser.get(f"/api/people/{number}")
    metrics = (await browser.get("/metrics")).text
    assert 'route="/api/people/{person_id}",status="401"' in metrics
    assert "/api/people/2" not in metrics


def test_own_lines_are_json_with_the_request_id(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    configure_logs(Settings())
    try:
        with structlog.contextvars.bound_contextvars(request_id="r-1"):
            structlog.get_logger().info("request", status=200, path=Path("/豆田"))
        line = json.loads(capfdbinary.readouterr().err)
    finally:
        structlog.reset_defaults()
    assert (line["event"], line["level"], line["request_id"], line["path"]) == (
        "request",
        "info",
        "r-1",
        "/豆田",
    )


@get("/api/open", opt={})
async def unguarded() -> None: ...


@get("/api/open", opt={"permission": "everything.do"})
async def unheard_of() -> None: ...


@get("/api/open/{what:int}", opt={"permission": "project.read"})
async def unplaced(what: int) -> None: ...


@get("/api/open/{item_id:int}", opt={"permission": "item.read"})
async def item_in_nothing(item_id: int) -> None: ...


@pytest.mark.parametrize("handler", [unguarded, unheard_of, unplaced, item_in_nothing])
def test_the_server_does_not_start_with_a_route_that_nobody_guards(
    services: Services, monkeypatch: pytest.MonkeyPatch, handler: Any
) -> None:
    monkeypatch.setattr("beanfield.web.app.ROUTES", [*routes.ROUTES, handler])
    with pytest.raises(ValueError, match="/api/open"):
        create_app(services)


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (False, "6.6.6.6", "127.0.0.1"),
        (True, "6.6.6.6, 10.0.0.9", "10.0.0.9"),
        (True, None, "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_that_the_proxy_saw(
    app: Litestar, trusted: bool, forwarded: str | None, address: str
) -> None:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory(app=app).get("/", headers=headers)
    request.scope["client"] = ("127.0.0.1", 5)
    assert client_of(request, Settings(trust_proxy=trusted)).address == address


async def test_a_long_list_is_sent_packed(browser: Browser, world: World) -> None:
    headers = {**cookies("administrator"), "accept-encoding": "gzip"}
    async with browser.stream("GET", "/api/people?limit=200", headers=headers) as reply:
        raw = b"".join([part async for part in reply.aiter_raw()])
    assert reply.headers["content-encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(raw))["rows"]) == len(world.people)


async def test_many_at_once_are_each_told_who_they_are(browser: Browser, world: World) -> None:
    keys = list(world.people) * 10
    replies = await asyncio.gather(*(browser.get("/api/me", headers=cookies(key)) for key in keys))
    assert [reply.json()["person_id"] for reply in replies] == [world.people[key] for key in keys]
