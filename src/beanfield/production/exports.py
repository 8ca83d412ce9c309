"""Exports: asked for here, run as a job, downloaded when they are done."""

from __future__ import annotations

import asyncio
import hmac
import tempfile
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from beanfield.annotation.schema import schema_to_dict
from beanfield.formats import registry
from beanfield.formats.base import WriteOptions, WriteReport
from beanfield.formats.disaggregate import disaggregated
from beanfield.media.keep import facts, take_file
from beanfield.media.model import Media
from beanfield.platform import audit, jobs
from beanfield.platform.database import Tx, execute, jsonb, row, rows, scalar
from beanfield.platform.errors import Conflict, Invalid, NotFound, Problem
from beanfield.platform.services import Services
from beanfield.production import runs, webhooks
from beanfield.production.export_records import RecordStream, Selection, records
from beanfield.production.export_write import file_suffix, mime_of, write_export
from beanfield.production.model import ExportRun, NewExport
from beanfield.production.runs import Trouble
from beanfield.production.schema_versions import chain_of

FINISHED = ["accepted", "delivered"]


class _Run(Struct):
    """A row of `export_run`."""

    id: int
    format: str
    options: NewExport
    state: Any
    items: int
    dropped: dict[str, int]
    sha256: str | None
    bytes: int | None
    created_at: datetime
    ended_at: datetime | None
    problem: Trouble | None

    def told(self, locale: str) -> ExportRun:
        """The run with its problem in the reader's language."""
        return ExportRun(
            self.id,
            self.format,
            self.state,
            self.items,
            self.dropped,
            self.sha256,
            self.bytes,
            self.created_at,
            self.ended_at,
            None if self.problem is None else self.problem.told(locale),
        )


async def ask(tx: Tx, person_id: int, project_id: int, new: NewExport) -> int:
    """Ask for an export; returns the run's id. Its job starts when this transaction commits.

    Raises:
        FormatError: there is no such format, or it is not written.
        Invalid: the lot is not of the project.
    """
    registry.writer(new.format)
    if new.lot_id is not None:
        lot = await scalar(
            tx, "select id from lot where id = %s and project_id = %s", [new.lot_id, project_id]
        )
        if lot is None:
            raise Invalid("lot_not_found")
    run_id: int = await scalar(
        tx,
        "insert into export_run (project_id, format, options, started_by) values (%s, %s, %s, %s)"
        " returning id",
        [project_id, new.format, jsonb(new), person_id],
    )
    details = {"format": new.format, "media": new.media, "lot": new.lot_id, "each": new.disaggregate}
    await audit.record(tx, person_id, "export.run", f"project:{project_id}", details=details)
    await jobs.defer(tx, "production.export", run_id=run_id)
    return run_id


async def all_runs(tx: Tx, project_id: int, locale: str) -> list[ExportRun]:
    """The project's exports, the latest first."""
    found = await rows(
        tx, _Run, "select * from export_run where project_id = %s order by id desc limit 200", [project_id]
    )
    return [run.told(locale) for run in found]


async def one_run(tx: Tx, project_id: int, run_id: int, locale: str) -> ExportRun:
    """One export.

    Raises:
        NotFound: the project has no such run.
    """
    return (await _find(tx, project_id, run_id)).told(locale)


async def file_of(tx: Tx, project_id: int, run_id: int) -> tuple[Media, str]:
    """The file of a finished export, and what to call it.

    Raises:
        NotFound: the project has no such run. Conflict: its file is not ready.
    """
    run = await _find(tx, project_id, run_id)
    if run.sha256 is None:
        raise Conflict("export_not_ready")
    media = (await facts(tx, [run.sha256]))[run.sha256]
    suffix = file_suffix(registry.writer(run.format), media=run.options.media)
    return media, f"project-{project_id}-{run.format}-{run_id}{suffix}"


async def _find(tx: Tx, project_id: int, run_id: int) -> _Run:
    found = await row(
        tx, _Run, "select * from export_run where id = %s and project_id = %s", [run_id, project_id]
    )
    if found is None:
        raise NotFound("export_not_found")
    return found


class Order(Struct):
    """An export that is to be done."""

    id: int
    project_id: int
    project_name: str
    guide_version: int
    options: NewExport
    attempts: int


