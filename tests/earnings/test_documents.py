"""A closed month as PDF and Excel."""

from __future__ import annotations

import io
import zipfile

import pytest

from beanfield.earnings import months, statements, store
from beanfield.earnings.slip import hours, slip, yuan
from beanfield.earnings.workbook import workbook
from beanfield.platform.services import Services
from beanfield.platform.typesetting import FONTS
from tests.earnings.payroom import do_one, make_paid_floor
from tests.earnings.test_months import AFTER, NOVEMBER, close, with_minimum
from tests.production.floor import Floor


async def closed_floor(services: Services) -> Floor:
    floor = await make_paid_floor(services)
    await with_minimum(floor)
    await floor.run("update person set name = '=1+1 王芳' where id = %s", floor.people[0])
    for _ in range(3):
        await do_one(floor, floor.people[0], seconds=100)
    await close(floor)
    return floor


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.skipif(not FONTS.is_dir(), reason="the fonts come with the built front end")
async def test_a_statement_is_set_as_a_pdf(services: Services, locale: str) -> None:
    floor = await closed_floor(services)
    async with services.database.transaction() as tx:
        (row,) = await statements.of_person(tx, floor.people[0])
        found = await statements.one(tx, row.id)
        made = await slip(found, await store.lines_of_statement(tx, row.id), locale)
    assert made.startswith(b"%PDF-")
    assert b"NotoSansSC" in made  # no other font stands in for the Chinese


async def test_a_month_is_a_workbook_of_sums_and_lines(services: Services) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    floor = await closed_floor(services)
    async with services.database.transaction() as tx:
        shown = await months.show(tx, floor.centre_id, NOVEMBER, AFTER)
        lines = store.lines_of_month(tx, floor.centre_id, NOVEMBER, batch=2)
        made = await workbook(shown, lines, "zh-CN")
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["汇总", "分录"]
    sums = list(book["汇总"].values)
    assert sums[1][0] == "=1+1 王芳"
    assert sums[1][4] == pytest.approx(shown.people[0].gross_fen / 100)
    every = list(book["分录"].values)
    assert len(every) == 1 + shown.people[0].lines
    assert sum(row[6] for row in every[1:]) == pytest.approx(sums[1][4])


async def test_a_name_is_never_a_formula(services: Services) -> None:
    floor = await closed_floor(services)
    async with services.database.transaction() as tx:
        shown = await months.show(tx, floor.centre_id, NOVEMBER, AFTER)
        made = await workbook(shown, store.lines_of_month(tx, floor.centre_id, NOVEMBER), "en")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist() if "worksheets" in name)


def test_fen_and_time_are_written_for_people() -> None:
    assert [yuan(fen) for fen in (0, 5, 123456, -50)] == ["0.00", "0.05", "1,234.56", "−0.50"]
    assert [hours(ms) for ms in (0, 59_999, 3_660_000)] == ["0:00", "0:00", "1:01"]
