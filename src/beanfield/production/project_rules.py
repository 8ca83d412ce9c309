"""Decisions about projects: which state may follow which, how fast the work goes, when it will be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from beanfield.production.model import Counts, HourProgress, Pipeline, ProjectState

#: State → the states that may follow.
FOLLOWING: Final[dict[ProjectState, frozenset[ProjectState]]] = {
    "draft": frozenset({"running", "archived"}),
    "running": frozenset({"paused", "done"}),
    "paused": frozenset({"running", "done", "archived"}),
    "done": frozenset({"running", "archived"}),
    "archived": frozenset({"paused"}),
}

#: Speed is the mean of this many hours in which somebody worked.
HOURS_OF_SPEED: Final = 6
#: A working day is at least this many hours long.
WORKING_DAY: Final = 8


def may_become(state: ProjectState, wanted: ProjectState) -> bool:
    """May a project in `state` become `wanted`? To stay as it is it always may."""
    return wanted == state or wanted in FOLLOWING[state]


def answers_missing(counts: Counts, pipeline: Pipeline) -> int:
    """Answers still to be given: as many as the overlap for each open item, one for each returned one.

    Answers that open items have already are not taken off, so with overlap it is at most that many.
    """
    return counts.open * pipeline.overlap + counts.returned


def speed(hours: Sequence[HourProgress], now: datetime) -> float | None:
    """Answers per hour of work: the mean of the last six hours in which anybody answered.

    The hour that runs counts only where there is no other, and then by the part of it that is over (at least
    ten minutes). None where nobody answered in `hours`.
    """
    worked = [hour for hour in hours if hour.answers > 0]
    over = [hour for hour in worked if hour.at + timedelta(hours=1) <= now][-HOURS_OF_SPEED:]
    if over:
        return sum(hour.answers for hour in over) / len(over)
    if not worked:
        return None
    part = max((now - worked[-1].at).total_seconds(), 600.0) / 3600
    return worked[-1].answers / part


def finish_at(
    missing: int, per_hour: float | None, hours: Sequence[HourProgress], now: datetime
) -> datetime | None:
    """When the last missing answer will be in, if work goes on at this speed in the usual hours of the day.

    Usual are the hours of the day in which anybody answered during `hours`; where these are fewer than eight,
    the eight hours from now on as well. None where nothing is missing or the speed is unknown.
    """
    if missing <= 0 or not per_hour:
        return None
    usual = {hour.at.hour for hour in hours if hour.answers > 0}
    if len(usual) < WORKING_DAY:
        usual |= {(now + timedelta(hours=ahead)).hour for ahead in range(WORKING_DAY)}
    needed = missing / per_hour
    days = int(needed // len(usual))
    if days > 3650:
        return None
    left = needed - days * len(usual)
    at = now + timedelta(days=days)
    while True:
        end = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        here = (end - at).total_seconds() / 3600
        if at.hour in usual:
            if left <= here:
                return at + timedelta(hours=left)
            left -= here
        at = end
