"""The real application on a fresh database, and browsers that talk to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from beanfield.media.store import ObjectStore
from beanfield.platform.config import Settings
from beanfield.platform.database import Database
from beanfield.platform.services import Services
from beanfield.web.app import create_app
from tests.web.world import World, build

Browser = AsyncTestClient[Litestar]


@pytest.fixture
def services(database_url: str, tmp_path: Path) -> Services:
    settings = Settings(data=tmp_path)
    return Services(
        settings=settings,
        database=Database(database_url, pool_size=8),
        objects=ObjectStore.open(None, tmp_path),
        secret=b"s" * 32,
    )


@pytest.fixture
def app(services: Services) -> Litestar:
    return create_app(services)


@pytest.fixture
async def browser(app: Litestar) -> AsyncIterator[Browser]:
    """Talks to the application; keeps no cookies between requests unless a test gives it some."""
    async with AsyncTestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
async def world(browser: Browser, services: Services) -> World:
    """Two centres with everyone in them, in the application's database."""
    return await build(services.database)
