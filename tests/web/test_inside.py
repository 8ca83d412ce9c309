"""A thing of one project is not to be reached through another, nor a foreign thing by naming it in a body."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar

from beanfield.people.access import TABLE
from beanfield.platform.database import Tx, execute, scalar
from beanfield.platform.services import Services
from beanfield.web.guard import INSIDE
from beanfield.web.reach import RESOLVERS
from tests.web.conftest import Browser
from tests.web.test_access import Case, cases
from tests.web.world import Side, World, cookies

#: A body that each route takes, by the end of its path.
BODIES: dict[str, Any] = {
    "PATCH /assignments/{assignment_id}": {"paused": True},
    "POST /posts": {"text": "x"},
    "POST /answer": {"verdict": "refused", "text": "x"},
    "POST /gold/{item_id}/verdict": {"state": "active"},
    "POST /verdict": {"verdict": "accepted"},
    "POST /deliver": {"format": "beanfield"},
    "POST /sample": {},
    "POST /send": {"store": "elsewhere", "path": "x.zip"},
    "PUT /items/{item_id}": {"ok": True},
    "PATCH /rules/{rule_id}": {"name": "x"},
    "POST /lift": {"reason": "because"},
}
INSERTS = {
    "thread_id": "insert into thread (project_id, opened_by) values (%s, %s) returning id",
    "lot_id": "insert into lot (project_id, name) values (%s, 'l' || %s::text) returning id",
    "run_id": "insert into import_run (project_id, source, format, started_by) values (%s, 's', 'coco', %s)"
    " returning id",
    "export": "insert into export_run (project_id, format, started_by) values (%s, 'coco', %s) returning id",
    "webhook_id": "insert into webhook (project_id, url, secret, events, created_by)"
    " values (%s, 'http://x', 's', '{}', %s) returning id",
}
RULE = """
insert into quality_rule (project_id, name, rule, changed_at, created_at)
values (%s, 'r', '{"collector": "gold", "sense": "below", "threshold": 0.5, "action": "notify"}', now(),
    now())
