"""Rows of questions and their posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, LiteralString

from msgspec import Struct

from beanfield.people.actor import Reached
from beanfield.platform.database import Tx, Where, dicts, execute, jsonb, row, scalar
from beanfield.production.model import NewThread, Post, Thread

_THREADS: Final[LiteralString] = """
select t.id, shown_number(k.key, t.item_id) as item_id, shown_name(k.key, i.id, i.name) as item_name,
    t.rule, t.pin, t.state, p.name as opened_by, t.opened_at
from thread t
join person p on p.id = t.opened_by
left join item i on i.id = t.item_id
join project j on j.id = t.project_id
cross join lateral (select case when %(masked)s then j.gold_key end as key) k
"""


_HOLD: Final[LiteralString] = "select t.id, t.state, t.opened_by from thread t "


class Held(Struct, frozen=True):
    """A question, locked against other changes."""

    id: int
    state: str
    opened_by: int


class Filter(Struct, frozen=True, kw_only=True):
    """Which questions of a project. With `seen_by`, only those that this person may see."""

    project_id: int
    state: str | None = None
    item_id: int | None = None
    rule: str | None = None
    seen_by: int | None = None
    thread_id: int | None = None


def _where(wanted: Filter) -> Where:
    where = Where()
    where.params["masked"] = wanted.seen_by is not None
    where.add("t.project_id = %(project)s", project=wanted.project_id)
    if wanted.state is not None:
        where.add("t.state = %(state)s", state=wanted.state)
    if wanted.item_id is not None:
        where.add("t.item_id = %(item)s", item=wanted.item_id)
    if wanted.rule is not None:
        where.add("t.rule = %(rule)s", rule=wanted.rule)
    if wanted.thread_id is not None:
        where.add("t.id = %(thread)s", thread=wanted.thread_id)
    if wanted.seen_by is not None:
        where.add(
            "t.rule is not null or t.item_id is null or t.opened_by = %(person)s or exists ("
            " select from lease l where l.item_id = t.item_id and l.person_id = %(person)s and not l.gold)",
            person=wanted.seen_by,
        )
    return where


async def listed(tx: Tx, wanted: Filter, *, before: int | None, limit: int) -> list[Thread]:
    """Questions with all their posts, the newest first, from the one before `before` on."""
    where = _where(wanted)
    if before is not None:
        where.add("t.id < %(before)s", before=before)
    query: LiteralString = _THREADS + where.clause + " order by t.id desc limit %(limit)s"
    found = await dicts(tx, query, {**where.params, "limit": limit})
    posts = await _posts(tx, [thread["id"] for thread in found])
    return [Thread(**thread, posts=posts[thread["id"]]) for thread in found]


async def _posts(tx: Tx, threads: Sequence[int]) -> defaultdict[int, list[Post]]:
    posts: defaultdict[int, list[Post]] = defaultdict(list)
    for found in await dicts(
        tx,
        "select o.thread_id, o.id, o.person_id, p.name as person_name, o.text, o.at"
        " from post o join person p on p.id = o.person_id where o.thread_id = any(%s) order by o.id",
        [list(threads)],
    ):
        posts[found.pop("thread_id")].append(Post(**found))
    return posts


async def hold(tx: Tx, wanted: Filter) -> Held | None:
    """Lock the question that the filter names, where it may be seen."""
    where = _where(wanted)
    query: LiteralString = _HOLD + where.clause + " for no key update of t"
    return await row(tx, Held, query, where.params)


async def item_behind(tx: Tx, project_id: int, person_id: int, shown: int) -> int:
    """The item that a person knows by this number; the number itself where it is none of that kind."""
    found: int | None = await scalar(
        tx,
        "select l.item_id from lease l join project p on p.id = l.project_id"
        " where l.person_id = %s and l.project_id = %s and l.state in ('active', 'submitted', 'skipped')"
        " and p.gold_key is not null and shown_number(p.gold_key, l.item_id) = %s limit 1",
        [person_id, project_id, shown],
    )
    return shown if found is None else found


async def insert(tx: Tx, project_id: int, new: NewThread, opened_by: int) -> int | None:
    """A new question; its id, or None where the item is not the project's."""
    return await scalar(  # type: ignore[no-any-return]  # the column is an integer
        tx,
        "insert into thread (project_id, item_id, rule, pin, opened_by)"
        " select %(project)s, %(item)s::bigint, %(rule)s, %(pin)s, %(person)s where %(item)s::bigint is null"
        " or exists (select from item where id = %(item)s and project_id = %(project)s) returning id",
        {
            "project": project_id,
            "item": new.item_id,
            "rule": new.rule,
            "pin": None if new.pin is None else jsonb(new.pin),
            "person": opened_by,
        },
    )


async def add_post(tx: Tx, thread_id: int, person_id: int, text: str) -> None:
    """Append a post."""
    await execute(
        tx, "insert into post (thread_id, person_id, text) values (%s, %s, %s)", [thread_id, person_id, text]
    )


async def set_state(tx: Tx, thread_id: int, state: str) -> None:
    """Open, answered or closed."""
    await execute(tx, "update thread set state = %s where id = %s", [state, thread_id])


async def waiting(tx: Tx, person_id: int, answers: Reached, *, most: int) -> int:
    """Open questions that the person asked or may answer, counted no further than `most`."""
    count: int = await scalar(
        tx,
        "select count(*) from ("
        " select from thread t join project p on p.id = t.project_id and p.deleted_at is null"
        " where t.state = 'open' and (t.opened_by = %(person)s or %(everything)s"
        " or p.centre_id = any(%(centres)s) or p.customer_id = any(%(customers)s)"
        " or p.id = any(%(projects)s)) limit %(most)s) counted",
        _reach_params(answers) | {"person": person_id, "most": most},
    )
    return count


def _reach_params(reach: Reached) -> dict[str, Any]:
    return {
        "everything": reach.everything,
        "centres": reach.centres,
        "customers": reach.customers,
        "projects": reach.projects,
    }
