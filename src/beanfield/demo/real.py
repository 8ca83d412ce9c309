"""Real data sets of a folder as projects: one for each sub-folder that a format recognises."""

from __future__ import annotations

from pathlib import Path

import structlog

from beanfield.demo.cast import Cast
from beanfield.demo.making import administrator, exists, take_in
from beanfield.formats import registry
from beanfield.formats.faults import FormatError
from beanfield.platform.services import Services
from beanfield.production import assignments, projects
from beanfield.production.model import MediaKind, NewAssignment, NewProject, Pipeline, ProjectChanges

log = structlog.get_logger()
_KINDS: tuple[MediaKind, ...] = ("image", "text", "chat", "audio")


async def add_real_projects(services: Services, cast: Cast, folder: Path) -> None:
    """Add what is not there yet; a set that cannot be read is told in the log and left out."""
    for entry in _sets(folder):
        try:
            await _add(services, cast, entry)
        except (FormatError, RuntimeError) as error:
            log.warning("real_data_left_out", folder=entry.name, why=str(error))


def _sets(folder: Path) -> list[Path]:
    return sorted(entry for entry in folder.iterdir() if entry.is_dir())


async def _add(services: Services, cast: Cast, entry: Path) -> None:
    admin = administrator(cast)
    found = registry.guess(entry)
    media = next(kind for kind in _KINDS if kind in found.holds.media)
    async with services.database.transaction() as tx:
        if await exists(tx, entry.name):
            return
        new = NewProject(
            name=entry.name,
            media=media,
            centre_id=cast.centres[0],
            description=f"真实数据：{entry.name}（{found.title('zh-CN')}）",
            pipeline=Pipeline(review="share", review_share=0.3),
        )
        project_id = (await projects.create(tx, admin, new)).id
    try:
        await take_in(services, admin, project_id, entry, "prelabel")
    except RuntimeError:
        async with services.database.transaction() as tx:
            await projects.delete(tx, admin, project_id)
        raise
    async with services.database.transaction() as tx:
        made = await projects.one(tx, project_id, locale="zh-CN")
        await assignments.assign(tx, admin, project_id, NewAssignment("annotate", team_id=cast.teams[0][0]))
        reviewer = NewAssignment("review", person_id=cast.by_login["reviewer"])
        await assignments.assign(tx, admin, project_id, reviewer)
        if made.schema_version:
            await projects.change(tx, admin, project_id, ProjectChanges(state="running"))
    log.info("real_project", name=entry.name, format=found.name)
