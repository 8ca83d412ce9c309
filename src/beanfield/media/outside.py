"""Stores of objects outside: buckets, folders and web servers that the administrator has named.

Only these can be reached, by their names; credentials are the environment's and never pass through here.
Paths are taken as they are, without dots that climb.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import obstore
from obstore.exceptions import BaseError
from obstore.store import from_url

from beanfield.platform.config import Settings
from beanfield.platform.errors import Conflict, Invalid

if TYPE_CHECKING:
    from obstore.store import ObjectStore as Backend

_NAME = re.compile(r"^[a-z0-9][a-z0-9_-]{0,39}$")
_SCHEMES = ("s3://", "gs://", "az://", "file://", "http://", "https://")


class UnknownStore(Invalid):
    """The administrator has named no such store."""

    def __init__(self, name: str) -> None:
        super().__init__("store_unknown", name=name)


class StoreFailed(Conflict):
    """The store did not answer, or refused."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__("store_failed", name=name, what=what[:300])


class BadStorePath(Invalid):
    """The path climbs, or is none."""

    def __init__(self, path: str) -> None:
        super().__init__("store_bad_path", path=path)


class Found(NamedTuple):
    """An object of a store; the etag changes with its content."""

    path: str
    size: int
    etag: str


def named_stores(settings: Settings) -> dict[str, str]:
    """Name → address of the stores in the settings, `name=address` apart by blanks.

    Raises:
        Invalid: an entry is of another form.
    """
    found = {}
    for entry in (settings.stores or "").split():
        name, _, url = entry.partition("=")
        if not _NAME.match(name) or not url.startswith(_SCHEMES):
            raise Invalid("store_setting_wrong", entry=name)
        found[name] = url
    return found


class Outside:
    """One of the named stores."""

    def __init__(self, name: str, backend: Backend, *, lists: bool) -> None:
        self.name = name
        self._backend = backend
        self._lists = lists

    @classmethod
    def open(cls, settings: Settings, name: str) -> Outside:
        """The store of that name. Raises `UnknownStore`."""
        url = named_stores(settings).get(name)
        if url is None:
            raise UnknownStore(name)
        web = url.startswith(("http://", "https://"))
        options: Any = {"client_options": {"allow_http": True}} if url.startswith("http://") else {}
        return cls(name, from_url(url, **options), lists=not web)

    async def listed(self, prefix: str) -> AsyncIterator[list[Found]]:
        """The objects below a folder, some hundred at a time. A web server has no list: name its paths.

        Raises:
            BadStorePath, StoreFailed.
        """
        if not self._lists:
            raise StoreFailed(self.name, "list")
        try:
            async for part in obstore.list(self._backend, prefix=checked(prefix) if prefix else None):
                yield [Found(each["path"], each["size"], _etag(each)) for each in part]
        except BaseError as error:
            raise StoreFailed(self.name, str(error)) from error

    async def look(self, path: str) -> Found:
        """One object. Raises `BadStorePath`, `StoreFailed`."""
        try:
            found = await obstore.head_async(self._backend, checked(path))
        except (BaseError, FileNotFoundError) as error:
            raise StoreFailed(self.name, f"{path}: {error}") from error
        return Found(path, found["size"], _etag(found))

    async def fetch(self, path: str, file: Path, most: int) -> int:
        """Write an object into a file, part after part; returns its bytes.

        Raises:
            BadStorePath, StoreFailed: also when it has more than `most` bytes.
        """
        written = 0
        try:
            reply = await obstore.get_async(self._backend, checked(path))
            with file.open("wb") as out:
                async for part in reply.stream(min_chunk_size=1 << 20):
                    written += len(part)
                    if written > most:
                        raise StoreFailed(self.name, f"{path}: > {most}")
                    out.write(part)
        except (BaseError, FileNotFoundError) as error:
            raise StoreFailed(self.name, f"{path}: {error}") from error
        return written

    async def put(self, path: str, file: Path) -> None:
        """Write a file into the store, by parts. Raises `BadStorePath`, `StoreFailed`."""
        try:
            await obstore.put_async(self._backend, checked(path), file, max_concurrency=2)
        except BaseError as error:
            raise StoreFailed(self.name, str(error)) from error


def checked(path: str) -> str:
    """A relative path without dots that climb. Raises `BadStorePath`."""
    parts = PurePosixPath(path).parts
    if (
        not parts
        or path.startswith("/")
        or "\\" in path
        or "\0" in path
        or {"..", "."} & set(path.split("/"))
    ):
        raise BadStorePath(path)
    return "/".join(parts)


def _etag(found: Any) -> str:
    return str(found["e_tag"] or f"{found['size']}-{found['last_modified'].isoformat()}")


def numbered(path: str, version: int) -> str:
    """The name of a changed object's item: `a/b.jpg` is `a/b.v2.jpg` the second time."""
    if version == 1:
        return path
    at = PurePosixPath(path)
    return str(at.with_name(f"{at.stem}.v{version}{at.suffix}"))
