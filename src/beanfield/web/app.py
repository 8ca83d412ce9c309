"""The HTTP application: the slices' routes, one error handler, one transaction a request, the front end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from beanfield import __version__
from beanfield.platform.database import Tx
from beanfield.platform.services import Services
from beanfield.web.problems import EXCEPTION_HANDLERS
from beanfield.web.routes import ROUTES


async def provide_tx(state: State) -> AsyncIterator[Tx]:
    """One transaction a request: committed when the handler returns, before the reply is sent."""
    services: Services = state.services
    async with services.database.transaction() as tx:
        yield tx


def provide_services(state: State) -> Services:
    services: Services = state.services
    return services


def create_app(services: Services) -> Litestar:
    """The application over an open database. Opening and closing the pool is its caller's."""

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        await services.database.open()
        try:
            yield
        finally:
            await services.database.close()

    return Litestar(
        route_handlers=ROUTES,
        dependencies={
            "tx": Provide(provide_tx),
            "services": Provide(provide_services, sync_to_thread=False),
        },
        state=State({"services": services}),
        lifespan=[lifespan],
        exception_handlers=EXCEPTION_HANDLERS,
        compression_config=CompressionConfig(
            backend="gzip",
            gzip_compress_level=5,
            minimum_size=1000,
            exclude_opt_key="raw",  # media and downloads: packed already, and sent in ranges
        ),
        openapi_config=OpenAPIConfig(
            title="Beanfield",
            version=__version__,
            path="/api",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
        debug=False,
        logging_config=None,
    )
