"""Decisions about people, on values alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from beanfield.people.access import GRANT_SCOPE, MAY_GRANT
from beanfield.people.model import Grant

FREE_FAILURES: Final = 5
LONGEST_WAIT: Final = timedelta(minutes=15)
ADDRESS_FAILURES: Final = 50  # a whole centre may stand behind one address


def wait_for_login(failures: int, last: datetime | None, now: datetime) -> int:
    """Seconds until a login may be tried again.

    The first five failures in a row cost nothing; from then on each doubles the wait: 5 s, 10 s, … 15 min.
    """
    if failures < FREE_FAILURES or last is None:
        return 0
    wait = min(LONGEST_WAIT, timedelta(seconds=5 * 2 ** min(failures - FREE_FAILURES, 10)))
    return max(0, ceil((last + wait - now).total_seconds()))


def wait_for_address(fiftieth: datetime | None, now: datetime) -> int:
    """Seconds until an address may try again, given when its 50th latest failure was (15 minutes hold 50)."""
    return 0 if fiftieth is None else max(0, ceil((fiftieth + LONGEST_WAIT - now).total_seconds()))


def may_grant(grantor: Iterable[Grant], grant: Grant) -> bool:
    """May someone with these roles grant this one, or take it away?"""
    return any(
        grant.role in MAY_GRANT.get(held.role, ())
        and (
            held.role == "administrator" or (held.centre_id is not None and held.centre_id == grant.centre_id)
        )
        for held in grantor
    )


def stands_over(grantor: Iterable[Grant], grants: Iterable[Grant]) -> bool:
    """May someone with these roles decide over the account of a person with those?"""
    held = tuple(grantor)
    return all(may_grant(held, grant) for grant in grants)


def fits_scope(grant: Grant) -> bool:
    """Is the role granted in the kind of scope that it holds in?"""
    match GRANT_SCOPE[grant.role]:
        case "programme":
            return grant.centre_id is None and grant.customer_id is None
        case "customer":
            return grant.customer_id is not None and grant.centre_id is None
        case _:
            return grant.centre_id is not None and grant.customer_id is None
