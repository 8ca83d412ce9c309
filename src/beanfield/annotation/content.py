"""What validation has to know of an item's content."""

from __future__ import annotations

from msgspec import Struct


class ContentFacts(Struct, frozen=True):
    """Sizes of one item. What is None or empty is unknown, and is not checked against.

    `width` and `height` in pixels, `length` of the text in code points, `seconds` of the recording or video,
    its number of `frames`; of a chat the length of each part by its name (`turn:0`, `response:a`), the ids of
    the responses, and the role of each turn.
    """

    width: int | None = None
    height: int | None = None
    length: int | None = None
    parts: dict[str, int] = {}
    responses: list[str] = []
    turns: list[str] = []
    seconds: float | None = None
    frames: int | None = None
