"""Acceptance: a sample of a frozen lot is drawn, the customer marks each item, the verdict follows."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import asdict

from beanfield.orders import filing, follow, rules, store, store_samples
from beanfield.orders.model import Mark, Sample, SampleItem, SampleLook
from beanfield.orders.problems import (
    AlreadyJudged,
    DefectMissing,
    LookOn,
    NotFrozen,
    NotOrdered,
    NotSampled,
)
from beanfield.orders.store_samples import Drawn, Marked, NewSample
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.messages import text
from beanfield.platform.services import Services
from beanfield.production import frozen, lots, ordered
from beanfield.production.model import LotVerdict
from beanfield.quality.sampling import zero_acceptance


async def draw(tx: Tx, actor: Actor, project_id: int, lot_id: int, *, seed: int, now: datetime) -> Sample:
    """Draw the sample of a frozen lot; if that was done, it is the same one. Locks the lot.

    Raises:
        LotNotFound. NotOrdered: no order says how lots are accepted. NotFrozen: it is not delivered.
    """
    lot = await lots.hold(tx, project_id, lot_id)
    order = await _order_of(tx, project_id)
    freezing = await frozen.freezing_of(tx, lot_id)
    known = await store_samples.newest(tx, lot_id)
    if known is not None and freezing is not None and known.delivery_id == freezing.delivery_id:
        return await one(tx, project_id, lot_id)
    if lot.state != "delivered" or freezing is None or not freezing.ready:
        raise NotFrozen
    await follow.delivered(tx, lot_id, now=now)
    items = await frozen.items_of(tx, lot_id)
    plan = zero_acceptance(order.acceptance.most_errors, order.acceptance.confidence, len(items))
    new = NewSample(
        lot_id=lot_id,
        delivery_id=freezing.delivery_id,
        lot_items=len(items),
        accept=plan.accept,
        rule=order.acceptance,
        seed=seed,
        drawn_by=actor.person_id,
        items=[items[index] for index in rules.drawn(len(items), plan.size, seed)],
    )
    await store_samples.insert(tx, new, now=now)
    return await one(tx, project_id, lot_id)


async def _order_of(tx: Tx, project_id: int) -> store.Held:
    order_id = await ordered.order_of(tx, project_id)
    if order_id is None:
        raise NotOrdered
    return await filing.hold(tx, order_id)


async def one(tx: Tx, project_id: int, lot_id: int) -> Sample:
    """The newest sample of a lot with the marks so far.

    Raises:
        LotNotFound. NotSampled: none was drawn.
    """
    lot = await lots.one(tx, project_id, lot_id)
    drawn, marks = await _drawn(tx, lot_id)
    order_id = await ordered.order_of(tx, project_id)
    if order_id is None:
        raise NotSampled
    names = await frozen.names_of(tx, [mark.item_id for mark in marks])
    looked, faulty = _counted(marks)
    return Sample(
        **{name: value for name, value in asdict(drawn).items() if name != "delivery_id"},
        order_id=order_id,
        project_id=project_id,
        lot_name=lot.name,
        items=[
            SampleItem(mark.item_id, mark.place, names[mark.item_id], mark.ok, mark.defect, mark.note)
            for mark in marks
        ],
        looked=looked,
        faulty=faulty,
        follows=rules.verdict(size=drawn.size, accept=drawn.accept, looked=looked, faulty=faulty),
        result=await store_samples.result(tx, drawn.id),
    )


async def _drawn(tx: Tx, lot_id: int) -> tuple[Drawn, list[Marked]]:
    drawn = await store_samples.newest(tx, lot_id)
    if drawn is None:
        raise NotSampled
    return drawn, await store_samples.marks(tx, drawn.id)


def _counted(marks: list[Marked]) -> tuple[int, int]:
    """(looked at, faulty)."""
    return sum(mark.ok is not None for mark in marks), sum(mark.ok is False for mark in marks)


async def look(
    tx: Tx, services: Services, project_id: int, lot_id: int, item_id: int, *, now: datetime
) -> SampleLook:
    """An item of the sample with the answer as it was delivered.

    Raises:
        LotNotFound. NotSampled: the item is not in the lot's sample.
    """
    await lots.one(tx, project_id, lot_id)
    _, marks = await _drawn(tx, lot_id)
    chosen = next((mark for mark in marks if mark.item_id == item_id), None)
    if chosen is None:
        raise NotSampled
    found = await frozen.look(tx, services, item_id, chosen.annotation_id, now=now)
    if found is None:
        raise NotSampled
    return SampleLook(item_id, found.name, found.content, found.document, found.schema_version)


async def mark(
    tx: Tx, actor: Actor, project_id: int, lot_id: int, item_id: int, given: Mark, *, now: datetime
) -> Sample:
    """Mark an item as right or faulty; a later mark replaces it until the verdict is given. Locks the lot.

    Raises:
        LotNotFound. NotSampled: the item is not in the lot's sample. AlreadyJudged. DefectMissing.
    """
    await lots.hold(tx, project_id, lot_id)
    drawn, _ = await _drawn(tx, lot_id)
    if await store_samples.result(tx, drawn.id) is not None:
        raise AlreadyJudged
    if not given.ok and given.defect is None:
        raise DefectMissing
    if not await store_samples.mark(tx, drawn.id, item_id, given, by=actor.person_id, now=now):
        raise NotSampled
    return await one(tx, project_id, lot_id)


async def conclude(tx: Tx, actor: Actor, project_id: int, lot_id: int, *, now: datetime) -> Sample:
    """Give the verdict that follows from the marks. A rejected lot goes back whole, to be gone through again.

    Raises:
        LotNotFound. NotSampled. AlreadyJudged. LookOn: no verdict follows yet.
    """
    order = await _order_of(tx, project_id)
    await lots.hold(tx, project_id, lot_id)
    sample = await one(tx, project_id, lot_id)
    if sample.result is not None:
        raise AlreadyJudged
    if sample.follows is None:
        raise LookOn(sample.size - sample.looked)
    facts = {"verdict": sample.follows, "looked": sample.looked, "faulty": sample.faulty}
    await store_samples.conclude(tx, sample.id, facts, by=actor.person_id, now=now)
    reason = _reason(sample, actor.locale)
    await lots.judge(tx, actor.person_id, project_id, lot_id, LotVerdict(sample.follows, reason))
    await follow.follow(
        tx, order.id, by=actor.person_id, now=now, note=f"{sample.lot_name}: {reason}", judged=True
    )
    return await one(tx, project_id, lot_id)


def _reason(sample: Sample, locale: str) -> str:
    """What was found, for those who read the verdict."""
    told = text("sample_found", locale, looked=sample.looked, size=sample.size, faulty=sample.faulty)
    faults = [item for item in sample.items if item.ok is False]
    lines = [f"{item.name}: {_fault(item, locale)}" for item in faults[:20]]
    return "\n".join([told, *lines])


def _fault(item: SampleItem, locale: str) -> str:
    defect = text(f"defect_{item.defect}", locale)
    return f"{defect}, {item.note}" if item.note else defect
