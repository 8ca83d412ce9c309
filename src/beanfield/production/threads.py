"""Questions about an item or a rule, and their answers.

A question about a rule (a class or a field of the schema) is seen by all who work under it, so that one
answer serves everybody. A question about an item alone is seen by who asked it, by those who had the item,
and by those who answer for the project. A question is open until one of these answers it; a further post of
the asker opens it again; asker and answerers may close it.
"""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from beanfield.people.access import allows
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.errors import Forbidden, Invalid, NotFound
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of
from beanfield.production import store_threads
from beanfield.production.model import NewPost, NewThread, Thread
from beanfield.production.places import project_place
from beanfield.production.store_threads import Filter, Held

ThreadState = Literal["open", "answered", "closed"]


async def answers_for(tx: Tx, actor: Actor, project_id: int) -> bool:
    """May this person answer for the project?"""
    place = await project_place(tx, project_id)
    return place is not None and allows(actor, "thread.answer", place)


async def page(tx: Tx, actor: Actor, wanted: Filter, *, cursor: str | None, limit: int) -> Page[Thread]:
    """Questions that this person may see, the newest first, with their posts."""
    keys = decode_cursor(cursor, int)
    seen = await _seen(tx, actor, wanted)
    found = await store_threads.listed(tx, seen, before=keys[0] if keys else None, limit=limit + 1)
    return page_of(found, limit, lambda thread: encode_cursor(thread.id))


async def _seen(tx: Tx, actor: Actor, wanted: Filter) -> Filter:
    if await answers_for(tx, actor, wanted.project_id):
        return wanted
    item = wanted.item_id
    if item is not None:
        item = await store_threads.item_behind(tx, wanted.project_id, actor.person_id, item)
    return replace(wanted, item_id=item, seen_by=actor.person_id)


async def ask(tx: Tx, actor: Actor, project_id: int, new: NewThread) -> Thread:
    """Ask about an item, a rule, or both.

    Raises:
        Invalid: the item is not one of the project.
    """
    if new.item_id is not None:
        item = await store_threads.item_behind(tx, project_id, actor.person_id, new.item_id)
        new = replace(new, item_id=item)
    thread_id = await store_threads.insert(tx, project_id, new, actor.person_id)
    if thread_id is None:
        raise Invalid("invalid_request", errors=[("item_id", "no_such_item", {})])
    await store_threads.add_post(tx, thread_id, actor.person_id, new.text)
    return await _one(tx, actor, project_id, thread_id)


async def post(tx: Tx, actor: Actor, project_id: int, thread_id: int, new: NewPost) -> Thread:
    """Answer, ask on, or close. Locks the question.

    Raises:
        NotFound: there is no such question, or this person may not see it.
        Forbidden: they see it, but neither asked it nor answer for the project.
    """
    wanted = Filter(project_id=project_id, thread_id=thread_id)
    held = await store_threads.hold(tx, await _seen(tx, actor, wanted))
    if held is None:
        raise NotFound("not_found_here")
    answering = await answers_for(tx, actor, project_id)
    if not answering and held.opened_by != actor.person_id:
        raise Forbidden("forbidden")
    await store_threads.add_post(tx, thread_id, actor.person_id, new.text)
    await store_threads.set_state(tx, thread_id, _state_after(held, actor, new))
    return await _one(tx, actor, project_id, thread_id)


def _state_after(held: Held, actor: Actor, new: NewPost) -> ThreadState:
    if new.close:
        return "closed"
    return "open" if held.opened_by == actor.person_id else "answered"


async def _one(tx: Tx, actor: Actor, project_id: int, thread_id: int) -> Thread:
    wanted = await _seen(tx, actor, Filter(project_id=project_id, thread_id=thread_id))
    return (await store_threads.listed(tx, wanted, before=None, limit=1))[0]
