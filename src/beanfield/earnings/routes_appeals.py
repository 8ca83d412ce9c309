"""Appeals over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import get, post
from litestar.params import Parameter

from beanfield.earnings import appeals
from beanfield.earnings.model import Appeal, AppealAnswer, AppealState, NewAppeal
from beanfield.people.access import reached
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page


@post("/api/me/appeals", opt={"permission": "appeal.open"}, status_code=204)
async def open_appeal(tx: Tx, actor: Actor, data: NewAppeal) -> None:
    """Appeal a line of one's own pay; it shows the appeal and its answer."""
    await appeals.open_appeal(tx, actor.person_id, data, datetime.now(UTC))


@get("/api/appeals", opt={"permission": "appeal.answer"})
async def get_appeals(
    tx: Tx,
    actor: Actor,
    in_state: Annotated[AppealState | None, Parameter(query="state")] = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Appeal]:
    """Appeals within reach, the latest first."""
    reach = reached(actor, "appeal.answer")
    return await appeals.within_reach(tx, actor.person_id, reach, in_state, cursor, limit)


@post(
    "/api/projects/{project_id:int}/appeals/{appeal_id:int}/answer",
    opt={"permission": "appeal.answer"},
    status_code=200,
)
async def answer_appeal(tx: Tx, actor: Actor, project_id: int, appeal_id: int, data: AppealAnswer) -> Appeal:
    """Grant an appeal, which corrects the line, or refuse it with a reason. Final."""
    return await appeals.answer(tx, actor.person_id, project_id, appeal_id, data, datetime.now(UTC))


ROUTES: list[Any] = [open_appeal, get_appeals, answer_appeal]
