"""Take pictures and recordings in: read them, keep their bytes, remember their facts.

Every object that is kept has a row in `media`, stand-ins and thumbnails too: what has none was left by
something that did not finish, and is swept away after some days.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import msgspec

from beanfield.media import tiles
from beanfield.media.facts import facts
from beanfield.media.facts import remember as store_facts
from beanfield.media.model import Media
from beanfield.media.picture_files import Source
from beanfield.media.pictures import make_thumbnail, read_picture
from beanfield.media.recordings import read_recording
from beanfield.media.store import ObjectStore
from beanfield.media.videos import read_video
from beanfield.platform.database import Tx, as_struct, dicts, execute
from beanfield.platform.errors import NotFound

__all__ = [
    "MediaNotFound", "facts", "peaks_of", "remember", "served", "sweep", "take_file", "take_picture",
    "take_recording", "take_video",
]  # fmt: skip


class MediaNotFound(NotFound):
    """No such object is kept."""

    def __init__(self) -> None:
        super().__init__("media_not_found")


async def take_picture(objects: ObjectStore, content: Source, name: str) -> list[Media]:
    """Keep a picture's bytes, and its stand-in's where browsers need one.

    Returns the facts, not stored yet, the picture's own first. A file is never held in memory whole.

    Raises:
        NotAPicture, DamagedPicture, PictureTooLarge, PictureUnpacksTooFar: all name the file.
    """
    picture = await asyncio.to_thread(read_picture, content, name)
    sha256, size = await _put(objects, content)
    taken = [Media(sha256, picture.mime, size, picture.width, picture.height)]
    if picture.shown is not None and picture.shown_mime is not None:
        shown = Media(await objects.put(picture.shown), picture.shown_mime, len(picture.shown))
        own = msgspec.structs.replace(taken[0], shown=shown.sha256, shown_width=picture.shown_width)
        taken = [own, shown]
    return taken


async def take_recording(objects: ObjectStore, content: Source, name: str) -> list[Media]:
    """Keep a recording's bytes and its peaks; returns the facts, not stored yet, its own first.

    Raises:
        NotARecording, DamagedRecording, RecordingTooLong: all name the file.
    """
    recording = await asyncio.to_thread(read_recording, content, name)
    sha256, size = await _put(objects, content)
    peaks = Media(await objects.put(recording.peaks), "application/octet-stream", len(recording.peaks))
    own = Media(sha256, recording.mime, size, seconds=recording.seconds, peaks=peaks.sha256)
    return [own, peaks]


async def take_video(objects: ObjectStore, content: Source, name: str) -> list[Media]:
    """Keep a video's bytes and the table of its frames; returns the facts, not stored yet, its own first.

    Raises:
        NotAVideo, DamagedVideo, VideoTooLarge: all name the file.
    """
    video = await asyncio.to_thread(read_video, content, name)
    sha256, size = await _put(objects, content)
    table = msgspec.json.encode(video.table)
    frames = Media(await objects.put(table), "application/json", len(table))
    width, height = video.table.width, video.table.height
    own = Media(sha256, video.mime, size, width, height, seconds=video.table.seconds, frames=frames.sha256)
    own = msgspec.structs.replace(own, frame_count=len(video.table.pts))
    return [own, frames]


async def take_file(tx: Tx, objects: ObjectStore, path: Path, mime: str) -> Media:
    """Keep a file that we made (an export, a delivery) and remember it."""

    sha256, size = await objects.keep_file(path)
    media = Media(sha256, mime, size)
    await remember(tx, [media])
    return media


async def _put(objects: ObjectStore, content: Source) -> tuple[str, int]:
    """Keep bytes or a file; returns their hash and number."""
    if isinstance(content, bytes):
        return await objects.put(content), len(content)
    return await objects.keep_file(content)


async def remember(tx: Tx, found: Sequence[Media]) -> None:
    """Store facts, and let the tiles of huge pictures be made; what is known already stays as it is."""
    await store_facts(tx, found)
    for media in found:
        if media.shown_width is not None:
            await tiles.ask(tx, media.sha256)


async def served(tx: Tx, objects: ObjectStore, sha256: str, *, small: bool) -> Media:
    """The object to send when `sha256` is asked for: itself, its stand-in, or its thumbnail.

    Raises:
        MediaNotFound: no such object is kept.
        NotFound: it has no thumbnail.
    """
    found = await dicts(
        tx,
        "select o.*, %(small)s and m.thumbnail is null as lacking from media m join media o on o.sha256 ="
        " coalesce(case when %(small)s then m.thumbnail end, m.shown, m.sha256) where m.sha256 = %(sha256)s",
        {"small": small, "sha256": sha256},
    )
    if not found:
        raise MediaNotFound
    media = as_struct(found[0], Media)
    return await _make_thumbnail(tx, objects, sha256, media) if found[0]["lacking"] else media


async def peaks_of(tx: Tx, objects: ObjectStore, sha256: str) -> Media:
    """The peaks of a recording; of one that was kept without them they are made now.

    Raises:
        MediaNotFound: no such object is kept. NotARecording, DamagedRecording: it has no wave.
    """
    media = (await facts(tx, [sha256])).get(sha256)
    if media is None:
        raise MediaNotFound
    if media.peaks is None:
        taken = await take_recording(objects, await objects.get(sha256), sha256)
        await remember(tx, taken)
        media = taken[0]
        await execute(tx, "update media set peaks = %s where sha256 = %s", [media.peaks, sha256])
    return (await facts(tx, [media.peaks or ""]))[media.peaks or ""]


async def _make_thumbnail(tx: Tx, objects: ObjectStore, sha256: str, shown: Media) -> Media:
    """Make it once; two that ask at the same time make the same bytes."""
    if not shown.mime.startswith("image/"):
        raise NotFound("media_no_thumbnail")
    content = await asyncio.to_thread(make_thumbnail, await objects.get(shown.sha256), sha256)
    small = Media(await objects.put(content), "image/webp", len(content))
    await remember(tx, [small])
    await execute(tx, "update media set thumbnail = %s where sha256 = %s", [small.sha256, sha256])
    return small


async def forget(tx: Tx, sha256s: Sequence[str]) -> None:
    """Let go of files that we made; the next sweep drops their bytes."""
    await execute(tx, "delete from media where sha256 = any(%s)", [list(sha256s)])


async def sweep(tx: Tx, objects: ObjectStore, candidates: Sequence[str]) -> int:
    """Drop those of the objects named that nothing remembers; returns how many."""
    known = await facts(tx, candidates)
    lost = [sha256 for sha256 in candidates if sha256 not in known]
    for sha256 in lost:
        await objects.delete(sha256)
    return len(lost)
