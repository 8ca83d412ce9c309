"""Media over HTTP: whoever holds a good link gets the bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from litestar import Request, Response, get
from litestar.params import Parameter

from beanfield.media import links
from beanfield.media.keep import served
from beanfield.media.sending import send
from beanfield.platform.database import Tx
from beanfield.platform.services import Services

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
    seconds = max(0, exp - int(datetime.now(UTC).timestamp()))
    return await send(request, services.objects, media, cache=f"private, max-age={seconds}, immutable")


ROUTES: list[Any] = [get_media]
