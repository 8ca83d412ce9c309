"""The nouns of impact, as they cross the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

Gender = Literal["female", "male", "other"]
Education = Literal["primary", "middle", "secondary", "junior_college", "bachelor", "postgraduate"]
Kind = Literal["count", "share", "median"]
Unit = Literal["people", "certificates", "lots"]
BirthYear = Annotated[int, Meta(ge=1900, le=2100)]


class NewFact(Struct):
    """What holds about a person from a day on; null where they have not said.

    `left_on`: the first day that they are no longer employed. A correction has the first day of what it
    corrects.
    """

    from_date: date
    hired_on: date
    left_on: date | None = None
    gender: Gender | None = None
    education: Education | None = None
    rural: bool | None = None
    birth_year: BirthYear | None = None


class Fact(Struct):
    """One record of a person; the first of a list is the newest."""

    id: int
    from_date: date
    hired_on: date
    left_on: date | None
    gender: Gender | None
    education: Education | None
    rural: bool | None
    birth_year: BirthYear | None
    recorded_by_name: str | None
    recorded_at: datetime


class PersonFacts(Struct):
    """Someone of a centre with what holds about them today; null: nothing is on record."""

    person_id: int
    person_name: str
    left_at: datetime | None
    fact: Fact | None


class Words(Struct):
    """A text in both languages."""

    zh: str
    en: str


class IndicatorShown(Struct):
    """What a figure means. `within`: the indicator whose number a share is taken of."""

    code: str
    kind: Kind
    unit: Unit
    within: str | None
    title: Words
    definition: Words


class Figure(Struct):
    """One indicator in one place; all null: withheld, for it or another number would tell of too few people.

    `number` is the count. `share` = number ÷ the number of `within`. `value`: a median in fen, rounded to
    a yuan, over `number` people.
    """

    number: int | None = None
    share: float | None = None
    value: int | None = None


class ProgrammeRow(Struct):
    """A centre, or (without one) the whole programme."""

    centre_id: int | None
    name: Words
    county: str
    figures: dict[str, Figure]


class Programme(Struct):
    """The figures at the end of a day. Numbers below `least` are withheld, and what would give them away."""

    as_of: date
    least: int
    indicators: list[IndicatorShown]
    rows: list[ProgrammeRow]
