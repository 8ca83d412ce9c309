"""What an annotator and a checker send and receive."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Raw, Struct

from beanfield.annotation.document import Document
from beanfield.production.model.items import Defect
from beanfield.production.model.words import MediaKind, NoWorkReason, Pipeline, ProjectState, Task, Verdict


class HomeProject(Struct):
    """A project that a person may work on, and whether there is something to do."""

    id: int
    name: str
    media: MediaKind
    task: Task
    state: ProjectState
    waiting: int  # items open to this person, counted up to 1000
    returned: int
    reason: NoWorkReason | None
    median_seconds: float | None


class Today(Struct):
    items: int = 0
    objects: int = 0
    active_seconds: float = 0.0
    reviews: int = 0


class Home(Struct):
    projects: list[HomeProject]
    today: Today
    questions_open: int
    days: list[dict[str, Any]]  # the last 14: {date, items, active_seconds}


class Submission(Struct):
    """One finished answer; `id` is made by the client, so that a repeat is harmless."""

    id: UUID
    lease_id: int
    document: Any  # a Document; made one by one, so that a faulty one does not stop the others
    active_seconds: Annotated[float, Meta(ge=0)] | None = None  # of work done offline


class SkipRequest(Struct):
    lease_id: int
    reason: Literal["unreadable", "no_object", "outside_rules", "private", "other"]
    note: str = ""


class WorkRequest(Struct):
    """What is finished, what is given back, and how many leases the person wants to hold afterwards."""

    submit: Annotated[list[Submission], Meta(max_length=200)] = []
    skip: Annotated[list[SkipRequest], Meta(max_length=200)] = []
    hand_back: Annotated[list[int], Meta(max_length=200)] = []
    want: Annotated[int, Meta(ge=0, le=50)] = 1
    holding: Annotated[list[int], Meta(max_length=200)] = []  # leases whose content the client already has


class Outcome(Struct, omit_defaults=True):
    """What became of one submission, skip or hand-back."""

    id: UUID | int
    status: Literal["done", "repeated", "refused", "late"]
    problem: dict[str, Any] | None = None  # as in a problem document


class Returned(Struct):
    """Why an item came back, and what was handed in."""

    comment: str
    defects: list[Defect]
    document: Raw
    reviewer_name: str


class Lease(Struct):
    """All that the workbench needs for one item."""

    id: int
    item_id: int
    name: str
    task: Task
    until: datetime
    content: Raw
    schema_version: int
    guide_version: int
    rework: bool = False
    prelabel: Raw | None = None
    draft: Raw | None = None
    draft_revision: int = 0
    active_seconds: float = 0.0
    returned: Returned | None = None
    answers: list[Raw] = []  # review: the one answer; adjudication: all, as {id, document}, without names


class NoWork(Struct):
    reason: NoWorkReason
    message: str


class WorkReply(Struct):
    outcomes: list[Outcome]
    leases: list[Lease]
    nothing: NoWork | None
    today: Today


class Workplace(Struct):
    """What the workbench loads once per project and version."""

    project_id: int
    name: str
    media: MediaKind
    task: Task
    pipeline: Pipeline
    schema_version: int
    schema: Raw
    guide_version: int
    guide: str


class DraftSave(Struct):
    document: Document
    revision: int  # must be greater than the one stored


class DraftSaved(Struct):
    revision: int
    saved_at: datetime


class Beat(Struct):
    """Sent every 30 s while the person does something; `lease_id` is the item on the screen."""

    lease_id: int
    task: Task = "annotate"


class BeatReply(Struct):
    until: datetime
    active_seconds: float
    withdrawn: list[int]  # leases that this person no longer holds


class ReviewSubmission(Struct):
    """A verdict on the answer shown; `fixed` holds the reviewer's own version for `fix` and adjudication."""

    id: UUID
    lease_id: int
    verdict: Verdict
    fixed: Document | None = None
    chosen: UUID | None = None  # adjudication: take this answer as it is
    comment: str = ""
    defects: Annotated[list[Defect], Meta(max_length=500)] = []


class ReviewRequest(Struct):
    task: Literal["review", "adjudicate"] = "review"
    submit: Annotated[list[ReviewSubmission], Meta(max_length=200)] = []
    hand_back: Annotated[list[int], Meta(max_length=200)] = []
    want: Annotated[int, Meta(ge=0, le=50)] = 1
    holding: Annotated[list[int], Meta(max_length=200)] = []
