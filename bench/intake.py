"""How fast data come in and go out, and in how much memory.

    python -m bench.intake [--rows 1000000] [--folder DIR]

Imports a JSONL of texts into a fresh embedded database, gives every item an answer, and exports it all as
JSONL again. Prints seconds, rows a second, and the peak memory of the process (and of the database's
backends, which share their buffers).
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg

from beanfield.platform.config import Settings
from beanfield.platform.database import execute, jsonb, scalar
from beanfield.platform.services import Services
from beanfield.production import exports, intake
from beanfield.production.exports import run_export
from beanfield.production.intake import ImportOptions
from beanfield.production.intake_run import run_import
from beanfield.production.model import NewExport
from beanfield.web.server import make_services, open_database

SCHEMA = {
    "media": "text",
    "fields": [{"name": "mood", "type": "choice", "of": "item", "options": [{"name": "good"}]}],
}


class Peak:
    """Most memory of this process and of the largest database backend, in MB, and their processor seconds.

    Seconds on the processor hardly depend on what else the machine does; those on the wall do.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._before = self._database_seconds()
        self.own = 0.0
        self.backend = 0.0
        self.own_cpu = -time.process_time()
        self.database_cpu = 0.0

    def look(self) -> None:
        """Take a sample."""
        self.own = max(self.own, psutil.Process().memory_info().rss / 1e6)
        for backend in self._backends():
            with suppress(psutil.Error):
                self.backend = max(self.backend, backend.memory_full_info().uss / 1e6)

    def end(self) -> None:
        """Stop counting processor time."""
        self.own_cpu += time.process_time()
        now = self._database_seconds()
        self.database_cpu = sum(spent - self._before.get(pid, 0.0) for pid, spent in now.items())

    def _backends(self) -> Iterator[psutil.Process]:
        """The processes of the database in this folder."""
        for other in psutil.process_iter(["name"]):
            with suppress(psutil.Error):
                if other.info["name"] == "postgres" and Path(other.cwd()).is_relative_to(self._folder):
                    yield other

    def _database_seconds(self) -> dict[int, float]:
        return {backend.pid: sum(backend.cpu_times()[:2]) for backend in self._backends()}


@contextmanager
def watched(services: Services) -> Iterator[Peak]:
    """Watch memory twice a second while the block runs."""
    peak, ended = Peak(services.settings.data), threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            peak.look()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        ended.set()
        watcher.join()
        peak.end()


def write_texts(path: Path, rows: int) -> None:
    """Texts of some hundred characters, in two languages."""
    body = "豆田数据标注中心 annotates text, pictures and sound; every row is a little different. " * 2
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            file.write(
                f'{{"id": "row-{number:07d}", "text": "{number} {body}", "topic": "t{number % 97}"}}\n'
            )


async def a_project(services: Services) -> int:
    async with services.database.transaction() as tx:
        centre = await scalar(tx, "insert into centre (name_zh) values ('c') returning id")
        project = await scalar(
            tx,
            "insert into project (centre_id, name, media, state, schema_version)"
            " values (%s, 'p', 'text', 'running', 1) returning id",
            [centre],
        )
        await execute(
            tx,
            "insert into label_schema (project_id, version, schema) values (%s, 1, %s)",
            [project, jsonb(SCHEMA)],
        )
    return int(project)


def report(what: str, rows: int, seconds: float, peak: Peak) -> None:
    print(
        f"{what}: {rows:,} rows in {seconds:.1f} s, {rows / seconds:,.0f} rows/s,"
        f" peak {peak.own:.0f} MB (database backend {peak.backend:.0f} MB of its own),"
        f" on the processor {peak.own_cpu:.1f} s (database {peak.database_cpu:.1f} s)"
    )


async def bench_import(services: Services, project: int, file: Path, rows: int) -> None:
    async with services.database.transaction() as tx:
        person = await scalar(tx, "insert into person (name) values ('m') returning id")
        run_id = await intake.ask_for_paths(tx, person, project, [file], ImportOptions())
    with watched(services) as peak:
        begun = time.perf_counter()
        await run_import(services, run_id)
        seconds = time.perf_counter() - begun
    async with services.database.transaction() as tx:
        run = await intake.one_run(tx, project, run_id, "en")
    if (run.state, run.items) != ("done", rows):
        raise SystemExit(f"the import failed: {run}")
    report("import", rows, seconds, peak)


async def answer_all(services: Services, project: int) -> None:
    """One answer for each item, which is then accepted."""
    async with services.database.transaction() as tx:
        await execute(
            tx,
            "with made as (insert into annotation (id, item_id, project_id, document, schema_version,"
            " guide_version) select gen_random_uuid(), id, project_id,"
            ' \'{"objects": [], "relations": [], "answers": {"mood": "good"}}\', 1, 0'
            " from item where project_id = %s returning id, item_id)"
            " update item set state = 'accepted', answered = 1, open_slots = 0, result = made.id"
            " from made where made.item_id = item.id",
            [project],
        )
    async with await psycopg.AsyncConnection.connect(services.database.url, autocommit=True) as connection:
        await connection.execute("vacuum analyze item, item_content, annotation")


async def bench_export(services: Services, project: int, rows: int) -> None:
    async with services.database.transaction() as tx:
        person = await scalar(tx, "select min(id) from person")
        run_id = await exports.ask(tx, person, project, NewExport("beanfield"))
    with watched(services) as peak:
        begun = time.perf_counter()
        await run_export(services, run_id)
        seconds = time.perf_counter() - begun
    async with services.database.transaction() as tx:
        run = await exports.one_run(tx, project, run_id, "en")
    if (run.state, run.items) != ("done", rows):
        raise SystemExit(f"the export failed: {run}")
    report("export", rows, seconds, peak)


async def bench(folder: Path, rows: int) -> None:
    settings = Settings(data=folder / "data")
    file = folder / "texts.jsonl"
    write_texts(file, rows)
    with open_database(settings) as url:
        services = make_services(settings, url)
        await services.database.open()
        try:
            project = await a_project(services)
            await bench_import(services, project, file, rows)
            await answer_all(services, project)
            await bench_export(services, project, rows)
        finally:
            await services.database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        asyncio.run(bench(Path(folder), given.rows))


if __name__ == "__main__":
    main()
