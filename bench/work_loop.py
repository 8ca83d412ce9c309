"""The working loop under load: hand in one answer and get the next item, in one call, durably committed.

A PostgreSQL of its own (fsync on), the real server in a process of its own, and the load in another one, all
on the same machine. Each of so many annotators sends their next answer as soon as the reply to the last one
is there. Prints loops a second and latencies, and looks afterwards in the database whether each answer that
was acknowledged is there and whether any item went to more people than it should.

    python bench/work_loop.py [--items 100000 1000000] [--people 1 8 64] [--seconds 20] [--repeat 3]
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from msgspec import Struct

from beanfield.people.identity import token_hash
from beanfield.platform.embedded import EmbeddedPostgres
from beanfield.platform.migrate import migrate

#: Label Studio 1.23.2 on PostgreSQL with uWSGI, on a machine of this kind: 32 and 8 people.
LABEL_STUDIO = (7.6, 8.8)

SCHEMA = {"media": "image", "classes": [{"name": name, "shape": "box"} for name in ("car", "person", "sign")]}


class Result(Struct):
    """One run. Processor seconds are per loop, in milliseconds."""

    loops: float
    p50: float
    p99: float
    errors: int
    lost: int
    doubled: int
    server_ms: float
    database_ms: float
    load_ms: float
    other_cores: float


def seed(url: str, items: int, people: int) -> tuple[int, list[str]]:
    """A running project of so many pictures; returns it and an API token for each annotator."""
    tokens = [f"bf_bench_{number:04d}" for number in range(people)]
    with psycopg.connect(url, autocommit=True) as db:
        centre = _one(db, "insert into centre (name_zh) values ('测试中心') returning id")
        project = _one(
            db,
            "insert into project (centre_id, name, media, state, pipeline, schema_version, guide_version)"
            " values (%s, 'bench', 'image', 'running', '{\"review\": \"share\", \"review_share\": 0.2}', 1, 1) returning id",
            [centre],
        )
        db.execute(
            "insert into label_schema (project_id, version, schema) values (%s, 1, %s)",
            [project, json.dumps(SCHEMA)],
        )
        for token in tokens:
            person = _one(
                db, "insert into person (name, centre_id) values (%s, %s) returning id", [token, centre]
            )
            db.execute(
                "insert into account (person_id, login, password_hash) values (%s, %s, '-')",
                [person, f"{token}_{project}"],
            )
            db.execute(
                "insert into role_grant (person_id, role, centre_id) values (%s, 'annotator', %s)",
                [person, centre],
            )
            db.execute(
                "insert into api_token (person_id, name, token_hash, scopes) values (%s, 'bench', %s, '{work}')"
                " on conflict (token_hash) do update set person_id = excluded.person_id",
                [person, token_hash(token)],
            )
            db.execute(
                "insert into assignment (project_id, person_id, task) values (%s, %s, 'annotate')",
                [project, person],
            )
        db.execute(
            "with made as (insert into item (project_id, name, open_slots)"
            " select %s, 'picture ' || n, 1 from generate_series(1, %s) n returning id)"
            " insert into item_content select id, jsonb_build_object('kind', 'image', 'sha256', repeat('a', 64),"
            " 'width', 1920, 'height', 1080) from made",
            [project, items],
        )
        db.execute("vacuum analyze")
        db.execute("checkpoint")
    return project, tokens


def _one(db: psycopg.Connection, query: str, params: list[object] | None = None) -> int:
    row = db.execute(query, params).fetchone()  # type: ignore[call-overload]  # constant texts of this file
    return int(row[0])


@contextmanager
def serving(url: str, folder: Path) -> Iterator[tuple[int, int]]:
    """The real server on the database; yields its port and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "beanfield.cli.main",
        "serve",
        "--data",
        str(folder / "server"),
        "--port",
        str(port),
    ]
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(
            command, env={**os.environ, "BEANFIELD_DATABASE_URL": url}, stdout=log, stderr=log
        )
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not start")


class Clock:
    """Processor seconds of a process and its children, and of the whole machine."""

    def __init__(self, server: int, database: int) -> None:
        self._processes = {"server": server, "database": database}
        self._start = self._read()

    def _read(self) -> dict[str, float]:
        used = {name: _used(pid) for name, pid in self._processes.items()}
        busy = psutil.cpu_times()
        return {**used, "machine": sum(busy) - busy.idle - busy.iowait, "at": time.monotonic()}

    def stop(self) -> dict[str, float]:
        """Seconds since the start."""
        return {name: value - self._start[name] for name, value in self._read().items()}


def _used(pid: int) -> float:
    total = 0.0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        times = process.cpu_times()
        total += times.user + times.system
    return total


