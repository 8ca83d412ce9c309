"""The programme's figures from real records, as of any day."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest

from beanfield.impact import facts
from beanfield.impact.indicators import INDICATORS
from beanfield.impact.model import NewFact, Programme
from beanfield.impact.problems import DateInFuture, LeftBeforeHired, NoEmployer
from beanfield.impact.programme import programme
from beanfield.impact.workbook import workbook
from beanfield.people.actor import Reached
from beanfield.platform.database import Tx, execute, scalar

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ALL = Reached(everything=True)


async def centre(tx: Tx, name: str) -> int:
    return int(await scalar(tx, "insert into centre (name_zh) values (%s) returning id", [name]))


async def person(tx: Tx, home: int | None, name: str = "某人") -> int:
    insert = "insert into person (name, centre_id) values (%s, %s) returning id"
    return int(await scalar(tx, insert, [name, home]))


async def hire(tx: Tx, home: int, count: int, **given: Any) -> list[int]:
    """People employed since 2024 unless `given` says otherwise."""
    usual: dict[str, Any] = {"from_date": date(2024, 1, 1), "hired_on": date(2024, 1, 1)}
    people = [await person(tx, home) for _ in range(count)]
    for each in people:
        await facts.record(tx, None, each, NewFact(**usual | given), NOW)
    return people


async def shown(tx: Tx, day: date | None = None, within: Reached = ALL) -> Programme:
    return await programme(tx, within, day, NOW)


async def numbers(tx: Tx, code: str, day: date | None = None) -> list[int | None]:
    """The numbers of an indicator, centre by centre, the total last."""
    return [row.figures[code].number for row in (await shown(tx, day)).rows]


async def test_a_past_day_gives_what_it_was_then(tx: Tx) -> None:
    home = await centre(tx, "甲")
    await hire(tx, home, 12)
    await hire(tx, home, 5, from_date=date(2026, 3, 1), hired_on=date(2026, 3, 1))
    await hire(tx, home, 3, left_on=date(2026, 6, 1))
    assert await numbers(tx, "in_work", date(2025, 1, 1)) == [15, 15]
    assert await numbers(tx, "in_work", date(2026, 3, 1)) == [20, 20]
    assert await numbers(tx, "in_work", date(2026, 5, 31)) == [20, 20]
    assert await numbers(tx, "in_work", date(2026, 6, 1)) == [17, 17]
    assert await numbers(tx, "in_work") == [17, 17]
    assert await numbers(tx, "in_work", date(2023, 12, 31)) == [None, None]


async def test_the_newest_record_that_had_begun_by_the_day_holds(tx: Tx) -> None:
    home = await centre(tx, "甲")
    people = await hire(tx, home, 24, gender="female", education="secondary")
    for each in people[:12]:
        degree = NewFact(date(2026, 7, 1), date(2024, 1, 1), gender="female", education="junior_college")
        await facts.record(tx, None, each, degree, NOW)
    for each in people[:10]:  # typed wrong from the beginning, and set right
        mended = NewFact(date(2024, 1, 1), date(2024, 1, 1), gender="male", education="secondary")
        await facts.record(tx, None, each, mended, NOW)
    assert await numbers(tx, "junior_college") == [12, 12]
    assert await numbers(tx, "junior_college", date(2026, 6, 30)) == [None, None]
    assert await numbers(tx, "women", date(2026, 6, 30)) == [14, 14]
    assert await numbers(tx, "women") == [None, None]  # all 24, so nobody else


async def test_a_share_is_of_all_in_work_and_pooled_over_the_centres(tx: Tx) -> None:
    one, two = await centre(tx, "甲"), await centre(tx, "乙")
    await hire(tx, one, 30, gender="female")
    await hire(tx, one, 10)
    await hire(tx, two, 10, gender="female")
    await hire(tx, two, 10, gender="male")
    got = [row.figures["women"] for row in (await shown(tx)).rows]
    assert [(each.number, each.share) for each in got] == [(30, 0.75), (10, 0.5), (40, 40 / 60)]


async def test_a_small_centre_is_withheld_with_the_total_that_would_give_it_away(tx: Tx) -> None:
    one, two = await centre(tx, "甲"), await centre(tx, "乙")
    await hire(tx, one, 30)
    await hire(tx, two, 4)
    assert await numbers(tx, "in_work") == [30, None, None]


async def pay(tx: Tx, home: int, people: list[int], month: date, gross: list[int], closed: datetime) -> None:
    by = people[0]
    wage = await scalar(
        tx,
        "insert into minimum_wage (county, from_date, monthly_fen, hourly_fen, source)"
        " values ('县', '2023-01-01', 1, 1, 's') returning id",
    )
    await execute(
        tx,
        "insert into pay_month (centre_id, month, minimum_wage_id, closed_by, closed_at)"
        " values (%s, %s, %s, %s, %s)",
        [home, month, wage, by, closed],
    )
    for each, fen in zip(people, gross, strict=True):
        await execute(
            tx,
            "insert into statement (centre_id, month, person_id, work_fen, correction_fen, top_up_fen,"
            " gross_fen, worked_ms, floor_fen, lines)"
            " values (%(c)s, %(m)s, %(p)s, %(f)s, 0, 0, %(f)s, 0, 0, 1)",
            {"c": home, "m": month, "p": each, "f": fen},
        )


async def test_median_income_is_that_of_the_last_month_closed_by_the_day_to_a_yuan(tx: Tx) -> None:
    home = await centre(tx, "甲")
    people = await hire(tx, home, 11)
    first = [300_000 + 1_234 * each for each in range(11)]
    await pay(tx, home, people, date(2026, 9, 1), first, datetime(2026, 10, 5, tzinfo=UTC))
    second = [400_000] * 11
    await pay(tx, home, people, date(2026, 10, 1), second, datetime(2026, 11, 5, tzinfo=UTC))
    values = {}
    for day in (date(2026, 10, 1), date(2026, 10, 31), TODAY):
        values[day] = (await shown(tx, day)).rows[0].figures["median_income"]
    assert values[date(2026, 10, 1)].value is None
    assert (values[date(2026, 10, 31)].value, values[date(2026, 10, 31)].number) == (306_200, 11)
    assert values[TODAY].value == 400_000


async def test_certificates_count_while_they_hold_and_lots_by_their_latest_verdict(tx: Tx) -> None:
    home = await centre(tx, "甲")
    people = await hire(tx, home, 12)
    for number, each in enumerate(people):
        await execute(
            tx,
            "insert into certificate (number, centre_id, person_id, skill, level, title, issued_at,"
            " valid_until, token, key_id)"
            " values (%s, %s, %s, 'street', 1, '{}', '2026-05-01', '2026-11-01', 't', 'k')",
            [str(number), home, each],
        )
    project = await scalar(
        tx, "insert into project (centre_id, name, media) values (%s, 'p', 'text') returning id", [home]
    )
    for number in range(12):
        lot = await scalar(
            tx, "insert into lot (project_id, name) values (%s, %s) returning id", [project, str(number)]
        )
        verdicts = [("accepted", "2026-08-01")] + ([("rejected", "2026-10-01")] if number < 3 else [])
        for verdict, at in verdicts:
            insert = "insert into lot_verdict (lot_id, verdict, by, at) values (%s, %s, %s, %s)"
            await execute(tx, insert, [lot, verdict, people[0], at])
    assert await numbers(tx, "certificates", date(2026, 4, 30)) == [None, None]
    assert await numbers(tx, "certificates", date(2026, 10, 30)) == [12, 12]
    assert await numbers(tx, "certificates") == [None, None]
    revoke = "insert into certificate_revocation (certificate_id, by, at, reason)"
    await execute(
        tx, revoke + " select id, person_id, '2026-10-01', 'x' from certificate order by id limit 2"
    )
    assert await numbers(tx, "certificates", date(2026, 9, 30)) == [12, 12]
    assert await numbers(tx, "certificates", date(2026, 10, 30)) == [10, 10]
    assert await numbers(tx, "lots_accepted", date(2026, 9, 1)) == [12, 12]
    assert await numbers(tx, "lots_accepted") == [None, None]


async def test_a_centre_sees_its_own_row_and_no_total(tx: Tx) -> None:
    one, two = await centre(tx, "甲"), await centre(tx, "乙")
    await hire(tx, one, 30)
    await hire(tx, two, 30)
    own = await shown(tx, within=Reached(centres=[two]))
    assert [row.centre_id for row in own.rows] == [two]


async def test_the_workbook_holds_the_cells_of_the_page_and_their_definitions(tx: Tx) -> None:
    openpyxl: Any = pytest.importorskip("openpyxl")
    one, two = await centre(tx, "甲"), await centre(tx, "乙")
    await hire(tx, one, 30, gender="female")
    await hire(tx, one, 10, gender="male")
    await hire(tx, two, 4)
    for locale, mark in (("zh-CN", "不公布"), ("en", "withheld")):
        book = openpyxl.load_workbook(io.BytesIO(workbook(await shown(tx), locale)))
        figures, definitions = book.worksheets
        rows = [[cell.value for cell in row] for row in figures.iter_rows(min_row=5)]
        assert rows[0][1:4] == [40, 0.75, 30]
        assert set(rows[1][1:]) == {mark}
        assert definitions.max_row == len(INDICATORS) + 1


async def test_a_day_to_come_has_no_figures(tx: Tx) -> None:
    with pytest.raises(DateInFuture):
        await shown(tx, TODAY + timedelta(days=1))


async def test_records_are_added_and_never_changed(tx: Tx) -> None:
    home = await centre(tx, "甲")
    (someone,) = await hire(tx, home, 1, gender="female")
    for statement in ("update person_fact set gender = 'male'", "delete from person_fact"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            async with tx.transaction():
                await execute(tx, statement)
    found = await facts.of_centre(tx, home, NOW)
    assert [(each.person_id, each.fact.gender if each.fact else None) for each in found] == [
        (someone, "female")
    ]


async def test_the_log_says_that_a_record_was_made_and_not_what_it_says(tx: Tx) -> None:
    home = await centre(tx, "甲")
    (someone,) = await hire(tx, home, 1, gender="female")
    row = await scalar(tx, "select details from audit where subject = %s", [f"person:{someone}"])
    assert row == {}


async def test_what_cannot_be_is_refused(tx: Tx) -> None:
    home = await centre(tx, "甲")
    someone, outsider = await person(tx, home), await person(tx, None)
    with pytest.raises(LeftBeforeHired):
        new = NewFact(TODAY, TODAY, left_on=TODAY)
        await facts.record(tx, None, someone, new, NOW)
    with pytest.raises(DateInFuture):
        await facts.record(tx, None, someone, NewFact(TODAY + timedelta(days=1), TODAY), NOW)
    with pytest.raises(NoEmployer):
        await facts.record(tx, None, outsider, NewFact(TODAY, TODAY), NOW)
