"""Statements: closed months of persons."""

from __future__ import annotations

from typing import Final, LiteralString

from beanfield.earnings.model import MinimumWage, Statement, StatementRow
from beanfield.earnings.problems import StatementNotFound
from beanfield.platform.database import Tx, dicts, rows

_ROW: Final[LiteralString] = """
select s.id, to_char(s.month, 'YYYY-MM') as month, s.centre_id, s.person_id, p.name as person_name,
    s.work_fen, s.correction_fen, s.top_up_fen, s.gross_fen, s.floor_fen, s.worked_ms, s.lines, m.closed_at
from statement s
join person p on p.id = s.person_id
join pay_month m on m.centre_id = s.centre_id and m.month = s.month
"""
_ONE: Final[LiteralString] = """
select c.name_zh, c.name_en, w.id, w.county, w.from_date, w.monthly_fen, w.hourly_fen, w.source,
    w.recorded_at, r.name as recorded_by_name
from statement s
join centre c on c.id = s.centre_id
join pay_month m on m.centre_id = s.centre_id and m.month = s.month
join minimum_wage w on w.id = m.minimum_wage_id
left join person r on r.id = w.recorded_by
where s.id = %s
"""


async def of_person(tx: Tx, person_id: int) -> list[StatementRow]:
    """A person's statements, the latest first."""
    return await rows(
        tx, StatementRow, _ROW + "where s.person_id = %s order by s.month desc, s.id desc", [person_id]
    )


async def one(
    tx: Tx, statement_id: int, *, person_id: int | None = None, centre_id: int | None = None
) -> Statement:
    """A statement, of this person or centre only.

    Raises:
        StatementNotFound: it is not there, or another's.
    """
    found = await rows(
        tx,
        StatementRow,
        _ROW + "where s.id = %(id)s and (%(person)s::bigint is null or s.person_id = %(person)s)"
        " and (%(centre)s::bigint is null or s.centre_id = %(centre)s)",
        {"id": statement_id, "person": person_id, "centre": centre_id},
    )
    if not found:
        raise StatementNotFound
    (more,) = await dicts(tx, _ONE, [statement_id])
    return Statement(
        row=found[0],
        centre_zh=more.pop("name_zh"),
        centre_en=more.pop("name_en"),
        minimum_wage=MinimumWage(**more),
    )
