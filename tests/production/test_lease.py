"""Handing out work."""

from __future__ import annotations

from beanfield.platform.services import Services
from tests.production.floor import make_floor


async def test_an_answer_brings_the_next_item(services: Services) -> None:
    floor = await make_floor(services)
    person = floor.people[0]
    first = (await floor.ask(person)).leases[0]
    reply = await floor.answer(person, first.id, want=1)
    assert [outcome.status for outcome in reply.outcomes] == ["done"]
    assert reply.leases[0].item_id > first.item_id
    assert reply.today.items == 1
    assert await floor.value("select state from item where id = %s", first.item_id) == "accepted"
