"""First pages, filters, sorts and figures of the manager's screens on a project of a million items.

    python -m bench.lists [--items 1000000] [--data DIR]

Fills an embedded database of its own (kept in DIR when one is named) and prints, for each question that a
screen asks, the median and the worst time of several runs. The goal of each is 200 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from beanfield.media.store import ObjectStore
from beanfield.people.access import reached
from beanfield.platform.config import Settings
from beanfield.platform.database import Database, Tx
from beanfield.platform.embedded import EmbeddedPostgres
from beanfield.platform.migrate import migrate
from beanfield.platform.services import Services
from beanfield.production import home, items, progress, projects, threads
from beanfield.production.model import Pipeline
from beanfield.production.store_items import STATES, Listing, Sort
from beanfield.production.store_projects import Filter as ProjectFilter
from beanfield.production.store_threads import Filter as ThreadFilter
from bench.filling import Filled, fill, find

GOAL_MS = 200.0
RUNS = 7
SORTS: tuple[Sort, ...] = ("id", "-id", "name", "-name", "changed_at", "-changed_at", "priority", "-priority")

Question = Callable[[Tx], Awaitable[object]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--items", type=int, default=1_000_000)
    arguments.add_argument("--data", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        server = EmbeddedPostgres(given.data or Path(scratch))
        url = server.start()
        try:
            migrate(url)
            filled = find(url)
            if filled is None:
                started = time.perf_counter()
                filled = fill(url, given.items)
                print(f"filled {given.items:,} items in {time.perf_counter() - started:.1f} s")
            asyncio.run(measure(url, filled, Path(scratch)))
        finally:
            server.stop()


async def measure(url: str, filled: Filled, folder: Path) -> None:
    """Ask everything and print the times."""
    database = Database(url, pool_size=2)
    services = Services(Settings(data=folder), database, ObjectStore.open(None, folder), b"bench")
    await database.open()
    slow = 0
    try:
        for name, question in (_lists(filled) | _figures(filled, services)).items():
            median, worst, size = await _time(database, question)
            slow += worst > GOAL_MS
            print(f"{name:<58} {median:8.1f} ms {worst:8.1f} ms {size:>6}", flush=True)
    finally:
        await database.close()
    print(f"slower than {GOAL_MS:.0f} ms: {slow}")


async def _time(database: Database, question: Question) -> tuple[float, float, int]:
    times = []
    size = 0
    for _ in range(RUNS):
        async with database.transaction() as tx:
            started = time.perf_counter()
            reply = await question(tx)
            times.append((time.perf_counter() - started) * 1000)
        found = getattr(reply, "rows", reply)
        size = len(found) if isinstance(found, list) else 1
    return statistics.median(times), max(times), size


def _lists(filled: Filled) -> dict[str, Question]:
    asked: dict[str, Question] = {}
    filters: dict[str, Listing] = {"all": Listing(project_id=filled.project_id)}
    for state in STATES:
        filters[f"state={state}"] = Listing(project_id=filled.project_id, state=state)
    for name, lot in filled.lots.items():
        filters[f"lot={name}"] = Listing(project_id=filled.project_id, lot_id=lot)
        filters[f"lot={name} state=open"] = Listing(project_id=filled.project_id, lot_id=lot, state="open")
    for text in ("jpg", "batch09/", "0999", "街景", "nowhere", "123456", "_99"):
        filters[f"q={text}"] = Listing(project_id=filled.project_id, text=text)
        filters[f"q={text} state=review"] = Listing(project_id=filled.project_id, text=text, state="review")
    for name, listing in filters.items():
        for sort in SORTS:
            asked[f"items {name} sort={sort}"] = _list(listing, sort)
    return asked


def _list(listing: Listing, sort: Sort) -> Question:
    return lambda tx: items.page(tx, replace(listing, sort=sort), cursor=None, limit=50)


def _figures(filled: Filled, services: Services) -> dict[str, Question]:
    now = datetime.now(UTC)
    project, manager, worker = filled.project_id, filled.manager, filled.worker
    reach = reached(manager, "project.read")
    return {
        "projects": lambda tx: projects.page(tx, reach, ProjectFilter(), locale="en", cursor=None, limit=50),
        "project": lambda tx: projects.one(tx, project, locale="en"),
        "progress": lambda tx: progress.of_project(tx, project, Pipeline(), now, teams=None),
        "item": lambda tx: items.detail(tx, services, project, filled.item_id, now=now, with_gold=True),
        "threads": lambda tx: threads.page(
            tx, manager, ThreadFilter(project_id=project), cursor=None, limit=50
        ),
        "threads that an annotator may see": lambda tx: threads.page(
            tx, worker, ThreadFilter(project_id=project), cursor=None, limit=50
        ),
        "home of an annotator": lambda tx: home.of_person(tx, worker, now),
        "home of one who had the front of the queue": lambda tx: home.of_person(tx, filled.veteran, now),
        "home of a manager": lambda tx: home.of_person(tx, manager, now),
    }


if __name__ == "__main__":
    main()
