"""Nouns of consensus and of rules: the opinion on an item, rules as data, what they did to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from beanfield.production.model.words import Name

Collector = Literal["gold", "consensus", "returns", "speed", "skips", "suspicion", "answers"]
Action = Literal["review", "pause", "retrain", "ask_again", "restrict", "notify"]
RuleState = Literal["draft", "live", "off"]


class Part(Struct, frozen=True):
    """A part of the merged answer: where it stands, how sure it is, and who gave it so."""

    path: str  # objects[2], answers.weather, relations[0]
    confidence: float
    people: list[int]


class PersonPart(Part, frozen=True):
    """A part, with the names of those who gave it."""

    names: list[str] = []


class Opinion(Struct):
    """What the answers of an item say together; `worth` in bits of one more careful answer."""

    item_id: int
    answers: int
    confidence: float
    agreement: float
    worth: float
    document: dict[str, Any]
    parts: list[PersonPart]
    at: datetime
    adjudicated: list[PersonPart] = []  # of a third person's decision: who had said so before


class Window(Struct, frozen=True):
    """The last `count` trials, or those of the last `days`; both null: everything."""

    count: Annotated[int, Meta(ge=1, le=10_000)] | None = None
    days: Annotated[int, Meta(ge=1, le=366)] | None = None


class Rule(Struct, frozen=True):
    """Collector × condition × action.

    The figure is `below` or `above` the threshold; with `sure` the whole of its 95 % interval is. Shares run
    from 0 to 1; speed is the person's median time over the project's; suspicion and answers are counts.
    """

    collector: Collector
    sense: Literal["below", "above"]
    threshold: Annotated[float, Meta(ge=0)]
    action: Action
    sure: bool = True
    least: Annotated[int, Meta(ge=1, le=10_000)] = 10  # trials before anything is said
    window: Window = Window()
    review_share: Annotated[float, Meta(gt=0, le=1)] | None = None  # of action review
    day_cap: Annotated[int, Meta(ge=1)] | None = None  # of action restrict
    skill: str | None = None  # of action retrain: to be earned anew
    ask_items: Annotated[int, Meta(ge=1, le=200)] = 20  # of action ask_again


class QualityRule(Struct):
    id: int
    name: str
    rule: Rule
    state: RuleState
    live_at: datetime | None
    changed_at: datetime
    changed_by: str | None
    firings: int = 0


class NewRule(Struct):
    name: Name
    rule: Rule


class RuleChanges(Struct):
    """What is null or missing stays as it is."""

    name: Name | None = None
    rule: Rule | None = None
    state: RuleState | None = None


class Estimate(Struct, frozen=True):
    """A figure with its 95 % interval and the number of trials behind it."""

    value: float
    low: float
    high: float
    trials: float


class Hit(Struct):
    """Whom a rule would have hit in the dry run, when and with which figures."""

    person_id: int
    person_name: str
    at: datetime
    figure: Estimate
    items: list[int]
    text: str


class DryRun(Struct):
    since: datetime
    people: int  # who were looked at
    observations: int
    hits: list[Hit]


class Firing(Struct):
    """What a rule did to a person; `text` says it in plain words in the reader's language."""

    id: int
    rule_id: int
    project_id: int
    project_name: str
    person_id: int
    person_name: str
    name: str
    action: Action
    figure: Estimate
    items: list[int]
    at: datetime
    text: str
    lifted_at: datetime | None = None
    lifted_by: str | None = None
    lift_reason: str | None = None


class Lift(Struct):
    reason: Annotated[str, Meta(min_length=2, max_length=1000)]


class Preset(Struct):
    key: str
    name: str
    text: str
    rule: Rule
