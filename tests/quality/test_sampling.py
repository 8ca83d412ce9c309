"""Sampling plans against the standard's tables."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.quality.sampling import (
    AQLS,
    LETTERS,
    Inspection,
    Level,
    Plan,
    aql_plan,
    code_letter,
    letter_plan,
    zero_acceptance,
)

COLUMNS = (0.10, 0.15, 0.25, 0.40, 0.65, 1.0, 1.5, 2.5, 4.0, 6.5, 10.0)
#: n/Ac by code letter, ISO 2859-1 table 2-A (normal), arrows followed.
NORMAL = """
A 125/0 80/0 50/0 32/0 20/0 13/0 8/0 5/0 3/0 2/0 5/1
B 125/0 80/0 50/0 32/0 20/0 13/0 8/0 5/0 3/0 2/0 5/1
C 125/0 80/0 50/0 32/0 20/0 13/0 8/0 5/0 3/0 8/1 5/1
D 125/0 80/0 50/0 32/0 20/0 13/0 8/0 5/0 13/1 8/1 8/2
E 125/0 80/0 50/0 32/0 20/0 13/0 8/0 20/1 13/1 13/2 13/3
F 125/0 80/0 50/0 32/0 20/0 13/0 32/1 20/1 20/2 20/3 20/5
G 125/0 80/0 50/0 32/0 20/0 50/1 32/1 32/2 32/3 32/5 32/7
H 125/0 80/0 50/0 32/0 80/1 50/1 50/2 50/3 50/5 50/7 50/10
J 125/0 80/0 50/0 125/1 80/1 80/2 80/3 80/5 80/7 80/10 80/14
K 125/0 80/0 200/1 125/1 125/2 125/3 125/5 125/7 125/10 125/14 125/21
L 125/0 315/1 200/1 200/2 200/3 200/5 200/7 200/10 200/14 200/21 125/21
M 500/1 315/1 315/2 315/3 315/5 315/7 315/10 315/14 315/21 200/21 125/21
N 500/1 500/2 500/3 500/5 500/7 500/10 500/14 500/21 315/21 200/21 125/21
P 800/2 800/3 800/5 800/7 800/10 800/14 800/21 500/21 315/21 200/21 125/21
Q 1250/3 1250/5 1250/7 1250/10 1250/14 1250/21 800/21 500/21 315/21 200/21 125/21
R 2000/5 2000/7 2000/10 2000/14 2000/21 1250/21 800/21 500/21 315/21 200/21 125/21
"""
#: The same of table 2-B (tightened).
TIGHTENED = """
A 200/0 125/0 80/0 50/0 32/0 20/0 13/0 8/0 5/0 3/0 8/1
B 200/0 125/0 80/0 50/0 32/0 20/0 13/0 8/0 5/0 3/0 8/1
C 200/0 125/0 80/0 50/0 32/0 20/0 13/0 8/0 5/0 13/1 8/1
D 200/0 125/0 80/0 50/0 32/0 20/0 13/0 8/0 20/1 13/1 8/1
E 200/0 125/0 80/0 50/0 32/0 20/0 13/0 32/1 20/1 13/1 13/2
F 200/0 125/0 80/0 50/0 32/0 20/0 50/1 32/1 20/1 20/2 20/3
G 200/0 125/0 80/0 50/0 32/0 80/1 50/1 32/1 32/2 32/3 32/5
H 200/0 125/0 80/0 50/0 125/1 80/1 50/1 50/2 50/3 50/5 50/8
J 200/0 125/0 80/0 200/1 125/1 80/1 80/2 80/3 80/5 80/8 80/12
K 200/0 125/0 315/1 200/1 125/1 125/2 125/3 125/5 125/8 125/12 125/18
L 200/0 500/1 315/1 200/1 200/2 200/3 200/5 200/8 200/12 200/18 125/18
M 800/1 500/1 315/1 315/2 315/3 315/5 315/8 315/12 315/18 200/18 125/18
N 800/1 500/1 500/2 500/3 500/5 500/8 500/12 500/18 315/18 200/18 125/18
P 800/1 800/2 800/3 800/5 800/8 800/12 800/18 500/18 315/18 200/18 125/18
Q 1250/2 1250/3 1250/5 1250/8 1250/12 1250/18 800/18 500/18 315/18 200/18 125/18
R 2000/3 2000/5 2000/8 2000/12 2000/18 1250/18 800/18 500/18 315/18 200/18 125/18
"""


def cells() -> list[tuple[str, float, Inspection, str]]:
    found: list[tuple[str, float, Inspection, str]] = []
    tables: tuple[tuple[Inspection, str], ...] = (("normal", NORMAL), ("tightened", TIGHTENED))
    for inspection, table in tables:
        for line in table.split("\n"):
            if line:
                letter, *plans = line.split()
                found += [(letter, aql, inspection, plan) for aql, plan in zip(COLUMNS, plans, strict=True)]
    return found


@pytest.mark.parametrize(("letter", "aql", "inspection", "plan"), cells())
def test_every_cell_of_the_tables(letter: str, aql: float, inspection: Inspection, plan: str) -> None:
    found = letter_plan(letter, aql, inspection)
    assert f"{found.size}/{found.accept}" == plan


@pytest.mark.parametrize(
    ("lot", "level", "aql", "letter", "size", "accept"),
    [
        (1000, "II", 1.0, "J", 80, 2),
        (500, "II", 1.0, "H", 50, 1),
        (5000, "II", 2.5, "L", 200, 10),
        (600_000, "II", 1.0, "Q", 1250, 21),
        (100_000, "S-4", 0.65, "J", 80, 1),
    ],
)
def test_worked_examples(lot: int, level: Level, aql: float, letter: str, size: int, accept: int) -> None:
    assert aql_plan(lot, aql, level) == Plan(size, accept, letter)


@pytest.mark.parametrize(
    ("level", "aql", "size", "accept"),
    [
        ("S-4", 0.65, 80, 1),
        ("S-3", 0.65, 20, 0),
        ("S-4", 0.40, 125, 1),
        ("S-3", 0.40, 32, 0),
        ("S-4", 0.25, 50, 0),
        ("S-4", 0.15, 80, 0),
    ],
)
def test_the_published_plans_for_large_lots(level: Level, aql: float, size: int, accept: int) -> None:
    """Jenkins et al. 2023 for ISO 2859-1:1999, lots of 35,001 to 500,000."""
    plan = aql_plan(100_000, aql, level)
    assert (plan.size, plan.accept) == (size, accept)


def test_a_sample_is_never_larger_than_the_lot() -> None:
    assert aql_plan(10, 1.0) == Plan(10, 0, "E")
    assert zero_acceptance(0.03, lot=40) == Plan(40, 0)


@pytest.mark.parametrize(("share", "size"), [(0.05, 59), (0.03, 99), (0.02, 149), (0.01, 299), (0.005, 598)])
def test_zero_acceptance_sizes(share: float, size: int) -> None:
    assert zero_acceptance(share) == Plan(size, 0)


@given(st.floats(0.001, 0.5), st.floats(0.5, 0.999))
def test_a_zero_acceptance_plan_keeps_its_promise_and_is_the_smallest(
    share: float, confidence: float
) -> None:
    plan = zero_acceptance(share, confidence)
    assert (1 - share) ** plan.size <= 1 - confidence + 1e-9
    assert plan.size == 1 or (1 - share) ** (plan.size - 1) > 1 - confidence - 1e-9


@pytest.mark.parametrize(
    ("letter", "aql", "at", "chance"),
    [("H", 1.0, 0.0333, 0.5), ("K", 1.0, 0.0527, 0.1), ("L", 2.5, 0.0312, 0.95)],
)
def test_what_a_plan_really_lets_pass(letter: str, aql: float, at: float, chance: float) -> None:
    assert letter_plan(letter, aql).passes(at) == pytest.approx(chance, abs=3e-3)
    assert letter_plan(letter, aql).share_passing(chance) == pytest.approx(at, abs=1e-4)


@given(st.integers(2, 10**6), st.sampled_from(AQLS), st.sampled_from(["I", "II", "III", "S-1", "S-4"]))
def test_there_is_a_plan_for_every_lot(lot: int, aql: float, level: Level) -> None:
    both: tuple[Inspection, ...] = ("normal", "tightened")
    for inspection in both:
        plan = aql_plan(lot, aql, level, inspection)
        assert 0 < plan.size <= lot
        assert plan.letter is not None
        assert plan.letter in LETTERS
    assert math.isclose(aql_plan(lot, aql, level).passes(0.0), 1.0)


def test_what_is_no_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="AQL"):
        letter_plan("J", 0.7)
    with pytest.raises(ValueError, match="two items"):
        code_letter(1)
    with pytest.raises(ValueError, match="between"):
        zero_acceptance(0.0)
