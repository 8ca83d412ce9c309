"""The client itself: one method for each thing that the command line does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self
from uuid import UUID

from beanfield.client.connection import Connection
from beanfield.people.model import Me
from beanfield.production.model import (
    Assignment,
    Delivery,
    ExportRun,
    ImportRun,
    ItemDetail,
    ItemRow,
    ItemState,
    Lot,
    LotVerdict,
    MediaKind,
    NewAssignment,
    NewExport,
    NewImport,
    NewLot,
    NewProject,
    NewSchemaVersion,
    NewUpload,
    Pipeline,
    Progress,
    Project,
    ProjectChanges,
    ProjectRow,
    ProjectState,
    SchemaVersion,
    Task,
    Upload,
    WorkReply,
    WorkRequest,
)

CHUNK = 4 * 1024 * 1024
Report = Callable[[str, int, int], None]
"""Hears (what, done, of how many)."""


def _silent(_what: str, _done: int, _total: int) -> None: ...


class Client:
    """A person's access to a server by an API token. Use it as a context manager, or call `close`."""

    def __init__(self, url: str, token: str, *, timeout: float = 60.0) -> None:
        self._connection = Connection(url, token, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def me(self) -> Me:
        """Who the token belongs to."""
        return self._connection.ask("GET", "/api/me", Me)

    # Projects

    def projects(self, *, state: ProjectState | None = None, q: str | None = None) -> Iterator[ProjectRow]:
        """The projects that this person may see."""
        return self._connection.pages("/api/projects", ProjectRow, {"state": state, "q": q})

    def project(self, project_id: int) -> Project:
        return self._connection.ask("GET", f"/api/projects/{project_id}", Project)

    def create_project(
        self,
        name: str,
        *,
        media: MediaKind,
        centre_id: int,
        schema: dict[str, Any] | None = None,
        pipeline: Pipeline | None = None,
    ) -> Project:
        """A new project in state draft."""
        new = NewProject(
            name=name, media=media, centre_id=centre_id, schema=schema, pipeline=pipeline or Pipeline()
        )
        return self._connection.ask("POST", "/api/projects", Project, body=new)

    def set_state(self, project_id: int, state: ProjectState) -> Project:
        """Start, pause, finish or archive a project."""
        body = ProjectChanges(state=state)
        return self._connection.ask("PATCH", f"/api/projects/{project_id}", Project, body=body)

    def schema(self, project_id: int, version: int | None = None) -> SchemaVersion:
        path = f"/api/projects/{project_id}/schema"
        return self._connection.ask("GET", path, SchemaVersion, query={"version": version})

    def save_schema(
        self,
        project_id: int,
        schema: dict[str, Any],
        *,
        migration: list[dict[str, Any]] | None = None,
        note: str = "",
    ) -> SchemaVersion:
        """A new version of the label schema; annotations made under older ones keep theirs."""
        body = NewSchemaVersion(schema=schema, migration=migration or [], note=note)
        return self._connection.ask("POST", f"/api/projects/{project_id}/schema", SchemaVersion, body=body)

    def progress(self, project_id: int) -> Progress:
        return self._connection.ask("GET", f"/api/projects/{project_id}/progress", Progress)

    def items(
        self, project_id: int, *, state: ItemState | None = None, q: str | None = None
    ) -> Iterator[ItemRow]:
        return self._connection.pages(f"/api/projects/{project_id}/items", ItemRow, {"state": state, "q": q})

    def item(self, project_id: int, item_id: int) -> ItemDetail:
        return self._connection.ask("GET", f"/api/projects/{project_id}/items/{item_id}", ItemDetail)

    def assign(
        self, project_id: int, task: Task, *, person_id: int | None = None, team_id: int | None = None
    ) -> Assignment:
        """Give a person or a team a task in the project."""
        body = NewAssignment(task=task, person_id=person_id, team_id=team_id)
        return self._connection.ask("POST", f"/api/projects/{project_id}/assignments", Assignment, body=body)

    # Data in

    def upload(self, path: Path, report: Report = _silent) -> Upload:
        """Send a file by parts; after a broken connection `resume` sends the rest."""
        size = path.stat().st_size
        made = self._connection.ask(
            "POST", "/api/uploads", Upload, body=NewUpload(name=path.name, bytes=size)
        )
        return self.resume(made.id, path, report)

    def resume(self, upload_id: UUID, path: Path, report: Report = _silent) -> Upload:
        """Send what the server does not have yet."""
        upload = self._connection.ask("GET", f"/api/uploads/{upload_id}", Upload)
        with path.open("rb") as file:
            while upload.received < upload.bytes:
                file.seek(upload.received)
                upload = self._connection.ask(
                    "PATCH",
                    f"/api/uploads/{upload_id}",
                    Upload,
                    query={"offset": upload.received},
                    content=file.read(CHUNK),
                )
                report(path.name, upload.received, upload.bytes)
        return upload

    def import_files(
        self,
        project_id: int,
        paths: Sequence[str | Path],
        *,
        format: str | None = None,
        annotations: Literal["prelabel", "gold", "ignore"] = "prelabel",
        skip_faulty: bool = False,
        report: Report = _silent,
    ) -> ImportRun:
        """Upload files, import them, and wait for the end; a failed run lists its faults."""
        uploads = [self.upload(Path(path), report) for path in paths]
        new = NewImport(
            uploads=[upload.id for upload in uploads],
            format=format,
            annotations=annotations,
            skip_faulty=skip_faulty,
        )
        return self.import_as(project_id, new, report)

    def import_as(self, project_id: int, new: NewImport, report: Report = _silent) -> ImportRun:
        """Import what `new` names (uploads, or a store), and wait for the end."""
        base = f"/api/projects/{project_id}/imports"
        run = self._connection.ask("POST", base, ImportRun, body=new)
        while run.state in {"waiting", "running"}:
            time.sleep(0.5)
            run = self._connection.ask("GET", f"{base}/{run.id}", ImportRun)
            report(run.source, run.items, run.items)
        return run

    # Data out

    def export(
        self,
        project_id: int,
        target: Path,
        *,
        format: str,
        states: list[ItemState] | None = None,
        drop: bool = False,
        report: Report = _silent,
    ) -> ExportRun:
        """Export, wait, and write the file to `target`; a failed run tells its problem."""
        base = f"/api/projects/{project_id}/exports"
        new = NewExport(format=format, states=states, drop=drop)
        run = self._connection.ask("POST", base, ExportRun, body=new)
        while run.state in {"waiting", "running"}:
            time.sleep(0.5)
            run = self._connection.ask("GET", f"{base}/{run.id}", ExportRun)
            report(format, run.items, run.items)
        if run.state == "done":
            self._connection.download(f"{base}/{run.id}/file", target)
        return run

    def lots(self, project_id: int) -> list[Lot]:
        return self._connection.ask("GET", f"/api/projects/{project_id}/lots", list[Lot])

    def create_lot(
        self, project_id: int, name: str, *, size: int | None = None, items: list[int] | None = None
    ) -> Lot:
        body = NewLot(name=name, size=size, items=items)
        return self._connection.ask("POST", f"/api/projects/{project_id}/lots", Lot, body=body)

    def deliver(self, project_id: int, lot_id: int, *, format: str = "beanfield") -> Delivery:
        """Freeze a lot into a delivery."""
        path = f"/api/projects/{project_id}/lots/{lot_id}/deliver"
        return self._connection.ask("POST", path, Delivery, body={"format": format})

    def verdict(
        self, project_id: int, lot_id: int, verdict: Literal["accepted", "rejected"], reason: str = ""
    ) -> Lot:
        """The customer's verdict on a delivered lot."""
        path = f"/api/projects/{project_id}/lots/{lot_id}/verdict"
        return self._connection.ask("POST", path, Lot, body=LotVerdict(verdict=verdict, reason=reason))

    def deliveries(self, project_id: int) -> list[Delivery]:
        return self._connection.ask("GET", f"/api/projects/{project_id}/deliveries", list[Delivery])

    def download_delivery(self, project_id: int, delivery_id: int, target: Path) -> Path:
        return self._connection.download(f"/api/projects/{project_id}/deliveries/{delivery_id}/file", target)

    # Work

    def work(self, project_id: int, request: WorkRequest) -> WorkReply:
        """Submit answers and take the next leases, as the workbench does."""
        return self._connection.ask("POST", f"/api/projects/{project_id}/work", WorkReply, body=request)
