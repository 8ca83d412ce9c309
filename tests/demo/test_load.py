"""The demonstration loads whole, once, and no screen's source is empty."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from beanfield.demo.cast import hire
from beanfield.demo.load import load_demo
from beanfield.demo.pictures import picture
from beanfield.demo.real import add_real_projects
from beanfield.platform import audit
from beanfield.platform.database import dicts, scalar
from beanfield.platform.services import Services


async def test_the_demonstration_loads_once(services: Services) -> None:
    if picture("coins.png") is None:
        pytest.skip("the packages with pictures are not installed")
    accounts = await load_demo(services, None)
    assert len({role for role, _, _ in accounts}) == 11
    async with services.database.transaction() as tx:
        states = {row["state"] for row in await dicts(tx, "select distinct state from item")}
        assert {"open", "returned", "review", "accepted", "delivered"} <= states
        unmeasured = "select count(*) from annotation where kind = 'answer' and active_ms = 0"
        assert await scalar(tx, unmeasured) == 0
        for table in ("review", "defect", "thread", "post", "delivery", "lot_verdict", "prelabel", "lease"):
            assert await scalar(tx, f"select count(*) from {table}") > 0, table
        before = await scalar(tx, "select count(*) from annotation")
        assert (await audit.verify(tx)).intact
    assert await load_demo(services, None) == accounts
    async with services.database.transaction() as tx:
        assert await scalar(tx, "select count(*) from annotation") == before


@pytest.mark.realdata
async def test_real_sets_become_projects(services: Services, real_data: Path, tmp_path: Path) -> None:
    for name in ("bccd", "raccoon"):
        shutil.copytree(real_data / "vision" / name, tmp_path / name)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "a.bin").write_bytes(b"?")
    async with services.database.transaction() as tx:
        cast = await hire(tx)
    await add_real_projects(services, cast, tmp_path)
    async with services.database.transaction() as tx:
        found = await dicts(
            tx,
            "select p.name, count(*) as items from project p join item i on i.project_id = p.id"
            " where p.name in ('bccd', 'raccoon', 'broken') group by p.name order by p.name",
        )
    assert found == [{"name": "bccd", "items": 40}, {"name": "raccoon", "items": 30}]
