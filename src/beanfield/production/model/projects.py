"""Projects, their schemas, guides and people."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from beanfield.production.model.words import MediaKind, Name, Pipeline, ProjectState, Task


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
    customer_id: int | UnsetType | None = UNSET


class RestoreProject(Struct):
    project_id: int


class SchemaVersion(Struct):
    version: int
    schema: dict[str, Any]
    migration: list[dict[str, Any]]
    note: str
    created_at: datetime
    created_by: str | None


class RulePicture(Struct):
    """A picture that class examples may name."""

    sha256: str


class NewSchemaVersion(Struct):
    schema: dict[str, Any]
    migration: list[dict[str, Any]] = []
    note: str = ""


class SchemaPreview(Struct):
    """What a new version would do to the annotations that exist: counts of those `checked`, newest first."""

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

    cap: Annotated[int, Meta(ge=1)] | UnsetType | None = UNSET
    paused: bool | None = None
    pause_note: str | None = None
    ended: bool | None = None
