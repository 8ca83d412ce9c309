"""Projects over HTTP: the project itself, its schema, its guide, its assignments."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import delete, get, patch, post
from litestar.di import Provide
from litestar.params import Parameter
from litestar.response import Redirect
from msgspec.structs import asdict

from beanfield.media.keep import take_picture
from beanfield.media.routes import Hash
from beanfield.people.access import allows, holds, reached
from beanfield.people.actor import Actor, Place
from beanfield.platform.database import Tx
from beanfield.platform.errors import Forbidden
from beanfield.platform.paging import Limit, Page
from beanfield.platform.services import Services
from beanfield.production import assignments, guide, projects, rule_pictures, schema_preview, schema_versions
from beanfield.production.model import (
    Assignment,
    AssignmentChanges,
    Counts,
    GuideVersion,
    NewAssignment,
    NewGuideVersion,
    NewProject,
    NewSchemaVersion,
    Project,
    ProjectChanges,
    ProjectRow,
    ProjectState,
    RestoreProject,
    RulePicture,
    SchemaPreview,
    SchemaVersion,
)
from beanfield.production.rules import rough
from beanfield.production.store_projects import Filter

Version = Annotated[int | None, Parameter(ge=1, le=2**31 - 1)]


async def project_filter(
    actor: Actor,
    in_state: Annotated[ProjectState | None, Parameter(query="state")] = None,
    centre_id: int | None = None,
    q: str = "",
    deleted: bool = False,
) -> Filter:
    """Which projects the list holds; only who may delete them sees the deleted ones."""
    if deleted and not holds(actor, "project.delete"):
        raise Forbidden("forbidden")
    return Filter(state=in_state, centre_id=centre_id, text=q, deleted=deleted)


@get(
    "/api/projects",
    opt={"permission": "project.read"},
    dependencies={"wanted": Provide(project_filter)},
)
async def get_projects(
    tx: Tx, actor: Actor, wanted: Filter, cursor: str | None = None, limit: Limit = 50
) -> Page[ProjectRow]:
    """Projects within reach, the newest first. `deleted` lists the deleted ones instead."""
    reach = reached(actor, "project.read")
    page = await projects.page(tx, reach, wanted, locale=actor.locale, cursor=cursor, limit=limit)
    for row in page.rows:
        hide_counts(actor, row)
    return page


def hide_counts(actor: Actor, row: ProjectRow) -> None:
    """Who may not see the progress is told rough counts: an exact one would not move for a gold item."""
    place = Place(project_id=row.id, centre_id=row.centre_id, customer_id=row.customer_id)
    if not allows(actor, "progress.read", place):
        row.counts = Counts(**{state: rough(count) for state, count in asdict(row.counts).items()})


@post("/api/projects", opt={"permission": "project.create"})
async def post_project(tx: Tx, actor: Actor, data: NewProject) -> Project:
    """Make a project, with its first schema version where one is given."""
    return await projects.create(tx, actor, data)


@post("/api/projects/restore", opt={"permission": "project.delete"}, status_code=200)
async def restore_project(tx: Tx, actor: Actor, data: RestoreProject) -> Project:
    """Bring a deleted project back as it was."""
    return await projects.restore(tx, actor, data.project_id)


@get("/api/projects/{project_id:int}", opt={"permission": "project.read"})
async def get_project(tx: Tx, actor: Actor, project_id: int) -> Project:
    """A project with its settings and counts."""
    project = await projects.one(tx, project_id, locale=actor.locale)
    hide_counts(actor, project)
    return project


@patch("/api/projects/{project_id:int}", opt={"permission": "project.manage"})
async def patch_project(tx: Tx, actor: Actor, project_id: int, data: ProjectChanges) -> Project:
    """Change what is given."""
    return await projects.change(tx, actor, project_id, data)


@delete("/api/projects/{project_id:int}", opt={"permission": "project.delete"})
async def delete_project(tx: Tx, actor: Actor, project_id: int) -> None:
    """Take a project out of sight; nothing of it is lost."""
    await projects.delete(tx, actor, project_id)


@get("/api/projects/{project_id:int}/schema", opt={"permission": "schema.read"})
async def get_schema(tx: Tx, project_id: int, version: Version = None) -> SchemaVersion:
    """A version of the label schema, or the newest."""
    return await schema_versions.one(tx, project_id, version)


@get("/api/projects/{project_id:int}/schema/versions", opt={"permission": "schema.read"})
async def get_schema_versions(tx: Tx, project_id: int) -> list[SchemaVersion]:
    """All versions, the newest first."""
    return await schema_versions.every(tx, project_id)


@post("/api/projects/{project_id:int}/schema", opt={"permission": "schema.manage"})
async def post_schema(tx: Tx, actor: Actor, project_id: int, data: NewSchemaVersion) -> SchemaVersion:
    """Append a version; annotations keep the one that they were made under."""
    return await schema_versions.add(tx, actor.person_id, project_id, data)


@post("/api/projects/{project_id:int}/schema/preview", opt={"permission": "schema.manage"}, status_code=200)
async def preview_schema(
    tx: Tx, actor: Actor, project_id: int, data: NewSchemaVersion, annotations: bool = True
) -> SchemaPreview:
    """What a version would do to the annotations that exist (`annotations=false`: only if it is sound)."""
    project = await projects.one(tx, project_id, locale=actor.locale)
    return await schema_preview.preview(
        tx, project_id, project.media, data, locale=actor.locale, look=annotations
    )


@post(
    "/api/projects/{project_id:int}/pictures",
    opt={"permission": "schema.manage"},
    request_max_body_size=rule_pictures.MOST_BYTES,
)
async def post_picture(services: Services, actor: Actor, project_id: int, body: bytes) -> RulePicture:
    """Add a picture (its bytes are the body, at most 10 MB) that examples of classes may name by its hash."""
    taken = await take_picture(services.objects, body, "")
    async with services.database.transaction() as tx:
        return await rule_pictures.add(tx, project_id, actor.person_id, taken)


@get(
    "/api/projects/{project_id:int}/pictures/{sha256:str}",
    opt={"permission": "guide.read"},
    status_code=307,
)
async def get_picture(tx: Tx, services: Services, project_id: int, sha256: Hash) -> Redirect:
    """A picture of the rules: leads to a link that holds for some minutes."""
    now = datetime.now(UTC)
    return Redirect(await rule_pictures.link(tx, services, project_id, sha256, now), status_code=307)


@get("/api/projects/{project_id:int}/guide", opt={"permission": "guide.read"})
async def get_guide(tx: Tx, project_id: int, version: Version = None) -> GuideVersion:
    """A version of the guide, or the newest."""
    return await guide.one(tx, project_id, version)


@get("/api/projects/{project_id:int}/guide/versions", opt={"permission": "guide.read"})
async def get_guide_versions(tx: Tx, project_id: int) -> list[GuideVersion]:
    """All versions, the newest first."""
    return await guide.every(tx, project_id)


@post("/api/projects/{project_id:int}/guide", opt={"permission": "guide.manage"})
async def post_guide(tx: Tx, actor: Actor, project_id: int, data: NewGuideVersion) -> GuideVersion:
    """Append a version."""
    return await guide.add(tx, actor.person_id, project_id, data)


@get("/api/projects/{project_id:int}/assignments", opt={"permission": "assignment.read"})
async def get_assignments(tx: Tx, project_id: int) -> list[Assignment]:
    """Who works on the project now."""
    return await assignments.every(tx, project_id)


@post("/api/projects/{project_id:int}/assignments", opt={"permission": "assignment.manage"})
async def post_assignment(tx: Tx, actor: Actor, project_id: int, data: NewAssignment) -> Assignment:
    """Give a person or a team a task."""
    return await assignments.assign(tx, actor, project_id, data)


@patch(
    "/api/projects/{project_id:int}/assignments/{assignment_id:int}", opt={"permission": "assignment.manage"}
)
async def patch_assignment(
    tx: Tx, actor: Actor, project_id: int, assignment_id: int, data: AssignmentChanges
) -> Assignment:
    """Change a cap, pause, go on, or end."""
    return await assignments.change(tx, actor, project_id, assignment_id, data)


ROUTES: list[Any] = [
    get_projects,
    post_project,
    restore_project,
    get_project,
    patch_project,
    delete_project,
    get_schema,
    get_schema_versions,
    post_schema,
    preview_schema,
    post_picture,
    get_picture,
    get_guide,
    get_guide_versions,
    post_guide,
    get_assignments,
    post_assignment,
    patch_assignment,
]
