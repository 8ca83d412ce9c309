"""Items on their way out: read by a server-side cursor, some at a time, made into records in a thread."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import IO, Any

import msgspec
from msgspec import Struct

from beanfield.annotation.document import Document, decode_document
from beanfield.formats import record as out
from beanfield.formats.base import Holds
from beanfield.formats.member import Member
from beanfield.formats.record import Record
from beanfield.media.keep import facts
from beanfield.media.model import Media
from beanfield.media.store import ObjectStore
from beanfield.platform.database import Tx, dicts
from beanfield.production import model
from beanfield.production.schema_versions import Chain

_FIRST_ROWS = 100
_MOST_ROWS = 2000
_BATCH_CHARS = 4_000_000

_ITEMS = """
select i.id, i.name, i.state, i.result, c.content::text as content,
    a.document::text as document, a.schema_version, a.guide_version
from item i join item_content c on c.item_id = i.id left join annotation a on a.id = i.result
where i.project_id = %(project)s and i.state = any(%(states)s::text[])
and (%(lot)s::bigint is null or i.lot_id = %(lot)s)
order by i.id
"""

_ANSWERS = """
select item_id, id, person_id, kind, document::text as document, schema_version, guide_version, active_ms,
    submitted_at, replaces
from annotation where item_id = any(%(items)s::bigint[]) order by item_id, submitted_at, id
"""

_REVIEWS = """
select annotation_id, id, reviewer_id, verdict, comment, fixed, at,
    (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('class', d.class, 'severity', d.severity,
        'object_id', d.object_id, 'note', d.note, 'pin', d.pin)) order by d.id), '[]')
     from defect d where d.review_id = review.id) as defects
from review where item_id = any(%(items)s::bigint[]) order by at, id
"""

_GIVEN = """
select distinct on (item_id) item_id, document::text as document
from {} where item_id = any(%(items)s::bigint[]) order by item_id, id desc
"""
_PRELABELS = _GIVEN.format("prelabel")
_GOLD = _GIVEN.format("gold_answer")

Row = dict[str, Any]


class Selection(Struct, frozen=True):
    """Which items go out, and how much of each.

    `history`: everyone's answers, reviews, prelabels and gold too, as far as the format holds them; else only
    the answer that counts. `media`: the pictures and recordings themselves.
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

    def count(self, row: Row) -> None:
        self.schema[row["schema_version"]] += 1
        self.guide[row["guide_version"]] += 1


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
    items: list[Row]
    answers: Mapping[int, list[Row]]
    reviews: Mapping[Any, list[Row]]
    prelabels: Mapping[int, str]
    gold: Mapping[int, str]
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
                for row in batch.items:
                    yield self._maker.record(row, batch)
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
    async with tx.cursor(name="items") as cursor:
        await cursor.execute(
            _ITEMS, {"project": wanted.project_id, "states": wanted.states, "lot": wanted.lot_id}
        )
        batches = _batches(tx, cursor, wanted, holds)
        yield RecordStream(batches, _Maker(objects, wanted, chain, versions)), versions
        await batches.aclose()


async def _batches(tx: Tx, cursor: Any, wanted: Selection, holds: Holds) -> Any:
    """Batches of about four million characters, whatever the size of an item."""
    count = _FIRST_ROWS
    while items := await cursor.fetchmany(count):
        yield await _completed(tx, items, wanted, holds)
        chars = sum(len(row["content"]) + len(row["document"] or "") for row in items)
        count = max(1, min(_MOST_ROWS, _BATCH_CHARS * len(items) // max(1, chars)))


async def _completed(tx: Tx, items: list[Row], wanted: Selection, holds: Holds) -> _Batch:
    ids = {"items": [row["id"] for row in items]}
    history = wanted.history
    return _Batch(
        items,
        _grouped(await dicts(tx, _ANSWERS, ids), "item_id") if history and holds.answers else {},
        _grouped(await dicts(tx, _REVIEWS, ids), "annotation_id") if history and holds.reviews else {},
        _single(await dicts(tx, _PRELABELS, ids)) if history and holds.prelabels else {},
        _single(await dicts(tx, _GOLD, ids)) if history and holds.gold else {},
        await facts(tx, [sha for row in items if (sha := _hash_of(row))]) if wanted.media else {},
    )


def _grouped(found: Sequence[Row], key: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in found:
        groups[row[key]].append(row)
    return groups


def _single(found: Sequence[Row]) -> dict[int, str]:
    return {row["item_id"]: row["document"] for row in found}


class _Hash(Struct):
    sha256: str | None = None


_hash = msgspec.json.Decoder(_Hash).decode


def _hash_of(row: Row) -> str | None:
    return _hash(row["content"]).sha256


_content = msgspec.json.Decoder(model.Content).decode


class _Maker:
    """Makes records of rows."""

    def __init__(
        self, objects: ObjectStore, wanted: Selection, chain: Chain, versions: Versions
    ) -> None:
        self._objects = objects
        self._wanted = wanted
        self._chain = chain
        self._versions = versions

    def record(self, row: Row, batch: _Batch) -> Record:
        """One item, its standing answer in the latest schema's terms."""
        content = _content(row["content"])
        record = Record(row["name"], _outward(content), self._standing(row), meta=content.meta)
        answers = batch.answers.get(row["id"], [])
        if self._wanted.history:
            record.state = row["state"]
            record.answers = [_answer(answer, batch.reviews.get(answer["id"], [])) for answer in answers]
            record.result = str(row["result"]) if row["result"] and answers else None
            record.prelabel = _document(batch.prelabels.get(row["id"]))
            record.gold = _document(batch.gold.get(row["id"]))
        if isinstance(content, model.ImageContent | model.AudioContent) and content.sha256 in batch.media:
            record.media = StoredMember(row["name"], batch.media[content.sha256], self._objects)
        return record

    def _standing(self, row: Row) -> Document | None:
        if row["document"] is None:
            return None
        self._versions.count(row)
        return self._chain.upgrade(decode_document(row["document"]), row["schema_version"])


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
        case model.ChatContent(messages=messages, responses=responses):
            answers = [out.Response(r.id, [_message(m) for m in r.messages], r.model) for r in responses]
            return out.Chat([_message(m) for m in messages], answers)


def _message(message: model.Message) -> out.Message:
    return out.Message(message.role, message.content, message.name, message.tool_calls, message.tool_call_id)


def _answer(row: Row, reviews: Sequence[Row]) -> out.Answer:
    return out.Answer(
        decode_document(row["document"]),
        id=str(row["id"]),
        person=None if row["person_id"] is None else str(row["person_id"]),
        kind=row["kind"],
        schema_version=row["schema_version"],
        guide_version=row["guide_version"],
        active_seconds=row["active_ms"] / 1000,
        submitted_at=row["submitted_at"].isoformat(),
        replaces=None if row["replaces"] is None else str(row["replaces"]),
        reviews=[_review(review) for review in reviews],
    )


def _review(row: Row) -> out.Review:
    return out.Review(
        row["verdict"],
        id=str(row["id"]),
        person=str(row["reviewer_id"]),
        comment=row["comment"],
        defects=row["defects"],
        fixed=None if row["fixed"] is None else str(row["fixed"]),
        at=row["at"].isoformat(),
    )
