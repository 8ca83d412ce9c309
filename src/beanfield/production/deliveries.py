"""Deliveries: a lot frozen into a zip of its answers, with a manifest and the hash of every file."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from beanfield.annotation.schema import schema_to_dict
from beanfield.formats import registry
from beanfield.formats.base import WriteOptions, WriteReport
from beanfield.formats.record import Picture, Record, Sound
from beanfield.formats.sinks import Sink, ZipSink
from beanfield.media.keep import facts, take_file
from beanfield.media.model import Media
from beanfield.platform import audit, jobs
from beanfield.platform.database import Tx, dicts, execute, jsonb, row, rows, scalar
from beanfield.platform.errors import Conflict, NotFound, Problem
from beanfield.platform.services import Services
from beanfield.production import lots, runs, webhooks
from beanfield.production.export_records import RecordStream, Selection, Versions, records
from beanfield.production.export_write import MEDIA_FOLDER, ZIP, ListingSink, write_all
from beanfield.production.exports import people_key
from beanfield.production.model import Delivery, NewDelivery
from beanfield.production.runs import Trouble
from beanfield.production.schema_versions import chain_of

_FIND = """
select d.*, l.name as lot_name from delivery d join lot l on l.id = d.lot_id
where d.project_id = %(project)s and (%(delivery)s::bigint is null or d.id = %(delivery)s)
order by d.id desc limit 500
"""


class _Found(Struct):
    """A row of `delivery`."""

    id: int
    lot_id: int
    lot_name: str
    format: str
    state: Literal["building", "ready", "failed"]
    sha256: str | None
    bytes: int | None
    manifest: dict[str, Any]
    created_at: datetime
    problem: Trouble | None

    def told(self, locale: str) -> Delivery:
        """The delivery with its problem in the reader's language."""
        return Delivery(
            self.id,
            self.lot_id,
            self.lot_name,
            self.format,
            self.state,
            self.sha256,
            self.bytes,
            self.manifest,
            self.created_at,
            None if self.problem is None else self.problem.told(locale),
        )


async def all_of(tx: Tx, project_id: int, locale: str) -> list[Delivery]:
    """The project's deliveries, the latest first."""
    found = await rows(tx, _Found, _FIND, {"project": project_id, "delivery": None})
    return [delivery.told(locale) for delivery in found]


async def one(tx: Tx, project_id: int, delivery_id: int, locale: str) -> Delivery:
    """A delivery.

    Raises:
        NotFound: the project has no such delivery.
    """
    return (await _find(tx, project_id, delivery_id)).told(locale)


async def file_of(tx: Tx, project_id: int, delivery_id: int) -> tuple[Media, str]:
    """The file of a delivery, and what to call it.

    Raises:
        NotFound: the project has no such delivery. Conflict: it is not ready.
    """
    found = await _find(tx, project_id, delivery_id)
    if found.sha256 is None:
        raise Conflict("delivery_not_ready")
    media = (await facts(tx, [found.sha256]))[found.sha256]
    return media, f"{found.lot_name}-{found.format}-{delivery_id}.zip".replace("/", "-")


async def _find(tx: Tx, project_id: int, delivery_id: int) -> _Found:
    found = await row(tx, _Found, _FIND, {"project": project_id, "delivery": delivery_id})
    if found is None:
        raise NotFound("delivery_not_found")
    return found


async def deliver(tx: Tx, person_id: int, project_id: int, lot_id: int, new: NewDelivery) -> int:
    """Freeze a lot: its items become delivered now, and a job builds the file. Returns the delivery's id.

    A lot that is delivered already may be delivered once more, in another format.

    Raises:
        LotNotFound: the project has no such lot.
        FormatError: there is no such format, or it is not written.
        Conflict: an item of the lot is not accepted yet, or there is none.
    """
    registry.writer(new.format)
    lot = await lots.hold(tx, project_id, lot_id)
    moved = lot.state in {"open", "rejected"}
    if moved:
        await _move(tx, lot_id)
    delivery_id: int = await scalar(
        tx,
        "insert into delivery (lot_id, project_id, format, media, moved, lot_state, created_by)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id",
        [lot_id, project_id, new.format, new.media, moved, lot.state, person_id],
    )
    details = {"lot": lot_id, "delivery": delivery_id, "format": new.format, "media": new.media}
    await audit.record(tx, person_id, "lot.deliver", f"project:{project_id}", details=details)
    await jobs.defer(tx, "production.delivery", delivery_id=delivery_id)
    return delivery_id


