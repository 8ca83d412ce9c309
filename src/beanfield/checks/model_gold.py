"""The nouns of gold, skill and feedback, as they cross the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Raw, Struct

from beanfield.annotation.document import Document
from beanfield.annotation.naming import Title
from beanfield.production.model import Defect, MediaKind

GoldState = Literal["active", "suspected", "retired"]
Reason = Annotated[str, Meta(max_length=500)]


class NewGold(Struct):
    """Make an item gold, or say what else is right of it: a document, or an answer that was handed in."""

    item_id: int
    document: Document | None = None
    annotation_id: UUID | None = None
    reason: Reason = ""


class GoldFromWork(Struct):
    """Make gold of up to `count` items by chance: accepted after review, or decided by adjudication."""

    count: Annotated[int, Meta(ge=1, le=1000)]
    of: Literal["accepted", "adjudicated"] = "accepted"


class GoldMade(Struct):
    made: int


class GoldVerdict(Struct):
    """What becomes of gold. `right` names an answer that is right too, `withdraw` known ones that are wrong.

    Where answers were right or wrong after all, everyone's marks for the item are made good.
    """

    state: Literal["active", "retired"]
    reason: Reason = ""
    right: UUID | None = None
    withdraw: list[int] = []


class GoldRow(Struct):
    """A gold item: how many (and which share of those assigned) saw it, how many answers passed."""

    item_id: int
    name: str
    state: GoldState
    answers: int
    seen: int
    seen_share: float
    graded: int
    passed: int
    likeness: float | None
    made_at: datetime
    why: str | None


class GoldOverview(Struct):
    """The project's gold at a glance."""

    active: int
    suspected: int
    retired: int
    assigned: int
    graded: int
    passed: int


class GoldAnswer(Struct):
    """An answer that counts, or counted, as right."""

    id: int
    source: str
    by_name: str | None
    created_at: datetime
    withdrawn_at: datetime | None
    document: Raw


class GoldTry(Struct):
    """What somebody answered, and how alike it is to what is known."""

    annotation_id: UUID
    person_id: int
    person_name: str
    likeness: float
    skill: float | None
    at: datetime
    document: Raw


class GoldEvent(Struct):
    what: str
    reason: str
    by_name: str | None
    at: datetime


class GoldDetail(Struct):
    """A gold item in full, for those who keep it."""

    item_id: int
    name: str
    state: GoldState
    content: Raw
    schema: Raw
    answers: list[GoldAnswer]
    tries: list[GoldTry]
    events: list[GoldEvent]


class SkillRow(Struct, rename={"class_": "class"}):
    """The share of right work, its interval (95 %), everyone's average; class null: all of the kind.

    `title` of the class is that of the newest schema of a project where the person was checked.
    """

    kind: str
    class_: str | None
    title: Title | None
    mean: float
    low: float
    high: float
    trials: float
    average: float


class SkillDay(Struct):
    kind: str
    day: date
    mean: float
    low: float
    high: float


class CurvePoint(Struct):
    """After so many checked answers: the share of the last ones that was right, and the fitted curve."""

    answers: int
    share: float
    fitted: float


class Suspected(Struct):
    """What looks unlike honest work: a reason to look, no verdict. `examples` are items."""

    what: str
    project_id: int
    project_name: str
    other_name: str | None
    count: int
    examples: list[int]
    seen_at: datetime


class PersonQuality(Struct):
    """A person's figures as of last midnight: the same for them and for their leader.

    `falling`: recent work is worse than theirs was (an alarm that is false once in 5,000 answers).
    """

    person_id: int
    name: str
    upto: datetime
    checked: int
    skills: list[SkillRow]
    days: list[SkillDay]
    curve: list[CurvePoint]
    falling: bool


class LeaderQuality(PersonQuality):
    """The same, with what only those who answer for the person see."""

    suspicions: list[Suspected] = []


class FeedbackRow(Struct):
    """An answer of which a person is told what differed. `source`: an expert's answer, or a review."""

    annotation_id: UUID
    project_id: int
    project_name: str
    item_name: str
    source: Literal["expert", "fix", "return"]
    likeness: float | None
    at: datetime


class Mismatch(Struct, omit_defaults=True):
    """One way in which an answer differs: the object in each, and what is the matter with it."""

    what: Literal["missing", "spurious", "wrong_class", "moved", "attributes", "answer", "relations"]
    own_id: str | None = None
    right_id: str | None = None
    own_class: str | None = None
    right_class: str | None = None
    field: str | None = None
    likeness: float | None = None


class Feedback(FeedbackRow):
    """Both answers side by side. `right` is null where a reviewer named faults and drew nothing."""

    media: MediaKind
    content: Raw
    schema: Raw
    own: Raw
    right: Raw | None
    mismatches: list[Mismatch]
    comment: str
    defects: list[Defect]
