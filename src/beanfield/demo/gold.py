"""Gold in the demonstration: answers of an expert to items that people had, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from beanfield.annotation.document import Document
from beanfield.checks import evidence_review, feedback, gold_grading, gold_plan, gold_upkeep, skill
from beanfield.demo.cast import Cast
from beanfield.demo.history import Office
from beanfield.platform.database import Tx, dicts, execute, scalar
from beanfield.production import gold
from beanfield.production.turn import midnight

#: Gold items of a project, and how long before today's work the expert made them.
_ITEMS: Final = 60
_BEFORE: Final = timedelta(days=30)
#: The days whose estimates are kept, counted back from today.
_DAYS_BACK: Final = (10, 6, 3, 1, 0)

#: Items that people answered, those of most people first.
_ANSWERED: Final = """
select i.id, i.name from item i where i.project_id = %s and exists (
    select from annotation a where a.item_id = i.id and a.kind = 'answer')
order by i.overlap desc,
    (select count(*) from annotation a where a.item_id = i.id and a.kind = 'answer') desc, md5(i.id::text)
limit %s
"""


async def add_gold(offices: Sequence[Office], cast: Cast, now: datetime) -> None:
    """Gold in every project that people worked on: grades, skill by days, feedback, and one doubtful key."""
    worked = [office for office in offices if office.plan.done and office.plan.truth]
    kinds = sorted({office.plan.media for office in worked})
    for office in worked:
        async with office.services.database.transaction() as tx:
            await _make(tx, office, cast.by_login["examiner"])
            while await gold_grading.grade(tx, office.project_id):
                pass
            await evidence_review.gather(tx, office.project_id, now, back=_BEFORE)
    if not worked:
        return
    async with worked[0].services.database.transaction() as tx:
        for back in _DAYS_BACK:
            for kind in [*kinds, "review"]:
                await skill.estimate(tx, kind, min(now, _end_of_day(now - timedelta(days=back))))
        for office in worked:
            await gold_upkeep.look_after(tx, office.project_id, now)
            await gold_plan.plan(tx, office.project_id, now)
        await feedback.tell(tx, now)


def _end_of_day(at: datetime) -> datetime:
    return midnight(at) + timedelta(days=1, seconds=-1)


async def _make(tx: Tx, office: Office, expert: int) -> None:
    """The expert's answers; of one item that several people had, a slip of the expert's."""
    version = await scalar(tx, "select schema_version from project where id = %s", [office.project_id])
    items = await dicts(tx, _ANSWERED, [office.project_id, _ITEMS])
    known = [
        (item["id"], office.plan.truth[item["name"]]) for item in items if item["name"] in office.plan.truth
    ]
    for place, (item, truth) in enumerate(known):
        slip = place == 0 and office.plan.pipeline.overlap > 2
        document = _otherwise(truth, [other for _, other in known]) if slip else truth
        await gold.add_answer(tx, item, document, source="expert", by=expert, schema_version=version)
    await execute(
        tx,
        "update gold_item set made_at = made_at - %s where project_id = %s",
        [_BEFORE, office.project_id],
    )


def _otherwise(truth: Document, others: Sequence[Document]) -> Document:
    """Another item's answer that says something else."""
    return next((other for other in others if other != truth and _fits(other, truth)), truth)


def _fits(other: Document, truth: Document) -> bool:
    return other.answers.keys() == truth.answers.keys() and not other.objects and not other.relations
