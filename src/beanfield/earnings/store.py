"""SQL that reads the ledger: lines, sums, statements."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any, Final, LiteralString

from beanfield.earnings.model import Line, LineAppeal
from beanfield.platform.database import Tx, as_struct, dicts

#: `plain`: items by their own names, else as those know them who annotate.
_LINE: Final[LiteralString] = """
select e.id, e.at, e.kind, e.project_id, j.name as project_name, t.unit, e.units,
    shown_name(case when not %(plain)s and e.kind not in ('review', 'adjudicate') then j.gold_key end, i.id,
        i.name) as item_name,
    e.rate_version, e.rate_fen, e.coefficient_permille, e.amount_fen, e.corrects, e.note, l.statement_id,
    a.id as appeal_id, a.text as appeal_text, a.at as appeal_at, w.verdict, w.text as answer,
    q.name as answered_by_name, w.at as answered_at
from entry e
left join project j on j.id = e.project_id
left join item i on i.id = e.item_id
left join rate t on t.project_id = e.project_id and t.version = e.rate_version
left join statement_line l on l.entry_id = e.id
left join appeal a on a.entry_id = e.id
left join appeal_answer w on w.appeal_id = a.id
left join person q on q.id = w.answered_by
"""
_OF_PERSON: Final[LiteralString] = """
where e.person_id = %(person)s and e.at >= %(since)s and e.at < %(before)s
and (%(after_at)s::timestamptz is null or (e.at, e.id) < (%(after_at)s, %(after)s::bigint))
order by e.at desc, e.id desc limit %(limit)s
"""
_OF_STATEMENT: Final[LiteralString] = "where l.statement_id = %(statement)s order by e.at, e.id"
_OF_MONTH: Final[LiteralString] = """
join statement s on s.id = l.statement_id
where s.centre_id = %(centre)s and s.month = %(month)s
order by s.id, e.at, e.id
"""
_BY_IDS: Final[LiteralString] = "where e.id = any(%(ids)s::bigint[]) order by e.id"


def line_of(row: dict[str, Any]) -> Line:
    """A row of the query as a line, its appeal inside."""
    line = as_struct(row, Line)
    if row["appeal_id"] is not None:
        line.appeal = LineAppeal(
            id=row["appeal_id"],
            state=row["verdict"] or "open",
            text=row["appeal_text"],
            at=row["appeal_at"],
            answer=row["answer"],
            answered_by_name=row["answered_by_name"],
            answered_at=row["answered_at"],
        )
    return line


async def lines_of_person(
    tx: Tx,
    person_id: int,
    between: tuple[datetime, datetime],
    *,
    after: tuple[Any, ...] | None,
    limit: int,
) -> list[Line]:
    """A person's lines of a span of time, the latest first, from a cursor (at, id) on."""
    found = await dicts(
        tx,
        _LINE + _OF_PERSON,
        {
            "plain": False,
            "person": person_id,
            "since": between[0],
            "before": between[1],
            "after_at": after[0] if after else None,
            "after": after[1] if after else None,
            "limit": limit,
        },
    )
    return [line_of(row) for row in found]


async def lines_of_statement(tx: Tx, statement_id: int) -> list[Line]:
    """The frozen lines of a statement, in the order of the work."""
    return [
        line_of(row)
        for row in await dicts(tx, _LINE + _OF_STATEMENT, {"plain": False, "statement": statement_id})
    ]


async def lines_of_month(
    tx: Tx, centre_id: int, month: date, *, batch: int = 2000
) -> AsyncIterator[list[tuple[int, Line]]]:
    """All lines of a closed month with their statements, person by person, in batches: memory stays flat."""
    async with tx.cursor(name="lines_of_month") as cursor:
        await cursor.execute(_LINE + _OF_MONTH, {"plain": True, "centre": centre_id, "month": month})
        while found := await cursor.fetchmany(batch):
            yield [(row["statement_id"], line_of(row)) for row in found]


async def lines_by_id(tx: Tx, ids: list[int]) -> dict[int, Line]:
    """Lines by their ids, for those who answer appeals."""
    return {row["id"]: line_of(row) for row in await dicts(tx, _LINE + _BY_IDS, {"plain": True, "ids": ids})}
