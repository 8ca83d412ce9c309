"""Every route × every role × own, foreign and missing things × nobody at all, against the table of access.

The requests go through the real application with its middleware and its guard; only the handlers behind the
guard are replaced, by a reply of 299, so that a walk changes nothing. What should come out is worked out here
from the declared table and the layout of the test's world, apart from the code that decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from litestar import Litestar, Response
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from beanfield.people import access
from beanfield.people.model import Role
from beanfield.web.reach import RESOLVERS
from tests.web.conftest import Browser
from tests.web.world import CENTRE_ROLES, Side, World, cookies

LET_THROUGH = 299
ACTORS: dict[str, Role] = {
    **{f"{role}-a": role for role in CENTRE_ROLES},
    "customer-a": "customer",
    "sponsor": "sponsor",
    "administrator": "administrator",
    "loose-a": "annotator",  # assigned to nothing, in no team
}
ASSIGNED = {"annotator-a": {"annotate"}, "reviewer-a": {"review", "adjudicate"}}
NOBODY_HAS = {"int": 9_999_999, "uuid": UUID(int=7)}


@dataclass(frozen=True)
class Case:
    """One handler under one of its methods."""

    method: str
    path: str  # /api/projects/{project_id}
    permission: str
    parameters: tuple[str, ...]

    @property
    def placed(self) -> tuple[str, ...]:
        return tuple(name for name in self.parameters if name in RESOLVERS)


def cases(app: Litestar) -> Iterator[Case]:
    for route in app.routes:
        assert isinstance(route, HTTPRoute)
        for handler in route.route_handlers:
            for method in sorted(handler.http_methods - {"OPTIONS"}):
                yield Case(method, route.path_format, handler.opt["permission"], tuple(route.path_parameters))


def value_of(name: str, world: World, side: Side, key: str, where: str) -> object:
    """What stands in the path for a parameter."""
    if where == "missing" and name in RESOLVERS:
        return NOBODY_HAS["uuid" if name == "upload_id" else "int"]
    owner = key if where == "own" else "annotator-b"
    values: dict[str, object] = {
        "person_id": world.people["annotator-a" if side is world.own else "annotator-b"],
        "lease_id": world.leases[owner],
        "upload_id": world.uploads[owner],
        "sha256": "0" * 64,
        "level": 0,
        "index": 0,
        "annotation_id": UUID(int=7),
        "place": "0_0",
        "skill": "x",
        "path": "x",
    }
    return values.get(name, getattr(side, name, 1))


def url(case: Case, world: World, key: str, where: str) -> str:
    side = world.foreign if where == "foreign" else world.own
    filled = {name: value_of(name, world, side, key, where) for name in case.parameters}
    return case.path.format(**filled)


def reaches(key: str, permission: str, name: str) -> bool:
    """Does the person reach, by this permission, the thing of their own side that the parameter names?"""
    rule = access.TABLE[permission]
    reach = rule.roles.get(ACTORS[key])
    if rule.anyone or (name in {"lease_id", "upload_id"} and reach is not None):
        return True
    leads = key == "team_leader-a" and name in {"project_id", "team_id", "person_id"}
    tasks = ASSIGNED.get(key, set()) if name == "project_id" else set()
    answers = {
        None: False,
        "all": True,
        "centre": name != "customer_id",
        "offered": name != "customer_id",
        "customer": name in {"project_id", "customer_id", "order_id"},
        "leads": leads,
        "works": leads or bool(tasks),
        "assigned": bool(tasks),
        "annotates": "annotate" in tasks,
        "checks": bool(tasks & {"review", "adjudicate"}),
        "adjudicates": "adjudicate" in tasks,
    }
    return answers[reach] and name not in {"lease_id", "upload_id"}


KNOWN_BY = {
    "project_id": "project.read",
    "order_id": "order.read",
    "person_id": "people.read",
    "team_id": "team.read",
    "centre_id": "centre.read",
    "room_id": "centre.read",
    "customer_id": "customer.read",
}


def everywhere(key: str, permission: str) -> bool:
    return access.TABLE[permission].anyone or access.TABLE[permission].roles.get(ACTORS[key]) == "all"


def expected(case: Case, key: str, where: str) -> int:
    if case.permission == access.PUBLIC:
        return LET_THROUGH
    rule = access.TABLE[case.permission]
    if not case.placed:
        return LET_THROUGH if rule.anyone or ACTORS[key] in rule.roles else 403
    for name in case.placed:
        there = everywhere if where == "foreign" else lambda k, p, n=name: reaches(k, p, n)
        if where == "missing" or (where == "foreign" and name in {"lease_id", "upload_id"}):
            return 404
        if not there(key, case.permission):
            known = name in KNOWN_BY and there(key, KNOWN_BY[name])
            own_thing = name in {"lease_id", "upload_id"} and where == "own"
            return 403 if known or own_thing else 404
    return LET_THROUGH


@pytest.fixture
def stop_at_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever passes the guard gets 299, and the handler never runs."""

    async def reply(_request: object) -> Response[None]:
        return Response(None, status_code=LET_THROUGH)

    monkeypatch.setattr(HTTPRouteHandler, "resolve_before_request", lambda _handler: reply)


