"""Where an order stands, for decisions of access."""

from __future__ import annotations

from beanfield.people.actor import Place
from beanfield.platform.database import Tx, row


async def order_place(tx: Tx, order_id: int) -> Place | None:
    """The customer of an order, and the centre that took it; None where there is none.

    A draft is its customer's alone, so no centre finds it: it stands in centre 0, which is nobody's.
    """
    return await row(
        tx,
        Place,
        "select id as order_id, customer_id, case when state = 'draft' then 0 else centre_id end as centre_id"
        " from customer_order where id = %s",
        [order_id],
    )
