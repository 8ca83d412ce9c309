"""Short-lived signed links to media: `/media/{sha256}?exp=…&sig=…`.

One link opens all tiles of a huge picture: `/media/{sha256}/tiles?exp=…&sig=…` tells how it is cut, and
`/media/{sha256}/tiles/{level}/{column}_{row}` with the same query is a tile.
`/media/{sha256}/peaks?exp=…&sig=…` opens what a recording's wave is drawn from.
`/media/{sha256}/frames` and `/media/{sha256}/frames/{index}` are when a video's frames are shown, and one.

A link's end is rounded up to a whole step, so that within a step one object has one link and the
browser's cache can keep it: a link lives at least `link_minutes` and less than twice that.
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Raw, Struct

from beanfield.platform.errors import Forbidden
from beanfield.platform.services import Services

Size = Literal["thumb"]
Part = Literal["tiles", "peaks", "frames"]
#: Of a link to pieces, at least: as long as anybody works on one item.
_PART_MINUTES = 240


class BadLink(Forbidden):
    """The link was altered, or made by another server."""

    def __init__(self) -> None:
        super().__init__("media_bad_link")


class LinkExpired(Forbidden):
    """The link was good and is too old."""

    def __init__(self) -> None:
        super().__init__("media_link_expired")


def sign(services: Services, sha256: str, now: datetime, size: Size | None = None) -> str:
    """A link to an object that holds for a while from `now`."""
    until = _until(services.settings.link_minutes, now)
    query = f"exp={until}&sig={_signature(services.secret, sha256, until, size)}"
    return f"/media/{sha256}?{query}&size={size}" if size else f"/media/{sha256}?{query}"


def sign_part(services: Services, sha256: str, part: Part, now: datetime) -> str:
    """A link to what was made from an object: it opens every piece of it, for some hours.

    Pieces are fetched while somebody works on the item, and not all at its beginning.
    """
    until = _until(max(services.settings.link_minutes, _PART_MINUTES), now)
    return f"/media/{sha256}/{part}?exp={until}&sig={_signature(services.secret, sha256, until, part)}"


def _until(minutes: int, now: datetime) -> int:
    step = minutes * 60
    return (int(now.timestamp()) // step + 2) * step


def check(secret: bytes, sha256: str, until: int, signature: str, size: str | None, now: datetime) -> None:
    """Is the link ours and still good?

    Raises:
        BadLink: it is not ours.
        LinkExpired: it was.
    """
    expected = _signature(secret, sha256, until, size)
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise BadLink
    if until < now.timestamp():
        raise LinkExpired


def _signature(secret: bytes, sha256: str, until: int, size: str | None) -> str:
    message = f"media\n{sha256}\n{size or ''}\n{until}".encode()
    return base64.urlsafe_b64encode(hmac.digest(secret, message, "sha256")[:18]).decode()


class _Peek(Struct):
    """The members of a content that tell which links it needs; the rest is skipped unparsed."""

    kind: str
    sha256: str | None = None
    shown_width: int | None = None


_peek = msgspec.json.Decoder(_Peek).decode


def with_url(services: Services, content: Raw | bytes | str, now: datetime) -> Raw:
    """An item's content as stored, with its links filled in when it is a picture or a recording.

    The JSON is not rebuilt: stored contents carry no links, so they are appended as the last members.
    """
    raw = content.encode() if isinstance(content, str) else bytes(content)
    seen = _peek(raw)
    if seen.sha256 is None or seen.kind not in {"image", "audio", "video"}:
        return Raw(raw)
    added = f',"url":"{sign(services, seen.sha256, now)}"'
    if seen.kind == "image" and seen.shown_width is not None:
        added += f',"tiles":"{sign_part(services, seen.sha256, "tiles", now)}"'
    elif seen.kind == "audio":
        added += f',"peaks":"{sign_part(services, seen.sha256, "peaks", now)}"'
    elif seen.kind == "video":
        added += f',"frames_url":"{sign_part(services, seen.sha256, "frames", now)}"'
    return Raw(raw.rstrip()[:-1] + added.encode() + b"}")
