"""Nouns of the reports of quality, as they are kept and as they cross the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from beanfield.annotation.naming import Title
from beanfield.checks.model_rules import Estimate
from beanfield.production.model import ItemState

Measure = Literal["nominal", "ordinal", "interval", "similarity", "objects"]


class Agreement(Struct):
    """How far people agree on a question, or on objects.

    Alpha of the level of measurement; of `similarity` alpha over how alike two answers are; of `objects` the
    F1 of pairs of people. With a 95 % bootstrap interval over `units`; `items` are those that agree least.
    """

    name: str
    measure: Measure
    value: float | None
    low: float | None
    high: float | None
    units: int
    items: list[int] = []


class Cell(Struct):
    """`count` answers said `said` where `right` was right; an empty name stands for nothing marked."""

    right: str
    said: str
    count: int
    items: list[int]


class Confusion(Struct):
    """What was taken for what: of one question, or of the objects' classes (name empty)."""

    name: str
    labels: list[str]
    cells: list[Cell]


class ClassRow(Struct):
    """How a class or an option fares against what is right: the merged answer, or a reviewer's correction."""

    of: str  # the question; empty for classes of objects
    name: str
    right: int
    missed: int
    spurious: int
    f1: float
    items: list[int]


class WeakSpot(Struct):
    """A rule of the guide that people stumble over: a class or a question."""

    rule: str
    disputes: int
    questions: int
    returns: int
    items: list[int]


class Behind(Struct):
    """A figure of a person and the latest items behind it, those that went wrong where that can be said."""

    figure: Estimate
    items: list[int]


class PersonRow(Struct):
    """A person's figures in the project; null where nothing is known.

    `speed` is the median time over the project's. `paused_by` names a rule.
    """

    person_id: int
    name: str
    answers: int
    gold: Behind | None = None
    consensus: Behind | None = None
    returns: Behind | None = None
    speed: Behind | None = None
    skips: Behind | None = None
    suspicion: Behind | None = None
    paused_by: str | None = None
    review_share: float | None = None
    day_cap: int | None = None


class ReviewerRow(Struct):
    """A reviewer: `reversed` is the share of verdicts that the next reviewer turned over, `gold` the share
    that fits the known answer, `returned` the share not passed."""

    person_id: int
    name: str
    reviews: int
    returned: float
    seconds: float | None
    reversed: Behind | None = None
    gold: Behind | None = None


class Bar(Struct):
    """Items whose confidence lies between `low` and `high`."""

    low: float
    high: float
    items: int


class Report(Struct):
    """The quality of a project as of `at`; null while none was made.

    Agreement and confusions rest on `items` items of those with several answers (all, or a sample), and
    confusions also on `fixes` corrections by reviewers.
    """

    at: datetime | None = None
    items: int = 0
    opinions: int = 0
    fixes: int = 0
    titles: dict[str, Title] = {}
    gold: Estimate | None = None
    agreement: list[Agreement] = []
    confusion: list[Confusion] = []
    classes: list[ClassRow] = []
    weak_spots: list[WeakSpot] = []
    confidence: list[Bar] = []
    people: list[PersonRow] = []
    reviewers: list[ReviewerRow] = []


class Disputed(Struct):
    """An item about which its people differ, or that nobody is sure of."""

    id: int
    name: str
    state: ItemState
    answers: int
    confidence: float
    agreement: float
    worth: float
    doubtful: list[str]  # the parts that are least sure
