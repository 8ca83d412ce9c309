"""Who reads the figures, and who reads the facts behind them."""

from __future__ import annotations

from tests.web.conftest import Browser, app, browser, services, world
from tests.web.world import World, cookies

__all__ = ["app", "browser", "services", "world"]

FACT = {"from_date": "2026-01-01", "hired_on": "2026-01-01", "gender": "female"}


async def test_figures_are_for_the_sponsor_the_administrator_and_each_centres_manager(
    browser: Browser, world: World
) -> None:
    seen = {}
    for key in ("sponsor", "administrator", "centre_manager-a", "annotator-a", "finance-a", "customer-a"):
        reply = await browser.get("/api/impact", headers=cookies(key))
        seen[key] = len(reply.json()["rows"]) if reply.status_code == 200 else reply.status_code
    assert seen == {
        "sponsor": 3,
        "administrator": 3,
        "centre_manager-a": 1,
        "annotator-a": 403,
        "finance-a": 403,
        "customer-a": 403,
    }
    book = await browser.get("/api/impact/workbook?as_of=2026-01-31", headers=cookies("sponsor"))
    assert book.status_code == 200
    assert book.headers["content-disposition"].endswith('"programme-2026-01-31.xlsx"')
    late = await browser.get("/api/impact?as_of=2126-01-31", headers=cookies("sponsor"))
    assert late.status_code == 422


async def test_facts_are_for_finance_the_centres_manager_and_the_person(
    browser: Browser, world: World
) -> None:
    target = f"/api/people/{world.people['annotator-a']}/facts"
    made = await browser.post(target, json=FACT, headers=cookies("finance-a"))
    assert made.status_code == 201, made.text
    allowed = {"finance-a", "centre_manager-a"}
    for key in world.people:
        reply = await browser.get(target, headers=cookies(key))
        assert (reply.status_code == 200) == (key in allowed), key
        centre = f"/api/centres/{world.own.centre_id}/facts"
        assert ((await browser.get(centre, headers=cookies(key))).status_code == 200) == (key in allowed), key
        own = (await browser.get("/api/me/facts", headers=cookies(key))).json()
        assert [each["gender"] for each in own] == (["female"] if key == "annotator-a" else [])
