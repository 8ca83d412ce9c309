"""Tokens of a text without offsets: how they are laid out when read, and cut so that they come back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

_PIECES = re.compile(r"\S+")


def laid_out(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text that the tokens make, and where each stands in it."""
    close = all(len(token) == 1 for token in tokens)
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for token in tokens:
        if parts and not close and not (_is_wide(parts[-1][-1]) or _is_wide(token[0])):
            parts.append(" ")
            at += 1
        parts.append(token)
        places.append((at, at + len(token)))
        at += len(token)
    return "".join(parts), places


def cut(text: str, ends: Collection[int]) -> list[tuple[int, int]]:
    """Where tokens stand: every character for itself where the text has no blanks.

    Else words between blanks, cut at `ends` (of spans) and round Chinese characters. Blanks are in no token.
    """
    if not any(character.isspace() for character in text):
        return [(place, place + 1) for place in range(len(text))]
    borders = set(ends)
    made: list[tuple[int, int]] = []
    for piece in _PIECES.finditer(text):
        first = piece.start()
        for place in range(piece.start() + 1, piece.end() + 1):
            last = place == piece.end()
            if last or place in borders or _is_wide(text[place - 1]) or _is_wide(text[place]):
                made.append((first, place))
                first = place
    return made


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}
