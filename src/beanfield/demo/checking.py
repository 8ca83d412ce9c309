"""Reviews, adjudications, lots and deliveries of the demonstration, played through the real use cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import msgspec

from beanfield.annotation.document import Document, decode_document
from beanfield.annotation.similarity import document_similarity
from beanfield.demo.cast import Cast
from beanfield.demo.history import Office
from beanfield.demo.making import administrator
from beanfield.demo.orders import accept_by_sample
from beanfield.people.actor import Actor
from beanfield.platform.jobs import run_waiting
from beanfield.production import deliveries, lots
from beanfield.production.check_next import Checker, check
from beanfield.production.model import (
    Defect,
    DefectClass,
    Lease,
    LotVerdict,
    NewDelivery,
    NewLot,
    ReviewRequest,
    ReviewSubmission,
)

Kind = Literal["review", "adjudicate"]


async def check_all(office: Office, cast: Cast) -> None:
    """Check what was answered before today; some come back to their authors, and these are mended.

    Nine hours ago the last of yesterday's answers was in, also where it is just past midnight.
    """
    yesterday = office.now - timedelta(hours=9)
    await _check(office, cast, "adjudicate", yesterday)
    await _check(office, cast, "review", yesterday)
    mending = [(p, c) for p, c in cast.annotators[office.plan.centre] if p != cast.by_login["annotator"]]
    await office.mend(mending)


async def return_two(office: Office, cast: Cast) -> None:
    """Send two of the visitor's answers of this hour back, so that they see what that is like."""
    office.left_to_mend = 2
    await _check(office, cast, "review", office.now - timedelta(minutes=12), most=2)


async def _check(office: Office, cast: Cast, task: Kind, start: datetime, most: int = 1000) -> None:
    login = "reviewer" if office.plan.centre == 0 else "reviewer2"
    reviewer = msgspec.structs.replace(administrator(cast), person_id=cast.by_login[login])
    calendar, person = office.calendar, reviewer.person_id
    for _ in range(most):
        lease = await _next(office, reviewer, task, calendar.after(person, start), None)
        if lease is None:
            break
        calendar.spend(person, office.rng.uniform(20, 70))
        verdict = _verdict(office, lease, task)
        await _next(office, reviewer, task, calendar.after(person, start), verdict)
        calendar.spend(person, office.rng.uniform(1, 20))


async def _next(
    office: Office, actor: Actor, task: Kind, at: datetime, verdict: ReviewSubmission | None
) -> Lease | None:
    checker = Checker(actor, office.services, office.desk, office.draws())
    request = ReviewRequest(
        task=task, submit=[verdict] if verdict else [], want=0 if verdict else 1, holding=[]
    )
    office.calendar.note(actor.person_id, at)
    async with office.services.database.transaction() as tx:
        reply = await check(tx, checker, office.project_id, request, at)
    for outcome in reply.outcomes:
        if outcome.status == "refused":
            raise RuntimeError(f"the demo's own verdict was refused: {outcome.problem}")
    return reply.leases[0] if reply.leases else None


def _verdict(office: Office, lease: Lease, task: Kind) -> ReviewSubmission:
    truth = office.plan.truth.get(lease.name, Document())
    answers = [msgspec.json.decode(answer) for answer in lease.answers]
    told = [decode_document(msgspec.json.encode(answer["document"])) for answer in answers]
    scores = [document_similarity(truth, document, office.schema) for document in told]
    best = max(range(len(scores)), key=scores.__getitem__)
    identity = office.uuid()
    if task == "adjudicate":
        return ReviewSubmission(
            id=identity, lease_id=lease.id, verdict="pass", chosen=UUID(answers[best]["id"])
        )
    if _is_for_the_visitor(office, lease):
        return _return(identity, lease, "右边有一处没有标，请对照规范补上", "missing")
    if scores[0] >= 0.9:
        return ReviewSubmission(id=identity, lease_id=lease.id, verdict="pass")
    missing = max(0, len(truth.objects) - len(told[0].objects))
    if missing or office.rng.random() < 0.4:
        comment = f"漏标 {missing} 处，请对照规范补上" if missing else "边框不贴边，请放大检查"
        return _return(identity, lease, comment, "missing" if missing else "loose")
    fixed: Any = msgspec.to_builtins(truth)
    return ReviewSubmission(
        id=identity,
        lease_id=lease.id,
        verdict="fix",
        fixed=fixed,
        comment="边线已修正",
        defects=[Defect(class_="loose", severity="minor")],
    )


def _is_for_the_visitor(office: Office, lease: Lease) -> bool:
    mine = office.answered_by.get(lease.name) == office.visitor
    office.left_to_mend -= mine
    return mine and office.left_to_mend >= 0


def _return(identity: UUID, lease: Lease, comment: str, what: DefectClass) -> ReviewSubmission:
    defects = [Defect(class_=what, severity="major")]
    return ReviewSubmission(
        id=identity, lease_id=lease.id, verdict="return", comment=comment, defects=defects
    )


async def deliver_lots(office: Office, cast: Cast) -> None:
    """Make the plan's lots; all are delivered, and all but the last accepted by the customer."""
    sizes = list(office.plan.lots)
    for number, size in enumerate(sizes, start=1):
        manager = cast.by_login["manager" if office.plan.centre == 0 else "manager2"]
        async with office.services.database.transaction() as tx:
            lot = await lots.create(tx, manager, office.project_id, NewLot(f"第 {number} 批", size=size))
            if lot.counts.total == 0:
                return
            await deliveries.deliver(tx, manager, office.project_id, lot.id, NewDelivery())
        await run_waiting(office.services)
        if number < len(sizes) and office.plan.customer:
            await accept_by_sample(office, cast, lot.id, datetime.now(UTC))
        elif number < len(sizes):
            async with office.services.database.transaction() as tx:
                accepted = LotVerdict("accepted", "抽检合格")
                await lots.judge(tx, cast.by_login["customer"], office.project_id, lot.id, accepted)
