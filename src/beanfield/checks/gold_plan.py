"""Whose turn for gold is next, by which item, and how often: as much as somebody's figures still need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from beanfield.checks import gold_store
from beanfield.platform.database import Tx, dicts, execute, scalar
from beanfield.quality.collection.rules import gold_share

#: Who was seen at work within this time gets gold.
AT_WORK: Final = timedelta(minutes=20)
#: A turn that was not taken within this time is chosen again.
TURN_LASTS: Final = timedelta(days=1)


async def plan(tx: Tx, project_id: int, now: datetime) -> int:
    """Give everyone at work in the project a turn who has none, while gold is left; returns how many."""
    await execute(tx, gold_store.DROP_OLD, {"project": project_id, "before": now - TURN_LASTS})
    waiting = await dicts(tx, gold_store.WITHOUT_TURN, {"project": project_id, "since": now - AT_WORK})
    return await give_turns(tx, project_id, [row["person_id"] for row in waiting], now)


async def give_turns(tx: Tx, project_id: int, people: Sequence[int], now: datetime) -> int:
    """Choose the next gold of people; who has one, or has had all, is passed over."""
    if not people:
        return 0
    kind = await scalar(tx, gold_store.KIND, [project_id])
    found = await dicts(tx, gold_store.RECENT, {"people": list(people), "kind": kind})
    recent = {row["person_id"]: (row["hits"], row["trials"]) for row in found}
    wanted = sorted(set(people))
    return await execute(
        tx,
        gold_store.CHOOSE,
        {
            "project": project_id,
            "people": wanted,
            "shares": [gold_share(*recent.get(person, (0.0, 0.0))) for person in wanted],
            "now": now,
        },
    )
