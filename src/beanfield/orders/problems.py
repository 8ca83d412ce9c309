"""What a caller can do wrong with orders.

NotFound   OrderNotFound
Conflict   OrderNotSo, QuoteTooLate, AlreadyProduced
Invalid    ReasonMissing
"""

from __future__ import annotations

from beanfield.orders.model import OrderState
from beanfield.platform.errors import Conflict, Invalid, NotFound


class OrderNotFound(NotFound):
    """There is no such order."""

    def __init__(self) -> None:
        super().__init__("not_found_here")


class OrderNotSo(Conflict):
    """The order's state, or the reader's side, does not allow this."""

    def __init__(self, state: OrderState) -> None:
        super().__init__("order_not_so", state=state)


class ReasonMissing(Invalid):
    """Such a change says why."""

    def __init__(self) -> None:
        super().__init__("order_reason_missing", errors=[("note", "order_reason_missing", {})])
