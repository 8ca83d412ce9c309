"""Server and database are killed under load: what was acknowledged is there, once."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID, uuid4

import httpx
import msgspec
import psycopg
import pytest

from beanfield.people.identity import token_hash
from beanfield.platform.embedded import EmbeddedPostgres
from beanfield.platform.migrate import migrate
from tests.conftest import open_folder
from tests.production.floor import SCHEMA, boxes

pytestmark = pytest.mark.slow

PEOPLE, ITEMS, ROUNDS = 12, 4000, 5


class Centre:
    """A data folder with a project; its server and database can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        database = EmbeddedPostgres(folder)
        url = database.start()
        migrate(url)
        self.project = seed(url)
        database.stop()

    def start(self) -> None:
        """Start the server with its embedded database, as a user does, and wait until it answers."""
        with (self.folder / "server.log").open("ab") as log:
            command = [sys.executable, "-m", "beanfield.cli.main", "serve"]
            options = ["--data", str(self.folder), "--port", str(self.port)]
            self.server = subprocess.Popen([*command, *options], stdout=log, stderr=log)
        for _ in range(600):
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=2).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise TimeoutError((self.folder / "server.log").read_text()[-2000:])

    def kill(self) -> None:
        """kill -9 of the database and of the server, at once."""
        database = int((self.folder / "db" / "postmaster.pid").read_text().split()[0])
        os.kill(database, signal.SIGKILL)
        self.server.kill()
        self.server.wait()

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait(30)


def seed(url: str) -> int:
    """A project with pictures, and people who hold API tokens."""
    with psycopg.connect(url, autocommit=True) as db:

        def one(query: LiteralString, *params: object) -> int:
            found = db.execute(query, params).fetchone()
            assert found is not None
            return int(found[0])

        centre = one("insert into centre (name_zh) values ('中心') returning id")
        project = one(
            "insert into project (centre_id, name, media, state, pipeline, schema_version)"
            " values (%s, 'p', 'image', 'running', '{\"overlap\": 2}', 1) returning id",
            centre,
        )
        schema = msgspec.json.encode(SCHEMA).decode()
        db.execute(
            "insert into label_schema (project_id, version, schema) values (%s, 1, %s)", [project, schema]
        )
        for number in range(PEOPLE):
            person = one("insert into person (name, centre_id) values ('P', %s) returning id", centre)
            db.execute(
                "insert into account (person_id, login, password_hash) values (%s, %s, '-')",
                [person, f"p{number}"],
            )
            db.execute(
                "insert into role_grant (person_id, role, centre_id) values (%s, 'annotator', %s)",
                [person, centre],
            )
            db.execute(
                "insert into api_token (person_id, name, token_hash, scopes) values (%s, 't', %s, '{work}')",
                [person, token_hash(f"bf_{number}")],
            )
            db.execute(
                "insert into assignment (project_id, person_id, task) values (%s, %s, 'annotate')",
                [project, person],
            )
        db.execute(
            "with made as (insert into item (project_id, name, overlap, open_slots)"
            " select %s, 'i' || n, 2, 2 from generate_series(1, %s) n returning id)"
            " insert into item_content select id, jsonb_build_object("
            " 'kind', 'image', 'sha256', repeat('a', 64), 'width', 640, 'height', 480) from made",
            [project, ITEMS],
        )
        return project


class Load:
    """What people handed in: what was acknowledged, and by person what they do not know the fate of."""

    def __init__(self) -> None:
        self.acknowledged: list[UUID] = []
        self.unsure: dict[int, list[dict[str, Any]]] = {}


async def annotate(centre: Centre, number: int, load: Load) -> None:
    """One person at work until the server is gone; what was not acknowledged is handed in again first."""
    headers = {"Authorization": f"Bearer bf_{number}"}
    base = f"http://127.0.0.1:{centre.port}"
    async with httpx.AsyncClient(base_url=base, headers=headers, timeout=20) as client:
        with suppress(httpx.TransportError, httpx.HTTPStatusError):
            while True:
                body = {"submit": load.unsure.get(number, []), "want": random.randint(1, 3)}
                reply = await client.post(f"/api/projects/{centre.project}/work", json=body)
                reply.raise_for_status()
                read = reply.json()
                kept = [each["id"] for each in read["outcomes"] if each["status"] in {"done", "repeated"}]
                load.acknowledged += map(UUID, kept)
                load.unsure[number] = [
                    {"id": str(uuid4()), "lease_id": lease["id"], "document": boxes(3)}
                    for lease in read["leases"]
                ]


async def load_until_killed(centre: Centre, load: Load) -> None:
    enough = len(load.acknowledged) + 150
    people = [asyncio.create_task(annotate(centre, number, load)) for number in range(PEOPLE)]
    async with asyncio.timeout(120):
        while len(load.acknowledged) < enough:  # noqa: ASYNC110  counted by twelve tasks
            await asyncio.sleep(0.05)
    await asyncio.sleep(random.uniform(0, 0.5))
    centre.kill()
    await asyncio.gather(*people)


@pytest.fixture
def centre() -> Iterator[Centre]:
    with open_folder() as folder:
        made = Centre(folder)
        made.start()
        yield made
        made.stop()


def test_what_was_acknowledged_survives_kills_of_server_and_database_and_nothing_is_there_twice(
    centre: Centre,
) -> None:
    load = Load()
    for _ in range(ROUNDS):
        asyncio.run(load_until_killed(centre, load))
        centre.start()
        check(centre, load.acknowledged)


def check(centre: Centre, acknowledged: list[UUID]) -> None:
    """Every acknowledged answer is there; none is doubled; slots, answers and leases agree."""
    folder = centre.folder / "db"
    with psycopg.connect(f"host={folder} user=postgres dbname=postgres", autocommit=True) as db:
        kept = [row[0] for row in db.execute("select id from annotation")]
        assert set(acknowledged) <= set(kept)
        wrong = db.execute(
            "select i.id from item i left join lateral ("
            " select count(*) as held, count(*) filter (where state = 'submitted') as answered,"
            " count(distinct person_id) as people from lease l"
            " where l.item_id = i.id and l.state in ('active', 'submitted')) l on true"
            " where i.open_slots <> i.overlap - l.held or l.people <> l.held"
            " or i.answered <> l.answered or i.answered <> ("
            "  select count(*) from annotation a where a.item_id = i.id and a.kind = 'answer')"
        ).fetchall()
        assert wrong == []
