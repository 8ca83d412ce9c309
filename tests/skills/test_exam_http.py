"""Taking an exam through the application, as the pages and the workbench do."""

from __future__ import annotations

from beanfield.platform.database import scalar
from beanfield.platform.services import Services
from tests.web.conftest import Browser, app, browser, services, world
from tests.web.world import World, cookies

__all__ = ["app", "browser", "services", "world"]


def words(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


async def fill(browser: Browser, world: World) -> int:
    """A bank of three questions and an exam of two; returns the exam."""
    place = f"/api/centres/{world.own.centre_id}"
    examiner, second = cookies("examiner-a"), cookies("centre_manager-a")
    for number in range(3):
        body = {
            "topic": "law",
            "kind": "single",
            "stem": words(f"q{number}"),
            "options": [words("yes"), words("no")],
            "key": [0],
            "explanation": words("because"),
        }
        made = (await browser.post(f"{place}/questions", json=body, headers=examiner)).json()
        verdict = f"{place}/questions/{made['id']}/verdict"
        own = await browser.post(verdict, json={"state": "approved"}, headers=examiner)
        assert own.status_code == 403
        assert (await browser.post(verdict, json={"state": "approved"}, headers=second)).status_code == 200
    exam = {
        "title": words("Law"),
        "skill": "law",
        "topics": [{"topic": "law", "count": 2}],
        "minutes": 10,
    }
    reply = await browser.post(f"{place}/blueprints", json=exam, headers=examiner)
    assert reply.status_code == 201, reply.text
    blueprint: int = reply.json()["id"]
    return blueprint


async def test_an_annotator_passes_and_is_certified(
    browser: Browser, services: Services, world: World
) -> None:
    blueprint = await fill(browser, world)
    me, examiner = cookies("annotator-a"), cookies("examiner-a")
    begun = (await browser.post(f"/api/qualifications/{blueprint}/attempts", headers=me)).json()
    attempt = f"/api/attempts/{begun['id']}"
    assert "because" not in str(begun)
    right = {
        str(one["place"]): [next(n for n, o in enumerate(one["options"]) if o["en"] == "yes")]
        for one in begun["questions"]
    }
    saved = await browser.put(f"{attempt}/answers", json={"answers": right, "revision": 1}, headers=me)
    assert saved.status_code == 200
    ended = (await browser.post(f"{attempt}/submit", headers=me)).json()
    assert (ended["state"], ended["theory_score"]) == ("passed", 1.0)
    place = f"/api/centres/{world.own.centre_id}/certificates"
    made = await browser.post(place, json={"attempt_id": ended["id"]}, headers=examiner)
    assert made.status_code == 201
    (own,) = (await browser.get("/api/certificates", headers=me)).json()
    assert own["number"] == made.json()["number"]
    async with services.database.transaction() as tx:
        source = await scalar(tx, "select source from person_skill where skill = 'law'")
    assert source == f"attempt:{ended['id']}"


async def test_nobody_reaches_anothers_attempt_or_certificate(browser: Browser, world: World) -> None:
    blueprint = await fill(browser, world)
    begun = (
        await browser.post(f"/api/qualifications/{blueprint}/attempts", headers=cookies("annotator-a"))
    ).json()
    for key in ("loose-a", "examiner-a", "annotator-b", "administrator"):
        headers = cookies(key)
        assert (await browser.get(f"/api/attempts/{begun['id']}", headers=headers)).status_code == 404
        for call in ("workplace",):
            reply = await browser.get(f"/api/attempts/{begun['id']}/{call}", headers=headers)
            assert reply.status_code == 404
    foreign = f"/api/centres/{world.own.centre_id}/attempts/{begun['id']}"
    assert (await browser.get(foreign, headers=cookies("examiner-b"))).status_code == 404
    mine = await browser.get(foreign, headers=cookies("annotator-a"))
    assert mine.status_code == 403


async def test_exams_of_another_centre_cannot_be_begun(browser: Browser, world: World) -> None:
    blueprint = await fill(browser, world)
    target = f"/api/qualifications/{blueprint}/attempts"
    for key in ("annotator-b", "customer-a", "sponsor"):
        assert (await browser.post(target, headers=cookies(key))).status_code == 404
    assert (await browser.get("/api/qualifications", headers=cookies("annotator-b"))).json() == []
