"""The rules of a project and what they did: writing, switching on and off, firings, lifts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from beanfield.checks import restraints, rules_text
from beanfield.checks.model_rules import Estimate, Firing, NewRule, QualityRule, Rule, RuleChanges
from beanfield.checks.rules import MOMENTARY, SHARES
from beanfield.people.actor import Actor, Place
from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts, jsonb, rows, scalar
from beanfield.platform.errors import Conflict, Invalid, NotFound
from beanfield.platform.jobs import defer
from beanfield.platform.messages import text

#: Collectors whose items are shown to nobody but those who manage items.
HIDDEN: Final = frozenset({"gold", "suspicion"})

_RULES: Final = """
select r.id, r.name, r.rule, r.state, r.live_at, r.changed_at, p.name as changed_by,
    (select count(*) from rule_firing f where f.rule_id = r.id)::int as firings
from quality_rule r left join person p on p.id = r.changed_by
where r.project_id = %(project)s and (%(id)s::bigint is null or r.id = %(id)s) order by r.id
"""
_CHANGE: Final = """
update quality_rule set name = %(name)s, rule = %(rule)s, state = %(state)s, changed_by = %(actor)s,
    changed_at = %(now)s, checked_at = case when %(state)s = 'live' and state <> 'live' then null
    else checked_at end,
    live_at = case when %(state)s = 'live' and state <> 'live' then %(now)s else live_at end
where id = %(id)s
"""
_FIRINGS: Final = """
select f.id, f.rule_id, f.project_id, j.name as project_name, f.person_id, p.name as person_name, f.name,
    f.rule, f.value, f.low, f.high, f.trials, f.items, f.at, l.at as lifted_at, b.name as lifted_by,
    l.reason, l.by
from rule_firing f
join project j on j.id = f.project_id
join person p on p.id = f.person_id
left join rule_lift l on l.firing_id = f.id
left join person b on b.id = l.by
where (%(project)s::bigint is null or f.project_id = %(project)s)
and (%(person)s::bigint is null or f.person_id = %(person)s)
and (%(id)s::bigint is null or f.id = %(id)s)
and (%(teams)s::bigint[] is null or exists (
    select from membership m where m.person_id = f.person_id and m.team_id = any(%(teams)s)
    and m.from_date <= centre_day() and (m.to_date is null or m.to_date > centre_day())))
order by f.at desc, f.id desc limit 200
"""
_IN_FORCE: Final = """
select f.id, f.person_id from rule_firing f where f.rule_id = %s and f.rule ->> 'action' <> all(%s)
and not exists (select from rule_lift l where l.firing_id = f.id)
"""
_LIFT: Final = (
    "insert into rule_lift (firing_id, by, reason, at) values (%s, %s, %s, %s) on conflict do nothing"
)


async def rules_of(tx: Tx, project_id: int) -> list[QualityRule]:
    """All rules of a project, in the order of their making."""
    return await rows(tx, QualityRule, _RULES, {"project": project_id, "id": None})


async def one(tx: Tx, project_id: int, rule_id: int) -> QualityRule:
    """A rule of the project.

    Raises:
        NotFound: it has no such rule.
    """
    found = await rows(tx, QualityRule, _RULES, {"project": project_id, "id": rule_id})
    if not found:
        raise NotFound("rule_not_found")
    return found[0]


def check_rule(rule: Rule, locale: str) -> None:
    """Raises Invalid where the action lacks what it needs, or the threshold is no share."""
    needed: dict[str, tuple[str, Any]] = {
        "review": ("review_share", rule.review_share),
        "restrict": ("day_cap", rule.day_cap),
        "retrain": ("skill", rule.skill),
    }
    name, value = needed.get(rule.action, ("", True))
    if not value:
        field = text(f"rule_field_{name}", locale)
        raise Invalid("rule_lacks", field=field, errors=[(f"rule.{name}", "rule_lacks", {"field": field})])
    if rule.collector in SHARES and rule.threshold > 1:
        raise Invalid("rule_share_range", errors=[("rule.threshold", "rule_share_range", {})])


async def add(tx: Tx, actor: Actor, place: Place, new: NewRule, now: datetime) -> QualityRule:
    """Write a rule down; it does nothing before it goes live."""
    check_rule(new.rule, actor.locale)
    number = await scalar(
        tx,
        "insert into quality_rule (project_id, name, rule, changed_by, changed_at, created_at)"
        " values (%(project)s, %(name)s, %(rule)s, %(actor)s, %(now)s, %(now)s) returning id",
        {
            "project": place.project_id,
            "name": new.name,
            "rule": jsonb(new.rule),
            "actor": actor.person_id,
            "now": now,
        },
    )
    await _record(tx, actor, place, "rule.added", {"rule": number, "name": new.name})
    return await one(tx, place.project_id or 0, number)


async def change(
    tx: Tx, actor: Actor, place: Place, rule_id: int, changes: RuleChanges, now: datetime
) -> QualityRule:
    """Change a rule, switch it on or off. Switched off, what it held against people ends.

    Raises:
        NotFound, Invalid
        Conflict: what a live rule says is not changed.
    """
    project_id = place.project_id or 0
    held = await one(tx, project_id, rule_id)
    rule = changes.rule or held.rule
    check_rule(rule, actor.locale)
    if held.state == "live" and rule != held.rule:
        raise Conflict("rule_is_live")
    values = {
        "id": rule_id,
        "name": changes.name or held.name,
        "rule": jsonb(rule),
        "state": changes.state or held.state,
        "actor": actor.person_id,
        "now": now,
    }
    await tx.execute(_CHANGE, values)
    if changes.state == "off" and held.state == "live":
        for row in await dicts(tx, _IN_FORCE, [rule_id, sorted(MOMENTARY)]):
            await tx.execute(
                _LIFT, [row["id"], actor.person_id, text("firing_rule_stopped", actor.locale), now]
            )
            await restraints.remake(tx, project_id, row["person_id"])
    if changes.state == "live":
        await ask(tx, project_id)
    details = {"rule": rule_id, "name": values["name"], "state": values["state"]}
    await _record(tx, actor, place, "rule.changed", details)
    return await one(tx, project_id, rule_id)


async def ask(tx: Tx, project_id: int) -> None:
    """Have the project's live rules asked soon."""
    await defer(tx, "checks.rules", once=f"rules:{project_id}", project_id=project_id)


