"""Many small pictures in one kept object: an uncompressed zip, of which a member is a range."""

from __future__ import annotations

import asyncio
import struct
import zipfile
from collections import OrderedDict
from typing import NamedTuple

from beanfield.media.store import ObjectStore

_MOST_INDEXES = 64
_HEADER = struct.Struct("<26xHH")  # of a member: lengths of its name and of what follows it
_SLACK = 256


class Index(NamedTuple):
    """Where each member stands, by name: (offset of its header, bytes); and the bytes of all."""

    places: dict[str, tuple[int, int]]
    size: int


_indexes: OrderedDict[str, Index] = OrderedDict()  # of immutable objects, by their hash


async def index_of(objects: ObjectStore, sha256: str) -> Index:
    """What a pack holds; those last used are remembered."""
    found = _indexes.get(sha256)
    if found is None:
        found = await asyncio.to_thread(_read, objects, sha256, await objects.size(sha256))
        _indexes[sha256] = found
        while len(_indexes) > _MOST_INDEXES:
            _indexes.popitem(last=False)
    else:
        _indexes.move_to_end(sha256)
    return found


async def member(objects: ObjectStore, sha256: str, name: str) -> bytes | None:
    """A member's bytes; None where the pack has none of that name."""
    index = await index_of(objects, sha256)
    if name not in index.places:
        return None
    offset, size = index.places[name]
    part = await objects.range(sha256, offset, min(index.size, offset + _HEADER.size + _SLACK + size))
    begin = _HEADER.size + sum(_HEADER.unpack_from(part))
    return part[begin : begin + size]


def _read(objects: ObjectStore, sha256: str, size: int) -> Index:
    with objects.reader(sha256) as stream, zipfile.ZipFile(stream) as pack:
        places = {found.filename: (found.header_offset, found.file_size) for found in pack.infolist()}
    return Index(places, size)
