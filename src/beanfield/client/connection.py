"""One connection to a server: sends structs, receives structs, repeats what is safe to repeat."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import msgspec

from beanfield.client.errors import BeanfieldError
from beanfield.platform.errors import ProblemDocument
from beanfield.platform.page import Page

T = TypeVar("T")
_TRIES = 4
_BUSY = {429, 502, 503, 504}


class Connection:
    """HTTP with a bearer token. Requests that were refused because the server is busy are repeated."""

    def __init__(self, url: str, token: str, *, timeout: float = 60.0) -> None:
        self._http = httpx.Client(
            base_url=url.rstrip("/"),
            headers={"Authorization": f"Bearer {token}"},
            timeout=timeout,
            follow_redirects=False,
        )

    def close(self) -> None:
        self._http.close()

    def ask(
        self,
        method: str,
        path: str,
        kind: type[T],
        *,
        body: Any = None,
        query: Mapping[str, Any] | None = None,
        content: bytes | None = None,
    ) -> T:
        """Send a request and decode the reply as `kind`.

        Raises:
            BeanfieldError: the server refused.
            httpx.TransportError: the server could not be reached.
        """
        sent = msgspec.json.encode(body) if body is not None else content
        media_type = "application/json" if body is not None else "application/octet-stream"
        parameters = {name: value for name, value in (query or {}).items() if value is not None}
        for attempt in range(_TRIES):
            reply = self._http.request(
                method, path, content=sent, params=parameters, headers={"Content-Type": media_type}
            )
            if reply.status_code not in _BUSY or attempt == _TRIES - 1:
                break
            time.sleep(min(float(reply.headers.get("Retry-After", "1")), 10.0))
        if reply.is_error:
            raise BeanfieldError(_problem(reply))
        return msgspec.json.decode(reply.content or b"null", type=kind)

    def pages(self, path: str, kind: type[T], query: Mapping[str, Any] | None = None) -> Iterator[T]:
        """All rows of a list, page by page."""
        cursor: str | None = None
        while True:
            page = self.ask("GET", path, Page[kind], query={**(query or {}), "cursor": cursor, "limit": 200})  # type: ignore[valid-type]  # `kind` is a type at run time
            yield from page.rows
            if page.next is None:
                return
            cursor = page.next

    @contextmanager
    def stream(self, path: str) -> Iterator[httpx.Response]:
        """A reply to be read by parts."""
        with self._http.stream("GET", path) as reply:
            if reply.is_error:
                reply.read()
                raise BeanfieldError(_problem(reply))
            yield reply

    def download(self, path: str, target: Path) -> Path:
        """Write a reply to a file, whole or not at all."""
        unfinished = target.with_name(target.name + ".unfinished")
        with self.stream(path) as reply, unfinished.open("wb") as file:
            for chunk in reply.iter_bytes():
                file.write(chunk)
        return unfinished.replace(target)


def _problem(reply: httpx.Response) -> ProblemDocument:
    try:
        return msgspec.json.decode(reply.content, type=ProblemDocument)
    except msgspec.MsgspecError:
        return ProblemDocument("about:blank", reply.text[:200] or reply.reason_phrase, reply.status_code)
