"""The written rules of a project: append-only versions of a Markdown text."""

from __future__ import annotations

from typing import Final, LiteralString

from beanfield.platform import audit
from beanfield.platform.database import Tx, execute, row, rows
from beanfield.platform.errors import NotFound
from beanfield.production import projects
from beanfield.production.model import GuideVersion, NewGuideVersion

_VERSIONS: Final[LiteralString] = """
select g.version, g.markdown, g.note, g.created_at, p.name as created_by
from guide g left join person p on p.id = g.created_by
where g.project_id = %(project)s and (%(version)s::int is null or g.version = %(version)s)
order by g.version desc
"""


async def every(tx: Tx, project_id: int) -> list[GuideVersion]:
    """All versions, the newest first."""
    return await rows(tx, GuideVersion, _VERSIONS, {"project": project_id, "version": None})


async def one(tx: Tx, project_id: int, version: int | None = None) -> GuideVersion:
    """A version, or the newest.

    Raises:
        NotFound: the project has no such version, or no guide at all.
    """
    query: LiteralString = _VERSIONS + "limit 1"
    found = await row(tx, GuideVersion, query, {"project": project_id, "version": version})
    if found is None:
        raise NotFound("guide_not_found")
    return found


async def add(tx: Tx, actor_id: int, project_id: int, new: NewGuideVersion) -> GuideVersion:
    """Append a version. Locks the project's row, so that numbers follow each other."""
    held = await projects.hold(tx, project_id)
    version = held.guide_version + 1
    await execute(
        tx,
        "insert into guide (project_id, version, markdown, note, created_by) values (%s, %s, %s, %s, %s)",
        [project_id, version, new.markdown, new.note, actor_id],
    )
    await execute(tx, "update project set guide_version = %s where id = %s", [version, project_id])
    await audit.record(
        tx,
        actor_id,
        "guide.added",
        f"project:{project_id}",
        centre_id=held.centre_id,
        details={"version": version, "note": new.note},
    )
    return await one(tx, project_id, version)
