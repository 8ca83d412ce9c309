"""Gold that is spent is retired, gold whose answer is in doubt is set aside for the manager."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from beanfield.checks import gold_rules, gold_store
from beanfield.platform.database import Tx, dicts, execute, scalar


async def look_after(tx: Tx, project_id: int, now: datetime) -> int:
    """Retire and set aside what the rules name; returns how many items."""
    assigned = len(await dicts(tx, gold_store.ASSIGNED, {"project": project_id}))
    answered: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for row in await dicts(tx, gold_store.ANSWERED, {"project": project_id}):
        answered[row["item_id"]].append((row["skill"], row["likeness"]))
    changed = 0
    for row in await dicts(tx, gold_store.IN_USE, {"project": project_id}):
        item = row["item_id"]
        if gold_rules.is_suspect(answered[item]):
            changed += await set_state(tx, item, "suspected", now, reason="missed", by=None)
        elif gold_rules.is_spent(row["seen"], assigned, row["told"]):
            reason = "told" if row["told"] >= gold_rules.MOST_TOLD else "seen"
            changed += await set_state(tx, item, "retired", now, reason=reason, by=None)
    return changed


async def set_state(tx: Tx, item_id: int, state: str, now: datetime, *, reason: str, by: int | None) -> bool:
    """Move gold to a state, note who did it and why, and let it wait for nobody unless it is active."""
    moved = await scalar(tx, gold_store.SET_STATE, {"item": item_id, "state": state})
    if moved is None:
        return False
    if state != "active":
        await execute(tx, gold_store.DROP_ITEM, {"item": item_id})
    what = "confirmed" if state == "active" else state
    await execute(
        tx,
        gold_store.NOTE,
        {"item": item_id, "what": what, "reason": reason, "answer": None, "by": by, "now": now},
    )
    return True
