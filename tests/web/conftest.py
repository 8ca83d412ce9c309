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
async def browser(app: Litestar) -> AsyncIterator[AsyncTestClient[Litestar]]:
    async with AsyncTestClient(app, raise_server_exceptions=False) as client:
        yield client
