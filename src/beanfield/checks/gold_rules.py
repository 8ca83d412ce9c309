"""Decisions about gold: when an item is spent, and when its answer rather than its people is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

#: From this likeness on, an answer to gold passes; below the second one it misses.
PASSES: Final = 0.8
MISSES: Final = 0.6
#: An item that so many people, and so large a share of those assigned, have seen is spent: they talk.
MOST_SEEN: Final = 8
SEEN_SHARE: Final = 0.6
#: People whose skill is at least this are good; so many of them who miss one item put its answer in doubt.
GOOD: Final = 0.75
LEAST_MISSED: Final = 3
#: Items a day of which a person is told the answer, and how long after they handed theirs in, in minutes.
TOLD_A_DAY: Final = 3
TOLD_AFTER: Final = 30
#: An item whose answer so many people were told is spent.
MOST_TOLD: Final = 3


def is_spent(seen: int, assigned: int, told: int) -> bool:
    """Have too many people seen the item, or been told its answer?"""
    return told >= MOST_TOLD or (seen >= MOST_SEEN and seen >= SEEN_SHARE * assigned)


def is_suspect(answers: Sequence[tuple[float, float]]) -> bool:
    """Is the known answer in doubt? `answers` are (skill of the person, likeness of their answer).

    At least three good people missed it, and more than half of the good ones did. Good people seldom agree
    in missing what is right.
    """
    good = [likeness for skill, likeness in answers if skill >= GOOD]
    missed = sum(likeness < MISSES for likeness in good)
    return missed >= LEAST_MISSED and missed * 2 > len(good)
