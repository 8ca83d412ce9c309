"""The tiles of huge pictures: made once by a job, kept as one object, sent one by one."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from beanfield.media import huge, pack
from beanfield.media.facts import facts, remember
from beanfield.media.model import Media
from beanfield.media.store import ObjectStore
from beanfield.platform import jobs
from beanfield.platform.database import Tx, execute
from beanfield.platform.errors import NotFound
from beanfield.platform.services import Services

_FOLDER = "p_files/"
_MIMES = {"jpg": "image/jpeg", "webp": "image/webp"}


class NoTiles(NotFound):
    """The picture is not shown by tiles, or has none at this place."""

    def __init__(self) -> None:
        super().__init__("media_no_tiles")


class TileSet(Struct, frozen=True):
    """How a picture is cut; sides are in pixels.

    Level `levels - 1` is the picture itself, each one before is half as wide and high (rounded up); `levels`
    is 0 while the tiles are being made.
    """

    width: int
    height: int
    side: int
    levels: int


class Tile(NamedTuple):
    """A tile's bytes and content type."""

    content: bytes
    mime: str


async def ask(tx: Tx, sha256: str) -> None:
    """Let the tiles be made, unless that waits already."""
    await jobs.defer(tx, "media.tiles", once=f"tiles:{sha256}", sha256=sha256)


async def make(services: Services, sha256: str) -> None:
    """Make and keep the tiles of a picture; one that has them, or needs none, is left alone."""
    async with services.database.transaction() as tx:
        media = (await facts(tx, [sha256])).get(sha256)
    if media is None or media.shown_width is None or media.tiles is not None:
        return
    with tempfile.TemporaryDirectory(prefix="beanfield-tiles-") as folder:
        original, made = Path(folder) / "picture", Path(folder) / "tiles.zip"
        await services.objects.copy_to(sha256, original)
        await asyncio.to_thread(huge.make_pyramid, original, sha256, made)
        digest, size = await services.objects.keep_file(made)
    async with services.database.transaction() as tx:
        await remember(tx, [Media(digest, "application/zip", size)])
        await execute(tx, "update media set tiles = %s where sha256 = %s", [digest, sha256])


async def tile_set(tx: Tx, objects: ObjectStore, sha256: str) -> TileSet:
    """How a picture is cut; where its tiles are not there yet they are asked for.

    Raises:
        NoTiles: it is shown whole, or not kept.
    """
    media = await _tiled(tx, sha256)
    levels = 0
    if media.tiles is None:
        await ask(tx, sha256)
    else:
        names = (await pack.index_of(objects, media.tiles)).places
        levels = len({name.split("/")[1] for name in names if name.count("/") == 2})
    return TileSet(media.width or 0, media.height or 0, huge.TILE_SIDE, levels)


async def tile(tx: Tx, objects: ObjectStore, sha256: str, level: int, place: str) -> Tile:
    """The tile at a place, `{column}_{row}`, of a level.

    Raises:
        NoTiles: there is none.
    """
    media = await _tiled(tx, sha256)
    for ending, mime in _MIMES.items() if media.tiles is not None else ():
        content = await pack.member(objects, media.tiles or "", f"{_FOLDER}{level}/{place}.{ending}")
        if content is not None:
            return Tile(content, mime)
    raise NoTiles


async def _tiled(tx: Tx, sha256: str) -> Media:
    media = (await facts(tx, [sha256])).get(sha256)
    if media is None or media.shown_width is None:
        raise NoTiles
    return media