async def _move(tx: Tx, lot_id: int) -> None:
    unfinished = await scalar(
        tx,
        "select count(*) from item where lot_id = %s and state not in ('accepted', 'delivered', 'excluded')",
        [lot_id],
    )
    if unfinished:
        raise Conflict("lot_not_finished", count=unfinished)
    await execute(
        tx,
        "update item set state = 'delivered', changed_at = now() where lot_id = %s and state = 'accepted'",
        [lot_id],
    )
    if not await scalar(
        tx, "select exists (select from item where lot_id = %s and state = 'delivered')", [lot_id]
    ):
        raise Conflict("lot_empty")
    await execute(tx, "update lot set state = 'delivered' where id = %s", [lot_id])


class Order(Struct):
    """A delivery that is to be built."""

    id: int
    project_id: int
    project_name: str
    lot_id: int
    lot_name: str
    lot_state: str
    moved: bool
    format: str
    media: bool
    created_at: datetime
    attempts: int


async def build(services: Services, delivery_id: int) -> None:
    """Build a delivery that is waiting or was broken off; built twice it is the same file, byte for byte."""
    async with services.database.transaction() as tx:
        order = await _hold(tx, delivery_id)
        if order is None:
            return
        if order.attempts >= runs.MOST_ATTEMPTS:
            await _fail(tx, order, Trouble("delivery_gave_up", {"attempts": order.attempts}))
            return
        async with services.database.transaction() as other:
            await execute(other, "update delivery set attempts = attempts + 1 where id = %s", [delivery_id])
        with tempfile.TemporaryDirectory(dir=services.settings.data, prefix="delivery-") as scratch:
            target = Path(scratch) / "delivery.zip"
            try:
                manifest = await _write(services, order, target)
            except Problem as problem:
                await _fail(tx, order, Trouble.of(problem))
                return
            media = await take_file(tx, services.objects, target, ZIP)
        await execute(
            tx,
            "update delivery set state = 'ready', sha256 = %s, bytes = %s, manifest = %s where id = %s",
            [media.sha256, media.bytes, jsonb(manifest), delivery_id],
        )
        told = {"lot_id": order.lot_id, "name": order.lot_name, "delivery_id": delivery_id}
        told |= {"items": manifest["items"], "sha256": media.sha256}
        await webhooks.announce(tx, order.project_id, "lot.delivered", [told])
        await jobs.defer(tx, "orders.lot_delivered", lot_id=order.lot_id)


async def _hold(tx: Tx, delivery_id: int) -> Order | None:
    if not await runs.held(tx, "delivery", delivery_id):
        return None
    return await row(
        tx,
        Order,
        "select d.*, p.name as project_name, l.name as lot_name"
        " from delivery d join project p on p.id = d.project_id join lot l on l.id = d.lot_id"
        " where d.id = %s and d.state = 'building'",
        [delivery_id],
    )


async def _fail(tx: Tx, order: Order, trouble: Trouble) -> None:
    """Say why, and give the lot back as it was before."""
    await execute(
        tx, "update delivery set state = 'failed', problem = %s where id = %s", [jsonb(trouble), order.id]
    )
    if order.moved:
        await execute(tx, "update lot set state = %s where id = %s", [order.lot_state, order.lot_id])
        await execute(
            tx,
            "update item set state = 'accepted', changed_at = now()"
            " where lot_id = %s and state = 'delivered'",
            [order.lot_id],
        )


