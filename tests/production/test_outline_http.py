"""Outlines through the application: only for the holder of the lease, and only on pictures."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pytest
from PIL import Image, ImageDraw

from beanfield.annotation.shapes.mask import Mask
from beanfield.media.keep import remember, take_picture
from beanfield.platform.services import Services
from tests.production.floor import Floor, make_floor
from tests.production.test_work_http import sign_in


def scene() -> bytes:
    image = Image.new("RGB", (640, 480), (40, 90, 60))
    ImageDraw.Draw(image).rectangle((200, 120, 399, 319), fill=(220, 200, 60))
    output = io.BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


@pytest.fixture
async def floor(services: Services) -> Floor:
    made = await make_floor(services, items=1)
    taken = await take_picture(services.objects, scene(), "scene.png")
    async with services.database.transaction() as tx:
        await remember(tx, taken)
    await made.run(
        "update item_content set content = content || jsonb_build_object('sha256', %s::text)", taken[0].sha256
    )
    return made


async def leased(client: httpx.AsyncClient, floor: Floor, who: dict[str, str]) -> int:
    work = await client.post(f"/api/projects/{floor.project_id}/work", json={"want": 1}, headers=who)
    lease: int = work.json()["leases"][0]["id"]
    return lease


BOX: dict[str, Any] = {"box": [170, 90, 260, 260]}


async def test_the_holder_gets_the_mask_of_what_is_in_the_box(
    client: httpx.AsyncClient, floor: Floor
) -> None:
    who = await sign_in(floor, floor.people[0], "annotator")
    lease = await leased(client, floor, who)
    reply = await client.post(f"/api/leases/{lease}/outline", json=BOX, headers=who)
    assert reply.status_code == 200, reply.text
    mask = reply.json()["mask"]
    assert mask["type"] == "mask"
    found = Mask(**{name: mask[name] for name in ("x", "y", "w", "h", "counts")})
    assert (found.x, found.y) == pytest.approx((200, 120), abs=2)
    assert sum(found.counts[1::2]) == pytest.approx(200 * 200, rel=0.03)


async def test_nobody_else_may_ask(client: httpx.AsyncClient, floor: Floor) -> None:
    lease = await leased(client, floor, await sign_in(floor, floor.people[0], "annotator"))
    other = await sign_in(floor, floor.people[1], "annotator")
    reply = await client.post(f"/api/leases/{lease}/outline", json=BOX, headers=other)
    assert reply.status_code in {403, 404}


async def test_an_ended_lease_has_no_outlines_and_a_plain_field_says_so(
    client: httpx.AsyncClient, floor: Floor
) -> None:
    who = await sign_in(floor, floor.people[0], "annotator")
    lease = await leased(client, floor, who)
    beyond = await client.post(f"/api/leases/{lease}/outline", json={"box": [900, 900, 40, 40]}, headers=who)
    assert beyond.status_code == 422
    await floor.run("update lease set state = 'expired', ended_at = now()")
    ended = await client.post(f"/api/leases/{lease}/outline", json=BOX, headers=who)
    assert ended.status_code == 409
