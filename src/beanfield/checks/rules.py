"""Decisions of rules about people: figures from what was seen of a person, and what a rule makes of them.

A rule is asked again after each thing seen (an answer, a verdict, a graded gold item). `step` is one such
question; the live check and the dry run ask it alike, so that the dry run says what live would have done.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

import numpy as np
from msgspec import Struct

from beanfield.checks.model_rules import Action, Collector, Estimate, Rule
from beanfield.quality.people.skill import beta_interval

#: Figures that are shares of trials; the others are a median (speed) or counts.
SHARES: Final[frozenset[Collector]] = frozenset({"gold", "consensus", "returns", "skips"})
#: Mild: they end by themselves when the condition holds no more.
MILD: Final[frozenset[Action]] = frozenset({"review", "restrict"})
#: Done once; the same may happen again on new trials.
MOMENTARY: Final[frozenset[Action]] = frozenset({"ask_again", "notify"})
#: A median looks at no more than so many.
_MOST_SPEEDS: Final = 200
#: Items named behind a figure.
_NAMED: Final = 20


class Seen(Struct, frozen=True):
    """One thing seen of a person: `hits` of `trials`; of speed, `hits` are the seconds of one answer."""

    at: datetime
    trials: float
    hits: float
    item_id: int | None = None


class Series:
    """All that one collector saw of one person, in the order of time."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self.seen = sorted(seen, key=lambda each: each.at)
        self._ats = [each.at for each in self.seen]
        self._trials = np.concatenate([[0.0], np.cumsum([each.trials for each in self.seen])])
        self._hits = np.concatenate([[0.0], np.cumsum([each.hits for each in self.seen])])

    def until(self, now: datetime) -> int:
        """How many were seen up to `now`."""
        return bisect_right(self._ats, now)

    def start(self, rule: Rule, now: datetime, end: int, fresh: datetime | None) -> int:
        """Where the window of the rule begins that ends before number `end`."""
        first = 0 if fresh is None else bisect_right(self._ats, fresh)
        if rule.window.days is not None:
            first = max(first, bisect_left(self._ats, now - timedelta(days=rule.window.days)))
        if rule.window.count is not None:
            first = max(first, end - rule.window.count)
        return min(first, end)

    def figure(self, rule: Rule, first: int, end: int, usual: float | None) -> Estimate | None:
        """The figure of numbers `first` to before `end`; None where too few were seen."""
        trials = float(self._trials[end] - self._trials[first])
        if trials <= 0 or end - first < rule.least:
            return None
        if rule.collector in SHARES:
            hits = min(float(self._hits[end] - self._hits[first]), trials)
            low, high = beta_interval(np.array(hits), np.array(trials))
            return Estimate(float(hits / trials), float(low), float(high), float(trials))
        if rule.collector != "speed":
            return Estimate(trials, trials, trials, trials)
        if not usual:
            return None
        return _median([each.hits / usual for each in self.seen[max(first, end - _MOST_SPEEDS) : end]])

    def items(self, first: int, end: int, rule: Rule) -> list[int]:
        """The latest items behind a figure: of shares where less is worse those not right first of all."""
        wanted = self.seen[first:end]
        if rule.collector in SHARES:
            bad = rule.sense == "below"
            wanted = [each for each in wanted if (each.hits < each.trials) == bad]
        found = [each.item_id for each in wanted if each.item_id is not None]
        return list(dict.fromkeys(reversed(found)))[:_NAMED]


def _median(values: Sequence[float]) -> Estimate:
    """The median with its 95 % interval by order statistics (the sign test turned round)."""
    ordered = np.sort(np.asarray(values))
    count = len(ordered)
    reach = 0.98 * np.sqrt(count)  # 1.96 · √n / 2
    low, high = int(max(0, np.floor(count / 2 - reach))), int(min(count - 1, np.ceil(count / 2 + reach)))
    return Estimate(float(np.median(ordered)), float(ordered[low]), float(ordered[high]), float(count))


def holds(rule: Rule, figure: Estimate) -> bool:
    """Does the condition hold: of the figure, or of the whole interval where the rule wants to be sure?"""
    if rule.sense == "below":
        return (figure.high if rule.sure else figure.value) < rule.threshold
    return (figure.low if rule.sure else figure.value) > rule.threshold


class Standing(Struct, frozen=True):
    """How a person stands to a rule: a firing of it is in force; what lies before `fresh` counts no more."""

    in_force: bool = False
    fresh: datetime | None = None


class Step(Struct, frozen=True):
    """What a check led to: the rule fires, or a mild measure ends by itself."""

    what: Literal["fire", "end"]
    at: datetime
    figure: Estimate
    items: list[int]
    after: Standing


def step(rule: Rule, series: Series, now: datetime, standing: Standing, usual: float | None) -> Step | None:
    """One check at `now`; None where everything stays as it is."""
    end = series.until(now)
    first = series.start(rule, now, end, standing.fresh)
    figure = series.figure(rule, first, end, usual)
    if figure is None:
        return None
    held = holds(rule, figure)
    if held and not standing.in_force:
        after = Standing(fresh=now) if rule.action in MOMENTARY else Standing(True, standing.fresh)
        return Step("fire", now, figure, series.items(first, end, rule), after)
    if standing.in_force and not held and rule.action in MILD:
        return Step("end", now, figure, [], Standing(fresh=standing.fresh))
    return None


def replay(rule: Rule, series: Series, since: datetime, usual: float | None) -> Iterator[Step]:
    """All that the rule would have done to the person from `since` on, had it been live."""
    standing = Standing()
    for at in sorted({each.at for each in series.seen if each.at >= since}):
        done = step(rule, series, at, standing, usual)
        if done is not None:
            standing = done.after
            yield done
