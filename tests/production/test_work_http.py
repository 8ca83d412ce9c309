"""The working loop through the application, as the workbench uses it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from beanfield.people.identity import token_hash
from beanfield.platform.services import Services
from beanfield.production.model import Pipeline
from tests.production.floor import Floor, add_checkers, boxes, make_floor


async def sign_in(floor: Floor, person: int, role: str) -> dict[str, str]:
    """Headers of a person who holds a role."""
    token = f"bf_{role}_{person}"
    await floor.run(
        "insert into account (person_id, login, password_hash) values (%s, %s, '-')", person, f"p{person}"
    )
    await floor.run(
        "insert into role_grant (person_id, role, centre_id) values (%s, %s, %s)",
        person,
        role,
        floor.centre_id,
    )
    await floor.run(
        "insert into api_token (person_id, name, token_hash, scopes) values (%s, 't', %s, '{work}')",
        person,
        token_hash(token),
    )
    return {"Authorization": f"Bearer {token}", "Accept-Language": "en"}


@pytest.fixture
async def floor(services: Services) -> Floor:
    return await make_floor(services, pipeline=Pipeline(review="all"))


async def test_a_day_of_work_through_the_application(client: httpx.AsyncClient, floor: Floor) -> None:
    annotator = await sign_in(floor, floor.people[0], "annotator")
    (checker,) = await add_checkers(floor, 1)
    reviewer = await sign_in(floor, checker.person_id, "reviewer")
    base = f"/api/projects/{floor.project_id}"

    async def call(who: dict[str, str], method: str, path: str, body: Any = None) -> Any:
        reply = await client.request(method, path, json=body, headers=who)
        assert reply.status_code == 200, reply.text
        return reply.json()

    place = await call(annotator, "GET", f"{base}/workplace")
    assert place["schema"]["classes"][0]["name"] == "car"
    lease = (await call(annotator, "POST", f"{base}/work", {"want": 2}))["leases"][0]
    assert lease["content"]["url"].startswith("/media/")
    saved = await call(
        annotator, "PUT", f"/api/leases/{lease['id']}/draft", {"document": boxes(1), "revision": 1}
    )
    assert saved["revision"] == 1
    beat = await call(annotator, "POST", f"{base}/beat", {"lease_id": lease["id"]})
    assert beat["withdrawn"] == []
    answer = {"id": str(uuid4()), "lease_id": lease["id"], "document": boxes(2)}
    done = await call(annotator, "POST", f"{base}/work", {"submit": [answer], "want": 2})
    assert done["outcomes"] == [{"id": answer["id"], "status": "done"}]
    shown = (await call(reviewer, "POST", f"{base}/review", {}))["leases"][0]
    assert len(shown["answers"][0]["document"]["objects"]) == 2
    verdict = {"id": str(uuid4()), "lease_id": shown["id"], "verdict": "return", "comment": "tighter"}
    await call(reviewer, "POST", f"{base}/review", {"submit": [verdict], "want": 0})
    back = await call(annotator, "POST", f"{base}/work", {"want": 3, "holding": []})
    assert back["leases"][0]["returned"]["comment"] == "tighter"


async def test_an_outrun_draft_is_a_conflict_that_names_the_stored_revision(
    client: httpx.AsyncClient, floor: Floor
) -> None:
    headers = await sign_in(floor, floor.people[0], "annotator")
    lease = (await floor.ask(floor.people[0])).leases[0]
    path = f"/api/leases/{lease.id}/draft"
    for revision, status in ((3, 200), (2, 409)):
        reply = await client.put(path, json={"document": boxes(), "revision": revision}, headers=headers)
        assert reply.status_code == status
    assert reply.json()["errors"] == [{"path": "revision", "message": "3"}]


async def test_nobody_saves_a_draft_to_anothers_lease(client: httpx.AsyncClient, floor: Floor) -> None:
    headers = await sign_in(floor, floor.people[1], "annotator")
    lease = (await floor.ask(floor.people[0])).leases[0]
    reply = await client.put(
        f"/api/leases/{lease.id}/draft", json={"document": boxes(), "revision": 1}, headers=headers
    )
    assert reply.status_code == 404


async def test_who_reviews_does_not_adjudicate_without_being_assigned_to(
    client: httpx.AsyncClient, floor: Floor
) -> None:
    (checker,) = await add_checkers(floor, 1)
    headers = await sign_in(floor, checker.person_id, "reviewer")
    path = f"/api/projects/{floor.project_id}/review"
    assert (await client.post(path, json={"task": "adjudicate"}, headers=headers)).status_code == 403
    assert (await client.post(path, json={"task": "review"}, headers=headers)).status_code == 200
