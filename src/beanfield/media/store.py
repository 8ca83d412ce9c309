"""Where bytes are kept: content-addressed objects in a folder or any S3-compatible store."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import obstore
from obstore.store import LocalStore, from_url

if TYPE_CHECKING:
    from obstore.store import ObjectStore as Backend

_PART = 1 << 20
_PARTS = 2  # of 5 MB each, on their way to the store at once


class _Kept(io.RawIOBase):
    """An object as a raw stream, for a buffer to stand before."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._stream.seek(offset, whence))

    def readinto(self, buffer: Any) -> int:
        content = bytes(self._stream.read(len(buffer)))
        buffer[: len(content)] = content
        return len(content)


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
        """Keep the bytes; returns their SHA-256. The same bytes are written again: that renews their age."""
        digest = hashlib.sha256(content).hexdigest()
        await obstore.put_async(self._backend, self.path(digest), content)
        return digest

    async def keep_file(self, file: Path) -> tuple[str, int]:
        """Keep a file by parts; returns its SHA-256 and bytes."""

        def look() -> tuple[str, int]:
            with file.open("rb") as opened:
                return hashlib.file_digest(opened, "sha256").hexdigest(), file.stat().st_size

        sha256, size = await asyncio.to_thread(look)
        await obstore.put_async(self._backend, self.path(sha256), file, max_concurrency=_PARTS)
        return sha256, size

    async def get(self, sha256: str) -> bytes:
        """All bytes of an object; raises `FileNotFoundError`."""
        result = await obstore.get_async(self._backend, self.path(sha256))
        return bytes(await result.bytes_async())

    def reader(self, sha256: str) -> IO[bytes]:
        """An object as a file to be read in a thread; raises `FileNotFoundError`."""
        return io.BufferedReader(_Kept(obstore.open_reader(self._backend, self.path(sha256))), _PART)

    async def size(self, sha256: str) -> int:
        """Bytes of an object; raises `FileNotFoundError`."""
        return int((await obstore.head_async(self._backend, self.path(sha256)))["size"])

    async def range(self, sha256: str, start: int, end: int) -> bytes:
        """Bytes `[start, end)` of an object."""
        return bytes(await obstore.get_range_async(self._backend, self.path(sha256), start=start, end=end))

    async def stream(self, sha256: str, start: int, end: int) -> AsyncIterator[bytes]:
        """Bytes `[start, end)` of an object, part after part."""
        options = obstore.GetOptions(range=(start, end)) if TYPE_CHECKING else {"range": (start, end)}
        result = await obstore.get_async(self._backend, self.path(sha256), options=options)
        async for part in result.stream(min_chunk_size=_PART):
            yield bytes(part)

    async def copy_to(self, sha256: str, file: Path) -> None:
        """Write an object into a file, part after part; raises `FileNotFoundError`."""
        with file.open("wb") as out:
            async for part in self.stream(sha256, 0, await self.size(sha256)):
                out.write(part)

    async def delete(self, sha256: str) -> None:
        """Drop an object; one that is not there is no error."""
        with suppress(FileNotFoundError):
            await obstore.delete_async(self._backend, self.path(sha256))

    async def older_than(self, moment: datetime) -> AsyncIterator[list[str]]:
        """The SHA-256 of all objects last put before `moment`, some hundred at a time."""
        async for part in obstore.list(self._backend, chunk_size=500):
            yield [entry["path"].rpartition("/")[2] for entry in part if entry["last_modified"] < moment]

    async def paths(self) -> AsyncIterator[str]:
        """The paths of all objects kept; a backup copies them."""
        async for batch in obstore.list(self._backend):
            for found in batch:
                yield str(found["path"])

    async def get_path(self, path: str) -> bytes:
        """All bytes of the object at a path that `paths` gave."""
        return bytes(await (await obstore.get_async(self._backend, path)).bytes_async())
