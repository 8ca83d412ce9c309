"""Minimum wages by county and date: data that people record with its source."""

from __future__ import annotations

from datetime import date
from typing import Final, LiteralString

from beanfield.earnings import rules
from beanfield.earnings.model import MinimumWage, NewMinimumWage
from beanfield.platform import audit
from beanfield.platform.database import Tx, execute, row, rows, scalar
from beanfield.platform.errors import Conflict

_ROW: Final[LiteralString] = """
select w.id, w.county, w.from_date, w.monthly_fen, w.hourly_fen, w.source, p.name as recorded_by_name,
    w.recorded_at
from minimum_wage w left join person p on p.id = w.recorded_by
"""


async def county_of(tx: Tx, centre_id: int) -> str:
    """The county of a centre; empty where none is recorded."""
    county: str = await scalar(tx, "select county from centre where id = %s", [centre_id])
    return county


async def of_centre(tx: Tx, centre_id: int) -> list[MinimumWage]:
    """The rows of the centre's county, the latest first."""
    return await rows(
        tx,
        MinimumWage,
        _ROW + "where w.county = %s order by w.from_date desc, w.id desc",
        [await county_of(tx, centre_id)],
    )


async def in_force(tx: Tx, county: str, month: date) -> MinimumWage | None:
    """The row that holds at the end of a month, of two with the same date the later recorded; or None."""
    return await row(
        tx,
        MinimumWage,
        _ROW + "where w.county = %s and w.from_date < %s order by w.from_date desc, w.id desc limit 1",
        [county, rules.next_month(month)],
    )


async def by_id(tx: Tx, wage_id: int) -> MinimumWage | None:
    """One row."""
    return await row(tx, MinimumWage, _ROW + "where w.id = %s", [wage_id])


async def record(tx: Tx, person_id: int, centre_id: int, new: NewMinimumWage) -> list[MinimumWage]:
    """A row for the county of a centre. A wrong one is put right by another of the same date.

    Raises:
        Conflict: no county is recorded for the centre.
    """
    county = await county_of(tx, centre_id)
    if not county:
        raise Conflict("centre_without_county")
    await execute(
        tx,
        "insert into minimum_wage (county, from_date, monthly_fen, hourly_fen, source, recorded_by)"
        " values (%s, %s, %s, %s, %s, %s)",
        [county, new.from_date, new.monthly_fen, new.hourly_fen, new.source, person_id],
    )
    details = {"county": county, "from_date": new.from_date.isoformat(), "monthly_fen": new.monthly_fen}
    await audit.record(
        tx, person_id, "minimum_wage.record", f"centre:{centre_id}", centre_id=centre_id, details=details
    )
    return await of_centre(tx, centre_id)
