"""A running attempt: locked while it changes, timed by the server, ended in passed or failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, LiteralString

from msgspec import Struct

from beanfield.people.model import NewSkill
from beanfield.people.skills import record_skill, skills_of
from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts, execute, jsonb, rows
from beanfield.skills import rules
from beanfield.skills.model import AnswerSave, AnswersSaved, AttemptState, Paper
from beanfield.skills.problems import AnswersOutrun, AttemptNotFound, NotTheory, TimeOver
from beanfield.skills.rules import Held


class Sitting(Struct):
    """The attempt's row, locked until the transaction ends."""

    id: int
    blueprint_id: int
    centre_id: int
    person_id: int
    state: AttemptState
    paper: Paper
    answers: dict[str, list[int]]
    revision: int
    theory_score: float | None
    ends_at: datetime


_HOLD: Final[LiteralString] = """
select id, blueprint_id, centre_id, person_id, state, paper, answers, revision, theory_score, ends_at
from attempt
"""


async def hold(tx: Tx, attempt_id: int, person_id: int, now: datetime) -> Sitting:
    """A person's own attempt; a part whose time is over is ended first.

    Raises:
        AttemptNotFound: it is another's, or there is none.
    """
    query: LiteralString = _HOLD + "where id = %s and person_id = %s for update"
    found = await rows(tx, Sitting, query, [attempt_id, person_id])
    if not found:
        raise AttemptNotFound
    await settle(tx, found[0], now)
    return found[0]


async def settle(tx: Tx, sitting: Sitting, now: datetime) -> None:
    """End what the clock has ended. The practical part follows the theory at once, and may have ended too."""
    if sitting.state == "theory" and rules.is_over(sitting.ends_at, now):
        await close_theory(tx, sitting, sitting.ends_at)
    if sitting.state == "practical" and rules.is_over(sitting.ends_at, now):
        await close_practical(tx, sitting, sitting.ends_at)


async def settle_lapsed(tx: Tx, now: datetime, *, most: int = 200) -> int:
    """End attempts whose time is over; returns how many were looked at."""
    query: LiteralString = (
        _HOLD
        + "where ended_at is null and ends_at < %s order by id limit %s for update of attempt skip locked"
    )
    found = await rows(tx, Sitting, query, [now - rules.GRACE, most])
    for sitting in found:
        await settle(tx, sitting, now)
    return len(found)


async def save_answers(
    tx: Tx, attempt_id: int, person_id: int, given: AnswerSave, now: datetime
) -> AnswersSaved:
    """Keep the answers so far.

    Raises:
        AttemptNotFound.
        TimeOver, NotTheory: the part is over.
        AnswersOutrun: newer answers are stored.
    """
    sitting = await hold(tx, attempt_id, person_id, now)
    if sitting.state != "theory":
        raise TimeOver if rules.is_over(sitting.ends_at, now) else NotTheory
    if given.revision <= sitting.revision:
        raise AnswersOutrun
    kept = _kept(sitting.paper, given.answers)
    await execute(
        tx,
        "update attempt set answers = %s, revision = %s where id = %s",
        [jsonb(kept), given.revision, attempt_id],
    )
    return AnswersSaved(given.revision, sitting.ends_at, now)


def _kept(paper: Paper, answers: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """The answers to questions of the paper that name options of theirs."""
    return {
        str(place): sorted({chosen for chosen in answers[str(place)] if chosen < len(question.options)})
        for place, question in enumerate(paper.questions)
        if answers.get(str(place))
    }


async def submit_theory(tx: Tx, attempt_id: int, person_id: int, now: datetime) -> Sitting:
    """Hand in the theory as it is stored; harmless to repeat.

    Raises:
        AttemptNotFound.
    """
    sitting = await hold(tx, attempt_id, person_id, now)
    if sitting.state == "theory":
        await close_theory(tx, sitting, now)
    return sitting


async def close_theory(tx: Tx, sitting: Sitting, now: datetime) -> None:
    """Grade the theory; the attempt goes on to its practical part, or ends."""
    marks = rules.mark(sitting.paper.questions, sitting.answers)
    score = sitting.theory_score = rules.score(marks)
    wanted = sitting.paper.rules
    passed = score >= wanted.pass_mark
    values = {"id": sitting.id, "marks": jsonb(marks), "score": score, "now": now}
    if passed and wanted.practical is not None:
        sitting.state = "practical"
        sitting.ends_at = now + timedelta(minutes=wanted.practical.minutes)
        await execute(
            tx,
            "update attempt set state = 'practical', marks = %(marks)s, theory_score = %(score)s,"
            " submitted_at = %(now)s, ends_at = %(ends)s where id = %(id)s",
            {**values, "ends": sitting.ends_at},
        )
        return
    sitting.state = "passed" if passed else "failed"
    await execute(
        tx,
        "update attempt set state = %(state)s, marks = %(marks)s, theory_score = %(score)s,"
        " submitted_at = %(now)s, ended_at = %(now)s where id = %(id)s",
        {**values, "state": sitting.state},
    )
    await _ended(tx, sitting, now)


async def close_practical(tx: Tx, sitting: Sitting, now: datetime) -> None:
    """Grade the practical part as it stands, and end the attempt."""
    wanted = sitting.paper.rules.practical
    if wanted is None:
        raise ValueError(f"attempt {sitting.id} has no practical part")
    found = await dicts(tx, "select similarity from attempt_task where attempt_id = %s", [sitting.id])
    score = rules.practical_score([row["similarity"] for row in found])
    sitting.state = "passed" if score >= wanted.least_similarity else "failed"
    await execute(
        tx,
        "update attempt set state = %s, practical_score = %s, ended_at = %s where id = %s",
        [sitting.state, score, now, sitting.id],
    )
    await _ended(tx, sitting, now)


async def _ended(tx: Tx, sitting: Sitting, now: datetime) -> None:
    wanted = sitting.paper.rules
    await audit.record(
        tx,
        sitting.person_id,
        f"attempt.{sitting.state}",
        f"attempt:{sitting.id}",
        centre_id=sitting.centre_id,
        details={"skill": wanted.skill, "level": wanted.level, "theory": sitting.theory_score},
    )
    if sitting.state != "passed":
        return
    until = now + timedelta(days=wanted.valid_days)
    for skill in await skills_of(tx, sitting.person_id):
        if skill.skill == wanted.skill and _is_better(
            Held(skill.level, skill.valid_until), wanted.level, until
        ):
            return
    granted = NewSkill(wanted.skill, wanted.level, until)
    await record_skill(tx, sitting.person_id, granted, None, source=f"attempt:{sitting.id}")


def _is_better(held: Held, level: float, until: datetime) -> bool:
    """Does the person hold more than they would be given, for as long?"""
    return held.level >= level and (held.until is None or held.until >= until)
