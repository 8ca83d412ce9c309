"""Gold, skill and feedback over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter

from beanfield.checks import feedback, gold, skill_view
from beanfield.checks.model_gold import (
    Feedback,
    FeedbackRow,
    GoldDetail,
    GoldFromWork,
    GoldMade,
    GoldOverview,
    GoldRow,
    GoldState,
    GoldVerdict,
    LeaderQuality,
    NewGold,
    PersonQuality,
)
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page
from beanfield.platform.services import Services


@get("/api/projects/{project_id:int}/gold", opt={"permission": "gold.manage"})
async def get_gold(
    tx: Tx,
    project_id: int,
    in_state: Annotated[GoldState | None, Parameter(query="state")] = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[GoldRow]:
    """The project's gold items, the newest first."""
    return await gold.page(tx, project_id, in_state, cursor=cursor, limit=limit)


@get("/api/projects/{project_id:int}/gold/overview", opt={"permission": "gold.manage"})
async def get_gold_overview(tx: Tx, project_id: int) -> GoldOverview:
    """How much gold there is, and how people did on it."""
    return await gold.overview(tx, project_id)


@get("/api/projects/{project_id:int}/gold/{item_id:int}", opt={"permission": "gold.manage"})
async def get_gold_item(tx: Tx, services: Services, project_id: int, item_id: int) -> GoldDetail:
    """A gold item with its right answers, what people answered, and what became of it."""
    return await gold.detail(tx, services, project_id, item_id, datetime.now(UTC))


@post("/api/projects/{project_id:int}/gold", opt={"permission": "gold.manage"})
async def post_gold(tx: Tx, actor: Actor, project_id: int, data: NewGold) -> GoldMade:
    """Make an item gold, or add an answer that is right too."""
    await gold.make(tx, actor.person_id, project_id, data, datetime.now(UTC))
    return GoldMade(1)


@post("/api/projects/{project_id:int}/gold/from-work", opt={"permission": "gold.manage"})
async def post_gold_from_work(tx: Tx, actor: Actor, project_id: int, data: GoldFromWork) -> GoldMade:
    """Make gold of accepted or adjudicated items by chance."""
    return GoldMade(await gold.make_from_work(tx, actor.person_id, project_id, data))


@post(
    "/api/projects/{project_id:int}/gold/{item_id:int}/verdict",
    opt={"permission": "gold.manage"},
    status_code=200,
)
async def post_gold_verdict(
    tx: Tx, services: Services, actor: Actor, project_id: int, item_id: int, data: GoldVerdict
) -> GoldDetail:
    """Confirm gold, take another answer in as right, or retire it."""
    now = datetime.now(UTC)
    await gold.judge(tx, actor.person_id, project_id, item_id, data, now)
    return await gold.detail(tx, services, project_id, item_id, now)


@get("/api/me/quality", opt={"permission": "me.read"})
async def get_my_quality(tx: Tx, actor: Actor) -> PersonQuality:
    """One's own figures as of last midnight."""
    return await skill_view.of_person(tx, actor.person_id, datetime.now(UTC))


@get("/api/people/{person_id:int}/quality", opt={"permission": "skill.read"})
async def get_quality(tx: Tx, person_id: int) -> LeaderQuality:
    """A person's figures as they see them themselves, with what calls for a look."""
    return await skill_view.of_led(tx, person_id, datetime.now(UTC))


@get("/api/me/feedback", opt={"permission": "me.read"})
async def get_feedback(tx: Tx, actor: Actor) -> list[FeedbackRow]:
    """Answers of one's own of which it was told what differed, the latest first."""
    return await feedback.of_person(tx, actor.person_id, datetime.now(UTC))


@get("/api/me/feedback/{annotation_id:uuid}", opt={"permission": "me.read"})
async def get_feedback_of(tx: Tx, services: Services, actor: Actor, annotation_id: UUID) -> Feedback:
    """One's own answer beside the right one."""
    return await feedback.one(tx, services, actor.person_id, annotation_id, datetime.now(UTC))


ROUTES: list[Any] = [
    get_gold,
    get_gold_overview,
    get_gold_item,
    post_gold,
    post_gold_from_work,
    post_gold_verdict,
    get_my_quality,
    get_quality,
    get_feedback,
    get_feedback_of,
]
