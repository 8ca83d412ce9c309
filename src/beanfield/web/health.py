"""Is the server well, and how busy is it."""

from __future__ import annotations

import os

from litestar import Response, get
from msgspec import Struct
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from beanfield import __version__
from beanfield.platform.database import Tx, scalar
from beanfield.web.processes import SHARED_METRICS


class Health(Struct):
    """`migration` is the database's version."""

    status: str
    version: str
    migration: int


@get("/healthz", opt={"permission": "public"})
async def healthz(tx: Tx) -> Health:
    """Answers when the server and its database do."""
    return Health("ok", __version__, await scalar(tx, "select max(number) from migration"))


@get("/metrics", opt={"permission": "public"}, include_in_schema=False)
async def metrics() -> Response[bytes]:
    """Prometheus metrics, of all server processes together."""
    registry = REGISTRY
    if os.environ.get(SHARED_METRICS):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library types it so
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
