"""The embedded database comes up again, whatever happened to it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psycopg

from beanfield.platform.embedded import EmbeddedPostgres
from tests.conftest import open_folder


def postmaster(folder: Path) -> int:
    return int((folder / "db" / "postmaster.pid").read_text().split()[0])


def test_a_killed_database_starts_again_at_once_with_what_was_committed() -> None:
    with open_folder() as folder:
        for round_ in range(3):
            database = EmbeddedPostgres(folder)
            with psycopg.connect(database.start(), autocommit=True) as connection:
                connection.execute("create table if not exists kept (round integer)")
                connection.execute("insert into kept values (%s)", [round_])
                rows = connection.execute("select round from kept order by 1").fetchall()
                os.kill(postmaster(folder), signal.SIGKILL)
            assert rows == [(earlier,) for earlier in range(round_ + 1)]
        database.stop()


def test_stopping_a_database_that_died_is_no_error() -> None:
    with open_folder() as folder:
        database = EmbeddedPostgres(folder)
        database.start()
        os.kill(postmaster(folder), signal.SIGKILL)
        database.stop()
        database.start()
        database.stop()
