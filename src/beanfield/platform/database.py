"""The database: a pool of connections, transactions, and rows as structs.

A use case takes `tx` and never commits. The edge opens the transaction:

    async with database.transaction() as tx:
        await take_next(tx, …)
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any, LiteralString, TypeAlias, TypeVar
from uuid import UUID

import msgspec
import psycopg
from psycopg import sql
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import AsyncConnectionPool

Tx: TypeAlias = psycopg.AsyncConnection[DictRow]
Params: TypeAlias = Mapping[str, Any] | Sequence[Any] | None
Query: TypeAlias = LiteralString | sql.Composed
T = TypeVar("T")

_encode = msgspec.json.Encoder().encode
set_json_dumps(lambda value: _encode(value).decode())
set_json_loads(msgspec.json.decode)

_AS_THEY_ARE = (datetime, date, UUID, Decimal, bytes)


class Database:
    """A pool of PostgreSQL connections that live in one event loop."""

    def __init__(self, url: str, *, pool_size: int = 12) -> None:
        self.url = url
        self.pool: AsyncConnectionPool[Tx] = AsyncConnectionPool(
            url,
            min_size=2,
            max_size=pool_size,
            open=False,
            kwargs={"row_factory": dict_row, "autocommit": True, "application_name": "beanfield"},
            timeout=20,
        )

    async def open(self) -> None:
        await self.pool.open(wait=True)

    async def close(self) -> None:
        await self.pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """A transaction: committed at the end of the block, rolled back by any exception."""
        async with self.pool.connection() as connection, connection.transaction():
            yield connection


async def rows(tx: Tx, kind: type[T], query: Query, params: Params = None) -> list[T]:
    """All rows, each as `kind` (a struct, or a builtin type of `dict` form); columns it lacks are dropped."""
    cursor = await tx.execute(query, params)
    return [as_struct(row, kind) for row in await cursor.fetchall()]


async def row(tx: Tx, kind: type[T], query: Query, params: Params = None) -> T | None:
    """The first row as `kind`, or None."""
    cursor = await tx.execute(query, params)
    found = await cursor.fetchone()
    return None if found is None else as_struct(found, kind)


async def dicts(tx: Tx, query: Query, params: Params = None) -> list[dict[str, Any]]:
    """All rows as dictionaries."""
    cursor = await tx.execute(query, params)
    return await cursor.fetchall()


async def scalar(tx: Tx, query: Query, params: Params = None) -> Any:
    """The first column of the first row, or None."""
    cursor = await tx.execute(query, params)
    found = await cursor.fetchone()
    return None if found is None else next(iter(found.values()))


async def execute(tx: Tx, query: Query, params: Params = None) -> int:
    """Run a statement; returns the number of rows it touched."""
    return (await tx.execute(query, params)).rowcount


def as_struct(found: Mapping[str, Any], kind: type[T]) -> T:
    """A row as a struct, nested jsonb included. A column `raw_x` of JSON text becomes the field `x: Raw`."""
    values = {
        (name.removeprefix("raw_") if name.startswith("raw_") else name): (
            msgspec.Raw(value.encode()) if name.startswith("raw_") and value is not None else value
        )
        for name, value in found.items()
    }
    if any(isinstance(value, msgspec.Raw) for value in values.values()):
        return kind(**values)
    return msgspec.convert(values, kind, builtin_types=_AS_THEY_ARE)


def jsonb(value: Any) -> Any:
    """Wrap a value for a jsonb parameter; structs are allowed."""
    return psycopg.types.json.Jsonb(msgspec.to_builtins(value, builtin_types=()))


class Where:
    """Conditions of a list query, joined by `and`: the one place where SQL is put together.

    Conditions are constant texts with `%(name)s` places; values go into `params` only.
    """

    def __init__(self) -> None:
        self._conditions: list[LiteralString] = []
        self.params: dict[str, Any] = {}

    def add(self, condition: LiteralString, **params: Any) -> None:
        self._conditions.append(condition)
        self.params.update(params)

    @property
    def clause(self) -> LiteralString:
        """`where …`, or nothing when there are no conditions."""
        if not self._conditions:
            return ""
        return "where " + " and ".join(f"({c})" for c in self._conditions)


def like(text: str) -> str:
    """A pattern that finds `text` anywhere, whatever signs it holds."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
