"""Orders over HTTP: what both sides' browsers send and get."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from beanfield.platform.database import Database, execute, scalar
from tests.web.world import World, build, cookies

NEW = {
    "title": "街景", "media": "image", "volume": 100, "unit": "item", "unit_price_fen": 30,
    "deadline": "2030-01-01",
}  # fmt: skip


@pytest.fixture
async def world(database: Database) -> World:
    return await build(database)


class Browser:
    """Someone's browser."""

    def __init__(self, client: httpx.AsyncClient, key: str) -> None:
        self._client = client
        self._headers = cookies(key)

    async def send(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        reply = await self._client.request(method, path, json=body, headers=self._headers)
        assert reply.status_code == status, reply.text
        return reply.json() if reply.headers["content-type"].endswith("json") else reply


async def test_an_order_goes_through_both_browsers(client: httpx.AsyncClient, world: World) -> None:
    buyer, seller = Browser(client, "customer-a"), Browser(client, "project_manager-a")
    rival = Browser(client, "project_manager-b")
    order = (await buyer.send("POST", "/api/orders", NEW, status=201))["id"]
    path = f"/api/orders/{order}"
    assert order in [row["id"] for row in (await rival.send("GET", "/api/orders"))["rows"]]
    quote = {"unit_price_fen": 40, "volume": 100, "deadline": "2030-02-01", "note": "n"}
    quoted = await seller.send("POST", f"{path}/quotes", quote, status=201)
    assert (quoted["side"], quoted["state"]) == ("centre", "quoted")
    await rival.send("GET", path, status=404)
    seen = await buyer.send("GET", path)
    assert (seen["side"], seen["moves"]) == ("customer", ["contracted", "filed", "cancelled"])
    refused = await buyer.send("POST", f"{path}/moves", {"to": "filed"}, status=422)
    assert refused["errors"][0]["path"] == "note"
    await buyer.send("POST", f"{path}/moves", {"to": "contracted"})
    made = await seller.send("POST", f"{path}/project", {"name": "p", "lot_size": 10}, status=201)
    assert made["state"] == "in_production"
    assert [event["to_state"] for event in made["events"]] == [
        "draft", "filed", "quoted", "contracted", "in_production",
    ]  # fmt: skip
    statement = await buyer.send("GET", f"{path}/statement")
    assert (statement["lines"], statement["amount_fen"]) == ([], 0)
    book = await buyer.send("GET", f"{path}/statement/file")
    assert book.content.startswith(b"PK")
    assert made["number"] in book.headers["content-disposition"]


async def test_only_the_other_sides_moves_are_refused(client: httpx.AsyncClient, world: World) -> None:
    path = f"/api/orders/{world.own.order_id}"
    finance = Browser(client, "finance-a")
    assert (await finance.send("GET", path))["side"] is None
    await finance.send("POST", f"{path}/moves", {"to": "cancelled", "note": "x"}, status=403)
    await Browser(client, "project_manager-a").send(
        "POST", f"{path}/moves", {"to": "cancelled", "note": "x"}, status=409
    )
    await Browser(client, "customer-b").send("GET", path, status=404)
    await Browser(client, "annotator-a").send("GET", "/api/orders", status=403)


async def test_a_lot_of_an_order_is_judged_by_sample_only(
    client: httpx.AsyncClient, world: World, database: Database
) -> None:
    own = world.own
    async with database.transaction() as tx:
        await execute(tx, "update project set order_id = %s where id = %s", [own.order_id, own.project_id])
        lot = await scalar(
            tx,
            "insert into lot (project_id, name, state) values (%s, 'l', 'delivered') returning id",
            [own.project_id],
        )
    path = f"/api/projects/{own.project_id}/lots/{lot}"
    for key in ("customer-a", "project_manager-a"):
        said = await Browser(client, key).send("POST", f"{path}/verdict", {"verdict": "accepted"}, status=409)
        assert said["type"] == "beanfield:lot-judged-by-sample"
    buyer = Browser(client, "customer-a")
    assert (await buyer.send("POST", f"{path}/sample", status=409))[
        "type"
    ] == "beanfield:sample-lot-not-frozen"
    await buyer.send("GET", f"{path}/sample", status=404)
    await Browser(client, "project_manager-a").send("POST", f"{path}/sample", status=403)
    assert (await buyer.send("GET", f"/api/projects/{own.project_id}/lots"))[0]["by_sample"] is True
