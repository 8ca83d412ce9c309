"""The OpenAPI document, and nothing else of what Litestar would serve beside it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response, Router, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from beanfield import __version__


class _NoPages(Router):
    """Takes none of the pages that the OpenAPI plugin brings: they would answer all of `/api/…` with HTML."""

    def register(self, value: Any) -> list[Any]:  # noqa: ARG002  the plugin's pages are dropped
        return []


CONFIG = OpenAPIConfig(
    title="Beanfield",
    version=__version__,
    openapi_router=_NoPages("/api", route_handlers=[]),
    render_plugins=[JsonRenderPlugin()],
)


@get("/api/openapi.json", opt={"permission": "public"}, include_in_schema=False)
async def openapi(request: Request[Any, Any, Any]) -> Response[bytes]:
    """What the API takes and gives."""
    document = msgspec.json.encode(request.app.openapi_schema.to_schema(), enc_hook=str)
    return Response(document, media_type="application/json")
