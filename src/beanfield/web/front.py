"""The built front end: files with a hash in their name are kept for ever, pages are asked for each time."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path
from typing import Any, Final

from litestar import Request, Response, get
from msgspec import Struct

from beanfield.platform.errors import NotFound

FOLDER: Final = Path(__file__).parent / "static"
_WORKBENCH: Final = frozenset({"work", "review", "adjudicate", "exam"})
_NOT_PAGES: Final = frozenset({"api", "media", "assets"})
_SMALL: Final = 1000


class Asset(Struct, frozen=True):
    """A built file, read once. `packed` is its gzip form where that is smaller."""

    body: bytes
    packed: bytes | None
    etag: str
    media_type: str
    hashed: bool


@cache
def assets(folder: Path) -> dict[str, Path]:
    """The files that are served, by path from the folder: nothing outside this list can be asked for."""
    return {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}


@cache
def load(file: Path, *, hashed: bool) -> Asset:
    """Read and compress a file; kept in memory from then on."""
    body = file.read_bytes()
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if len(body) > _SMALL else body
    return Asset(
        body=body,
        packed=packed if len(packed) < len(body) * 0.9 else None,
        etag=f'"{hashlib.sha256(body).hexdigest()[:20]}"',
        media_type=kind,
        hashed=hashed,
    )


def page_of(path: str) -> str:
    """Which built file answers a path that is no file itself.

    Raises:
        NotFound: the path belongs to no page.
    """
    first, _, rest = path.partition("/")
    if first in _NOT_PAGES:
        raise NotFound("no_such_page")
    return "workbench.html" if first in _WORKBENCH and rest else "index.html"


@get(["/", "/{path:path}"], opt={"permission": "public", "raw": True}, include_in_schema=False)
async def front_end(request: Request[Any, Any, Any], path: str = "") -> Response[bytes]:
    """A file of the front end, or the page that shows this address."""
    name = path.strip("/")
    known = assets(FOLDER)
    file = known.get(name) or known.get(page_of(name))
    if file is None:
        raise NotFound("front_end_missing")
    try:
        asset = load(file, hashed=name.startswith("assets/"))
    except FileNotFoundError:  # the front end was built anew: from now on the new one is shown
        assets.cache_clear()
        load.cache_clear()
        raise NotFound("no_such_page") from None
    return _reply(request, asset)


def _reply(request: Request[Any, Any, Any], asset: Asset) -> Response[bytes]:
    headers = {
        "ETag": asset.etag,
        "Vary": "Accept-Encoding",
        "Cache-Control": "public, max-age=31536000, immutable" if asset.hashed else "no-cache",
    }
    if asset.etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    body = asset.body
    if asset.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = asset.packed
    return Response(body, headers=headers, media_type=asset.media_type)
