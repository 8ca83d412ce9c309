"""The nouns of production, as they cross the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from beanfield.annotation.document import Document

MediaKind = Literal["image", "text", "chat", "audio"]
ProjectState = Literal["draft", "running", "paused", "done", "archived"]
ItemState = Literal["open", "returned", "adjudication", "review", "accepted", "delivered", "excluded"]
Task = Literal["annotate", "review", "adjudicate"]
ReviewRule = Literal["none", "share", "risk", "all"]
Verdict = Literal["pass", "fix", "return"]
Severity = Literal["minor", "major", "critical"]
DefectClass = Literal[
    "missing", "spurious", "wrong_class", "loose", "wrong_attribute", "wrong_answer", "rule", "other"
]
NoWorkReason = Literal["done", "waiting", "skill", "cap", "paused", "not_assigned", "schema"]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Pipeline(Struct, frozen=True):
    """A project's rules of production."""

    overlap: Annotated[int, Meta(ge=1, le=20)] = 1
    agreement: Share = 0.8  # answers of one item that agree less than this go to adjudication
    review: ReviewRule = "share"
    review_share: Share = 0.2
    skill: str | None = None
    skill_level: float = 0.0
    cap_per_person: Annotated[int, Meta(ge=1)] | None = None
    prefetch: Annotated[int, Meta(ge=1, le=50)] = 3
    lease_factor: Annotated[float, Meta(ge=1, le=20)] = 3.0
    idle_seconds: Annotated[int, Meta(ge=10, le=3600)] = 120
    show_prelabels: bool = True
    seconds_expected: Annotated[float, Meta(gt=0)] | None = None


# Content of an item --------------------------------------------------------------------------------


class ImageContent(Struct, tag_field="kind", tag="image", omit_defaults=True):
    """A picture, upright; `url` is filled in when it is served.

    `shown_width` is set where what the link opens is scaled down; coordinates are those of `width`.
    """

    sha256: str
    width: int
    height: int
    url: str | None = None
    shown_width: int | None = None
    meta: dict[str, Any] = {}


class TextContent(Struct, tag_field="kind", tag="text"):
    text: str
    meta: dict[str, Any] = {}


class Message(Struct, omit_defaults=True):
    role: str
    content: Any  # a text, or OpenAI content parts
    name: str | None = None
    tool_calls: list[dict[str, Any]] | None = None
    tool_call_id: str | None = None


class Response(Struct, omit_defaults=True):
    """One of several answers to the conversation; `id` is what documents refer to."""

    id: str
    messages: list[Message]
    model: str | None = None


class ChatContent(Struct, tag_field="kind", tag="chat"):
    messages: list[Message]
    responses: list[Response] = []
    meta: dict[str, Any] = {}


class AudioContent(Struct, tag_field="kind", tag="audio", omit_defaults=True):
    sha256: str
    seconds: float
    url: str | None = None
    meta: dict[str, Any] = {}


Content = ImageContent | TextContent | ChatContent | AudioContent


# Projects --------------------------------------------------------------------------------------------


class Counts(Struct):
    """Items by state, and how many of the open ones are being worked on."""

    open: int = 0
    returned: int = 0
    adjudication: int = 0
    review: int = 0
    accepted: int = 0
    delivered: int = 0
    excluded: int = 0
    total: int = 0


class ProjectRow(Struct):
    id: int
    name: str
    centre_id: int
    centre_name: str
    customer_id: int | None
    customer_name: str | None
    media: MediaKind
    state: ProjectState
    priority: int
    counts: Counts
    created_at: datetime


class Project(ProjectRow):
    description: str
    pipeline: Pipeline
    schema_version: int
    guide_version: int
    median_seconds: float | None


class NewProject(Struct):
    name: Name
    media: MediaKind
    centre_id: int
    customer_id: int | None = None
    description: str = ""
    pipeline: Pipeline = Pipeline()
    schema: dict[str, Any] | None = None


class ProjectChanges(Struct):
    """What is null or missing stays as it is, except that `customer_id` null takes the customer away."""

    name: Name | None = None
    description: str | None = None
    state: ProjectState | None = None
    priority: int | None = None
    pipeline: Pipeline | None = None
    customer_id: int | None | UnsetType = UNSET


class RestoreProject(Struct):
    project_id: int


class SchemaVersion(Struct):
    version: int
    schema: dict[str, Any]
    migration: list[dict[str, Any]]
    note: str
    created_at: datetime
    created_by: str | None


class NewSchemaVersion(Struct):
    schema: dict[str, Any]
    migration: list[dict[str, Any]] = []
    note: str = ""


class SchemaPreview(Struct):
    """What a new version would do to the annotations that exist: counts of those `checked`, the newest first."""

    annotations: int
    checked: int
    changed: int
    faulty: int
    examples: list[dict[str, Any]]  # {annotation_id, item, before, after, faults}
    problems: list[dict[str, str]]  # faults of the schema itself: {path, message}


class GuideVersion(Struct):
    version: int
    markdown: str
    note: str
    created_at: datetime
    created_by: str | None


class NewGuideVersion(Struct):
    markdown: str
    note: str = ""


