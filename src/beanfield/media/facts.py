"""What is known of the objects kept: the rows of `media`."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from beanfield.media.model import Media
from beanfield.platform.database import Tx, execute, rows


async def remember(tx: Tx, found: Sequence[Media]) -> None:
    """Store facts; those already known stay as they are."""
    await execute(
        tx,
        "insert into media"
        " (sha256, mime, bytes, width, height, seconds, shown, shown_width, peaks, frames,"
        " frame_count)"
        " select distinct on (sha256)"
        " sha256, mime, bytes, width, height, seconds, shown, shown_width, peaks, frames, frame_count"
        " from jsonb_populate_recordset(null::media, %s::jsonb) order by sha256"
        " on conflict (sha256) do nothing",
        [msgspec.json.encode(list(found)).decode()],
    )


async def facts(tx: Tx, sha256: Sequence[str]) -> dict[str, Media]:
    """What is known of objects, by hash; those not known are left out."""
    found = await rows(tx, Media, "select * from media where sha256 = any(%s)", [list(sha256)])
    return {media.sha256: media for media in found}
