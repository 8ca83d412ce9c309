"""A project's progress, as managers watch it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from beanfield.people.access import allows, reached
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.production import project_rules, store_counts, store_progress
from beanfield.production.model import HourProgress, Pipeline, Progress
from beanfield.production.places import project_place
from beanfield.production.turn import midnight

#: Hours shown.
HOURS: Final = 48
#: Who was seen within this time is at work.
AT_WORK: Final = timedelta(minutes=5)


async def of_project(
    tx: Tx, project_id: int, pipeline: Pipeline, now: datetime, *, teams: list[int] | None
) -> Progress:
    """Counts, the last 48 hours, who works on what, and when it will be done.

    `teams`: single persons are shown only of these teams; None shows all, an empty list nobody.
    """
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    first = this_hour - timedelta(hours=HOURS - 1)
    counts = (await store_counts.of_projects(tx, [project_id]))[project_id]
    hours = await store_progress.hours(tx, project_id, since=first, now=now)
    at_work = await store_progress.present(tx, project_id, since=now - AT_WORK)
    people = (
        []
        if teams == []
        else await store_progress.people(tx, project_id, at_work, midnight=midnight(now), teams=teams)
    )
    per_hour = project_rules.speed(hours, now)
    missing = project_rules.answers_missing(counts, pipeline)
    return Progress(
        counts=counts,
        active_people=len(at_work),
        hours=_all_hours(hours, first),
        people=people,
        per_hour=per_hour,
        finish_at=project_rules.finish_at(missing, per_hour, hours, now),
    )


def _all_hours(worked: Sequence[HourProgress], first: datetime) -> list[HourProgress]:
    """Every hour from `first` on, those without work as well."""
    known = {hour.at: hour for hour in worked}
    every = (first + timedelta(hours=number) for number in range(HOURS))
    return [known.get(at) or HourProgress(at, 0, 0) for at in every]


async def teams_shown(tx: Tx, actor: Actor, project_id: int) -> list[int] | None:
    """Whose figures this person may see one by one: None for everyone's, else the teams that they lead."""
    place = await project_place(tx, project_id)
    reach = reached(actor, "progress.people")
    if place is None or not allows(actor, "progress.people", place):
        return []
    if reach.everything or place.centre_id in reach.centres:
        return None
    return reach.teams
