"""Items, their answers and reviews, and how far they are."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from beanfield.production.model.projects import Counts
from beanfield.production.model.words import DefectClass, ItemState, Severity, Verdict


class ItemRow(Struct):
    id: int
    name: str
    state: ItemState
    lot_id: int | None
    priority: int
    overlap: int
    answered: int
    confidence: float | None
    changed_at: datetime


class AnnotationRow(Struct):
    id: UUID
    person_id: int | None
    person_name: str | None
    kind: str
    document: Raw
    schema_version: int
    guide_version: int
    active_seconds: float
    submitted_at: datetime
    replaces: UUID | None


class Defect(Struct, omit_defaults=True, rename={"class_": "class"}):
    class_: DefectClass
    severity: Severity = "minor"
    object_id: str | None = None
    note: str = ""
    pin: dict[str, Any] | None = None


class ReviewRow(Struct):
    id: UUID
    annotation_id: UUID
    reviewer_id: int
    reviewer_name: str
    verdict: Verdict
    comment: str
    defects: list[Defect]
    at: datetime


class ItemDetail(ItemRow):
    content: Raw
    annotations: list[AnnotationRow]
    reviews: list[ReviewRow]
    result: UUID | None
    prelabel: Raw | None
    gold: Raw | None


class ItemFilter(Struct):
    """Which items of a project: all that fit everything that is given."""

    state: ItemState | None = None
    lot_id: int | None = None
    q: str = ""


class ItemChanges(Struct):
    """A change to many items at once: those named, or those that match.

    What is null or missing stays as it is, except that `lot_id` null takes items out of their lots. Of those
    that match, one call changes up to 10,000 that the change makes a difference to: call until none is left.
    """

    items: Annotated[list[int], Meta(min_length=1, max_length=10_000)] | None = None
    matching: ItemFilter | None = None
    priority: Annotated[int, Meta(ge=-1000, le=1000)] | None = None
    lot_id: int | UnsetType | None = UNSET
    excluded: bool | None = None


class Changed(Struct):
    """How many items a change made different."""

    changed: int


class PersonProgress(Struct):
    person_id: int
    name: str
    answers: int
    today: int
    active_seconds: float
    median_seconds: float | None
    returned: int
    reviewed: int
    last_at: datetime | None
    working_on: int | None


class HourProgress(Struct):
    at: datetime
    answers: int
    reviews: int


class Progress(Struct):
    counts: Counts
    active_people: int
    hours: list[HourProgress]  # the last 48
    people: list[PersonProgress]
    per_hour: float | None  # over the last working hours
    finish_at: datetime | None
