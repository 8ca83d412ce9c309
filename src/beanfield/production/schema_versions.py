"""Versions of a project's label schema: append-only, each with the way from the version before.

Saving a version touches no annotation: each keeps the version that it was made under. Who needs the newest
form (exports, review) carries a document along the chain of versions:

    chain = await chain_of(tx, project_id)
    document = chain.upgrade(document, annotation.schema_version)
"""

from __future__ import annotations

from collections.abc import Sequence

from beanfield.annotation.document import Document
from beanfield.annotation.faults import FaultAt
from beanfield.annotation.migrate import Migration, parse_steps
from beanfield.annotation.schema import LabelSchema, SchemaFault, parse_schema
from beanfield.platform import audit
from beanfield.platform.database import Tx
from beanfield.platform.errors import Invalid, NotFound
from beanfield.production import store_projects, store_schema
from beanfield.production.model import MediaKind, NewSchemaVersion, SchemaVersion


class FaultySchema(Invalid):
    """The schema, or the way to it, is not consistent; `errors` name the places."""

    def __init__(self, problems: Sequence[FaultAt]) -> None:
        super().__init__("schema_faulty", errors=[(path, key, params) for path, key, params in problems])


class Chain:
    """All versions of a project's schema, and the ways from each to the next."""

    def __init__(self, versions: Sequence[SchemaVersion]) -> None:
        """`versions` are all of them, the oldest first."""
        self._schemas = [parse_schema(version.schema) for version in versions]
        self._ways = [
            Migration(parse_steps(version.migration), old, new)
            for version, old, new in zip(versions[1:], self._schemas, self._schemas[1:], strict=False)
        ]

    @property
    def newest(self) -> int:
        """The number of the newest version; 0 where there is none."""
        return len(self._schemas)

    def schema(self, version: int | None = None) -> LabelSchema:
        """The schema of a version, or of the newest."""
        return self._schemas[-1 if version is None else version - 1]

    def upgrade(self, document: Document, from_version: int) -> Document:
        """The document as the newest version reads it; the given one stays as it is."""
        for way in self._ways[max(0, from_version - 1) :]:
            document = way.apply(document)
        return document

    def way_to(self, schema: LabelSchema, new: NewSchemaVersion) -> Migration:
        """The way from the newest version to one that is not saved yet.

        Raises:
            SchemaFault: a step does not fit.
        """
        return Migration(parse_steps(new.migration), self.schema(), schema)


async def chain_of(tx: Tx, project_id: int) -> Chain:
    """The project's chain of versions."""
    return Chain((await store_schema.versions(tx, project_id))[::-1])


async def every(tx: Tx, project_id: int) -> list[SchemaVersion]:
    """All versions, the newest first."""
    return await store_schema.versions(tx, project_id)


async def one(tx: Tx, project_id: int, version: int | None = None) -> SchemaVersion:
    """A version, or the newest.

    Raises:
        NotFound: the project has no such version, or none at all.
    """
    found = await store_schema.version(tx, project_id, version)
    if found is None:
        raise NotFound("schema_not_found")
    return found


def parse_for(media: MediaKind, new: NewSchemaVersion) -> LabelSchema:
    """The new schema, for a project of that kind of data.

    Raises:
        SchemaFault: it is not consistent, or for another kind of data.
    """
    schema = parse_schema(new.schema)
    if schema.media != media:
        raise SchemaFault(
            [FaultAt("media", "schema_of_other_media", {"wanted": media, "found": schema.media})]
        )
    return schema


async def add(tx: Tx, actor_id: int, project_id: int, new: NewSchemaVersion) -> SchemaVersion:
    """Append a version. Locks the project's row, so that numbers follow each other.

    Raises:
        NotFound: there is no such project.
        FaultySchema: the schema is not consistent, or a step does not lead from the version before to it.
    """
    held = await store_projects.hold(tx, project_id)
    if held is None:
        raise NotFound("not_found_here")
    try:
        schema = parse_for(held.media, new)
        chain = await chain_of(tx, project_id)
        if chain.newest:
            chain.way_to(schema, new)
        elif new.migration:
            raise SchemaFault([FaultAt("migration", "schema_first_has_no_migration", {})])
    except SchemaFault as error:
        raise FaultySchema(error.problems) from None
    version = held.schema_version + 1
    await store_schema.insert(tx, project_id, version, new, schema=schema, made_by=actor_id)
    await audit.record(
        tx,
        actor_id,
        "schema.added",
        f"project:{project_id}",
        centre_id=held.centre_id,
        details={"version": version, "note": new.note, "steps": len(new.migration)},
    )
    return await one(tx, project_id, version)
