"""The outline of a thing on a leased picture, asked for by its holder."""

from __future__ import annotations

import asyncio
from typing import Annotated

from msgspec import Meta, Struct

from beanfield.annotation.shapes.mask import Mask
from beanfield.media.keep import served
from beanfield.media.outlines import outline
from beanfield.media.store import ObjectStore
from beanfield.platform.database import Database, row
from beanfield.platform.errors import Invalid
from beanfield.production.give_back import LeaseEnded
from beanfield.production.model import Content, ImageContent

Coordinate = Annotated[float, Meta(ge=-1e6, le=1e6)]
Side = Annotated[float, Meta(ge=2, le=1e6)]
Places = Annotated[list[tuple[Coordinate, Coordinate]], Meta(max_length=200)]


class OutlineRequest(Struct):
    """A box [x, y, w, h] round a thing, and places [x, y] that belong to it (`keep`) or do not (`drop`)."""

    box: tuple[Coordinate, Coordinate, Side, Side]
    keep: Places = []
    drop: Places = []


class OutlineFound(Struct):
    mask: Mask


class NothingFound(Invalid):
    """The box holds nothing that stands out from what is round it."""

    def __init__(self) -> None:
        super().__init__("outline_nothing")


class NotAPictureItem(Invalid):
    """Only pictures have outlines."""

    def __init__(self) -> None:
        super().__init__("outline_no_picture")


class _Leased(Struct):
    content: Content


async def find_outline(
    database: Database, objects: ObjectStore, lease_id: int, asked: OutlineRequest
) -> OutlineFound:
    """The mask of the thing in the box. No transaction is open while it is looked for.

    Raises:
        LeaseEnded: its person does not hold the item any more.
        NotAPictureItem: it is none.
        NothingFound: nothing stands out.
    """
    async with database.transaction() as tx:
        leased = await row(
            tx,
            _Leased,
            "select c.content from lease l join item_content c using (item_id)"
            " where l.id = %s and l.state = 'active'",
            [lease_id],
        )
        if leased is None:
            raise LeaseEnded
        content = leased.content
        if not isinstance(content, ImageContent):
            raise NotAPictureItem
        media = await served(tx, objects, content.sha256, small=False)
    picture = await objects.get(media.sha256)
    found = await asyncio.to_thread(outline, picture, content.width, asked.box, asked.keep, asked.drop)
    if not found.pixels.any():
        raise NothingFound
    mask = Mask.of_pixels(found.pixels)
    return OutlineFound(Mask(mask.x + found.x, mask.y + found.y, mask.w, mask.h, mask.counts))
