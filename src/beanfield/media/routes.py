"""Media over HTTP: whoever holds a good link gets the bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from litestar import Request, Response, get
from litestar.params import Parameter

from beanfield.media import frames, links, tiles
from beanfield.media.keep import peaks_of, served
from beanfield.media.sending import send
from beanfield.platform.database import Tx
from beanfield.platform.services import Services

Place = Annotated[str, Parameter(pattern="^[0-9]{1,6}_[0-9]{1,6}$")]
Hash = Annotated[str, Parameter(pattern="^[0-9a-f]{64}$")]


@get("/media/{sha256:str}", opt={"permission": "public", "raw": True})
async def get_media(
    request: Request[Any, Any, Any],
    tx: Tx,
    services: Services,
    sha256: Hash,
    exp: int,
    sig: str,
    size: Literal["thumb"] | None = None,
) -> Response[Any]:
    """A picture or a recording, or with `size=thumb` a small version of it; the link must be signed."""
    links.check(services.secret, sha256, exp, sig, size, datetime.now(UTC))
    media = await served(tx, services.objects, sha256, small=size is not None)
    return await send(request, services.objects, media, cache=f"private, max-age={_left(exp)}, immutable")


@get("/media/{sha256:str}/tiles", opt={"permission": "public", "raw": True})
async def get_tile_set(tx: Tx, services: Services, sha256: Hash, exp: int, sig: str) -> tiles.TileSet:
    """How a huge picture is cut into tiles; `levels` is 0 while they are being made."""
    links.check(services.secret, sha256, exp, sig, "tiles", datetime.now(UTC))
    return await tiles.tile_set(tx, services.objects, sha256)


@get("/media/{sha256:str}/tiles/{level:int}/{place:str}", opt={"permission": "public", "raw": True})
async def get_tile(
    tx: Tx, services: Services, sha256: Hash, level: int, place: Place, exp: int, sig: str
) -> Response[bytes]:
    """The tile at `{column}_{row}` of a level; the link is that of the whole set."""
    links.check(services.secret, sha256, exp, sig, "tiles", datetime.now(UTC))
    found = await tiles.tile(tx, services.objects, sha256, level, place)
    headers = {"Cache-Control": f"private, max-age={_left(exp)}, immutable"}
    return Response(found.content, media_type=found.mime, headers=headers)


@get("/media/{sha256:str}/peaks", opt={"permission": "public", "raw": True})
async def get_peaks(
    request: Request[Any, Any, Any], tx: Tx, services: Services, sha256: Hash, exp: int, sig: str
) -> Response[Any]:
    """What a recording's wave is drawn from; docs/media.md has the layout."""
    links.check(services.secret, sha256, exp, sig, "peaks", datetime.now(UTC))
    media = await peaks_of(tx, services.objects, sha256)
    return await send(request, services.objects, media, cache=f"private, max-age={_left(exp)}, immutable")


@get("/media/{sha256:str}/frames", opt={"permission": "public", "raw": True})
async def get_frames(tx: Tx, services: Services, sha256: Hash, exp: int, sig: str) -> frames.Frames:
    """When each frame of a video is shown; its index here is its number."""
    links.check(services.secret, sha256, exp, sig, "frames", datetime.now(UTC))
    return await frames.frames_of(tx, services.objects, sha256)


@get("/media/{sha256:str}/frames/{index:int}", opt={"permission": "public", "raw": True})
async def get_frame(
    tx: Tx, services: Services, sha256: Hash, index: int, exp: int, sig: str
) -> Response[bytes]:
    """A frame of a video as a JPEG; the link is that of all frames."""
    links.check(services.secret, sha256, exp, sig, "frames", datetime.now(UTC))
    content = await frames.frame(tx, services.objects, sha256, index)
    headers = {"Cache-Control": f"private, max-age={_left(exp)}, immutable"}
    return Response(content, media_type="image/jpeg", headers=headers)


def _left(exp: int) -> int:
    """Seconds until a link ends."""
    return max(0, exp - int(datetime.now(UTC).timestamp()))


ROUTES: list[Any] = [get_media, get_tile_set, get_tile, get_peaks, get_frames, get_frame]
