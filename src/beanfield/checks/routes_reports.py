"""Reports of quality over HTTP: the project's, its disputed items, the opinion on one item."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import get, post
from litestar.params import Parameter

from beanfield.checks import consensus, reports
from beanfield.checks.model_reports import Disputed, Report
from beanfield.checks.model_rules import Opinion
from beanfield.checks.routes_rules import place_of
from beanfield.people.access import allows
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page
from beanfield.production import progress

Confidence = Annotated[float | None, Parameter(ge=0, le=1.1)]


@get("/api/projects/{project_id:int}/quality", opt={"permission": "quality.read"})
async def get_report(tx: Tx, actor: Actor, project_id: int) -> Report:
    """The project's quality as it was when the report was made; people as far as this person may see them."""
    teams = await progress.teams_shown(tx, actor, project_id)
    managed = allows(actor, "item.manage", await place_of(tx, project_id))
    return await reports.of_project(tx, project_id, teams=teams, gold=managed)


@post("/api/projects/{project_id:int}/quality", opt={"permission": "quality.read"}, status_code=202)
async def post_report(tx: Tx, project_id: int) -> None:
    """Have the report made anew; it is there some seconds later."""
    await reports.ask(tx, project_id)


@get("/api/projects/{project_id:int}/quality/disputed", opt={"permission": "quality.read"})
async def get_disputed(
    tx: Tx,
    project_id: int,
    least: Confidence = None,
    below: Confidence = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Disputed]:
    """Items with several answers, the least sure first."""
    return await reports.disputed(tx, project_id, least=least or 0.0, below=below, cursor=cursor, limit=limit)


@get("/api/projects/{project_id:int}/items/{item_id:int}/opinion", opt={"permission": "item.read"})
async def get_opinion(tx: Tx, project_id: int, item_id: int) -> Opinion:
    """What the item's answers say together, how sure that is, and who gave which part."""
    return await consensus.opinion_on(tx, project_id, item_id)


ROUTES: list[Any] = [get_report, post_report, get_disputed, get_opinion]
