"""The real server with its demonstration, in a process of its own, and people signed in to it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from beanfield.client import Client
from beanfield.demo.cast import PASSWORD
from beanfield.production.model import Pipeline

START_SECONDS = 180
STOP_SECONDS = 30

#: Chromium that draws with the processor: no graphics card is needed, and none is used.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]


def chromium() -> str | None:
    """The browser to drive, where there is one."""
    return os.environ.get("BEANFIELD_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, port: int) -> Iterator[str]:
    """The address of a server with the demonstration; it is stopped at the end.

    Raises:
        RuntimeError: it did not come up; the end of its log is told.
    """
    address = f"http://127.0.0.1:{port}"
    log = folder / "server.log"
    command = [sys.executable, "-m", "beanfield.cli.main", "serve", "--demo"]
    command += ["--data", str(folder / "data"), "--port", str(port)]
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        _await(process, address, log)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _await(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{address}/healthz", timeout=2).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.3)
    process.kill()
    raise RuntimeError(f"the server did not come up:\n{log.read_text(errors='replace')[-3000:]}")


@contextmanager
def client_of(address: str, login: str, *, password: str = PASSWORD) -> Iterator[Client]:
    """The Python client of a person of the demonstration; its token is revoked at the end."""
    with httpx.Client(base_url=address) as session:
        entered = session.post("/api/session", json={"login": login, "password": password})
        session.headers["X-CSRF-Token"] = entered.raise_for_status().json()["csrf"]
        wanted = {"name": "bench", "scopes": ["read", "work", "manage", "admin"], "days": 1}
        made = session.post("/api/me/tokens", json=wanted).raise_for_status().json()
        with Client(address, made["secret"]) as client:
            yield client
        session.delete(f"/api/me/tokens/{made['id']}")


def picture_project(
    manager: Client, annotator: Client, archive: Path, schema: dict[str, Any], *, prefetch: int
) -> int:
    """A running project of the pictures in an archive, for the annotator; returns its id."""
    centre = manager.me().centre_id
    assert centre is not None
    pipeline = Pipeline(review="none", prefetch=prefetch)
    made = manager.create_project(
        f"bench {archive.stem}", media="image", centre_id=centre, schema=schema, pipeline=pipeline
    )
    manager.import_files(made.id, [archive])
    manager.assign(made.id, "annotate", person_id=annotator.me().person_id)
    manager.set_state(made.id, "running")
    return made.id
