"""Tags of tokens and the names that they make: BIO (IOB1 too), BMES, BIOES, BILOU."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from beanfield.formats.faults import ShapeError


class Entity(NamedTuple):
    """A name from its first token to its last."""

    label: str
    first: int
    last: int


def entities(tags: Sequence[str], *, ended: bool = False) -> Iterator[Entity]:
    """The names, in order.

    Without E, M, L a name ends where its tags do, and I may begin one (IOB1). With them, or where every name
    is `ended` by a tag of its own, one that is not begun or not ended raises `ShapeError`, whose path is the
    number of the token.
    """
    ends = ended or any(tag[0] in "EMLSU" for tag in tags)
    label, first = "", -1
    for place, tag in enumerate([*tags, "O"]):
        letter, _, of = tag.partition("-")
        inside = letter in {"I", "M", "E", "L"} and first >= 0 and of == label
        if first >= 0 and not inside:
            if ends:
                raise ShapeError("format_tag_order", str(place - 1), tag=f"{label}"[:40])
            yield Entity(label, first, place - 1)
            first = -1
        if letter in {"M", "E", "L"} and not inside:
            raise ShapeError("format_tag_order", str(place), tag=tag[:40])
        if letter in {"S", "U"}:
            yield Entity(of, place, place)
        elif letter in {"E", "L"}:
            yield Entity(label, first, place)
            first = -1
        elif letter in {"B", "I"} and not inside:
            if letter == "I" and ends:
                raise ShapeError("format_tag_order", str(place), tag=tag[:40])
            label, first = of, place


def tags_of(label: str, count: int, scheme: str) -> list[str]:
    """The tags of a name of so many tokens, in `conll` (BIO), `bmes` or `bioes`."""
    if scheme == "conll":
        letters = ["B", *["I"] * (count - 1)]
    elif count == 1:
        letters = ["S"]
    else:
        letters = ["B", *["M" if scheme == "bmes" else "I"] * (count - 2), "E"]
    return [f"{letter}-{label}" for letter in letters]
