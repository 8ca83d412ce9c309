"""Reports of quality: agreement, confusions, weak spots, people; who sees what; the items behind figures."""

from __future__ import annotations

import random
from typing import Any
from uuid import uuid4

import msgspec

from beanfield.annotation.document import Document
from beanfield.checks import reports
from beanfield.checks.model_reports import Report
from beanfield.platform.services import Services
from beanfield.production import items as item_list
from beanfield.production.model import Pipeline, ReviewSubmission
from beanfield.production.store_items import Listing
from tests.production.floor import Floor, add_checkers, boxes, check, make_floor, settle_all

THREE = Pipeline(overlap=3, agreement=0.5, review="none")


def weather(option: str, count: int = 1) -> dict[str, Any]:
    return {**boxes(count), "answers": {"weather": option}}


async def worked(services: Services, *, wrong: float = 0.3) -> Floor:
    """Twenty items answered by three people; the last of them errs often."""
    floor = await make_floor(services, people=3, items=20, pipeline=THREE)
    rng = random.Random(1)
    for place, person in enumerate(floor.people):
        for number, lease in enumerate((await floor.ask(person, want=20)).leases):
            right = "rain" if number % 2 else "sun"
            other = "sun" if number % 2 else "rain"
            errs = place == 2 and rng.random() < wrong
            floor.pass_time(20)
            await floor.answer(person, lease.id, weather(other if errs else right, 1 if errs else 2))
    await settle_all(floor)
    return floor


async def report_of(floor: Floor) -> Report:
    async with floor.services.database.transaction() as tx:
        return await reports.make(tx, floor.project_id, floor.now)


async def test_people_who_say_the_same_agree_wholly(services: Services) -> None:
    report = await report_of(await worked(services, wrong=0.0))
    assert [(each.name, each.measure, each.value) for each in report.agreement] == [
        ("", "objects", 1.0),
        ("weather", "nominal", 1.0),
    ]
    assert all(row.f1 == 1.0 for row in report.classes)
    assert report.items == report.opinions == 20


async def test_errors_show_in_agreement_confusion_and_the_items_behind(services: Services) -> None:
    report = await report_of(await worked(services))
    objects, options = report.agreement
    for each in (objects, options):
        assert each.value is not None
        assert each.low is not None
        assert each.low <= each.value < 1
        assert each.items
    matrix = next(each for each in report.confusion if each.name == "weather")
    wrong = [cell for cell in matrix.cells if cell.right != cell.said]
    assert sum(cell.count for cell in wrong) > 0
    assert set(wrong[0].items) <= set(options.items)
    assert {spot.rule for spot in report.weak_spots} == {"car", "weather"}


async def test_people_have_the_figures_that_rules_judge_by(services: Services) -> None:
    floor = await worked(services)
    report = await report_of(floor)
    shares = {row.person_id: row.consensus.figure for row in report.people if row.consensus}
    assert shares[floor.people[2]].value < shares[floor.people[0]].value
    for figure in shares.values():
        assert figure.low <= figure.value <= figure.high
    assert [row.answers for row in report.people] == [20, 20, 20]


async def test_a_correction_by_a_reviewer_tells_what_was_taken_for_what(services: Services) -> None:
    floor = await make_floor(services, people=1, items=1, pipeline=Pipeline(review="all"))
    await floor.answer(floor.people[0], (await floor.ask(floor.people[0])).leases[0].id, weather("sun"))
    (reviewer,) = await add_checkers(floor, 1)
    lease = (await check(floor, reviewer)).leases[0]
    right = msgspec.convert(weather("rain"), Document)
    await check(floor, reviewer, submit=[ReviewSubmission(uuid4(), lease.id, "fix", fixed=right)], want=0)
    report = await report_of(floor)
    assert report.fixes == 1
    (cell,) = next(each for each in report.confusion if each.name == "weather").cells
    assert (cell.right, cell.said, cell.count) == ("rain", "sun", 1)
    assert [(row.reviews, row.returned) for row in report.reviewers] == [(1, 1.0)]


async def test_the_least_sure_items_come_first_page_by_page(services: Services) -> None:
    floor = await worked(services)
    seen: list[int] = []
    sure: list[float] = []
    cursor = None
    async with services.database.transaction() as tx:
        while True:
            page = await reports.disputed(tx, floor.project_id, least=0.0, below=None, cursor=cursor, limit=6)
            seen += [row.id for row in page.rows]
            sure += [row.confidence for row in page.rows]
            cursor = page.next
            if cursor is None:
                break
    assert len(seen) == len(set(seen)) == 20
    assert sure == sorted(sure)


async def test_the_list_of_items_shows_only_the_items_named(services: Services) -> None:
    floor = await make_floor(services, items=5)
    numbers = [row["id"] for row in await floor.rows("select id from item order by id")]
    wanted = Listing(project_id=floor.project_id, ids=(numbers[3], numbers[1]))
    async with services.database.transaction() as tx:
        page = await item_list.page(tx, wanted, cursor=None, limit=50)
    assert [row.id for row in page.rows] == [numbers[1], numbers[3]]
