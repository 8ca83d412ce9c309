"""Sampling plans for lots: how many items to look at, and how many faulty ones are allowed.

Two kinds. A zero-acceptance plan proves a limit: with no fault among `n = ceil(ln(1 − c) / ln(1 − p))`
items, at most a share p is faulty with confidence c. An AQL plan (ISO 2859-1, single sampling, normal or
tightened) lets lots of the agreed quality pass most of the time; it promises nothing about a single lot.
The unit is the item: an item with one fault or more is faulty.

The plans of ISO 2859-1 follow from a rule over the steps of the table, so that no table need be kept: with
r the place of the code letter (A = 0) and k that of the AQL (0.010 = 0), `t = r − z` counts from where
acceptance 0 stands (z = 14 − k normal, 15 − k tightened); left of it an arrow leads down, right of it
arrows lead to acceptance 0 and 1, then acceptance numbers rise.
"""

from __future__ import annotations

import math
from typing import Final, Literal

from msgspec import Struct
from scipy.stats import beta, binom

Inspection = Literal["normal", "tightened"]
Level = Literal["S-1", "S-2", "S-3", "S-4", "I", "II", "III"]

LETTERS: Final = "ABCDEFGHJKLMNPQRS"
SIZES: Final = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000, 3150)
AQLS: Final = (
    0.010, 0.015, 0.025, 0.040, 0.065, 0.10, 0.15, 0.25, 0.40, 0.65, 1.0, 1.5, 2.5, 4.0, 6.5, 10.0,
    15.0, 25.0, 40.0, 65.0, 100.0, 150.0, 250.0, 400.0, 650.0, 1000.0,
)  # fmt: skip
_LOT_LIMITS: Final = (8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10000, 35000, 150000, 500000)
_CODES: Final[dict[Level, str]] = {
    "S-1": "AAAABBBBCCCCDDD",
    "S-2": "AAABBBCCCDDDEEE",
    "S-3": "AABBCCDDEEFFGGH",
    "S-4": "AABCCDEEFGGHJJK",
    "I": "AABCCDEFGHJKLMN",
    "II": "ABCDEFGHJKLMNPQ",
    "III": "BCDEFGHJKLMNPQR",
}
_ACCEPTANCE: Final[dict[Inspection, tuple[int, ...]]] = {
    "normal": (1, 2, 3, 5, 7, 10, 14, 21),
    "tightened": (1, 2, 3, 5, 8, 12, 18),
}
_SMALL: Final[dict[Inspection, tuple[int, ...]]] = {"normal": (30, 44), "tightened": (27, 41)}
_LAST_SMALL: Final = 4  # letters A to E


class Plan(Struct, frozen=True):
    """Look at `size` items; accept the lot when at most `accept` of them are faulty. `letter` only for AQL
    plans."""

    size: int
    accept: int
    letter: str | None = None

    @property
    def reject(self) -> int:
        """The number of faulty items from which the lot is rejected."""
        return self.accept + 1

    def passes(self, share: float) -> float:
        """The probability that a large lot with this share of faulty items is accepted (binomial)."""
        return float(binom.cdf(self.accept, self.size, share))

    def share_passing(self, chance: float) -> float:
        """The share of faulty items in a large lot at which the plan accepts with probability `chance`."""
        return float(beta.ppf(1 - chance, self.accept + 1, self.size - self.accept))


def zero_acceptance(most_errors: float, confidence: float = 0.95, lot: int | None = None) -> Plan:
    """The smallest sample without a fault that proves at most `most_errors` with `confidence`; the whole
    lot if smaller.

    Raises:
        ValueError: a share is not between 0 and 1, both excluded.
    """
    if not 0 < most_errors < 1 or not 0 < confidence < 1:
        raise ValueError("shares must lie between 0 and 1")
    size = math.ceil(math.log(1 - confidence) / math.log(1 - most_errors) - 1e-12)
    return Plan(size if lot is None else min(size, lot), 0)


def code_letter(lot: int, level: Level = "II") -> str:
    """The code letter of ISO 2859-1, table 1. Raises `ValueError` for a lot of fewer than two items."""
    if lot < 2:
        raise ValueError("a lot has at least two items")
    row = sum(lot > limit for limit in _LOT_LIMITS)
    return _CODES[level][row]


def aql_plan(lot: int, aql: float, level: Level = "II", inspection: Inspection = "normal") -> Plan:
    """The single sampling plan of ISO 2859-1 for a lot; all of the lot where the sample would be larger.

    Raises:
        ValueError: the AQL is none of the standard's, or the lot has fewer than two items.
    """
    plan = letter_plan(code_letter(lot, level), aql, inspection)
    return plan if plan.size < lot else Plan(lot, plan.accept, plan.letter)


def letter_plan(letter: str, aql: float, inspection: Inspection = "normal") -> Plan:
    """The plan in the cell of a code letter and an AQL, arrows followed.

    Raises:
        ValueError: the AQL is none of the standard's.
    """
    if aql not in AQLS:
        raise ValueError(f"{aql} is none of the standard's AQLs")
    column = AQLS.index(aql)
    found = _follow(LETTERS.index(letter), column, inspection)
    return Plan(SIZES[found], _accept(found, column, inspection) or 0, LETTERS[found])


def _accept(row: int, column: int, inspection: Inspection) -> int | None:
    """The acceptance number in a cell; None where an arrow stands."""
    step = row - ((14 if inspection == "normal" else 15) - column)
    if step == 0:
        # Two items are too few for tightened inspection: the standard sends letter A down there.
        return None if inspection == "tightened" and row == 0 else 0
    if step < 3:
        return None
    numbers = _ACCEPTANCE[inspection] + (_SMALL[inspection] if row <= _LAST_SMALL else ())
    return numbers[step - 3] if step - 3 < len(numbers) else None


def _arrow(row: int, column: int, inspection: Inspection) -> int:
    """Where the arrow of a cell leads: +1 down, −1 up."""
    step = row - ((14 if inspection == "normal" else 15) - column)
    if step <= 0 or step == 2:
        return 1
    return 1 if step == 1 and inspection == "tightened" else -1


def _follow(row: int, column: int, inspection: Inspection) -> int:
    last = len(SIZES) - (1 if inspection == "tightened" else 2)
    direction = _arrow(row, column, inspection) if _accept(row, column, inspection) is None else 0
    while _accept(row, column, inspection) is None:
        if not 0 <= row + direction <= last:
            direction = -direction
        row += direction
    return row
