"""Send a kept object: whole or in part (RFC 9110 ranges), streamed when it is large."""

from __future__ import annotations

import re
from typing import Any, ClassVar
from urllib.parse import quote

from litestar import Request, Response
from litestar.response import Stream

from beanfield.media.model import Media
from beanfield.media.store import ObjectStore
from beanfield.platform.errors import Problem

#: What a browser may show inside a page; everything else is only ever downloaded.
INLINE = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "image/avif",
        "audio/wav",
        "audio/flac",
        "audio/mpeg",
        "audio/aac",
        "audio/ogg",
        "audio/mp4",
        "video/mp4",
        "video/webm",
    }
)
AnyRequest = Request[Any, Any, Any]
_WHOLE_BYTES = 4 << 20
_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


class BadRange(Problem):
    """No byte of the range asked for is in the object."""

    status: ClassVar[int] = 416


def byte_range(header: str | None, size: int) -> tuple[int, int] | None:
    """`[start, end)` of a Range header; None to send all, also for forms that we need not support.

    Raises:
        BadRange: it lies outside the object.
    """
    match = _RANGE.match(header or "")
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= size or start >= end:
        raise BadRange("media_bad_range", bytes=size)
    return start, end


async def send(
    request: Request[Any, Any, Any],
    objects: ObjectStore,
    media: Media,
    *,
    cache: str,
    name: str | None = None,
) -> Response[Any]:
    """A reply with the object, as a download under `name` where that is given.

    Raises:
        BadRange: the part asked for is not in it.
    """
    headers = _headers(media, cache, name)
    if request.headers.get("if-none-match") in {headers["ETag"], "*"}:
        return Response(None, status_code=304, headers=headers)
    wanted = request.headers.get("range")
    if request.headers.get("if-range", headers["ETag"]) != headers["ETag"]:
        wanted = None
    part = byte_range(wanted, media.bytes)
    start, end = part or (0, media.bytes)
    status = 206 if part else 200
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{media.bytes}"
    kind = media.mime if media.mime in INLINE or name else "application/octet-stream"
    if end - start <= _WHOLE_BYTES:
        content = await objects.range(media.sha256, start, end) if end > start else b""
        return Response(content, status_code=status, media_type=kind, headers=headers)
    headers["Content-Length"] = str(end - start)
    body = objects.stream(media.sha256, start, end)
    return Stream(body, status_code=status, media_type=kind, headers=headers)


def _headers(media: Media, cache: str, name: str | None) -> dict[str, str]:
    headers = {
        "ETag": f'"{media.sha256}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": cache,
    }
    if name is not None:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    elif media.mime not in INLINE:
        headers["Content-Disposition"] = "attachment"
    return headers
