"""How fast the work goes and when it will be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beanfield.production.model import Counts, HourProgress, Pipeline
from beanfield.production.project_rules import answers_missing, finish_at, speed

NOW = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
THIS_HOUR = NOW.replace(minute=0)


def worked(*answers: int) -> list[HourProgress]:
    """The last hours, the present one last."""
    first = THIS_HOUR - timedelta(hours=len(answers) - 1)
    return [HourProgress(first + timedelta(hours=n), count, 0) for n, count in enumerate(answers)]


def test_speed_is_the_mean_of_the_last_six_hours_that_were_worked_and_are_over() -> None:
    assert speed(worked(900, 10, 20, 30, 0, 0, 40, 50, 60, 999), NOW) == 35.0


def test_the_hour_that_runs_counts_by_its_part_when_there_is_no_other() -> None:
    assert speed(worked(0, 0, 15), NOW) == 30.0


def test_there_is_no_speed_without_work() -> None:
    assert speed(worked(0, 0, 0), NOW) is None
    assert finish_at(10, None, [], NOW) is None


def test_half_an_hour_of_work_is_done_in_half_an_hour() -> None:
    assert finish_at(30, 60.0, worked(60, 60), NOW) == NOW + timedelta(minutes=30)


def test_work_goes_on_in_the_usual_hours_only() -> None:
    usual = worked(*([60] * 8), *([0] * 16))  # eight hours up to sixteen hours ago; night now
    end = finish_at(60, 60.0, usual, NOW)
    assert end is not None
    assert end == THIS_HOUR + timedelta(hours=2)  # the first of the eight hours begins in half an hour


def test_open_items_want_as_many_answers_as_the_overlap() -> None:
    assert answers_missing(Counts(open=10, returned=2, review=5), Pipeline(overlap=3)) == 32


@given(
    st.integers(1, 2_000_000),
    st.floats(0.5, 5000),
    st.lists(st.integers(0, 50), min_size=1, max_size=48),
    st.integers(1, 1000),
)
def test_more_work_never_ends_sooner(missing: int, per_hour: float, answers: list[int], more: int) -> None:
    hours = worked(*answers)
    sooner = finish_at(missing, per_hour, hours, NOW)
    later = finish_at(missing + more, per_hour, hours, NOW)
    if sooner is None:
        assert later is None
    else:
        assert sooner > NOW
        assert later is None or later >= sooner
