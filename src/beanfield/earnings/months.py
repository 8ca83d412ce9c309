"""A centre's month: as it stands while it is open, frozen into statements when it is closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final, LiteralString

from beanfield.earnings import ledger, rules, wages
from beanfield.earnings.accrue import accrue_all
from beanfield.earnings.model import MinimumWage, MonthPerson, PayMonth
from beanfield.earnings.problems import (
    EarlierMonthOpen,
    MonthClosed,
    MonthNotOver,
    NoMinimumWage,
    NothingToPay,
)
from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts, execute, row, scalar

#: Everyone of the centre with lines that are on no statement yet, or with hours measured in the month.
_PEOPLE: Final[LiteralString] = """
with waiting as (
    select e.person_id, coalesce(sum(e.amount_fen) filter (where e.kind <> 'correction'), 0) as work_fen,
        coalesce(sum(e.amount_fen) filter (where e.kind = 'correction'), 0) as correction_fen,
        count(*) as lines
    from entry e
    where e.centre_id = %(centre)s and e.at < %(before)s
    and not exists (select from statement_line l where l.entry_id = e.id)
    group by 1
), worked as (
    select w.person_id, sum(w.active_ms + w.review_ms) as worked_ms
    from work_hour w join person p on p.id = w.person_id join project j on j.id = w.project_id
    where coalesce(p.centre_id, j.centre_id) = %(centre)s and w.hour >= %(since)s and w.hour < %(before)s
    group by 1 having sum(w.active_ms + w.review_ms) > 0
)
select person_id, p.name as person_name, coalesce(n.work_fen, 0)::bigint as work_fen,
    coalesce(n.correction_fen, 0)::bigint as correction_fen, coalesce(h.worked_ms, 0)::bigint as worked_ms,
    coalesce(n.lines, 0)::int as lines
from waiting n full join worked h using (person_id) join person p on p.id = person_id
order by p.pinyin, person_id
"""
_CLOSED: Final[LiteralString] = """
select s.person_id, p.name as person_name, s.work_fen, s.correction_fen, s.top_up_fen, s.worked_ms,
    s.floor_fen, s.lines, s.id as statement_id
from statement s join person p on p.id = s.person_id
where s.centre_id = %(centre)s and s.month = %(month)s
order by p.pinyin, s.person_id
"""
_HEAD: Final[LiteralString] = """
select m.closed_at, p.name as closed_by_name, m.minimum_wage_id from pay_month m
join person p on p.id = m.closed_by
where m.centre_id = %(centre)s and m.month = %(month)s
"""
_EARLIER: Final[LiteralString] = """
select min((e.at at time zone 'Asia/Shanghai')::date) from entry e
where e.centre_id = %(centre)s and e.at < %(since)s
and not exists (select from statement_line l where l.entry_id = e.id)
and not exists (select from pay_month m where m.centre_id = e.centre_id
    and m.month = date_trunc('month', e.at at time zone 'Asia/Shanghai')::date)
"""
_APPEALS: Final[LiteralString] = """
select count(*) from appeal a join entry e on e.id = a.entry_id
where e.centre_id = %(centre)s and not exists (select from appeal_answer w where w.appeal_id = a.id)
"""
_STATEMENTS: Final[LiteralString] = """
insert into statement (centre_id, month, person_id, work_fen, correction_fen, top_up_fen, gross_fen,
    worked_ms, floor_fen, lines)
select %(centre)s, %(month)s, person_id, work_fen, correction_fen, top_up_fen,
    work_fen + correction_fen + top_up_fen, worked_ms, floor_fen, lines
from unnest(%(people)s::bigint[], %(work)s::bigint[], %(corrections)s::bigint[], %(top_ups)s::bigint[],
    %(worked)s::bigint[], %(floors)s::bigint[], %(lines)s::int[])
    as g(person_id, work_fen, correction_fen, top_up_fen, worked_ms, floor_fen, lines)
