"""The workbench opens and works without any network or server; what was done arrives later, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bench.serving import chromium, client_of, free_port, serving
from playwright.sync_api import Browser, Page, expect

from beanfield.production.model import WorkRequest
from tests.browser.conftest import Pages
from tests.browser.workshop import STREET, Bench, Workshop, pictures, workshop_of

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]

_READY = """async () => (await navigator.serviceWorker.ready).active?.state === 'activated'"""
#: How many copies of pictures are kept, and how many items are there to open from.
_KEPT = """async () => {
  const media = (await (await caches.open('beanfield-media')).keys()).length;
  let leases = 0;
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('beanfield-')) continue;
    leases += await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => {
        const count = asked.result.transaction('leases').objectStore('leases').count();
        count.onsuccess = () => { asked.result.close(); done(count.result); };
      };
    });
  }
  return [media, leases];
}"""


def workshop(address: str, folder: Path, count: int = 9) -> Workshop:
    """A running project of pictures for the annotator, four held at once."""
    with workshop_of(address, pictures(folder, count), STREET, prefetch=4) as made:
        return made


@pytest.fixture
def street(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return workshop(demo, tmp_path_factory.mktemp("offline"))


@pytest.fixture
def answered(street: Workshop, demo: str) -> Iterator[Callable[[str], int]]:
    """How many answers an item has."""
    with client_of(demo, "manager") as manager:
        street.manager = manager
        yield lambda item: len(street.answers(item))


def prepared(page: Page) -> Bench:
    """Waits until nothing more is needed of the network: program, items and pictures are here."""
    bench = Bench(page)
    page.wait_for_function(_READY)
    page.wait_for_function(f"async () => (await ({_KEPT})())[0] >= 4")
    return bench


def draw_and_submit(bench: Bench) -> str:
    name = bench.item
    bench.press("b")
    bench.drag((100, 100), (200, 160))
    bench.press("s")
    bench.page.wait_for_function(
        "name => document.querySelector('.topbar .item')?.textContent !== name", arg=name
    )
    return name


def test_the_workbench_is_reloaded_in_mid_work_without_a_network_and_goes_on(
    street: Workshop, answered: Callable[[str], int], page: Opens, pages: Pages
) -> None:
    pages.expect("ERR_INTERNET_DISCONNECTED")
    opened = page("annotator", f"/work/{street.project_id}", offline=True)
    bench = prepared(opened)
    opened.context.set_offline(True)
    first = draw_and_submit(bench)
    second = bench.item
    bench.drag((100, 100), (200, 160))
    bench.drag((300, 100), (400, 160))
    bench.press("Control+z")
    expect(opened.locator(".saved")).to_contain_text("网络已断开")
    opened.reload()
    bench = Bench(opened)
    assert bench.item == second
    expect(opened.locator(".saved")).to_contain_text("1 条待上传")
    expect(opened.locator(".object")).to_have_count(1)
    bench.press("Control+Shift+z")
    expect(opened.locator(".object")).to_have_count(2)
    bench.press("Control+z", "Control+z")
    expect(opened.locator(".object")).to_have_count(0)
    expect(opened.locator(".stage-message")).to_be_hidden()
    done = [first, draw_and_submit(bench), draw_and_submit(bench)]
    expect(opened.locator(".saved")).to_contain_text("网络已断开")
    opened.context.set_offline(False)
    expect(opened.locator(".saved")).not_to_contain_text("待上传", timeout=40_000)
    assert [answered(item) for item in done] == [1, 1, 1]
    assert len(street.document(first)["objects"]) == 1


def test_the_server_is_stopped_in_mid_work_and_started_again(browser: Browser) -> None:
    if chromium() is None:
        pytest.skip("no Chromium on this machine")
    port = free_port()
    with TemporaryDirectory(prefix="beanfield-offline-") as name:
        folder = Path(name)
        pages = Pages(browser, f"http://127.0.0.1:{port}")
        pages.expect("ERR_CONNECTION_REFUSED")
        with serving(folder, port) as address:
            street = workshop(address, folder)
            opened = pages.open("annotator", f"/work/{street.project_id}", offline=True)
            bench = prepared(opened)
        first = draw_and_submit(bench)
        opened.reload()
        bench = Bench(opened)
        second = draw_and_submit(bench)
        expect(opened.locator(".saved")).to_contain_text("2 条待上传")
        with serving(folder, port) as address, client_of(address, "manager") as manager:
            expect(opened.locator(".saved")).not_to_contain_text("待上传", timeout=60_000)
            street.manager = manager
            assert [len(street.answers(item)) for item in (first, second)] == [1, 1]
        assert pages.close() == []


def test_signing_out_leaves_no_picture_and_no_item_here(street: Workshop, page: Opens, pages: Pages) -> None:
    pages.expect("401")  # who is not signed in is told so
    opened = page("annotator", f"/work/{street.project_id}", offline=True)
    prepared(opened)
    opened.goto("/home")
    opened.get_by_role("button", name="李秀英").click()
    opened.get_by_text("退出登录").click()
    opened.wait_for_url("**/login*")
    assert opened.evaluate(_KEPT) == [0, 0]


def test_copies_of_pictures_go_with_their_items(street: Workshop, page: Opens) -> None:
    opened = page("annotator", f"/work/{street.project_id}", offline=True)
    bench = prepared(opened)
    for _ in range(7):
        draw_and_submit(bench)
    expect(opened.locator(".saved")).not_to_contain_text("待上传")
    opened.wait_for_function(f"async () => (await ({_KEPT})()).join() === '2,2'")


def test_the_window_opened_last_works_and_the_other_one_stands_back(street: Workshop, page: Opens) -> None:
    here = page("annotator", f"/work/{street.project_id}")
    bench = Bench(here)
    item = bench.item
    bench.drag((100, 100), (200, 160))
    bench.drag((300, 100), (400, 160))
    there = here.context.new_page()
    there.goto(f"/work/{street.project_id}")
    other = Bench(there)
    assert other.item == item
    expect(there.locator(".object")).to_have_count(2)
    expect(here.locator(".empty h2")).to_have_text("这个项目已在另一个窗口打开")
    other.press("Control+z", "b")
    other.drag((300, 300), (400, 360))
    expect(there.locator(".object")).to_have_count(2)
    here.bring_to_front()
    here.get_by_role("button", name="在这里做").click()
    bench = Bench(here)
    expect(here.locator(".object")).to_have_count(2)
    bench.press("Control+z")
    expect(here.locator(".object")).to_have_count(1)
    expect(there.locator(".empty h2")).to_be_visible()


def test_work_whose_lease_was_lost_is_kept_and_offered_with_the_item(
    street: Workshop, answered: Callable[[str], int], demo: str, page: Opens, pages: Pages
) -> None:
    pages.expect("ERR_INTERNET_DISCONNECTED")
    pages.expect("409")
    opened = page("annotator", f"/work/{street.project_id}")
    bench = Bench(opened)
    item = bench.item
    bench.drag((100, 100), (200, 160))
    expect(opened.locator(".saved")).to_contain_text("已存在本机")
    opened.context.set_offline(True)
    bench.drag((300, 100), (400, 160))
    with client_of(demo, "annotator") as elsewhere:
        held = elsewhere.work(street.project_id, WorkRequest(want=1)).leases
        mine = next(lease for lease in held if lease.name == item)
        elsewhere.work(street.project_id, WorkRequest(hand_back=[mine.id], want=0))
    opened.context.set_offline(False)
    expect(opened.locator(".notice")).to_contain_text("留存在本机", timeout=40_000)
    expect(opened.locator(".saved")).to_contain_text("1 条留存")
    for _ in range(12):
        if bench.item == item:
            break
        draw_and_submit(bench)
    opened.get_by_role("button", name="接着做").click()
    expect(opened.locator(".object")).to_have_count(2)
    assert bench.hand_in() == item
    assert answered(item) == 1
    assert len(street.document(item)["objects"]) == 2
