"""The decisions of the working loop: values in, values out. Chance comes in as a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from msgspec import Struct

from beanfield.production.model import ReviewRule

#: An item that this many people skipped since it last came before the leader comes before the leader.
SKIPS_TO_EXCLUDE: Final = 3

#: How long a returned item waits for its author before others may take it.
RETURN_WAITS: Final = timedelta(days=1)

#: Gold is handed out only where the queue holds so many items: among the last few it would stand out.
GOLD_AMONG: Final = 10

#: The rate of faulty answers at which reviewing by risk looks at the share that the pipeline names.
USUAL_FAULTS: Final = 0.05


def lease_seconds(
    median_seconds: float | None, *, factor: float = 3.0, least: float = 300.0, most: float = 3600.0
) -> float:
    """How long a leased item stays with its annotator, in seconds: thrice the median effort, 5 min to 1 h."""
    return most if median_seconds is None else min(most, max(least, factor * median_seconds))


def lease_until(now: datetime, seconds: float, place: int) -> datetime:
    """When a lease ends that is number `place` (from 0) of a person's: each begins after the last."""
    return now + timedelta(seconds=seconds * (place + 1))


def wants_renewal(now: datetime, until: datetime, seconds: float) -> bool:
    """Renew a lease whose person was just seen at work when less than half its length is left."""
    return (until - now).total_seconds() < seconds / 2


def working_seconds(elapsed: float, idle: float, claims: Sequence[float | None]) -> list[float]:
    """The working time that goes to each of the answers handed in together.

    `elapsed` is how long ago the server last saw the person at work. Up to the idle cut-off all of it was
    work; of a longer gap only what the client says it measured (`claims`, offline work) counts, and never
    more in all than the gap itself.
    """
    if not claims or elapsed <= 0:
        return [0.0] * len(claims)
    wanted = [max(0.0, claim or 0.0) for claim in claims]
    total = sum(wanted)
    if elapsed <= idle:
        if total <= 0:
            return [elapsed / len(claims)] * len(claims)
        return [elapsed * (want / total) for want in wanted]
    if total <= elapsed:
        return wanted
    return [elapsed * (want / total) for want in wanted]


def beat_seconds(elapsed: float, idle: float) -> float:
    """The working time between two signs of life: the gap, or nothing where it exceeds the cut-off."""
    return elapsed if 0 < elapsed <= idle else 0.0


def fault_rate(reviewed: int, faulty: int) -> float:
    """The expected rate of a person's faulty answers. Prior Beta(2, 8): a newcomer counts as one in five."""
    return (faulty + 2) / (reviewed + 10)


def review_chance(rule: ReviewRule, share: float, rate: float) -> float:
    """The probability that an answer is reviewed.

    By risk: the share times the person's fault rate over the usual one, at least a quarter of the share.
    """
    match rule:
        case "none":
            return 0.0
        case "all":
            return 1.0
        case "share":
            return share
        case "risk":
            return min(1.0, max(share / 4, share * rate / USUAL_FAULTS))


def comes_before_leader(skips: int) -> bool:
    """Does the latest skip take the item out of the queue?"""
    return skips > 0 and skips % SKIPS_TO_EXCLUDE == 0


def mix(
    dealt: Sequence[tuple[int, int]], golds: Mapping[int, int], draws: Iterator[float]
) -> list[tuple[int, int]]:
    """The pairs of `deal` with each person's gold item at a place among theirs that nobody can foretell."""
    if not golds:
        return list(dealt)
    by_person: dict[int, list[int]] = {person: [] for person in golds}
    for person, item in dealt:
        by_person.setdefault(person, []).append(item)
    for person, item in golds.items():
        by_person[person].insert(int(next(draws) * (len(by_person[person]) + 1)), item)
    return [(person, item) for person, items in by_person.items() for item in items]


def rough(count: int) -> int:
    """A count whose last places are not told: 4,821 is 4,000, 37 is 30; below ten it is exact."""
    place: int = 10 ** max(0, len(str(count)) - 1)
    return count // place * place


class Offer(Struct):
    """An item that is open: how many may still take it, and who had it already."""

    item_id: int
    slots: int
    had: frozenset[int]


def deal(offers: Sequence[Offer], wants: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give each person in turn the first items of the queue that they have not had.

    `wants` are (person, how many); each person stands there once. Returns (person, item) pairs; no item goes
    to more people than it has slots, and none twice to one person.
    """
    slots = {offer.item_id: offer.slots for offer in offers}
    left = list(offers)
    dealt: list[tuple[int, int]] = []
    for person, count in wants:
        fitting = (offer.item_id for offer in left if person not in offer.had)
        for item_id in islice(fitting, count):
            dealt.append((person, item_id))
            slots[item_id] -= 1
        left = [offer for offer in left if slots[offer.item_id] > 0]
    return dealt
