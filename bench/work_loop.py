"""The working loop under load: hand in one answer and get the next item, in one call, durably committed.

A PostgreSQL of its own (fsync on), the real server in a process of its own, and the load in another one, all
on the same machine. Each of so many annotators sends their next answer as soon as the reply to the last one
is there. Prints loops a second and latencies, and looks afterwards in the database whether each answer that
was acknowledged is there and whether any item went to more people than it should.

    python bench/work_loop.py [--items 100000 1000000] [--people 1 8 64] [--seconds 20] [--repeat 3]
    python bench/work_loop.py --items 1000000 --people 5800 --think 10 --seconds 600 --repeat 1
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
from typing import LiteralString

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


def seed(url: str, items: int, people: int, gold: int = 0) -> tuple[int, list[str]]:
    """A running project of so many pictures; returns it and an API token for each annotator.

    `gold`: so many accepted ones more, with a known answer, and a turn for everyone.
    """
    with psycopg.connect(url, autocommit=True) as db:
        centre = _number(db, "insert into centre (name_zh) values ('测试中心') returning id")
        project = _number(
            db,
            "insert into project (centre_id, name, media, state, pipeline, schema_version, guide_version)"
            " values (%s, 'bench', 'image', 'running', %s, 1, 1) returning id",
            [centre, json.dumps({"review": "share", "review_share": 0.2})],
        )
        db.execute(
            "insert into label_schema (project_id, version, schema) values (%s, 1, %s)",
            [project, json.dumps(SCHEMA)],
        )
        db.execute(
            "with made as (insert into item (project_id, name, open_slots)"
            " select %s, 'picture ' || n, 1 from generate_series(1, %s) n returning id)"
            " insert into item_content select id, jsonb_build_object('kind', 'image',"
            " 'sha256', repeat('a', 64), 'width', 1920, 'height', 1080) from made",
            [project, items],
        )
        tokens = _seed_people(db, centre, project, people)
        if gold:
            _seed_gold(db, project, gold)
        db.execute("vacuum analyze")
        db.execute("checkpoint")
    return project, tokens


def _seed_people(db: psycopg.Connection, centre: int, project: int, people: int) -> list[str]:
    tokens = [f"bf_bench_{project}_{number}" for number in range(people)]
    with db.transaction(), db.cursor() as cursor:
        cursor.executemany(
            "with p as (insert into person (name, centre_id) values (%(token)s, %(centre)s) returning id),"
            " a as (insert into account (person_id, login, password_hash) select id, %(token)s, '-' from p),"
            " r as (insert into role_grant (person_id, role, centre_id)"
            "  select id, 'annotator', %(centre)s from p),"
            " t as (insert into api_token (person_id, name, token_hash, scopes)"
            "  select id, 'bench', %(hash)s, '{work}' from p)"
            " insert into assignment (project_id, person_id, task) select %(project)s, id, 'annotate' from p",
            [{"token": t, "hash": token_hash(t), "centre": centre, "project": project} for t in tokens],
        )
    return tokens


def _seed_gold(db: psycopg.Connection, project: int, gold: int) -> None:
    db.execute(
        "with made as (insert into item (project_id, name, state, open_slots, answered)"
        " select %s, 'known ' || n, 'accepted', 0, 1 from generate_series(1, %s) n returning id),"
        " held as (insert into item_content select id, jsonb_build_object('kind', 'image',"
        "  'sha256', repeat('a', 64), 'width', 1920, 'height', 1080) from made)"
        " insert into gold_answer (item_id, source, document)"
        " select id, 'bench', '{}' from made",
        [project, gold],
    )
    db.execute(
        "insert into gold_turn (project_id, person_id, item_id, share)"
        " select %s, a.person_id, (select min(item_id) from gold_item where project_id = %s), 0.05"
        " from assignment a where a.project_id = %s",
        [project, project, project],
    )


def _number(db: psycopg.Connection, query: LiteralString, params: list[object] | None = None) -> int:
    found = db.execute(query, params).fetchone()
    assert found is not None
    return int(found[0])


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
        _wait(port, server, folder / "server.log")
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until it answers. Raises RuntimeError with the end of its log when it does not."""
    for _ in range(1200):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start: " + log.read_text()[-3000:])


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


class Load(Struct):
    """Who works in a run, for how long, and how long they think before each answer."""

    project: int
    tokens: list[str]
    seconds: float
    think: float


def run(url: str, port: int, pids: tuple[int, int], load: Load) -> Result:
    """One run of the load, and what the database says of it afterwards."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        script = str(Path(__file__).with_name("work_loop_load.py"))
        values = [port, load.project, load.seconds, load.think, out.name]
        generator = subprocess.Popen([sys.executable, script, *map(str, values), *load.tokens])
        clock = Clock(*pids)
        generator.wait()
        used = clock.stop()
        seen = json.loads(Path(out.name).read_text())
    lost, doubled = verify(url, load.project, seen["acknowledged"])
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
    """How many acknowledged answers are not there, and how many items went to too many people."""
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("create temp table acknowledged (id uuid)")
        with db.cursor().copy("copy acknowledged from stdin") as copy:
            copy.write("\n".join(acknowledged) + "\n")
        lost = _number(
            db, "select count(*) from acknowledged k left join annotation a using (id) where a.id is null"
        )
        doubled = _number(
            db,
            "select count(*) from (select a.item_id from annotation a join item i on i.id = a.item_id"
            " where a.project_id = %s and a.kind <> 'gold'"
            " group by a.item_id, i.overlap having count(*) > i.overlap) d",
            [project],
        )
        doubled += _number(
            db,
            "select count(*) from (select l.item_id from lease l join item i on i.id = l.item_id"
            " where l.project_id = %s and l.state in ('active', 'submitted') and not l.gold"
            " group by l.item_id, i.overlap having count(*) > i.overlap) d",
            [project],
        )
    return lost, doubled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--people", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--think", type=float, default=0, help="seconds before each answer")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--gold", type=int, default=0, help="known items that are handed out among the work")
    options = parser.parse_args()
    print(
        "                                                               processor ms a loop        cores used"
    )
    print(
        "items    people  loops/s  p50 ms  p99 ms  lost  doubled errors server  database  load     by others"
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
        project, tokens = seed(url, items, max(options.people), options.gold)
        with serving(url, folder) as (port, server):
            for people in options.people:
                load = Load(project, tokens[:people], options.seconds, options.think)
                for _ in range(options.repeat):
                    found = run(url, port, (server, pid), load)
                    print(
                        f"{items:<8} {people:<7} {found.loops:<8.0f} {found.p50:<7.1f} {found.p99:<7.1f}"
                        f" {found.lost:<5} {found.doubled:<7} {found.errors:<6} {found.server_ms:<7.2f}"
                        f" {found.database_ms:<9.2f} {found.load_ms:<8.2f} {found.other_cores:.2f}",
                        flush=True,
                    )
                    if (items, people) not in best or found.loops > best[items, people].loops:
                        best[items, people] = found
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
