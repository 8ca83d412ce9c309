"""The programme's figures as of a day: counted from the records, with what is small withheld."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from beanfield.impact import rules
from beanfield.impact.indicators import INDICATORS, Indicator
from beanfield.impact.model import Figure, IndicatorShown, Programme, ProgrammeRow, Words
from beanfield.impact.problems import DateInFuture
from beanfield.impact.rules import Column
from beanfield.people.actor import Reached
from beanfield.platform.database import Tx, dicts
from beanfield.platform.messages import text

_CENTRES = "select id, name_zh, name_en, county from centre order by id"


async def programme(tx: Tx, within: Reached, day: date | None, now: datetime) -> Programme:
    """The figures at the end of `day` (today when None), of the centres in reach.

    What is withheld is decided on the whole table, and totals go to those who see every centre: a part of
    the page never tells more than all of it, and nobody subtracts their own numbers from a total.

    Raises:
        DateInFuture: the day has not begun.
    """
    today = rules.today(now)
    day = day or today
    if day > today:
        raise DateInFuture("as_of")
    centres = await dicts(tx, _CENTRES)
    places: list[int | None] = [*(centre["id"] for centre in centres), None]
    counted = {each.code: await _count(tx, each, day, places) for each in INDICATORS}
    columns = {
        each.code: Column(
            tuple(cell["number"] for cell in counted[each.code]),
            tuple(cell["people"] for cell in counted[each.code]),
            each.within,
        )
        for each in INDICATORS
    }
    hidden = rules.withheld(columns)
    shown = [
        ProgrammeRow(
            centre_id=places[place],
            name=_name(centres[place]) if place < len(centres) else words("impact_programme"),
            county=centres[place]["county"] if place < len(centres) else "",
            figures={
                each.code: Figure()
                if place in hidden[each.code]
                else _figure(each, counted[each.code][place], columns, place)
                for each in INDICATORS
            },
        )
        for place in range(len(places))
        if within.everything or places[place] in within.centres
    ]
    return Programme(day, rules.LEAST, [_told(each) for each in INDICATORS], shown)


async def _count(tx: Tx, indicator: Indicator, day: date, places: list[int | None]) -> list[dict[str, Any]]:
    """What the records say for each centre and for all; nothing found is zero."""
    found = await dicts(tx, indicator.query, {"day": day, "before": rules.end_of(day)})
    by_place = {each["centre_id"]: each for each in found}
    nothing = {"number": 0, "people": 0, "value": None}
    return [by_place.get(place, nothing) for place in places]


def _figure(indicator: Indicator, cell: dict[str, Any], columns: dict[str, Column], place: int) -> Figure:
    share = None
    if indicator.within is not None:
        share = cell["number"] / columns[indicator.within].numbers[place]
    return Figure(cell["number"], share, cell["value"])


def _name(centre: dict[str, Any]) -> Words:
    return Words(centre["name_zh"], centre["name_en"] or centre["name_zh"])


def _told(indicator: Indicator) -> IndicatorShown:
    return IndicatorShown(
        indicator.code,
        indicator.kind,
        indicator.unit,
        indicator.within,
        title=words(f"indicator_{indicator.code}"),
        definition=words(f"indicator_{indicator.code}_definition"),
    )


def words(key: str) -> Words:
    """A message in both languages."""
    return Words(text(key, "zh-CN"), text(key, "en"))
