"""Persons, roles, teams and skills over HTTP, on a real database."""

from __future__ import annotations

from typing import Any

from beanfield.platform.database import dicts, execute
from beanfield.platform.services import Services
from tests.web.conftest import Browser, app, browser, services, world
from tests.web.world import World, cookies

__all__ = ["app", "browser", "services", "world"]

ADMIN = cookies("administrator")
MANAGER = cookies("centre_manager-a")


async def add(browser: Browser, headers: dict[str, str], **new: Any) -> Any:
    reply = await browser.post("/api/people", json={"name": "王小米", **new}, headers=headers)
    assert reply.status_code == 201, reply.text
    return reply.json()


async def actions(services: Services) -> list[str]:
    async with services.database.transaction() as tx:
        return [row["action"] for row in await dicts(tx, "select action from audit order by seq")]


async def test_a_centre_manager_adds_a_person_who_then_signs_in(
    browser: Browser, services: Services, world: World
) -> None:
    made = await add(
        browser,
        MANAGER,
        centre_id=world.own.centre_id,
        team_id=world.own.team_id,
        login="Xiaomi",
        roles=[{"role": "annotator", "centre_id": world.own.centre_id}],
    )
    assert made["person"]["team_name"] == "一组"
    assert made["password"]["login"] == "xiaomi"
    reply = await browser.post("/api/session", json=made["password"])
    assert reply.json()["roles"] == [
        {"role": "annotator", "centre_id": world.own.centre_id, "customer_id": None}
    ]
    assert await actions(services) == ["team.join", "person.add", "session.begin"]


async def test_a_centre_manager_gives_only_roles_of_their_centre_and_none_as_high_as_theirs(
    browser: Browser, world: World
) -> None:
    own, foreign = world.own.centre_id, world.foreign.centre_id
    for role, centre, status in (
        ("annotator", own, 201),
        ("finance", own, 201),
        ("centre_manager", own, 403),
        ("administrator", None, 403),
        ("annotator", foreign, 403),
    ):
        new = {"name": "x", "centre_id": own, "roles": [{"role": role, "centre_id": centre}]}
        reply = await browser.post("/api/people", json=new, headers=MANAGER)
        assert reply.status_code == status, role


async def test_a_centre_manager_adds_nobody_to_another_centre_a_customer_or_the_programme(
    browser: Browser, world: World
) -> None:
    for place, status in (
        ({"centre_id": world.foreign.centre_id}, 404),
        ({"centre_id": 999_999}, 404),
        ({"customer_id": world.own.customer_id}, 403),
        ({}, 404),
    ):
        reply = await browser.post("/api/people", json={"name": "x", **place}, headers=MANAGER)
        assert reply.status_code == status, place


async def test_an_administrator_can_put_nobody_into_a_centre_that_does_not_exist(
    browser: Browser, world: World
) -> None:
    reply = await browser.post("/api/people", json={"name": "x", "centre_id": 999_999}, headers=ADMIN)
    assert reply.status_code == 422


async def test_a_login_is_given_once(browser: Browser, world: World) -> None:
    await add(browser, ADMIN, login="xiaomi")
    reply = await browser.post("/api/people", json={"name": "x", "login": "XIAOMI"}, headers=ADMIN)
    assert (reply.status_code, reply.json()["type"]) == (409, "beanfield:login-taken")
    assert (await browser.get("/api/people?q=xiaomi", headers=ADMIN)).json()["rows"][0]["name"] == "王小米"


async def test_a_login_that_nobody_could_type_is_refused(browser: Browser, world: World) -> None:
    for login in ("a", "has blank", "名字", "-dash", "x" * 65, "a\nb", "a\u0000b"):
        reply = await browser.post("/api/people", json={"name": "x", "login": login}, headers=ADMIN)
        assert reply.status_code == 422, login


async def test_nobody_raises_themself(browser: Browser, world: World) -> None:
    for key in ("administrator", "centre_manager-a"):
        me = world.people[key]
        roles = [{"role": "administrator"}]
        reply = await browser.put(f"/api/people/{me}/roles", json=roles, headers=cookies(key))
        assert (reply.status_code, key) == (403, key)


