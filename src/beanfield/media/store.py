"""Where bytes are kept: content-addressed objects in a folder or any S3-compatible store."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.store import LocalStore, from_url

if TYPE_CHECKING:
    from obstore.store import ObjectStore as Backend


class ObjectStore:
    """Immutable objects by SHA-256: `ab/cd/abcd…`. Putting the same bytes twice keeps one."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @classmethod
    def open(cls, url: str | None, folder: Path) -> ObjectStore:
        """The store at `url`, or a folder `objects` in the data folder."""
        if url is not None:
            return cls(from_url(url))
        return cls(LocalStore(folder / "objects", mkdir=True))

    @staticmethod
    def path(sha256: str) -> str:
        return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"

    async def put(self, content: bytes) -> str:
        """Keep the bytes; returns their SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        await obstore.put_async(self._backend, self.path(digest), content)
        return digest

    async def put_stream(self, sha256: str, chunks: Iterable[bytes] | AsyncIterator[bytes]) -> None:
        """Keep a large object whose SHA-256 is known, by parts."""
        await obstore.put_async(self._backend, self.path(sha256), chunks, use_multipart=True)

    async def get(self, sha256: str) -> bytes:
        """All bytes of an object; raises `FileNotFoundError`."""
        result = await obstore.get_async(self._backend, self.path(sha256))
        return bytes(await result.bytes_async())

    async def size(self, sha256: str) -> int:
        """Bytes of an object; raises `FileNotFoundError`."""
        return int((await obstore.head_async(self._backend, self.path(sha256)))["size"])

    async def range(self, sha256: str, start: int, end: int) -> bytes:
        """Bytes `[start, end)` of an object."""
        return bytes(await obstore.get_range_async(self._backend, self.path(sha256), start=start, end=end))

    async def paths(self) -> AsyncIterator[str]:
        """The paths of all objects kept."""
        async for batch in obstore.list(self._backend):
            for found in batch:
                yield str(found["path"])

    async def get_path(self, path: str) -> bytes:
        """All bytes of the object at a path that `paths` gave."""
        return bytes(await (await obstore.get_async(self._backend, path)).bytes_async())
