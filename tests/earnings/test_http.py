"""Pay over HTTP: one's own and nobody else's."""

from __future__ import annotations

from beanfield.platform.database import scalar
from beanfield.platform.services import Services
from tests.web.conftest import Browser, app, browser, services, world
from tests.web.test_inside import APPEAL
from tests.web.world import World, cookies

__all__ = ["app", "browser", "services", "world"]


async def credited(services: Services, world: World) -> int:
    """A line of the annotator of centre a, which they have appealed; the appeal."""
    async with services.database.transaction() as tx:
        known = {"project": world.own.project_id, "person": world.people["annotator-a"]}
        return int(await scalar(tx, APPEAL, known))


async def test_everyone_sees_their_own_lines_alone(
    browser: Browser, services: Services, world: World
) -> None:
    await credited(services, world)
    counts = {}
    for key in ("annotator-a", "annotator-b", "finance-a", "administrator"):
        reply = await browser.get("/api/me/pay/lines", headers=cookies(key))
        assert reply.status_code == 200, reply.text
        counts[key] = len(reply.json()["rows"])
    assert counts == {"annotator-a": 1, "annotator-b": 0, "finance-a": 0, "administrator": 0}


async def test_appeals_reach_those_who_answer_for_the_project(
    browser: Browser, services: Services, world: World
) -> None:
    appeal = await credited(services, world)
    seen = {}
    for key in ("team_leader-a", "project_manager-a", "finance-a", "project_manager-b", "team_leader-b"):
        reply = await browser.get("/api/appeals?state=open", headers=cookies(key))
        seen[key] = [row["id"] for row in reply.json()["rows"]]
    assert [key for key, found in seen.items() if found == [appeal]] == [
        "team_leader-a",
        "project_manager-a",
        "finance-a",
    ]
    target = f"/api/projects/{world.own.project_id}/appeals/{appeal}/answer"
    body = {"verdict": "refused", "text": "x"}
    reply = await browser.post(target, json=body, headers=cookies("project_manager-b"))
    assert reply.status_code == 404
    reply = await browser.post(target, json=body, headers=cookies("team_leader-a"))
    assert reply.status_code == 200, reply.text
    assert reply.json()["state"] == "refused"


async def test_a_months_figures_are_for_finance_and_the_centres_manager(
    browser: Browser, world: World
) -> None:
    for path in ("months/2026-10", "months/2026-10/workbook", "minimum-wages"):
        target = f"/api/centres/{world.own.centre_id}/{path}"
        for key in ("annotator-a", "team_leader-a", "project_manager-a", "customer-a", "sponsor"):
            assert (await browser.get(target, headers=cookies(key))).status_code in {403, 404}, (path, key)
        assert (await browser.get(target, headers=cookies("finance-b"))).status_code == 404
        assert (await browser.get(target, headers=cookies("finance-a"))).status_code in {200, 409}


async def test_a_customer_never_sees_what_the_work_earns(browser: Browser, world: World) -> None:
    target = f"/api/projects/{world.own.project_id}/rates"
    assert (await browser.get(target, headers=cookies("annotator-a"))).status_code == 200
    for key in ("customer-a", "sponsor"):
        assert (await browser.get(target, headers=cookies(key))).status_code == 403


async def test_a_month_that_is_none_is_refused(browser: Browser, world: World) -> None:
    target = f"/api/centres/{world.own.centre_id}/months/october"
    assert (await browser.get(target, headers=cookies("finance-a"))).status_code == 422
    assert (await browser.get("/api/me/pay?month=x", headers=cookies("finance-a"))).status_code == 422
