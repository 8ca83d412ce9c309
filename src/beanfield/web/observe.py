"""What is seen of every request: a log line, metrics, an id; and the headers that every reply carries."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any, Final

import structlog
from litestar import Litestar
from prometheus_client import Counter, Gauge, Histogram

from beanfield.web.headers import security_headers

log = structlog.get_logger("beanfield.web")

SECONDS: Final = Histogram(
    "beanfield_request_seconds",
    "Time from a request to the end of its reply",
    ["method", "route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
REPLIES: Final = Counter("beanfield_replies", "Replies by status", ["method", "route", "status"])
RUNNING: Final = Gauge(
    "beanfield_requests_running", "Requests being answered now", multiprocess_mode="livesum"
)

_QUIET: Final = ("/assets/", "/media/", "/healthz", "/metrics")
_REQUEST_ID: Final = re.compile(rb"[\w-]{8,64}")
_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})

# What ASGI servers hand over and take; Litestar's own names for them are narrower than what arrives here.
Scope = dict[str, Any]
Send = Callable[[Any], Awaitable[None]]

seconds_of = cache(SECONDS.labels)
replies_of = cache(REPLIES.labels)


class Application(Litestar):
    """Litestar with eyes: watches each request from outside of all routing, so that no reply escapes."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        seen = _Seen(scope, send, https=self.state.services.settings.secure_cookies)
        structlog.contextvars.bind_contextvars(request_id=seen.request_id)
        RUNNING.inc()
        try:
            await super().__call__(scope, receive, seen.send)
        finally:
            RUNNING.dec()
            seen.tell()
            structlog.contextvars.clear_contextvars()


class _Seen:
    """One request while it is answered."""

    __slots__ = ("_https", "_scope", "_send", "_started", "request_id", "status")

    def __init__(self, scope: Scope, send: Send, *, https: bool) -> None:
        self._scope = scope
        self._send = send
        self._https = https
        self._started = time.perf_counter()
        self.request_id = _request_id(scope)
        self.status = 0  # stays so when the client went away before the reply began

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = list(message.get("headers", []))
            added = security_headers(self._scope["path"], given, https=self._https)
            message["headers"] = [*given, *added, (b"x-request-id", self.request_id.encode())]
        await self._send(message)

    def tell(self) -> None:
        """Count it and write its line."""
        seconds = time.perf_counter() - self._started
        scope = self._scope
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        route = scope.get("path_template") or "none"
        seconds_of(method, route).observe(seconds)
        replies_of(method, route, str(self.status)).inc()
        actor = scope.get("user")
        write = log.debug if self.status < 400 and scope["path"].startswith(_QUIET) else log.info
        write(
            "request",
            method=method,
            path=scope["path"],
            route=route,
            status=self.status,
            ms=round(seconds * 1000, 2),
            person=actor.person_id if actor is not None else None,
        )


def _request_id(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return str(value, "ascii")
    return uuid.uuid4().hex
