"""The records that confirm an order's gates, and the refusal where one is missing."""

from __future__ import annotations

from collections.abc import Sequence

from beanfield.orders import rules
from beanfield.orders.model import Confirmation, Gate
from beanfield.orders.problems import GatesOpen
from beanfield.orders.store import Held
from beanfield.platform.database import Tx, rows


async def every(tx: Tx, order_id: int) -> list[Confirmation]:
    """All confirmations and withdrawals of an order, the newest first."""
    return await rows(
        tx,
        Confirmation,
        "select c.*, p.name as by_name from order_confirmation c join person p on p.id = c.by"
        " where c.order_id = %s order by c.id desc",
        [order_id],
    )


def confirmed(records: Sequence[Confirmation]) -> set[Gate]:
    """The gates that are confirmed now; `records` the newest first."""
    newest: dict[Gate, bool] = {}
    for record in records:
        newest.setdefault(record.gate, not record.withdrawn)
    return {gate for gate, holds in newest.items() if holds}


async def require_closed(tx: Tx, held: Held) -> None:
    """Nothing that the law asks for is missing.

    Raises:
        GatesOpen: something is.
    """
    missing = rules.open_gates(held.gates, confirmed(await every(tx, held.id)))
    if missing:
        raise GatesOpen(missing)
