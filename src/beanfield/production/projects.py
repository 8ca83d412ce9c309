"""Projects: make, list, change, delete and bring back."""

from __future__ import annotations

from typing import Any, Final

import psycopg
from msgspec import UNSET
from msgspec.structs import asdict, replace

from beanfield.people.access import require
from beanfield.people.actor import Actor, Reached
from beanfield.people.places import centre_place, customer_place
from beanfield.platform import audit
from beanfield.platform.database import Tx
from beanfield.platform.errors import Conflict, Invalid, NotFound
from beanfield.platform.jobs import defer
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of
from beanfield.production import project_rules, schema_versions, store_projects, webhooks
from beanfield.production.model import (
    NewProject,
    NewSchemaVersion,
    Project,
    ProjectChanges,
    ProjectRow,
    ProjectState,
)
from beanfield.production.store_projects import Filter, Held

#: Items that one step of a change of overlap writes.
_SPREAD: Final = 5_000


class StateNotAllowed(Conflict):
    """A project in this state cannot become that."""

    def __init__(self, state: ProjectState, wanted: ProjectState) -> None:
        super().__init__(f"project_{state}_not_{wanted}")


class GatesOpen(Conflict):
    """The project's order needs documents that are not there."""

    def __init__(self) -> None:
        super().__init__("order_gates_open")


class NoSchemaYet(Conflict):
    """Work needs a label schema."""

    def __init__(self) -> None:
        super().__init__("project_without_schema")


async def page(
    tx: Tx, reach: Reached, wanted: Filter, *, locale: str, cursor: str | None, limit: int
) -> Page[ProjectRow]:
    """Projects within reach, the newest first."""
    keys = decode_cursor(cursor, int)
    before = keys[0] if keys else None
    found = await store_projects.listed(tx, reach, wanted, locale=locale, before=before, limit=limit + 1)
    return page_of(found, limit, lambda row: encode_cursor(row.id))


async def one(tx: Tx, project_id: int, *, locale: str) -> Project:
    """A project with its settings and counts.

    Raises:
        NotFound: there is none, or no longer.
    """
    found = await store_projects.found(tx, [project_id], locale=locale)
    if not found:
        raise NotFound("not_found_here")
    return found[0]


async def hold(tx: Tx, project_id: int) -> Held:
    """A project's row, locked until the transaction ends.

    Raises:
        NotFound: there is none, or no longer.
    """
    held = await store_projects.hold(tx, project_id)
    if held is None:
        raise NotFound("not_found_here")
    return held


async def create(tx: Tx, actor: Actor, new: NewProject) -> Project:
    """A new project in state draft, with its first schema version where one is given.

    Raises:
        NotFound, Forbidden: the centre is not one where this person may make projects.
        Invalid: there is no such customer, or the schema is faulty.
    """
    require(actor, "project.create", await centre_place(tx, new.centre_id))
    await _check_customer(tx, new.customer_id)
    project_id = await store_projects.insert(tx, new, actor.person_id)
    await audit.record(
        tx,
        actor.person_id,
        "project.created",
        f"project:{project_id}",
        centre_id=new.centre_id,
        details={"name": new.name, "media": new.media, "customer_id": new.customer_id},
    )
    if new.schema is not None:
        await schema_versions.add(tx, actor.person_id, project_id, NewSchemaVersion(new.schema))
    return await one(tx, project_id, locale=actor.locale)


async def _check_customer(tx: Tx, customer_id: int | None) -> None:
    if customer_id is not None and await customer_place(tx, customer_id) is None:
        raise Invalid("invalid_request", errors=[("customer_id", "no_such_customer", {})])


async def change(tx: Tx, actor: Actor, project_id: int, changes: ProjectChanges) -> Project:
    """Change what is given and leave the rest. Locks the project's row.

    A new overlap holds for the items that nobody has begun; a job goes through them.

    Raises:
        StateNotAllowed: that state does not follow the present one.
        NoSchemaYet: the project is to run and has no schema.
        GatesOpen: the project is to run, and a document that its order needs is not there.
        Invalid: there is no such customer.
    """
    held = await hold(tx, project_id)
    if changes.state is not None:
        _check_state(held, changes.state)
    if changes.customer_id is not UNSET:
        await _check_customer(tx, changes.customer_id)
    given = {
        name: value for name, value in asdict(changes).items() if value is not None and value is not UNSET
    }
    if changes.customer_id is None:
        given["customer_id"] = None
    changed = replace(held, **given)
    await _write(tx, changed)
    if changed.state != held.state:
        facts = {"state": changed.state, "before": held.state}
        await webhooks.announce(tx, project_id, "project.state", [facts])
    if details := _differences(held, changed):
        await audit.record(
            tx,
            actor.person_id,
            "project.changed",
            f"project:{project_id}",
            centre_id=held.centre_id,
            details=details,
        )
    if changed.pipeline.overlap != held.pipeline.overlap:
        await defer(tx, "production.spread_overlap", lock=f"overlap:{project_id}", project_id=project_id)
    return await one(tx, project_id, locale=actor.locale)


async def _write(tx: Tx, changed: Held) -> None:
    try:
        async with tx.transaction():
            await store_projects.update(tx, changed)
    except psycopg.errors.CheckViolation as error:
        if error.diag.constraint_name == "order_gates_open":
            raise GatesOpen from None
        raise


def _check_state(held: Held, wanted: ProjectState) -> None:
    if not project_rules.may_become(held.state, wanted):
        raise StateNotAllowed(held.state, wanted)
    if wanted == "running" and held.schema_version == 0:
        raise NoSchemaYet


def _differences(before: Held, after: Held) -> dict[str, Any]:
    old, new = asdict(before), asdict(after)
    return {name: {"before": old[name], "after": new[name]} for name in old if old[name] != new[name]}


async def spread_overlap(tx: Tx, project_id: int) -> bool:
    """Give the next items that nobody has begun the project's overlap; returns whether more may be left."""
    held = await store_projects.hold(tx, project_id)
    if held is None:
        return False
    changed = await store_projects.spread_overlap(tx, project_id, held.pipeline.overlap, most=_SPREAD)
    return changed == _SPREAD


async def delete(tx: Tx, actor: Actor, project_id: int) -> None:
    """Take a project out of sight; nothing of it is lost.

    Raises:
        NotFound: there is none, or no longer.
    """
    await _set_deleted(tx, actor, project_id, deleted=True)


async def restore(tx: Tx, actor: Actor, project_id: int) -> Project:
    """Bring a deleted project back as it was.

    Raises:
        NotFound: no project of that id was deleted.
    """
    await _set_deleted(tx, actor, project_id, deleted=False)
    return await one(tx, project_id, locale=actor.locale)


async def _set_deleted(tx: Tx, actor: Actor, project_id: int, *, deleted: bool) -> None:
    centre_id = await store_projects.mark_deleted(tx, project_id, deleted=deleted)
    if centre_id is None:
        raise NotFound("not_found_here")
    action = "project.deleted" if deleted else "project.restored"
    await audit.record(tx, actor.person_id, action, f"project:{project_id}", centre_id=centre_id)
