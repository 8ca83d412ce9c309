"""Is the server well, and how busy is it."""

from __future__ import annotations

from litestar import Response, get
from msgspec import Struct
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from beanfield import __version__
from beanfield.platform.database import Tx, scalar


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
    """Prometheus metrics."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
