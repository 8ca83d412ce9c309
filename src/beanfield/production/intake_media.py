"""The media of some records, read and kept several at a time; what is damaged is a fault, not an end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from beanfield.formats.faults import FaultRow
from beanfield.formats.member import Member
from beanfield.formats.record import Picture, Record, Sound
from beanfield.media.keep import take_picture, take_recording
from beanfield.media.model import Media
from beanfield.media.store import ObjectStore
from beanfield.platform.errors import Invalid

MOST_BYTES = 1 << 30
_AT_ONCE = 4


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
            if isinstance(record, Record) and isinstance(record.content, Picture | Sound):
                tasks.create_task(one(place, record))
    return found


async def _take(objects: ObjectStore, record: Record) -> list[Media] | FaultRow:
    member = record.media
    if not isinstance(member, Member):
        return FaultRow("format_media_missing", {"name": record.name})
    try:
        content = await asyncio.to_thread(member.read_all, MOST_BYTES)
        if isinstance(record.content, Sound):
            return await take_recording(objects, content, member.name)
        return await take_picture(objects, content, member.name)
    except Invalid as error:
        return FaultRow(error.key, error.params, member.name)
