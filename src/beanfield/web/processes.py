"""Several server processes on one listening socket; a process that dies is replaced."""

from __future__ import annotations

import multiprocessing
import os
import socket
import tempfile
import time
from multiprocessing.process import BaseProcess

import msgspec
import structlog
import uvloop
from prometheus_client.multiprocess import mark_process_dead

from beanfield.platform.config import Settings

log = structlog.get_logger()
#: Read by prometheus-client when it is imported: the folder where processes add their metrics up.
SHARED_METRICS = "PROMETHEUS_MULTIPROC_DIR"
_PAUSE = 1.0  # seconds before a dead process is replaced


def run_processes(settings: Settings, url: str, listener: socket.socket) -> None:
    """Serve with `settings.workers` processes until this one is told to stop; the first runs the jobs."""
    with tempfile.TemporaryDirectory(prefix="beanfield-metrics-") as shared:
        os.environ[SHARED_METRICS] = shared
        _run(settings, url, listener)


def _run(settings: Settings, url: str, listener: socket.socket) -> None:
    spawn = multiprocessing.get_context("spawn")

    def start(number: int) -> BaseProcess:
        own = msgspec.structs.replace(settings, run_jobs=settings.run_jobs and number == 0)
        process = spawn.Process(target=_serve, args=(own, url, listener), name=f"beanfield-{number}")
        process.start()
        return process

    running = [start(number) for number in range(settings.workers)]
    try:
        while True:
            time.sleep(_PAUSE)
            for number, process in enumerate(running):
                if not process.is_alive():
                    log.error("process_died", name=process.name, code=process.exitcode)
                    mark_process_dead(process.pid)  # type: ignore[no-untyped-call]  # the library types it so
                    running[number] = start(number)
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.join(15)


def _serve(settings: Settings, url: str, listener: socket.socket) -> None:
    from beanfield.platform.logs import configure_logs
    from beanfield.web.server import make_services, run

    configure_logs(settings)
    uvloop.run(run(make_services(settings, url), listener, _quiet))


def _quiet() -> None:
    """The parent has told the address."""
