"""A project with gold among its items, for the tests of gold, skill and feedback."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from beanfield.annotation.document import Document
from beanfield.checks import gold_grading, gold_plan
from beanfield.platform.services import Services
from beanfield.production import gold
from beanfield.production.model import Lease
from tests.production.floor import Floor, add_items, boxes, draws, make_floor

#: Draws by which gold comes when its turn is planned.
ALWAYS = 0.0
NEVER = 0.999


def right(count: int = 2) -> Document:
    return msgspec.convert(boxes(count), Document)


async def add_gold(floor: Floor, items: Iterable[int], document: Document | None = None) -> None:
    """Known answers as an import brings them."""
    async with floor.services.database.transaction() as tx:
        for item in items:
            await gold.add_answer(tx, item, document or right(), source="import", by=None, schema_version=1)
    await floor.run("update gold_item set made_at = %s - interval '1 day'", floor.now)


async def accepted(floor: Floor, count: int) -> list[int]:
    """Items that somebody who has left answered long ago."""
    async with floor.services.database.transaction() as tx:
        items = await add_items(tx, floor.project_id, count)
    await floor.run(
        "update item set state = 'accepted', open_slots = 0, answered = 1 where id = any(%s)", items
    )
    return items


async def plan(floor: Floor) -> int:
    """Give everyone assigned their turn."""
    async with floor.services.database.transaction() as tx:
        await tx.execute(
            "insert into presence (person_id, seen_at) select p, %s from unnest(%s::bigint[]) p"
            " on conflict (person_id) do update set seen_at = excluded.seen_at",
            [floor.now, floor.people],
        )
        return await gold_plan.plan(tx, floor.project_id, floor.now)


async def grade(floor: Floor) -> list[int]:
    async with floor.services.database.transaction() as tx:
        return await gold_grading.grade(tx, floor.project_id)


async def take(floor: Floor, person: int, *, gold: bool, **more: Any) -> list[Lease]:
    """What a person gets when chance says gold, or does not."""
    floor.draws = draws(ALWAYS if gold else NEVER)
    return (await floor.ask(person, **more)).leases


async def is_gold(floor: Floor, lease_id: int) -> bool:
    found: bool = await floor.value("select gold from lease where id = %s", lease_id)
    return found


async def make_treasury(services: Services, *, people: int = 3, items: int = 40, gold: int = 3) -> Floor:
    """A project with open items and some accepted ones that are gold, and a turn for everyone."""
    floor = await make_floor(services, people=people, items=items)
    await add_gold(floor, await accepted(floor, gold))
    await plan(floor)
    return floor
