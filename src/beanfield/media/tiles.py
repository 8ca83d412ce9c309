"""The tiles of huge pictures: made once by a job, kept as one object, sent one by one."""

from __future__ import annotations

import asyncio
import struct
import tempfile
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from beanfield.media import huge
from beanfield.media.facts import facts, remember
from beanfield.media.model import Media
from beanfield.media.store import ObjectStore
from beanfield.platform import jobs
from beanfield.platform.database import Tx, execute
from beanfield.platform.errors import NotFound
from beanfield.platform.services import Services

_MOST_INDEXES = 64
_HEADER = struct.Struct("<26xHH")  # of a member of a zip: lengths of its name and of what follows it
_SLACK = 256


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
    """A tile's bytes, its content type, and the pyramid that it is from."""

    content: bytes
    mime: str
    pyramid: str


class _Index(NamedTuple):
    """Where in the object each tile lies: (level, column, row) → (offset of its header, bytes)."""

    places: dict[tuple[int, ...], tuple[int, int]]
    levels: int
    mime: str


_indexes: OrderedDict[str, _Index] = OrderedDict()  # of immutable objects, by their hash


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
        levels = (await _index(objects, media.tiles)).levels
    return TileSet(media.width or 0, media.height or 0, huge.TILE_SIDE, levels)


async def tile(tx: Tx, objects: ObjectStore, sha256: str, place: tuple[int, ...]) -> Tile:
    """The tile at (level, column, row).

    Raises:
        NoTiles: there is none.
    """
    media = await _tiled(tx, sha256)
    if media.tiles is None:
        raise NoTiles
    index = await _index(objects, media.tiles)
    if place not in index.places:
        raise NoTiles
    offset, size = index.places[place]
    pyramid = (await facts(tx, [media.tiles]))[media.tiles]
    end = min(pyramid.bytes, offset + _HEADER.size + _SLACK + size)
    part = await objects.range(media.tiles, offset, end)
    begin = _HEADER.size + sum(_HEADER.unpack_from(part))
    return Tile(part[begin : begin + size], index.mime, media.tiles)


async def _tiled(tx: Tx, sha256: str) -> Media:
    media = (await facts(tx, [sha256])).get(sha256)
    if media is None or media.shown_width is None:
        raise NoTiles
    return media


async def _index(objects: ObjectStore, sha256: str) -> _Index:
    found = _indexes.get(sha256)
    if found is None:
        found = await asyncio.to_thread(_read_index, objects, sha256)
        _indexes[sha256] = found
        while len(_indexes) > _MOST_INDEXES:
            _indexes.popitem(last=False)
    else:
        _indexes.move_to_end(sha256)
    return found


def _read_index(objects: ObjectStore, sha256: str) -> _Index:
    places: dict[tuple[int, ...], tuple[int, int]] = {}
    kind = ""
    with objects.reader(sha256) as stream, zipfile.ZipFile(stream) as pack:
        for member in pack.infolist():
            folder, _, name = member.filename.rpartition("/")
            stem, _, ending = name.partition(".")
            if ending not in {"jpg", "webp"}:
                continue
            level, (column, row) = int(folder.rpartition("/")[2]), map(int, stem.split("_"))
            places[level, column, row] = (member.header_offset, member.file_size)
            kind = ending
    levels = 1 + max((level for level, _, _ in places), default=-1)
    return _Index(places, levels, "image/webp" if kind == "webp" else "image/jpeg")
