"""Decisions about exams: what a paper holds, what it is worth, who may begin one, when one is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from msgspec import Struct

from beanfield.skills.model import (
    AttemptState,
    BarReason,
    Mark,
    NewBlueprint,
    NewQuestion,
    PaperQuestion,
    TopicCount,
    TopicScore,
)

#: Attempts are counted over so long a time.
WINDOW: Final = timedelta(days=30)
#: So long before a skill ends its exam may be taken again.
RENEWAL: Final = timedelta(days=30)
#: What is sent within the time and arrives a little after it still counts.
GRACE: Final = timedelta(seconds=5)


class Earlier(Struct, frozen=True):
    """An attempt that a person has begun at a blueprint."""

    id: int
    state: AttemptState
    started_at: datetime
    ended_at: datetime | None


class Held(Struct, frozen=True):
    """A skill that a person has; `until` None: for ever."""

    level: float
    until: datetime | None

    def holds(self, level: float, now: datetime) -> bool:
        """Does it reach the level now?"""
        return self.level >= level and (self.until is None or self.until > now)


def question_faults(question: NewQuestion) -> list[tuple[str, str]]:
    """What is wrong with a question, as (path, message key)."""
    found = []
    if len(set(question.key)) != len(question.key) or max(question.key) >= len(question.options):
        found.append(("key", "question_key_unknown"))
    if question.kind != "multi" and len(question.key) != 1:
        found.append(("key", "question_key_one"))
    if question.kind == "judge" and len(question.options) != 2:
        found.append(("options", "question_judge_two"))
    return found


def draw(
    bank: Mapping[str, Sequence[PaperQuestion]], topics: Sequence[TopicCount], seed: int
) -> list[PaperQuestion] | None:
    """Questions for a paper: so many of each topic, in a drawn order, options shuffled.

    The same bank, topics and seed give the same paper. None where a topic has too few questions.
    """
    rng = Random(seed)  # noqa: S311  a paper is to be repeatable from its seed
    drawn: list[PaperQuestion] = []
    for wanted in topics:
        there = sorted(bank.get(wanted.topic, ()), key=lambda one: one.question_id)
        if len(there) < wanted.count:
            return None
        drawn += rng.sample(there, wanted.count)
    return [_shuffled(question, rng) for question in drawn]


def _shuffled(question: PaperQuestion, rng: Random) -> PaperQuestion:
    order = list(range(len(question.options)))
    if question.kind != "judge":  # right, wrong: always in this order
        rng.shuffle(order)
    return PaperQuestion(
        question_id=question.question_id,
        version=question.version,
        topic=question.topic,
        kind=question.kind,
        stem=question.stem,
        options=[question.options[place] for place in order],
        key=sorted(order.index(place) for place in question.key),
        explanation=question.explanation,
    )


def choose(items: Sequence[int], seen: set[int], count: int, seed: int) -> list[int] | None:
    """Gold items for a practical part: those that the person has not had first. None where too few."""
    if len(items) < count:
        return None
    rng = Random(seed)  # noqa: S311  repeatable from its seed
    mixed = rng.sample(sorted(items), len(items))
    return sorted(mixed, key=lambda item: item in seen)[:count]


def mark(questions: Sequence[PaperQuestion], answers: Mapping[str, Sequence[int]]) -> list[Mark]:
    """Grade the theory: a question is right where exactly the options of its key are chosen."""
    marks = []
    for place, question in enumerate(questions):
        chosen = sorted(set(answers.get(str(place), ())))
        marks.append(Mark(place, question.topic, chosen, chosen == sorted(question.key)))
    return marks


def score(marks: Sequence[Mark]) -> float:
    """The share of questions that are right."""
    return sum(one.right for one in marks) / len(marks)


def by_topic(marks: Sequence[Mark]) -> list[TopicScore]:
    """How many were right of each topic, in the order of the paper."""
    found: dict[str, TopicScore] = {}
    for one in marks:
        line = found.setdefault(one.topic, TopicScore(one.topic, 0, 0))
        line.count += 1
        line.right += one.right
    return list(found.values())


def practical_score(similarities: Sequence[float | None]) -> float:
    """The mean similarity to gold; a task without an answer is worth nothing."""
    return sum(value or 0.0 for value in similarities) / len(similarities)


def is_over(ends_at: datetime, now: datetime) -> bool:
    """Has the time of a part run out, by the server's clock?"""
    return now > ends_at + GRACE


def bar(
    rules: NewBlueprint, held: Held | None, earlier: Sequence[Earlier], now: datetime
) -> tuple[BarReason, datetime | None] | None:
    """Why a person cannot begin this exam now, and until when; None where they can."""
    if any(one.ended_at is None for one in earlier):
        return "running", None
    if held is not None and held.holds(rules.level, now):
        if held.until is None:
            return "held", None
        if held.until - RENEWAL > now:
            return "held", held.until - RENEWAL
    failed = [one for one in earlier if one.state == "failed"]
    lately = sorted(one.started_at for one in failed if one.started_at > now - WINDOW)
    if len(lately) >= rules.attempts:
        return "attempts", lately[-rules.attempts] + WINDOW
    ends = [one.ended_at for one in failed if one.ended_at is not None]
    if ends and max(ends) + timedelta(hours=rules.wait_hours) > now:
        return "wait", max(ends) + timedelta(hours=rules.wait_hours)
    return None
