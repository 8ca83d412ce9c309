"""Answers made under older versions of a label schema, carried to the latest one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from beanfield.annotation.document import Document
from beanfield.annotation.migrate import Migration, parse_steps
from beanfield.annotation.schema import LabelSchema, parse_schema
from beanfield.platform.database import Tx, rows


class _Version(Struct):
    version: int
    schema: dict[str, Any]
    migration: list[dict[str, Any]]


class Upgrades:
    """The ways from every version of a schema to its latest; each is worked out when first needed."""

    def __init__(self, versions: Sequence[_Version]) -> None:
        self._versions = {each.version: each for each in versions}
        self._parsed: dict[int, LabelSchema] = {}
        self._steps: dict[int, Migration] = {}
        self.latest = max(self._versions, default=0)

    @property
    def schema(self) -> dict[str, Any] | None:
        """The latest schema in its dict form; None where the project has none."""
        return self._versions[self.latest].schema if self.latest else None

    def apply(self, document: Document, version: int) -> Document:
        """The document as an answer to the latest version."""
        for step in range(version + 1, self.latest + 1):
            document = self._step(step).apply(document)
        return document

    def _step(self, version: int) -> Migration:
        if version not in self._steps:
            steps = parse_steps(self._versions[version].migration)
            self._steps[version] = Migration(steps, self._schema(version - 1), self._schema(version))
        return self._steps[version]

    def _schema(self, version: int) -> LabelSchema:
        if version not in self._parsed:
            self._parsed[version] = parse_schema(self._versions[version].schema)
        return self._parsed[version]


async def upgrades_of(tx: Tx, project_id: int) -> Upgrades:
    """All versions of a project's schema."""
    found = await rows(
        tx,
        _Version,
        "select version, schema, migration from label_schema where project_id = %s order by version",
        [project_id],
    )
    return Upgrades(found)