async def run_export(services: Services, run_id: int) -> None:
    """Do an export that is waiting or was broken off; one that is done, or being done, is left alone."""
    async with services.database.transaction() as tx:
        order = await _hold(tx, run_id)
        if order is None:
            return
        if order.attempts >= runs.MOST_ATTEMPTS:
            await _fail(tx, order, Trouble("export_gave_up", {"attempts": order.attempts}))
            return
        await _started(services, run_id)
        with tempfile.TemporaryDirectory(dir=services.settings.data, prefix="export-") as scratch:
            target = Path(scratch) / "export"
            try:
                report = await _write(services, order, target)
            except Problem as problem:
                await _fail(tx, order, Trouble.of(problem))
                return
            suffix = file_suffix(registry.writer(order.options.format), media=order.options.media)
            media = await take_file(tx, services.objects, target, mime_of(suffix))
        await _finish(tx, order, report, media)


async def _hold(tx: Tx, run_id: int) -> Order | None:
    if not await runs.held(tx, "export", run_id):
        return None
    return await row(
        tx,
        Order,
        "select r.id, r.project_id, p.name as project_name, p.guide_version, r.options, r.attempts"
        " from export_run r join project p on p.id = r.project_id"
        " where r.id = %s and r.state in ('waiting', 'running')",
        [run_id],
    )


async def _started(services: Services, run_id: int) -> None:
    async with services.database.transaction() as tx:
        await execute(
            tx,
            "update export_run set state = 'running', attempts = attempts + 1, items = 0 where id = %s",
            [run_id],
        )


async def _write(services: Services, order: Order, target: Path) -> WriteReport:
    options = order.options
    writer = registry.writer(options.format)
    wanted = Selection(
        order.project_id,
        list(options.states) if options.states is not None else FINISHED,
        options.lot_id,
        history=True,
        media=options.media,
    )
    async with services.database.transaction() as tx:
        await execute(tx, "set transaction isolation level repeatable read, read only")
        chain = await chain_of(tx, order.project_id)
        how = WriteOptions(
            schema=schema_to_dict(chain.schema()) if chain.newest else None,
            drop=options.drop,
            people_key=people_key(services.secret, order.project_id),
            media_prefix="media/" if options.media else "",
            header={
                "description": order.project_name,
                "schema_version": chain.newest,
                "guide_version": order.guide_version,
            },
        )
        holds = replace(writer.holds, answers=True) if options.disaggregate else writer.holds
        async with (
            records(tx, services.objects, wanted, holds, chain) as (stream, _versions),
            runs.reported(services, partial(_write_count, order.id, stream)),
        ):
            found = disaggregated(stream, writer.holds, how) if options.disaggregate else stream
            return await asyncio.to_thread(write_export, target, writer, found, how, media=options.media)


def people_key(secret: bytes, project_id: int) -> bytes:
    """What makes the pseudonyms of a project: the same in all its files, of no use in another's."""
    return hmac.digest(secret, f"people of project {project_id}".encode(), "sha256")


async def _write_count(run_id: int, stream: RecordStream, tx: Tx) -> None:
    await execute(tx, "update export_run set items = %s where id = %s", [stream.done, run_id])


async def _finish(tx: Tx, order: Order, report: WriteReport, media: Media) -> None:
    await execute(
        tx,
        "update export_run set state = 'done', items = %s, dropped = %s, sha256 = %s, bytes = %s,"
        " ended_at = clock_timestamp() where id = %s",
        [report.items, jsonb(report.dropped), media.sha256, media.bytes, order.id],
    )
    await _announce(tx, order, [{"run_id": order.id, "state": "done", "items": report.items}])


async def _fail(tx: Tx, order: Order, trouble: Trouble) -> None:
    await execute(
        tx,
        "update export_run set state = 'failed', items = 0, problem = %s, ended_at = clock_timestamp()"
        " where id = %s",
        [jsonb(trouble), order.id],
    )
    await _announce(tx, order, [{"run_id": order.id, "state": "failed", "items": 0}])


async def _announce(tx: Tx, order: Order, facts_: Sequence[dict[str, Any]]) -> None:
    await webhooks.announce(tx, order.project_id, "export.done", facts_)