async def _write(services: Services, order: Order, target: Path) -> dict[str, Any]:
    wanted = Selection(order.project_id, ["delivered"], order.lot_id, history=False, media=order.media)
    writer = registry.writer(order.format)
    async with services.database.transaction() as tx:
        await execute(tx, "set transaction isolation level repeatable read, read only")
        chain = await chain_of(tx, order.project_id)
        options = WriteOptions(
            schema=schema_to_dict(chain.schema()) if chain.newest else None,
            people_key=people_key(services.secret, order.project_id),
            media_prefix=MEDIA_FOLDER if order.media else "",
            header={"description": order.project_name, "lot": order.lot_name, "schema_version": chain.newest},
        )
        guides = await _guides(tx, order.project_id)
        async with records(tx, services.objects, wanted, writer.holds, chain) as (stream, versions):
            about = _About(order, options, chain.newest, guides)
            return await asyncio.to_thread(_write_zip, target, stream, versions, about)


class _About(Struct):
    """What the files of a delivery say, beside the records."""

    order: Order
    options: WriteOptions
    schema_version: int
    guides: dict[int, str]


async def _guides(tx: Tx, project_id: int) -> dict[int, str]:
    found = await dicts(tx, "select version, markdown from guide where project_id = %s", [project_id])
    return {row["version"]: row["markdown"] for row in found}


def _write_zip(target: Path, stream: RecordStream, versions: Versions, about: _About) -> dict[str, Any]:
    """The answers, their media, the schema, the guides that were in force, and last the manifest.

    Returns the manifest without its lists of media, which may be long.
    """
    with target.open("wb") as file:
        zip_sink = ZipSink(file)
        try:
            sink = ListingSink(zip_sink)
            seen = _Counted(stream)
            writer = registry.writer(about.order.format)
            report = write_all(writer, seen, sink, about.options, media=about.order.media)
            _add_rules(sink, versions, about)
            manifest = _manifest(about, report, versions)
            files = [{"name": e.name, "bytes": e.bytes, "sha256": e.sha256} for e in sink.entries]
            _add(zip_sink, "manifest.json", _pretty({**manifest, "files": files, "media": seen.media}))
            return {**manifest, "files": [f for f in files if not str(f["name"]).startswith(MEDIA_FOLDER)]}
        finally:
            zip_sink.close()


def _add_rules(sink: Sink, versions: Versions, about: _About) -> None:
    if about.options.schema is not None:
        _add(sink, "schema.json", _pretty(about.options.schema))
    for version in sorted(versions.guide):
        if version in about.guides:
            _add(sink, f"guide-{version}.md", about.guides[version].encode())


def _manifest(about: _About, report: WriteReport, versions: Versions) -> dict[str, Any]:
    order = about.order
    return {
        "beanfield": 1,
        "delivery": order.id,
        "created_at": order.created_at.astimezone(UTC).isoformat(),
        "project": {"id": order.project_id, "name": order.project_name},
        "lot": {"id": order.lot_id, "name": order.lot_name},
        "format": order.format,
        "media_included": order.media,
        "items": report.items,
        "objects": report.objects,
        "schema": {"version": about.schema_version, "answers": _by_version(versions.schema)},
        "guide": {"answers": _by_version(versions.guide)},
    }


def _by_version(counts: dict[int, int]) -> dict[str, int]:
    return {str(version): counts[version] for version in sorted(counts)}


def _add(sink: Sink, name: str, content: bytes) -> None:
    with sink.file(name) as out:
        out.write(content)


def _pretty(value: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


class _Counted:
    """Records on their way into the zip; keeps the names and hashes of their media."""

    def __init__(self, stream: RecordStream) -> None:
        self._stream = stream
        self.media: list[dict[str, str]] = []

    def __iter__(self) -> Iterator[Record]:
        for record in self._stream:
            if isinstance(record.content, Picture | Sound) and record.content.sha256 is not None:
                self.media.append({"name": record.name, "sha256": record.content.sha256})
            yield record
