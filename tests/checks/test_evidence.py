"""Evidence: written once, replaced by rows that name what they replace, never changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest
from msgspec.structs import replace

from beanfield.checks.evidence import Evidence, record
from beanfield.platform.database import Tx, dicts, scalar
from beanfield.platform.services import Services
from tests.production.floor import NOON, make_floor


@pytest.fixture
async def answered(services: Services) -> Evidence:
    place = await make_floor(services)
    person = place.people[0]
    lease = (await place.ask(person)).leases[0]
    await place.answer(person, lease.id)
    async with services.database.transaction() as tx:
        answer: UUID = await scalar(tx, "select id from annotation")
    return Evidence(person, place.project_id, lease.item_id, answer, "gold", "image", 1.0, 0.8, NOON)


async def present(tx: Tx) -> list[dict[str, Any]]:
    return await dicts(
        tx, "select class, trials, hits, replaces from evidence_now order by class nulls first"
    )


async def test_evidence_said_twice_is_written_once(answered: Evidence, tx: Tx) -> None:
    assert await record(tx, [answered, replace(answered, class_="car")]) == 2
    assert await record(tx, [answered, replace(answered, class_="car")]) == 0
    assert [row["class"] for row in await present(tx)] == [None, "car"]


async def test_other_evidence_of_the_same_answer_replaces_the_old_which_stays(
    answered: Evidence, tx: Tx
) -> None:
    for hits in (0.8, 0.2, 1.0):
        await record(tx, [replace(answered, hits=hits)])
    assert [row["hits"] for row in await present(tx)] == [1.0]
    assert await scalar(tx, "select count(*) from evidence") == 3


async def test_evidence_is_never_changed(answered: Evidence, tx: Tx) -> None:
    await record(tx, [answered])
    with pytest.raises(psycopg.errors.RestrictViolation):
        await tx.execute("update evidence set hits = 1")
