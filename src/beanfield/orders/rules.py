"""What may become of an order, and by whose hand: pure decisions.

    draft ─► filed ─► quoted ─► contracted ─► in_production ⇄ delivered ─► accepted ─► settled ─► closed
               ▲────────┘                          ▲ rework ◄──┘

The customer files, agrees to a quote or asks for another one, may call the work off until it is done, and may
end an order with less than was ordered; a centre quotes, makes the project, settles and closes. From
`in_production` to `accepted` the state follows from the lots, by rule. What has its own step (a quote, a
project, a settlement) is not a move.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random
from typing import Final, Literal

from msgspec import Struct

from beanfield.orders.model import Gate, Gates, OrderState, Side, Unit

_BOTH: Final[frozenset[Side]] = frozenset({"customer", "centre"})
_CUSTOMER: Final[frozenset[Side]] = frozenset({"customer"})
_CENTRE: Final[frozenset[Side]] = frozenset({"centre"})

#: (from, to) → who may bring it about by hand.
MOVES: Final[dict[tuple[OrderState, OrderState], frozenset[Side]]] = {
    ("draft", "filed"): _CUSTOMER,
    ("draft", "cancelled"): _CUSTOMER,
    ("filed", "cancelled"): _CUSTOMER,
    ("quoted", "contracted"): _CUSTOMER,
    ("quoted", "filed"): _CUSTOMER,
    ("quoted", "cancelled"): _BOTH,
    ("contracted", "cancelled"): _BOTH,
    ("in_production", "cancelled"): _BOTH,
    ("in_production", "accepted"): _CUSTOMER,
    ("rework", "cancelled"): _BOTH,
    ("settled", "closed"): _CENTRE,
}
#: Moves that say why.
_EXPLAINED: Final[frozenset[tuple[OrderState, OrderState]]] = frozenset(
    pair
    for pair in MOVES
    if pair in {("quoted", "filed"), ("in_production", "accepted")}
    or (pair[1] == "cancelled" and pair[0] != "draft")
)
#: The states that follow from the lots.
IN_WORK: Final[frozenset[OrderState]] = frozenset({"in_production", "delivered", "rework"})


#: Whose document confirms a gate: theirs who hold the data (Personal Information Protection Law, article 21;
#: Data Security Law, article 30), or theirs who are to be qualified for the work (Surveying and Mapping Law,
#: article 27).
CONFIRMED_BY: Final[dict[Gate, Side]] = {
    "personal_data": "customer",
    "important_data": "customer",
    "surveying": "centre",
    "subcontract_consent": "customer",
}
#: The states in which a gate may still be confirmed or withdrawn.
_UNDER_WAY: Final[frozenset[OrderState]] = frozenset(
    {"filed", "quoted", "contracted", "in_production", "delivered", "rework"}
)


class LotFacts(Struct, frozen=True):
    """A lot as the order's state sees it; `items` leaves the excluded ones out."""

    state: Literal["open", "delivered", "accepted", "rejected"]
    items: int


def moves(state: OrderState, side: Side | None) -> list[OrderState]:
    """The states that this side may bring an order to by hand."""
    return [to for (from_, to), sides in MOVES.items() if from_ == state and side in sides]


def must_explain(from_: OrderState, to: OrderState) -> bool:
    """Does this move say why?"""
    return (from_, to) in _EXPLAINED


def demanded(gates: Gates) -> list[Gate]:
    """The gates that must be confirmed before anyone works on the data."""
    needed: dict[Gate, bool] = {
        "personal_data": gates.personal_data,
        "important_data": gates.important_data,
        "surveying": gates.surveying,
    }
    return [gate for gate, is_needed in needed.items() if is_needed]


def open_gates(gates: Gates, confirmed: Collection[Gate]) -> list[Gate]:
    """The demanded gates that nothing confirms."""
    return [gate for gate in demanded(gates) if gate not in confirmed]


def confirmable(state: OrderState, side: Side | None) -> list[Gate]:
    """The gates that this side confirms and withdraws while the order is under way."""
    if state not in _UNDER_WAY:
        return []
    return [gate for gate, confirming in CONFIRMED_BY.items() if confirming == side]


def may_quote(state: OrderState) -> bool:
    """A centre quotes for an order that was filed, and may quote anew until the customer agrees."""
    return state in {"filed", "quoted"}


def state_in_work(lots: Sequence[LotFacts], *, remaining: int, volume: int, unit: Unit) -> OrderState:
    """The state of an order in work, from its lots.

    `remaining`: items of its projects that stand in no accepted lot. An order is accepted by itself when
    nothing remains and, where it counts items, as many were accepted as were ordered.
    """
    states = {lot.state for lot in lots}
    if "rejected" in states:
        return "rework"
    if "delivered" in states:
        return "delivered"
    accepted = sum(lot.items for lot in lots if lot.state == "accepted")
    complete = accepted > 0 and remaining == 0 and (unit == "object" or accepted >= volume)
    return "accepted" if complete else "in_production"


def lots_to_fill(free: int, unfinished: int, size: int) -> list[int]:
    """Sizes of the lots that `free` accepted items make: full ones; the rest once nothing else can come."""
    full = [size] * (free // size)
    rest = free % size
    return [*full, rest] if rest and unfinished == 0 else full


def drawn(count: int, size: int, seed: int) -> list[int]:
    """Which of `count` items are looked at, in the order drawn; the seed draws the same ones again."""
    return Random(seed).sample(range(count), size)  # noqa: S311  to be repeated, not to be secret


def verdict(*, size: int, accept: int, looked: int, faulty: int) -> Literal["accepted", "rejected"] | None:
    """What the marks lead to: rejected once more are faulty than the plan allows; accepted once all were
    looked at; else nothing yet."""
    if faulty > accept:
        return "rejected"
    return "accepted" if looked >= size else None
