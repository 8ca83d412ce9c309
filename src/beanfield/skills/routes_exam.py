"""Taking an exam over HTTP. Every attempt is one's own: the handlers ask with the person's id."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from litestar import get, post, put

from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.services import Services
from beanfield.production.model import (
    Beat,
    BeatReply,
    DraftSave,
    DraftSaved,
    Workplace,
    WorkReply,
    WorkRequest,
)
from beanfield.skills import practical, qualify, reading, sitting
from beanfield.skills.model import AnswerSave, AnswersSaved, Attempt, AttemptRow, Qualification

_MOST_BYTES = 64 * 1024 * 1024
_ATTEMPT = "/api/attempts/{attempt_id:int}"


@get("/api/qualifications", opt={"permission": "qualification.take"})
async def get_qualifications(tx: Tx, actor: Actor) -> list[Qualification]:
    """The exams that the person may take, what each opens, and what stands in the way."""
    return await qualify.offered(tx, actor, datetime.now(UTC))


@post("/api/qualifications/{blueprint_id:int}/attempts", opt={"permission": "qualification.take"})
async def begin_attempt(tx: Tx, actor: Actor, blueprint_id: int) -> Attempt:
    """Begin: the paper is drawn and the clock runs."""
    now = datetime.now(UTC)
    attempt_id = await qualify.begin(tx, actor, blueprint_id, now, secrets.randbelow(2**31))
    return await reading.own(tx, attempt_id, actor.person_id, now)


@get("/api/attempts", opt={"permission": "qualification.take"})
async def get_own_attempts(tx: Tx, actor: Actor) -> list[AttemptRow]:
    """One's own attempts, the latest first."""
    return await reading.mine(tx, actor.person_id)


@get(_ATTEMPT, opt={"permission": "qualification.take"})
async def get_attempt(tx: Tx, actor: Actor, attempt_id: int) -> Attempt:
    """One's own attempt: to go on with it, or to see what came of it."""
    now = datetime.now(UTC)
    await sitting.hold(tx, attempt_id, actor.person_id, now)
    return await reading.own(tx, attempt_id, actor.person_id, now)


@put(_ATTEMPT + "/answers", opt={"permission": "qualification.take"})
async def put_answers(tx: Tx, actor: Actor, attempt_id: int, data: AnswerSave) -> AnswersSaved:
    """Keep the answers so far; after the end of the time, by the server's clock, they are refused."""
    return await sitting.save_answers(tx, attempt_id, actor.person_id, data, datetime.now(UTC))


@post(_ATTEMPT + "/submit", opt={"permission": "qualification.take"}, status_code=200)
async def submit_attempt(tx: Tx, actor: Actor, attempt_id: int) -> Attempt:
    """Hand in the theory. Harmless to repeat."""
    now = datetime.now(UTC)
    await sitting.submit_theory(tx, attempt_id, actor.person_id, now)
    return await reading.own(tx, attempt_id, actor.person_id, now)


@get(_ATTEMPT + "/workplace", opt={"permission": "qualification.take"})
async def get_exam_workplace(tx: Tx, actor: Actor, attempt_id: int) -> Workplace:
    """What the workbench loads once for the practical part."""
    return await practical.workplace(tx, actor, attempt_id, datetime.now(UTC))


@post(
    _ATTEMPT + "/work",
    opt={"permission": "qualification.take"},
    status_code=200,
    request_max_body_size=_MOST_BYTES,
)
async def post_exam_work(
    tx: Tx, services: Services, actor: Actor, attempt_id: int, data: WorkRequest
) -> WorkReply:
    """Hand in answers to practical tasks and get the next; harmless to repeat."""
    return await practical.work(tx, services, actor, attempt_id, data, datetime.now(UTC))


@put(_ATTEMPT + "/tasks/{task_id:int}/draft", opt={"permission": "qualification.take"})
async def put_exam_draft(tx: Tx, actor: Actor, attempt_id: int, task_id: int, data: DraftSave) -> DraftSaved:
    """Keep an unfinished answer to a practical task."""
    return await practical.save_draft(tx, attempt_id, actor.person_id, task_id, data, datetime.now(UTC))


@post(_ATTEMPT + "/beat", opt={"permission": "qualification.take"}, status_code=200)
async def post_exam_beat(tx: Tx, actor: Actor, attempt_id: int, data: Beat) -> BeatReply:
    """A sign of life from the workbench; the reply says until when the part runs."""
    return await practical.beat(tx, attempt_id, actor.person_id, data, datetime.now(UTC))


ROUTES: list[Any] = [
    get_exam_workplace,
    post_exam_work,
    put_exam_draft,
    post_exam_beat,
    get_qualifications,
    begin_attempt,
    get_own_attempts,
    get_attempt,
    put_answers,
    submit_attempt,
]
