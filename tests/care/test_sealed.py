"""Children's data reach their guardian and the care staff of the centre; no route to anyone else."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from litestar import Litestar
from structlog.testing import capture_logs

from beanfield.care import attend, guardian, rooms
from beanfield.care.model import NewChild, NewPickup, NewSlots
from beanfield.care.rules import today
from beanfield.people.actor import Actor
from beanfield.platform.database import dicts, execute, scalar
from beanfield.platform.services import Services
from tests.web.conftest import Browser, app, browser, services, world
from tests.web.test_access import ACTORS, cases, url
from tests.web.world import World, cookies

__all__ = ["app", "browser", "services", "world"]

#: Whatever could tell of the child: its name, what care staff should know, who collects it and their phone.
SECRETS = ("泽漆小满", "花生过敏癸卯", "王桂花寒露", "13877776666")
GUARDIAN, CARE = "annotator-a", "care_staff-a"


def actor_of(world: World, key: str) -> Actor:
    return Actor(
        person_id=world.people[key],
        name=key,
        locale="en",
        centre_id=world.own.centre_id,
        customer_id=None,
        grants=(),
    )


@pytest.fixture
async def booking(services: Services, world: World) -> int:
    """A child of the annotator of centre a, booked for today and in the room."""
    now, parent = datetime.now(UTC), actor_of(world, GUARDIAN)
    day = today(now)
    new = NewChild(SECRETS[0], day.replace(year=day.year - 8, day=1), "妈妈", "13811112222", True, SECRETS[1])
    async with services.database.transaction() as tx:
        slot = NewSlots(day, day, "00:00", "23:59", [1, 2, 3, 4, 5, 6, 7])
        await rooms.add_slots(tx, None, world.own.room_id, slot)
        number = await scalar(tx, "select id from care_slot")
        (child,) = await guardian.register(tx, parent, new, now)
        await guardian.add_pickup(tx, parent, child.id, NewPickup(SECRETS[2], "奶奶", SECRETS[3]))
        own = await guardian.book(tx, parent, child.id, number, now)
        made = own.slots[0].bookings[0].id
        await attend.check_in(tx, world.people[CARE], world.own.room_id, made, now)
    return made


def told(content: bytes) -> list[str]:
    """The secrets that a reply holds, also inside what it packs (workbooks, archives)."""
    texts = [content]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts += [archive.read(name) for name in archive.namelist()]
    forms = {
        secret: (secret.encode(), secret.encode("utf-16-le"), secret.encode("unicode_escape"))
        for secret in SECRETS
    }
    return [
        secret for secret, given in forms.items() if any(form in text for form in given for text in texts)
    ]


async def test_the_guardian_and_the_care_staff_see_the_child(
    browser: Browser, world: World, booking: int
) -> None:
    own = await browser.get("/api/me/care", headers=cookies(GUARDIAN))
    assert told(own.content) == list(SECRETS)
    day = await browser.get(f"/api/rooms/{world.own.room_id}/day", headers=cookies(CARE))
    assert told(day.content) == list(SECRETS)
    assert day.json()["slots"][0]["children"][0]["booking_id"] == booking


@pytest.mark.usefixtures("booking")
async def test_no_route_tells_any_other_role_of_a_child(
    app: Litestar, browser: Browser, world: World
) -> None:
    """Every route under every method as everyone else; what changes things is sent an empty body."""
    others = [*(key for key in ACTORS if key not in {GUARDIAN, CARE}), "care_staff-b", "annotator-b"]
    answered = 0
    walk = sorted(cases(app), key=lambda case: (case.method != "GET", "session" in case.path))
    for case in walk:
        for key in others:
            target = url(case, world, key if key in world.leases else GUARDIAN, "own")
            body: Any = None if case.method in {"GET", "HEAD"} else {}
            reply = await browser.request(case.method, target, json=body, headers=cookies(key))
            assert told(reply.content) == [], (case, key)
            answered += reply.status_code == 200
    assert answered > 200


@pytest.mark.usefixtures("booking")
async def test_the_filters_of_the_lists_find_no_child(browser: Browser, world: World) -> None:
    for key in ("administrator", "centre_manager-a", "sponsor", "team_leader-a", "care_staff-b"):
        for path in ("/api/people", "/api/audit", "/api/projects", "/api/teams"):
            reply = await browser.get(path, params={"q": SECRETS[0]}, headers=cookies(key))
            assert told(reply.content) == [], (path, key)


async def test_a_guessed_number_opens_nothing(browser: Browser, world: World, booking: int) -> None:
    room = world.own.room_id
    for key in (
        "administrator",
        "centre_manager-a",
        "team_leader-a",
        "care_staff-b",
        "annotator-b",
        "sponsor",
    ):
        day = await browser.get(f"/api/rooms/{room}/day", headers=cookies(key))
        assert day.status_code in {403, 404}, key
        for step in ("in", "out"):
            body = {"pickup_id": 1}
            target = f"/api/rooms/{room}/bookings/{booking}/{step}"
            assert (await browser.post(target, json=body, headers=cookies(key))).status_code in {403, 404}, (
                key
            )
        child = await browser.patch("/api/me/children/1", json={"notes": ""}, headers=cookies(key))
        assert child.status_code == 404, key


async def test_an_api_token_reads_no_child_even_for_care_staff(
    browser: Browser, world: World, services: Services, booking: int
) -> None:
    made = await browser.post(
        "/api/me/tokens",
        json={"name": "t", "scopes": ["admin"], "days": 5},
        headers=cookies(CARE),
    )
    assert made.status_code == 201, made.text
    headers = {"authorization": f"Bearer {made.json()['secret']}"}
    for path in (f"/api/rooms/{world.own.room_id}/day", "/api/me/care"):
        reply = await browser.get(path, headers=headers)
        assert reply.status_code == 403, path
    assert booking


async def test_logs_audit_jobs_and_webhooks_never_hold_a_child(
    browser: Browser, world: World, services: Services, booking: int
) -> None:
    """All that guardian and care staff do, also what is refused; then every table outside of care."""
    room, mine = world.own.room_id, cookies(GUARDIAN)
    day = (await browser.get(f"/api/rooms/{room}/day", headers=cookies(CARE))).json()
    pickup = day["slots"][0]["children"][0]["pickups"][1]["id"]
    child = (await browser.get("/api/me/care", headers=mine)).json()["children"][0]["id"]
    registered = {
        "name": SECRETS[0], "born": "2019-01-01", "relation": "爸爸", "phone": SECRETS[3], "consent": True,
        "notes": SECRETS[1],
    }  # fmt: skip
    calls: list[tuple[str, Any]] = [
        ("/api/me/children", registered),
        ("/api/me/children", registered | {"consent": False}),
        ("/api/me/children", registered | {"born": SECRETS[0]}),
        (f"/api/me/children/{child}/pickups", {"name": SECRETS[2], "relation": "奶奶", "phone": SECRETS[3]}),
        (f"/api/me/children/{child}/pickups", {"name": SECRETS[2]}),
    ]
    with capture_logs() as lines:
        for path, body in calls:
            await browser.post(path, json=body, headers=mine)
        target = f"/api/rooms/{room}/bookings/{booking}"
        for body in ({"pickup_id": 9_999_999}, {"pickup_id": pickup}, {"pickup_id": pickup}):
            await browser.post(f"{target}/out", json=body, headers=cookies(CARE))
        await browser.post(f"{target}/in", headers=cookies(CARE))
    assert len(lines) >= len(calls)
    assert told(repr(lines).encode()) == []
    assert told(repr(lines).encode("unicode_escape")) == []
    await _no_other_table_holds_them(services)


async def _no_other_table_holds_them(services: Services) -> None:
    async with services.database.transaction() as tx:
        tables = await dicts(
            tx, "select table_name from information_schema.tables where table_schema = 'public'"
            " and table_type = 'BASE TABLE'"
        )  # fmt: skip
        names = {row["table_name"] for row in tables} - {"child", "child_pickup"}
        assert {"audit", "webhook", "export_run", "procrastinate_jobs"} <= names
        for name in sorted(names):
            await execute(tx, "set local client_min_messages = error")
            found = await dicts(tx, f'select t::text as row from "{name}" t')
            assert told("\n".join(row["row"] for row in found).encode()) == [], name