async def test_a_centre_manager_cannot_reset_or_close_the_account_of_an_administrator_in_their_centre(
    browser: Browser, services: Services, world: World
) -> None:
    chief = world.people["finance-a"]
    async with services.database.transaction() as tx:
        await execute(tx, "insert into role_grant (person_id, role) values (%s, 'administrator')", [chief])
    calls: list[tuple[str, str, Any]] = [
        ("POST", f"/api/people/{chief}/password", None),
        ("DELETE", f"/api/people/{chief}/sessions", None),
        ("PATCH", f"/api/people/{chief}", {"disabled": True}),
        ("PATCH", f"/api/people/{chief}", {"left": True}),
        ("PATCH", f"/api/people/{chief}", {"login": "mine"}),
        ("PUT", f"/api/people/{chief}/roles", []),
    ]
    for method, path, body in calls:
        reply = await browser.request(method, path, json=body, headers=MANAGER)
        assert (reply.status_code, reply.json()["type"]) == (403, "beanfield:above-you"), path


async def test_roles_change_at_once_and_stand_in_the_audit_log(browser: Browser, world: World) -> None:
    person = world.people["annotator-a"]
    headers = cookies("annotator-a")
    assert (await browser.get("/api/people", headers=headers)).status_code == 403
    roles = [{"role": "project_manager", "centre_id": world.own.centre_id}]
    assert (await browser.put(f"/api/people/{person}/roles", json=roles, headers=MANAGER)).status_code == 200
    assert (await browser.get("/api/people", headers=headers)).status_code == 200
    row = (await browser.get("/api/audit?action=role.grant", headers=MANAGER)).json()["rows"][0]
    assert row["details"]["granted"][0]["role"] == "project_manager"
    assert row["details"]["revoked"][0]["role"] == "annotator"
    assert row["actor_id"] == world.people["centre_manager-a"]


async def test_a_reset_password_ends_sessions_and_tokens(browser: Browser, world: World) -> None:
    headers = cookies("annotator-a")
    token = await browser.post("/api/me/tokens", json={"name": "t", "scopes": ["read"]}, headers=headers)
    bearer = {"authorization": f"Bearer {token.json()['secret']}"}
    assert (await browser.get("/api/me", headers=bearer)).status_code == 200
    person = world.people["annotator-a"]
    reset = await browser.post(f"/api/people/{person}/password", headers=MANAGER)
    assert reset.status_code == 200
    assert (await browser.get("/api/me", headers=bearer)).status_code == 401
    assert (await browser.get("/api/me", headers=headers)).status_code == 401
    again = await browser.post("/api/session", json=reset.json())
    assert again.json()["must_change_password"]


async def test_a_login_is_changed_or_given_later_and_never_to_two(browser: Browser, world: World) -> None:
    made = await add(browser, MANAGER, centre_id=world.own.centre_id)
    path = f"/api/people/{made['person']['id']}"
    assert (await browser.post(f"{path}/password", headers=MANAGER)).status_code == 409
    taken = await browser.patch(path, json={"login": "annotator-a"}, headers=MANAGER)
    assert (taken.status_code, taken.json()["type"]) == (409, "beanfield:login-taken")
    for login in ("early", "late", "late"):
        changed = await browser.patch(path, json={"login": login.upper()}, headers=MANAGER)
        assert changed.json()["login"] == login
    taken = await browser.patch(path, json={"login": "annotator-a"}, headers=MANAGER)
    assert taken.status_code == 409
    password = (await browser.post(f"{path}/password", headers=MANAGER)).json()
    assert (await browser.post("/api/session", json=password)).status_code == 200


async def test_who_leaves_is_shut_out_and_out_of_their_team(browser: Browser, world: World) -> None:
    person = world.people["annotator-a"]
    reply = await browser.patch(f"/api/people/{person}", json={"left": True}, headers=MANAGER)
    assert (reply.json()["team_id"], reply.json()["left_at"] is not None) == (None, True)
    assert (await browser.get("/api/me", headers=cookies("annotator-a"))).status_code == 401
    names = [p["id"] for p in (await browser.get("/api/people", headers=MANAGER)).json()["rows"]]
    assert person not in names
    left = (await browser.get("/api/people?left=true", headers=MANAGER)).json()["rows"]
    assert [p["id"] for p in left] == [person]


