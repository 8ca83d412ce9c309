"""The first account of an empty database."""

from __future__ import annotations

from typing import Final

from beanfield.people.model import Grant, NewPerson, OneTimePassword
from beanfield.people.persons import add_person
from beanfield.platform.database import Tx, scalar

_LOCK: Final = 0x61646D69
FIRST_LOGIN: Final = "admin"


async def first_administrator(tx: Tx) -> OneTimePassword | None:
    """Make the administrator `admin` with a one-time password, unless there is an account already."""
    await tx.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
    if await scalar(tx, "select exists (select from account)"):
        return None
    new = NewPerson(name="管理员", login=FIRST_LOGIN, roles=[Grant("administrator")])
    return (await add_person(tx, new, by=None)).password
