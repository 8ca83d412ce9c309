"""What a new schema version would do to the annotations that exist, before anything is saved."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final

import msgspec

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.document import Document, decode_document
from beanfield.annotation.faults import FaultAt
from beanfield.annotation.migrate import Migration
from beanfield.annotation.schema import LabelSchema, SchemaFault
from beanfield.annotation.validate import faults
from beanfield.platform.database import Tx
from beanfield.platform.messages import text
from beanfield.production import schema_versions, store_schema
from beanfield.production.model import MediaKind, NewSchemaVersion, SchemaPreview
from beanfield.production.schema_versions import Chain

#: Annotations looked at, the newest first, and the time after which no further batch is begun.
MOST: Final = 20_000
SECONDS: Final = 5.0
_BATCH: Final = 500
_EXAMPLES: Final = 10
_FAULTS: Final = 20


async def preview(
    tx: Tx, project_id: int, media: MediaKind, new: NewSchemaVersion, *, locale: str, look: bool = True
) -> SchemaPreview:
    """Counts and examples over the newest annotations: up to 20,000, or as many as five seconds allow.

    Without `look` only the schema and its steps are judged, which is cheap enough for each pause in typing.

    Annotations of older versions go along the whole chain first. Nothing about the content of items is
    checked, since a schema does not change it. A schema or a step that is faulty is told in `problems`.
    """
    shown = SchemaPreview(annotations=0, checked=0, changed=0, faulty=0, examples=[], problems=[])
    try:
        schema = schema_versions.parse_for(media, new)
        chain = await schema_versions.chain_of(tx, project_id)
        if not chain.newest:
            return shown
        way = chain.way_to(schema, new)
    except SchemaFault as error:
        shown.problems = _told(error.problems, locale)
        return shown
    if not look:
        return shown
    shown.annotations = await store_schema.count_annotations(tx, project_id)
    until = time.monotonic() + SECONDS
    looker = _Looker(chain, way, schema, locale)
    async for batch in store_schema.newest_annotations(tx, project_id, most=MOST, batch=_BATCH):
        await asyncio.to_thread(looker.look, batch, shown)  # so that the server answers others meanwhile
        if time.monotonic() > until:
            break
    return shown


class _Looker:
    """Carries annotations over and keeps count."""

    def __init__(self, chain: Chain, way: Migration, schema: LabelSchema, locale: str) -> None:
        self._chain = chain
        self._way = way
        self._schema = schema
        self._locale = locale

    def look(self, batch: list[dict[str, Any]], shown: SchemaPreview) -> None:
        """Add a batch to what is shown."""
        for row in batch:
            before = self._chain.upgrade(decode_document(row["document"]), row["schema_version"])
            after = self._way.apply(before)
            wrong = faults(after, self._schema, ContentFacts())
            shown.checked += 1
            shown.changed += before != after
            shown.faulty += bool(wrong)
            if (wrong or before != after) and len(shown.examples) < _EXAMPLES:
                shown.examples.append(self._example(row, before, after, wrong))

    def _example(
        self, row: dict[str, Any], before: Document, after: Document, wrong: list[FaultAt]
    ) -> dict[str, Any]:
        return {
            "annotation_id": str(row["id"]),
            "item": row["item"],
            "before": msgspec.to_builtins(before),
            "after": msgspec.to_builtins(after),
            "faults": _told(wrong[:_FAULTS], self._locale),
        }


def _told(problems: list[FaultAt], locale: str) -> list[dict[str, str]]:
    return [{"path": path, "message": text(key, locale, **params)} for path, key, params in problems]
