"""The job of an import: everything in one transaction, all or nothing unless asked otherwise.

One transaction holds the run's lock from the start until its outcome is written, so two workers never take
the same data in, and a worker that dies leaves no row behind.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, suppress
from functools import partial
from typing import Any
from uuid import UUID

from msgspec import Struct, field

from beanfield.annotation.schema import LabelSchema, SchemaFault, parse_schema, schema_to_dict
from beanfield.formats import registry
from beanfield.formats.base import Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.record import Record
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.media.keep import remember
from beanfield.media.model import Media
from beanfield.platform.database import Tx, execute, jsonb, row, scalar
from beanfield.platform.errors import Problem
from beanfield.platform.services import Services
from beanfield.production import intake_rows, intake_stores, runs, schema_versions, uploads, webhooks
from beanfield.production.intake import ImportOptions
from beanfield.production.intake_copy import Destination, store_items
from beanfield.production.intake_media import take_media
from beanfield.production.intake_rows import Prepared, Rules
from beanfield.production.model import MediaKind, NewSchemaVersion, Pipeline

KEPT_FAULTS = 100


class _Faulty(Exception):  # noqa: N818  not an error: the reason to undo
    """The data have faults, and it was not asked to go past them."""


class Order(Struct):
    """A run that is to be done, and what it needs to know of its project."""

    id: int
    project_id: int
    options: ImportOptions
    started_by: int
    attempts: int
    media: MediaKind
    pipeline: Pipeline
    schema_version: int

    def upload_ids(self) -> list[UUID]:
        """The uploads that it takes in."""
        return [UUID(upload) for upload in self.options.uploads]


class Tally(Struct):
    """What has been found so far; faults beyond the first hundred are only counted."""

    format: str = ""
    items: int = 0
    annotations: int = 0
    faults: list[FaultRow] = field(default_factory=list)
    fault_count: int = 0

    def add(self, *found: FaultRow) -> None:
        """Count faults, and keep them while there is room; notes are kept and not counted."""
        self.faults += found[: max(0, KEPT_FAULTS - len(self.faults))]
        self.fault_count += sum(not fault.note for fault in found)


class _Batch(Struct):
    """Rows to store, and the facts of their media."""

    rows: list[Prepared]
    media: list[Media]


async def run_import(services: Services, run_id: int) -> None:
    """Do a run that is waiting, or that was broken off; one that is done, or being done, is left alone."""
    async with services.database.transaction() as tx:
        order = await _hold(tx, run_id)
        if order is None:
            return
        tally = Tally()
        if order.attempts >= runs.MOST_ATTEMPTS:
            tally.add(FaultRow("import_gave_up", {"attempts": order.attempts}))
            await _finish(tx, order, tally, failed=True)
            return
        await _started(services, run_id)
        failed = True
        try:
            async with tx.transaction(), runs.reported(services, partial(_write_counts, run_id, tally)):
                await _take_in(services, tx, order, tally)
                if tally.fault_count and not order.options.skip_faulty:
                    raise _Faulty
                failed = False
        except FormatError as error:
            tally.add(error.fault)
        except Problem as error:
            tally.add(FaultRow(error.key, error.params))
        except _Faulty:
            pass
        await _finish(tx, order, tally, failed=failed)
    folder = services.settings.data / "uploads" / f"store-{run_id}"
    await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
    if not failed:
        async with services.database.transaction() as tx:
            await uploads.drop(tx, services.settings, order.upload_ids())


async def _hold(tx: Tx, run_id: int) -> Order | None:
    if not await runs.held(tx, "import", run_id):
        return None
    return await row(
        tx,
        Order,
        "select r.id, r.project_id, r.options, r.started_by, r.attempts,"
        " p.media, p.pipeline, p.schema_version"
        " from import_run r join project p on p.id = r.project_id"
        " where r.id = %s and r.state in ('waiting', 'running')",
        [run_id],
    )


async def _started(services: Services, run_id: int) -> None:
    """Say so at once, in another transaction: a run that kills its worker is not tried forever."""
    async with services.database.transaction() as tx:
        await execute(
            tx,
            "update import_run set state = 'running', attempts = attempts + 1, items = 0 where id = %s",
            [run_id],
        )


async def _write_counts(run_id: int, tally: Tally, tx: Tx) -> None:
    await execute(
        tx,
        "update import_run set items = %s, annotations = %s, fault_count = %s, format = %s where id = %s",
        [tally.items, tally.annotations, tally.fault_count, tally.format, run_id],
    )


async def _finish(tx: Tx, order: Order, tally: Tally, *, failed: bool) -> None:
    state = "failed" if failed else "done"
    items, annotations = (0, 0) if failed else (tally.items, tally.annotations)
    await execute(
        tx,
        "update import_run set state = %s, items = %s, annotations = %s, faults = %s, fault_count = %s,"
        " format = case when %s = '' then format else %s end, ended_at = clock_timestamp() where id = %s",
        [
            state,
            items,
            annotations,
            jsonb(tally.faults),
            tally.fault_count,
            tally.format,
            tally.format,
            order.id,
        ],
    )
    facts = {"run_id": order.id, "state": state, "items": items, "faults": tally.fault_count}
    await webhooks.announce(tx, order.project_id, "import.done", [facts])


async def _take_in(services: Services, tx: Tx, order: Order, tally: Tally) -> None:
    source = await _open(services, tx, order)
    try:
        reader = await asyncio.to_thread(_reader, source, order.options.format)
        tally.format = reader.name
        rules, options = await _rules(tx, order, reader, source)
        to = Destination(
            order.project_id,
            order.options.lot_id,
            order.pipeline.overlap,
            f"import:{reader.name}",
            order.started_by,
        )
        rows = reader.read(source, options)
        async with aclosing(_batches(services, rows, rules, tally)) as batches:
            async for batch in batches:
                if order.options.skip_faulty or not tally.fault_count:
                    await _store(tx, to, batch, tally)
        if not tally.items and not tally.fault_count:
            raise FormatError("import_nothing_found", file=source.paths[0].name)
        if rules.sketch is not None and rules.schema is not None:
            first = NewSchemaVersion(schema_to_dict(rules.schema))
            await schema_versions.add(tx, order.started_by, order.project_id, first)
    finally:
        await asyncio.to_thread(source.close)


async def _open(services: Services, tx: Tx, order: Order) -> Source:
    paths = list(order.options.paths)
    if order.options.store is not None:
        place = (order.options.store, order.options.prefix, order.options.store_paths)
        folder = services.settings.data / "uploads" / f"store-{order.id}"
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        if not await intake_stores.bring(tx, services.settings, (order.project_id, order.id), place, folder):
            raise FormatError("import_nothing_new", store=order.options.store)
        paths.append(str(folder))
    if order.options.uploads:
        found = await uploads.paths(tx, services.settings, order.upload_ids(), order.started_by)
        paths += [str(path) for path in found]
    return await asyncio.to_thread(lambda: Source.open(*paths))


def _reader(source: Source, name: str | None) -> Reader:
    return registry.reader(registry.guess(source).name if name is None else name)


async def _rules(tx: Tx, order: Order, reader: Reader, source: Source) -> tuple[Rules, ReadOptions]:
    """What rows are held to. A project without a schema takes the one that its first answers fit."""
    purpose = order.options.annotations
    if order.schema_version > 0:
        plain: dict[str, Any] = await scalar(
            tx,
            "select schema from label_schema where project_id = %s and version = %s",
            [order.project_id, order.schema_version],
        )
        return Rules(order.media, purpose, parse_schema(plain)), ReadOptions(schema=plain)
    if purpose == "ignore":
        return Rules(order.media, purpose, None), ReadOptions()
    sketch = await asyncio.to_thread(reader.sketch, source)
    schema = _derived(sketch, order.media)
    if schema is None:
        return Rules(order.media, purpose, None), ReadOptions()
    return Rules(order.media, purpose, schema, sketch), ReadOptions(schema=schema_to_dict(schema))


def _derived(sketch: Sketch, media: MediaKind) -> LabelSchema | None:
    """The schema that the source's answers fit; None where it has no answers."""
    plain = sketch.schema()
    if not any(plain.get(part) for part in ("classes", "fields", "relations")):
        return None
    try:
        return parse_schema({**plain, "media": media})
    except SchemaFault as error:
        first = error.problems[0]
        raise FormatError(first.message_key, path=f"schema.{first.path}", **first.params) from error


