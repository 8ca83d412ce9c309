"""Which numbers are withheld: small ones, and as many others as keep the small ones from being worked out.

The table has a column for each indicator, a place for each centre and, last, the total of all. A share's
column lies `within` another one: its numbers are parts of the numbers there. What a reader knows: the open
numbers, that a column's places sum to its total, that a part is no larger than its whole, that no number is
negative. A withheld number is *exposed* when these leave it one value only. (Complementary cell
suppression: Hundepool et al., Statistical Disclosure Control, 2012, chapter 4.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Final

from msgspec import Struct

#: The clock of the centres.
ZONE: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
#: Numbers below this are withheld (ONS publishes research counts from 10 on).
LEAST: Final = 10


class Column(Struct, frozen=True):
    """The true numbers of an indicator and how many people each comes from; the last place is the total."""

    numbers: tuple[int, ...]
    people: tuple[int, ...]
    within: str | None = None


def withheld(columns: Mapping[str, Column], least: int = LEAST) -> dict[str, frozenset[int]]:
    """Column → its withheld places. A column stands after the one that it lies within."""
    hidden: dict[str, set[int]] = {}
    for code, column in columns.items():
        hidden[code] = _small(column, columns, least)
    _follow(columns, hidden)
    while (found := _first_exposed(columns, hidden)) is not None:
        hidden[found].add(_next_to_hide(columns[found], hidden[found]))
        _follow(columns, hidden)
    return {code: frozenset(places) for code, places in hidden.items()}


def _small(column: Column, columns: Mapping[str, Column], least: int) -> set[int]:
    """Places whose number, or whose rest of the whole, comes from too few."""
    wholes = columns[column.within].numbers if column.within else None
    return {
        place
        for place, (number, people) in enumerate(zip(column.numbers, column.people, strict=True))
        if min(number, people) < least or (wholes is not None and wholes[place] - number < least)
    }


def _follow(columns: Mapping[str, Column], hidden: dict[str, set[int]]) -> None:
    """A part of a withheld whole is withheld: it would tell the least that the whole can be."""
    for code in hidden:
        whole = columns[code].within
        if whole is not None:
            hidden[code] |= hidden[whole]


def _first_exposed(columns: Mapping[str, Column], hidden: Mapping[str, set[int]]) -> str | None:
    return next((code for code in columns if exposed(code, columns, hidden)), None)


def exposed(code: str, columns: Mapping[str, Column], hidden: Mapping[str, set[int]]) -> bool:
    """Can any withheld number of the column be worked out? False while its total is withheld."""
    column, places = columns[code], hidden[code]
    total = len(column.numbers) - 1
    if total in places or not places:
        return False
    left = column.numbers[total] - sum(_open(column, places))
    if column.within is None:
        return len(places) == 1 or left == 0
    whole = columns[column.within]
    unknown = hidden[column.within]  # their wholes are known by their sum only, and to be two or more
    most = [whole.numbers[place] for place in places - unknown]
    group = whole.numbers[total] - sum(_open(whole, unknown)) if unknown else 0
    if unknown and min(left, group) == 0:
        return True
    room = sum(most) + group
    return any(max(0, left - (room - cap)) == min(left, cap) for cap in most)


def _open(column: Column, hidden: set[int]) -> Sequence[int]:
    return [number for place, number in enumerate(column.numbers[:-1]) if place not in hidden]


def _next_to_hide(column: Column, hidden: set[int]) -> int:
    """The smallest open centre while two stay open, else the total: totals alone compare nothing."""
    total = len(column.numbers) - 1
    shown = [place for place in range(total) if place not in hidden]
    return total if len(shown) < 3 else min(shown, key=lambda place: (column.numbers[place], place))


def today(now: datetime) -> date:
    """The centres' day of an instant."""
    return now.astimezone(ZONE).date()


def end_of(day: date) -> datetime:
    """The instant at which a day of the centres is over."""
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=ZONE)
