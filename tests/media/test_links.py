"""Links to media: they open what they were made for, for a while, and nothing else."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from beanfield.media import links
from beanfield.media.facts import facts
from beanfield.media.keep import remember, sweep, take_file, take_picture
from beanfield.media.model import Media
from beanfield.media.sending import BadRange, byte_range
from beanfield.platform.errors import Forbidden
from beanfield.platform.services import Services
from tests.media.test_pictures import encoded, pixel, two_halves, with_orientation

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


async def kept(services: Services, content: bytes, name: str = "a.jpg") -> Media:
    taken = await take_picture(services.objects, content, name)
    async with services.database.transaction() as tx:
        await remember(tx, taken)
    return taken[0]


def link(services: Services, media: Media, **options: object) -> str:
    return links.sign(services, media.sha256, datetime.now(UTC), **options)  # type: ignore[arg-type]  # size only


async def test_a_link_opens_the_picture(services: Services, client: httpx.AsyncClient) -> None:
    content = encoded(two_halves(), "PNG")
    reply = await client.get(link(services, await kept(services, content)))
    assert (reply.status_code, reply.content) == (200, content)
    assert reply.headers["content-type"] == "image/png"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in reply.headers["cache-control"]
    assert "content-encoding" not in reply.headers


async def test_turned_and_deep_pictures_open_upright_and_in_eight_bits(
    services: Services, client: httpx.AsyncClient
) -> None:
    turned = await client.get(link(services, await kept(services, with_orientation(two_halves(), 6))))
    assert pixel(turned.content, 10, 5)[0] > 200
    deep = np.full((8, 8), 700, dtype=np.uint16)
    deep[0] = 0
    scan = await client.get(link(services, await kept(services, encoded(Image.fromarray(deep), "TIFF"))))
    assert scan.headers["content-type"] == "image/png"
    assert pixel(scan.content, 4, 4) == (255, 255, 255)


async def test_a_thumbnail_is_made_once(services: Services, client: httpx.AsyncClient) -> None:
    media = await kept(services, encoded(two_halves(800, 400), "JPEG"))
    address = link(services, media, size="thumb")
    replies = [await client.get(address) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 200]
    assert replies[0].content == replies[1].content
    with Image.open(io.BytesIO(replies[0].content)) as image:
        assert image.size == (320, 160)
    async with services.database.transaction() as tx:
        assert (await facts(tx, [media.sha256]))[media.sha256].thumbnail is not None


async def test_ranges_are_sent_in_part(services: Services, client: httpx.AsyncClient) -> None:
    content = encoded(two_halves(), "BMP") + bytes(5000)
    path = services.settings.data / "long.wav"
    path.write_bytes(content)
    async with services.database.transaction() as tx:
        media = await take_file(tx, services.objects, path, "audio/wav")
    address = link(services, media)

    async def part(wanted: str, **headers: str) -> httpx.Response:
        return await client.get(address, headers={"Range": wanted, **headers})

    first = await part("bytes=0-9")
    assert (first.status_code, first.content) == (206, content[:10])
    assert first.headers["content-range"] == f"bytes 0-9/{len(content)}"
    assert (await part("bytes=100-")).content == content[100:]
    assert (await part("bytes=-7")).content == content[-7:]
    assert (await part(f"bytes={len(content)}-")).status_code == 416
    whole = await part("bytes=0-9", **{"If-Range": '"other"'})
    assert (whole.status_code, whole.content) == (200, content)
    assert (await client.get(address, headers={"If-None-Match": whole.headers["etag"]})).status_code == 304


async def test_a_large_object_is_streamed_whole(services: Services, client: httpx.AsyncClient) -> None:
    content = np.random.default_rng(3).bytes(9_000_000)
    path = services.settings.data / "large.flac"
    path.write_bytes(content)
    async with services.database.transaction() as tx:
        media = await take_file(tx, services.objects, path, "audio/flac")
    reply = await client.get(link(services, media))
    assert reply.content == content
    assert reply.headers["content-length"] == str(len(content))


@pytest.mark.parametrize("mime", ["text/html", "image/svg+xml", "application/zip", "application/javascript"])
async def test_nothing_that_could_run_is_sent_as_such(
    services: Services, client: httpx.AsyncClient, mime: str
) -> None:
    path = services.settings.data / "page"
    path.write_bytes(b"<script>alert(1)</script>")
    async with services.database.transaction() as tx:
        media = await take_file(tx, services.objects, path, mime)
    reply = await client.get(link(services, media))
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"] == "attachment"
    assert reply.headers["x-content-type-options"] == "nosniff"


async def test_a_tampered_link_is_refused(services: Services, client: httpx.AsyncClient) -> None:
    mine = await kept(services, encoded(two_halves(), "PNG"))
    other = await kept(services, encoded(two_halves(60, 60), "PNG"))
    address = link(services, mine)
    for changed in (
        address.replace(mine.sha256, other.sha256),
        address.replace("exp=", "exp=9"),
        address.replace("sig=", "sig=A"),
        address + "&size=thumb",
        address.split("?")[0] + "?exp=99999999999&sig=",
    ):
        reply = await client.get(changed)
        assert (reply.status_code, reply.json()["type"]) == (403, "beanfield:media-bad-link")


async def test_a_link_lives_for_its_minutes_and_no_longer(services: Services) -> None:
    media = "ab" * 32
    query = parse_qs(urlsplit(links.sign(services, media, NOW)).query)
    until, signature = int(query["exp"][0]), query["sig"][0]
    minutes = services.settings.link_minutes

    def check(now: datetime) -> None:
        links.check(services.secret, media, until, signature, None, now)

    check(NOW + timedelta(minutes=minutes))
    with pytest.raises(Forbidden, match="expired"):
        check(NOW + timedelta(minutes=2 * minutes, seconds=1))


async def test_a_link_stays_the_same_for_a_while_so_that_browsers_can_cache(services: Services) -> None:
    step = timedelta(minutes=services.settings.link_minutes)
    assert links.sign(services, "ab" * 32, NOW) == links.sign(services, "ab" * 32, NOW + step / 2)
    assert links.sign(services, "ab" * 32, NOW) != links.sign(services, "ab" * 32, NOW + step)


async def test_an_unknown_object_is_not_found(services: Services, client: httpx.AsyncClient) -> None:
    reply = await client.get(links.sign(services, "0" * 64, datetime.now(UTC)))
    assert (reply.status_code, reply.json()["type"]) == (404, "beanfield:media-not-found")
    assert (await client.get("/media/..%2f..%2fetc?exp=1&sig=a")).status_code in {404, 422}


async def test_a_content_gets_its_link_and_nothing_else_changes(services: Services) -> None:
    picture = {"kind": "image", "sha256": "ab" * 32, "width": 3, "height": 4, "shown_width": None}
    patched = msgspec.json.decode(links.with_url(services, msgspec.json.encode(picture), NOW))
    assert patched == {**picture, "url": links.sign(services, "ab" * 32, NOW)}
    text = msgspec.json.encode({"kind": "text", "text": '"kind": "image", "sha256": "abc"', "meta": {}})
    assert bytes(links.with_url(services, text, NOW)) == text


async def test_the_sweep_takes_only_what_nothing_remembers(services: Services) -> None:
    media = await kept(services, with_orientation(two_halves(), 6))
    lost = await services.objects.put(b"left by a failed import")
    later = datetime.now(UTC) + timedelta(minutes=1)
    names = [name async for part in services.objects.older_than(later) for name in part]
    assert {media.sha256, media.shown, lost} == set(names)
    async with services.database.transaction() as tx:
        assert await sweep(tx, services.objects, names) == 1
    await services.objects.get(media.sha256)
    with pytest.raises(FileNotFoundError):
        await services.objects.get(lost)
    assert not [n async for part in services.objects.older_than(NOW - timedelta(days=9999)) for n in part]


@given(st.integers(0, 50), st.integers(0, 60), st.integers(0, 60))
def test_a_range_never_leaves_the_object(size: int, first: int, last: int) -> None:
    for header in (f"bytes={first}-{last}", f"bytes={first}-", f"bytes=-{last}"):
        try:
            part = byte_range(header, size)
        except BadRange:
            continue
        if part is not None:
            assert 0 <= part[0] < part[1] <= size


@pytest.mark.parametrize(
    "header", [None, "", "bytes=-", "bytes=a-b", "items=0-1", "bytes=0-1,4-5", "bytes=5-2"]
)
def test_a_range_of_another_form_is_ignored(header: str | None) -> None:
    assert byte_range(header, 10) is None
