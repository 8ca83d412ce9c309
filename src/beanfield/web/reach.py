"""What the guard asks the slices: who someone is and what they reach, and where a thing stands."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Final

from beanfield.care.rooms import room_place
from beanfield.orders.places import order_place
from beanfield.people.actor import Actor, Task
from beanfield.people.identity import identify
from beanfield.people.known import Resolver
from beanfield.people.places import centre_place, customer_place, person_place, team_place
from beanfield.platform.database import Tx
from beanfield.production.places import lease_place, open_reaches, project_place, upload_place

#: Path parameter → where the thing stands that it names.
RESOLVERS: Final[dict[str, Resolver]] = {
    "centre_id": centre_place,
    "customer_id": customer_place,
    "person_id": person_place,
    "team_id": team_place,
    "project_id": project_place,
    "order_id": order_place,
    "lease_id": lease_place,
    "upload_id": upload_place,
    "room_id": room_place,
}


async def load_actor(tx: Tx, key: bytes, bearer: bool) -> tuple[Actor, datetime | None] | None:
    """The actor behind a session or an API token, and when it ends."""
    identity = await identify(tx, key, bearer=bearer)
    if identity is None:
        return None
    tasks: defaultdict[int, set[Task]] = defaultdict(set)
    led = set()
    for reach in await open_reaches(tx, identity.person_id, identity.team_id, sorted(identity.leads)):
        if reach.leads:
            led.add(reach.project_id)
        if reach.works:
            tasks[reach.project_id].add(reach.task)
    actor = Actor(
        person_id=identity.person_id,
        name=identity.name,
        locale=identity.locale,
        centre_id=identity.centre_id,
        customer_id=identity.customer_id,
        grants=identity.grants,
        team_id=identity.team_id,
        leads=identity.leads,
        tasks={project: frozenset(found) for project, found in tasks.items()},
        led_projects=frozenset(led),
        must_change_password=identity.must_change,
        token_scopes=identity.scopes,
        csrf=identity.csrf,
        session=None if bearer else key,
    )
    return actor, identity.expires_at
