"""A backup holds everything, and a damaged one is refused before anything is written."""

from __future__ import annotations

import tarfile
from pathlib import Path

import psycopg
import pytest

from beanfield.media.store import ObjectStore
from beanfield.platform import audit, backup
from beanfield.platform.database import Database, scalar
from beanfield.platform.errors import Conflict, Invalid


def _silent(_part: str, _bytes: int) -> None: ...


@pytest.fixture
def empty_url(postgres_url: str) -> str:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("drop database if exists restored")
        connection.execute("create database restored template template0")
    return postgres_url.replace("/postgres?", "/restored?", 1)


async def _made(database: Database, folder: Path) -> tuple[Path, str]:
    objects = ObjectStore.open(None, folder / "source")
    digest = await objects.put("豆田".encode() * 1000)
    async with database.transaction() as tx:
        await tx.execute("insert into centre (name_zh) values ('清涧')")
        await audit.record(tx, None, "centre.create", "centre:1")
    target = folder / "centre.backup"
    await backup.backup(database.url, objects, b"k" * 32, target, _silent)
    return target, digest


async def test_a_centre_comes_back_whole(database: Database, empty_url: str, tmp_path: Path) -> None:
    source, digest = await _made(database, tmp_path)
    folder = tmp_path / "restored"
    objects = ObjectStore.open(None, folder)
    await backup.restore(source, empty_url, objects, folder, _silent)
    assert await objects.get(digest) == "豆田".encode() * 1000
    assert (folder / "secret.key").read_bytes() == b"k" * 32
    restored = Database(empty_url, pool_size=2)
    await restored.open()
    async with restored.transaction() as tx:
        assert await scalar(tx, "select name_zh from centre") == "清涧"
        assert (await audit.verify(tx)).intact
    await restored.close()


async def test_a_damaged_backup_is_refused(database: Database, empty_url: str, tmp_path: Path) -> None:
    source, _ = await _made(database, tmp_path)
    whole = source.read_bytes()
    at = whole.index("豆田".encode() * 100)
    source.write_bytes(whole[:at] + b"?" + whole[at + 1 :])
    with pytest.raises(Invalid, match="damaged"):
        await backup.restore(source, empty_url, ObjectStore.open(None, tmp_path / "r"), tmp_path, _silent)
    with psycopg.connect(empty_url) as connection:
        assert connection.execute("select to_regclass('centre')").fetchone() == (None,)


async def test_a_cut_off_backup_is_refused(database: Database, tmp_path: Path) -> None:
    source, _ = await _made(database, tmp_path)
    source.write_bytes(source.read_bytes()[:-20_000])
    with pytest.raises(Invalid, match="damaged"):
        backup.check(source)


async def test_a_backup_with_a_foreign_path_is_refused(database: Database, tmp_path: Path) -> None:
    source, _ = await _made(database, tmp_path)
    with tarfile.open(source, "a") as tar:
        tar.add(__file__, "../evil")
    with pytest.raises(Invalid, match="evil"):
        backup.check(source)


async def test_nothing_is_overwritten(database: Database, tmp_path: Path) -> None:
    source, _ = await _made(database, tmp_path)
    objects = ObjectStore.open(None, tmp_path / "source")
    with pytest.raises(Conflict, match="exists"):
        await backup.backup(database.url, objects, b"k", source, _silent)


async def test_a_database_with_content_is_not_restored_into(database: Database, tmp_path: Path) -> None:
    source, _ = await _made(database, tmp_path)
    with pytest.raises(Conflict, match="not empty"):
        await backup.restore(source, database.url, ObjectStore.open(None, tmp_path / "r"), tmp_path, _silent)
