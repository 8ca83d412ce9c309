"""Records as they were read become rows to store, or faults: pure, and meant for a thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.document import Document, encode_document
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.validate import faults as faults_of
from beanfield.formats import record as read
from beanfield.formats.faults import FaultRow
from beanfield.formats.record import Record
from beanfield.formats.sketch import Sketch
from beanfield.media.model import Media
from beanfield.production.contents import facts_of, text_of
from beanfield.production.model import (
    AudioContent,
    ChatContent,
    Content,
    ImageContent,
    MediaKind,
    Message,
    Response,
    TextContent,
    VideoContent,
)

MOST_ROWS = 5000
MOST_CHARS = 8_000_000
MOST_MEDIA = 32
_FAULTS_PER_ROW = 20

Purpose = Literal["prelabel", "gold", "ignore"]
_encode = msgspec.json.Encoder().encode


class Rules(Struct, frozen=True):
    """What rows are held to: the project's kind of media and its label schema (None: it has none).

    `sketch` is set where the schema was derived from this very source: answers take its names.
    """

    media: MediaKind
    purpose: Purpose
    schema: LabelSchema | None
    sketch: Sketch | None = None


class Prepared(Struct):
    """An item that is ready to be stored, as JSON."""

    name: str
    content: bytes
    prelabel: bytes | None
    gold: bytes | None
    file: str | None
    line: int | None

    def fault(self, key: str, **params: object) -> FaultRow:
        """A fault at the place where this item was read."""
        return FaultRow(key, params, self.file, self.line)


def take(rows: Iterator[Record | FaultRow]) -> list[Record | FaultRow]:
    """The next rows, as many as may be held in memory together; empty at the end."""
    taken: list[Record | FaultRow] = []
    chars = media = 0
    for row in rows:
        taken.append(row)
        if isinstance(row, Record):
            chars += _chars(row.content)
            media += row.content.__class__ in {read.Picture, read.Sound, read.Film}
        if len(taken) >= MOST_ROWS or chars >= MOST_CHARS or media >= MOST_MEDIA:
            break
    return taken


def _chars(content: read.Content) -> int:
    match content:
        case read.Text(text=text):
            return len(text)
        case read.Chat(messages=messages, responses=responses):
            every = [*messages, *(message for response in responses for message in response.messages)]
            return sum(len(text_of(message.content)) for message in every)
        case _:
            return 0


def prepare(record: Record, media: Media | None, rules: Rules) -> Prepared | list[FaultRow]:
    """The row to store, or all that is wrong with it."""
    kind = str(type(record.content).__struct_config__.tag)
    if kind != rules.media:
        return [_at(record, "import_wrong_kind", got=kind, wanted=rules.media)]
    content = _content(record, media)
    prelabel, gold = _documents(record, rules)
    faults = _size_faults(record, media, prelabel or gold)
    if rules.schema is not None and (prelabel or gold):
        facts = facts_of(content)
        faults += _document_faults(record, prelabel, rules.schema, facts, complete=False)
        faults += _document_faults(record, gold, rules.schema, facts, complete=True)
    if faults:
        return faults
    return Prepared(
        record.name,
        _encode(content),
        None if prelabel is None else encode_document(prelabel),
        None if gold is None else encode_document(gold),
        *_place(record),
    )


def _content(record: Record, media: Media | None) -> Content:
    """The content as production keeps it; a picture or recording has its facts in `media`."""
    match record.content:
        case read.Text(text=text):
            return TextContent(text, record.meta)
        case read.Chat(messages=messages, responses=responses):
            answers = [Response(r.id, [_message(m) for m in r.messages], r.model) for r in responses]
            return ChatContent([_message(m) for m in messages], answers, record.meta)
        case _ if media is None:
            raise ValueError(f"{record.name} has no media")
        case read.Sound():
            return AudioContent(media.sha256, media.seconds or 0.0, meta=record.meta)
        case read.Film():
            size = (media.width or 0, media.height or 0)
            seconds, frames = media.seconds or 0.0, media.frame_count or 0
            return VideoContent(media.sha256, *size, seconds, frames, meta=record.meta)
        case read.PointCloud():
            raise ValueError(f"{record.name} is a point cloud, which no project takes")
        case read.Picture():
            size = (media.width or 0, media.height or 0)
            return ImageContent(media.sha256, *size, shown_width=media.shown_width, meta=record.meta)


def _message(message: read.Message) -> Message:
    return Message(message.role, message.content, message.name, message.tool_calls, message.tool_call_id)


def _documents(record: Record, rules: Rules) -> tuple[Document | None, Document | None]:
    """(prelabel, gold): the file's own of each kind, and its answer as the one that was asked for."""
    if rules.purpose == "ignore":
        return None, None
    answer = record.document
    if answer is None and record.answers:
        answer = record.answers[-1].document
    prelabel, gold = record.prelabel, record.gold
    if rules.purpose == "gold":
        gold = answer or gold
    else:
        prelabel = answer or prelabel
    if rules.sketch is not None:
        prelabel = None if prelabel is None else rules.sketch.fit(prelabel)
        gold = None if gold is None else rules.sketch.fit(gold)
    return prelabel, gold


def _size_faults(record: Record, media: Media | None, document: Document | None) -> list[FaultRow]:
    """Coordinates for a picture of another size would all be wrong."""
    told = record.content
    if media is None or not isinstance(told, read.Picture) or document is None or not document.objects:
        return []
    if not told.width or not told.height or (told.width, told.height) == (media.width, media.height):
        return []
    told_size, real_size = f"{told.width}×{told.height}", f"{media.width}×{media.height}"
    return [_at(record, "import_size_differs", name=record.name, told=told_size, real=real_size)]


def _document_faults(
    record: Record, document: Document | None, schema: LabelSchema, facts: ContentFacts, *, complete: bool
) -> list[FaultRow]:
    if document is None:
        return []
    found = faults_of(document, schema, facts, complete=complete)
    file, line = _place(record)
    return [FaultRow(f.message_key, f.params, file, line, f.path) for f in found[:_FAULTS_PER_ROW]]


def _at(record: Record, key: str, **params: object) -> FaultRow:
    return FaultRow(key, params, *_place(record))


def _place(record: Record) -> tuple[str | None, int | None]:
    file = record.file if isinstance(record.file, str) else None
    return file or record.name, record.line if isinstance(record.line, int) else None
