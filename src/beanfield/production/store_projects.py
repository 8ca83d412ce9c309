"""Rows of projects."""

from __future__ import annotations

from typing import Any, Final, LiteralString, TypeVar

from msgspec import Struct
from msgspec.structs import asdict

from beanfield.people.actor import Reached
from beanfield.platform.database import Tx, Where, as_struct, dicts, execute, jsonb, like, row, scalar
from beanfield.production import store_counts
from beanfield.production.model import MediaKind, NewProject, Pipeline, Project, ProjectRow, ProjectState

_COLUMNS: Final[LiteralString] = """
    p.id, p.name, p.centre_id, p.customer_id, p.media, p.state, p.priority, p.created_at, p.description,
    p.pipeline, p.schema_version, p.guide_version, p.median_seconds,
    case when %(english)s and c.name_en <> '' then c.name_en else c.name_zh end as centre_name,
    case when %(english)s and u.name_en <> '' then u.name_en else u.name_zh end as customer_name
from project p
join centre c on c.id = p.centre_id
left join customer u on u.id = p.customer_id
"""


class Filter(Struct, frozen=True, kw_only=True):
    """What a list of projects is narrowed to. `deleted` lists those that were deleted, and no others."""

    state: ProjectState | None = None
    centre_id: int | None = None
    text: str = ""
    deleted: bool = False


class Held(Struct, frozen=True):
    """A project's row, locked against other changes."""

    id: int
    centre_id: int
    customer_id: int | None
    name: str
    description: str
    media: MediaKind
    state: ProjectState
    priority: int
    pipeline: Pipeline
    schema_version: int
    guide_version: int


async def listed(
    tx: Tx, reach: Reached, wanted: Filter, *, locale: str, before: int | None, limit: int
) -> list[ProjectRow]:
    """Projects within reach, the newest first, from the one before `before` on."""
    where = Where()
    where.add("(p.deleted_at is not null) = %(deleted)s", deleted=wanted.deleted)
    if not reach.everything:
        where.add(
            "p.centre_id = any(%(centres)s) or p.customer_id = any(%(customers)s)"
            " or p.id = any(%(projects)s)",
            centres=reach.centres,
            customers=reach.customers,
            projects=reach.projects,
        )
    if wanted.state is not None:
        where.add("p.state = %(state)s", state=wanted.state)
    if wanted.centre_id is not None:
        where.add("p.centre_id = %(centre)s", centre=wanted.centre_id)
    if wanted.text:
        where.add("p.name ilike %(text)s", text=like(wanted.text))
    if before is not None:
        where.add("p.id < %(before)s", before=before)
    query: LiteralString = "select" + _COLUMNS + where.clause + " order by p.id desc limit %(limit)s"
    found = await dicts(tx, query, {**where.params, "english": locale == "en", "limit": limit})
    return await _counted(tx, found, ProjectRow)


async def found(tx: Tx, project_ids: list[int], *, locale: str) -> list[Project]:
    """The projects of these ids that were not deleted, in the order of their ids."""
    query: LiteralString = (
        "select" + _COLUMNS + "where p.id = any(%(ids)s) and p.deleted_at is null order by p.id"
    )
    rows = await dicts(tx, query, {"ids": project_ids, "english": locale == "en"})
    return await _counted(tx, rows, Project)


Kind = TypeVar("Kind", bound=ProjectRow)


async def _counted(tx: Tx, rows: list[dict[str, Any]], kind: type[Kind]) -> list[Kind]:
    counts = await store_counts.of_projects(tx, [row["id"] for row in rows])
    return [as_struct({**row, "counts": asdict(counts[row["id"]])}, kind) for row in rows]


async def insert(tx: Tx, new: NewProject, made_by: int) -> int:
    """A new project in state draft; returns its id."""
    made: int = await scalar(
        tx,
        "insert into project (centre_id, customer_id, name, description, media, pipeline, created_by)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id",
        [new.centre_id, new.customer_id, new.name, new.description, new.media, jsonb(new.pipeline), made_by],
    )
    return made


async def hold(tx: Tx, project_id: int) -> Held | None:
    """Lock a project's row until the transaction ends; None where there is none, or no longer."""
    return await row(
        tx, Held, "select * from project where id = %s and deleted_at is null for no key update", [project_id]
    )


async def update(tx: Tx, held: Held) -> None:
    """Write a changed row."""
    await execute(
        tx,
        "update project set name = %s, description = %s, state = %s, priority = %s, pipeline = %s,"
        " customer_id = %s where id = %s",
        [
            held.name,
            held.description,
            held.state,
            held.priority,
            jsonb(held.pipeline),
            held.customer_id,
            held.id,
        ],
    )


async def mark_deleted(tx: Tx, project_id: int, *, deleted: bool) -> int | None:
    """Delete a project or bring it back; returns its centre, or None where it does not stand so."""
    return await scalar(  # type: ignore[no-any-return]  # the column is an integer
        tx,
        "update project set deleted_at = case when %(deleted)s then now() end"
        " where id = %(id)s and (deleted_at is null) = %(deleted)s returning centre_id",
        {"id": project_id, "deleted": deleted},
    )


async def spread_overlap(tx: Tx, project_id: int, overlap: int, *, most: int) -> int:
    """Give up to `most` open items that nobody has begun a new overlap; returns how many."""
    return await execute(
        tx,
        "update item set overlap = %(overlap)s, open_slots = %(overlap)s where id in ("
        " select id from item where project_id = %(project)s and state = 'open' and answered = 0"
        " and open_slots = overlap and overlap <> %(overlap)s order by id limit %(most)s for no key update)",
        {"project": project_id, "overlap": overlap, "most": most},
    )
