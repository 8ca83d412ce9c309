"""The media of some records, read and kept several at a time; what is damaged is a fault, not an end."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.member import Member
from beanfield.formats.record import Film, Picture, Record, Sound
from beanfield.media.keep import take_picture, take_recording, take_video
from beanfield.media.model import Media
from beanfield.media.store import ObjectStore
from beanfield.platform.errors import Invalid

MOST_BYTES = 32 << 30
_IN_MEMORY = 32 << 20
_AT_ONCE = 4
_TAKES = {Picture: take_picture, Sound: take_recording, Film: take_video}


async def take_media(
    objects: ObjectStore, records: Sequence[Record | FaultRow]
) -> list[list[Media] | FaultRow | None]:
    """For each record the facts of its media, what is wrong with them, or None where it has none."""
    turns = asyncio.Semaphore(_AT_ONCE)
    found: list[list[Media] | FaultRow | None] = [None] * len(records)

    async def one(place: int, record: Record) -> None:
        async with turns:
            found[place] = await _take(objects, record)

    async with asyncio.TaskGroup() as tasks:
        for place, record in enumerate(records):
            if isinstance(record, Record) and type(record.content) in _TAKES:
                tasks.create_task(one(place, record))
    return found


async def _take(objects: ObjectStore, record: Record) -> list[Media] | FaultRow:
    member = record.media
    if not isinstance(member, Member):
        return FaultRow("format_media_missing", {"name": record.name})
    try:
        take = _TAKES[type(record.content)]
        if member.size <= _IN_MEMORY:
            content = await asyncio.to_thread(member.read_all, _IN_MEMORY)
            return await take(objects, content, member.name)
        async with _on_disk(member) as path:
            return await take(objects, path, member.name)
    except Invalid as error:
        return FaultRow(error.key, error.params, member.name)


@asynccontextmanager
async def _on_disk(member: Member) -> AsyncIterator[Path]:
    """A large file as one on disk, unpacked for the time being where it is packed.

    Raises:
        FormatError: it is larger than it says, or too large, or damaged.
    """
    if member.size > MOST_BYTES:
        raise FormatError("format_too_large", file=member.name, bytes=member.size, most=MOST_BYTES)
    if member.path is not None:
        yield member.path
        return
    with tempfile.TemporaryDirectory(prefix="beanfield-media-") as folder:
        path = Path(folder) / "file"
        await asyncio.to_thread(_unpack, member, path)
        yield path


def _unpack(member: Member, path: Path) -> None:
    with member.open() as packed, path.open("wb") as out:
        shutil.copyfileobj(packed, out, 1 << 20)