def run(url: str, port: int, pids: tuple[int, int], load: tuple[int, list[str], float]) -> Result:
    """One run of the load, and what the database says of it afterwards."""
    project, tokens, seconds = load
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        command = [
            sys.executable,
            str(Path(__file__).with_name("work_loop_load.py")),
            str(port),
            str(project),
            str(seconds),
            out.name,
        ]
        generator = subprocess.Popen([*command, *tokens], stdout=subprocess.DEVNULL)
        clock = Clock(*pids)
        generator.wait()
        used = clock.stop()
        seen = json.loads(Path(out.name).read_text())
    lost, doubled = verify(url, project, seen["acknowledged"])
    times = sorted(seen["latencies"])
    count = len(seen["acknowledged"])
    return Result(
        loops=len(times) / seen["seconds"],
        p50=times[len(times) // 2] * 1000,
        p99=times[int(len(times) * 0.99)] * 1000,
        errors=seen["errors"],
        lost=lost,
        doubled=doubled,
        server_ms=used["server"] / count * 1000,
        database_ms=used["database"] / count * 1000,
        load_ms=seen["cpu"] / count * 1000,
        other_cores=(used["machine"] - used["server"] - used["database"] - seen["cpu"]) / used["at"],
    )


def verify(url: str, project: int, acknowledged: list[str]) -> tuple[int, int]:
    """How many acknowledged answers are not there, and how many items have more answers or people than they should."""
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("create temp table acknowledged (id uuid)")
        with db.cursor().copy("copy acknowledged from stdin") as copy:
            copy.write("\n".join(acknowledged) + "\n")
        lost = _one(
            db, "select count(*) from acknowledged k left join annotation a using (id) where a.id is null"
        )
        doubled = _one(
            db,
            "select count(*) from (select a.item_id from annotation a join item i on i.id = a.item_id"
            " where a.project_id = %s group by a.item_id, i.overlap having count(*) > i.overlap) d",
            [project],
        )
        doubled += _one(
            db,
            "select count(*) from (select l.item_id from lease l join item i on i.id = l.item_id"
            " where l.project_id = %s and l.state in ('active', 'submitted')"
            " group by l.item_id, i.overlap having count(*) > i.overlap) d",
            [project],
        )
    return lost, doubled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--people", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    print(
        "items    people  loops/s  p50 ms  p99 ms  lost  doubled  errors  cpu ms a loop: server database load  other cores"
    )
    with tempfile.TemporaryDirectory(prefix="beanfield-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        database = EmbeddedPostgres(folder)
        url = database.start()
        try:
            migrate(url)
            best = measure(url, folder, options)
        finally:
            database.stop()
    report(best)


def measure(url: str, folder: Path, options: argparse.Namespace) -> dict[tuple[int, int], Result]:
    """Every size with every number of people; the best run of each."""
    pid = int((folder / "db" / "postmaster.pid").read_text().split()[0])
    best: dict[tuple[int, int], Result] = {}
    for items in options.items:
        project, tokens = seed(url, items, max(options.people))
        with serving(url, folder) as (port, server):
            for people in options.people:
                for _ in range(options.repeat):
                    result = run(url, port, (server, pid), (project, tokens[:people], options.seconds))
                    print(
                        f"{items:<8} {people:<7} {result.loops:<8.0f} {result.p50:<7.1f} {result.p99:<7.1f} {result.lost:<5}"
                        f" {result.doubled:<8} {result.errors:<23} {result.server_ms:<6.2f} {result.database_ms:<8.2f}"
                        f" {result.load_ms:<6.2f} {result.other_cores:.2f}",
                        flush=True,
                    )
                    key = (items, people)
                    if key not in best or result.loops > best[key].loops:
                        best[key] = result
    return best


def report(best: dict[tuple[int, int], Result]) -> None:
    """The goals, and how far the peer is."""
    for (items, people), result in best.items():
        ratios = sorted(result.loops / peer for peer in LABEL_STUDIO)
        print(
            f"best, {items} items, {people} people: {result.loops:.0f} loops/s,"
            f" {ratios[0]:.0f} to {ratios[1]:.0f} times Label Studio's published figure on such a machine"
        )
    sizes = sorted({items for items, _ in best})
    most = max((people for _, people in best), default=0)
    if len(sizes) > 1:
        small, large = best[sizes[0], most].loops, best[sizes[-1], most].loops
        print(f"{sizes[-1]} items against {sizes[0]}: {100 * (1 - large / small):.0f} % slower")
    print(f"median of p99: {statistics.median(result.p99 for result in best.values()):.0f} ms")


if __name__ == "__main__":
    main()
