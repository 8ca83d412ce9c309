"""Shared fixtures: one PostgreSQL, a migrated template, a fresh database for each test."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, cast

import httpx
import psycopg
import pytest

from beanfield.media.store import ObjectStore
from beanfield.platform.config import Settings
from beanfield.platform.database import Database, Tx
from beanfield.platform.embedded import EmbeddedPostgres
from beanfield.platform.migrate import migrate
from beanfield.platform.services import Services

_numbers = count(1)


#: Markers whose tests must not be skipped, named in BEANFIELD_REQUIRE by whoever provides what they need.
REQUIRED = frozenset(os.environ.get("BEANFIELD_REQUIRE", "").split())
_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and REQUIRED & set(report.keywords):
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for nodeid in _skipped:
        terminalreporter.write_line(f"skipped although required: {nodeid}", red=True)


def _in_database(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?", 1)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data sets; tests on it skip where there is none."""
    folder = Path(os.environ.get("BEANFIELD_REAL_DATA", ""))
    if not os.environ.get("BEANFIELD_REAL_DATA") or not folder.is_dir():
        pytest.skip("BEANFIELD_REAL_DATA names no folder")
    return folder


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that an embedded database may use.

    Not pytest's: as root the database runs as another user, and every start of pytest closes its own folders
    to others, also those of a run that is under way.
    """
    with tempfile.TemporaryDirectory(prefix="beanfield-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An embedded server with a template database that has every migration."""
    with open_folder() as folder:
        yield from _served(folder)


def _served(folder: Path) -> Iterator[str]:
    server = EmbeddedPostgres(folder)
    url = server.start()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("alter system set fsync = off")
        connection.execute("alter system set synchronous_commit = off")
        connection.execute("select pg_reload_conf()")
        connection.execute("create database template_beanfield")
    migrate(_in_database(url, "template_beanfield"))
    yield url
    server.stop()


@pytest.fixture
def database_url(postgres_url: str) -> Iterator[str]:
    """A fresh migrated database."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"create database {name} template template_beanfield strategy file_copy")
    yield _in_database(postgres_url, name)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open pool on a fresh database."""
    opened = Database(database_url, pool_size=8)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def tx(database: Database) -> AsyncIterator[Tx]:
    """A transaction on a fresh database."""
    async with database.transaction() as transaction:
        yield transaction


@pytest.fixture
def services(database: Database, tmp_path: Path) -> Services:
    """What a server holds, over the fresh database and an empty data folder."""
    settings = Settings(data=tmp_path / "data")
    return Services(settings, database, ObjectStore.open(None, settings.data), secret=b"s" * 32)


@pytest.fixture
async def client(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that nobody has signed in with, straight on the application."""
    from beanfield.web.app import create_app

    transport = httpx.ASGITransport(cast(Any, create_app(services)))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened
