"""A person's own pay: today, this month, every line, what is closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, LiteralString

from beanfield.earnings import rules, statements, store
from beanfield.earnings.accrue import accrue_all
from beanfield.earnings.model import Line, MyPay, PayDay
from beanfield.platform.database import Tx, rows, scalar
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of

_DAYS: Final[LiteralString] = """
select (at at time zone 'Asia/Shanghai')::date as date, sum(amount_fen)::bigint as amount_fen,
    count(*)::int as lines
from entry where person_id = %(person)s and at >= %(since)s and at < %(before)s
group by 1 order by 1
"""
_WORKED: Final[LiteralString] = """
select coalesce(sum(active_ms + review_ms), 0)::bigint from work_hour
where person_id = %(person)s and hour >= %(since)s and hour < %(before)s
"""


def span(month: date) -> tuple[datetime, datetime]:
    """When a month begins and when the next one does."""
    return rules.start_of(month), rules.start_of(rules.next_month(month))


async def of_person(tx: Tx, person_id: int, month: date | None, now: datetime) -> MyPay:
    """A month of a person, the running one unless another is asked for; new work is credited first."""
    await accrue_all(tx, now, person_id=person_id)
    month = month or rules.month_of(now)
    since, before = span(month)
    params = {"person": person_id, "since": since, "before": before}
    days = await rows(tx, PayDay, _DAYS, params)
    today = now.astimezone(rules.ZONE).date()
    return MyPay(
        month=rules.month_name(month),
        today_fen=await _of_day(tx, person_id, today),
        month_fen=sum(each.amount_fen for each in days),
        month_lines=sum(each.lines for each in days),
        worked_ms=await scalar(tx, _WORKED, params),
        currency="CNY",
        days=days,
        statements=await statements.of_person(tx, person_id),
    )


async def _of_day(tx: Tx, person_id: int, day: date) -> int:
    since, before = rules.start_of(day), rules.start_of(day + timedelta(days=1))
    found = await rows(tx, PayDay, _DAYS, {"person": person_id, "since": since, "before": before})
    return sum(each.amount_fen for each in found)


async def lines(
    tx: Tx, person_id: int, month: date | None, now: datetime, cursor: str | None, limit: int
) -> Page[Line]:
    """The lines of a month, the latest first; new work is credited first."""
    await accrue_all(tx, now, person_id=person_id)
    found = await store.lines_of_person(
        tx,
        person_id,
        span(month or rules.month_of(now)),
        after=decode_cursor(cursor, datetime, int),
        limit=limit + 1,
    )
    return page_of(found, limit, lambda line: encode_cursor(line.at, line.id))
