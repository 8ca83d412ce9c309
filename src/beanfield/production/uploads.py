"""Uploads: files that come by chunks, at an offset, so that a broken connection costs one chunk.

The bytes lie in the data folder, `uploads/{id}/{name}`, until an import is done with them or three days
have passed.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from beanfield.formats.zips import is_unsafe_name
from beanfield.platform.config import Settings
from beanfield.platform.database import Tx, execute, row, rows
from beanfield.platform.errors import Conflict, Invalid, NotFound, TooLarge
from beanfield.production.model import NewUpload, Upload

MOST_CHUNK = 32 << 20
KEPT = timedelta(days=3)
_MOST_UPLOADS = 20_000
_SPARE_BYTES = 1 << 30
_LONGEST_PART = 240  # of a path, in bytes: what file systems take, less a little


class UploadNotFound(NotFound):
    """There is no such upload, it is another person's, or it is gone already."""

    def __init__(self) -> None:
        super().__init__("upload_not_found")


class WrongOffset(Conflict):
    """The chunk does not continue what is there; `expected` is where the next one belongs."""

    def __init__(self, expected: int) -> None:
        super().__init__("upload_wrong_offset", expected=expected)


def folder(settings: Settings) -> Path:
    """Where uploads lie."""
    return settings.data / "uploads"


async def begin(tx: Tx, settings: Settings, person_id: int, new: NewUpload) -> Upload:
    """Make room for a file. Holds the person's row, so that the limits hold against many at once.

    Raises:
        Invalid: the name could reach outside its folder, or no file system takes it.
        TooLarge: the person's uploads would be too many or too large together.
        Conflict: the disk is too full.
    """
    name = _safe_name(new.name)
    await execute(tx, "select from person where id = %s for no key update", [person_id])
    made = await row(
        tx,
        Upload,
        "insert into upload (id, person_id, name, bytes, finished_at)"
        " select %(id)s, %(person)s, %(name)s, %(bytes)s, case when %(bytes)s = 0 then now() end"
        " from (select coalesce(sum(bytes), 0) as bytes, count(*) as uploads from upload"
        "       where person_id = %(person)s) mine"
        " where mine.bytes + %(bytes)s <= %(most)s and mine.uploads < %(most_uploads)s"
        " returning id, name, bytes, received",
        {
            "id": uuid4(),
            "person": person_id,
            "name": name,
            "bytes": new.bytes,
            "most": settings.max_upload_bytes,
            "most_uploads": _MOST_UPLOADS,
        },
    )
    if made is None:
        raise TooLarge("upload_too_much", gigabytes=settings.max_upload_bytes >> 30, uploads=_MOST_UPLOADS)
    await asyncio.to_thread(_make_room, folder(settings) / str(made.id) / name, new.bytes)
    return made


async def find(tx: Tx, upload_id: UUID, person_id: int) -> Upload:
    """How far an upload has come.

    Raises:
        UploadNotFound: it is not there, or not this person's.
    """
    found = await row(
        tx,
        Upload,
        "select id, name, bytes, received from upload where id = %s and person_id = %s",
        [upload_id, person_id],
    )
    if found is None:
        raise UploadNotFound
    return found


async def add_chunk(
    tx: Tx, settings: Settings, person_id: int, upload_id: UUID, offset: int, content: bytes
) -> Upload:
    """Write a chunk at `offset`, on disk before it is acknowledged. Holds the upload's row.

    Raises:
        UploadNotFound: it is not there, or not this person's.
        WrongOffset: it is not the next chunk.
        Invalid: it goes beyond the size that was told.
    """
    await execute(tx, "select from upload where id = %s for update", [upload_id])
    upload = await find(tx, upload_id, person_id)
    if offset != upload.received:
        raise WrongOffset(upload.received)
    end = offset + len(content)
    if end > upload.bytes:
        raise Invalid("upload_too_long", bytes=upload.bytes)
    await asyncio.to_thread(_write, folder(settings) / str(upload_id) / upload.name, offset, content)
    await execute(
        tx,
        "update upload set received = %(end)s, finished_at = case when %(end)s = bytes then now() end"
        " where id = %(id)s",
        {"end": end, "id": upload_id},
    )
    upload.received = end
    return upload


async def finished(tx: Tx, person_id: int, wanted: Sequence[UUID]) -> list[Upload]:
    """The uploads named, in that order.

    Raises:
        UploadNotFound: one is not there, or not this person's.
        Conflict: one is not complete.
    """
    found = {upload.id: upload for upload in await _all(tx, wanted, person_id)}
    for upload_id in wanted:
        if upload_id not in found:
            raise UploadNotFound
        upload = found[upload_id]
        if upload.received < upload.bytes:
            raise Conflict("upload_unfinished", name=upload.name)
    return [found[upload_id] for upload_id in dict.fromkeys(wanted)]


async def paths(tx: Tx, settings: Settings, wanted: Sequence[UUID], person_id: int) -> list[Path]:
    """Where the files lie: a file of its own, or the folder above one that came with a folder's name."""
    found = await finished(tx, person_id, wanted)
    places = [(folder(settings) / str(upload.id), upload.name) for upload in found]
    return [place if "/" in name else place / name for place, name in places]


async def drop(tx: Tx, settings: Settings, wanted: Sequence[UUID]) -> None:
    """Forget uploads and remove their files; those already gone are no error."""
    await execute(tx, "delete from upload where id = any(%s)", [list(wanted)])
    for upload_id in wanted:
        await asyncio.to_thread(shutil.rmtree, folder(settings) / str(upload_id), ignore_errors=True)


async def drop_old(tx: Tx, settings: Settings, now: datetime) -> int:
    """Forget uploads that nobody has touched for days, and folders that no upload is known for."""
    old = await rows(
        tx,
        Upload,
        "select id, name, bytes, received from upload where coalesce(finished_at, created_at) < %s"
        " for update skip locked",
        [now - KEPT],
    )
    await drop(tx, settings, [upload.id for upload in old])
    lost = await asyncio.to_thread(_folders_before, folder(settings), now - KEPT)
    known = {upload.id for upload in await _all(tx, lost, None)}
    await drop(tx, settings, [upload_id for upload_id in lost if upload_id not in known])
    return len(old)


async def _all(tx: Tx, wanted: Sequence[UUID], person_id: int | None) -> list[Upload]:
    return await rows(
        tx,
        Upload,
        "select id, name, bytes, received from upload where id = any(%(ids)s)"
        " and (%(person)s::bigint is null or person_id = %(person)s)",
        {"ids": list(wanted), "person": person_id},
    )


def _safe_name(name: str) -> str:
    tidy = "/".join(part for part in name.replace("\\", "/").split("/") if part not in {"", "."})
    too_long = any(len(part.encode("utf-8", "replace")) > _LONGEST_PART for part in tidy.split("/"))
    if is_unsafe_name(tidy) or too_long or not tidy.isprintable():
        raise Invalid("upload_bad_name", name=tidy[:80])
    return tidy


def _make_room(path: Path, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(path.parent).free < size + _SPARE_BYTES:
        raise Conflict("upload_disk_full", name=path.name)
    path.touch()


def _write(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _folders_before(above: Path, moment: datetime) -> list[UUID]:
    if not above.is_dir():
        return []
    return [UUID(path.name) for path in above.iterdir() if path.stat().st_mtime < moment.timestamp()]
