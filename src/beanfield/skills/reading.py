"""Attempts read line by line: by their person, who sees key and marks once it has ended, and by examiners."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, LiteralString

from msgspec import Struct

from beanfield.platform.database import Tx, row, rows
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of
from beanfield.skills import rules
from beanfield.skills.model import (
    Attempt,
    AttemptRow,
    AttemptState,
    Difference,
    Mark,
    Paper,
    ShownQuestion,
    TaskResult,
)
from beanfield.skills.problems import AttemptNotFound

_ATTEMPTS: Final[LiteralString] = """
select a.id, a.person_id, p.name as person_name, a.paper->'rules'->'title' as title,
    a.paper->'rules'->>'skill' as skill, (a.paper->'rules'->>'level')::float8 as level, a.state, a.started_at,
    a.ended_at, a.theory_score, a.practical_score, c.id as certificate
from attempt a
join person p on p.id = a.person_id
left join certificate c on c.attempt_id = a.id
"""

_WHOLE: Final[LiteralString] = """
select a.id, a.blueprint_id, a.person_id, p.name as person_name, a.state, a.paper, a.answers, a.revision,
    a.marks, a.theory_score, a.practical_score, a.started_at, a.ends_at, a.submitted_at, a.ended_at,
    c.id as certificate
from attempt a
join person p on p.id = a.person_id
left join certificate c on c.attempt_id = a.id
"""


class _Whole(Struct, kw_only=True):
    id: int
    blueprint_id: int
    person_id: int
    person_name: str
    state: AttemptState
    paper: Paper
    answers: dict[str, list[int]]
    revision: int
    marks: list[Mark] | None
    theory_score: float | None
    practical_score: float | None
    started_at: datetime
    ends_at: datetime
    submitted_at: datetime | None
    ended_at: datetime | None
    certificate: int | None


class _Task(Struct):
    place: int
    name: str
    answered: bool
    similarity: float | None
    differences: list[Difference] | None


async def own(tx: Tx, attempt_id: int, person_id: int, now: datetime) -> Attempt:
    """A person's own attempt. While it runs nothing of the key or the marks is told.

    Raises:
        AttemptNotFound: it is another's, or there is none.
    """
    query: LiteralString = _WHOLE + "where a.id = %s and a.person_id = %s"
    found = await row(tx, _Whole, query, [attempt_id, person_id])
    if found is None:
        raise AttemptNotFound
    return await _told(tx, found, now, all_of_it=found.ended_at is not None)


async def of_centre(tx: Tx, centre_id: int, attempt_id: int, now: datetime) -> Attempt:
    """Everything of an attempt, for the centre's examiners.

    Raises:
        AttemptNotFound: the centre has none of that id.
    """
    query: LiteralString = _WHOLE + "where a.id = %s and a.centre_id = %s"
    found = await row(tx, _Whole, query, [attempt_id, centre_id])
    if found is None:
        raise AttemptNotFound
    return await _told(tx, found, now, all_of_it=True)


async def page(tx: Tx, centre_id: int, *, cursor: str | None = None, limit: int = 50) -> Page[AttemptRow]:
    """The centre's attempts, the latest first."""
    keys = decode_cursor(cursor, int)
    query: LiteralString = (
        _ATTEMPTS + "where a.centre_id = %(centre)s and (%(before)s::bigint is null or a.id < %(before)s)"
        " order by a.id desc limit %(limit)s"
    )
    found = await rows(
        tx, AttemptRow, query, {"centre": centre_id, "before": keys[0] if keys else None, "limit": limit + 1}
    )
    return page_of(found, limit, lambda one: encode_cursor(one.id))


async def mine(tx: Tx, person_id: int) -> list[AttemptRow]:
    """A person's last hundred attempts, the latest first. Scores are told once an attempt has ended."""
    query: LiteralString = _ATTEMPTS + "where a.person_id = %s order by a.id desc limit 100"
    found = await rows(tx, AttemptRow, query, [person_id])
    for one in found:
        if one.ended_at is None:
            one.theory_score = one.practical_score = None
    return found


async def _told(tx: Tx, found: _Whole, now: datetime, *, all_of_it: bool) -> Attempt:
    wanted = found.paper.rules
    marks = found.marks if all_of_it else None
    return Attempt(
        id=found.id,
        blueprint_id=found.blueprint_id,
        person_id=found.person_id,
        person_name=found.person_name,
        title=wanted.title,
        skill=wanted.skill,
        level=wanted.level,
        state=found.state,
        started_at=found.started_at,
        ends_at=found.ends_at,
        submitted_at=found.submitted_at,
        ended_at=found.ended_at,
        now=now,
        pass_mark=wanted.pass_mark,
        least_similarity=None if wanted.practical is None else wanted.practical.least_similarity,
        theory_score=found.theory_score if all_of_it else None,
        practical_score=found.practical_score if all_of_it else None,
        revision=found.revision,
        seed=found.paper.seed if all_of_it else None,
        questions=_questions(found, marks, all_of_it=all_of_it),
        topics=[] if marks is None else rules.by_topic(marks),
        tasks=await _tasks(tx, found.id, all_of_it=all_of_it),
        certificate=found.certificate,
    )


def _questions(found: _Whole, marks: list[Mark] | None, *, all_of_it: bool) -> list[ShownQuestion]:
    if not all_of_it and found.state != "theory":
        return []  # handed in: it is not to be copied while the practical part runs
    shown = []
    for place, question in enumerate(found.paper.questions):
        secret: dict[str, Any] = {}
        if all_of_it:
            secret = {"key": question.key, "explanation": question.explanation}
        shown.append(
            ShownQuestion(
                place=place,
                topic=question.topic,
                kind=question.kind,
                stem=question.stem,
                options=question.options,
                chosen=found.answers.get(str(place), []),
                right=None if marks is None else marks[place].right,
                **secret,
            )
        )
    return shown


async def _tasks(tx: Tx, attempt_id: int, *, all_of_it: bool) -> list[TaskResult]:
    found = await rows(
        tx,
        _Task,
        "select place, name, answered_at is not null as answered, similarity, differences"
        " from attempt_task where attempt_id = %s order by place",
        [attempt_id],
    )
    return [
        TaskResult(
            place=task.place,
            name=task.name,
            answered=task.answered,
            similarity=task.similarity if all_of_it else None,
            differences=(task.differences or []) if all_of_it else [],
        )
        for task in found
    ]
