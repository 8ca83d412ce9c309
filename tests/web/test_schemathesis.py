"""Made-up requests for every operation of the OpenAPI document: none may end in a server error.

Each operation is tried with whatever the generator makes of its description, and again with the ids of
things that exist, so that the handler is reached. What deletes comes last. Every operation gets a session of
its own, since some of them end it. `BEANFIELD_FUZZ_EXAMPLES` tries more than the few of every test run.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok

from beanfield.people.identity import token_hash
from beanfield.platform.database import Database
from beanfield.platform.services import Services
from beanfield.web.app import create_app
from tests.web.conftest import make_services
from tests.web.world import CSRF, World, build

EXAMPLES = int(os.environ.get("BEANFIELD_FUZZ_EXAMPLES", "3"))
_numbers = count()


class Server:
    """The application behind a real socket, in a thread with an event loop of its own."""

    def __init__(self, services: Services) -> None:
        config = uvicorn.Config(create_app(services), port=0, log_config=None, access_log=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._server.serve()), daemon=True)

    def start(self) -> str:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the server did not start"
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)


@pytest.fixture
def fuzzed_world(database_url: str) -> World:
    async def make() -> World:
        database = Database(database_url, pool_size=2)
        await database.open()
        world = await build(database)
        await database.close()
        return world

    return asyncio.run(make())


@pytest.fixture
def address(database_url: str, tmp_path: Path) -> Iterator[str]:
    server = Server(make_services(database_url, tmp_path))
    yield server.start()
    server.stop()


def new_session(database_url: str, person: int) -> dict[str, str]:
    token = f"fuzz-{next(_numbers)}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "insert into session (token_hash, person_id, csrf, expires_at)"
            " values (%s, %s, %s, now() + '1 day')",
            [token_hash(token), person, CSRF],
        )
    return {"Cookie": f"beanfield_session={token}", "X-CSRF-Token": CSRF}


def real_ids(world: World, key: str, address: str, headers: dict[str, str]) -> dict[str, Any]:
    """Ids of things that exist; the upload is begun through the API, so that its file exists too."""
    own = world.own
    begun = httpx.post(f"{address}/api/uploads", json={"name": "a.zip", "bytes": 9}, headers=headers)
    return {
        "project_id": own.project_id,
        "item_id": own.item_id,
        "team_id": own.team_id,
        "person_id": world.people["annotator-a"],
        "lease_id": world.leases[key],
        "upload_id": begun.json().get("id", str(uuid4())),
    }


def attack(operation: Any, headers: dict[str, str], known: dict[str, Any]) -> None:
    """Try one operation `EXAMPLES` times as it comes, and as often with ids that exist."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def try_it(case: Any) -> None:
        for ids in ({}, known):
            for name, value in ids.items():
                if name in (case.path_parameters or {}):
                    case.path_parameters[name] = value
            reply = case.call(headers=headers, timeout=20)
            case.validate_response(reply, checks=[not_a_server_error])

    try_it()


@pytest.mark.parametrize("key", ["administrator", "project_manager-a", "annotator-a"])
def test_no_request_ends_in_a_server_error(
    database_url: str, address: str, fuzzed_world: World, key: str
) -> None:
    schema = schemathesis.openapi.from_url(f"{address}/api/openapi.json")
    operations: list[Any] = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) > 40
    person = fuzzed_world.people[key]
    known = real_ids(fuzzed_world, key, address, new_session(database_url, person))
    for operation in sorted(operations, key=lambda o: o.method.upper() == "DELETE"):
        attack(operation, new_session(database_url, person), known)
