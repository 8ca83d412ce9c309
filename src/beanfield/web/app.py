"""The HTTP application: the slices' routes, one error handler, one transaction a request, the front end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide

from beanfield.people.known import Known
from beanfield.platform.database import Tx
from beanfield.platform.services import Services
from beanfield.web.auth import authenticate
from beanfield.web.guard import actor_of, check_routes, make_guard
from beanfield.web.observe import Application
from beanfield.web.openapi import CONFIG
from beanfield.web.problems import EXCEPTION_HANDLERS
from beanfield.web.reach import RESOLVERS, load_actor
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
    """The application over an open database. Opening and closing the pool is its caller's.

    Raises:
        ValueError: a route is not guarded.
    """
    known = Known(services.database, load_actor, RESOLVERS)

    def provide_known() -> Known:
        return known

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        await services.database.open()
        listening = asyncio.create_task(known.listen())
        try:
            yield
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
            await services.database.close()

    app = Application(
        route_handlers=ROUTES,
        dependencies={
            "tx": Provide(provide_tx),
            "services": Provide(provide_services, sync_to_thread=False),
            "actor": Provide(actor_of, sync_to_thread=False),
            "known": Provide(provide_known, sync_to_thread=False),
        },
        middleware=[authenticate(known)],
        guards=[make_guard(known)],
        state=State({"services": services}),
        lifespan=[lifespan],
        exception_handlers=EXCEPTION_HANDLERS,
        compression_config=CompressionConfig(
            backend="gzip", gzip_compress_level=5, minimum_size=1000, exclude_opt_key="raw"
        ),
        openapi_config=CONFIG,
        debug=False,
        logging_config=None,
    )
    check_routes(app)
    return app
