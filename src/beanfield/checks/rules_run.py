"""Rules that are live: asked about the people of whom something was seen, firing, ending, and the dry run.

A firing is never changed: what ends it is a lift. Nothing here touches work or pay: a pause keeps a person
from new items, and whatever was handed in stays and earns.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
from msgspec import Struct

from beanfield.checks import restraints, rules_history, rules_text
from beanfield.checks.model_rules import DryRun, Hit, Rule
from beanfield.checks.rules import MILD, MOMENTARY, Series, Standing, Step, replay, step
from beanfield.platform.database import Tx, dicts, jsonb
from beanfield.production import ask_again

_LIVE: Final = """
select id, name, rule, checked_at from quality_rule
where project_id = %s and state = 'live' order by id for update
"""
_STANDINGS: Final = """
select f.person_id, f.id, f.at, l.at as lifted_at, l.by, f.rule ->> 'action' as action
from rule_firing f left join rule_lift l on l.firing_id = f.id
where f.rule_id = %(rule)s and f.person_id = any(%(people)s::bigint[]) order by f.id
"""
_FIRE: Final = """
insert into rule_firing (rule_id, project_id, person_id, name, rule, value, low, high, trials, items, at)
values (%(id)s, %(project)s, %(person)s, %(name)s, %(rule)s, %(value)s, %(low)s, %(high)s, %(trials)s,
    %(items)s, %(at)s)
"""
_LIFT: Final = "insert into rule_lift (firing_id, by, reason, at) values (%s, null, %s, %s)"
#: Firings that wait for a skill which was earned since.
_EARNED: Final = """
select f.id, f.person_id from rule_firing f
join person_skill s on s.person_id = f.person_id and s.skill = f.rule ->> 'skill' and s.recorded_at > f.at
    and (s.valid_until is null or s.valid_until > %(now)s)
where f.project_id = %(project)s and f.rule ->> 'action' = 'retrain'
and not exists (select from rule_lift l where l.firing_id = f.id)
"""
_NAMES: Final = "select id, name from person where id = any(%s::bigint[])"
_BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)
#: What was seen shortly before the last check may have been written after it.
_MARGIN: Final = timedelta(minutes=10)
#: A dry run names no more people and times.
_MOST_HITS: Final = 500


class Live(Struct, frozen=True):
    """A rule at work."""

    id: int
    name: str
    rule: Rule


async def check(tx: Tx, project_id: int, now: datetime) -> int:
    """Ask every live rule of the project; returns how many firings and ends came of it."""
    done = 0
    usual = await rules_history.usual_seconds(tx, project_id)
    for row in await dicts(tx, _LIVE, [project_id]):
        live = Live(row["id"], row["name"], msgspec.convert(row["rule"], Rule))
        since = _BEGINNING if row["checked_at"] is None else row["checked_at"] - _MARGIN
        people = await rules_history.stirred(tx, project_id, since)
        done += await _ask(tx, project_id, live, people, (now, usual))
        await tx.execute("update quality_rule set checked_at = %s where id = %s", [now, live.id])
    return done + await _release(tx, project_id, now)


async def _ask(
    tx: Tx, project_id: int, live: Live, people: Sequence[int], at: tuple[datetime, float | None]
) -> int:
    if not people:
        return 0
    now, usual = at
    seen = await rules_history.series_of(tx, project_id, live.rule.collector, people, _since(live.rule, now))
    standings = await _standings(tx, live, people)
    done = 0
    for person, series in sorted(seen.items()):
        took = step(live.rule, series, now, standings.get(person, (Standing(), None))[0], usual)
        if took is None:
            continue
        done += 1
        if took.what == "fire":
            await _fire(tx, project_id, person, live, took)
        else:
            await tx.execute(_LIFT, [standings[person][1], "firing_ended_itself", now])
        await restraints.remake(tx, project_id, person)
    return done


def _since(rule: Rule, now: datetime) -> datetime:
    return _BEGINNING if rule.window.days is None else now - timedelta(days=rule.window.days)


async def _standings(tx: Tx, live: Live, people: Sequence[int]) -> dict[int, tuple[Standing, int | None]]:
    """How people stand to the rule, and the firing that is in force."""
    found: dict[int, tuple[Standing, int | None]] = {}
    for row in await dicts(tx, _STANDINGS, {"rule": live.id, "people": list(people)}):
        fresh = found.get(row["person_id"], (Standing(), None))[0].fresh
        if row["action"] in MOMENTARY:
            found[row["person_id"]] = (Standing(fresh=row["at"]), None)
        elif row["lifted_at"] is None:
            found[row["person_id"]] = (Standing(True, fresh), row["id"])
        else:
            itself = row["by"] is None and row["action"] in MILD
            found[row["person_id"]] = (Standing(fresh=fresh if itself else row["lifted_at"]), None)
    return found


async def _fire(tx: Tx, project_id: int, person: int, live: Live, took: Step) -> None:
    figure = took.figure
    await tx.execute(
        _FIRE,
        {
            "id": live.id,
            "project": project_id,
            "person": person,
            "name": live.name,
            "rule": jsonb(live.rule),
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "trials": figure.trials,
            "items": took.items,
            "at": took.at,
        },
    )
    if live.rule.action == "ask_again":
        await ask_again.of_person(tx, project_id, person, most=live.rule.ask_items, now=took.at)


async def _release(tx: Tx, project_id: int, now: datetime) -> int:
    """End the pauses of people who earned their skill anew."""
    earned = await dicts(tx, _EARNED, {"project": project_id, "now": now})
    for row in earned:
        await tx.execute(_LIFT, [row["id"], "firing_skill_earned", now])
        await restraints.remake(tx, project_id, row["person_id"])
    return len(earned)


async def dry_run(tx: Tx, project_id: int, rule: Rule, since: datetime, locale: str) -> DryRun:
    """Whom the rule would have hit from `since` on, when, and with which figures. Changes nothing."""
    usual = await rules_history.usual_seconds(tx, project_id)
    begin = _BEGINNING if rule.window.days is None else since - timedelta(days=rule.window.days)
    seen = await rules_history.series_of(tx, project_id, rule.collector, None, begin)
    fired = await asyncio.to_thread(_fired, rule, seen, since, usual)
    fired.sort(key=lambda each: each[1].at)
    people = [person for person, _ in fired]
    names = {row["id"]: row["name"] for row in await dicts(tx, _NAMES, [people])}
    hits = [_hit(rule, person, names, took, locale) for person, took in fired[:_MOST_HITS]]
    looked_at = sum(len(series.seen) for series in seen.values())
    return DryRun(since=since, people=len(seen), observations=looked_at, hits=hits)


def _fired(
    rule: Rule, seen: Mapping[int, Series], since: datetime, usual: float | None
) -> list[tuple[int, Step]]:
    return [
        (person, took)
        for person, series in seen.items()
        for took in replay(rule, series, since, usual)
        if took.what == "fire"
    ]


def _hit(rule: Rule, person: int, names: Mapping[int, Any], took: Step, locale: str) -> Hit:
    said = rules_text.explained(rule, "", took.figure, locale)
    return Hit(person, names.get(person, ""), took.at, took.figure, took.items, said)
