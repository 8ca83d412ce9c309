"""What a caller can do wrong with pay.

NotFound   EntryNotFound, AppealNotFound, StatementNotFound
Conflict   AppealTwice, AlreadyAnswered, MonthNotOver, MonthClosed, MonthNotClosed, EarlierMonthOpen,
               NoMinimumWage, NothingToPay
Forbidden  OwnAppeal
"""

from __future__ import annotations

from beanfield.platform.errors import Conflict, Forbidden, NotFound


class EntryNotFound(NotFound):
    """The person has no such line."""

    def __init__(self) -> None:
        super().__init__("entry_not_found")


class AppealNotFound(NotFound):
    """The project has no such appeal."""

    def __init__(self) -> None:
        super().__init__("appeal_not_found")


class StatementNotFound(NotFound):
    """There is no such statement here."""

    def __init__(self) -> None:
        super().__init__("statement_not_found")


class AppealTwice(Conflict):
    """A line is appealed once; its correction is a line of its own."""

    def __init__(self) -> None:
        super().__init__("appeal_twice")


class AlreadyAnswered(Conflict):
    """An answer is final."""

    def __init__(self) -> None:
        super().__init__("appeal_already_answered")


class OwnAppeal(Forbidden):
    """It is the person's own, or about an item that they annotated or reviewed."""

    def __init__(self) -> None:
        super().__init__("appeal_own")


class MonthNotOver(Conflict):
    """A month is closed after its last day."""

    def __init__(self, month: str) -> None:
        super().__init__("month_not_over", month=month)


class MonthClosed(Conflict):
    """A month is closed once."""

    def __init__(self, month: str) -> None:
        super().__init__("month_closed", month=month)


class MonthNotClosed(Conflict):
    """Only what is frozen is handed out as a file."""

    def __init__(self, month: str) -> None:
        super().__init__("month_not_closed", month=month)


class EarlierMonthOpen(Conflict):
    """Months are closed in their order."""

    def __init__(self, month: str) -> None:
        super().__init__("earlier_month_open", month=month)


class NoMinimumWage(Conflict):
    """The county has no minimum wage on record for the month: nothing is guessed."""

    def __init__(self, county: str, month: str) -> None:
        super().__init__("no_minimum_wage", county=county or "—", month=month)


class NothingToPay(Conflict):
    """Nobody worked, and no line waits."""

    def __init__(self, month: str) -> None:
        super().__init__("nothing_to_pay", month=month)
