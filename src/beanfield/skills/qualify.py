"""Qualifications as a person sees them: which there are, what each opens, and beginning one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct, convert

from beanfield.people.actor import Actor
from beanfield.people.skills import skills_of
from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts, jsonb, scalar
from beanfield.production import gold
from beanfield.production.gold import GoldItem, SkillGate
from beanfield.skills import bank, blueprints, rules
from beanfield.skills.model import BarReason, Blueprint, NewBlueprint, OpenedProject, Paper, Qualification
from beanfield.skills.problems import BlueprintNotFound, CannotBegin
from beanfield.skills.rules import Earlier, Held


class _Known(Struct):
    """What is known of a person when exams are offered to them."""

    held: dict[str, Held]
    earlier: dict[int, list[Earlier]]
    gates: list[SkillGate]


async def offered(tx: Tx, actor: Actor, now: datetime) -> list[Qualification]:
    """The open exams of the person's centre, those that open a project of theirs first."""
    if actor.centre_id is None:
        return []
    known = await _known(tx, actor)
    found = [
        _as_seen(blueprint, known, now)
        for blueprint in await blueprints.all_of(tx, actor.centre_id)
        if blueprint.state == "open" or known.earlier.get(blueprint.id)
    ]
    found.sort(key=lambda one: (not one.opens, one.held_level is not None, one.id))
    return found


async def _known(tx: Tx, actor: Actor) -> _Known:
    held = {
        skill.skill: Held(skill.level, skill.valid_until) for skill in await skills_of(tx, actor.person_id)
    }
    earlier: dict[int, list[Earlier]] = defaultdict(list)
    for row in await dicts(
        tx,
        "select blueprint_id, id, state, started_at, ended_at from attempt where person_id = %s order by id",
        [actor.person_id],
    ):
        earlier[row.pop("blueprint_id")].append(convert(row, Earlier))
    projects = sorted(actor.tasks.keys() | actor.led_projects)
    return _Known(held, earlier, await gold.skill_gates(tx, projects))


def _as_seen(blueprint: Blueprint, known: _Known, now: datetime) -> Qualification:
    earlier = known.earlier.get(blueprint.id, [])
    held = known.held.get(blueprint.skill)
    last = earlier[-1] if earlier else None
    barred = _bar(blueprint, held, earlier, now)
    return Qualification(
        id=blueprint.id,
        title=blueprint.title,
        skill=blueprint.skill,
        level=blueprint.level,
        questions=sum(topic.count for topic in blueprint.topics),
        minutes=blueprint.minutes,
        pass_mark=blueprint.pass_mark,
        practical=blueprint.practical,
        valid_days=blueprint.valid_days,
        held_level=None if held is None else held.level,
        held_until=None if held is None else held.until,
        running=next((one.id for one in earlier if one.ended_at is None), None),
        last=None if last is None else last.id,
        last_state=None if last is None else last.state,
        bar=None if barred is None else barred[0],
        bar_until=None if barred is None else barred[1],
        opens=[
            OpenedProject(gate.id, gate.name, gate.level)
            for gate in known.gates
            if gate.skill == blueprint.skill and gate.level <= blueprint.level
        ],
    )


def _bar(
    blueprint: Blueprint, held: Held | None, earlier: Sequence[Earlier], now: datetime
) -> tuple[BarReason, datetime | None] | None:
    found = rules.bar(blueprint, held, earlier, now)
    if found is not None:
        return found
    if blueprint.state == "closed":
        return "closed", None
    if any(blueprint.available.get(topic.topic, 0) < topic.count for topic in blueprint.topics):
        return "bank", None
    if blueprint.practical is not None and blueprint.gold < blueprint.practical.items:
        return "gold", None
    return None


async def begin(tx: Tx, actor: Actor, blueprint_id: int, now: datetime, seed: int) -> int:
    """Begin an attempt: the paper is drawn and frozen, the clock runs. Returns the attempt.

    Raises:
        BlueprintNotFound: there is no such exam in the person's centre.
        CannotBegin: one runs, the skill is held, too soon, too often, or there are too few questions.
    """
    if actor.centre_id is None:
        raise BlueprintNotFound
    blueprint = await blueprints.one(tx, actor.centre_id, blueprint_id)
    # one at a time for each person, so that two windows cannot begin two attempts
    await tx.execute("select pg_advisory_xact_lock(%s, %s)", [0x6578616D, actor.person_id])
    known = await _known(tx, actor)
    earlier = known.earlier.get(blueprint_id, [])
    barred = _bar(blueprint, known.held.get(blueprint.skill), earlier, now)
    if barred is not None:
        raise CannotBegin(barred[0])
    paper, tasks = await _paper(tx, actor, blueprint, seed)
    attempt_id: int = await scalar(
        tx,
        "insert into attempt (blueprint_id, centre_id, person_id, paper, started_at, ends_at)"
        " values (%s, %s, %s, %s, %s, %s) returning id",
        [
            blueprint_id,
            blueprint.centre_id,
            actor.person_id,
            jsonb(paper),
            now,
            now + timedelta(minutes=blueprint.minutes),
        ],
    )
    await _write_tasks(tx, attempt_id, tasks)
    await audit.record(
        tx,
        actor.person_id,
        "attempt.begin",
        f"attempt:{attempt_id}",
        centre_id=blueprint.centre_id,
        details={"blueprint": blueprint_id, "seed": seed},
    )
    return attempt_id


async def _paper(tx: Tx, actor: Actor, blueprint: Blueprint, seed: int) -> tuple[Paper, list[GoldItem]]:
    topics = [topic.topic for topic in blueprint.topics]
    questions = rules.draw(await bank.approved(tx, blueprint.centre_id, topics), blueprint.topics, seed)
    if questions is None:
        raise CannotBegin("bank")
    rules_now = NewBlueprint(**{name: getattr(blueprint, name) for name in NewBlueprint.__struct_fields__})
    paper = Paper(seed=seed, rules=rules_now, questions=questions)
    practical = blueprint.practical
    if practical is None:
        return paper, []
    version, paper.guide_version = await gold.versions(tx, practical.project_id)
    paper.schema_version = version
    schema = await gold.schema_at(tx, practical.project_id, version)
    items = {item.id: item for item in await gold.gold_items(tx, practical.project_id, schema)}
    chosen = rules.choose(sorted(items), await _seen(tx, actor.person_id), practical.items, seed)
    if chosen is None:
        raise CannotBegin("gold")
    return paper, [items[number] for number in chosen]


async def _seen(tx: Tx, person_id: int) -> set[int]:
    found = await dicts(
        tx,
        "select t.item_id from attempt_task t join attempt a on a.id = t.attempt_id where a.person_id = %s",
        [person_id],
    )
    return {row["item_id"] for row in found}


async def _write_tasks(tx: Tx, attempt_id: int, tasks: Sequence[GoldItem]) -> None:
    for place, item in enumerate(tasks):
        await tx.execute(
            "insert into attempt_task (attempt_id, place, item_id, name, gold) values (%s, %s, %s, %s, %s)",
            [attempt_id, place, item.id, item.name, jsonb(item.gold)],
        )
