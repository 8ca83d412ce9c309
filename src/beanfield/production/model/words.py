"""Words and rules that all of production shares."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

MediaKind = Literal["image", "text", "chat", "audio", "video"]
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
    #: Confidence to reach: an item that reaches it closes early, one that does not is asked again.
    target: Share | None = None
    most_answers: Annotated[int, Meta(ge=1, le=20)] = 5  # an item with a target gets at the most
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
    watermark: bool = False  # name and time of whoever looks lie over the pictures
