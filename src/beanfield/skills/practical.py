"""The practical part: gold items annotated in the workbench, with the structs of the working loop.

Its leases are the attempt's tasks, its address the attempt's. What an answer is worth is decided as it is
handed in, and told when the attempt has ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Raw, Struct

from beanfield.annotation.document import decode_document
from beanfield.annotation.schema import LabelSchema
from beanfield.media.links import with_url
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx, dicts, execute, jsonb, scalar
from beanfield.platform.errors import Problem
from beanfield.platform.messages import text
from beanfield.platform.services import Services
from beanfield.production import gold
from beanfield.production.drafts import DraftOutrun
from beanfield.production.model import (
    Beat,
    BeatReply,
    DraftSave,
    DraftSaved,
    Lease,
    NoWork,
    Outcome,
    Submission,
    Today,
    Workplace,
    WorkReply,
    WorkRequest,
)
from beanfield.production.submit import sound
from beanfield.skills import sitting
from beanfield.skills.grading import grade
from beanfield.skills.model import Practical
from beanfield.skills.problems import NotPractical, NotSkipped, TaskAnswered, TaskNotFound, TimeOver
from beanfield.skills.sitting import Sitting


class Task(Struct):
    """A row of attempt_task."""

    id: int
    item_id: int
    name: str
    gold: Any
    draft: Any
    draft_revision: int
    submission: UUID | None
    document: Any


async def workplace(tx: Tx, actor: Actor, attempt_id: int, now: datetime) -> Workplace:
    """What the workbench loads once: schema and guide as they were when the attempt began.

    Raises:
        AttemptNotFound.
        NotPractical: the practical part does not run.
    """
    held = await sitting.hold(tx, attempt_id, actor.person_id, now)
    wanted, schema_version = _practical(held)
    place = await gold.workplace_at(tx, wanted.project_id, schema_version, held.paper.guide_version)
    place.pipeline = msgspec.structs.replace(
        place.pipeline, prefetch=wanted.items, show_prelabels=False, skill=None
    )
    title = held.paper.rules.title
    name = title.en if actor.locale == "en" else title.zh
    place.name = text("exam_workplace", actor.locale, name=name)
    return place


def _practical(held: Sitting) -> tuple[Practical, int]:
    wanted, version = held.paper.rules.practical, held.paper.schema_version
    if held.state != "practical" or wanted is None or version is None:
        raise NotPractical
    return wanted, version


async def work(
    tx: Tx, services: Services, actor: Actor, attempt_id: int, request: WorkRequest, now: datetime
) -> WorkReply:
    """Take answers and give out tasks; with the last answer the attempt is graded. Harmless to repeat.

    Raises:
        AttemptNotFound.
    """
    held = await sitting.hold(tx, attempt_id, actor.person_id, now)
    tasks = {task.id: task for task in await _tasks(tx, attempt_id)}
    outcomes = []
    if request.submit:
        schema = await _schema(tx, held)
        contents = await gold.facts(tx, [task.item_id for task in tasks.values()])
        for submission in request.submit:
            task = tasks.get(submission.lease_id)
            facts = contents.get(task.item_id) if task is not None else None
            outcomes.append(await _take(tx, held, (task, schema, facts), submission, now, actor.locale))
    outcomes += [_refused(skip.lease_id, NotSkipped(), actor.locale) for skip in request.skip]
    if held.state == "practical" and all(task.document is not None for task in tasks.values()):
        await sitting.close_practical(tx, held, now)
    leases = await _leases(tx, services, held, list(tasks.values()), request, now)
    done = sum(task.document is not None for task in tasks.values())
    waiting = held.state == "practical" and done < len(tasks)
    nothing = None if waiting else NoWork("done", text("exam_practical_done", actor.locale))
    return WorkReply(outcomes=outcomes, leases=leases, nothing=nothing, today=Today(items=done))


async def _tasks(tx: Tx, attempt_id: int) -> list[Task]:
    found = await dicts(
        tx,
        "select id, item_id, name, gold, draft, draft_revision, submission, document from attempt_task"
        " where attempt_id = %s order by place",
        [attempt_id],
    )
    return [Task(**each) for each in found]


async def _schema(tx: Tx, held: Sitting) -> LabelSchema:
    wanted, version = held.paper.rules.practical, held.paper.schema_version
    if wanted is None or version is None:
        raise NotPractical
    return await gold.schema_at(tx, wanted.project_id, version)


async def _take(
    tx: Tx,
    held: Sitting,
    about: tuple[Task | None, LabelSchema, Any],
    submission: Submission,
    now: datetime,
    locale: str,
) -> Outcome:
    task, schema, facts = about
    try:
        if task is None:
            raise TaskNotFound
        if task.submission == submission.id:
            return Outcome(id=submission.id, status="repeated")
        if task.document is not None:
            raise TaskAnswered
        if held.state != "practical":
            raise TimeOver
        document, json = sound(submission.document, schema, facts)
    except Problem as problem:
        return _refused(submission.id, problem, locale)
    result = grade(document, decode_document(msgspec.json.encode(task.gold)), schema)
    await execute(
        tx,
        "update attempt_task set submission = %(id)s, document = %(document)s::jsonb, draft = null,"
        " similarity = %(similarity)s, differences = %(differences)s, answered_at = %(now)s"
        " where id = %(task)s",
        {
            "id": submission.id,
            "document": json,
            "similarity": result.similarity,
            "differences": jsonb(result.differences),
            "now": now,
            "task": task.id,
        },
    )
    task.submission, task.document = submission.id, submission.document
    return Outcome(id=submission.id, status="done")


def _refused(number: UUID | int, problem: Problem, locale: str) -> Outcome:
    return Outcome(id=number, status="refused", problem=msgspec.to_builtins(problem.document(locale)))


async def _leases(
    tx: Tx,
    services: Services,
    held: Sitting,
    tasks: Sequence[Task],
    request: WorkRequest,
    now: datetime,
) -> list[Lease]:
    if held.state != "practical":
        return []
    open_ = [task for task in tasks if task.document is None][: request.want]
    wanted = [task for task in open_ if task.id not in request.holding]
    contents = await gold.contents(tx, [task.item_id for task in wanted])
    return [
        Lease(
            id=task.id,
            item_id=task.item_id,
            name=task.name,
            task="annotate",
            until=held.ends_at,
            content=with_url(services, contents[task.item_id], now),
            schema_version=held.paper.schema_version or 0,
            guide_version=held.paper.guide_version,
            draft=None if task.draft is None else Raw(msgspec.json.encode(task.draft)),
            draft_revision=task.draft_revision,
        )
        for task in wanted
    ]


async def save_draft(
    tx: Tx, attempt_id: int, person_id: int, task_id: int, given: DraftSave, now: datetime
) -> DraftSaved:
    """Keep an unfinished answer to a task.

    Raises:
        AttemptNotFound, TaskNotFound.
        NotPractical: the part is over.
        DraftOutrun: a newer one is stored, or the answer was handed in.
    """
    held = await sitting.hold(tx, attempt_id, person_id, now)
    if held.state != "practical":
        raise NotPractical
    stored = await scalar(
        tx, "select draft_revision from attempt_task where id = %s and attempt_id = %s", [task_id, attempt_id]
    )
    if stored is None:
        raise TaskNotFound
    saved = await execute(
        tx,
        "update attempt_task set draft = %s, draft_revision = %s"
        " where id = %s and draft_revision < %s and document is null",
        [jsonb(given.document), given.revision, task_id, given.revision],
    )
    if not saved:
        raise DraftOutrun(stored)
    return DraftSaved(given.revision, now)


async def beat(tx: Tx, attempt_id: int, person_id: int, given: Beat, now: datetime) -> BeatReply:
    """Tell the workbench until when the part runs; when its time is over the task on the screen is withdrawn.

    Raises:
        AttemptNotFound.
    """
    held = await sitting.hold(tx, attempt_id, person_id, now)
    gone = [] if held.state == "practical" else [given.lease_id]
    return BeatReply(until=held.ends_at, active_seconds=0.0, withdrawn=gone)