async def firings(
    tx: Tx,
    locale: str,
    *,
    project_id: int | None = None,
    person_id: int | None = None,
    teams: list[int] | None = None,
    hidden: bool = False,
) -> list[Firing]:
    """What rules did, the newest first, at most 200. `teams`: only to the present people of these.

    `hidden`: items that would show which ones are gold, or whom others suspect, are left out.
    """
    query = {"project": project_id, "person": person_id, "id": None, "teams": teams}
    return [_firing(row, locale, hidden=hidden) for row in await dicts(tx, _FIRINGS, query)]


def _firing(row: Mapping[str, Any], locale: str, *, hidden: bool = False) -> Firing:
    rule = msgspec.convert(row["rule"], Rule)
    figure = Estimate(row["value"], row["low"], row["high"], row["trials"])
    reason = row["reason"]
    if reason is not None and row["by"] is None:
        reason = text(reason, locale, **({"skill": rule.skill} if rule.action == "retrain" else {}))
    return Firing(
        id=row["id"],
        rule_id=row["rule_id"],
        project_id=row["project_id"],
        project_name=row["project_name"],
        person_id=row["person_id"],
        person_name=row["person_name"],
        name=row["name"],
        action=rule.action,
        figure=figure,
        items=[] if hidden and rule.collector in HIDDEN else row["items"],
        at=row["at"],
        text=rules_text.explained(rule, row["name"], figure, locale),
        lifted_at=row["lifted_at"],
        lifted_by=row["lifted_by"],
        lift_reason=reason,
    )


async def lift(
    tx: Tx, actor: Actor, place: Place, firing_id: int, reason: str, now: datetime, *, teams: list[int] | None
) -> Firing:
    """End what a firing holds against its person.

    Raises:
        NotFound: there is no such firing on the project, or its person is in none of the `teams`.
        Conflict: it was lifted already.
    """
    query = {"project": place.project_id, "person": None, "id": firing_id, "teams": teams}
    found = await dicts(tx, _FIRINGS, query)
    if not found:
        raise NotFound("firing_not_found")
    cursor = await tx.execute(_LIFT, [firing_id, actor.person_id, reason, now])
    if cursor.rowcount == 0:
        raise Conflict("firing_lifted_already")
    await restraints.remake(tx, place.project_id or 0, found[0]["person_id"])
    details = {"firing": firing_id, "person": found[0]["person_id"], "reason": reason}
    await _record(tx, actor, place, "firing.lifted", details)
    return _firing((await dicts(tx, _FIRINGS, query))[0], actor.locale)


async def _record(tx: Tx, actor: Actor, place: Place, what: str, details: dict[str, Any]) -> None:
    subject = f"project:{place.project_id}"
    await audit.record(tx, actor.person_id, what, subject, centre_id=place.centre_id, details=details)
