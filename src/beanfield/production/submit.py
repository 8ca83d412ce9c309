"""Answers handed in: judged one by one, written all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.document import Document, decode_document, encode_document
from beanfield.annotation.faults import FaultAt, fault
from beanfield.annotation.schema import LabelSchema
from beanfield.annotation.validate import decode_faults, faults
from beanfield.platform.database import Tx, dicts
from beanfield.platform.errors import Conflict, Invalid, NotFound, Problem
from beanfield.production import rules, settle, webhooks
from beanfield.production.desk import Desk, Row, seconds_between
from beanfield.production.model import Outcome, Pipeline, Submission
from beanfield.production.store_work import FIND, KNOWN, WRITE_ANSWERS
from beanfield.production.turn import Batch, Turn


class NoSuchLease(NotFound):
    """The lease never was, or is another's."""

    def __init__(self) -> None:
        super().__init__("no_such_lease")


class ItemAlreadyAnswered(Conflict):
    """The person has handed in an answer for this lease."""

    def __init__(self) -> None:
        super().__init__("item_already_answered")


class NumberTaken(Conflict):
    """Another answer bears this id, or the same one with other content."""

    def __init__(self) -> None:
        super().__init__("answer_id_taken")


class FaultyDocument(Invalid):
    """The document is no answer to the schema; `errors` names each fault by its path."""

    def __init__(self, found: Sequence[FaultAt]) -> None:
        super().__init__("document_faulty", errors=[(path, key, params) for path, key, params in found[:100]])


#: The sign U+0000 in JSON: stands in no text, and the database has no place for it.
_NULL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


#: Kinds of answers that leave their item as it is.
ASIDE: Final = frozenset({"late", "gold"})


class Answer(Struct):
    """An answer that will be written. Kinds: late counts for nothing, gold measures its person."""

    turn: Turn
    submission: Submission
    document: Document
    json: str
    lease: Row
    kind: str
    replaces: UUID | None = None
    active_ms: int = 0


class Grounds(Struct):
    """What answers are judged by: ids that are known, schemas by version, sizes of contents by item."""

    known: dict[UUID, Row]
    schemas: dict[int, LabelSchema]
    facts: dict[int, ContentFacts]
    taken: dict[UUID, Answer]  # in this batch


async def find_leases(tx: Tx, turns: Iterable[Turn]) -> dict[int, Row]:
    """The leases that the turns name, by id, they and their items locked."""
    requests = [turn.request for turn in turns]
    wanted = {each.lease_id for r in requests for each in r.submit}
    wanted.update(each.lease_id for r in requests for each in r.skip)
    wanted.update(number for r in requests for number in r.hand_back)
    if not wanted:
        return {}
    ids = [s.id for r in requests for s in r.submit]
    return {row["id"]: row for row in await dicts(tx, FIND, {"leases": sorted(wanted), "ids": ids})}


def is_own(lease: Row | None, project_id: int, person_id: int, task: str = "annotate") -> bool:
    """Is it a lease of this person, here, for this task?"""
    return (
        lease is not None
        and lease["person_id"] == person_id
        and lease["project_id"] == project_id
        and lease["task"] == task
    )


async def take_answers(tx: Tx, desk: Desk, batch: Batch) -> None:
    """Judge every submission, write those that are taken, and tell the outcome of each in its turn."""
    if not any(turn.request.submit for turn in batch.turns):
        return
    grounds = await _grounds(tx, desk, batch)
    answers: list[Answer] = []
    for turn in batch.turns:
        mine = [a for s in turn.request.submit if (a := _judge(batch, grounds, turn, s)) is not None]
        _measure(mine, batch)
        answers += mine
    if not answers:
        return
    await _write(tx, batch, answers)
    if batch.book.heard:
        accepted = {
            a.lease["item_id"]
            for a in answers
            if a.kind not in ASIDE and batch.items[a.lease["item_id"]]["state"] == "accepted"
        }
        facts = [{"item_id": item, "name": batch.items[item]["name"]} for item in sorted(accepted)]
        await webhooks.announce(tx, batch.book.project_id, "item.accepted", facts)
    waiting = (batch.items[a.lease["item_id"]] for a in answers if a.kind not in ASIDE)
    if any(_awaits_consensus(item, batch.book.pipeline) for item in waiting):
        await settle.ask(tx, batch.book.project_id)


