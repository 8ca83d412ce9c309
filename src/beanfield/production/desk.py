"""What one server process keeps in mind for the working loop: schemas, pipelines, sizes of contents.

All of it is immutable or read again in each transaction (a project's row), so that nothing here can be stale:
a schema version never changes, nor does the content of an item, and a pipeline is kept by its own text.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

import msgspec
from msgspec import Struct

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.schema import LabelSchema, parse_schema
from beanfield.platform.database import Tx, dicts
from beanfield.platform.errors import NotFound
from beanfield.production.contents import facts_of
from beanfield.production.model import Content, Pipeline, ProjectState

Key = TypeVar("Key")
Value = TypeVar("Value")

_decode_content = msgspec.json.Decoder(Content).decode
_decode_pipeline = msgspec.json.Decoder(Pipeline).decode

#: How long a person's place in a long queue is trusted, in seconds.
_PLACE_KEPT: Final = 60.0


class Latest(Generic[Key, Value]):
    """The values used last, `most` of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def put(self, key: Key, value: Value) -> None:
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self, key: Key) -> None:
        self._kept.pop(key, None)


class Rulebook(Struct, frozen=True):
    """What a project says now, as read in this transaction. `heard`: a webhook listens to it.

    `gold_key`: what names of items are made from for annotators, where the project has gold.
    """

    project_id: int
    state: ProjectState
    pipeline: Pipeline
    schema_version: int
    guide_version: int
    median_seconds: float | None
    heard: bool
    gold_key: str | None

    @property
    def expected_seconds(self) -> float | None:
        """The median effort, or what the manager expects until there is one."""
        return self.median_seconds if self.median_seconds is not None else self.pipeline.seconds_expected


class Desk:
    """One for each process."""

    def __init__(self) -> None:
        self._pipelines: Latest[str, Pipeline] = Latest(1000)
        self._schemas: Latest[tuple[int, int], LabelSchema] = Latest(200)
        self._facts: Latest[int, ContentFacts] = Latest(50_000)
        self._places: Latest[tuple[int, int], tuple[float, int, int]] = Latest(20_000)
        self.measured: set[int] = set()  # projects that have gold

    async def rulebook(self, tx: Tx, project_id: int) -> Rulebook:
        """What the project says now.

        Raises:
            NotFound: there is no such project.
        """
        cursor = await tx.execute(
            "select state, pipeline::text as pipeline, schema_version, guide_version, median_seconds,"
            " gold_key, exists (select from webhook w where w.project_id = p.id and w.active) as heard"
            " from project p where id = %s and deleted_at is null",
            [project_id],
        )
        found = await cursor.fetchone()
        if found is None:
            raise NotFound("not_found_here")
        if found["gold_key"] is not None:
            self.measured.add(project_id)
        pipeline = self._pipelines.get(found["pipeline"])
        if pipeline is None:
            pipeline = _decode_pipeline(found["pipeline"])
            self._pipelines.put(found["pipeline"], pipeline)
        return Rulebook(
            project_id=project_id,
            state=found["state"],
            pipeline=pipeline,
            schema_version=found["schema_version"],
            guide_version=found["guide_version"],
            median_seconds=found["median_seconds"],
            heard=found["heard"],
            gold_key=found["gold_key"],
        )

    async def schemas(self, tx: Tx, project_id: int, versions: Iterable[int]) -> dict[int, LabelSchema]:
        """Versions of a project's schema, those that exist."""
        kept = {version: self._schemas.get((project_id, version)) for version in versions}
        if missing := [version for version, schema in kept.items() if schema is None]:
            for found in await dicts(
                tx,
                "select version, schema::text as schema from label_schema"
                " where project_id = %s and version = any(%s)",
                [project_id, missing],
            ):
                schema = parse_schema(found["schema"])
                self._schemas.put((project_id, found["version"]), schema)
                kept[found["version"]] = schema
        return {version: schema for version, schema in kept.items() if schema is not None}

    async def facts(self, tx: Tx, items: Iterable[int]) -> dict[int, ContentFacts]:
        """Sizes of items' contents."""
        kept = {item: self._facts.get(item) for item in items}
        if missing := [item for item, facts in kept.items() if facts is None]:
            for found in await dicts(
                tx,
                "select item_id, content::text as content from item_content where item_id = any(%s)",
                [missing],
            ):
                kept[found["item_id"]] = self.learn(found["item_id"], found["content"])
        return {item: facts for item, facts in kept.items() if facts is not None}

    def learn(self, item_id: int, content: str) -> ContentFacts:
        """Keep the sizes of a content that was just read."""
        facts = self._facts.get(item_id)
        if facts is None:
            facts = facts_of(_decode_content(content))
            self._facts.put(item_id, facts)
        return facts

    def place(self, project_id: int, person_id: int) -> tuple[int, int] | None:
        """(priority, id) up to which the person has had all of the queue, where that is known.

        A hint only: it is forgotten after a minute, so that what was freed before it is found again.
        """
        kept = self._places.get((project_id, person_id))
        if kept is None or kept[0] < time.monotonic():
            return None
        return kept[1], kept[2]

    def note_place(self, project_id: int, person_id: int, priority: int, item_id: int) -> None:
        """Remember how far the person has come; the minute runs from the first note."""
        kept = self._places.get((project_id, person_id))
        until = time.monotonic() + _PLACE_KEPT
        if kept is not None and kept[0] > time.monotonic():
            until = kept[0]
        self._places.put((project_id, person_id), (until, priority, item_id))


def seconds_between(earlier: datetime | None, later: datetime) -> float:
    """Seconds from one instant to another, never negative; 0 where the first is unknown."""
    return 0.0 if earlier is None else max(0.0, (later - earlier).total_seconds())


Row = dict[str, Any]
