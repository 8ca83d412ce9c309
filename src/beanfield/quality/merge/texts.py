"""Texts and transcripts: error rates, the most central text, and ROVER.

Distances count insertions, deletions and substitutions. They are found by the bit-parallel method (G. Myers,
J. ACM 46, 1999, in the form of H. Hyyrö 2003): one step of a few operations on long integers per symbol.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np


def edit_distance(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    """How many insertions, deletions and substitutions turn `a` into `b`."""
    if not a or not b:
        return max(len(a), len(b))
    places: dict[Hashable, int] = defaultdict(int)
    for at, symbol in enumerate(a):
        places[symbol] |= 1 << at
    whole = (1 << len(a)) - 1
    last = 1 << (len(a) - 1)
    up, down, distance = whole, 0, len(a)
    for symbol in b:
        match = places.get(symbol, 0)
        diagonal = (((match & up) + up) ^ up) | match | down
        right_up, right_down = down | (whole & ~(diagonal | up)), up & diagonal
        distance += bool(right_up & last) - bool(right_down & last)
        right_up = (right_up << 1) | 1
        up = ((right_down << 1) | (whole & ~(diagonal | right_up))) & whole
        down = right_up & diagonal & whole
    return distance


def words_of(text: str) -> list[str]:
    """What is separated by blanks."""
    return text.split()


def error_rate(references: Sequence[Sequence[Hashable]], answers: Sequence[Sequence[Hashable]]) -> float:
    """Edits over all pairs for each symbol of the references: CER on texts, WER on lists of words."""
    edits = sum(edit_distance(wanted, given) for wanted, given in zip(references, answers, strict=True))
    symbols = sum(len(wanted) for wanted in references)
    if not symbols:
        return 0.0 if not edits else float("inf")
    return edits / symbols


def similarity(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    """1 less the edits over the length of the longer one."""
    longest = max(len(a), len(b))
    return 1.0 - edit_distance(a, b) / longest if longest else 1.0


def medoid(texts: Sequence[Sequence[Hashable]], weights: Sequence[float] | None = None) -> int:
    """The place of the text that is nearest to all; the first of equals."""
    count = len(texts)
    alike = np.eye(count)
    for i in range(count):
        for j in range(i):
            alike[i, j] = alike[j, i] = similarity(texts[i], texts[j])
    counted = np.ones(count) if weights is None else np.asarray(weights)
    return int(np.argmax(np.round(alike @ counted, 12)))


def rover(texts: Sequence[Sequence[str]], weights: Sequence[float] | None = None) -> list[str]:
    """What most say at each place (J. Fiscus, ROVER, ASRU 1997); `texts` are lists of words or characters.

    The texts are aligned one after the other, the most central first, to a row of slots, each of which holds
    the votes for its words and for none; a slot gives its most voted entry, the first of equals.
    """
    counted = [1.0] * len(texts) if weights is None else list(weights)
    first = medoid(texts, counted)
    order = [first, *(place for place in range(len(texts)) if place != first)]
    slots: list[dict[str, float]] = []
    so_far = 0.0
    for place in order:
        slots = _taken_in(slots, texts[place], counted[place], so_far)
        so_far += counted[place]
    chosen = [max(slot, key=lambda word: round(slot[word], 12)) for slot in slots]
    return [word for word in chosen if word != _NOTHING]


#: The vote for no word at a place; real words hold no such character.
_NOTHING = "\0"


def _taken_in(
    slots: list[dict[str, float]], words: Sequence[str], weight: float, so_far: float
) -> list[dict[str, float]]:
    """The slots with one more text aligned to them; a new slot had `so_far` votes for nothing."""
    rows, columns = len(slots), len(words)
    cost = [[float(j) for j in range(columns + 1)]]
    for slot in slots:
        skip = 0.0 if _NOTHING in slot else 1.0
        before, row = cost[-1], [cost[-1][0] + skip]
        for j, word in enumerate(words, 1):
            change = 0.0 if word in slot else 1.0
            row.append(min(before[j - 1] + change, before[j] + skip, row[j - 1] + 1.0))
        cost.append(row)
    taken: list[dict[str, float]] = []
    i, j = rows, columns
    while i or j:
        slot = slots[i - 1] if i else {}
        if i and j and cost[i][j] == cost[i - 1][j - 1] + (0.0 if words[j - 1] in slot else 1.0):
            i, j, word, old = i - 1, j - 1, words[j - 1], slot
        elif i and cost[i][j] == cost[i - 1][j] + (0.0 if _NOTHING in slot else 1.0):
            i, word, old = i - 1, _NOTHING, slot
        else:
            j, word, old = j - 1, words[j - 1], {_NOTHING: so_far} if so_far else {}
        taken.append({**old, word: old.get(word, 0.0) + weight})
    return taken[::-1]
