"""Frames of videos have the numbers and instants that the container says, and are opened by one link."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import av
import httpx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from beanfield.media import links
from beanfield.media.keep import remember, take_video
from beanfield.media.videos import NotAVideo, pictures, read_video
from beanfield.platform.errors import Invalid
from beanfield.platform.services import Services

#: Milliseconds between frames: a camera that slows down in the dark.
UNEVEN = [0, 40, 80, 200, 240, 500, 540, 580, 900, 940] + [1000 + 40 * number for number in range(60)]


def film(times: list[int], *, container: str = "mp4", codec: str = "libx264", b_frames: int = 3) -> bytes:
    """Frame n is a grey of 3 × n; instants are milliseconds."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as made:
        options = {"bf": str(b_frames), "g": "12"} if codec == "libx264" else {}
        stream: Any = made.add_stream(codec, rate=Fraction(1000), options=options)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        for number, at in enumerate(times):
            frame = av.VideoFrame.from_ndarray(np.full((64, 96, 3), 3 * number, np.uint8), format="rgb24")
            frame.pts, frame.time_base = at, Fraction(1, 1000)
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return out.getvalue()


def grey(content: bytes) -> float:
    with Image.open(io.BytesIO(content)) as image:
        return float(np.asarray(image.convert("L")).mean())


@pytest.mark.parametrize(
    ("container", "codec"), [("mp4", "libx264"), ("matroska", "libx264"), ("mp4", "mpeg4")]
)
def test_frames_are_shown_when_the_container_says(container: str, codec: str) -> None:
    table = read_video(film(UNEVEN, container=container, codec=codec), "a").table
    assert (table.width, table.height) == (96, 64)
    assert table.times() == [at / 1000 for at in UNEVEN]


def test_every_number_opens_its_own_frame() -> None:
    content = film(UNEVEN)
    table = read_video(content, "a.mp4").table
    for first in (0, 5, 13, 40, len(UNEVEN) - 1):
        found = dict(pictures(io.BytesIO(content), table, first, first + 3))
        assert set(found) == set(range(first, min(first + 3, len(UNEVEN))))
        for number, picture in found.items():
            assert abs(grey(picture) - 3 * number) < 2.5


async def test_frames_are_opened_by_one_link_and_kept(services: Services, client: httpx.AsyncClient) -> None:
    taken = await take_video(services.objects, film(UNEVEN), "a.mp4")
    async with services.database.transaction() as tx:
        await remember(tx, taken)
    path, _, query = links.sign_part(services, taken[0].sha256, "frames", datetime.now(UTC)).partition("?")
    told = (await client.get(f"{path}?{query}")).json()
    assert (told["width"], told["height"], len(told["times"])) == (96, 64, len(UNEVEN))
    assert told["seconds"] >= told["times"][-1]
    for number in (0, 31, 32, 69, 33):
        reply = await client.get(f"{path}/{number}?{query}")
        assert (reply.status_code, reply.headers["content-type"]) == (200, "image/jpeg")
        assert abs(grey(reply.content) - 3 * number) < 2.5
    for number in (70, 5000):
        reply = await client.get(f"{path}/{number}?{query}")
        assert (reply.status_code, reply.json()["type"]) == (404, "beanfield:media-no-frame")
    assert (await client.get(f"{path}/1?{query}".replace("sig=", "sig=A"))).status_code == 403


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"#EXTM3U\nfile:///etc/passwd", b"\x1a\x45\xdf\xa3" + bytes(99)]
)
def test_what_is_no_video_is_named(content: bytes) -> None:
    with pytest.raises(Invalid, match=r"odd\.mp4"):
        read_video(content, "odd.mp4")


def test_a_recording_is_no_video() -> None:
    from tests.media.test_recordings import recorded, tone

    with pytest.raises(NotAVideo, match=r"a\.m4a"):
        read_video(recorded("m4a", tone(0.3)), "a.m4a")


def test_a_truncated_video_is_named() -> None:
    content = film(UNEVEN)
    with pytest.raises(Invalid, match=r"half\.mp4"):
        read_video(content[: len(content) // 2], "half.mp4")


_SHORT = film(UNEVEN[:12])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_named_fault(data: st.DataObject) -> None:
    content = bytearray(_SHORT)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        table = read_video(bytes(content), "odd.mp4").table
        list(pictures(io.BytesIO(bytes(content)), table, 0, 12))
    except Invalid:
        pass