order by person_id
"""
_LINES: Final[LiteralString] = """
insert into statement_line (entry_id, statement_id)
select e.id, s.id from entry e
join statement s on s.centre_id = e.centre_id and s.month = %(month)s and s.person_id = e.person_id
where e.centre_id = %(centre)s and e.at < %(before)s
and not exists (select from statement_line l where l.entry_id = e.id)
"""


def _params(centre_id: int, month: date) -> dict[str, Any]:
    return {
        "centre": centre_id,
        "month": month,
        "since": rules.start_of(month),
        "before": rules.start_of(rules.next_month(month)),
    }


async def show(tx: Tx, centre_id: int, month: date, now: datetime) -> PayMonth:
    """A month of a centre. While it is open, new work is credited first and the top-ups are a forecast."""
    params = _params(centre_id, month)
    head = await row(tx, dict, _HEAD, params)
    county = await wages.county_of(tx, centre_id)
    if head is None:
        await accrue_all(tx, now)
        wage = await wages.in_force(tx, county, month)
        people = [_person(found, wage) for found in await dicts(tx, _PEOPLE, params)]
    else:
        wage = await wages.by_id(tx, head["minimum_wage_id"])
        people = [_frozen(found) for found in await dicts(tx, _CLOSED, params)]
    return PayMonth(
        centre_id=centre_id,
        month=rules.month_name(month),
        state="open" if head is None else "closed",
        county=county if wage is None else wage.county,
        minimum_wage=wage,
        may_close_from=params["before"],
        open_appeals=await scalar(tx, _APPEALS, params),
        people=people,
        closed_by_name=head["closed_by_name"] if head else None,
        closed_at=head["closed_at"] if head else None,
    )


def _person(found: dict[str, Any], wage: MinimumWage | None) -> MonthPerson:
    earned = found["work_fen"] + found["correction_fen"]
    floor = None if wage is None else rules.minimum_for(wage.monthly_fen, found["worked_ms"])
    top_up = None if floor is None else rules.top_up(floor, earned)
    return _told(found, earned + (top_up or 0), floor_fen=floor, top_up_fen=top_up, statement_id=None)


def _frozen(found: dict[str, Any]) -> MonthPerson:
    return _told(found, found["work_fen"] + found["correction_fen"] + found["top_up_fen"])


def _told(found: dict[str, Any], gross_fen: int, **more: Any) -> MonthPerson:
    hourly = rules.hourly(gross_fen, found["worked_ms"] / 1000)
    return MonthPerson(**found, **more, gross_fen=gross_fen, hourly_fen=hourly)


async def close(tx: Tx, person_id: int, centre_id: int, month: date, now: datetime) -> PayMonth:
    """Freeze a month into statements, each topped up to the minimum wage for the hours measured.

    Lines of closed months that came late go onto this one. No entry is made by anyone else meanwhile.

    Raises:
        MonthNotOver, MonthClosed, EarlierMonthOpen, NoMinimumWage, NothingToPay
    """
    params = _params(centre_id, month)
    name = rules.month_name(month)
    if now < params["before"]:
        raise MonthNotOver(name)
    await accrue_all(tx, now)
    await execute(tx, "lock table entry in share row exclusive mode")
    if await row(tx, dict, _HEAD, params) is not None:
        raise MonthClosed(name)
    earlier: date | None = await scalar(tx, _EARLIER, params)
    if earlier is not None:
        raise EarlierMonthOpen(rules.month_name(earlier))
    county = await wages.county_of(tx, centre_id)
    wage = await wages.in_force(tx, county, month)
    if wage is None:
        raise NoMinimumWage(county, name)
    people = [_person(found, wage) for found in await dicts(tx, _PEOPLE, params)]
    if not people:
        raise NothingToPay(name)
    await execute(
        tx,
        "insert into pay_month (centre_id, month, minimum_wage_id, closed_by, closed_at)"
        " values (%s, %s, %s, %s, %s)",
        [centre_id, month, wage.id, person_id, now],
    )
    await _freeze(tx, people, params)
    details = {"month": name, "people": len(people), "gross_fen": sum(each.gross_fen for each in people)}
    await audit.record(
        tx, person_id, "month.close", f"centre:{centre_id}", centre_id=centre_id, details=details
    )
    return await show(tx, centre_id, month, now)


async def _freeze(tx: Tx, people: list[MonthPerson], params: dict[str, Any]) -> None:
    short = [each for each in people if each.top_up_fen]
    await ledger.top_up(
        tx,
        params["centre"],
        [each.person_id for each in short],
        [each.top_up_fen or 0 for each in short],
        params["before"] - timedelta(microseconds=1),
    )
    await execute(
        tx,
        _STATEMENTS,
        {
            **params,
            "people": [each.person_id for each in people],
            "work": [each.work_fen for each in people],
            "corrections": [each.correction_fen for each in people],
            "top_ups": [each.top_up_fen or 0 for each in people],
            "worked": [each.worked_ms for each in people],
            "floors": [each.floor_fen or 0 for each in people],
            "lines": [each.lines + (1 if each.top_up_fen else 0) for each in people],
        },
    )
    await execute(tx, _LINES, params)