async def _batches(
    services: Services, rows: Iterator[Record | FaultRow], rules: Rules, tally: Tally
) -> AsyncGenerator[_Batch, None]:
    """What has been read, batch after batch; the next one is made ready while one is being stored."""

    async def one() -> _Batch | None:
        taken = await asyncio.to_thread(intake_rows.take, rows)
        return await _prepared(services, taken, rules, tally) if taken else None

    ahead = asyncio.create_task(one())
    try:
        while (batch := await ahead) is not None:
            ahead = asyncio.create_task(one())
            yield batch
    finally:
        with suppress(Exception):
            await ahead  # its thread reads the source, which is closed next


async def _prepared(services: Services, taken: list[Record | FaultRow], rules: Rules, tally: Tally) -> _Batch:
    """The good rows, their media kept; faults go to the tally."""
    media = await take_media(services.objects, taken)

    def each() -> list[Prepared]:
        good = []
        for record, found in zip(taken, media, strict=True):
            made = _made(record, found, rules)
            if isinstance(made, Prepared):
                good.append(made)
            else:
                tally.add(*made)
        return good

    known = [one for found in media if isinstance(found, list) for one in found]
    return _Batch(await asyncio.to_thread(each), known)


def _made(
    record: Record | FaultRow, found: list[Media] | FaultRow | None, rules: Rules
) -> Prepared | list[FaultRow]:
    if isinstance(record, FaultRow):
        return [record]
    if isinstance(found, FaultRow):
        return [found]
    return intake_rows.prepare(record, found[0] if found else None, rules)


async def _store(tx: Tx, to: Destination, batch: _Batch, tally: Tally) -> None:
    if batch.media:
        await remember(tx, batch.media)
    rows = batch.rows
    refused = await store_items(tx, to, rows)
    tally.add(*(row.fault("import_name_exists", name=row.name) for row in refused))
    gone = {row.name for row in refused}
    stored = [row for row in rows if row.name not in gone] if gone else rows
    tally.items += len(stored)
    tally.annotations += sum((row.prelabel is not None) + (row.gold is not None) for row in stored)