async def _grounds(tx: Tx, desk: Desk, batch: Batch) -> Grounds:
    submitted = [each for turn in batch.turns for each in turn.request.submit]
    named = [batch.leases[each.lease_id] for each in submitted if each.lease_id in batch.leases]
    batch.items = {lease["item_id"]: item_of(lease) for lease in batch.leases.values()}
    # A lease may have ended while it was waited for, by an answer that the statement could not see yet.
    some = any(lease["known"] or lease["state"] != "active" for lease in named)
    known = await dicts(tx, KNOWN, {"ids": [each.id for each in submitted]}) if some else []
    return Grounds(
        known={row["id"]: row for row in known},
        schemas=await desk.schemas(tx, batch.book.project_id, {lease["schema_version"] for lease in named}),
        facts=await desk.facts(tx, {lease["item_id"] for lease in named}),
        taken={},
    )


def item_of(lease: Row) -> Row:
    """The item's columns of a row of FIND."""
    return {
        "state": lease["item_state"],
        **{
            name: lease[name]
            for name in ("name", "overlap", "open_slots", "answered", "result", "returned_to", "risk")
        },
    }


def _judge(batch: Batch, grounds: Grounds, turn: Turn, submission: Submission) -> Answer | None:
    """The answer to be written, or None with its outcome told."""
    try:
        status, answer = _admit(batch, grounds, turn, submission)
    except Problem as problem:
        turn.refuse(submission.id, problem)
        return None
    turn.outcomes.append(Outcome(id=submission.id, status=status))
    return answer


def _admit(
    batch: Batch, grounds: Grounds, turn: Turn, submission: Submission
) -> tuple[Literal["done", "repeated", "late"], Answer | None]:
    lease = batch.leases.get(submission.lease_id)
    if lease is None or not is_own(lease, batch.book.project_id, turn.person_id):
        raise NoSuchLease
    if _is_repeat(grounds, turn, submission):
        return "repeated", None
    if lease["state"] == "submitted":
        raise ItemAlreadyAnswered
    schema, facts = grounds.schemas[lease["schema_version"]], grounds.facts[lease["item_id"]]
    document, json = sound(submission.document, schema, facts)
    answer = Answer(turn, submission, document, json, lease, "late")
    _place(answer, batch)
    lease["state"] = "submitted"  # the one that was named
    grounds.taken[submission.id] = answer
    turn.ended.add(lease["id"])
    return ("late" if answer.kind == "late" else "done"), answer


def _is_repeat(grounds: Grounds, turn: Turn, submission: Submission) -> bool:
    """Was this very answer taken before? Raises NumberTaken when its id bears another one."""
    earlier = grounds.taken.get(submission.id)
    known = grounds.known.get(submission.id)
    if earlier is not None:
        person, stored = earlier.turn.person_id, earlier.json
    elif known is not None:
        person, stored = known["person_id"], known["document"]
    else:
        return False
    if person != turn.person_id or not _same(stored, submission.document):
        raise NumberTaken
    return True


def _same(stored: bytes | str, given: Any) -> bool:
    """Does the stored JSON say what is given?"""
    try:
        return decode_document(stored) == msgspec.convert(given, Document)
    except (msgspec.ValidationError, RecursionError):
        return False


def holds_null(json: str) -> bool:
    """Does a text in this JSON hold U+0000?"""
    return "\\u0000" in json and _NULL.search(json) is not None


def sound(given: Any, schema: LabelSchema, facts: ContentFacts) -> tuple[Document, str]:
    """The document without a fault, and as JSON that the database takes. Raises FaultyDocument."""
    try:
        document = msgspec.convert(given, Document)
    except (msgspec.ValidationError, RecursionError):
        raise FaultyDocument(decode_faults(msgspec.json.encode(given))) from None
    json = encode_document(document).decode()
    found = faults(document, schema, facts)
    if holds_null(json):
        found.append(fault("", "fault_null_sign"))
    if found:
        raise FaultyDocument(found)
    return document, json


