"""Lots: delivered whole, frozen byte for byte, and sent back with their reasons when rejected."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from beanfield.platform.database import dicts, execute, scalar
from beanfield.platform.errors import Conflict, Forbidden, Invalid, NotFound
from beanfield.platform.services import Services
from beanfield.production import deliveries, lots
from beanfield.production.deliveries import build
from beanfield.production.model import Delivery, Lot, LotVerdict, NewDelivery, NewLot
from beanfield.production.work import why_returned
from tests.production.intake_setting import (
    BOXES,
    Setting,
    a_box,
    a_setting,
    answered,
    count,
    picture,
    taken_in,
    zipped,
)


async def with_pictures(services: Services, tmp_path: Path, accepted: int = 3, total: int = 5) -> Setting:
    at = await a_setting(services, "image", BOXES)
    pictures = {f"{n}.png": picture(60 + n) for n in range(total)}
    await taken_in(services, at, zipped(tmp_path / "a.zip", pictures))
    await answered(services, at, {f"{n}.png": a_box(n) for n in range(accepted)})
    return at


async def a_lot(services: Services, at: Setting, **options: Any) -> Lot:
    async with services.database.transaction() as tx:
        return await lots.create(tx, at.manager, at.project, NewLot("第一批", **options))


async def delivered(
    services: Services, at: Setting, lot: Lot, format_: str = "beanfield", *, media: bool = False
) -> tuple[Delivery, bytes]:
    async with services.database.transaction() as tx:
        delivery_id = await deliveries.deliver(
            tx, at.manager, at.project, lot.id, NewDelivery(format_, media)
        )
    await build(services, delivery_id)
    async with services.database.transaction() as tx:
        made = await deliveries.one(tx, at.project, delivery_id, "en")
    return made, b"" if made.sha256 is None else await services.objects.get(made.sha256)


async def judged(services: Services, at: Setting, lot: Lot, by: int, verdict: LotVerdict) -> Lot:
    async with services.database.transaction() as tx:
        return await lots.judge(tx, by, at.project, lot.id, verdict)


async def items(services: Services) -> list[dict[str, Any]]:
    async with services.database.transaction() as tx:
        return await dicts(tx, "select * from item order by id")


async def test_a_lot_takes_the_next_accepted_items(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path)
    first = await a_lot(services, at, size=2)
    assert (first.counts.accepted, first.counts.total, first.state) == (2, 2, "open")
    assert [item["lot_id"] for item in await items(services)] == [first.id, first.id, None, None, None]
    assert (await a_lot(services, at, size=10)).counts.total == 1
    with pytest.raises(Conflict, match="no item"):
        await a_lot(services, at, size=10)


async def test_a_lot_of_named_items_takes_all_or_none(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path)
    ids = [item["id"] for item in await items(services)]
    await a_lot(services, at, items=ids[:2])
    with pytest.raises(Conflict, match="2 of the items"):
        await a_lot(services, at, items=[ids[1], ids[2], 4711])
    assert (await items(services))[2]["lot_id"] is None
    assert await count(services, "select count(*) from lot") == 1


async def test_a_delivery_freezes_the_lot_with_a_manifest_that_verifies(
    services: Services, tmp_path: Path
) -> None:
    at = await with_pictures(services, tmp_path)
    lot = await a_lot(services, at, size=3)
    made, content = await delivered(services, at, lot, media=True)
    assert (made.state, made.bytes) == ("ready", len(content)), made.problem
    assert hashlib.sha256(content).hexdigest() == made.sha256
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = msgspec.json.decode(archive.read("manifest.json"))
        for file in manifest["files"]:
            held = archive.read(file["name"])
            assert (len(held), hashlib.sha256(held).hexdigest()) == (file["bytes"], file["sha256"])
        assert {f["name"] for f in manifest["files"]} | {"manifest.json"} == set(archive.namelist())
        rows = archive.read("items.jsonl").splitlines()
        pictures = {Path(name).name: archive.read(name) for name in archive.namelist() if "media/" in name}
    assert len(rows) == 4
    assert pictures == {f"{n}.png": picture(60 + n) for n in range(3)}
    assert manifest["items"] == manifest["objects"] == 3
    assert manifest["schema"] == {"version": 1, "answers": {"1": 3}}
    assert manifest["lot"] == {"id": lot.id, "name": "第一批"}
    assert [m["sha256"] for m in manifest["media"]] == [
        hashlib.sha256(pictures[f"{n}.png"]).hexdigest() for n in range(3)
    ]
    assert made.manifest["items"] == 3
    assert {item["state"] for item in await items(services)} == {"delivered", "open"}
    assert await count(services, "select count(*) from gold_answer") == 0


async def test_a_delivery_made_twice_is_the_same_byte_for_byte(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path)
    lot = await a_lot(services, at, size=3)
    made, content = await delivered(services, at, lot, media=True)
    async with services.database.transaction() as tx:
        await execute(tx, "update delivery set state = 'building', sha256 = null where id = %s", [made.id])
    await build(services, made.id)
    async with services.database.transaction() as tx:
        again = await deliveries.one(tx, at.project, made.id, "en")
        media, name = await deliveries.file_of(tx, at.project, made.id)
    assert again.sha256 == made.sha256
    assert await services.objects.get(media.sha256) == content
    assert name == f"第一批-beanfield-{made.id}.zip"


async def test_a_delivery_names_nobody(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path)
    _, content = await delivered(services, at, await a_lot(services, at, size=3))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert "标注员".encode() not in everything


async def test_a_lot_with_unfinished_items_is_not_delivered(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path)
    ids = [item["id"] for item in await items(services)]
    unfinished = await a_lot(services, at, items=ids)
    empty = await a_lot(services, at)
    with pytest.raises(Conflict, match="2 items"):
        await delivered(services, at, unfinished)
    with pytest.raises(Conflict, match="no item"):
        await delivered(services, at, empty)
    assert await count(services, "select count(*) from item where state = 'delivered'") == 0


async def test_a_delivery_that_cannot_be_built_gives_the_lot_back(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path, accepted=2)
    document = a_box()
    document["objects"].append({"id": "p", "class": "dot", "shape": {"type": "point", "x": 1.0, "y": 1.0}})
    await answered(services, at, {"2.png": document})
    lot = await a_lot(services, at, size=3)
    made, _ = await delivered(services, at, lot, "coco")
    assert made.state == "failed"
    assert made.problem is not None
    assert "2.png" in made.problem["title"]
    async with services.database.transaction() as tx:
        assert (await lots.one(tx, at.project, lot.id)).state == "open"
        with pytest.raises(Conflict):
            await deliveries.file_of(tx, at.project, made.id)
    assert await count(services, "select count(*) from item where state = 'accepted'") == 3
    assert (await delivered(services, at, lot))[0].state == "ready"


async def test_a_delivered_lot_can_be_delivered_in_another_format_too(
    services: Services, tmp_path: Path
) -> None:
    at = await with_pictures(services, tmp_path)
    lot = await a_lot(services, at, size=3)
    first, _ = await delivered(services, at, lot)
    second, content = await delivered(services, at, lot, "coco")
    assert (first.state, second.state) == ("ready", "ready")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(msgspec.json.decode(archive.read("annotations.json"))["images"]) == 3


async def test_an_accepted_lot_stays_delivered(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path)
    lot = await a_lot(services, at, size=3)
    with pytest.raises(Conflict, match="not been delivered"):
        await judged(services, at, lot, at.customer, LotVerdict("accepted"))
    await delivered(services, at, lot)
    judged_lot = await judged(services, at, lot, at.customer, LotVerdict("accepted"))
    assert (judged_lot.state, judged_lot.counts.delivered) == ("accepted", 3)
    with pytest.raises(Conflict):
        await judged(services, at, lot, at.customer, LotVerdict("rejected", "too late"))


async def test_a_rejected_lot_goes_back_to_its_authors_with_the_reason(
    services: Services, tmp_path: Path
) -> None:
    at = await with_pictures(services, tmp_path)
    lot = await a_lot(services, at, size=3)
    await delivered(services, at, lot)
    with pytest.raises(Invalid, match="why"):
        await judged(services, at, lot, at.customer, LotVerdict("rejected", "  "))
    rejected = await judged(services, at, lot, at.customer, LotVerdict("rejected", "框太松"))
    assert (rejected.state, rejected.verdict_reason) == ("rejected", "框太松")
    assert rejected.counts.returned == 3
    back = [item for item in await items(services) if item["state"] == "returned"]
    assert {item["returned_to"] for item in back} == {at.annotator}
    async with services.database.transaction() as tx:
        told = await why_returned(tx, [item["id"] for item in back])
    assert {(reason.comment, reason.reviewer_name) for reason in told.values()} == {("框太松", "客户")}


async def test_of_a_rejected_lot_only_the_items_named_go_back(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path)
    lot = await a_lot(services, at, size=3)
    await delivered(services, at, lot)
    ids = [item["id"] for item in await items(services)]
    with pytest.raises(Invalid, match="1 of the items"):
        await judged(services, at, lot, at.customer, LotVerdict("rejected", "r", [ids[0], ids[4]]))
    rejected = await judged(services, at, lot, at.customer, LotVerdict("rejected", "r", [ids[0]]))
    assert (rejected.counts.returned, rejected.counts.delivered) == (1, 2)


async def test_a_reworked_lot_is_delivered_again_and_the_old_delivery_stays(
    services: Services, tmp_path: Path
) -> None:
    at = await with_pictures(services, tmp_path)
    lot = await a_lot(services, at, size=3)
    first, old = await delivered(services, at, lot)
    await judged(services, at, lot, at.customer, LotVerdict("rejected", "r"))
    with pytest.raises(Conflict, match="3 items"):
        await delivered(services, at, lot)
    await answered(services, at, {f"{n}.png": a_box(n + 10) for n in range(3)})
    second, new = await delivered(services, at, lot)
    assert (second.state, new != old) == ("ready", True)
    assert first.sha256 is not None
    assert await services.objects.get(first.sha256) == old
    async with services.database.transaction() as tx:
        assert (await lots.one(tx, at.project, lot.id)).state == "delivered"


async def test_work_of_someone_who_left_goes_back_to_anyone(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path)
    lot = await a_lot(services, at, size=3)
    await delivered(services, at, lot)
    async with services.database.transaction() as tx:
        await execute(tx, "update person set left_at = now() where id = %s", [at.annotator])
    await judged(services, at, lot, at.customer, LotVerdict("rejected", "r"))
    assert {i["returned_to"] for i in await items(services) if i["state"] == "returned"} == {None}


async def test_nobody_rejects_their_own_work(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path)
    lot = await a_lot(services, at, size=3)
    await delivered(services, at, lot)
    with pytest.raises(Forbidden, match="your own"):
        await judged(services, at, lot, at.annotator, LotVerdict("rejected", "r"))
    async with services.database.transaction() as tx:
        assert await scalar(tx, "select state from lot") == "delivered"


async def test_what_is_not_there_is_not_found(services: Services, tmp_path: Path) -> None:
    at = await with_pictures(services, tmp_path)
    async with services.database.transaction() as tx:
        with pytest.raises(NotFound):
            await lots.judge(tx, at.customer, at.project, 4711, LotVerdict("accepted"))
        with pytest.raises(NotFound):
            await deliveries.deliver(tx, at.manager, at.project, 4711, NewDelivery())
        with pytest.raises(NotFound):
            await deliveries.one(tx, at.project, 4711, "en")
