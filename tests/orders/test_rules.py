"""The rules of orders, by themselves."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from beanfield.orders import rules
from beanfield.orders.model import OrderState
from beanfield.orders.rules import LotFacts

STATES: tuple[OrderState, ...] = get_args(OrderState)


def lot(state: str, items: int = 10) -> LotFacts:
    return LotFacts(state, items)  # type: ignore[arg-type]  # tests name states in plain words


def test_closed_and_cancelled_are_the_end() -> None:
    for state in ("closed", "cancelled"):
        assert not [pair for pair in rules.MOVES if pair[0] == state]


def test_who_only_reads_moves_nothing() -> None:
    assert not any(rules.moves(state, None) for state in STATES)


def test_every_call_off_says_why_but_that_of_a_draft() -> None:
    for state, to in rules.MOVES:
        assert rules.must_explain(state, to) == (
            (to == "cancelled" and state != "draft")
            or (state, to) in {("quoted", "filed"), ("in_production", "accepted")}
        )


def test_a_rejected_lot_is_told_before_all_else() -> None:
    lots = [lot("accepted"), lot("delivered"), lot("rejected")]
    assert rules.state_in_work(lots, remaining=20, volume=30, unit="item") == "rework"
    assert rules.state_in_work(lots[:2], remaining=10, volume=30, unit="item") == "delivered"


def test_an_order_is_accepted_when_all_that_was_ordered_is() -> None:
    lots = [lot("accepted", 20), lot("accepted", 10)]
    assert rules.state_in_work(lots, remaining=0, volume=30, unit="item") == "accepted"
    assert rules.state_in_work(lots, remaining=0, volume=31, unit="item") == "in_production"
    assert rules.state_in_work(lots, remaining=1, volume=30, unit="item") == "in_production"
    assert rules.state_in_work(lots, remaining=0, volume=999, unit="object") == "accepted"
    assert rules.state_in_work([], remaining=0, volume=999, unit="object") == "in_production"


@given(st.integers(0, 500), st.integers(0, 3), st.integers(1, 120))
def test_lots_take_all_that_is_free_once_nothing_else_can_come(free: int, unfinished: int, size: int) -> None:
    sizes = rules.lots_to_fill(free, unfinished, size)
    assert all(0 < each <= size for each in sizes)
    assert sum(sizes) == (free if unfinished == 0 else free - free % size)
