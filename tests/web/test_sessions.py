"""Signing in and out, cookies, one-time passwords, sessions that end, tokens and their scopes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from litestar import Litestar

from beanfield.people import access, accounts
from beanfield.people.bootstrap import first_administrator
from beanfield.people.identity import token_hash
from beanfield.people.model import Grant, NewPerson
from beanfield.people.persons import add_person
from beanfield.platform.database import execute, scalar
from beanfield.platform.services import Services
from beanfield.web.app import create_app
from tests.web.conftest import Browser, make_services, talking_to
from tests.web.test_access import LET_THROUGH, cases, stop_at_the_guard, url
from tests.web.world import World, cookies

__all__ = ["stop_at_the_guard"]

PASSWORD = "spring wheat 33"


@pytest.fixture
async def admin(browser: Browser, services: Services) -> int:
    """An administrator `ada` with a password of her own."""
    async with services.database.transaction() as tx:
        new = NewPerson(name="阿达", roles=[Grant("administrator")])
        person = (await add_person(tx, new, None)).person.id
        await accounts.add_account(tx, person, "ada", PASSWORD, must_change=False)
    return person


async def sign_in(browser: Browser, login: str = "ada", password: str = PASSWORD) -> dict[str, str]:
    """Sign in; returns the headers that later calls need beside the cookie."""
    reply = await browser.post("/api/session", json={"login": login, "password": password})
    assert reply.status_code == 200, reply.text
    return {"x-csrf-token": reply.json()["csrf"]}


@pytest.mark.usefixtures("admin")
async def test_signing_in_sets_a_cookie_that_scripts_cannot_read_and_other_sites_do_not_send(
    browser: Browser,
) -> None:
    reply = await browser.post("/api/session", json={"login": " ADA ", "password": PASSWORD})
    cookie = reply.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert reply.json()["name"] == "阿达"
    assert (await browser.get("/api/me")).json()["csrf"] == reply.json()["csrf"]


@pytest.mark.usefixtures("admin")
async def test_a_wrong_password_and_an_unknown_login_are_told_the_same(browser: Browser) -> None:
    wrong = await browser.post("/api/session", json={"login": "ada", "password": "x" * 9})
    unknown = await browser.post("/api/session", json={"login": "nobody", "password": "x" * 9})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert "set-cookie" not in wrong.headers


async def test_a_closed_account_cannot_sign_in(browser: Browser, services: Services, admin: int) -> None:
    async with services.database.transaction() as tx:
        await accounts.set_disabled(tx, admin, disabled=True, by=None)
    reply = await browser.post("/api/session", json={"login": "ada", "password": PASSWORD})
    assert reply.status_code == 401


@pytest.mark.usefixtures("admin")
async def test_a_session_that_was_planted_before_is_not_taken_over(browser: Browser) -> None:
    browser.cookies.set("beanfield_session", "planted-by-someone-else-1234567890")
    await sign_in(browser)
    values = [c.value for c in browser.cookies.jar if c.domain != ""] or list(browser.cookies.values())
    assert any(value != "planted-by-someone-else-1234567890" for value in values)
    planted = {"cookie": "beanfield_session=planted-by-someone-else-1234567890"}
    browser.cookies.clear()
    assert (await browser.get("/api/me", headers=planted)).status_code == 401


@pytest.mark.usefixtures("admin")
async def test_signing_in_again_ends_the_session_before(browser: Browser, services: Services) -> None:
    await sign_in(browser)
    first = browser.cookies["beanfield_session"]
    await sign_in(browser)
    second = browser.cookies["beanfield_session"]
    assert first != second
    async with services.database.transaction() as tx:
        assert await scalar(tx, "select count(*) from session") == 1


@pytest.mark.usefixtures("admin")
async def test_another_site_cannot_sign_a_browser_in(browser: Browser) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    reply = await browser.post("/api/session", json={"login": "ada", "password": PASSWORD}, headers=headers)
    assert reply.status_code == 403


@pytest.mark.usefixtures("admin")
async def test_after_signing_out_the_cookie_is_worth_nothing(browser: Browser) -> None:
    csrf = await sign_in(browser)
    kept = {"cookie": f"beanfield_session={browser.cookies['beanfield_session']}"}
    ended = await browser.delete("/api/session", headers=csrf)
    assert ended.status_code == 204
    assert ended.headers["clear-site-data"] == '"cache"'  # pictures that the browser kept
    browser.cookies.clear()
    assert (await browser.get("/api/me", headers=kept)).status_code == 401


@pytest.mark.usefixtures("admin")
async def test_signing_out_everywhere_ends_every_session_of_the_person_and_no_other(
    browser: Browser, world: World
) -> None:
    csrf = await sign_in(browser)
    one = {"cookie": f"beanfield_session={browser.cookies['beanfield_session']}", **csrf}
    browser.cookies.clear()
    csrf = await sign_in(browser)
    two = {"cookie": f"beanfield_session={browser.cookies['beanfield_session']}", **csrf}
    browser.cookies.clear()
    assert (await browser.get("/api/me", headers=one)).status_code == 200
    assert (await browser.delete("/api/me/sessions", headers=two)).status_code == 204
    for headers in (one, two):
        assert (await browser.get("/api/me", headers=headers)).status_code == 401
    assert (await browser.get("/api/me", headers=cookies("sponsor"))).status_code == 200


async def test_a_session_ends_by_itself(browser: Browser, services: Services, world: World) -> None:
    async with services.database.transaction() as tx:
        await execute(
            tx, "update session set expires_at = now() where token_hash = %s", [token_hash("sponsor")]
        )
    assert (await browser.get("/api/me", headers=cookies("sponsor"))).status_code == 401


async def test_a_session_in_memory_ends_in_time_too(
    browser: Browser, services: Services, world: World
) -> None:
    async with services.database.transaction() as tx:
        soon = datetime.now(UTC) + timedelta(seconds=0.4)
        await execute(
            tx, "update session set expires_at = %s where token_hash = %s", [soon, token_hash("sponsor")]
        )
    assert (await browser.get("/api/me", headers=cookies("sponsor"))).status_code == 200
    await asyncio.sleep(0.6)
    assert (await browser.get("/api/me", headers=cookies("sponsor"))).status_code == 401


async def test_a_one_time_password_opens_nothing_but_the_choice_of_a_new_one(
    browser: Browser, services: Services
) -> None:
    async with services.database.transaction() as tx:
        made = await first_administrator(tx)
        assert await first_administrator(tx) is None
    assert made is not None
    csrf = await sign_in(browser, made.login, made.password)
    assert (await browser.get("/api/me")).json()["must_change_password"]
    refused = await browser.get("/api/people")
    assert (refused.status_code, refused.json()["type"]) == (403, "beanfield:password-must-change")
    change = {"old": made.password, "new": PASSWORD}
    assert (await browser.post("/api/me/password", json=change, headers=csrf)).status_code == 204
    assert (await browser.get("/api/people")).status_code == 200
    assert not (await browser.get("/api/me")).json()["must_change_password"]


@pytest.mark.usefixtures("admin")
async def test_a_weak_password_is_not_taken(browser: Browser) -> None:
    csrf = await sign_in(browser)
    for new in ("password123", "aaaaaaaaaa", "my ada login", PASSWORD, "short"):
        reply = await browser.post("/api/me/password", json={"old": PASSWORD, "new": new}, headers=csrf)
        assert reply.status_code == 422
        assert reply.json()["errors"][0]["path"] == "new"


@pytest.mark.usefixtures("admin")
async def test_changing_the_password_needs_the_old_one_and_ends_the_other_sessions(browser: Browser) -> None:
    csrf = await sign_in(browser)
    other = {"cookie": f"beanfield_session={browser.cookies['beanfield_session']}"}
    browser.cookies.clear()
    csrf = await sign_in(browser)
    wrong = {"old": "not it at all", "new": "autumn wheat 44"}
    assert (await browser.post("/api/me/password", json=wrong, headers=csrf)).status_code == 422
    right = {"old": PASSWORD, "new": "autumn wheat 44"}
    assert (await browser.post("/api/me/password", json=right, headers=csrf)).status_code == 204
    assert (await browser.get("/api/me")).status_code == 200
    browser.cookies.clear()
    assert (await browser.get("/api/me", headers=other)).status_code == 401
    await sign_in(browser, password="autumn wheat 44")


@pytest.mark.usefixtures("admin")
async def test_guessing_is_held_up_even_for_the_right_password(browser: Browser) -> None:
    for _ in range(5):
        reply = await browser.post("/api/session", json={"login": "ada", "password": "x" * 9})
        assert reply.status_code == 401
    held_up = await browser.post("/api/session", json={"login": "ada", "password": PASSWORD})
    assert held_up.status_code == 429
    assert 1 <= int(held_up.headers["retry-after"]) <= 5


@pytest.mark.usefixtures("admin")
async def test_a_hundred_guesses_at_once_are_held_up_like_a_hundred_in_a_row(browser: Browser) -> None:
    guess = {"login": "ada", "password": "x" * 9}
    replies = await asyncio.gather(*(browser.post("/api/session", json=guess) for _ in range(100)))
    tried = [reply for reply in replies if reply.status_code == 401]
    assert len(tried) == 5
    assert sum(reply.status_code == 429 for reply in replies) == 95


@pytest.mark.usefixtures("admin")
async def test_an_address_that_tries_many_logins_is_held_up(browser: Browser, services: Services) -> None:
    async with services.database.transaction() as tx:
        await execute(
            tx,
            "insert into login_attempt (login, address, success)"
            " select 'guess' || n, '127.0.0.1', false from generate_series(1, 50) n",
        )
    reply = await browser.post("/api/session", json={"login": "ada", "password": PASSWORD})
    assert reply.status_code == 429


async def test_log_ins_stand_in_the_audit_log_and_what_was_typed_does_not(
    browser: Browser, services: Services, admin: int
) -> None:
    await browser.post("/api/session", json={"login": "my-secret-word", "password": "x" * 9})
    await browser.post("/api/session", json={"login": "ada", "password": "x" * 9})
    await sign_in(browser)
    rows = (await browser.get("/api/audit")).json()["rows"]
    assert [row["action"] for row in rows[:2]] == ["session.begin", "session.refused"]
    assert rows[0]["actor_id"] == admin
    assert "my-secret-word" not in str(rows)


@pytest.mark.usefixtures("stop_at_the_guard")
async def test_a_token_reaches_what_its_scope_includes_and_nothing_more(
    app: Litestar, browser: Browser, services: Services, world: World
) -> None:
    key = "centre_manager-a"
    async with services.database.transaction() as tx:
        for scope in access.INCLUDES:
            await execute(
                tx,
                "insert into api_token (person_id, name, token_hash, scopes) values (%s, 't', %s, %s)",
                [world.people[key], token_hash(f"bf_{scope}"), [scope]],
            )
    for case in cases(app):
        if case.permission == access.PUBLIC:
            continue
        target = url(case, world, key, "own")
        session = (await browser.request(case.method, target, headers=cookies(key))).status_code
        needed = access.TABLE[case.permission].scope
        for scope, included in access.INCLUDES.items():
            bearer = {"authorization": f"Bearer bf_{scope}"}
            token = await browser.request(case.method, target, headers=bearer)
            if needed in included:
                assert token.status_code == session, (case, scope)
            else:
                assert (token.status_code, token.json()["type"]) == (403, "beanfield:token-not-enough"), case


@pytest.mark.usefixtures("admin")
async def test_a_token_is_shown_once_works_without_csrf_and_can_be_taken_back(browser: Browser) -> None:
    csrf = await sign_in(browser)
    wanted = {"name": "laptop", "scopes": ["manage", "admin"], "days": 30}
    made = (await browser.post("/api/me/tokens", json=wanted, headers=csrf)).json()
    assert made["secret"].startswith("bf_")
    listed = (await browser.get("/api/me/tokens")).json()
    assert [(t["name"], t["scopes"]) for t in listed] == [("laptop", ["admin", "manage"])]
    assert made["secret"] not in str(listed)
    cookie = browser.cookies["beanfield_session"]
    browser.cookies.clear()
    bearer = {"authorization": f"Bearer {made['secret']}"}
    opened = await browser.post("/api/centres", json={"name_zh": "丙中心"}, headers=bearer)
    assert opened.status_code == 201
    more = await browser.post("/api/me/tokens", json=wanted, headers=bearer)
    assert (more.status_code, more.json()["type"]) == (403, "beanfield:token-not-enough")
    headers = {"cookie": f"beanfield_session={cookie}", **csrf}
    assert (await browser.delete(f"/api/me/tokens/{made['id']}", headers=headers)).status_code == 204
    assert (await browser.get("/api/me", headers=bearer)).status_code == 401


async def test_nobody_takes_back_the_token_of_another(
    browser: Browser, services: Services, world: World
) -> None:
    async with services.database.transaction() as tx:
        token = await scalar(
            tx,
            "insert into api_token (person_id, name, token_hash, scopes) values (%s, 't', 'x', '{read}')"
            " returning id",
            [world.people["sponsor"]],
        )
    reply = await browser.delete(f"/api/me/tokens/{token}", headers=cookies("administrator"))
    assert reply.status_code == 404


async def test_a_change_made_by_another_process_is_heard_at_once(
    browser: Browser, services: Services, world: World, tmp_path: Path
) -> None:
    """Signing out everywhere through one process, while another one remembers the session."""
    headers = cookies("project_manager-a")
    async with talking_to(create_app(make_services(services.database.url, tmp_path))) as other:
        for _ in range(100):
            if (await other.get("/api/me", headers=headers)).status_code == 200:
                break
        assert (await browser.delete("/api/me/sessions", headers=headers)).status_code == 204
        started = asyncio.get_running_loop().time()
        while (await other.get("/api/me", headers=headers)).status_code == 200:
            assert asyncio.get_running_loop().time() - started < 1
            await asyncio.sleep(0.005)


async def test_a_process_that_lost_its_notices_hears_them_again(
    browser: Browser, services: Services, world: World
) -> None:
    headers = cookies("sponsor")
    assert (await browser.get("/api/me", headers=headers)).status_code == 200
    async with services.database.transaction() as tx:
        cut = await scalar(
            tx,
            "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            " where application_name = 'beanfield notices' and datname = current_database()",
        )
        assert cut == 1
    listening = 0
    while not listening:
        await asyncio.sleep(0.05)
        async with services.database.transaction() as tx:
            listening = await scalar(
                tx,
                "select count(*) from pg_stat_activity where datname = current_database()"
                " and application_name = 'beanfield notices' and query = 'listen access_changed'",
            )
    assert (await browser.get("/api/me", headers=headers)).status_code == 200
    async with services.database.transaction() as tx:
        await execute(tx, "delete from session where token_hash = %s", [token_hash("sponsor")])
    started = asyncio.get_running_loop().time()
    while (await browser.get("/api/me", headers=headers)).status_code == 200:
        assert asyncio.get_running_loop().time() - started < 2
        await asyncio.sleep(0.005)


@pytest.mark.usefixtures("stop_at_the_guard")
async def test_a_new_assignment_opens_its_project_to_someone_already_remembered(
    browser: Browser, services: Services, world: World
) -> None:
    target = f"/api/projects/{world.own.project_id}/work"
    headers = cookies("loose-a")
    assert (await browser.post(target, headers=headers)).status_code == 404
    async with services.database.transaction() as tx:
        await execute(
            tx,
            "insert into assignment (project_id, person_id, task) values (%s, %s, 'annotate')",
            [world.own.project_id, world.people["loose-a"]],
        )
    assert (await browser.post(target, headers=headers)).status_code == LET_THROUGH
