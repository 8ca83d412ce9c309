"""Amounts, months and the minimum wage, by property."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.earnings import rules
from beanfield.platform.errors import Invalid

UNITS = st.integers(0, 100_000)
FEN = st.integers(0, 10_000_000)
PERMILLE = st.integers(1, 10_000)


@given(UNITS, FEN, PERMILLE)
def test_an_amount_is_whole_fen_rounded_half_up(units: int, rate: int, permille: int) -> None:
    exact = Fraction(units * rate * permille, 1000)
    amount = rules.line_amount(units, rate, permille)
    assert isinstance(amount, int)
    assert Fraction(-1, 2) < amount - exact <= Fraction(1, 2)


@given(UNITS, FEN, PERMILLE)
def test_more_work_never_earns_less(units: int, rate: int, permille: int) -> None:
    assert rules.line_amount(units + 1, rate, permille) >= rules.line_amount(units, rate, permille)


@given(st.integers(1, 1_000_000), st.integers(0, 40 * 24 * 3_600_000))
def test_the_minimum_grows_with_the_hours_up_to_a_whole_month(monthly: int, worked_ms: int) -> None:
    floor = rules.minimum_for(monthly, worked_ms)
    assert 0 <= floor <= monthly
    assert rules.minimum_for(monthly, worked_ms + 3_600_000) >= floor
    assert rules.minimum_for(monthly, 174 * 3_600_000) == monthly


@given(st.integers(0, 10**9), st.integers(-(10**6), 10**9))
def test_a_topped_up_month_reaches_the_minimum_and_no_more(floor: int, earned: int) -> None:
    more = rules.top_up(floor, earned)
    assert more >= 0
    assert earned + more == max(floor, earned)


@pytest.mark.parametrize(("monthly_yuan", "hourly_fen"), [(1950, 1121), (3500, 2011), (2376, 1366)])
def test_an_hour_of_a_monthly_wage_is_as_published(monthly_yuan: int, hourly_fen: int) -> None:
    """21.75 paid days of 8 hours: 11.21, 20.11 and 13.66 yuan."""
    assert rules.minimum_for(monthly_yuan * 100, 3_600_000) == hourly_fen


@given(st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))
def test_every_instant_is_in_the_month_that_it_is_said_to_be_in(instant: datetime) -> None:
    month = rules.month_of(instant)
    assert rules.start_of(month) <= instant < rules.start_of(rules.next_month(month))
    assert rules.parse_month(rules.month_name(month)) == month


def test_a_month_begins_at_midnight_in_the_centres() -> None:
    assert rules.month_of(datetime(2026, 10, 31, 15, 59, tzinfo=UTC)) == date(2026, 10, 1)
    assert rules.month_of(datetime(2026, 10, 31, 16, 0, tzinfo=UTC)) == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-1", "26-01", "2026-01-01", "２０２６-０１"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        rules.parse_month(text)


@given(st.lists(st.integers(-50, 50), max_size=6), st.integers(-60, 60))
def test_the_newest_rate_that_has_begun_holds(starts: list[int], at: int) -> None:
    origin = datetime(2026, 1, 1, tzinfo=UTC)
    versions = [(number, origin + timedelta(days=day)) for number, day in enumerate(starts, start=1)]
    found = rules.in_force(versions, origin + timedelta(days=at))
    begun = [number for number, day in enumerate(starts, start=1) if day <= at]
    assert found == (begun[-1] if begun else None)


def test_who_worked_on_it_made_it_or_checked_it_has_a_part() -> None:
    part = rules.Part(1, 2, frozenset({3}), frozenset({4}))
    assert [rules.has_part(part, person) for person in range(1, 6)] == [True, True, True, True, False]
