"""The nouns of exams and certificates, as they cross the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

QuestionKind = Literal["single", "multi", "judge"]
QuestionState = Literal["draft", "approved", "retired"]
AttemptState = Literal["theory", "practical", "passed", "failed"]
BarReason = Literal["running", "held", "wait", "attempts", "closed", "bank", "gold"]
Words = Annotated[str, Meta(min_length=1, max_length=2000)]
Place = Annotated[int, Meta(ge=0, le=11)]
Topic = Annotated[str, Meta(min_length=1, max_length=100)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Bilingual(Struct, frozen=True):
    """A text in both languages."""

    zh: Words
    en: Words


class NewQuestion(Struct, frozen=True):
    """What a question says. `key` holds the places of the right options, counted from 0."""

    topic: Topic
    kind: QuestionKind
    stem: Bilingual
    options: Annotated[list[Bilingual], Meta(min_length=2, max_length=12)]
    key: Annotated[list[Place], Meta(min_length=1, max_length=12)]
    explanation: Bilingual
    level: Annotated[int, Meta(ge=1, le=5)] = 5


class Question(Struct):
    """A question of the bank with its key: for those who keep the bank only."""

    id: int
    topic: str
    state: QuestionState
    version: int
    kind: QuestionKind
    stem: Bilingual
    options: list[Bilingual]
    key: list[int]
    explanation: Bilingual
    level: int
    author_id: int
    author_name: str
    reviewer_name: str | None
    reviewed_at: datetime | None


class QuestionVerdict(Struct):
    """Approve a draft (a second person), or retire a question."""

    state: Literal["approved", "retired"]


class TopicCount(Struct, frozen=True):
    topic: Topic
    count: Annotated[int, Meta(ge=1, le=200)]


class Practical(Struct, frozen=True):
    """Tasks in the workbench: gold items of a project, answered as alike to gold as `least_similarity`."""

    project_id: int
    items: Annotated[int, Meta(ge=1, le=100)]
    minutes: Annotated[int, Meta(ge=1, le=600)]
    least_similarity: Share = 0.8


class NewBlueprint(Struct, frozen=True, kw_only=True):
    """How an exam is made, and what passing it gives: `skill` at `level` for `valid_days`."""

    title: Bilingual
    skill: Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^/\s][^/]*$")]
    level: Annotated[float, Meta(ge=0, le=1000)] = 1.0
    topics: Annotated[list[TopicCount], Meta(min_length=1, max_length=50)]
    minutes: Annotated[int, Meta(ge=1, le=600)]
    pass_mark: Share = 0.6
    practical: Practical | None = None
    valid_days: Annotated[int, Meta(ge=1, le=3660)] = 365
    attempts: Annotated[int, Meta(ge=1, le=100)] = 3
    wait_hours: Annotated[int, Meta(ge=0, le=8760)] = 24


class Blueprint(NewBlueprint, frozen=True, kw_only=True):
    """A blueprint as it stands. `available`: approved questions by topic; `gold`: items there are."""

    id: int
    centre_id: int
    state: Literal["open", "closed"]
    practical_name: str | None = None
    available: dict[str, int] = {}
    gold: int = 0
    taken: int = 0
    passed: int = 0


class BlueprintState(Struct):
    state: Literal["open", "closed"]


class OpenedProject(Struct, frozen=True):
    """A project that asks for the skill, at which level."""

    id: int
    name: str
    level: float


class Qualification(Struct, kw_only=True):
    """An exam as the person who may take it sees it. `bar`: why it cannot be begun now, until when."""

    id: int
    title: Bilingual
    skill: str
    level: float
    questions: int
    minutes: int
    pass_mark: float
    practical: Practical | None
    valid_days: int
    held_level: float | None
    held_until: datetime | None
    running: int | None
    last: int | None
    last_state: AttemptState | None
    bar: BarReason | None
    bar_until: datetime | None
    opens: list[OpenedProject]


class PaperQuestion(Struct, kw_only=True):
    """A question in a frozen paper, options in the order shown; `key` and `explanation` are in it too."""

    question_id: int
    version: int
    topic: str
    kind: QuestionKind
    stem: Bilingual
    options: list[Bilingual]
    key: list[int]
    explanation: Bilingual


class Paper(Struct, kw_only=True):
    """What an attempt was begun with: never changed afterwards."""

    seed: int
    rules: NewBlueprint
    questions: list[PaperQuestion]
    schema_version: int | None = None
    guide_version: int = 0


class Mark(Struct):
    """One line of the grading of the theory."""

    place: int
    topic: str
    chosen: list[int]
    right: bool


class TopicScore(Struct):
    topic: str
    right: int
    count: int


class ShownQuestion(Struct, kw_only=True):
    """A question as the person sees it. Key, explanation and mark are told once the attempt has ended."""

    place: int
    topic: str
    kind: QuestionKind
    stem: Bilingual
    options: list[Bilingual]
    chosen: list[int]
    key: list[int] | None = None
    explanation: Bilingual | None = None
    right: bool | None = None


class Difference(Struct, omit_defaults=True, rename={"class_": "class"}):
    """One way in which an answer differs from gold. `what` names it, the rest says where."""

    what: Literal["missing", "spurious", "wrong_class", "loose", "attributes", "answer", "relations"]
    object_id: str | None = None
    class_: str | None = None
    gold_class: str | None = None
    field: str | None = None
    similarity: float | None = None


class TaskResult(Struct, kw_only=True):
    """A practical task. What came of it is told once the attempt has ended."""

    place: int
    name: str
    answered: bool
    similarity: float | None = None
    differences: list[Difference] = []


class Attempt(Struct, kw_only=True):
    """An attempt in full, for its person while it runs and afterwards, for the examiner afterwards."""

    id: int
    blueprint_id: int
    person_id: int
    person_name: str
    title: Bilingual
    skill: str
    level: float
    state: AttemptState
    started_at: datetime
    ends_at: datetime
    submitted_at: datetime | None
    ended_at: datetime | None
    now: datetime
    pass_mark: float
    least_similarity: float | None
    theory_score: float | None
    practical_score: float | None
    revision: int
    seed: int | None
    questions: list[ShownQuestion]
    topics: list[TopicScore]
    tasks: list[TaskResult]
    certificate: int | None


class AttemptRow(Struct, kw_only=True):
    """A line of the list of attempts."""

    id: int
    person_id: int
    person_name: str
    title: Bilingual
    skill: str
    level: float
    state: AttemptState
    started_at: datetime
    ended_at: datetime | None
    theory_score: float | None
    practical_score: float | None
    certificate: int | None


class AnswerSave(Struct):
    """All answers so far, by place in the paper; `revision` must be greater than the one stored."""

    answers: dict[str, Annotated[list[Place], Meta(max_length=12)]]
    revision: int


class AnswersSaved(Struct):
    revision: int
    ends_at: datetime
    now: datetime


class Certificate(Struct, kw_only=True):
    """A certificate that was issued; `token` is what its QR code holds. `revoked_at` null: it holds."""

    id: int
    number: str
    person_id: int
    person_name: str
    skill: str
    level: float
    title: Bilingual
    issued_at: datetime
    valid_until: datetime
    token: str
    revoked_at: datetime | None = None
    revoked_why: str | None = None


class Revocation(Struct):
    """Why a certificate no longer holds."""

    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


class NewCertificate(Struct):
    attempt_id: int


class PublicKey(Struct):
    """The issuer's public key (Ed25519, PEM), to check certificates with."""

    key_id: str
    pem: str
