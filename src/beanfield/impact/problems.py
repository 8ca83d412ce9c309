"""What a caller can do wrong with impact.

Invalid   DateInFuture, LeftBeforeHired
Conflict  NoEmployer
"""

from __future__ import annotations

from beanfield.platform.errors import Conflict, Invalid


class DateInFuture(Invalid):
    """Figures are of days that have begun."""

    def __init__(self, path: str) -> None:
        super().__init__("invalid_request", errors=[(path, "date_in_future", {})])


class LeftBeforeHired(Invalid):
    """Nobody leaves before they come."""

    def __init__(self) -> None:
        super().__init__("invalid_request", errors=[("left_on", "left_before_hired", {})])


class NoEmployer(Conflict):
    """The person belongs to no centre."""

    def __init__(self) -> None:
        super().__init__("fact_needs_centre")
