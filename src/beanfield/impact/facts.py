"""Facts about people: recorded by those who keep the personnel files, followed by newer ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, LiteralString

import msgspec

from beanfield.impact import rules
from beanfield.impact.model import Fact, NewFact, PersonFacts
from beanfield.impact.problems import DateInFuture, LeftBeforeHired, NoEmployer
from beanfield.platform import audit
from beanfield.platform.database import Tx, as_struct, dicts, execute, rows, scalar

_FACT: Final[LiteralString] = """
select f.id, f.from_date, f.hired_on, f.left_on, f.gender, f.education, f.rural, f.birth_year,
    r.name as recorded_by_name, f.recorded_at
from person_fact f left join person r on r.id = f.recorded_by
where f.person_id = %s order by f.from_date desc, f.id desc
"""
_OF_CENTRE: Final[LiteralString] = """
select p.id as person_id, p.name as person_name, p.left_at, f.id, f.from_date, f.hired_on, f.left_on,
    f.gender, f.education, f.rural, f.birth_year, r.name as recorded_by_name, f.recorded_at
from person p
left join lateral (
    select * from person_fact f where f.person_id = p.id and f.from_date <= %(day)s
    order by f.from_date desc, f.id desc limit 1
) f on true
left join person r on r.id = f.recorded_by
where p.centre_id = %(centre)s
order by p.left_at is not null, f.id is not null, p.pinyin, p.id
"""
_RECORD: Final[LiteralString] = """
insert into person_fact (person_id, centre_id, from_date, hired_on, left_on, gender, education, rural,
    birth_year, recorded_by, recorded_at)
values (%(person)s, %(centre)s, %(from_date)s, %(hired_on)s, %(left_on)s, %(gender)s, %(education)s,
    %(rural)s, %(birth_year)s, %(by)s, %(now)s)
"""


async def of_person(tx: Tx, person_id: int) -> list[Fact]:
    """All records of a person, the newest first."""
    return await rows(tx, Fact, _FACT, [person_id])


async def of_centre(tx: Tx, centre_id: int, now: datetime) -> list[PersonFacts]:
    """Everyone of a centre with what holds today: those without a record first, then by pinyin."""
    found = await dicts(tx, _OF_CENTRE, {"centre": centre_id, "day": rules.today(now)})
    return [_with_fact(each) for each in found]


def _with_fact(found: dict[str, Any]) -> PersonFacts:
    fact = None if found["id"] is None else as_struct(found, Fact)
    return PersonFacts(found["person_id"], found["person_name"], found["left_at"], fact)


async def record(tx: Tx, by: int | None, person_id: int, new: NewFact, now: datetime) -> list[Fact]:
    """Add a record; returns all of the person. The audit row says that it was made, not what it says.

    Raises:
        DateInFuture: it would hold from a day to come.
        LeftBeforeHired: the last day lies before the first.
        NoEmployer: the person is of no centre.
    """
    if new.from_date > rules.today(now):
        raise DateInFuture("from_date")
    if new.left_on is not None and new.left_on <= new.hired_on:
        raise LeftBeforeHired
    centre = await scalar(tx, "select centre_id from person where id = %s", [person_id])
    if centre is None:
        raise NoEmployer
    values = {**msgspec.structs.asdict(new), "person": person_id, "centre": centre, "by": by, "now": now}
    await execute(tx, _RECORD, values)
    await audit.record(tx, by, "person_fact.record", f"person:{person_id}", centre_id=centre)
    return await of_person(tx, person_id)
