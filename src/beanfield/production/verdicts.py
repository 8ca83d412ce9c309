"""What becomes of an item when its answer is checked: pure decisions on values."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

from msgspec import Struct

from beanfield.platform.errors import Invalid
from beanfield.production.model import ItemState, ReviewSubmission, Task, Verdict

#: The state of the items that a task is about.
CHECKED_STATE: Final[dict[Task, ItemState]] = {"review": "review", "adjudicate": "adjudication"}


class Decision(Struct, frozen=True):
    """`verdict` is written down; `result` is the answer that counts now; `faulty` tells on its author."""

    verdict: Verdict
    annotation_id: UUID
    result: UUID
    own: UUID | None
    state: ItemState
    faulty: bool


def own_version(verdict_id: UUID) -> UUID:
    """The id of the checker's own version: follows from the verdict's, so that a repeat is harmless."""
    return uuid5(verdict_id, "own version")


def decide(task: Task, submission: ReviewSubmission, result: UUID, answers: frozenset[UUID]) -> Decision:
    """What a verdict on the answer `result` says. `answers` may be chosen from in an adjudication.

    Raises:
        Invalid: the verdict lacks what it needs.
    """
    if task == "adjudicate":
        return _adjudicated(submission, result, answers)
    match submission.verdict:
        case "pass":
            return Decision("pass", result, result, None, "accepted", faulty=False)
        case "fix":
            if submission.fixed is None:
                raise Invalid("verdict_needs_version", errors=[("fixed", "verdict_needs_version", {})])
            own = own_version(submission.id)
            return Decision("fix", result, own, own, "accepted", faulty=True)
        case "return":
            if not submission.comment.strip() and not submission.defects:
                raise Invalid("return_needs_reason", errors=[("comment", "return_needs_reason", {})])
            return Decision("return", result, result, None, "returned", faulty=True)


def _adjudicated(submission: ReviewSubmission, result: UUID, answers: frozenset[UUID]) -> Decision:
    if submission.fixed is not None:
        own = own_version(submission.id)
        return Decision("fix", result, own, own, "accepted", faulty=False)
    if submission.chosen not in answers:
        raise Invalid("adjudication_needs_choice", errors=[("chosen", "adjudication_needs_choice", {})])
    return Decision("pass", submission.chosen, submission.chosen, None, "accepted", faulty=False)
