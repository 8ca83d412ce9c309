"""A small programme for tests of access: two centres alike, two customers, a person in every role.

Everyone has a session whose token is their key: `annotator-a`, `administrator`, … Things of centre `a` are
`own`, those of centre `b` are `foreign`, seen from the people of `a`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from beanfield.people.identity import token_hash
from beanfield.people.model import Role
from beanfield.people.names import sort_key
from beanfield.platform.database import Database, Tx, execute, scalar

CENTRE_ROLES: tuple[Role, ...] = (
    "annotator", "team_leader", "reviewer", "project_manager", "centre_manager", "examiner", "finance",
    "care_staff",
)  # fmt: skip
CSRF = "c" * 32


@dataclass
class Side:
    """One centre, its customer, its project, and one thing of each kind."""

    centre_id: int
    customer_id: int
    team_id: int = 0
    project_id: int = 0
    item_id: int = 0
    order_id: int = 0
    room_id: int = 0


@dataclass
class World:
    sides: dict[str, Side] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    leases: dict[str, int] = field(default_factory=dict)
    uploads: dict[str, UUID] = field(default_factory=dict)

    @property
    def own(self) -> Side:
        return self.sides["a"]

    @property
    def foreign(self) -> Side:
        return self.sides["b"]


def cookies(key: str) -> dict[str, str]:
    """Headers of a signed-in browser of that person."""
    return {"cookie": f"beanfield_session={key}", "x-csrf-token": CSRF}


async def build(database: Database) -> World:
    world = World()
    async with database.transaction() as tx:
        for side in ("a", "b"):
            await _side(tx, world, side)
        for role in ("administrator", "sponsor"):
            await _person(tx, world, role, role)
        await _person(tx, world, "loose-a", "annotator", centre_id=world.own.centre_id)
        for key, person in world.people.items():
            await _belongings(tx, world, key, person)
    return world


async def _side(tx: Tx, world: World, side: str) -> None:
    centre = await scalar(tx, "insert into centre (name_zh) values (%s) returning id", [f"{side}中心"])
    customer = await scalar(tx, "insert into customer (name_zh) values (%s) returning id", [f"{side}客户"])
    here = world.sides[side] = Side(centre, customer)
    for role in CENTRE_ROLES:
        await _person(tx, world, f"{role}-{side}", role, centre_id=centre)
    await _person(tx, world, f"customer-{side}", "customer", customer_id=customer)
    here.team_id = await scalar(
        tx,
        "insert into team (centre_id, name, leader_id) values (%s, '一组', %s) returning id",
        [centre, world.people[f"team_leader-{side}"]],
    )
    await execute(
        tx,
        "insert into membership (person_id, team_id, from_date) values (%s, %s, current_date)",
        [world.people[f"annotator-{side}"], here.team_id],
    )
    here.order_id = await scalar(
        tx,
        "insert into customer_order (number, customer_id, centre_id, title, media, volume, unit,"
        " unit_price_fen, deadline, acceptance, gates, state)"
        " values (%s, %s, %s, 'o', 'text', 10, 'item', 5, '2030-01-01',"
        " '{\"most_errors\": 0.03}', '{}', 'filed') returning id",
        [side, customer, centre],
    )
    here.room_id = await scalar(
        tx, "insert into care_room (centre_id, name, places) values (%s, 'r', 2) returning id", [centre]
    )
    here.project_id = await scalar(
        tx,
        "insert into project (centre_id, customer_id, name, media) values (%s, %s, %s, 'text') returning id",
        [centre, customer, f"{side}项目"],
    )
    here.item_id = await scalar(
        tx,
        "insert into item (project_id, name, open_slots) values (%s, 'one', 1) returning id",
        [here.project_id],
    )
    await _assign(tx, here.project_id, "annotate", team_id=here.team_id)
    for task in ("review", "adjudicate"):
        await _assign(tx, here.project_id, task, person_id=world.people[f"reviewer-{side}"])


async def _assign(
    tx: Tx, project_id: int, task: str, *, person_id: int | None = None, team_id: int | None = None
) -> None:
    await execute(
        tx,
        "insert into assignment (project_id, person_id, team_id, task) values (%s, %s, %s, %s)",
        [project_id, person_id, team_id, task],
    )


async def _person(
    tx: Tx,
    world: World,
    key: str,
    role: str,
    *,
    centre_id: int | None = None,
    customer_id: int | None = None,
) -> None:
    person = await scalar(
        tx,
        "insert into person (name, pinyin, centre_id, customer_id, locale) values (%s, %s, %s, %s, 'en')"
        " returning id",
        [key, sort_key(key), centre_id, customer_id],
    )
    world.people[key] = person
    await execute(
        tx,
        "insert into role_grant (person_id, role, centre_id, customer_id) values (%s, %s, %s, %s)",
        [person, role, centre_id, customer_id],
    )
    await execute(
        tx,
        "insert into account (person_id, login, password_hash) values (%s, %s, 'none')",
        [person, key],
    )
    await execute(
        tx,
        "insert into session (token_hash, person_id, csrf, expires_at) values (%s, %s, %s, now() + '1 day')",
        [token_hash(key), person, CSRF],
    )


async def _belongings(tx: Tx, world: World, key: str, person: int) -> None:
    world.leases[key] = await scalar(
        tx,
        "insert into lease (item_id, project_id, person_id, schema_version, guide_version, until)"
        " values (%s, %s, %s, 1, 1, now() + '1 hour') returning id",
        [world.own.item_id, world.own.project_id, person],
    )
    world.uploads[key] = uuid4()
    await execute(
        tx,
        "insert into upload (id, person_id, name, bytes) values (%s, %s, 'a.zip', 3)",
        [world.uploads[key], person],
    )
