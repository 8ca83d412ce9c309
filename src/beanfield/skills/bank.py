"""The item bank: questions are written by one person and approved by another; every version is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, LiteralString

from beanfield.platform import audit
from beanfield.platform.database import Tx, Where, dicts, execute, jsonb, like, row, rows, scalar
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of
from beanfield.skills import rules
from beanfield.skills.model import NewQuestion, PaperQuestion, Question, QuestionState
from beanfield.skills.problems import FaultyQuestion, NotADraft, OwnQuestion, QuestionNotFound

_QUESTIONS: Final[LiteralString] = """
select q.id, q.topic, q.state, q.version, v.kind, v.stem, v.options, v.key, v.explanation, v.level,
    q.author_id, a.name as author_name, r.name as reviewer_name, q.reviewed_at
from question q
join question_version v on v.question_id = q.id and v.version = q.version
join person a on a.id = q.author_id
left join person r on r.id = q.reviewer_id
"""


async def page(
    tx: Tx,
    centre_id: int,
    *,
    q: str = "",
    state: QuestionState | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Question]:
    """The centre's questions, the newest first."""
    where = Where()
    where.add("q.centre_id = %(centre)s", centre=centre_id)
    if state is not None:
        where.add("q.state = %(state)s", state=state)
    if q.strip():
        where.add("q.topic ilike %(q)s or v.stem::text ilike %(q)s", q=like(q.strip()))
    if (keys := decode_cursor(cursor, int)) is not None:
        where.add("q.id < %(before)s", before=keys[0])
    query: LiteralString = _QUESTIONS + where.clause + " order by q.id desc limit %(limit)s"
    found = await rows(tx, Question, query, {**where.params, "limit": limit + 1})
    return page_of(found, limit, lambda one: encode_cursor(one.id))


async def one(tx: Tx, centre_id: int, question_id: int) -> Question:
    """A question of the centre.

    Raises:
        QuestionNotFound: it has none of that id.
    """
    query: LiteralString = _QUESTIONS + "where q.id = %s and q.centre_id = %s"
    found = await row(tx, Question, query, [question_id, centre_id])
    if found is None:
        raise QuestionNotFound
    return found


async def add(tx: Tx, centre_id: int, new: NewQuestion, by: int) -> Question:
    """A new draft.

    Raises:
        FaultyQuestion: the key does not fit the options.
    """
    _check(new)
    question_id: int = await scalar(
        tx,
        "insert into question (centre_id, topic, author_id) values (%s, %s, %s) returning id",
        [centre_id, new.topic, by],
    )
    await _write_version(tx, question_id, 1, new, by)
    await _note(tx, by, "question.add", centre_id, question_id, version=1)
    return await one(tx, centre_id, question_id)


async def rewrite(tx: Tx, centre_id: int, question_id: int, new: NewQuestion, by: int) -> Question:
    """A new version, a draft again. Papers that hold the old one keep it. Locks the question.

    Raises:
        QuestionNotFound, FaultyQuestion.
    """
    _check(new)
    version = 1 + (await _hold(tx, centre_id, question_id))["version"]
    await execute(
        tx,
        "update question set topic = %(topic)s, version = %(version)s, state = 'draft', author_id = %(by)s,"
        " reviewer_id = null, reviewed_at = null where id = %(id)s",
        {"topic": new.topic, "version": version, "by": by, "id": question_id},
    )
    await _write_version(tx, question_id, version, new, by)
    await _note(tx, by, "question.rewrite", centre_id, question_id, version=version)
    return await one(tx, centre_id, question_id)


async def approve(tx: Tx, centre_id: int, question_id: int, by: int, now: datetime) -> Question:
    """Let a draft into papers. Locks the question.

    Raises:
        QuestionNotFound.
        NotADraft: it was approved or retired before.
        OwnQuestion: the person wrote it.
    """
    held = await _hold(tx, centre_id, question_id)
    if held["state"] != "draft":
        raise NotADraft
    if held["author_id"] == by:
        raise OwnQuestion
    await execute(
        tx,
        "update question set state = 'approved', reviewer_id = %s, reviewed_at = %s where id = %s",
        [by, now, question_id],
    )
    await _note(tx, by, "question.approve", centre_id, question_id, version=held["version"])
    return await one(tx, centre_id, question_id)


async def retire(tx: Tx, centre_id: int, question_id: int, by: int) -> Question:
    """Take a question out of later papers. Locks the question.

    Raises:
        QuestionNotFound.
    """
    held = await _hold(tx, centre_id, question_id)
    await execute(tx, "update question set state = 'retired' where id = %s", [question_id])
    await _note(tx, by, "question.retire", centre_id, question_id, version=held["version"])
    return await one(tx, centre_id, question_id)


async def approved(tx: Tx, centre_id: int, topics: list[str]) -> dict[str, list[PaperQuestion]]:
    """The questions that a paper may be drawn from, by topic."""
    found = await rows(
        tx,
        PaperQuestion,
        "select q.id as question_id, q.version, q.topic, v.kind, v.stem, v.options, v.key, v.explanation"
        " from question q join question_version v on v.question_id = q.id and v.version = q.version"
        " where q.centre_id = %s and q.state = 'approved' and q.topic = any(%s) order by q.id",
        [centre_id, topics],
    )
    bank: dict[str, list[PaperQuestion]] = {}
    for question in found:
        bank.setdefault(question.topic, []).append(question)
    return bank


async def counts(tx: Tx, centre_id: int) -> dict[str, int]:
    """How many approved questions the centre has of each topic."""
    found = await dicts(
        tx,
        "select topic, count(*)::int as questions from question"
        " where centre_id = %s and state = 'approved' group by 1 order by 1",
        [centre_id],
    )
    return {each["topic"]: each["questions"] for each in found}


def _check(new: NewQuestion) -> None:
    if found := rules.question_faults(new):
        raise FaultyQuestion(found)


async def _hold(tx: Tx, centre_id: int, question_id: int) -> dict[str, Any]:
    found = await dicts(
        tx,
        "select state, version, author_id from question where id = %s and centre_id = %s for update",
        [question_id, centre_id],
    )
    if not found:
        raise QuestionNotFound
    return found[0]


async def _write_version(tx: Tx, question_id: int, version: int, new: NewQuestion, by: int) -> None:
    await execute(
        tx,
        "insert into question_version (question_id, version, kind, stem, options, key, explanation, level,"
        " author_id) values (%(id)s, %(version)s, %(kind)s, %(stem)s, %(options)s, %(key)s, %(explanation)s,"
        " %(level)s, %(by)s)",
        {
            "id": question_id,
            "version": version,
            "kind": new.kind,
            "stem": jsonb(new.stem),
            "options": jsonb(new.options),
            "key": sorted(new.key),
            "explanation": jsonb(new.explanation),
            "level": new.level,
            "by": by,
        },
    )


async def _note(tx: Tx, by: int, action: str, centre_id: int, question_id: int, *, version: int) -> None:
    details = {"version": version}
    await audit.record(tx, by, action, f"question:{question_id}", centre_id=centre_id, details=details)
