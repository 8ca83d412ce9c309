"""Items on their way out: read by a server-side cursor, some at a time, made into records in a thread."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import IO, Any, LiteralString, NamedTuple

import msgspec
from msgspec import Struct
from psycopg import AsyncServerCursor
from psycopg.rows import tuple_row

from beanfield.annotation.document import Document, decode_document
from beanfield.formats import record as out
from beanfield.formats.base import Holds
from beanfield.formats.member import Member
from beanfield.formats.record import Record
from beanfield.media.keep import facts
from beanfield.media.model import Media
from beanfield.media.store import ObjectStore
from beanfield.platform.database import Tx
from beanfield.production import model
from beanfield.production.schema_versions import Chain

_FIRST_ROWS = 100
_MOST_ROWS = 2000
_BATCH_CHARS = 4_000_000

_ITEMS = """
select i.id, i.name, i.state, i.result::text, c.content::text, a.document::text,
    a.schema_version, a.guide_version
from item i join item_content c on c.item_id = i.id left join annotation a on a.id = i.result
where i.project_id = %(project)s and i.state = any(%(states)s::text[])
and (%(lot)s::bigint is null or i.lot_id = %(lot)s)
order by i.id
"""

#: Everyone's answers to some items, written by the database as JSON of `formats.record.Answer`.
_ANSWERS = """
select a.item_id, json_agg(json_build_object(
    'document', a.document, 'id', a.id, 'person', a.person_id::text, 'kind', a.kind,
    'schema_version', a.schema_version, 'guide_version', a.guide_version,
    'active_seconds', a.active_ms / 1000.0, 'submitted_at', a.submitted_at, 'replaces', a.replaces,
    'reviews', coalesce(r.reviews, '[]')
) order by a.submitted_at, a.id)::text
from annotation a left join (
    select annotation_id, json_agg(json_build_object(
        'verdict', verdict, 'id', id, 'person', reviewer_id::text, 'comment', comment, 'fixed', fixed,
        'at', at,
        'defects', (
            select coalesce(json_agg(json_strip_nulls(json_build_object('class', class, 'severity', severity,
                'object_id', object_id, 'note', note, 'pin', pin)) order by id), '[]')
            from defect where review_id = review.id)
    ) order by at, id) as reviews
    from review where item_id = any(%(items)s::bigint[]) group by 1
) r on r.annotation_id = a.id
where a.item_id = any(%(items)s::bigint[]) and a.kind <> 'gold' group by 1
"""

_PRELABELS = """
select distinct on (item_id) item_id, document::text from prelabel
where item_id = any(%(items)s::bigint[]) order by item_id, id desc
"""

_content = msgspec.json.Decoder(model.Content).decode
_answers = msgspec.json.Decoder(list[out.Answer]).decode


class Item(NamedTuple):
    """A row of the items that go out."""

    id: int
    name: str
    state: str
    result: str | None
    content: str
    document: str | None
    schema_version: int
    guide_version: int


class Selection(Struct, frozen=True):
    """Which items go out, and how much of each.

    `history`: everyone's answers, reviews and prelabels too, as far as the format holds them; else only the
    answer that counts. Known answers, and answers given to measure by, never go out: they would tell the key.
    `media`: the pictures and recordings themselves.
    """

    project_id: int
    states: list[str]
    lot_id: int | None
    history: bool
    media: bool


class Versions(Struct):
    """How many of the answers that went out were made under which schema and guide."""

    schema: dict[int, int] = msgspec.field(default_factory=lambda: defaultdict(int))
    guide: dict[int, int] = msgspec.field(default_factory=lambda: defaultdict(int))

    def count(self, item: Item) -> None:
        """Count the answer that goes out for an item."""
        self.schema[item.schema_version] += 1
        self.guide[item.guide_version] += 1


class StoredMember(Member):
    """A kept object as a file of a source."""

    def __init__(self, name: str, media: Media, objects: ObjectStore) -> None:
        self.name = name
        self.size = media.bytes
        self._sha256 = media.sha256
        self._objects = objects

    def open(self) -> IO[bytes]:
        return self._objects.reader(self._sha256)


class _Batch(Struct):
    """Some items, and by their ids what else goes with them, as JSON."""

    items: list[Item]
    answers: dict[int, str]
    prelabels: dict[int, str]
    media: Mapping[str, Media]


class RecordStream:
    """An iterable of records for a thread, fed by the event loop; memory holds two small batches."""

    def __init__(self, batches: AsyncIterator[_Batch], maker: _Maker) -> None:
        self._loop = asyncio.get_running_loop()
        self._batches = batches
        self._maker = maker
        self.done = 0

    def __iter__(self) -> Iterator[Record]:
        ahead = self._ask()
        try:
            while (batch := ahead.result()) is not None:
                ahead = self._ask()
                for item in batch.items:
                    yield self._maker.record(item, batch)
                    self.done += 1
        finally:
            with suppress(Exception):
                ahead.result()  # the cursor must be at rest when its transaction ends

    def _ask(self) -> Any:
        async def one() -> _Batch | None:
            return await anext(self._batches, None)

        return asyncio.run_coroutine_threadsafe(one(), self._loop)


@asynccontextmanager
async def records(
    tx: Tx, objects: ObjectStore, wanted: Selection, holds: Holds, chain: Chain
) -> AsyncIterator[tuple[RecordStream, Versions]]:
    """The records of a selection, in order of their ids, as they are now.

    `tx` should be a transaction of its own that sees one moment (repeatable read).
    """
    versions = Versions()
    await tx.execute("set local time zone 'UTC'")
    async with tx.cursor(name="items", row_factory=tuple_row) as cursor:
        await cursor.execute(
            _ITEMS, {"project": wanted.project_id, "states": wanted.states, "lot": wanted.lot_id}
        )
        batches = _batches(tx, cursor, wanted, holds)
        yield RecordStream(batches, _Maker(objects, wanted, chain, versions)), versions
        await batches.aclose()


async def _batches(
    tx: Tx, cursor: AsyncServerCursor[tuple[Any, ...]], wanted: Selection, holds: Holds
) -> AsyncGenerator[_Batch, None]:
    """Batches of about four million characters, whatever the size of an item."""
    count = _FIRST_ROWS
    while found := await cursor.fetchmany(count):
        items = [Item(*row) for row in found]
        yield await _completed(tx, items, wanted, holds)
        chars = sum(len(item.content) + len(item.document or "") for item in items)
        count = max(1, min(_MOST_ROWS, _BATCH_CHARS * len(items) // max(1, chars)))


async def _completed(tx: Tx, items: list[Item], wanted: Selection, holds: Holds) -> _Batch:
    ids = "{" + ",".join([str(item.id) for item in items]) + "}"
    history = wanted.history
    return _Batch(
        items,
        await _by_item(tx, _ANSWERS, ids) if history and holds.answers else {},
        await _by_item(tx, _PRELABELS, ids) if history and holds.prelabels else {},
        await facts(tx, [sha for item in items if (sha := _hash(item.content).sha256)])
        if wanted.media
        else {},
    )


async def _by_item(tx: Tx, query: LiteralString, ids: str) -> dict[int, str]:
    async with tx.cursor(row_factory=tuple_row) as cursor:
        await cursor.execute(query, {"items": ids})
        return dict(await cursor.fetchall())


class _Hash(Struct):
    sha256: str | None = None


_hash = msgspec.json.Decoder(_Hash).decode


class _Maker:
    """Makes records of rows."""

    def __init__(self, objects: ObjectStore, wanted: Selection, chain: Chain, versions: Versions) -> None:
        self._objects = objects
        self._wanted = wanted
        self._chain = chain
        self._versions = versions

    def record(self, item: Item, batch: _Batch) -> Record:
        """One item, its standing answer in the latest schema's terms."""
        content = _content(item.content)
        record = Record(item.name, _outward(content), self._standing(item), meta=content.meta)
        if self._wanted.history:
            answers = batch.answers.get(item.id)
            record.state = item.state
            if answers is not None:
                record.answers = _answers(answers)
                record.result = item.result
            record.prelabel = _document(batch.prelabels.get(item.id))
        if isinstance(content, _WITH_MEDIA) and content.sha256 in batch.media:
            record.media = StoredMember(item.name, batch.media[content.sha256], self._objects)
        return record

    def _standing(self, item: Item) -> Document | None:
        if item.document is None:
            return None
        self._versions.count(item)
        return self._chain.upgrade(decode_document(item.document), item.schema_version)


_WITH_MEDIA = (model.ImageContent, model.AudioContent, model.VideoContent)


def _document(raw: str | None) -> Document | None:
    return None if raw is None else decode_document(raw)


def _outward(content: model.Content) -> out.Content:
    match content:
        case model.TextContent(text=text):
            return out.Text(text)
        case model.ImageContent(width=width, height=height, sha256=sha256):
            return out.Picture(width, height, sha256)
        case model.AudioContent(seconds=seconds, sha256=sha256):
            return out.Sound(seconds, sha256)
        case model.VideoContent():
            return out.Film(content.width, content.height, content.seconds, content.frames, content.sha256)
        case model.ChatContent(messages=messages, responses=responses):
            answers = [out.Response(r.id, [_message(m) for m in r.messages], r.model) for r in responses]
            return out.Chat([_message(m) for m in messages], answers)


def _message(message: model.Message) -> out.Message:
    return out.Message(message.role, message.content, message.name, message.tool_calls, message.tool_call_id)
