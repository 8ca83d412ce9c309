"""The working loop over HTTP: annotators, reviewers and adjudicators at work."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import Request, Router, get, post, put
from litestar.datastructures import State
from litestar.di import Provide

from beanfield.people.access import require
from beanfield.people.actor import Actor, Place
from beanfield.platform.database import Tx
from beanfield.platform.services import Services
from beanfield.production import check_next, clock, drafts
from beanfield.production.check_next import Checker
from beanfield.production.gather import Gatherer, chance
from beanfield.production.model import (
    Beat,
    BeatReply,
    DraftSave,
    DraftSaved,
    ReviewRequest,
    Task,
    Workplace,
    WorkReply,
    WorkRequest,
)
from beanfield.production.outline import OutlineFound, OutlineRequest, find_outline
from beanfield.production.workplace import workplace

#: Fifty large answers after an hour offline.
_MOST_BYTES = 64_000_000


def provide_gatherer(state: State) -> Gatherer:
    """The process's own, made when it is first asked for."""
    if not hasattr(state, "gatherer"):
        state.gatherer = Gatherer(state.services)
    gatherer: Gatherer = state.gatherer
    return gatherer


@get("/api/projects/{project_id:int}/workplace", opt={"permission": "workplace.read"})
async def get_workplace(tx: Tx, project_id: int, task: Task = "annotate") -> Workplace:
    """What the workbench loads once: rules, label schema, guide."""
    return await workplace(tx, project_id, task)


@post(
    "/api/projects/{project_id:int}/work",
    opt={"permission": "work.do"},
    status_code=200,
    request_max_body_size=_MOST_BYTES,
)
async def post_work(request: Request[Actor, Any, State], project_id: int, data: WorkRequest) -> WorkReply:
    """Hand in answers, skips and hand-backs, and get the next items; harmless to repeat."""
    # Not by injection: that starts a group of tasks for each request, a tenth of its time.
    actor, gatherer = request.user, provide_gatherer(request.app.state)
    return await gatherer.work(project_id, actor.person_id, actor.locale, data)


@post(
    "/api/projects/{project_id:int}/review",
    opt={"permission": "review.do"},
    status_code=200,
    request_max_body_size=_MOST_BYTES,
)
async def post_review(
    tx: Tx, services: Services, project_id: int, data: ReviewRequest, actor: Actor, gatherer: Gatherer
) -> WorkReply:
    """Hand in verdicts, and get the next items to check; harmless to repeat."""
    if data.task == "adjudicate":
        require(actor, "adjudicate.do", Place(project_id=project_id))
    checker = Checker(actor, services, gatherer.desk, chance())
    return await check_next.check(tx, checker, project_id, data, datetime.now(UTC))


@put("/api/leases/{lease_id:int}/draft", opt={"permission": "lease.hold"})
async def put_draft(tx: Tx, lease_id: int, data: DraftSave) -> DraftSaved:
    """Keep an unfinished answer; a revision that is not newer than the stored one is refused with 409."""
    return await drafts.save(tx, lease_id, data, datetime.now(UTC))


@post("/api/projects/{project_id:int}/beat", opt={"permission": "workplace.read"}, status_code=200)
async def post_beat(tx: Tx, project_id: int, data: Beat, actor: Actor, gatherer: Gatherer) -> BeatReply:
    """A sign of life from the workbench."""
    return await clock.beat(tx, gatherer.desk, project_id, actor.person_id, data, datetime.now(UTC))


@post("/api/leases/{lease_id:int}/outline", opt={"permission": "lease.hold"}, status_code=200)
async def post_outline(services: Services, lease_id: int, data: OutlineRequest) -> OutlineFound:
    """The outline of the thing in a box of the leased picture, refined by places that belong to it or not."""
    return await find_outline(services.database, services.objects, lease_id, data)


ROUTES: list[Any] = [
    Router(
        "/",
        route_handlers=[get_workplace, post_work, post_review, put_draft, post_beat, post_outline],
        dependencies={"gatherer": Provide(provide_gatherer, sync_to_thread=False)},
    )
]
