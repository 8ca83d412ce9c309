"""Bring what a store has that is new or changed on this computer, for an import to read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from beanfield.media.outside import Found, Outside, checked, numbered
from beanfield.platform.config import Settings
from beanfield.platform.database import Tx, dicts, execute
from beanfield.platform.errors import Invalid

MOST_OBJECTS = 1_000_000


class StoreTooMuch(Invalid):
    """More than one import may bring."""

    def __init__(self, bytes: int, most: int) -> None:
        super().__init__("store_too_much", bytes=bytes, most=most)


async def bring(
    tx: Tx, settings: Settings, run: tuple[int, int], place: tuple[str, str, Sequence[str]], folder: Path
) -> int:
    """Fetch what is new or changed into a folder, and write down that it was; returns how many.

    `run` is (project, import); `place` is (store, folder in it, paths: only these where there are any). An
    object that has changed comes as another item, since answers to the old one stay true of what they saw.

    Raises:
        UnknownStore, BadStorePath, StoreFailed, StoreTooMuch.
    """
    store = Outside.open(settings, place[0])
    wanted = await _changed(tx, store, run[0], await _all(store, place[1], place[2]))
    left = settings.max_upload_bytes
    total = sum(found.size for found, _ in wanted)
    if total > left:
        raise StoreTooMuch(total, left)
    for found, version in wanted:
        target = folder / checked(numbered(found.path, version))
        target.parent.mkdir(parents=True, exist_ok=True)
        left -= await store.fetch(found.path, target, left)
        await execute(
            tx,
            "insert into store_object (project_id, store, path, etag, version, import_id)"
            " values (%s, %s, %s, %s, %s, %s) on conflict (project_id, store, path) do update"
            " set etag = excluded.etag, version = excluded.version, import_id = excluded.import_id",
            [run[0], store.name, found.path, found.etag, version, run[1]],
        )
    return len(wanted)


async def _all(store: Outside, prefix: str, paths: Sequence[str]) -> list[Found]:
    if paths:
        return [await store.look(path) for path in paths]
    found: list[Found] = []
    async for part in store.listed(prefix):
        found += part
        if len(found) > MOST_OBJECTS:
            raise StoreTooMuch(len(found), MOST_OBJECTS)
    return found


async def _changed(
    tx: Tx, store: Outside, project_id: int, found: Sequence[Found]
) -> list[tuple[Found, int]]:
    """(object, how many times it has come, with this one) of those that are new or changed."""
    known = {
        row["path"]: row
        for row in await dicts(
            tx,
            "select path, etag, version from store_object where project_id = %s and store = %s",
            [project_id, store.name],
        )
    }
    return [
        (each, known[each.path]["version"] + 1 if each.path in known else 1)
        for each in found
        if each.path not in known or known[each.path]["etag"] != each.etag
    ]
