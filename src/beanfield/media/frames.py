"""Frames of videos by their number: decoded when somebody asks, some dozens together, and kept."""

from __future__ import annotations

import asyncio
import io
import zipfile

import msgspec
from msgspec import Struct

from beanfield.media import pack, videos
from beanfield.media.facts import facts, remember
from beanfield.media.model import Media
from beanfield.media.store import ObjectStore
from beanfield.media.videos import FrameTable
from beanfield.platform.database import Tx, execute, scalar
from beanfield.platform.errors import NotFound

#: Frames that are decoded and kept together: who looks at one looks at the next.
PART = 32
_turns = asyncio.Semaphore(2)


class NoFrame(NotFound):
    """No such video is kept, or it has no frame of that number."""

    def __init__(self) -> None:
        super().__init__("media_no_frame")


class Frames(Struct, frozen=True):
    """`times[i]` is when frame i is shown, in seconds from the first; sizes are of the upright frame."""

    width: int
    height: int
    seconds: float
    times: list[float]


async def frames_of(tx: Tx, objects: ObjectStore, sha256: str) -> Frames:
    """When each frame of a video is shown.

    Raises:
        NoFrame: no such video is kept.
    """
    table = await _table(tx, objects, sha256)
    return Frames(table.width, table.height, table.seconds, table.times())


async def frame(tx: Tx, objects: ObjectStore, sha256: str, index: int) -> bytes:
    """Frame `index` as a JPEG.

    Raises:
        NoFrame: there is none of that number. DamagedVideo: it cannot be decoded.
    """
    part = index // PART
    found = await scalar(
        tx, "select pack from video_part where sha256 = %s and part = %s", [sha256, max(0, part)]
    )
    if found is None:
        table = await _table(tx, objects, sha256)
        if not 0 <= index < len(table.pts):
            raise NoFrame
        found = await _make(tx, objects, sha256, table, part)
    content = await pack.member(objects, found, f"{index}.jpg")
    if content is None:
        raise NoFrame
    return content


async def _table(tx: Tx, objects: ObjectStore, sha256: str) -> FrameTable:
    media = (await facts(tx, [sha256])).get(sha256)
    if media is None or media.frames is None:
        raise NoFrame
    return msgspec.json.decode(await objects.get(media.frames), type=FrameTable)


async def _make(tx: Tx, objects: ObjectStore, sha256: str, table: FrameTable, part: int) -> str:
    """Decode and keep a part; two that do so at the same time make the same bytes."""
    async with _turns:
        content = await asyncio.to_thread(_packed, objects, sha256, table, part)
    kept = Media(await objects.put(content), "application/zip", len(content))
    await remember(tx, [kept])
    await execute(
        tx,
        "insert into video_part (sha256, part, pack) values (%s, %s, %s) on conflict do nothing",
        [sha256, part, kept.sha256],
    )
    return kept.sha256


def _packed(objects: ObjectStore, sha256: str, table: FrameTable, part: int) -> bytes:
    out = io.BytesIO()
    with objects.reader(sha256) as stream, zipfile.ZipFile(out, "w") as made:
        for number, picture in videos.pictures(stream, table, part * PART, (part + 1) * PART):
            made.writestr(zipfile.ZipInfo(f"{number}.jpg"), picture)
    return out.getvalue()
