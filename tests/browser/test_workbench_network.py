"""Work goes on without a network or a server, arrives later in order and once, and is never thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Pages
from tests.browser.workshop import STREET, Bench, Workshop, pictures, workshop_of

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]


@pytest.fixture
def street(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop_of(demo, pictures(tmp_path_factory.mktemp("network"), 9), STREET, prefetch=4) as made:
        yield made


def draw_and_submit(bench: Bench) -> str:
    name = bench.item
    bench.drag((100, 100), (200, 160))
    bench.press("s")
    bench.page.wait_for_function(
        "name => document.querySelector('.topbar .item')?.textContent !== name", arg=name
    )
    return name


def test_work_goes_on_without_a_network_and_arrives_when_it_is_back(
    street: Workshop, page: Opens, pages: Pages
) -> None:
    pages.expect("ERR_INTERNET_DISCONNECTED")
    bench = Bench(page("annotator", f"/work/{street.project_id}"))
    bench.page.wait_for_load_state("networkidle")
    bench.page.context.set_offline(True)
    done = [draw_and_submit(bench) for _ in range(3)]
    expect(bench.page.locator(".saved")).to_contain_text("3 条待上传")
    expect(bench.page.locator(".saved")).to_contain_text("网络已断开")
    expect(bench.page.locator(".stage-message")).to_be_hidden()
    done.append(draw_and_submit(bench))
    expect(bench.page.locator(".empty")).to_contain_text("4 条已存在本机")
    bench.page.context.set_offline(False)
    expect(bench.page.locator(".topbar .item")).to_be_visible(timeout=40_000)
    answers = [street.answers(item) for item in done]
    assert [len(each) for each in answers] == [1, 1, 1, 1]
    ids = [each[0].id for each in answers]
    assert len(set(ids)) == 4


def test_a_reply_that_is_lost_does_not_make_the_answer_twice(
    street: Workshop, page: Opens, pages: Pages
) -> None:
    pages.expect("ERR_FAILED")
    bench = Bench(page("annotator", f"/work/{street.project_id}"))
    bench.page.wait_for_load_state("networkidle")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort()

    bench.page.route("**/work", lose)
    item = draw_and_submit(bench)
    expect(bench.page.locator(".saved")).to_contain_text("待上传")
    expect(bench.page.locator(".saved")).not_to_contain_text("待上传", timeout=20_000)
    assert '"done"' in lost[0]
    assert len(street.answers(item)) == 1


def test_unsent_work_outlives_the_page(street: Workshop, page: Opens, pages: Pages) -> None:
    pages.expect("ERR_FAILED")
    opened = page("annotator", f"/work/{street.project_id}")
    bench = Bench(opened)
    opened.wait_for_load_state("networkidle")
    opened.route("**/work", lambda route: route.abort())
    item = draw_and_submit(bench)
    expect(opened.locator(".saved")).to_contain_text("待上传")
    assert street.answers(item) == []
    opened.unroute("**/work")
    opened.reload()
    expect(opened.locator(".topbar .item")).not_to_have_text(item)
    expect(opened.locator(".saved")).not_to_contain_text("待上传")
    assert len(street.document(item)["objects"]) == 1


def test_what_the_server_finds_wrong_is_shown_at_the_object_and_mended(
    street: Workshop, page: Opens, pages: Pages
) -> None:
    bench = Bench(page("annotator", f"/work/{street.project_id}"))
    bench.page.wait_for_load_state("networkidle")

    def spoil(route: Route) -> None:
        """As a client would that checks less than the server."""
        body = route.request.post_data_json
        assert body is not None
        assert body is not None
        for each in body["submit"]:
            each["document"]["objects"][0]["attributes"]["kind"] = "tank"
        route.continue_(post_data=body)

    bench.page.route("**/work", spoil)
    item = draw_and_submit(bench)
    bench.page.get_by_role("button", name="1 条未被接受").click()
    bench.page.unroute("**/work")
    bench.page.get_by_role("button", name="打开修改").click()
    expect(bench.page.locator(".topbar .item")).to_have_text(item)
    expect(bench.page.locator(".faults li").first).to_contain_text("汽车 · 类型")
    expect(bench.page.locator(".object.faulty")).to_have_count(1)
    bench.press("v")
    bench.drag((200, 160), (260, 200))
    assert bench.hand_in() == item
    (thing,) = street.document(item)["objects"]
    assert thing["shape"]["w"] == pytest.approx(160, abs=1.5)


def test_the_draft_is_there_on_another_computer(street: Workshop, page: Opens) -> None:
    bench = Bench(page("annotator", f"/work/{street.project_id}"))
    item = bench.item
    bench.drag((100, 100), (200, 160))
    expect(bench.page.locator(".saved")).to_contain_text("已存在本机")
    expect(bench.page.locator(".saved")).to_contain_text("已存到服务器", timeout=15_000)
    other = Bench(page("annotator", f"/work/{street.project_id}"))
    assert other.item == item
    expect(other.page.locator(".object")).to_have_count(1)


def test_two_computers_do_not_overwrite_each_other(street: Workshop, page: Opens, pages: Pages) -> None:
    pages.expect("409")
    here = Bench(page("annotator", f"/work/{street.project_id}"))
    there = Bench(page("annotator", f"/work/{street.project_id}"))
    there.drag((100, 100), (200, 160))
    there.drag((300, 100), (400, 160))
    expect(there.page.locator(".saved")).to_contain_text("已存到服务器", timeout=15_000)
    here.drag((500, 100), (600, 160))
    expect(here.page.locator(".saved")).to_contain_text("另一处有更新的草稿", timeout=15_000)
    here.page.get_by_role("button", name="用那一份").click()
    expect(here.page.locator(".object")).to_have_count(2)


def test_why_there_is_no_work_is_said_in_both_languages(demo: str, page: Opens, street: Workshop) -> None:
    street.manager.set_state(street.project_id, "paused")
    for locale, words in (("zh-CN", "项目已暂停"), ("en", "The project is paused")):
        opened = page("annotator", f"/work/{street.project_id}", locale=locale)
        expect(opened.locator(".empty h2")).to_have_text(words)
