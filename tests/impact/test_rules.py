"""No withheld number can be worked out: checked with a solver that knows nothing of how they were chosen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from beanfield.impact import rules
from beanfield.impact.rules import Column, withheld

NUMBERS = st.integers(0, 9) | st.integers(8, 14) | st.integers(0, 60)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Column]:
    """Heads, two shares of them, and a count of its own, in one to five centres."""
    centres = draw(st.integers(1, 5))
    heads = draw(st.lists(NUMBERS, min_size=centres, max_size=centres))
    parts = [[draw(st.integers(0, whole)) for whole in heads] for _ in range(2)]
    lots = draw(st.lists(NUMBERS, min_size=centres, max_size=centres))
    return table(heads, parts[0], parts[1], lots)


def table(heads: list[int], women: list[int], college: list[int], lots: list[int]) -> dict[str, Column]:
    return {
        "heads": column(heads),
        "women": column(women, "heads"),
        "college": column(college, "heads"),
        "lots": column(lots),
    }


def column(numbers: list[int], within: str | None = None) -> Column:
    whole = (*numbers, sum(numbers))
    return Column(whole, whole, within)


class Reader:
    """What someone who sees the page knows of the withheld numbers, as linear constraints."""

    def __init__(self, columns: dict[str, Column], hidden: dict[str, frozenset[int]]) -> None:
        self.columns, self.hidden = columns, hidden
        self.cells = [(code, place) for code, places in hidden.items() for place in sorted(places)]
        self.at = {cell: number for number, cell in enumerate(self.cells)}
        self.lines: list[tuple[dict[tuple[str, int], float], float, float]] = []
        for code, each in columns.items():
            total = len(each.numbers) - 1
            self._know({(code, place): 1.0 for place in range(total)} | {(code, total): -1.0}, 0, 0)
            if each.within is not None:
                for place in range(total + 1):
                    self._know({(each.within, place): 1.0, (code, place): -1.0}, 0, np.inf)

    def _know(self, line: dict[tuple[str, int], float], low: float, high: float) -> None:
        """A sum lies between two bounds; open numbers go to the other side."""
        given_ = sum(
            factor * self.columns[code].numbers[place]
            for (code, place), factor in line.items()
            if (code, place) not in self.at
        )
        unknown = {cell: factor for cell, factor in line.items() if cell in self.at}
        if unknown:
            self.lines.append((unknown, low - given_, high - given_))

    def span(self, cell: tuple[str, int]) -> tuple[float, float]:
        """The smallest and the largest value that the cell can have; it is not looked for above 10,000."""
        matrix = np.zeros((max(1, len(self.lines)), len(self.cells)))
        low, high = np.full(len(matrix), -np.inf), np.full(len(matrix), np.inf)
        for number, (line, least, most) in enumerate(self.lines):
            low[number], high[number] = least, most
            for each, factor in line.items():
                matrix[number, self.at[each]] = factor
        known = LinearConstraint(matrix, low, high)
        ends = []
        for sign in (1.0, -1.0):
            aim = np.zeros(len(self.cells))
            aim[self.at[cell]] = sign
            whole: Any = np.ones(len(self.cells), dtype=int)
            bounds: Any = (np.zeros(len(self.cells)), np.full(len(self.cells), 10_000.0))
            found = milp(aim, constraints=known, integrality=whole, bounds=bounds)
            assert found.success, found.message
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]


@settings(deadline=None, max_examples=150)
@given(tables())
@example(table([30, 9], [20, 4], [12, 2], [0, 0]))  # one small centre beside a total
@example(table([40, 9, 9], [20, 9, 9], [20, 0, 0], [12, 0, 0]))  # the hidden ones are all or none
@example(table([40, 12, 30, 25], [20, 10, 20, 15], [40, 12, 30, 25], [10, 10, 9, 1]))
def test_from_all_that_is_published_no_withheld_number_can_be_worked_out(columns: dict[str, Column]) -> None:
    hidden = withheld(columns)
    reader = Reader(columns, hidden)
    for cell in reader.cells:
        low, high = reader.span(cell)
        assert low < high, (cell, low, columns, hidden)
        assert low <= columns[cell[0]].numbers[cell[1]] <= high


@given(tables())
def test_nothing_small_is_open_and_no_share_has_a_small_rest(columns: dict[str, Column]) -> None:
    hidden = withheld(columns)
    for code, each in columns.items():
        for place, number in enumerate(each.numbers):
            if place in hidden[code]:
                continue
            assert number >= rules.LEAST
            if each.within is not None:
                assert place not in hidden[each.within]
                assert columns[each.within].numbers[place] - number >= rules.LEAST


def test_what_is_large_enough_everywhere_is_all_open() -> None:
    columns = table([40, 50], [20, 30], [15, 25], [10, 99])
    assert not any(withheld(columns).values())


def test_one_small_centre_takes_the_smallest_other_with_it_and_leaves_the_total() -> None:
    columns = {"heads": column([4, 12, 30, 40])}
    assert withheld(columns)["heads"] == {0, 1}


def test_of_two_centres_the_larger_one_stays_and_the_total_goes() -> None:
    columns = {"heads": column([4, 30])}
    assert withheld(columns)["heads"] == {0, 2}


def test_a_count_from_too_few_people_is_withheld() -> None:
    held = {"certificates": Column((12, 30, 42), (3, 28, 31))}
    assert 0 in withheld(held)["certificates"]


def test_a_day_ends_at_midnight_in_the_centres() -> None:
    assert rules.end_of(date(2026, 11, 24)) == datetime(2026, 11, 24, 16, tzinfo=UTC)
    assert rules.today(datetime(2026, 11, 24, 16, tzinfo=UTC)) == date(2026, 11, 25)