async def test_people_are_found_by_name_pinyin_and_initials_and_paged_in_order(
    browser: Browser, world: World
) -> None:
    centre = world.own.centre_id
    for name in ("赵六", "张三丰", "张三", "李四", "100%"):
        await add(browser, MANAGER, name=name, centre_id=centre)
    for q, found in {
        "张三": ["张三", "张三丰"],
        "zhangsan": ["张三", "张三丰"],
        "zsf": ["张三丰"],
        "100%": ["100%"],
        "%": ["100%"],
        "_": [],
    }.items():
        rows = (await browser.get("/api/people", params={"q": q}, headers=MANAGER)).json()["rows"]
        names = [row["name"] for row in rows if "-" not in row["name"]]
        assert names == found, q
    seen: list[str] = []
    cursor = None
    while True:
        params = {"limit": "3", **({"cursor": cursor} if cursor else {})}
        page = (await browser.get("/api/people", params=params, headers=MANAGER)).json()
        seen += [row["name"] for row in page["rows"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen))
    chinese = [name for name in seen if "-" not in name]
    assert chinese == ["100%", "李四", "张三", "张三丰", "赵六"]


async def test_a_list_holds_only_people_in_reach(browser: Browser, world: World) -> None:
    manager = (await browser.get("/api/people?limit=200", headers=MANAGER)).json()["rows"]
    assert {row["centre_id"] for row in manager} == {world.own.centre_id}
    leader = (await browser.get("/api/people", headers=cookies("team_leader-a"))).json()["rows"]
    assert [row["id"] for row in leader] == [world.people["annotator-a"]]
    everyone = (await browser.get("/api/people?limit=200", headers=ADMIN)).json()["rows"]
    assert len(everyone) == len(world.people)


async def test_a_person_is_in_one_team_at_a_time(browser: Browser, world: World) -> None:
    person = world.people["annotator-a"]
    new = {"centre_id": world.own.centre_id, "name": "二组", "leader_id": world.people["reviewer-a"]}
    second = (await browser.post("/api/teams", json=new, headers=MANAGER)).json()
    path = f"/api/teams/{second['id']}/members"
    assert (await browser.post(path, json={"person_id": person}, headers=MANAGER)).status_code == 204
    assert [m["person_id"] for m in (await browser.get(path, headers=MANAGER)).json()] == [person]
    first = f"/api/teams/{world.own.team_id}/members"
    assert (await browser.get(first, headers=MANAGER)).json() == []
    past = (await browser.get(f"{first}?past=true", headers=MANAGER)).json()
    assert past[0]["to_date"] is not None
    assert (await browser.delete(f"{path}/{person}", headers=MANAGER)).status_code == 204
    assert (await browser.delete(f"{path}/{person}", headers=MANAGER)).status_code == 404


async def test_a_team_takes_nobody_and_no_leader_of_another_centre(browser: Browser, world: World) -> None:
    stranger = world.people["annotator-b"]
    path = f"/api/teams/{world.own.team_id}"
    join = await browser.post(f"{path}/members", json={"person_id": stranger}, headers=ADMIN)
    lead = await browser.patch(path, json={"leader_id": stranger}, headers=ADMIN)
    assert (join.status_code, lead.status_code) == (422, 422)
    foreign = {"centre_id": world.foreign.centre_id, "name": "x"}
    assert (await browser.post("/api/teams", json=foreign, headers=MANAGER)).status_code == 404


async def test_a_leader_who_is_replaced_loses_sight_of_the_team(browser: Browser, world: World) -> None:
    headers = cookies("team_leader-a")
    path = f"/api/teams/{world.own.team_id}"
    assert (await browser.get(f"{path}/members", headers=headers)).status_code == 200
    changed = await browser.patch(path, json={"leader_id": None}, headers=MANAGER)
    assert changed.json()["leader_id"] is None
    assert changed.json()["name"] == "一组"
    for _ in range(200):
        status = (await browser.get(f"{path}/members", headers=headers)).status_code
        if status == 404:
            break
    assert status == 404


