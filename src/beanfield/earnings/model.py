"""The nouns of pay, as they cross the wire. Amounts are whole fen (1 yuan = 100 fen), currency CNY."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

Unit = Literal["item", "object"]
EntryKind = Literal["annotate", "review", "adjudicate", "correction", "top_up"]
PaidTask = Literal["annotate", "review", "adjudicate"]
AppealState = Literal["open", "granted", "refused"]
Verdict = Literal["granted", "refused"]
Fen = Annotated[int, Meta(ge=0, le=10_000_000)]
Text = Annotated[str, Meta(min_length=1, max_length=2000)]


class RateLevel(Struct):
    """From this level of the rate's skill on, the coefficient in thousandths."""

    level: Annotated[float, Meta(ge=0, le=1000)]
    permille: Annotated[int, Meta(ge=1, le=10_000)]


class Rate(Struct):
    """One version of what work in a project earns. `in_force`: it is the one that holds now."""

    version: int
    from_at: datetime
    unit: Unit
    annotate_fen: int
    review_fen: int
    adjudicate_fen: int
    currency: str
    skill: str | None
    levels: list[RateLevel]
    note: str
    created_by_name: str | None
    created_at: datetime
    in_force: bool
    expected: list[ExpectedPay]


class NewRate(Struct):
    """`from_at` null: from now on. A project's first version may begin in the past, later ones may not."""

    unit: Unit
    annotate_fen: Fen
    review_fen: Fen = 0
    adjudicate_fen: Fen = 0
    from_at: datetime | None = None
    skill: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    levels: Annotated[list[RateLevel], Meta(max_length=20)] = []
    note: Annotated[str, Meta(max_length=500)] = ""


class ExpectedPay(Struct):
    """What an hour of a task is likely to earn: from the rate and the usual time and number of objects."""

    project_id: int
    task: PaidTask
    rate_fen: int
    unit: Unit
    coefficient_permille: int
    seconds: float | None
    hourly_fen: int | None


class LineAppeal(Struct):
    """An appeal as its line shows it."""

    id: int
    state: AppealState
    text: str
    at: datetime
    answer: str | None
    answered_by_name: str | None
    answered_at: datetime | None


class Line(Struct):
    """One line of pay and how it came about: amount = units × rate × coefficient, half-up to a fen."""

    id: int
    at: datetime
    kind: EntryKind
    project_id: int | None
    project_name: str | None
    item_name: str | None
    unit: Unit | None
    units: int | None
    rate_version: int | None
    rate_fen: int | None
    coefficient_permille: int | None
    amount_fen: int
    corrects: int | None
    note: str
    statement_id: int | None
    appeal: LineAppeal | None = None


class PayDay(Struct):
    """What one day brought."""

    date: date
    amount_fen: int
    lines: int


class StatementRow(Struct):
    """A closed month of one person."""

    id: int
    month: str
    centre_id: int
    person_id: int
    person_name: str
    work_fen: int
    correction_fen: int
    top_up_fen: int
    gross_fen: int
    floor_fen: int
    worked_ms: int
    lines: int
    closed_at: datetime


class MyPay(Struct):
    """A person's pay: today, this month so far, and the months that are closed."""

    month: str
    today_fen: int
    month_fen: int
    month_lines: int
    worked_ms: int
    currency: str
    days: list[PayDay]
    statements: list[StatementRow]


class NewAppeal(Struct):
    """Why a person does not agree with a line."""

    entry_id: int
    text: Text


class Appeal(Struct):
    """An appeal as those who answer see it. `may_answer`: the reader had no part in it."""

    id: int
    project_id: int
    project_name: str
    person_name: str
    line: Line
    text: str
    at: datetime
    state: AppealState
    may_answer: bool
    answer: str | None
    answered_by_name: str | None
    answered_at: datetime | None
    correction_fen: int | None


class AppealAnswer(Struct):
    """`amount_fen` is what the line should have been, for a granted appeal: more than it is."""

    verdict: Verdict
    text: Text
    amount_fen: Fen | None = None


class MinimumWage(Struct):
    """The minimum wage of a county from a date on."""

    id: int
    county: str
    from_date: date
    monthly_fen: int
    hourly_fen: int
    source: str
    recorded_by_name: str | None
    recorded_at: datetime


class NewMinimumWage(Struct):
    """A row for the county of a centre. `source` says where it was published."""

    from_date: date
    monthly_fen: Annotated[int, Meta(gt=0, le=10_000_000)]
    hourly_fen: Annotated[int, Meta(gt=0, le=1_000_000)]
    source: Text


class MonthPerson(Struct):
    """One person's month: what they earned, and the least that the law asks for the hours measured."""

    person_id: int
    person_name: str
    work_fen: int
    correction_fen: int
    worked_ms: int
    floor_fen: int | None
    top_up_fen: int | None
    gross_fen: int
    hourly_fen: int | None
    lines: int
    statement_id: int | None


class PayMonth(Struct):
    """A centre's month, open (as it stands now) or closed (frozen)."""

    centre_id: int
    month: str
    state: Literal["open", "closed"]
    county: str
    minimum_wage: MinimumWage | None
    may_close_from: datetime
    open_appeals: int
    people: list[MonthPerson]
    closed_by_name: str | None = None
    closed_at: datetime | None = None


class Statement(Struct):
    """A closed month of a person, with the minimum that it was held against."""

    row: StatementRow
    centre_zh: str
    centre_en: str
    minimum_wage: MinimumWage