def _place(answer: Answer, batch: Batch) -> None:
    """Decide what the answer is to its item, and move the item on.

    A lease that is held no more (it lapsed, was given back or withdrawn) is good while the item has room.
    """
    lease, item = answer.lease, batch.items[answer.lease["item_id"]]
    if lease["anew"] is not None:
        lease = answer.lease = _renewed(answer, batch)
    held = lease["state"] == "active"
    if lease["gold"]:
        answer.kind = "gold" if held or not lease["again"] else "late"
        return
    if lease["rework"]:
        if item["state"] == "returned" and (held or not lease["mending"]):
            answer.kind, answer.replaces = "rework", item["result"]
            item.update(state="review", result=answer.submission.id, returned_to=None)
        return
    if not held:
        if item["state"] != "open" or item["open_slots"] < 1 or lease["again"]:
            return
        item["open_slots"] -= 1
    elif item["state"] not in {"open", "excluded"}:
        return
    answer.kind = "answer"
    item["answered"] += 1
    if item["state"] == "open" and item["answered"] == item["overlap"] == 1:
        _decide_single(answer, batch, item)


def _renewed(answer: Answer, batch: Batch) -> Row:
    """The lease by which the person holds the item now, in the place of the one that the answer names."""
    number = answer.lease["anew"]
    if number in batch.leases:
        batch.leases[number]["state"] = "submitted"
    answer.turn.ended.add(number)
    return {**answer.lease, "id": number, "state": "active", "gold": bool(answer.lease["anew_gold"])}


def _decide_single(answer: Answer, batch: Batch, item: Row) -> None:
    """One answer was wanted and is here: to review by the project's rule, or accepted."""
    pipeline, person = batch.book.pipeline, batch.people[answer.turn.person_id]
    rate = rules.fault_rate(person.reviewed or 0, person.faulty or 0)
    chance = rules.review_chance(pipeline.review, pipeline.review_share, rate)
    chance = max(chance, person.review_share or 0.0)
    reviewed = next(batch.draws) < chance
    item.update(state="review" if reviewed else "accepted", result=answer.submission.id, risk=rate)


def _awaits_consensus(item: Row, pipeline: Pipeline) -> bool:
    """Does it have all its answers, or enough to be closed early?"""
    if item["state"] != "open" or item["answered"] < 2:
        return False
    return pipeline.target is not None or bool(item["answered"] == item["overlap"])


def _measure(answers: Sequence[Answer], batch: Batch) -> None:
    """Give each of the answers that one person handed in together its working time."""
    if not answers:
        return
    person = batch.people[answers[0].turn.person_id]
    claims = [
        None
        if a.submission.active_seconds is None
        else a.submission.active_seconds - a.lease["active_ms"] / 1000
        for a in answers
    ]
    elapsed = seconds_between(person.seen_at, batch.now)
    shares = rules.working_seconds(elapsed, batch.book.pipeline.idle_seconds, claims)
    for answer, seconds in zip(answers, shares, strict=True):
        answer.active_ms = answer.lease["active_ms"] + round(seconds * 1000)
        if answer.kind != "late":
            person.add(len(answer.document.objects), answer.active_ms)
    person.seen_at = batch.now


async def _write(tx: Tx, batch: Batch, answers: Sequence[Answer]) -> None:
    moved = {a.lease["item_id"]: batch.items[a.lease["item_id"]] for a in answers if a.kind not in ASIDE}
    items = moved.values()
    await tx.execute(
        WRITE_ANSWERS,
        {
            "ids": [a.submission.id for a in answers],
            "items": [a.lease["item_id"] for a in answers],
            "people": [a.turn.person_id for a in answers],
            "leases": [a.lease["id"] for a in answers],
            "kinds": [a.kind for a in answers],
            "documents": [a.json for a in answers],
            "schemas": [a.lease["schema_version"] for a in answers],
            "guides": [a.lease["guide_version"] for a in answers],
            "objects": [len(a.document.objects) for a in answers],
            "active": [a.active_ms for a in answers],
            "replaces": [a.replaces for a in answers],
            "moved": list(moved),
            "states": [item["state"] for item in items],
            "answered": [item["answered"] for item in items],
            "slots": [item["open_slots"] for item in items],
            "results": [item["result"] for item in items],
            "risks": [item["risk"] for item in items],
            "returned": [item["returned_to"] for item in items],
            "project": batch.book.project_id,
            "now": batch.now,
        },
    )
