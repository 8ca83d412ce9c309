"""The working loop over HTTP."""

from __future__ import annotations

from typing import Any

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import Provide

from beanfield.people.actor import Actor
from beanfield.production.gather import Gatherer
from beanfield.production.model import WorkReply, WorkRequest


def provide_gatherer(state: State) -> Gatherer:
    """The process's own, made when it is first asked for."""
    if not hasattr(state, "gatherer"):
        state.gatherer = Gatherer(state.services)
    gatherer: Gatherer = state.gatherer
    return gatherer


@post("/api/projects/{project_id:int}/work", opt={"permission": "work.do"}, status_code=200, request_max_body_size=64_000_000)
async def post_work(project_id: int, data: WorkRequest, actor: Actor, gatherer: Gatherer) -> WorkReply:
    """Hand in answers, skips and hand-backs, and get the next items; harmless to repeat."""
    return await gatherer.work(project_id, actor.person_id, actor.locale, data)


ROUTES: list[Any] = [
    Router(
        "/",
        route_handlers=[post_work],
        dependencies={"gatherer": Provide(provide_gatherer, sync_to_thread=False)},
    )
]