returning id
"""
FIRING = """
insert into rule_firing (rule_id, project_id, person_id, name, rule, value, low, high, trials, at)
select id, project_id, %s, name, rule, 0, 0, 1, 9, now() from quality_rule where id = %s returning id
"""
#: A line of pay of the project's item, and an appeal against it.
APPEAL = """
with rated as (
    insert into rate (project_id, version, from_at, unit, annotate_fen, review_fen, adjudicate_fen)
    values (%(project)s, 1, now(), 'item', 1, 1, 1)
), done as (
    insert into annotation (id, item_id, project_id, person_id, document, schema_version, guide_version)
    select gen_random_uuid(), id, project_id, %(person)s, '{}', 1, 1 from item where project_id = %(project)s
    returning *
), made as (
    insert into entry (person_id, centre_id, project_id, item_id, kind, annotation_id, units, rate_version,
        rate_fen, coefficient_permille, amount_fen, at)
    select %(person)s, j.centre_id, j.id, d.item_id, 'annotate', d.id, 0, 1, 1, 1000, 0, now()
    from done d join project j on j.id = d.project_id
    returning id, person_id
)
insert into appeal (entry_id, person_id, text) select id, person_id, 'x' from made returning id
"""


async def belongings(tx: Tx, side: Side, person: int) -> dict[str, int | str]:
    """One thing of each kind in a project; the import and the export have the same number."""
    made = {name: await scalar(tx, insert, [side.project_id, person]) for name, insert in INSERTS.items()}
    assert made.pop("export") == made["run_id"]
    made["delivery_id"] = await scalar(
        tx,
        "insert into delivery (lot_id, project_id, format) values (%s, %s, 'beanfield') returning id",
        [made["lot_id"], side.project_id],
    )
    made["assignment_id"] = await scalar(
        tx, "select min(id) from assignment where project_id = %s", [side.project_id]
    )
    made["rule_id"] = await scalar(tx, RULE, [side.project_id])
    made["firing_id"] = await scalar(tx, FIRING, [person, made["rule_id"]])
    made["appeal_id"] = await scalar(tx, APPEAL, {"project": side.project_id, "person": person})
    sha256 = f"{side.project_id:064x}"
    await execute(tx, "insert into media (sha256, mime, bytes) values (%s, 'image/png', 1)", [sha256])
    await execute(
        tx,
        "insert into project_picture (project_id, sha256, added_by) values (%s, %s, %s)",
        [side.project_id, sha256, person],
    )
    return {**made, "item_id": side.item_id, "sha256": sha256}


def body_of(case: Case) -> Any:
    return next(
        (
            body
            for route, body in BODIES.items()
            if case.method == route.split()[0] and case.path.endswith(route.split()[1])
        ),
        None,
    )


async def test_a_thing_of_another_project_is_not_found_in_this_one(
    app: Litestar, browser: Browser, services: Services, world: World
) -> None:
    async with services.database.transaction() as tx:
        things = await belongings(tx, world.foreign, world.people["administrator"])
    tried = 0
    for case in cases(app):
        inner = set(case.parameters) & INSIDE
        if "project_id" not in case.parameters or not inner:
            continue
        values = {"project_id": world.own.project_id, **{name: things[name] for name in inner}}
        target = case.path.format(**values)
        body = body_of(case)
        assert body is not None or case.method in {"GET", "DELETE"}, f"{case}: give it a body above"
        reply = await browser.request(case.method, target, json=body, headers=cookies("administrator"))
        # What administrators may not do at all is refused before anything is looked for.
        refused = 404 if TABLE[case.permission].roles.get("administrator") else 403
        assert reply.status_code == refused, (case, reply.text)
        tried += 1
    assert tried >= 8


def project_of(world: World, path: str) -> str:
    return f"/api/projects/{world.own.project_id}/{path}"


@pytest.mark.parametrize("key", ["project_manager-a", "centre_manager-a"])
async def test_a_manager_names_nothing_of_another_centre_in_a_body(
    browser: Browser, services: Services, world: World, key: str
) -> None:
    async with services.database.transaction() as tx:
        things = await belongings(tx, world.foreign, world.people["project_manager-b"])
    stranger, strangers = world.people["annotator-b"], world.foreign.team_id
    upload = str(world.uploads["project_manager-b"])
    calls: list[tuple[str, str, Any]] = [
        ("POST", "/api/projects", {"name": "x", "media": "text", "centre_id": world.foreign.centre_id}),
        ("POST", project_of(world, "assignments"), {"task": "annotate", "person_id": stranger}),
        ("POST", project_of(world, "assignments"), {"task": "annotate", "team_id": strangers}),
        ("POST", project_of(world, "threads"), {"text": "x", "item_id": world.foreign.item_id}),
        ("PATCH", project_of(world, "items"), {"items": [world.own.item_id], "lot_id": things["lot_id"]}),
        ("POST", project_of(world, "lots"), {"name": "x", "items": [world.foreign.item_id]}),
        ("POST", project_of(world, "imports"), {"uploads": [upload], "format": "beanfield"}),
        ("POST", project_of(world, "exports"), {"format": "beanfield", "lot_id": things["lot_id"]}),
    ]
    for method, target, body in calls:
        reply = await browser.request(method, target, json=body, headers=cookies(key))
        assert reply.status_code in {403, 404, 409, 422}, (target, body, reply.status_code, reply.text)


async def test_items_of_another_project_are_not_changed_with_those_of_this_one(
    browser: Browser, services: Services, world: World
) -> None:
    body = {"items": [world.own.item_id, world.foreign.item_id], "priority": 77}
    await browser.patch(project_of(world, "items"), json=body, headers=cookies("project_manager-a"))
    async with services.database.transaction() as tx:
        foreign = await scalar(tx, "select priority from item where id = %s", [world.foreign.item_id])
    assert foreign == 0


async def test_a_team_leader_assigns_their_own_people_only(browser: Browser, world: World) -> None:
    target, headers = project_of(world, "assignments"), cookies("team_leader-a")
    other = {"task": "annotate", "person_id": world.people["loose-a"]}
    assert (await browser.post(target, json=other, headers=headers)).status_code in {403, 404}
    mine = {"task": "annotate", "person_id": world.people["annotator-a"]}
    assert (await browser.post(target, json=mine, headers=headers)).status_code == 201


async def test_figures_of_single_persons_are_not_for_customers_and_sponsors(
    browser: Browser, services: Services, world: World
) -> None:
    async with services.database.transaction() as tx:
        await execute(
            tx,
            "insert into annotation (id, item_id, project_id, person_id, document, schema_version,"
            " guide_version) values (gen_random_uuid(), %s, %s, %s, '{}', 1, 1)",
            [world.own.item_id, world.own.project_id, world.people["annotator-a"]],
        )
    shown = {}
    for key in ("customer-a", "sponsor", "project_manager-a", "team_leader-a"):
        reply = await browser.get(project_of(world, "progress"), headers=cookies(key))
        assert reply.status_code == 200, reply.text
        shown[key] = [person["person_id"] for person in reply.json()["people"]]
    assert shown["customer-a"] == shown["sponsor"] == []
    assert shown["project_manager-a"] == shown["team_leader-a"] == [world.people["annotator-a"]]


def test_what_stands_in_something_is_no_place_of_its_own() -> None:
    assert not INSIDE & RESOLVERS.keys()
