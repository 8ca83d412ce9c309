"""The programme's indicators, as data: a code, what kind of figure it is, and the SQL that counts it.

Each statement takes `day` (the last day counted) and `before` (the instant at which it is over) and gives
one row for each centre and one with a null `centre_id` for all: `number`, the `people` that it comes from
and, for a median, `value`. A share's number is a part of the number of `within`. The statements read the
records of every slice: an indicator is a question about all of them. Titles and definitions stand in the
catalogue as `indicator_{code}` and `indicator_{code}_definition`; a new indicator is a row here and two
texts there.
"""

from __future__ import annotations

from typing import Final, LiteralString

from msgspec import Struct

from beanfield.impact.model import Kind, Unit


class Indicator(Struct, frozen=True):
    """One figure of the programme."""

    code: str
    kind: Kind
    unit: Unit
    query: LiteralString
    within: str | None = None


_EMPLOYED: Final[LiteralString] = """
with known as (
    select distinct on (person_id) * from person_fact where from_date <= %(day)s
    order by person_id, from_date desc, id desc
), employed as (
    select * from known where hired_on <= %(day)s and (left_on is null or left_on > %(day)s)
)
"""
_IN_WORK: Final[LiteralString] = (
    _EMPLOYED
    + """
select centre_id, count(*) as number, count(*) as people, null::bigint as value
from employed group by grouping sets ((centre_id), ())
"""
)
_WOMEN: Final[LiteralString] = (
    _EMPLOYED
    + """
select centre_id, count(*) filter (where gender = 'female') as number,
    count(*) filter (where gender = 'female') as people, null::bigint as value
from employed group by grouping sets ((centre_id), ())
"""
)
_COLLEGE: Final[LiteralString] = (
    _EMPLOYED
    + """
select centre_id, count(*) filter (where finished) as number, count(*) filter (where finished) as people,
    null::bigint as value
from employed, lateral (select education in ('junior_college', 'bachelor', 'postgraduate')) college (finished)
group by grouping sets ((centre_id), ())
"""
)
_INCOME: Final[LiteralString] = """
with last_closed as (
    select distinct on (centre_id) centre_id, month from pay_month where closed_at < %(before)s
    order by centre_id, month desc
)
select s.centre_id, count(*) as number, count(distinct s.person_id) as people,
    (round(percentile_cont(0.5) within group (order by s.gross_fen) / 100) * 100)::bigint as value
from statement s join last_closed l on l.centre_id = s.centre_id and l.month = s.month
group by grouping sets ((s.centre_id), ())
"""
_CERTIFICATES: Final[LiteralString] = """
select centre_id, count(*) as number, count(distinct person_id) as people, null::bigint as value
from certificate c where issued_at < %(before)s and valid_until >= %(before)s
and not exists (select from certificate_revocation r where r.certificate_id = c.id and r.at < %(before)s)
group by grouping sets ((centre_id), ())
"""
_LOTS: Final[LiteralString] = """
with judged as (
    select distinct on (lot_id) lot_id, verdict from lot_verdict where at < %(before)s
    order by lot_id, id desc
)
select p.centre_id, count(*) as number, count(*) as people, null::bigint as value
from judged j join lot l on l.id = j.lot_id join project p on p.id = l.project_id
where j.verdict = 'accepted' group by grouping sets ((p.centre_id), ())
"""

INDICATORS: Final = (
    Indicator("in_work", "count", "people", _IN_WORK),
    Indicator("women", "share", "people", _WOMEN, within="in_work"),
    Indicator("junior_college", "share", "people", _COLLEGE, within="in_work"),
    Indicator("median_income", "median", "people", _INCOME),
    Indicator("certificates", "count", "certificates", _CERTIFICATES),
    Indicator("lots_accepted", "count", "lots", _LOTS),
)
