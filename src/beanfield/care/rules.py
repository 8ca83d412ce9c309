"""Pure decisions of the growth space."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

#: The clock of the centres.
ZONE: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
#: How far ahead guardians see slots, in days.
AHEAD: Final = 28
#: The most days that slots are made for at once.
MOST_DAYS: Final = 370


def today(now: datetime) -> date:
    """The centres' day of an instant."""
    return now.astimezone(ZONE).date()


def days_of(first: date, last: date, weekdays: list[int]) -> list[date]:
    """The days from `first` to `last`, both included, that fall on one of the weekdays (1: Monday)."""
    span = (last - first).days + 1
    return [
        day for day in (first + timedelta(days=n) for n in range(span)) if day.isoweekday() in set(weekdays)
    ]


def clock(text: str) -> time:
    """`16:30` as a time."""
    return time.fromisoformat(text)
