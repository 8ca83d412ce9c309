"""What waits for a person in a project."""

from __future__ import annotations

from typing import Any, Final, LiteralString

from msgspec import Struct

from beanfield.platform.database import Tx, row
from beanfield.production.model import MediaKind, ProjectState, Task


class Waiting(Struct, frozen=True):
    """`waiting` counts what the person holds and what is open to them, `returned` what came back to them."""

    name: str
    media: MediaKind
    state: ProjectState
    median_seconds: float | None
    waiting: int
    returned: int


_HELD: Final[LiteralString] = """
(select count(*) from lease l where l.person_id = %(person)s and l.project_id = %(project)s
    and l.task = %(task)s and l.state = 'active' and not l.rework)
"""

#: The front of the queue is looked at, so that the time is bounded; whoever had all of the front is told what
#: comes next, if anything does within the further part.
_ANNOTATE: Final[LiteralString] = """
(select count(*) from (
    select from (
        select id from item where project_id = %(project)s and state = 'open' and open_slots > 0
        order by priority desc, id limit 3000
    ) front
    where not exists (
        select from lease l where l.item_id = front.id and l.person_id = %(person)s and l.task = 'annotate'
        and l.state in ('active', 'submitted', 'skipped') and not l.rework)
    limit %(most)s
) open)
"""
_DEEPER: Final[LiteralString] = """
select count(*)::int as waiting from (
    select from (
        select id from item where project_id = %(project)s and state = 'open' and open_slots > 0
        order by priority desc, id offset 3000 limit 50000
    ) further
    where not exists (
        select from lease l where l.item_id = further.id and l.person_id = %(person)s and l.task = 'annotate'
        and l.state in ('active', 'submitted', 'skipped') and not l.rework)
    limit 1
) open
"""
_CHECK: Final[LiteralString] = """
(select count(*) from (
    select from (
        select id, result from item where project_id = %(project)s and state = %(state)s
        order by priority desc, id limit 3000
    ) front
    where not exists (
        select from annotation a where a.item_id = front.id and a.person_id = %(person)s
        and (a.kind in ('answer', 'rework', 'late', 'gold') or a.id = front.result))
    and not exists (
        select from lease l where l.item_id = front.id and l.task = %(task)s and l.state = 'active')
    limit %(most)s
) open)
"""
_RETURNED: Final[LiteralString] = """
(select count(*) from (
    select from item i where i.project_id = %(project)s and i.state = 'returned'
    and (i.returned_to = %(person)s or i.returned_to is null)
    and not exists (select from lease l where l.item_id = i.id and l.state = 'active' and l.rework
        and l.person_id <> %(person)s)
    limit %(most)s
) back)
"""


_PROJECT: Final[LiteralString] = "select p.name, p.media, p.state, p.median_seconds, least(%(most)s, "
_FROM: Final[LiteralString] = (
    "::int as returned from project p where p.id = %(project)s and p.deleted_at is null"
)


def _of_task(waiting: LiteralString, returned: LiteralString) -> LiteralString:
    return _PROJECT + _HELD + " + " + waiting + ")::int as waiting, " + returned + _FROM


_WAITING: Final[dict[Task, LiteralString]] = {
    "annotate": _of_task(_ANNOTATE, _RETURNED),
    "review": _of_task(_CHECK, "0"),
    "adjudicate": _of_task(_CHECK, "0"),
}
#: Task → the state of the items that it is about.
STATE_OF: Final = {"annotate": "open", "review": "review", "adjudicate": "adjudication"}


async def waiting(tx: Tx, project_id: int, person_id: int, task: Task, *, most: int) -> Waiting | None:
    """What waits for a person there, counted no further than `most`; None where the project was deleted."""
    params: dict[str, Any] = {
        "project": project_id,
        "person": person_id,
        "task": task,
        "state": STATE_OF[task],
        "most": most,
    }
    found = await row(tx, Waiting, _WAITING[task], params)
    if found is not None and task == "annotate" and found.waiting == 0:
        further = await row(tx, dict, _DEEPER, params)
        return Waiting(
            found.name,
            found.media,
            found.state,
            found.median_seconds,
            further["waiting"] if further else 0,
            found.returned,
        )
    return found
