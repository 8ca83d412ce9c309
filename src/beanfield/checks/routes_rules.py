"""Rules and what they did to whom, over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from litestar import get, patch, post
from litestar.params import Parameter

from beanfield.checks import rules_book, rules_run, rules_text
from beanfield.checks.model_rules import (
    DryRun,
    Firing,
    Lift,
    NewRule,
    Preset,
    QualityRule,
    RuleChanges,
)
from beanfield.people.access import allows
from beanfield.people.actor import Actor, Place
from beanfield.platform.database import Tx
from beanfield.platform.errors import NotFound
from beanfield.production import progress
from beanfield.production.places import project_place

Days = Annotated[int, Parameter(ge=1, le=366)]


async def place_of(tx: Tx, project_id: int) -> Place:
    """Where the project stands; the guard has seen that it exists."""
    place = await project_place(tx, project_id)
    if place is None:
        raise NotFound("not_found_here")
    return place


@get("/api/projects/{project_id:int}/rules", opt={"permission": "rule.read"})
async def get_rules(tx: Tx, project_id: int) -> list[QualityRule]:
    """The project's rules about people's figures."""
    return await rules_book.rules_of(tx, project_id)


@get("/api/projects/{project_id:int}/rules/presets", opt={"permission": "rule.read"})
async def get_rule_presets(actor: Actor, project_id: int) -> list[Preset]:  # noqa: ARG001  the guard places it
    """Rules to begin with."""
    return rules_text.presets(actor.locale)


@post("/api/projects/{project_id:int}/rules", opt={"permission": "rule.manage"})
async def post_rule(tx: Tx, actor: Actor, project_id: int, data: NewRule) -> QualityRule:
    """Write a rule down as a draft; it does nothing before it goes live."""
    return await rules_book.add(tx, actor, await place_of(tx, project_id), data, datetime.now(UTC))


@patch("/api/projects/{project_id:int}/rules/{rule_id:int}", opt={"permission": "rule.manage"})
async def patch_rule(tx: Tx, actor: Actor, project_id: int, rule_id: int, data: RuleChanges) -> QualityRule:
    """Change a rule, take it live or stop it."""
    place = await place_of(tx, project_id)
    return await rules_book.change(tx, actor, place, rule_id, data, datetime.now(UTC))


@post("/api/projects/{project_id:int}/rules/dry-run", opt={"permission": "rule.read"}, status_code=200)
async def post_dry_run(tx: Tx, actor: Actor, project_id: int, data: NewRule, days: Days = 30) -> DryRun:
    """Whom the rule would have hit in the last days, when and with which figures."""
    rules_book.check_rule(data.rule, actor.locale)
    since = datetime.now(UTC) - timedelta(days=days)
    found = await rules_run.dry_run(tx, project_id, data.rule, since, actor.locale)
    if not allows(actor, "item.manage", await place_of(tx, project_id)):
        for hit in found.hits:
            hit.items = [] if data.rule.collector in rules_book.HIDDEN else hit.items
    return found


@get("/api/projects/{project_id:int}/firings", opt={"permission": "rule.read"})
async def get_firings(tx: Tx, actor: Actor, project_id: int) -> list[Firing]:
    """What rules did to the people whose figures this person may see, the newest first, at most 200."""
    teams = await progress.teams_shown(tx, actor, project_id)
    managed = allows(actor, "item.manage", await place_of(tx, project_id))
    return await rules_book.firings(tx, actor.locale, project_id=project_id, teams=teams, hidden=not managed)


@post(
    "/api/projects/{project_id:int}/firings/{firing_id:int}/lift",
    opt={"permission": "firing.lift"},
    status_code=200,
)
async def post_lift(tx: Tx, actor: Actor, project_id: int, firing_id: int, data: Lift) -> Firing:
    """End what a rule holds against a person, with a reason."""
    place = await place_of(tx, project_id)
    teams = await progress.teams_shown(tx, actor, project_id)
    now = datetime.now(UTC)
    return await rules_book.lift(tx, actor, place, firing_id, data.reason, now, teams=teams)


@get("/api/me/firings", opt={"permission": "me.read"})
async def get_my_firings(tx: Tx, actor: Actor) -> list[Firing]:
    """What rules did to oneself and why, the newest first."""
    return await rules_book.firings(tx, actor.locale, person_id=actor.person_id, hidden=True)


ROUTES: list[Any] = [
    get_rules,
    get_rule_presets,
    post_rule,
    patch_rule,
    post_dry_run,
    get_firings,
    post_lift,
    get_my_firings,
]