async def test_a_skill_is_recorded_renewed_and_taken_away(browser: Browser, world: World) -> None:
    path = f"/api/people/{world.people['annotator-a']}/skills"
    examiner = cookies("examiner-a")
    for level in (0.5, 0.9):
        new = {"skill": "3D 点云", "level": level}
        assert (await browser.put(path, json=new, headers=examiner)).status_code == 204
    assert [(s["skill"], s["level"]) for s in (await browser.get(path, headers=examiner)).json()] == [
        ("3D 点云", 0.9)
    ]
    assert (await browser.delete(f"{path}/3D 点云", headers=examiner)).status_code == 204
    assert (await browser.delete(f"{path}/3D 点云", headers=examiner)).status_code == 404


async def test_a_centre_manager_reads_the_audit_log_of_their_centre_only(
    browser: Browser, world: World
) -> None:
    for headers, side in ((MANAGER, world.own), (cookies("centre_manager-b"), world.foreign)):
        await add(browser, headers, centre_id=side.centre_id)
    rows = (await browser.get("/api/audit", headers=MANAGER)).json()["rows"]
    assert {row["centre_id"] for row in rows} == {world.own.centre_id}
    all_rows = (await browser.get("/api/audit?limit=1", headers=ADMIN)).json()
    assert all_rows["next"] is not None
    assert (await browser.get("/api/audit/verify", headers=ADMIN)).json()["intact"]


async def test_preferences_are_laid_over_those_stored(browser: Browser, world: World) -> None:
    headers = cookies("annotator-a")
    for preferences in ({"theme": "dark", "keys": {"a": 1}}, {"theme": None, "zoom": 2}):
        reply = await browser.patch("/api/me", json={"preferences": preferences}, headers=headers)
    assert reply.json()["preferences"] == {"keys": {"a": 1}, "zoom": 2}
    big = {"preferences": {"x": "y" * 20_000}}
    assert (await browser.patch("/api/me", json=big, headers=headers)).status_code == 422
    assert (await browser.get("/api/me", headers=headers)).json()["preferences"]["zoom"] == 2


async def test_problems_speak_the_language_of_the_account(browser: Browser, world: World) -> None:
    headers = cookies("annotator-a")
    in_english = await browser.get("/api/people", headers=headers)
    assert in_english.json()["title"] == "Your role does not allow this"
    await browser.patch("/api/me", json={"locale": "zh-CN"}, headers=headers)
    in_chinese = await browser.get("/api/people", headers=headers)
    assert in_chinese.json()["title"] == "您的角色不能进行此操作"


HOSTILE: list[tuple[str, str, bytes | None]] = [
    ("POST", "/api/people", b"{"),
    ("POST", "/api/people", b"[]"),
    ("POST", "/api/people", b'{"name": "\\ud800"}'),
    ("POST", "/api/people", b'{"name": "a\\u0000b"}'),
    ("POST", "/api/people", b'{"name": "x", "centre_id": 1e400}'),
    ("POST", "/api/people", b'{"name": "x", "centre_id": 99999999999999999999999}'),
    ("POST", "/api/people", b'{"name": "x", "roles": [{"role": "god"}]}'),
    ("POST", "/api/centres", b'{"name_zh": ""}'),
    ("POST", "/api/centres", b"\xff\xfe"),
    ("PATCH", "/api/me", b'{"preferences": {"a": "\\u0000"}}'),
    ("PATCH", "/api/me", b'{"locale": "tlh"}'),
    ("GET", "/api/people?limit=0", None),
    ("GET", "/api/people?limit=1e9", None),
    ("GET", "/api/people?cursor=%00", None),
    ("GET", "/api/people?cursor=WzFd", None),
    ("GET", "/api/people?q=%00", None),
    ("GET", "/api/people?centre_id=99999999999999999999999", None),
    ("GET", "/api/audit?subject=%00", None),
    ("GET", "/api/people/99999999999999999999999", None),
]


async def test_hostile_input_is_told_what_is_wrong(browser: Browser, world: World) -> None:
    headers = {**ADMIN, "content-type": "application/json"}
    for method, path, body in HOSTILE:
        reply = await browser.request(method, path, content=body, headers=headers)
        nothing = method == "GET" and reply.json() == {"rows": [], "next": None}
        assert 400 <= reply.status_code < 500 or nothing, (path, body, reply.text)
