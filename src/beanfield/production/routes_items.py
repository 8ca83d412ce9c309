"""What happens in a project, over HTTP: items, progress, questions; and everyone's home."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import get, patch, post
from litestar.di import Provide
from litestar.params import Parameter

from beanfield.people.access import allows
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page
from beanfield.platform.services import Services
from beanfield.production import home, items, progress, projects, threads
from beanfield.production.model import (
    Changed,
    Home,
    ItemChanges,
    ItemDetail,
    ItemRow,
    ItemState,
    NewPost,
    NewThread,
    Progress,
    Thread,
)
from beanfield.production.places import project_place
from beanfield.production.store_items import Listing, Sort
from beanfield.production.store_threads import Filter
from beanfield.production.threads import ThreadState

Text = Annotated[str, Parameter(max_length=200)]
Numbers = Annotated[str, Parameter(pattern=r"^(\d{1,18}(,\d{1,18}){0,199})?$")]


async def listing(
    project_id: int,
    in_state: Annotated[ItemState | None, Parameter(query="state")] = None,
    lot_id: int | None = None,
    q: Text = "",
    sort: Sort = "id",
    ids: Numbers = "",
) -> Listing:
    """What the list of items asks for; `ids` (with commas) names the only ones."""
    only = tuple(map(int, ids.split(","))) if ids else ()
    return Listing(project_id=project_id, state=in_state, lot_id=lot_id, text=q, sort=sort, ids=only)


@get(
    "/api/projects/{project_id:int}/items",
    opt={"permission": "item.list"},
    dependencies={"listing": Provide(listing)},
)
async def get_items(tx: Tx, listing: Listing, cursor: str | None = None, limit: Limit = 50) -> Page[ItemRow]:
    """Items by state, lot and a part of the name. A page may be short while `next` tells of more."""
    return await items.page(tx, listing, cursor=cursor, limit=limit)


@patch("/api/projects/{project_id:int}/items", opt={"permission": "item.manage"})
async def patch_items(tx: Tx, actor: Actor, project_id: int, data: ItemChanges) -> Changed:
    """Change many items at once: priority, lot, in or out."""
    return await items.change(tx, actor, project_id, data)


@get("/api/projects/{project_id:int}/items/{item_id:int}", opt={"permission": "item.read"})
async def get_item(tx: Tx, services: Services, actor: Actor, project_id: int, item_id: int) -> ItemDetail:
    """An item with everyone's answers and reviews; the known answer only for those who keep it."""
    place = await project_place(tx, project_id)
    with_gold = place is not None and any(
        allows(actor, permission, place) for permission in ("item.manage", "gold.manage")
    )
    return await items.detail(tx, services, project_id, item_id, now=datetime.now(UTC), with_gold=with_gold)


@get("/api/projects/{project_id:int}/progress", opt={"permission": "progress.read"})
async def get_progress(tx: Tx, actor: Actor, project_id: int) -> Progress:
    """Counts, the last 48 hours, people as far as this person may see them, and when it will be done."""
    project = await projects.one(tx, project_id, locale=actor.locale)
    teams = await progress.teams_shown(tx, actor, project_id)
    return await progress.of_project(tx, project_id, project.pipeline, datetime.now(UTC), teams=teams)


@get("/api/home", opt={"permission": "home.read"})
async def get_home(tx: Tx, actor: Actor) -> Home:
    """What this person may work on, and what they did today and in the last two weeks."""
    return await home.of_person(tx, actor, datetime.now(UTC))


async def thread_filter(
    project_id: int,
    in_state: Annotated[ThreadState | None, Parameter(query="state")] = None,
    item_id: int | None = None,
    rule: str | None = None,
) -> Filter:
    """Which questions the list holds."""
    return Filter(project_id=project_id, state=in_state, item_id=item_id, rule=rule)


@get(
    "/api/projects/{project_id:int}/threads",
    opt={"permission": "thread.read"},
    dependencies={"wanted": Provide(thread_filter)},
)
async def get_threads(
    tx: Tx, actor: Actor, wanted: Filter, cursor: str | None = None, limit: Limit = 50
) -> Page[Thread]:
    """Questions that this person may see, the newest first."""
    return await threads.page(tx, actor, wanted, cursor=cursor, limit=limit)


@post("/api/projects/{project_id:int}/threads", opt={"permission": "thread.write"})
async def post_thread(tx: Tx, actor: Actor, project_id: int, data: NewThread) -> Thread:
    """Ask about an item or a rule."""
    return await threads.ask(tx, actor, project_id, data)


@post("/api/projects/{project_id:int}/threads/{thread_id:int}/posts", opt={"permission": "thread.write"})
async def post_post(tx: Tx, actor: Actor, project_id: int, thread_id: int, data: NewPost) -> Thread:
    """Answer, ask on, or close."""
    return await threads.post(tx, actor, project_id, thread_id, data)


ROUTES: list[Any] = [
    get_items,
    patch_items,
    get_item,
    get_progress,
    get_home,
    get_threads,
    post_thread,
    post_post,
]
