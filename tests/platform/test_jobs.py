"""Background jobs: run with the services, tried again, and heard of when they fail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from beanfield.platform import jobs
from beanfield.platform.database import scalar
from beanfield.platform.services import Services

calls: list[int] = []


@pytest.fixture(scope="module", autouse=True)
def declared() -> Iterator[None]:
    @jobs.job("test.divide")
    async def divide(_services: Services, *, by: int) -> None:
        calls.append(1 // by)

    yield
    del jobs.app.tasks["test.divide"]


async def test_a_job_runs_after_the_change_that_asked_for_it(services: Services) -> None:
    calls.clear()
    async with services.database.transaction() as tx:
        await jobs.defer(tx, "test.divide", by=1)
    await jobs.run_waiting(services)
    assert calls == [1]


async def test_a_failure_is_told_in_the_log_and_the_job_waits_for_its_next_try(services: Services) -> None:
    async with services.database.transaction() as tx:
        await jobs.defer(tx, "test.divide", by=0)
    with capture_logs() as lines:
        await jobs.run_waiting(services)
    told = [line for line in lines if line["event"] == "job_failed"]
    assert [(line["job"], line["attempt"], line["exc_info"]) for line in told] == [("test.divide", 1, True)]
    async with services.database.transaction() as tx:
        query = "select status::text from procrastinate_jobs where task_name = 'test.divide'"
        assert await scalar(tx, query) == "todo"
