"""Videos come in as items; their frames are fetched by number through the item's own link."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import httpx
import msgspec
import pytest

from beanfield.media.links import with_url
from beanfield.platform.database import scalar
from beanfield.platform.services import Services
from tests.media.test_videos import UNEVEN, film, grey
from tests.production.intake_setting import a_setting, taken_in, zipped


async def test_a_video_is_an_item_and_its_frames_are_fetched_by_number(
    services: Services, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    at = await a_setting(services, "video")
    run = await taken_in(services, at, zipped(tmp_path / "a.zip", {"road/one.mp4": film(UNEVEN)}))
    assert (run.state, run.items, run.format, run.faults) == ("done", 1, "videos", [])
    async with services.database.transaction() as tx:
        stored = await scalar(tx, "select content from item_content")
    content = msgspec.json.decode(with_url(services, msgspec.json.encode(stored), datetime.now(UTC)))
    assert (content["width"], content["height"], content["frames"]) == (96, 64, len(UNEVEN))
    told = (await client.get(content["frames_url"])).json()
    assert told["times"][3] == pytest.approx(0.2)
    reply = await client.get(content["frames_url"].replace("?", "/40?"))
    assert abs(grey(reply.content) - 120) < 2.5
    whole = await client.get(content["url"])
    assert (whole.status_code, whole.headers["content-type"]) == (200, "video/mp4")


async def test_a_damaged_video_is_named(services: Services, tmp_path: Path) -> None:
    at = await a_setting(services, "video")
    content = film(UNEVEN)
    files = {"good.mp4": content, "bad.mp4": content[: len(content) // 2]}
    run = await taken_in(services, at, zipped(tmp_path / "a.zip", files))
    assert (run.state, run.items) == ("failed", 0)
    assert [fault.file for fault in run.faults] == ["bad.mp4"]