async def statuses(browser: Browser, calls: list[tuple[str, str, dict[str, str]]]) -> list[int]:
    """The statuses of many calls, a few at a time."""
    gate = asyncio.Semaphore(6)

    async def one(method: str, target: str, headers: dict[str, str]) -> int:
        async with gate:
            return (await browser.request(method, target, headers=headers)).status_code

    return list(await asyncio.gather(*(one(*call) for call in calls)))


@pytest.mark.parametrize("where", ["own", "foreign", "missing"])
@pytest.mark.usefixtures("stop_at_the_guard")
async def test_every_route_answers_every_role_as_the_table_says(
    app: Litestar, browser: Browser, world: World, where: str
) -> None:
    walk = [(case, key) for case in cases(app) for key in ACTORS]
    got = await statuses(
        browser, [(case.method, url(case, world, key, where), cookies(key)) for case, key in walk]
    )
    wrong = [
        f"{case.method} {case.path} [{case.permission}] {key} {where}:"
        f" {status}, not {expected(case, key, where)}"
        for (case, key), status in zip(walk, got, strict=True)
        if status != expected(case, key, where)
    ]
    assert not wrong, "\n".join(wrong)
    assert len(walk) > 300


@pytest.mark.usefixtures("stop_at_the_guard")
async def test_nobody_passes_without_signing_in_but_to_public_routes(
    app: Litestar, browser: Browser, world: World
) -> None:
    for case in cases(app):
        reply = await browser.request(case.method, url(case, world, "annotator-a", "own"))
        wanted = LET_THROUGH if case.permission == access.PUBLIC else 401
        assert reply.status_code == wanted, case


async def test_public_routes_are_these(app: Litestar) -> None:
    public = {f"{case.method} {case.path}" for case in cases(app) if case.permission == access.PUBLIC}
    assert public == {
        "GET /",
        "GET /{path}",
        "GET /healthz",
        "GET /metrics",
        "GET /media/{sha256}",
        "GET /media/{sha256}/tiles",
        "GET /media/{sha256}/tiles/{level}/{place}",
        "GET /media/{sha256}/peaks",
        "GET /media/{sha256}/frames",
        "GET /media/{sha256}/frames/{index}",
        "GET /api/certificates/key",
        "GET /api/certificates/revocations",
        "GET /api/openapi.json",
        "POST /api/session",
    }


@pytest.mark.usefixtures("stop_at_the_guard")
async def test_no_unsafe_route_takes_a_cookie_without_the_csrf_value(
    app: Litestar, browser: Browser, world: World
) -> None:
    unsafe = [c for c in cases(app) if c.method not in {"GET", "HEAD"} and c.permission != access.PUBLIC]
    assert len(unsafe) > 20
    for case in unsafe:
        for wrong in ({}, {"x-csrf-token": ""}, {"x-csrf-token": "c" * 31}, {"x-csrf-token": "é" * 32}):
            headers = {"cookie": "beanfield_session=administrator", **wrong}
            raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
            reply = await browser.request(case.method, url(case, world, "administrator", "own"), headers=raw)
            assert reply.status_code == 403, case
            assert reply.json()["type"] == "beanfield:csrf-missing"


async def test_reading_runs_for_everyone_who_may_read(app: Litestar, browser: Browser, world: World) -> None:
    """With the handlers at work: no reading route fails, or refuses whom the guard let through."""
    reads = [c for c in cases(app) if c.method == "GET" and c.path.startswith("/api/")]
    inside = {"item_id", "assignment_id", "thread_id", "lot_id", "delivery_id", "run_id", "webhook_id"}
    for case in reads:
        for key in ACTORS:
            reply = await browser.get(url(case, world, key, "own"), headers=cookies(key))
            assert reply.status_code < 500, (case, key, reply.text)
            if expected(case, key, "own") == LET_THROUGH and not inside & set(case.parameters):
                assert reply.status_code not in {401, 403}, (case, key, reply.text)
