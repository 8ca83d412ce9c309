"""Review: a second person's verdict on the answer that counts. Adjudication: a third's where answers differ.

Nobody checks an item that they annotated: it is never offered, and the database refuses it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from beanfield.annotation.document import Document
from beanfield.platform.database import Tx, dicts
from beanfield.platform.errors import Problem
from beanfield.production import rules, webhooks
from beanfield.production.desk import Desk, Row, Rulebook, seconds_between
from beanfield.production.give_back import LeaseEnded
from beanfield.production.model import ItemState, Outcome, ReviewRequest, ReviewSubmission
from beanfield.production.store_review import (
    ANSWERS,
    FIND_CHECKS,
    KNOWN_VERDICTS,
    MOVE_CHECKED,
    RECORD,
    WRITE_DEFECTS,
    WRITE_VERDICTS,
    WRITE_VERSIONS,
)
from beanfield.production.submit import NoSuchLease, NumberTaken, is_own, sound
from beanfield.production.turn import Standing
from beanfield.production.verdicts import CHECKED_STATE, Decision, decide


class Checking(Struct):
    """One checker's request while it is answered."""

    book: Rulebook
    person: Standing
    locale: str
    request: ReviewRequest
    now: datetime
    draws: Iterator[float]
    outcomes: list[Outcome] = []

    def refuse(self, number: UUID | int, problem: Problem) -> None:
        """Tell why one verdict or hand-back was not taken."""
        document = msgspec.to_builtins(problem.document(self.locale))
        self.outcomes.append(Outcome(id=number, status="refused", problem=document))


class Checked(Struct):
    """A verdict that will be written; `version` is the checker's own, with its JSON."""

    submission: ReviewSubmission
    lease: Row
    decision: Decision
    state: ItemState
    version: tuple[Document, str] | None = None
    active_ms: int = 0

    @property
    def returned_to(self) -> int | None:
        """Who is to mend the item: its author, unless they have left."""
        if self.state != "returned" or self.lease["author_left"]:
            return None
        author: int | None = self.lease["author_id"]
        return author


async def take_verdicts(tx: Tx, desk: Desk, checking: Checking) -> None:
    """Judge every verdict handed in, write those that are taken, and tell the outcome of each."""
    submitted = checking.request.submit
    if not submitted:
        return
    leases = await find_checks(tx, (each.lease_id for each in submitted))
    known = {row["id"]: row for row in await dicts(tx, KNOWN_VERDICTS, {"ids": [s.id for s in submitted]})}
    answers = await answers_of(tx, (lease["item_id"] for lease in leases.values()), checking.request.task)
    checked: list[Checked] = []
    for submission in submitted:
        status: Literal["done", "repeated"] = "repeated"
        try:
            if submission.id in known:
                _compare(known[submission.id], submission, checking)
            else:
                lease = _held(leases.get(submission.lease_id), checking)
                checked.append(
                    await _check(tx, desk, checking, (submission, lease), answers[lease["item_id"]])
                )
                known[submission.id] = _known(checking, checked[-1])
                status = "done"
        except Problem as problem:
            checking.refuse(submission.id, problem)
            continue
        checking.outcomes.append(Outcome(id=submission.id, status=status))
    if checked:
        _measure(checking, checked)
        await _write(tx, checking, checked)


async def find_checks(tx: Tx, numbers: Iterable[int]) -> dict[int, Row]:
    """Leases of checkers by id, they and their items locked."""
    wanted = sorted(set(numbers))
    return {row["id"]: row for row in await dicts(tx, FIND_CHECKS, {"leases": wanted})} if wanted else {}


async def answers_of(tx: Tx, items: Iterable[int], task: str) -> dict[int, list[Row]]:
    """The answers to be checked, by item."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in await dicts(tx, ANSWERS, {"items": sorted(set(items)), "task": task}):
        found[row["item_id"]].append(row)
    return found


def _known(checking: Checking, checked: Checked) -> Row:
    decision = checked.decision
    return {
        "person_id": checking.person.person_id,
        "verdict": decision.verdict,
        "annotation_id": decision.annotation_id,
        "fixed": decision.own,
    }


def _compare(known: Row, submission: ReviewSubmission, checking: Checking) -> None:
    """Raises NumberTaken when the id bears another verdict, or another's."""
    same = known["person_id"] == checking.person.person_id
    if checking.request.task == "review":
        same = same and known["verdict"] == submission.verdict
    elif submission.fixed is None:
        same = same and known["annotation_id"] == submission.chosen
    if not same or (submission.fixed is None) != (known["fixed"] is None):
        raise NumberTaken


def _held(lease: Row | None, checking: Checking) -> Row:
    """The lease, if its verdict may be taken: a lapsed one while nobody else checks and nothing changed.

    Raises:
        NoSuchLease, LeaseEnded
    """
    if lease is None or not is_own(
        lease, checking.book.project_id, checking.person.person_id, checking.request.task
    ):
        raise NoSuchLease
    if (
        lease["state"] == "submitted"
        or lease["item_state"] != CHECKED_STATE[checking.request.task]
        or lease["taken"]
        or lease["result"] is None
        or lease["submitted_at"] > lease["leased_at"]
    ):
        raise LeaseEnded
    return lease


