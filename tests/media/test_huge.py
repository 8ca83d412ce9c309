"""Huge pictures are cut into tiles of the same pixels, upright, in eight bits, opened by one link."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from beanfield.media import links, tiles
from beanfield.media.facts import facts
from beanfield.media.huge import make_pyramid, read_huge
from beanfield.media.keep import remember, take_picture
from beanfield.media.model import Media
from beanfield.media.picture_files import DamagedPicture, PictureTooLarge, PictureUnpacksTooFar
from beanfield.media.pictures import read_picture
from beanfield.platform import jobs
from beanfield.platform.services import Services
from tests.media.test_pictures import encoded, is_red, pixel, two_halves, with_orientation

WIDE = (9000, 600)


async def kept(services: Services, content: bytes) -> Media:
    """Imported, and its tiles made."""
    taken = await take_picture(services.objects, content, "map.tif")
    async with services.database.transaction() as tx:
        await remember(tx, taken)
    await jobs.run_waiting(services)
    return taken[0]


def address(services: Services, media: Media, place: str = "") -> str:
    path, _, query = links.sign_part(services, media.sha256, "tiles", datetime.now(UTC)).partition("?")
    return f"{path}{place}?{query}"


async def shown(client: httpx.AsyncClient, url: str) -> NDArray[np.uint8]:
    reply = await client.get(url)
    assert reply.status_code == 200, reply.text
    with Image.open(io.BytesIO(reply.content)) as image:
        return np.asarray(image.convert("RGB"))


async def test_a_huge_picture_is_shown_by_tiles_of_its_own_pixels(
    services: Services, client: httpx.AsyncClient
) -> None:
    rng = np.random.default_rng(4)
    coarse = rng.integers(0, 255, (WIDE[1] // 25, WIDE[0] // 25, 3), dtype=np.uint8)
    whole = np.asarray(Image.fromarray(coarse).resize(WIDE, Image.Resampling.BICUBIC))
    media = await kept(services, encoded(Image.fromarray(whole), "TIFF"))
    assert (media.width, media.height, media.shown_width) == (*WIDE, 4096)
    cut = (await client.get(address(services, media))).json()
    assert cut == {"width": 9000, "height": 600, "side": 512, "levels": 6}
    part = await shown(client, address(services, media, "/5/17_1"))
    assert part.shape == (88, 296, 3)
    wanted = whole[512:, 17 * 512 :].astype(int)
    assert np.abs(part - wanted).mean() < 4
    coarsest = await shown(client, address(services, media, "/0/0_0"))
    assert coarsest.shape == (19, 282, 3)


@pytest.mark.parametrize(
    ("orientation", "red_at"), [(1, "/5/0_0"), (2, "/5/17_0"), (3, "/5/17_1"), (6, "/5/0_0"), (8, "/5/0_17")]
)
async def test_tiles_of_a_turned_picture_stand_upright(
    services: Services, client: httpx.AsyncClient, orientation: int, red_at: str
) -> None:
    media = await kept(services, with_orientation(two_halves(*WIDE), orientation))
    assert (media.width, media.height) == (WIDE if orientation < 5 else WIDE[::-1])
    part = await shown(client, address(services, media, red_at))
    assert is_red(tuple(part[5, 5]))


async def test_a_deep_grey_is_stretched_alike_in_all_tiles(
    services: Services, client: httpx.AsyncClient
) -> None:
    deep = np.zeros((600, 9000), np.uint16)
    deep[:, 4500:], deep[:, 8900:] = 2000, 4000
    media = await kept(services, encoded(Image.fromarray(deep), "PNG"))
    levels = [
        (await shown(client, address(services, media, place)))[5, 5, 0] for place in ("/5/0_0", "/5/10_0")
    ]
    assert levels[0] == 0
    assert 125 <= levels[1] <= 129


async def test_transparency_is_kept_in_tiles(services: Services, client: httpx.AsyncClient) -> None:
    clear = Image.new("RGBA", WIDE, (0, 255, 0, 0))
    media = await kept(services, encoded(clear, "PNG"))
    reply = await client.get(address(services, media, "/5/0_0"))
    assert reply.headers["content-type"] == "image/webp"
    with Image.open(io.BytesIO(reply.content)) as image:
        assert np.asarray(image)[0, 0, 3] == 0


async def test_one_link_opens_all_tiles_and_nothing_else(
    services: Services, client: httpx.AsyncClient
) -> None:
    media = await kept(services, encoded(two_halves(*WIDE), "PNG"))
    other = await kept(services, encoded(two_halves(9001, 600), "PNG"))
    mine = address(services, media, "/3/0_0")
    assert (await client.get(mine)).status_code == 200
    assert (await client.get(mine.replace(media.sha256, other.sha256))).status_code == 403
    assert (await client.get(mine.replace("/tiles/3/0_0", ""))).status_code == 403
    whole = links.sign(services, media.sha256, datetime.now(UTC)).replace("?", "/tiles?")
    assert (await client.get(whole)).status_code == 403
    for place in ("/99/0_0", "/3/7_0"):
        assert (await client.get(address(services, media, place))).status_code == 404
    assert (await client.get(address(services, media, "/3/..%2f0_0"))).status_code in {400, 404, 422}


async def test_tiles_that_are_not_there_yet_are_made_when_asked_for(
    services: Services, client: httpx.AsyncClient
) -> None:
    taken = await take_picture(services.objects, encoded(two_halves(*WIDE), "PNG"), "a.png")
    async with services.database.transaction() as tx:
        await remember(tx, taken)
    assert (await client.get(address(services, taken[0]))).json()["levels"] == 0
    await jobs.run_waiting(services)
    assert (await client.get(address(services, taken[0]))).json()["levels"] == 6
    await tiles.make(services, taken[0].sha256)
    async with services.database.transaction() as tx:
        known = (await facts(tx, [taken[0].sha256]))[taken[0].sha256]
        assert known.tiles in await facts(tx, [known.tiles or ""])


async def test_a_small_picture_has_no_tiles(services: Services, client: httpx.AsyncClient) -> None:
    media = await kept(services, encoded(two_halves(), "PNG"))
    reply = await client.get(address(services, media))
    assert (reply.status_code, reply.json()["type"]) == (404, "beanfield:media-no-tiles")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP"])
def test_a_truncated_huge_picture_is_named(kind: str) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 9000, 3), dtype=np.uint8))
    whole = encoded(noise, kind)
    with pytest.raises(DamagedPicture, match=r"half\.bin"):
        read_picture(whole[: len(whole) * 2 // 3], "half.bin")


def test_a_file_and_its_bytes_are_read_alike(tmp_path: Path) -> None:
    content = encoded(two_halves(*WIDE), "BMP")
    (tmp_path / "a.bmp").write_bytes(content)
    from_file, from_bytes = read_huge(tmp_path / "a.bmp", "a"), read_huge(content, "a")
    assert from_file == from_bytes
    assert pixel(from_file.shown, 10, 10)[0] > 200
    make_pyramid(tmp_path / "a.bmp", "a", tmp_path / "tiles.zip")
    assert (tmp_path / "tiles.zip").stat().st_size > 1000


def test_few_bytes_that_claim_very_many_pixels_are_refused() -> None:
    bomb = encoded(Image.new("1", (20_000, 20_000)), "PNG")
    with pytest.raises(PictureUnpacksTooFar, match=r"bomb\.png"):
        read_picture(bomb, "bomb.png")


def test_what_can_only_be_unpacked_whole_is_held_to_fewer_pixels() -> None:
    with pytest.raises(PictureTooLarge, match=r"most is 200 million|200"):
        read_picture(encoded(Image.new("1", (16_000, 16_000)), "BMP"), "plan.bmp")
