"""A server of its own, as `beanfield serve` starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.conftest import open_folder


@dataclass
class Served:
    """A running `beanfield serve`."""

    process: subprocess.Popen[str]
    url: str
    folder: Path
    password: str | None

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def beanfield(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    command = [sys.executable, "-m", "beanfield.cli.main", *(str(word) for word in words)]
    env = {**os.environ, "BEANFIELD_LOCALE": "en", **environment}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120)


def serve(folder: Path, **environment: str) -> Served:
    """Start a server on a free port and wait until it says where it is."""
    command = [sys.executable, "-m", "beanfield.cli.main", "serve", "--data", str(folder), "--port", "0"]
    env = {**os.environ, "BEANFIELD_LOCALE": "en", "PYTHONUNBUFFERED": "1", "COLUMNS": "200"} | environment
    errors = (folder.parent / f"{folder.name}.log").open("w", encoding="utf-8")
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=errors, text=True)
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(r"http://[\d.:]+", line):
            password = re.search(r"Administrator\s+admin\s+(\S+)", said)
            return Served(process, found[0], folder, password[1] if password else None)
    raise AssertionError(f"the server ended: {Path(errors.name).read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with open_folder() as folder:
        served = serve(folder / "data")
        yield served
        if served.process.poll() is None:
            served.stop()


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder for data folders."""
    with open_folder() as folder:
        yield folder


def token_for(server: Served, login: str, one_time: str, scopes: list[str]) -> str:
    """Sign in with a one-time password, choose another, and make a token, as the pages do it."""
    with httpx.Client(base_url=server.url) as http:
        signed = http.post("/api/session", json={"login": login, "password": one_time}).json()
        http.headers["X-CSRF-Token"] = signed["csrf"]
        new = {"old": one_time, "new": "a long enough one"}
        assert http.post("/api/me/password", json=new).is_success
        signed = http.post("/api/session", json={"login": login, "password": new["new"]}).json()
        http.headers["X-CSRF-Token"] = signed["csrf"]
        made = http.post("/api/me/tokens", json={"name": "test", "scopes": scopes})
        assert made.is_success, made.text
        secret: str = made.json()["secret"]
        return secret


@pytest.fixture(scope="module")
def token(server: Served) -> str:
    """A token of the administrator, of a programme with one centre."""
    assert server.password is not None
    secret = token_for(server, "admin", server.password, ["read", "work", "manage", "admin"])
    made = httpx.post(f"{server.url}/api/centres", json={"name_zh": "清河中心"}, headers=bearer(secret))
    assert made.is_success, made.text
    return secret


@pytest.fixture(scope="module")
def annotator(server: Served, token: str) -> tuple[int, str]:
    """An annotator of the centre: (person, token)."""
    new = {"name": "赵敏", "centre_id": 1, "login": "zhao", "roles": [{"role": "annotator", "centre_id": 1}]}
    made = httpx.post(f"{server.url}/api/people", json=new, headers=bearer(token)).json()
    secret = token_for(server, "zhao", made["password"]["password"], ["read", "work"])
    return made["person"]["id"], secret


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}
