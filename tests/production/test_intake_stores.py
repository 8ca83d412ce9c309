"""Data come from stores that the administrator has named: what is new or changed, and from nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from beanfield.media.outside import BadStorePath, Outside, UnknownStore, checked, named_stores, numbered
from beanfield.platform.config import Settings
from beanfield.platform.database import dicts
from beanfield.platform.errors import Invalid
from beanfield.platform.services import Services
from beanfield.production import intake
from beanfield.production.export_send import send_out
from beanfield.production.intake_run import run_import
from beanfield.production.model import ImportRun, NewImport, NewSending
from tests.production.intake_setting import Setting, a_setting, picture


def with_stores(services: Services, stores: str) -> Services:
    settings = msgspec.structs.replace(services.settings, stores=stores)
    return Services(settings, services.database, services.objects, services.secret)


async def taken(services: Services, at: Setting, **wanted: Any) -> ImportRun:
    async with services.database.transaction() as tx:
        run_id = await intake.ask(tx, at.manager, at.project, NewImport(**wanted))
    await run_import(services, run_id)
    async with services.database.transaction() as tx:
        return await intake.one_run(tx, at.project, run_id, "en")


async def names(services: Services) -> list[str]:
    async with services.database.transaction() as tx:
        return [row["name"] for row in await dicts(tx, "select name from item order by name")]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


async def test_a_second_import_takes_only_what_is_new_or_changed(services: Services, tmp_path: Path) -> None:
    bucket = tmp_path / "bucket"
    (bucket / "may").mkdir(parents=True)
    (bucket / "other.png").write_bytes(picture())
    (bucket / "may" / "a.png").write_bytes(picture())
    open_stores = with_stores(services, f"county=file://{bucket}")
    at = await a_setting(services, "image")
    first = await taken(open_stores, at, store="county", prefix="may")
    assert (first.state, first.items, first.source) == ("done", 1, "county:may")
    again = await taken(open_stores, at, store="county", prefix="may")
    assert (again.state, [fault.message for fault in again.faults]) == (
        "failed",
        ["The store county has nothing that is new or changed"],
    )
    (bucket / "may" / "b.png").write_bytes(picture())
    (bucket / "may" / "a.png").write_bytes(picture() + b"longer")
    assert (await taken(open_stores, at, store="county", prefix="may")).items == 2
    assert await names(services) == ["may/a.png", "may/a.v2.png", "may/b.png"]
    assert not list((services.settings.data / "uploads").glob("store-*"))


async def test_a_failed_import_is_taken_whole_the_next_time(services: Services, tmp_path: Path) -> None:
    bucket = tmp_path / "bucket"
    bucket.mkdir()
    (bucket / "a.png").write_bytes(picture())
    (bucket / "b.png").write_bytes(picture()[:40])
    open_stores = with_stores(services, f"county=file://{bucket}")
    at = await a_setting(services, "image")
    assert (await taken(open_stores, at, store="county")).state == "failed"
    (bucket / "b.png").write_bytes(picture())
    assert (await taken(open_stores, at, store="county")).items == 2


async def test_a_list_of_paths_comes_from_a_web_server(services: Services, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "a.png").write_bytes(picture())
    at = await a_setting(services, "image")
    with served(tmp_path) as address:
        open_stores = with_stores(services, f"web={address}")
        run = await taken(open_stores, at, store="web", paths=["set/a.png"])
        assert (run.state, run.items, run.faults) == ("done", 1, [])
        missing = await taken(open_stores, at, store="web", paths=["set/none.png"])
        assert (missing.state, missing.items) == ("failed", 0)
        whole = await taken(open_stores, at, store="web")
        assert "web" in whole.faults[0].message


async def test_nothing_but_named_stores_is_reached(services: Services) -> None:
    at = await a_setting(services, "image")
    run = await taken(services, at, store="elsewhere", prefix="a")
    assert [fault.message for fault in run.faults] == ["The settings name no store elsewhere"]
    with pytest.raises(UnknownStore):
        Outside.open(Settings(stores="a=file:///tmp"), "http://169.254.169.254")
    with pytest.raises(Invalid):
        named_stores(Settings(stores="a=ftp://files"))
    async with services.database.transaction() as tx:
        with pytest.raises(Invalid):
            await intake.ask(tx, at.manager, at.project, NewImport())


@pytest.mark.parametrize("path", ["../etc/passwd", "/etc/passwd", "a/../../b", "", "a\\b", "./a", "a\0b"])
def test_a_path_that_climbs_is_refused(path: str) -> None:
    with pytest.raises(BadStorePath):
        checked(path)


def test_a_changed_object_is_another_item() -> None:
    assert [numbered("a/b.tar.gz", 1), numbered("a/b.jpg", 3)] == ["a/b.tar.gz", "a/b.v3.jpg"]


async def test_a_file_is_written_into_a_store(tmp_path: Path) -> None:
    (tmp_path / "bucket").mkdir()
    (tmp_path / "out.zip").write_bytes(b"content")
    store = Outside.open(Settings(stores=f"county=file://{tmp_path}/bucket"), "county")
    await store.put("deliveries/out.zip", tmp_path / "out.zip")
    assert (tmp_path / "bucket" / "deliveries" / "out.zip").read_bytes() == b"content"


async def test_an_export_is_sent_into_a_store(services: Services, tmp_path: Path) -> None:
    (tmp_path / "bucket").mkdir()
    open_stores = with_stores(services, f"county=file://{tmp_path}/bucket")
    sha256 = await services.objects.put(b"delivery")
    await send_out(open_stores, sha256, NewSending("county", "out/a.zip"))
    assert (tmp_path / "bucket" / "out" / "a.zip").read_bytes() == b"delivery"
    with pytest.raises(BadStorePath):
        await send_out(open_stores, sha256, NewSending("county", "../a.zip"))
    with pytest.raises(UnknownStore):
        await send_out(services, sha256, NewSending("county", "a.zip"))
