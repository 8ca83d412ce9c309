"""The real application on a fresh database, and browsers that talk to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from beanfield.media.store import ObjectStore
from beanfield.platform.config import Settings
from beanfield.platform.database import Database
from beanfield.platform.services import Services
from beanfield.web.app import create_app
from tests.web.world import World, build

Browser = httpx.AsyncClient


def make_services(database_url: str, folder: Path) -> Services:
    return Services(
        settings=Settings(data=folder),
        database=Database(database_url, pool_size=8),
        objects=ObjectStore.open(None, folder),
        secret=b"s" * 32,
    )


@pytest.fixture
def services(database_url: str, tmp_path: Path) -> Services:
    return make_services(database_url, tmp_path)


@pytest.fixture
def app(services: Services) -> Litestar:
    return create_app(services)


@asynccontextmanager
async def talking_to(app: Litestar) -> AsyncIterator[Browser]:
    """A browser that talks to a started application, in this event loop.

    The application lives in a task of its own: fixtures are set up and torn down in different ones.
    """
    started, ended = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await ended.wait()

    living = asyncio.create_task(live())
    await started.wait()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://beanfield") as client:
        yield client
    ended.set()
    await living


@pytest.fixture
async def browser(app: Litestar) -> AsyncIterator[Browser]:
    async with talking_to(app) as client:
        yield client


@pytest.fixture
async def world(browser: Browser, services: Services) -> World:
    """Two centres with everyone in them, in the application's database."""
    return await build(services.database)
