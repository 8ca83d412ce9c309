"""Uploads, imports and exports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct

from beanfield.production.model.words import ItemState, Name


class NewUpload(Struct):
    name: Name
    bytes: Annotated[int, Meta(ge=0)]


class Upload(Struct):
    id: UUID
    name: str
    bytes: int
    received: int


class Fault(Struct, omit_defaults=True):
    """One thing wrong in the input: where, and what. A `note` does not fail the import."""

    message: str
    file: str | None = None
    line: int | None = None
    path: str | None = None
    note: bool = False


class NewImport(Struct):
    """`annotations` says what answers in the data become; `skip_faulty` lets good rows in past bad ones.

    Data come from `uploads`, or from a `store` that the settings name: all below `prefix`, or only `paths`.
    Of a store only what is new or has changed since the project's last import is taken.
    """

    uploads: list[UUID] = []
    store: str | None = None
    prefix: str = ""
    paths: Annotated[list[str], Meta(max_length=100_000)] = []
    format: str | None = None  # guessed when null
    annotations: Literal["prelabel", "gold", "ignore"] = "prelabel"
    skip_faulty: bool = False
    lot_id: int | None = None


class ImportRun(Struct):
    id: int
    source: str
    format: str
    state: Literal["waiting", "running", "done", "failed"]
    items: int
    annotations: int
    faults: list[Fault]
    fault_count: int
    created_at: datetime
    ended_at: datetime | None


class NewExport(Struct):
    format: str
    states: list[ItemState] | None = None  # null: accepted and delivered
    lot_id: int | None = None
    drop: bool = False  # leave out what the format cannot hold, and report the count
    media: bool = False
    disaggregate: bool = False  # an item for each person's annotation, in any format


class NewSending(Struct):
    """Where in a store of the settings a file goes; what is there already is replaced."""

    store: str
    path: Annotated[str, Meta(min_length=1, max_length=900)]


class ExportRun(Struct):
    """`dropped` counts what the format could not hold, by what it is."""

    id: int
    format: str
    state: Literal["waiting", "running", "done", "failed"]
    items: int
    dropped: dict[str, int]
    sha256: str | None
    bytes: int | None
    created_at: datetime
    ended_at: datetime | None
    problem: dict[str, Any] | None


class FormatRow(Struct):
    """A format of data in and out; `holds` names the kinds of media, shapes and fields that it can say."""

    name: str
    title: str
    reads: bool
    writes: bool
    holds: list[str]