async def _check(
    tx: Tx, desk: Desk, checking: Checking, handed_in: tuple[ReviewSubmission, Row], answers: Sequence[Row]
) -> Checked:
    submission, lease = handed_in
    decision = decide(
        checking.request.task, submission, lease["result"], frozenset(row["id"] for row in answers)
    )
    checked = Checked(submission, lease, decision, decision.state)
    if decision.own is not None:
        version, item = lease["schema_version"], lease["item_id"]
        schemas = await desk.schemas(tx, checking.book.project_id, [version])
        facts = await desk.facts(tx, [item])
        checked.version = sound(msgspec.to_builtins(submission.fixed), schemas[version], facts[item])
    if checking.request.task == "adjudicate":
        pipeline = checking.book.pipeline
        chance = rules.review_chance(pipeline.review, pipeline.review_share, lease["risk"])
        checked.state = "review" if next(checking.draws) < chance else "accepted"
    lease["state"], lease["item_state"] = "submitted", checked.state
    return checked


def _measure(checking: Checking, checked: Sequence[Checked]) -> None:
    elapsed = seconds_between(checking.person.seen_at, checking.now)
    idle = checking.book.pipeline.idle_seconds
    shares = rules.working_seconds(elapsed, idle, [None] * len(checked))
    for each, seconds in zip(checked, shares, strict=True):
        each.active_ms = each.lease["active_ms"] + round(seconds * 1000)
    checking.person.reviews += len(checked)
    checking.person.seen_at = checking.now


async def _write(tx: Tx, checking: Checking, checked: Sequence[Checked]) -> None:
    common = {"project": checking.book.project_id, "person": checking.person.person_id, "now": checking.now}
    await _write_versions(tx, checking, [each for each in checked if each.version is not None], common)
    await tx.execute(
        WRITE_VERDICTS,
        {
            **common,
            "ids": [each.submission.id for each in checked],
            "items": [each.lease["item_id"] for each in checked],
            "leases": [each.lease["id"] for each in checked],
            "annotations": [each.decision.annotation_id for each in checked],
            "verdicts": [each.decision.verdict for each in checked],
            "fixed": [each.decision.own for each in checked],
            "comments": [each.submission.comment for each in checked],
            "active": [each.active_ms for each in checked],
        },
    )
    await _write_defects(tx, checked)
    await tx.execute(
        MOVE_CHECKED,
        {
            **common,
            "leases": [each.lease["id"] for each in checked],
            "active": [each.active_ms for each in checked],
            "items": [each.lease["item_id"] for each in checked],
            "states": [each.state for each in checked],
            "results": [each.decision.result for each in checked],
            "returned": [each.returned_to for each in checked],
        },
    )
    if checking.request.task == "review":
        authors = [each.lease["author_id"] for each in checked]
        await tx.execute(
            RECORD, {**common, "people": authors, "faulty": [c.decision.faulty for c in checked]}
        )
    await _announce(tx, checking.book.project_id, checked)


async def _write_versions(
    tx: Tx, checking: Checking, checked: Sequence[Checked], common: dict[str, object]
) -> None:
    if not checked:
        return
    versions = [each.version for each in checked if each.version is not None]
    await tx.execute(
        WRITE_VERSIONS,
        {
            **common,
            "ids": [each.decision.own for each in checked],
            "items": [each.lease["item_id"] for each in checked],
            "leases": [each.lease["id"] for each in checked],
            "kinds": ["fix" if checking.request.task == "review" else "adjudication"] * len(checked),
            "documents": [json for _, json in versions],
            "schemas": [each.lease["schema_version"] for each in checked],
            "guides": [each.lease["guide_version"] for each in checked],
            "objects": [len(document.objects) for document, _ in versions],
            "replaces": [each.decision.annotation_id for each in checked],
        },
    )


async def _write_defects(tx: Tx, checked: Sequence[Checked]) -> None:
    defects = [(each.submission.id, defect) for each in checked for defect in each.submission.defects]
    if not defects:
        return
    await tx.execute(
        WRITE_DEFECTS,
        {
            "reviews": [review for review, _ in defects],
            "objects": [defect.object_id for _, defect in defects],
            "classes": [defect.class_ for _, defect in defects],
            "severities": [defect.severity for _, defect in defects],
            "notes": [defect.note for _, defect in defects],
            "pins": [
                None if defect.pin is None else msgspec.json.encode(defect.pin).decode()
                for _, defect in defects
            ],
        },
    )


async def _announce(tx: Tx, project_id: int, checked: Sequence[Checked]) -> None:
    for state, event in (("accepted", "item.accepted"), ("returned", "item.returned")):
        facts = [fact_of(each.lease) for each in checked if each.state == state]
        await webhooks.announce(tx, project_id, event, facts)  # type: ignore[arg-type]  # of the two texts


def fact_of(lease: Row) -> dict[str, object]:
    """What a webhook is told of an item."""
    return {"item_id": lease["item_id"], "name": lease["name"]}
