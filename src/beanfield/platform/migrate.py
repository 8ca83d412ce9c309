"""Forward-only migrations: numbered `.sql` files, each applied once and in order."""

from __future__ import annotations

import re
from importlib.resources import files

import psycopg
from procrastinate.schema import SchemaManager

from beanfield.platform.errors import Conflict

_LOCK = 0x6265616E  # "bean": one migrator at a time
_JOBS = 3  # the job library brings its own tables
_NAME = re.compile(r"^(\d{4})_\w+\.sql$")


def migrations() -> list[tuple[int, str, str]]:
    """(number, file name, SQL) of every migration, in order."""
    found = [(_JOBS, "0003_procrastinate", SchemaManager.get_schema())]
    for entry in files("beanfield.platform").joinpath("migrations").iterdir():
        match = _NAME.match(entry.name)
        if match:
            found.append((int(match[1]), entry.name, entry.read_text(encoding="utf-8")))
    return sorted(found)


def current_version(connection: psycopg.Connection) -> int:
    """The number of the last migration applied; 0 for an empty database."""
    row = connection.execute("select to_regclass('migration') is not null").fetchone()
    if row is None or not row[0]:
        return 0
    row = connection.execute("select coalesce(max(number), 0) from migration").fetchone()
    return int(row[0]) if row else 0


def migrate(url: str, *, upto: int | None = None) -> list[str]:
    """Apply what is missing, each file in a transaction of its own; returns the names applied.

    Raises:
        Conflict: the database was made by a newer program.
    """
    applied = []
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", [_LOCK])
        known = migrations()
        found = current_version(connection)
        if found > known[-1][0]:
            raise Conflict("database_newer", found=found, known=known[-1][0])
        connection.execute(
            "create table if not exists migration"
            " (number integer primary key, name text not null, applied_at timestamptz not null default now())"
        )
        done = {row[0] for row in connection.execute("select number from migration")}
        for number, name, sql in known:
            if number in done or (upto is not None and number > upto):
                continue
            with connection.transaction():
                connection.execute(sql)
                connection.execute("insert into migration (number, name) values (%s, %s)", [number, name])
            applied.append(name)
    return applied
