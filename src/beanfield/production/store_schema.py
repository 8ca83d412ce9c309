"""Rows of schema versions, and the annotations that a new one would meet."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final, LiteralString

from beanfield.annotation.schema import LabelSchema, schema_to_dict
from beanfield.platform.database import Tx, dicts, execute, jsonb, row, rows, scalar
from beanfield.production.model import NewSchemaVersion, SchemaVersion

_COLUMNS: Final[LiteralString] = """
select s.version, s.schema, s.migration, s.note, s.created_at, p.name as created_by
from label_schema s left join person p on p.id = s.created_by
where s.project_id = %s
"""


async def versions(tx: Tx, project_id: int) -> list[SchemaVersion]:
    """All versions, the newest first."""
    return await rows(tx, SchemaVersion, _COLUMNS + "order by s.version desc", [project_id])


async def version(tx: Tx, project_id: int, number: int | None) -> SchemaVersion | None:
    """A version, or the newest where `number` is None."""
    query: LiteralString = (
        _COLUMNS + "and s.version = coalesce(%s, s.version) order by s.version desc limit 1"
    )
    return await row(tx, SchemaVersion, query, [project_id, number])


async def insert(
    tx: Tx, project_id: int, number: int, new: NewSchemaVersion, *, schema: LabelSchema, made_by: int
) -> None:
    """Append a version, its schema written out whole, and make it the project's present one.

    The caller holds the project's row.
    """
    await execute(
        tx,
        "insert into label_schema (project_id, version, schema, migration, note, created_by)"
        " values (%s, %s, %s, %s, %s, %s)",
        [project_id, number, jsonb(schema_to_dict(schema)), jsonb(new.migration), new.note, made_by],
    )
    await execute(tx, "update project set schema_version = %s where id = %s", [number, project_id])


async def count_annotations(tx: Tx, project_id: int) -> int:
    """How many annotations the project has."""
    count: int = await scalar(tx, "select count(*) from annotation where project_id = %s", [project_id])
    return count


async def newest_annotations(
    tx: Tx, project_id: int, *, most: int, batch: int
) -> AsyncIterator[list[dict[str, Any]]]:
    """The newest annotations in batches: `id`, `item`, `schema_version`, and `document` as JSON text."""
    after: tuple[Any, Any] | None = None
    left = most
    while left > 0:
        found = await dicts(
            tx,
            "select a.id, a.submitted_at, a.schema_version, a.document::text as document, i.name as item"
            " from annotation a join item i on i.id = a.item_id where a.project_id = %(project)s"
            " and (%(at)s::timestamptz is null or (a.submitted_at, a.id) < (%(at)s, %(id)s::uuid))"
            " order by a.submitted_at desc, a.id desc limit %(limit)s",
            {
                "project": project_id,
                "at": after[0] if after else None,
                "id": after[1] if after else None,
                "limit": min(batch, left),
            },
        )
        if not found:
            return
        yield found
        after = (found[-1]["submitted_at"], found[-1]["id"])
        left -= len(found)
