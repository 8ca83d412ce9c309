"""Imports: asked for here, run as a job (`intake_run.py`), looked at while they run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from beanfield.formats import registry
from beanfield.formats.faults import FaultRow
from beanfield.platform import audit, jobs
from beanfield.platform.database import Tx, jsonb, row, rows, scalar
from beanfield.platform.errors import Conflict, Invalid, NotFound
from beanfield.production import uploads
from beanfield.production.intake_rows import Purpose
from beanfield.production.model import Fault, ImportRun, NewImport


class ImportOptions(Struct, frozen=True, omit_defaults=True):
    """What was asked for, as it is kept with the run.

    `uploads` are ids as texts, as jsonb gives them back; `paths` are files on the server itself;
    `store_paths` are of a `store`.
    """

    annotations: Purpose = "prelabel"
    format: str | None = None
    skip_faulty: bool = False
    lot_id: int | None = None
    uploads: list[str] = []
    paths: list[str] = []
    store: str | None = None
    prefix: str = ""
    store_paths: list[str] = []


class _Run(Struct):
    """A row of `import_run`; faults are keys of messages still."""

    id: int
    source: str
    format: str
    state: Any
    items: int
    annotations: int
    faults: list[FaultRow]
    fault_count: int
    created_at: datetime
    ended_at: datetime | None

    def told(self, locale: str) -> ImportRun:
        """The run with its faults in the reader's language."""
        told = [Fault(f.text(locale), f.file, f.line, f.path, f.note) for f in self.faults]
        return ImportRun(
            self.id,
            self.source,
            self.format,
            self.state,
            self.items,
            self.annotations,
            told,
            self.fault_count,
            self.created_at,
            self.ended_at,
        )


async def ask(tx: Tx, person_id: int, project_id: int, new: NewImport) -> int:
    """Ask for an import of uploads; returns the run's id. Its job starts when this transaction commits.

    Raises:
        UploadNotFound, Conflict: an upload is not there, or not complete.
        FormatError: there is no such format, or it is not read.
        Conflict: the project takes no data any more. Invalid: the lot is not an open one of the project.
    """
    if bool(new.uploads) == (new.store is not None):
        raise Invalid("import_from_nowhere")
    found = await uploads.finished(tx, person_id, new.uploads)
    ids = [str(upload.id) for upload in found]
    options = ImportOptions(new.annotations, new.format, new.skip_faulty, new.lot_id, ids)
    options = msgspec.structs.replace(
        options, store=new.store, prefix=new.prefix, store_paths=new.paths if new.store else []
    )
    names = [upload.name for upload in found] or [f"{new.store}:{new.prefix}"]
    run_id = await _insert(tx, person_id, project_id, names, options)
    await jobs.defer(tx, "production.import", lock=f"import:{project_id}", run_id=run_id)
    return run_id


async def ask_for_paths(
    tx: Tx, person_id: int, project_id: int, paths: Sequence[Path], options: ImportOptions
) -> int:
    """Ask for an import of files that lie on the server, by the server itself; `run_import` then does it."""
    kept = msgspec.structs.replace(options, paths=[str(path) for path in paths])
    return await _insert(tx, person_id, project_id, [path.name for path in paths], kept)


async def _insert(
    tx: Tx, person_id: int, project_id: int, names: Sequence[str], options: ImportOptions
) -> int:
    if options.format is not None:
        registry.reader(options.format)
    await _check(tx, project_id, options.lot_id)
    run_id: int = await scalar(
        tx,
        "insert into import_run (project_id, source, format, options, started_by)"
        " values (%s, %s, %s, %s, %s) returning id",
        [project_id, ", ".join(names)[:500], options.format or "", jsonb(options), person_id],
    )
    details = {"source": ", ".join(names)[:500], "annotations": options.annotations}
    await audit.record(tx, person_id, "import.run", f"project:{project_id}", details=details)
    return run_id


async def _check(tx: Tx, project_id: int, lot_id: int | None) -> None:
    state = await scalar(
        tx, "select state from project where id = %s and deleted_at is null for key share", [project_id]
    )
    if state is None:
        raise NotFound("project_not_found")
    if state == "archived":
        raise Conflict("import_into_archived")
    if lot_id is not None:
        lot = await scalar(
            tx, "select state from lot where id = %s and project_id = %s", [lot_id, project_id]
        )
        if lot != "open":
            raise Invalid("import_into_closed_lot")


async def all_runs(tx: Tx, project_id: int, locale: str) -> list[ImportRun]:
    """The project's imports, the latest first."""
    found = await rows(
        tx,
        _Run,
        "select * from import_run where project_id = %s order by id desc limit 200",
        [project_id],
    )
    return [run.told(locale) for run in found]


async def one_run(tx: Tx, project_id: int, run_id: int, locale: str) -> ImportRun:
    """One import, with its faults.

    Raises:
        NotFound: the project has no such run.
    """
    found = await row(
        tx, _Run, "select * from import_run where id = %s and project_id = %s", [run_id, project_id]
    )
    if found is None:
        raise NotFound("import_not_found")
    return found.told(locale)
