"""What a caller can do wrong with the growth space. No message holds a child's data.

Invalid    ConsentWanted, BornInFuture, SlotsMalformed
NotFound   NotHere
Conflict   NoCentre, SlotFull, BookedAlready, SlotOver, CameAlready, NotCome, LeftAlready, NotToday
Forbidden  NotAuthorised
"""

from __future__ import annotations

from beanfield.platform.errors import Conflict, Forbidden, Invalid, NotFound


class ConsentWanted(Invalid):
    """A child's data are kept with the guardian's consent only."""

    def __init__(self) -> None:
        super().__init__("invalid_request", errors=[("consent", "care_consent_wanted", {})])


class BornInFuture(Invalid):
    """The date of birth has not come."""

    def __init__(self) -> None:
        super().__init__("invalid_request", errors=[("born", "care_born_in_future", {})])


class SlotsMalformed(Invalid):
    """The span of days or of hours runs backwards, or is too long."""

    def __init__(self, path: str) -> None:
        super().__init__("invalid_request", errors=[(path, "care_slots_malformed", {})])


class NotHere(NotFound):
    """There is no such child, slot, booking or person to collect, or not for this person."""

    def __init__(self) -> None:
        super().__init__("care_not_found")


class NoCentre(Conflict):
    """The person belongs to no centre."""

    def __init__(self) -> None:
        super().__init__("care_no_centre")


class SlotFull(Conflict):
    """All places are taken."""

    def __init__(self) -> None:
        super().__init__("care_slot_full")


class BookedAlready(Conflict):
    """The child has a place in this slot."""

    def __init__(self) -> None:
        super().__init__("care_booked_already")


class SlotOver(Conflict):
    """The slot has ended."""

    def __init__(self) -> None:
        super().__init__("care_slot_over")


class CameAlready(Conflict):
    """The child has come: the booking stands, and is checked in once."""

    def __init__(self) -> None:
        super().__init__("care_came_already")


class NotCome(Conflict):
    """Who has not come cannot leave."""

    def __init__(self) -> None:
        super().__init__("care_not_come")


class LeftAlready(Conflict):
    """The child has been collected."""

    def __init__(self) -> None:
        super().__init__("care_left_already")


class NotToday(Conflict):
    """Children are checked in on the day of their booking."""

    def __init__(self) -> None:
        super().__init__("care_not_today")


class NotAuthorised(Forbidden):
    """The guardian has not named this person, or no longer does."""

    def __init__(self) -> None:
        super().__init__("care_not_authorised")
