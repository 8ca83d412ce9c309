"""Start everything a server needs, and end it cleanly."""

from __future__ import annotations

import asyncio
import gc
import os
import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog
import uvicorn

from beanfield.media.store import ObjectStore
from beanfield.platform import jobs
from beanfield.platform.config import Settings
from beanfield.platform.database import Database
from beanfield.platform.embedded import EmbeddedPostgres, FolderLock
from beanfield.platform.errors import Conflict
from beanfield.platform.migrate import migrate
from beanfield.platform.services import Services

log = structlog.get_logger()


@contextmanager
def open_database(settings: Settings, *, upgrade: bool = True) -> Iterator[str]:
    """The URL of the database: the one configured, or the embedded one for as long as the block lasts.

    With `upgrade` its migrations are applied first.

    Raises:
        Conflict: another server uses the data folder.
    """
    lock = FolderLock(settings.data)
    embedded = None
    lock.acquire()
    try:
        url = settings.database_url
        if url is None:
            starting = EmbeddedPostgres(settings.data)
            url = starting.start()
            embedded = starting
        if upgrade:
            migrate(url)
        yield url
    finally:
        if embedded is not None:
            embedded.stop()
        lock.release()


def secret_key(folder: Path) -> bytes:
    """The key that signs links; made once, readable by its owner only."""
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
    return path.read_bytes()


def make_services(settings: Settings, url: str) -> Services:
    """Services over a database whose pool is not open yet."""
    return Services(
        settings=settings,
        database=Database(url, pool_size=settings.pool_size),
        objects=ObjectStore.open(settings.objects_url, settings.data),
        secret=secret_key(settings.data),
    )


def bind(settings: Settings) -> socket.socket:
    """The listening socket.

    Raises:
        Conflict: the port is taken.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP, so that the event loop switches Nagle off: replies in two writes would wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(2048)  # from here on callers wait for the server instead of being refused
    except OSError as error:
        listener.close()
        raise Conflict("port_in_use", port=settings.port) from error
    return listener


class _Server(uvicorn.Server):
    """Calls `on_ready` when it answers requests."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


async def run(services: Services, listener: socket.socket, on_ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT, with the background jobs in the same process if so set.

    `on_ready` is called once when requests are answered.
    """
    from beanfield.web.app import create_app

    config = uvicorn.Config(
        create_app(services),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        timeout_keep_alive=75,  # longer than a person works on an item: no new connection for each
        proxy_headers=False,  # the client's address is read where it is wanted, from the proxy's own entry
    )
    gc.collect()
    gc.freeze()  # what was imported stays: collections need not walk it (a tenth of the working loop's time)
    gc.set_threshold(20_000, 20, 100)  # nor, for every few answers, the state of thousands of connections
    server = _Server(config, on_ready)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    working = asyncio.create_task(jobs.run_forever(services)) if services.settings.run_jobs else None
    await serving
    if working is not None:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working


def stop_on_signals() -> None:
    """Turn SIGTERM during start-up into an ordinary exit, so that the embedded database is stopped too."""

    def leave(_signal: int, _frame: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
