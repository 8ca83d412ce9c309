"""The loop of reviewers and adjudicators: verdicts in, next items to check out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Raw, Struct

from beanfield.annotation.document import decode_document, encode_document
from beanfield.media.links import with_url
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx, dicts, scalar
from beanfield.platform.errors import Problem
from beanfield.platform.messages import text
from beanfield.platform.services import Services
from beanfield.production import model, rules
from beanfield.production.desk import Desk, Row, seconds_between
from beanfield.production.give_back import LeaseEnded
from beanfield.production.lease import barred, free_lapsed, lease_length, see
from beanfield.production.model import Lease, NoWorkReason, Outcome, ReviewRequest, WorkReply
from beanfield.production.review import Checking, answers_of, find_checks, take_verdicts
from beanfield.production.schema_versions import chain_of
from beanfield.production.store_lease import MEMBERS
from beanfield.production.store_review import CHECKED_BY, LEFT_TO_CHECK, TAKE_CHECKS
from beanfield.production.store_work import CONTENTS, GIVE_BACK, HELD
from beanfield.production.submit import NoSuchLease, is_own
from beanfield.production.turn import standings
from beanfield.production.verdicts import CHECKED_STATE
from beanfield.production.work import lease_of


class Checker(Struct):
    """Who asks, and by what this process answers: never sent anywhere."""

    actor: Actor
    services: Services
    desk: Desk
    draws: Iterator[float]


async def check(
    tx: Tx, checker: Checker, project_id: int, request: ReviewRequest, now: datetime
) -> WorkReply:
    """Write the verdicts handed in, and lease the next items to check.

    Raises:
        NotFound: there is no such project.
    """
    person_id = checker.actor.person_id
    book = await checker.desk.rulebook(tx, project_id)
    person = (await standings(tx, book, [person_id], request.task, now))[person_id]
    checking = Checking(book, person, checker.actor.locale, request, now, checker.draws)
    await take_verdicts(tx, checker.desk, checking)
    await _hand_back(tx, checking)
    held = [row["id"] for row in await _held(tx, checking)]
    fresh = await _take(tx, checking, len(held))
    await see(tx, [person_id], [(held + fresh or [None])[0]], now)
    unseen = [number for number in held if number not in request.holding]
    leases = await _contents(tx, checker, checking, unseen + fresh)
    nothing = None
    if request.want > 0 and not held and not fresh:
        reason = await _why_nothing(tx, checking)
        nothing = model.NoWork(reason, text(f"no_check_{reason}", checking.locale))
    return WorkReply(outcomes=checking.outcomes, leases=leases, nothing=nothing, today=person.today())


async def _hand_back(tx: Tx, checking: Checking) -> None:
    numbers = checking.request.hand_back
    if not numbers:
        return
    leases = await find_checks(tx, numbers)
    ended: list[Row] = []
    for number in dict.fromkeys(numbers):
        try:
            lease = leases.get(number)
            if lease is None or not is_own(
                lease, checking.book.project_id, checking.person.person_id, checking.request.task
            ):
                raise NoSuchLease
            if lease["state"] not in {"active", "handed_back"}:
                raise LeaseEnded
        except Problem as problem:
            checking.refuse(number, problem)
            continue
        repeated = lease["state"] == "handed_back"
        checking.outcomes.append(Outcome(id=number, status="repeated" if repeated else "done"))
        if not repeated:
            ended.append(lease)
    if ended:
        await _end(tx, checking, ended)


async def _end(tx: Tx, checking: Checking, leases: list[Row]) -> None:
    elapsed = seconds_between(checking.person.seen_at, checking.now)
    worked = rules.beat_seconds(elapsed, checking.book.pipeline.idle_seconds)
    checking.person.seen_at = checking.now
    await tx.execute(
        GIVE_BACK,
        {
            "leases": [lease["id"] for lease in leases],
            "states": ["handed_back"] * len(leases),
            "active": [round(worked * 1000), *[0] * (len(leases) - 1)],
            "now": checking.now,
        },
    )


async def _held(tx: Tx, checking: Checking) -> list[Row]:
    query = {
        "people": [checking.person.person_id],
        "project": checking.book.project_id,
        "task": checking.request.task,
    }
    return await dicts(tx, HELD, query)


async def _take(tx: Tx, checking: Checking, held: int) -> list[int]:
    """Lease what is still wanted; where too little was free, lapsed leases are ended first."""
    wanted = min(checking.request.want - held, await _room(tx, checking))
    if wanted <= 0 or barred(checking.book, checking.person) is not None:
        return []
    taken = await _lease(tx, checking, wanted, held)
    if not taken and not held and await free_lapsed(tx, checking.now, project_id=checking.book.project_id):
        taken = await _lease(tx, checking, wanted, held)
    return taken


async def _lease(tx: Tx, checking: Checking, count: int, held: int) -> list[int]:
    query: dict[str, Any] = {
        "project": checking.book.project_id,
        "person": checking.person.person_id,
        "task": checking.request.task,
        "state": CHECKED_STATE[checking.request.task],
        "count": count,
        "held": held,
        "seconds": lease_length(checking.book),
        "schema": checking.book.schema_version,
        "guide": checking.book.guide_version,
        "now": checking.now,
    }
    return [row["id"] for row in await dicts(tx, TAKE_CHECKS, query)]


async def _room(tx: Tx, checking: Checking) -> int:
    """How many more items the cap of the assignment leaves; a team's people share theirs."""
    person = checking.person
    if person.cap is None:
        return checking.request.want
    people = [person.person_id]
    if person.team_id is not None:
        people = [row["person_id"] for row in await dicts(tx, MEMBERS, {"teams": [person.team_id]})]
    query = {"project": checking.book.project_id, "people": people, "task": checking.request.task}
    taken: int = sum(row["taken"] for row in await dicts(tx, CHECKED_BY, query))
    return person.cap - taken


async def _why_nothing(tx: Tx, checking: Checking) -> NoWorkReason:
    reason = barred(checking.book, checking.person)
    if reason is not None:
        return reason
    if not await scalar(tx, LEFT_TO_CHECK, {"project": checking.book.project_id}):
        return "done"
    return "cap" if await _room(tx, checking) <= 0 else "waiting"


async def _contents(tx: Tx, checker: Checker, checking: Checking, numbers: list[int]) -> list[Lease]:
    """What is to be checked, the answers under the newest schema and without names."""
    if not numbers:
        return []
    # A reviewer may lay the answer over the pre-label; an adjudicator chooses among people's answers alone.
    prelabels = checking.request.task == "review"
    rows = await dicts(tx, CONTENTS, {"leases": numbers, "prelabels": prelabels, "key": None})
    answers = await answers_of(tx, (row["item_id"] for row in rows), checking.request.task)
    older = any(
        a["schema_version"] != checking.book.schema_version for each in answers.values() for a in each
    )
    chain = await chain_of(tx, checking.book.project_id) if older else None
    leases = []
    for row in rows:
        checker.desk.learn(row["item_id"], row["content"])
        lease = lease_of(row, with_url(checker.services, row["content"], checking.now))
        for answer in answers[row["item_id"]]:
            json = answer["document"].encode()
            if chain is not None:
                json = encode_document(chain.upgrade(decode_document(json), answer["schema_version"]))
            lease.answers.append(Raw(msgspec.json.encode({"id": answer["id"], "document": Raw(json)})))
        leases.append(lease)
    return leases
