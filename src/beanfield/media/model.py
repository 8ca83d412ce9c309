"""The nouns of media."""

from __future__ import annotations

from msgspec import Struct


class Media(Struct, frozen=True):
    """One object that is kept, and what is known of it.

    `width` and `height` are of the upright picture. `shown` is the object that a browser is given where
    the original is not fit for one; `shown_width` its width where it is smaller, and the picture is shown by
    tiles. `tiles`, `peaks` and `frames` are the objects that were made from it; `frame_count` is of a video.
    """

    sha256: str
    mime: str
    bytes: int
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    shown: str | None = None
    shown_width: int | None = None
    thumbnail: str | None = None
    tiles: str | None = None
    peaks: str | None = None
    frames: str | None = None
    frame_count: int | None = None
