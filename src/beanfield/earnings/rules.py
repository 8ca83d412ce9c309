"""Pure decisions of pay: amounts, months, the minimum wage, who answers an appeal. Money is whole fen."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from msgspec import Struct

from beanfield.platform.errors import Invalid

#: Where the centres' days and months begin.
ZONE: Final = timezone(timedelta(hours=8), "Asia/Shanghai")

#: Paid days of an average month × hours of a day (人社部发〔2025〕2号: 21.75): the hours of a whole month.
FULL_MONTH_HOURS: Final = 174

_MONTH: Final = re.compile(r"^(20\d\d)-(0[1-9]|1[0-2])$")


def line_amount(units: int, rate_fen: int, coefficient_permille: int) -> int:
    """What a line earns: units × rate × coefficient, half a fen and more counts as one.

    The database computes the same and refuses any other amount (`entry_follows_its_rate`).
    """
    return (units * rate_fen * coefficient_permille + 500) // 1000


def month_of(instant: datetime) -> date:
    """The first day of the centres' month that an instant falls in."""
    return instant.astimezone(ZONE).date().replace(day=1)


def parse_month(text: str) -> date:
    """`2026-11` as its first day.

    Raises:
        Invalid: it names no month.
    """
    match = _MONTH.match(text)
    if match is None:
        raise Invalid("month_malformed", month=text[:20])
    return date(int(match[1]), int(match[2]), 1)


def month_name(month: date) -> str:
    """`2026-11`."""
    return f"{month:%Y-%m}"


def next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def start_of(day: date) -> datetime:
    """The instant at which a day begins in the centres."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE).astimezone(UTC)


def minimum_for(monthly_fen: int, worked_ms: int) -> int:
    """The least that a month's work may earn: the monthly minimum by the share of a whole month worked.

    Above a whole month's hours it does not grow: overtime is premium pay, which the law tests apart. Half-up.
    """
    whole = FULL_MONTH_HOURS * 3_600_000
    return (2 * monthly_fen * min(worked_ms, whole) + whole) // (2 * whole)


def top_up(floor_fen: int, earned_fen: int) -> int:
    """What is missing to the minimum."""
    return max(0, floor_fen - earned_fen)


def hourly(amount_fen: float, seconds: float) -> int | None:
    """Fen an hour, half-up; None where no time was measured."""
    return None if seconds <= 0 else int(amount_fen * 3600 / seconds + 0.5)


class Part(Struct, frozen=True):
    """Who had a part in what an appealed line pays for."""

    person_id: int
    made_by: int | None
    annotated: frozenset[int]
    reviewed: frozenset[int]


def has_part(part: Part, answerer: int) -> bool:
    """May this person not answer the appeal, because it is about their own work, verdict or money?"""
    return (
        answerer in {part.person_id, part.made_by} or answerer in part.annotated or answerer in part.reviewed
    )


def repeated(levels: Collection[float]) -> bool:
    """Is a level named twice?"""
    return len(set(levels)) != len(levels)


def in_force(starts: Sequence[tuple[int, datetime]], at: datetime) -> int | None:
    """Of rate versions (version, from) the one that holds at an instant: the newest of those begun."""
    begun = [version for version, start in starts if start <= at]
    return max(begun, default=None)
