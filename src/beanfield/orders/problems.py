"""What a caller can do wrong with orders.

NotFound   OrderNotFound
           NotSampled
Conflict   OrderNotSo, GatesOpen, NotConfirmed, NotOrdered, NotFrozen, AlreadyJudged, LookOn
Invalid    ReasonMissing, DefectMissing
"""

from __future__ import annotations

from collections.abc import Sequence

from beanfield.orders.model import Gate, OrderState
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


class GatesOpen(Conflict):
    """Gates of the order are not confirmed by document; `errors` names each."""

    def __init__(self, gates: Sequence[Gate]) -> None:
        super().__init__(
            "order_gates_open", errors=[(f"gates.{gate}", f"gate_open_{gate}", {}) for gate in gates]
        )


class NotConfirmed(Conflict):
    """There is no confirmation to withdraw."""

    def __init__(self) -> None:
        super().__init__("gate_not_confirmed")


class NotSampled(NotFound):
    """No sample was drawn of the lot, or the item is not in it."""

    def __init__(self) -> None:
        super().__init__("sample_not_drawn")


class NotOrdered(Conflict):
    """The project is made of no order, so that there is no rule of acceptance."""

    def __init__(self) -> None:
        super().__init__("sample_without_order")


class NotFrozen(Conflict):
    """A sample is drawn of a lot that is delivered, once its file is ready."""

    def __init__(self) -> None:
        super().__init__("sample_lot_not_frozen")


class AlreadyJudged(Conflict):
    """The verdict on this sample was given."""

    def __init__(self) -> None:
        super().__init__("sample_already_judged")


class LookOn(Conflict):
    """Neither verdict follows from the marks yet."""

    def __init__(self, left: int) -> None:
        super().__init__("sample_look_on", left=left)


class DefectMissing(Invalid):
    """A faulty item names its defect."""

    def __init__(self) -> None:
        super().__init__("invalid_request", errors=[("defect", "sample_defect_missing", {})])
