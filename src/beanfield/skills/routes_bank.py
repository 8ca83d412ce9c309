"""The examiner's side over HTTP: the bank, the exams, everyone's attempts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import get, post, put
from litestar.params import Parameter

from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page
from beanfield.skills import bank, blueprints, reading, sitting
from beanfield.skills.model import (
    Attempt,
    AttemptRow,
    Blueprint,
    BlueprintState,
    NewBlueprint,
    NewQuestion,
    Question,
    QuestionState,
    QuestionVerdict,
)

Search = Annotated[str, Parameter(max_length=100)]
_QUESTION = "/api/centres/{centre_id:int}/questions/{question_id:int}"


@get("/api/centres/{centre_id:int}/questions", opt={"permission": "bank.manage"})
async def get_questions(
    tx: Tx,
    centre_id: int,
    q: Search = "",
    in_state: Annotated[QuestionState | None, Parameter(query="state")] = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> Page[Question]:
    """The questions of the centre's bank with their keys, the newest first."""
    return await bank.page(tx, centre_id, q=q, state=in_state, cursor=cursor, limit=limit)


@post("/api/centres/{centre_id:int}/questions", opt={"permission": "bank.manage"})
async def add_question(tx: Tx, actor: Actor, centre_id: int, data: NewQuestion) -> Question:
    """Write a question; it is a draft until another person approves it."""
    return await bank.add(tx, centre_id, data, actor.person_id)


@put(_QUESTION, opt={"permission": "bank.manage"})
async def rewrite_question(
    tx: Tx, actor: Actor, centre_id: int, question_id: int, data: NewQuestion
) -> Question:
    """Write a new version of a question; it is a draft again."""
    return await bank.rewrite(tx, centre_id, question_id, data, actor.person_id)


@post(_QUESTION + "/verdict", opt={"permission": "bank.manage"}, status_code=200)
async def judge_question(
    tx: Tx, actor: Actor, centre_id: int, question_id: int, data: QuestionVerdict
) -> Question:
    """Approve a draft of somebody else's, or retire a question."""
    if data.state == "retired":
        return await bank.retire(tx, centre_id, question_id, actor.person_id)
    return await bank.approve(tx, centre_id, question_id, actor.person_id, datetime.now(UTC))


@get("/api/centres/{centre_id:int}/topics", opt={"permission": "bank.manage"})
async def get_topics(tx: Tx, centre_id: int) -> dict[str, int]:
    """The topics of the bank, with the number of approved questions of each."""
    return await bank.counts(tx, centre_id)


@get("/api/centres/{centre_id:int}/blueprints", opt={"permission": "qualification.manage"})
async def get_blueprints(tx: Tx, centre_id: int) -> list[Blueprint]:
    """The centre's exams."""
    return await blueprints.all_of(tx, centre_id)


@post("/api/centres/{centre_id:int}/blueprints", opt={"permission": "qualification.manage"})
async def add_blueprint(tx: Tx, actor: Actor, centre_id: int, data: NewBlueprint) -> Blueprint:
    """Make an exam: what it is drawn from, and what passing it gives."""
    return await blueprints.add(tx, centre_id, data, actor.person_id)


@put(
    "/api/centres/{centre_id:int}/blueprints/{blueprint_id:int}/state",
    opt={"permission": "qualification.manage"},
)
async def set_blueprint_state(
    tx: Tx, actor: Actor, centre_id: int, blueprint_id: int, data: BlueprintState
) -> Blueprint:
    """Open or close an exam."""
    return await blueprints.set_state(tx, centre_id, blueprint_id, data.state, actor.person_id)


@get("/api/centres/{centre_id:int}/attempts", opt={"permission": "qualification.manage"})
async def get_attempts(
    tx: Tx, centre_id: int, limit: Limit = 50, cursor: str | None = None
) -> Page[AttemptRow]:
    """Everyone's attempts, the latest first."""
    return await reading.page(tx, centre_id, cursor=cursor, limit=limit)


@get(
    "/api/centres/{centre_id:int}/attempts/{attempt_id:int}",
    opt={"permission": "qualification.manage"},
)
async def get_centre_attempt(tx: Tx, centre_id: int, attempt_id: int) -> Attempt:
    """An attempt line by line: paper, seed, answers, key, marks, and how the practical tasks differ."""
    now = datetime.now(UTC)
    await sitting.settle_lapsed(tx, now)
    return await reading.of_centre(tx, centre_id, attempt_id, now)


ROUTES: list[Any] = [
    get_questions,
    add_question,
    rewrite_question,
    judge_question,
    get_topics,
    get_blueprints,
    add_blueprint,
    set_blueprint_state,
    get_attempts,
    get_centre_attempt,
]
