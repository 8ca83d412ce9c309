"""The methods by name."""

from __future__ import annotations

from collections.abc import Callable

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.auto import Auto
from beanfield.quality.truth.base import Truth
from beanfield.quality.truth.dawid_skene import DawidSkene
from beanfield.quality.truth.ebcc import EBCC
from beanfield.quality.truth.glad import GLAD
from beanfield.quality.truth.mace import MACE
from beanfield.quality.truth.one_coin import OneCoin
from beanfield.quality.truth.votes import MajorityVote, Wawa

METHODS: dict[str, Callable[[], Truth]] = {
    "auto": Auto,
    "majority": MajorityVote,
    "wawa": Wawa,
    "one-coin": OneCoin,
    "dawid-skene": DawidSkene,
    "glad": GLAD,
    "mace": MACE,
    "ebcc": EBCC,
}


def infer(labels: Labels, *, method: str = "auto", gold: Gold | None = None) -> Truth:
    """Fit the named method; raises `KeyError` for an unknown name."""
    return METHODS[method]().fit(labels, gold)
