"""What a caller can do wrong with exams and certificates.

NotFound   QuestionNotFound, BlueprintNotFound, AttemptNotFound, TaskNotFound, CertificateNotFound
Conflict   NotADraft, CannotBegin, NotTheory, NotPractical, TimeOver, AnswersOutrun, TaskAnswered, NotSkipped,
           NotPassed, CertificateTwice
Forbidden  OwnQuestion
Invalid    FaultyQuestion, NotInCentre
"""

from __future__ import annotations

from beanfield.platform.errors import Conflict, Forbidden, Invalid, NotFound
from beanfield.skills.model import BarReason


class QuestionNotFound(NotFound):
    """The bank has no such question."""

    def __init__(self) -> None:
        super().__init__("question_not_found")


class BlueprintNotFound(NotFound):
    """The centre has no such exam."""

    def __init__(self) -> None:
        super().__init__("blueprint_not_found")


class AttemptNotFound(NotFound):
    """The person, or the centre, has no such attempt."""

    def __init__(self) -> None:
        super().__init__("attempt_not_found")


class TaskNotFound(NotFound):
    """The attempt has no such practical task."""

    def __init__(self) -> None:
        super().__init__("attempt_task_not_found")


class CertificateNotFound(NotFound):
    """There is no such certificate here."""

    def __init__(self) -> None:
        super().__init__("certificate_not_found")


class NotADraft(Conflict):
    """Only a draft is approved."""

    def __init__(self) -> None:
        super().__init__("question_not_draft")


class OwnQuestion(Forbidden):
    """A question is approved by another than its author."""

    def __init__(self) -> None:
        super().__init__("question_own")


class FaultyQuestion(Invalid):
    """The key does not fit the options."""

    def __init__(self, found: list[tuple[str, str]]) -> None:
        super().__init__("question_faulty", errors=[(path, key, {}) for path, key in found])


class NotInCentre(Invalid):
    """The practical part names a project of another centre."""

    def __init__(self) -> None:
        super().__init__("practical_project_unknown")


class CannotBegin(Conflict):
    """The exam cannot be begun now; `reason` says why."""

    def __init__(self, reason: BarReason) -> None:
        super().__init__(f"exam_bar_{reason}")
        self.reason = reason


class NotTheory(Conflict):
    """The theory part is over."""

    def __init__(self) -> None:
        super().__init__("attempt_not_theory")


class NotPractical(Conflict):
    """The practical part has not begun, or is over."""

    def __init__(self) -> None:
        super().__init__("attempt_not_practical")


class TimeOver(Conflict):
    """It came after the end of the time."""

    def __init__(self) -> None:
        super().__init__("attempt_time_over")


class AnswersOutrun(Conflict):
    """Newer answers are stored: another window is at the same attempt."""

    def __init__(self) -> None:
        super().__init__("answers_outrun")


class TaskAnswered(Conflict):
    """The task has its answer."""

    def __init__(self) -> None:
        super().__init__("attempt_task_answered")


class NotSkipped(Conflict):
    """In an exam no task is skipped."""

    def __init__(self) -> None:
        super().__init__("attempt_no_skip")


class NotPassed(Conflict):
    """A certificate is for an attempt that was passed."""

    def __init__(self) -> None:
        super().__init__("attempt_not_passed")


class AlreadyRevoked(Conflict):
    """The certificate was revoked before."""

    def __init__(self) -> None:
        super().__init__("certificate_already_revoked")


class CertificateTwice(Conflict):
    """The attempt has its certificate."""

    def __init__(self) -> None:
        super().__init__("certificate_twice")
