"""A person's figures, the same for them and for those who lead them: as of last midnight.

Figures that moved with each answer would tell which one was gold; so what came since midnight is left out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
import numpy as np

from beanfield.annotation.naming import Title
from beanfield.checks.model_gold import (
    CurvePoint,
    LeaderQuality,
    PersonQuality,
    SkillDay,
    SkillRow,
    Suspected,
)
from beanfield.platform.database import Tx, dicts, row, rows
from beanfield.platform.errors import NotFound
from beanfield.production.turn import midnight
from beanfield.quality.people.change import drift, learning_curve

_BACK: Final = timedelta(days=120)
#: Points of the learning curve, and answers that each share is taken of.
_POINTS: Final = 24
_WINDOW: Final = 20
#: Fewer answers make no curve.
_LEAST: Final = 12

_SKILLS: Final = """
select kind, class, mean, low, high, trials, (
    select avg(o.mean) from skill_estimate o where o.kind = s.kind and o.class is not distinct from s.class
)::float as average
from (
    select distinct on (kind, class) kind, class, mean, low, high, trials from skill_day
    where person_id = %(person)s and day < %(today)s order by kind, class, day desc
) s order by kind = 'review', kind, class nulls first
"""
_TITLES: Final = """
select distinct on (p.media, c ->> 'name') p.media as kind, c ->> 'name' as class, c -> 'title' as title
from project p
join label_schema s on s.project_id = p.id and s.version = p.schema_version
cross join jsonb_array_elements(coalesce(s.schema -> 'classes', '[]')) c
where p.id in (select project_id from evidence where person_id = %(person)s)
order by p.media, c ->> 'name', p.id desc
"""
_DAYS: Final = """
select kind, day, mean, low, high from skill_day
where person_id = %(person)s and class is null and day < %(today)s and day >= %(since)s order by kind, day
"""
_OUTCOMES: Final = """
select hits / trials as share from evidence_now
where person_id = %(person)s and class is null and kind <> 'review' and trials > 0 and at < %(midnight)s
order by at desc, id desc limit 2000
"""
_SUSPICIONS: Final = """
select s.what, s.project_id, j.name as project_name, o.name as other_name, s.count, s.examples, s.seen_at
from suspicion s join project j on j.id = s.project_id left join person o on o.id = s.other_id
where (s.person_id = %(person)s or s.other_id = %(person)s) and s.seen_at > %(seen)s order by s.p_value
"""


class PersonUnknown(NotFound):
    """There is no such person."""

    def __init__(self) -> None:
        super().__init__("not_found_here")


async def of_person(tx: Tx, person_id: int, now: datetime) -> PersonQuality:
    """The person's figures.

    Raises:
        PersonUnknown.
    """
    name = await row(tx, dict, "select name from person where id = %s", [person_id])
    if name is None:
        raise PersonUnknown
    upto = midnight(now)
    params = {"person": person_id, "midnight": upto, "today": upto.date(), "since": (upto - _BACK).date()}
    shares = [found["share"] for found in await dicts(tx, _OUTCOMES, params)][::-1]
    outcomes = np.clip(np.array(shares, dtype=np.float64), 0.0, 1.0)
    return PersonQuality(
        person_id=person_id,
        name=name["name"],
        upto=upto,
        checked=len(outcomes),
        skills=await _skills(tx, params),
        days=await rows(tx, SkillDay, _DAYS, params),
        curve=curve(outcomes),
        falling=is_falling(outcomes),
    )


async def of_led(tx: Tx, person_id: int, now: datetime) -> LeaderQuality:
    """The same figures, with suspicions of the last month."""
    own = await of_person(tx, person_id, now)
    params = {"person": person_id, "seen": now - timedelta(days=30)}
    return LeaderQuality(
        **{name: getattr(own, name) for name in PersonQuality.__struct_fields__},
        suspicions=await rows(tx, Suspected, _SUSPICIONS, params),
    )


async def _skills(tx: Tx, params: dict[str, Any]) -> list[SkillRow]:
    titles = {
        (found["kind"], found["class"]): msgspec.convert(found["title"] or {}, Title)
        for found in await dicts(tx, _TITLES, params)
    }
    return [
        _skill(found, titles.get((found["kind"], found["class"])))
        for found in await dicts(tx, _SKILLS, params)
    ]


def _skill(found: dict[str, Any], title: Title | None) -> SkillRow:
    return SkillRow(
        kind=found["kind"],
        class_=found["class"],
        title=title,
        mean=found["mean"],
        low=found["low"],
        high=found["high"],
        trials=found["trials"],
        average=found["average"] if found["average"] is not None else found["mean"],
    )


def curve(outcomes: Any) -> list[CurvePoint]:
    """The share of right among the last twenty answers at some points, and the curve fitted to all."""
    count = len(outcomes)
    if count < _LEAST:
        return []
    fitted = learning_curve(outcomes)
    places = np.unique(np.linspace(min(_WINDOW, _LEAST), count, _POINTS).astype(int))
    return [
        CurvePoint(
            answers=int(place),
            share=float(outcomes[max(0, place - _WINDOW) : place].mean()),
            fitted=fitted.at(float(place)),
        )
        for place in places
    ]


def is_falling(outcomes: Any) -> bool:
    """Does recent work fall behind what the first half of it led to expect?"""
    if len(outcomes) < 2 * _LEAST:
        return False
    half = len(outcomes) // 2
    return drift(outcomes[half:], expected=float(outcomes[:half].mean())).alarm is not None