class Assignment(Struct):
    id: int
    task: Task
    person_id: int | None
    person_name: str | None
    team_id: int | None
    team_name: str | None
    cap: int | None
    paused: bool
    pause_note: str


class NewAssignment(Struct):
    task: Task
    person_id: int | None = None
    team_id: int | None = None
    cap: Annotated[int, Meta(ge=1)] | None = None


class AssignmentChanges(Struct):
    """What is null or missing stays as it is, except that `cap` null lifts the cap."""

    cap: Annotated[int, Meta(ge=1)] | None | UnsetType = UNSET
    paused: bool | None = None
    pause_note: str | None = None
    ended: bool | None = None


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
    lot_id: int | None | UnsetType = UNSET
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


class Lot(Struct):
    id: int
    name: str
    state: Literal["open", "delivered", "accepted", "rejected"]
    due_at: datetime | None
    counts: Counts
    verdict_reason: str | None = None


class NewLot(Struct):
    """A lot of the items named, or of the next `size` accepted items that are in none."""

    name: Name
    items: list[int] | None = None
    size: Annotated[int, Meta(ge=1)] | None = None
    due_at: datetime | None = None


class LotVerdict(Struct):
    verdict: Literal["accepted", "rejected"]
    reason: str = ""
    items: list[int] = []


class Delivery(Struct):
    id: int
    lot_id: int
    lot_name: str
    format: str
    state: Literal["building", "ready", "failed"]
    sha256: str | None
    bytes: int | None
    manifest: dict[str, Any]
    created_at: datetime
    problem: dict[str, Any] | None = None


# Home and work ---------------------------------------------------------------------------------------


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


class Post(Struct):
    id: int
    person_id: int
    person_name: str
    text: str
    at: datetime


class Thread(Struct):
    id: int
    item_id: int | None
    item_name: str | None
    rule: str | None
    pin: dict[str, Any] | None
    state: Literal["open", "answered", "closed"]
    opened_by: str
    opened_at: datetime
    posts: list[Post]


class NewThread(Struct):
    text: Annotated[str, Meta(min_length=1, max_length=4000)]
    item_id: int | None = None
    rule: str | None = None
    pin: dict[str, Any] | None = None


class NewPost(Struct):
    text: Annotated[str, Meta(min_length=1, max_length=4000)]
    close: bool = False


# Data in and out -------------------------------------------------------------------------------------


class NewUpload(Struct):
    name: Name
    bytes: Annotated[int, Meta(ge=0)]


class Upload(Struct):
    id: UUID
    name: str
    bytes: int
    received: int


class Fault(Struct, omit_defaults=True):
    """One thing wrong in the input: where, and what. A `note` does not fail the import."""

    message: str
    file: str | None = None
    line: int | None = None
    path: str | None = None
    note: bool = False


class NewImport(Struct):
    """`annotations` says what answers in the data become; `skip_faulty` lets good rows in past bad ones."""

    uploads: Annotated[list[UUID], Meta(min_length=1)]
    format: str | None = None  # guessed when null
    annotations: Literal["prelabel", "gold", "ignore"] = "prelabel"
    skip_faulty: bool = False
    lot_id: int | None = None


class ImportRun(Struct):
    id: int
    source: str
    format: str
    state: Literal["waiting", "running", "done", "failed"]
    items: int
    annotations: int
    faults: list[Fault]
    fault_count: int
    created_at: datetime
    ended_at: datetime | None


class NewExport(Struct):
    format: str
    states: list[ItemState] | None = None  # null: accepted and delivered
    lot_id: int | None = None
    drop: bool = False  # leave out what the format cannot hold, and report the count
    media: bool = False


class ExportRun(Struct):
    """`dropped` counts what the format could not hold, by what it is."""

    id: int
    format: str
    state: Literal["waiting", "running", "done", "failed"]
    items: int
    dropped: dict[str, int]
    sha256: str | None
    bytes: int | None
    created_at: datetime
    ended_at: datetime | None
    problem: dict[str, Any] | None


class FormatRow(Struct):
    """A format of data in and out; `holds` names the kinds of media, shapes and fields that it can say."""

    name: str
    title: str
    reads: bool
    writes: bool
    holds: list[str]


class NewDelivery(Struct):
    """How a lot is to be frozen: the format of the answers, and whether the media go with them."""

    format: str = "beanfield"
    media: bool = False


WebhookEvent = Literal[
    "item.accepted",
    "item.returned",
    "lot.delivered",
    "lot.accepted",
    "lot.rejected",
    "project.state",
    "import.done",
    "export.done",
]


class Webhook(Struct):
    id: int
    url: str
    events: list[WebhookEvent]
    active: bool
    created_at: datetime


class NewWebhook(Struct):
    url: Annotated[str, Meta(min_length=1, max_length=2000)]
    events: Annotated[list[WebhookEvent], Meta(min_length=1)]


class MadeWebhook(Struct):
    """The signing secret is shown once."""

    id: int
    secret: str


class WebhookCall(Struct):
    """One notice to a webhook, and how it went; `status` is the last HTTP status, null where none came."""

    id: int
    event: WebhookEvent
    body: dict[str, Any]
    attempts: int
    status: int | None
    error: str
    created_at: datetime
    tried_at: datetime | None
    delivered_at: datetime | None
