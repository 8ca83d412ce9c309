"""Handing out work: what came back to a person first, then the queue, the most urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import LiteralString

from msgspec import Struct

from beanfield.platform.database import Tx, dicts, scalar
from beanfield.platform.errors import Problem
from beanfield.production import rules
from beanfield.production.desk import Desk, Rulebook
from beanfield.production.model import NoWorkReason
from beanfield.production.store_lease import (
    DIG,
    DIG_ON,
    FRONT,
    LAPSE,
    LEFT,
    MEMBERS,
    RETURNED,
    TAKE,
    TAKE_BACK,
    TAKEN_BY,
)
from beanfield.production.store_work import SEEN
from beanfield.production.turn import Batch, Standing


class NoWork(Problem):
    """Nothing is open to this person now; `reason` says why."""

    status = 409

    def __init__(self, reason: NoWorkReason, *, rule: str | None = None) -> None:
        """`rule` names the one that paused the person."""
        super().__init__(f"no_work_{reason}" if rule is None else "no_work_paused_by_rule", rule=rule)
        self.reason = reason


class Want(Struct):
    """How many more items a person is to get; `held` is how many they hold."""

    person_id: int
    count: int
    held: int


async def take_next(tx: Tx, desk: Desk, batch: Batch, wants: Sequence[Want]) -> list[int]:
    """Lease items to people, in the order that they asked; returns the new leases.

    Who gets fewer than wanted gets none of what is left: `why_no_work` tells the reason.
    """
    open_to = [
        want for want in wants if want.count > 0 and barred(batch.book, batch.people[want.person_id]) is None
    ]
    if not open_to:
        return []
    taken = await _take_returned(tx, batch, open_to)
    await _cap(tx, batch, open_to)
    taken += await _take_front(tx, batch, open_to)
    for want in open_to:
        if want.count > 0:
            taken += await _dig(tx, desk, batch, want)
    return taken


def barred(book: Rulebook, person: Standing) -> NoWorkReason | None:
    """What keeps a person from all work in the project, whatever the queue holds."""
    if book.state in {"done", "archived"}:
        return "done"
    if person.assignment_id is None:
        return "not_assigned"
    if book.state != "running" or person.paused or person.paused_by is not None:
        return "paused"
    if book.schema_version == 0:
        return "schema"
    return None if person.skilled else "skill"


def lease_length(book: Rulebook) -> float:
    """How long the first lease of a person lasts in this project, in seconds."""
    return rules.lease_seconds(book.expected_seconds, factor=book.pipeline.lease_factor)


def _untils(batch: Batch, wants: Sequence[Want], dealt: Sequence[tuple[int, int]]) -> list[datetime]:
    """When each of the leases dealt ends; counts them as held."""
    by_person = {want.person_id: want for want in wants}
    seconds = lease_length(batch.book)
    untils = []
    for person, _ in dealt:
        want = by_person[person]
        untils.append(rules.lease_until(batch.now, seconds, want.held))
        want.held += 1
        want.count -= 1
    return untils


async def _write(
    tx: Tx,
    batch: Batch,
    statement: LiteralString,
    wants: Sequence[Want],
    dealt: Sequence[tuple[int, int]],
    golds: Mapping[int, int] | None = None,
) -> list[int]:
    made = await dicts(
        tx,
        statement,
        {
            "project": batch.book.project_id,
            "people": [person for person, _ in dealt],
            "items": [item for _, item in dealt],
            "golds": [golds is not None and golds.get(person) == item for person, item in dealt],
            "untils": _untils(batch, wants, dealt),
            "schema": batch.book.schema_version,
            "guide": batch.book.guide_version,
            "now": batch.now,
        },
    )
    return [row["id"] for row in made]


async def _take_returned(tx: Tx, batch: Batch, wants: Sequence[Want]) -> list[int]:
    """Items that came back: each to its author; those that wait for nobody in particular to whoever asks."""
    if not any(batch.people[want.person_id].returned for want in wants):
        return []
    found = await dicts(
        tx,
        RETURNED,
        {
            "project": batch.book.project_id,
            "people": [want.person_id for want in wants],
            "window": sum(want.count for want in wants),
        },
    )
    left = {want.person_id: want.count for want in wants}
    dealt = []
    for item in found:
        author = item["returned_to"]
        person = author if author is not None else next((p for p, count in left.items() if count > 0), None)
        if person is not None and left[person] > 0:
            left[person] -= 1
            dealt.append((person, item["id"]))
    return await _write(tx, batch, TAKE_BACK, wants, dealt) if dealt else []


async def _take_front(tx: Tx, batch: Batch, wants: Sequence[Want]) -> list[int]:
    """Deal the front of the queue, and among it the gold whose turn has come."""
    golds = _gold_due(batch, wants)
    total = sum(want.count for want in wants)
    if total == 0:
        return []
    spare = 8 * (batch.book.pipeline.overlap - 1)  # some of the front was had by those who ask
    window = total + spare if not golds else max(total + spare, rules.GOLD_AMONG)
    found = await dicts(tx, FRONT, {"project": batch.book.project_id, "window": window})
    if len(found) < rules.GOLD_AMONG:
        golds = {}  # the last items are few enough to be counted
    offers = [rules.Offer(row["id"], row["open_slots"], frozenset(row["had"])) for row in found]
    dealt = rules.deal(
        offers,
        [(want.person_id, want.count - (want.person_id in golds)) for want in wants if want.count > 0],
    )
    mixed = rules.mix(dealt, golds, batch.draws)
    return await _write(tx, batch, TAKE, wants, mixed, golds) if mixed else []


def _gold_due(batch: Batch, wants: Sequence[Want]) -> dict[int, int]:
    """Of the people who want items, those who get gold among them now, each with that item."""
    due = {}
    for want in wants:
        person = batch.people[want.person_id]
        if person.gold_item is not None and person.gold_share is not None and want.count > 0:
            chance = 1 - (1 - person.gold_share) ** want.count
            if next(batch.draws) < chance:
                due[want.person_id] = person.gold_item
    return due


async def _dig(tx: Tx, desk: Desk, batch: Batch, want: Want) -> list[int]:
    """Search the queue for what one person has not had: from where they stood lately, then from its head."""
    project_id = batch.book.project_id
    place = desk.place(project_id, want.person_id)
    taken: list[int] = []
    for start in [place, None] if place else [None]:
        found = await dicts(
            tx,
            DIG if start is None else DIG_ON,
            {
                "project": project_id,
                "person": want.person_id,
                "priority": start and start[0],
                "after": start and start[1],
                "count": want.count,
                "held": want.held,
                "seconds": lease_length(batch.book),
                "schema": batch.book.schema_version,
                "guide": batch.book.guide_version,
                "now": batch.now,
            },
        )
        if found:
            taken += [row["id"] for row in found]
            want.count -= len(found)
            want.held += len(found)
            desk.note_place(project_id, want.person_id, found[-1]["priority"], found[-1]["item_id"])
        if want.count == 0:
            break
    return taken


async def _cap(tx: Tx, batch: Batch, wants: Sequence[Want]) -> None:
    """Cut what people want to what their caps leave. In a project with caps, claims stand in line."""
    most = batch.book.pipeline.cap_per_person
    standing = [batch.people[want.person_id] for want in wants]
    for want in wants:
        left = batch.people[want.person_id].day_left
        want.count = want.count if left is None else min(want.count, left)
    if most is None and all(person.cap is None for person in standing):
        return
    await tx.execute("select pg_advisory_xact_lock(%s, %s)", [0x63617073, batch.book.project_id])
    room = await _room(tx, batch.book, standing)
    for want in wants:
        person = batch.people[want.person_id]
        keys = [key for key in (("person", person.person_id), ("team", person.team_id or 0)) if key in room]
        want.count = max(0, min([want.count, *(room[key] for key in keys)]))
        for key in keys:
            room[key] -= want.count


async def _room(tx: Tx, book: Rulebook, people: Sequence[Standing]) -> dict[tuple[str, int], int]:
    """How many items each person, and each team with a cap, may still take."""
    team_caps = {p.team_id: p.cap for p in people if p.team_id is not None and p.cap is not None}
    members: dict[int, list[int]] = defaultdict(list)
    for row in await dicts(tx, MEMBERS, {"teams": list(team_caps)}) if team_caps else []:
        members[row["team_id"]].append(row["person_id"])
    everyone = {p.person_id for p in people} | {m for team in members.values() for m in team}
    caps = [p.cap for p in people if p.cap is not None] + [book.pipeline.cap_per_person or 0]
    counted = await dicts(
        tx, TAKEN_BY, {"project": book.project_id, "people": sorted(everyone), "most": max(caps)}
    )
    taken = {row["person_id"]: row["taken"] for row in counted}
    room: dict[tuple[str, int], int] = {
        ("team", team): cap - sum(taken[member] for member in members[team])
        for team, cap in team_caps.items()
    }
    for person in people:
        own = [person.cap] if person.team_id is None and person.cap is not None else []
        if book.pipeline.cap_per_person is not None:
            own.append(book.pipeline.cap_per_person)
        if own:
            room["person", person.person_id] = min(own) - taken[person.person_id]
    return room


async def why_no_work(tx: Tx, batch: Batch, person_id: int) -> NoWork:
    """Why this person, who wants work and holds none, got none."""
    person = batch.people[person_id]
    reason = barred(batch.book, person)
    if reason is not None:
        by_rule = reason == "paused" and batch.book.state == "running" and not person.paused
        return NoWork(reason, rule=person.paused_by if by_rule else None)
    if not await scalar(tx, LEFT, {"project": batch.book.project_id}):
        return NoWork("done")
    if person.day_left == 0:
        return NoWork("cap")
    room = await _room(tx, batch.book, [person])
    return NoWork("cap" if any(left <= 0 for left in room.values()) else "waiting")


async def free_lapsed(tx: Tx, now: datetime, *, project_id: int | None = None, most: int = 1000) -> int:
    """End leases whose time is over, so that their items are open again; returns how many."""
    count: int = await scalar(tx, LAPSE, {"now": now, "project": project_id, "most": most})
    return count


async def see(tx: Tx, people: Sequence[int], on_screen: Sequence[int | None], now: datetime) -> None:
    """These people were seen at work just now, with these leases before them."""
    await tx.execute(SEEN, {"people": list(people), "on_screen": list(on_screen), "now": now})
