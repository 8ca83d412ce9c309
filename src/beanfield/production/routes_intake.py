"""Data in and out over HTTP: uploads, imports, exports, formats."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Response, get, patch, post

from beanfield.formats import registry
from beanfield.media.outside import named_stores
from beanfield.media.sending import AnyRequest, send
from beanfield.people.actor import Actor
from beanfield.platform import audit
from beanfield.platform.database import Tx
from beanfield.platform.services import Services
from beanfield.production import export_send, exports, intake, uploads
from beanfield.production.model import (
    ExportRun,
    FormatRow,
    ImportRun,
    NewExport,
    NewImport,
    NewSending,
    NewUpload,
    Upload,
)


@post("/api/uploads", opt={"permission": "media.upload"})
async def begin_upload(tx: Tx, services: Services, actor: Actor, data: NewUpload) -> Upload:
    """Announce a file; its bytes follow by chunks."""
    return await uploads.begin(tx, services.settings, actor.person_id, data)


@get("/api/uploads/{upload_id:uuid}", opt={"permission": "media.upload"})
async def get_upload(tx: Tx, actor: Actor, upload_id: UUID) -> Upload:
    """How far an upload has come: the offset of the next chunk is `received`."""
    return await uploads.find(tx, upload_id, actor.person_id)


@patch(
    "/api/uploads/{upload_id:uuid}",
    opt={"permission": "media.upload"},
    request_max_body_size=uploads.MOST_CHUNK,
)
async def add_chunk(services: Services, actor: Actor, upload_id: UUID, offset: int, body: bytes) -> Upload:
    """The next bytes of a file, at most 32 MB; no transaction is open while they arrive."""
    async with services.database.transaction() as tx:
        return await uploads.add_chunk(tx, services.settings, actor.person_id, upload_id, offset, body)


@get("/api/formats", opt={"permission": "format.read"})
async def get_formats(actor: Actor) -> list[FormatRow]:
    """The formats of data in and out."""
    return [
        FormatRow(
            name,
            found.title(actor.locale),
            found.reader is not None,
            found.writer is not None,
            sorted(found.holds.media | found.holds.shapes | found.holds.fields),
        )
        for name, found in registry.all_formats().items()
    ]


@get("/api/projects/{project_id:int}/stores", opt={"permission": "import.run"})
async def get_stores(services: Services, project_id: int) -> list[str]:  # noqa: ARG001  the guard reads it
    """The names of the stores that data may be imported from."""
    return sorted(named_stores(services.settings))


@get("/api/projects/{project_id:int}/imports", opt={"permission": "import.read"})
async def get_imports(tx: Tx, actor: Actor, project_id: int) -> list[ImportRun]:
    """The project's imports, the latest first."""
    return await intake.all_runs(tx, project_id, actor.locale)


@post("/api/projects/{project_id:int}/imports", opt={"permission": "import.run"})
async def start_import(tx: Tx, actor: Actor, project_id: int, data: NewImport) -> ImportRun:
    """Import uploads; look at the run until it is done or failed."""
    run_id = await intake.ask(tx, actor.person_id, project_id, data)
    return await intake.one_run(tx, project_id, run_id, actor.locale)


@get("/api/projects/{project_id:int}/imports/{run_id:int}", opt={"permission": "import.read"})
async def get_import(tx: Tx, actor: Actor, project_id: int, run_id: int) -> ImportRun:
    """One import: how far it is, and what was wrong."""
    return await intake.one_run(tx, project_id, run_id, actor.locale)


@get("/api/projects/{project_id:int}/exports", opt={"permission": "export.read"})
async def get_exports(tx: Tx, actor: Actor, project_id: int) -> list[ExportRun]:
    """The project's exports, the latest first."""
    return await exports.all_runs(tx, project_id, actor.locale)


@post("/api/projects/{project_id:int}/exports", opt={"permission": "export.run"})
async def start_export(tx: Tx, actor: Actor, project_id: int, data: NewExport) -> ExportRun:
    """Export; look at the run until it is done or failed, then fetch its file."""
    run_id = await exports.ask(tx, actor.person_id, project_id, data)
    return await exports.one_run(tx, project_id, run_id, actor.locale)


@get("/api/projects/{project_id:int}/exports/{run_id:int}", opt={"permission": "export.read"})
async def get_export(tx: Tx, actor: Actor, project_id: int, run_id: int) -> ExportRun:
    """One export: how far it is, or why it failed."""
    return await exports.one_run(tx, project_id, run_id, actor.locale)


@get(
    "/api/projects/{project_id:int}/exports/{run_id:int}/file", opt={"permission": "export.read", "raw": True}
)
async def get_export_file(
    request: AnyRequest, tx: Tx, services: Services, project_id: int, run_id: int
) -> Response[Any]:
    """The file of a finished export; parts of it may be asked for."""
    media, name = await exports.file_of(tx, project_id, run_id)
    return await send(request, services.objects, media, cache="private, no-cache", name=name)


@post("/api/projects/{project_id:int}/exports/{run_id:int}/send", opt={"permission": "export.run"})
async def send_export(
    tx: Tx, services: Services, actor: Actor, project_id: int, run_id: int, data: NewSending
) -> None:
    """Write the file of a finished export into a store that the settings name."""
    media, _ = await exports.file_of(tx, project_id, run_id)
    await export_send.send_out(services, media.sha256, data)
    details = {"store": data.store, "path": data.path, "sha256": media.sha256}
    await audit.record(tx, actor.person_id, "export.send", f"project:{project_id}", details=details)


ROUTES: list[Any] = [
    begin_upload,
    get_upload,
    add_chunk,
    get_formats,
    get_stores,
    get_imports,
    start_import,
    get_import,
    get_exports,
    start_export,
    get_export,
    get_export_file,
    send_export,
]
