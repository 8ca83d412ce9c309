"""A reviewer passes, mends and returns; the annotator sees why; an adjudicator decides between two."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from bench.serving import client_of
from playwright.sync_api import Page, expect

from beanfield.production.model import Pipeline, ReviewRow, Task
from tests.browser.workshop import STREET, Bench, Workshop, pictures

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]


@pytest.fixture
def checked(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    data = pictures(tmp_path_factory.mktemp("review"), 1)
    with (
        client_of(demo, "manager") as manager,
        client_of(demo, "annotator") as annotator,
        client_of(demo, "reviewer") as reviewer,
    ):
        people: dict[Task, int] = {
            "annotate": annotator.me().person_id,
            "review": reviewer.me().person_id,
        }
        yield Workshop.open(manager, data, STREET, people=people, pipeline=Pipeline(review="all"))


@pytest.fixture
def answered(checked: Workshop, page: Opens) -> str:
    """The item whose answer waits for review."""
    bench = Bench(page("annotator", f"/work/{checked.project_id}"))
    item = bench.item
    bench.drag((100, 100), (200, 160))
    bench.press("s")
    expect(bench.page.locator(".empty")).to_be_visible()
    return item


def reviews(workshop: Workshop, item: str) -> list[ReviewRow]:
    (row,) = list(workshop.manager.items(workshop.project_id, q=item))
    return workshop.manager.item(workshop.project_id, row.id).reviews


def state(workshop: Workshop, item: str) -> str:
    (row,) = list(workshop.manager.items(workshop.project_id, q=item))
    return row.state


def verdict(bench: Bench, key: str) -> None:
    bench.press(key)
    expect(bench.page.locator(".empty")).to_be_visible()
    expect(bench.page.locator(".saved")).not_to_contain_text("待上传")


def test_an_answer_passes_by_one_key(checked: Workshop, answered: str, page: Opens) -> None:
    bench = Bench(page("reviewer", f"/review/{checked.project_id}"))
    expect(bench.page.locator(".object")).to_have_count(1)
    verdict(bench, "s")
    (review,) = reviews(checked, answered)
    assert review.verdict == "pass"
    assert state(checked, answered) == "accepted"


def test_a_reviewer_mends_in_place_and_both_versions_stay(
    checked: Workshop, answered: str, page: Opens
) -> None:
    bench = Bench(page("reviewer", f"/review/{checked.project_id}"))
    bench.press("b")
    bench.drag((300, 300), (380, 360))
    expect(bench.page.get_by_role("button", name="改好并通过")).to_be_visible()
    verdict(bench, "s")
    (review,) = reviews(checked, answered)
    assert review.verdict == "fix"
    first, second = checked.answers(answered)
    assert {first.kind, second.kind} == {"answer", "fix"}
    assert len(checked.document(answered)["objects"]) == 2


def test_a_return_needs_a_reason_and_its_reason_reaches_the_annotator(
    checked: Workshop, answered: str, page: Opens
) -> None:
    bench = Bench(page("reviewer", f"/review/{checked.project_id}"))
    bench.press("Shift+R")
    expect(bench.page.locator(".notice")).to_contain_text("请写明原因")
    bench.press("Shift+U")
    bench.drag((400, 300), (500, 400))
    expect(bench.page.locator(".defect")).to_have_count(1)
    bench.page.get_by_label("问题类型").select_option("missing")
    bench.page.get_by_label("严重程度").select_option("major")
    bench.page.get_by_label("说明", exact=True).fill("右边漏了一辆车")
    bench.page.get_by_label("总体意见").fill("请看规范第二条")
    bench.page.get_by_label("总体意见").blur()
    verdict(bench, "Shift+R")
    (review,) = reviews(checked, answered)
    (defect,) = review.defects
    assert (review.verdict, defect.class_, defect.severity) == ("return", "missing", "major")
    assert defect.pin is not None
    assert defect.pin["w"] == pytest.approx(100, abs=1.5)

    again = Bench(page("annotator", f"/work/{checked.project_id}"))
    expect(again.page.locator(".returned")).to_contain_text("请看规范第二条")
    expect(again.page.locator(".returned")).to_contain_text("右边漏了一辆车")
    expect(again.page.locator(".overlay .pin")).to_have_count(1)
    expect(again.page.locator(".object")).to_have_count(1)
    again.press("b")
    again.drag((410, 310), (490, 390))
    again.press("s")
    expect(again.page.locator(".empty")).to_be_visible()
    assert len(checked.document(answered)["objects"]) == 2

    last = Bench(page("reviewer", f"/review/{checked.project_id}"))
    verdict(last, "s")
    assert state(checked, answered) == "accepted"


@pytest.fixture
def contested(demo: str, page: Opens, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """One item that two people answered differently, and a third who decides."""
    data = pictures(tmp_path_factory.mktemp("contested"), 1)
    with (
        client_of(demo, "manager") as manager,
        client_of(demo, "annotator") as first,
        client_of(demo, "a101") as second,
        client_of(demo, "reviewer") as judge,
    ):
        pipeline = Pipeline(overlap=2, agreement=0.9, review="none")
        people: dict[Task, int] = {
            "annotate": first.me().person_id,
            "adjudicate": judge.me().person_id,
        }
        workshop = Workshop.open(manager, data, STREET, people=people, pipeline=pipeline)
        manager.assign(workshop.project_id, "annotate", person_id=second.me().person_id)
        for login, left in (("annotator", 100), ("a101", 500)):
            bench = Bench(page(login, f"/work/{workshop.project_id}"))
            bench.drag((left, 100), (left + 100, 160))
            bench.press("s")
            expect(bench.page.locator(".empty")).to_be_visible()
            expect(bench.page.locator(".saved")).not_to_contain_text("待上传")
        yield workshop


def test_an_adjudicator_sees_both_answers_and_takes_one(contested: Workshop, page: Opens) -> None:
    opened = page("reviewer", f"/adjudicate/{contested.project_id}")
    expect(opened.locator(".tab")).to_have_count(2, timeout=60_000)
    bench = Bench(opened)
    bench.press("Shift+C")
    expect(opened.locator(".compare .stage")).to_have_count(2)
    expect(opened.locator(".compare header button")).to_have_count(2)
    bench.press("Escape", "Shift+Digit2")
    expect(opened.locator(".tab").nth(1)).to_have_attribute("aria-selected", "true")
    verdict(bench, "s")
    assert state(contested, "p000.png") == "accepted"
