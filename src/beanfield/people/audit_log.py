"""Reading the audit log."""

from __future__ import annotations

from typing import Final, LiteralString

from beanfield.people.actor import Reached
from beanfield.people.model import AuditRow
from beanfield.platform.database import Tx, Where, rows
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of

_AUDIT: Final = """
select a.seq, a.at, a.actor_id, p.name as actor_name, a.action, a.subject, a.centre_id, a.details
from audit a left join person p on p.id = a.actor_id
"""


class Filter:
    """Which rows a list holds."""

    def __init__(self, within: Reached) -> None:
        self.where = Where()
        if not within.everything:
            self.where.add("a.centre_id = any(%(centres)s::bigint[])", centres=within.centres)

    def narrow(self, subject: str | None, actor_id: int | None, action: str | None) -> None:
        """By what it was done to, by whom, and what was done."""
        if subject:
            self.where.add("a.subject = %(subject)s", subject=subject)
        if actor_id is not None:
            self.where.add("a.actor_id = %(actor)s", actor=actor_id)
        if action:
            self.where.add("a.action = %(action)s", action=action)


async def list_audit(tx: Tx, chosen: Filter, limit: int, cursor: str | None) -> Page[AuditRow]:
    """A page of the log, the newest first."""
    where = chosen.where
    before = decode_cursor(cursor, int)
    if before is not None:
        where.add("a.seq < %(before)s", before=before[0])
    query: LiteralString = _AUDIT + where.clause + " order by a.seq desc limit %(limit)s"
    found = await rows(tx, AuditRow, query, {**where.params, "limit": limit + 1})
    return page_of(found, limit, lambda last: encode_cursor(last.seq))
