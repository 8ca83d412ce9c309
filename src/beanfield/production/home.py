"""A person's home: what they may work on, what waits for them there, and what they did."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from beanfield.people.access import reached
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.production import store_counts, store_home, store_progress, store_threads
from beanfield.production.desk import Desk
from beanfield.production.lease import barred, why_no_work
from beanfield.production.model import Home, HomeProject, NoWorkReason, Task, Today
from beanfield.production.rules import rough
from beanfield.production.store_home import Waiting
from beanfield.production.turn import Batch, midnight, standings

#: Counting what waits stops here.
MOST_COUNTED: Final = 1000
DAYS: Final = 14

_ORDER: Final[tuple[Task, ...]] = ("annotate", "review", "adjudicate")


async def of_person(tx: Tx, actor: Actor, now: datetime) -> Home:
    """Projects with something to do first, those with returned items before all."""
    desk = Desk()
    projects = [
        found
        for project_id, tasks in sorted(actor.tasks.items())
        for task in _ORDER
        if task in tasks
        if (found := await _project(tx, desk, actor.person_id, project_id, task, now)) is not None
    ]
    projects.sort(key=lambda each: (-min(each.returned, 1), each.reason is not None, -each.id))
    today = midnight(now)
    days = await store_progress.days(tx, actor.person_id, since=today - timedelta(days=DAYS - 1))
    return Home(
        projects=projects,
        today=_today(days.get(today.date())),
        questions_open=await store_threads.waiting(
            tx, actor.person_id, reached(actor, "thread.answer"), most=MOST_COUNTED
        ),
        days=[_day(today + timedelta(days=number - DAYS + 1), days) for number in range(DAYS)],
    )


async def _project(
    tx: Tx, desk: Desk, person_id: int, project_id: int, task: Task, now: datetime
) -> HomeProject | None:
    """A project that runs or is paused, as the person finds it; None for others."""
    found = await store_home.waiting(tx, project_id, person_id, task, most=MOST_COUNTED)
    if found is None or found.state not in {"running", "paused"}:
        return None
    reason = await _reason(tx, desk, (person_id, project_id, task), found, now)
    hides = task == "annotate" and project_id in desk.measured  # gold leaves the queue as it is
    return HomeProject(
        id=project_id,
        name=found.name,
        media=found.media,
        task=task,
        state=found.state,
        waiting=rough(found.waiting) if hides else found.waiting,
        returned=found.returned,
        reason=reason,
        median_seconds=found.median_seconds,
    )


async def _reason(
    tx: Tx, desk: Desk, who: tuple[int, int, Task], found: Waiting, now: datetime
) -> NoWorkReason | None:
    """Why the person would get nothing now; None where they would get something."""
    person_id, project_id, task = who
    book = await desk.rulebook(tx, project_id)
    people = await standings(tx, book, [person_id], task, now)
    reason = barred(book, people[person_id])
    if reason is not None or found.returned:
        return reason
    if task != "annotate":
        return None if found.waiting else await _why_nothing_to_check(tx, project_id, task)
    person = people[person_id]
    capped = any(cap is not None for cap in (book.pipeline.cap_per_person, person.cap, person.day_left))
    if found.waiting and not capped:
        return None
    batch = Batch(book=book, turns=[], people=people, leases={}, now=now, draws=iter(()))
    why = (await why_no_work(tx, batch, person_id)).reason
    return why if why == "cap" or not found.waiting else None


async def _why_nothing_to_check(tx: Tx, project_id: int, task: Task) -> NoWorkReason:
    counts = (await store_counts.of_projects(tx, [project_id]))[project_id]
    coming = counts.open + counts.returned + counts.adjudication
    coming += counts.review if task == "review" else 0
    return "waiting" if coming else "done"


def _today(figures: dict[str, Any] | None) -> Today:
    if figures is None:
        return Today()
    return Today(figures["items"], figures["objects"], figures["active_seconds"], figures["reviews"])


def _day(at: datetime, days: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    figures = days.get(at.date(), {"items": 0, "active_seconds": 0.0})
    return {
        "date": at.date().isoformat(),
        "items": figures["items"],
        "active_seconds": figures["active_seconds"],
    }
