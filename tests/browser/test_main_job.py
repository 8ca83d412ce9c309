"""The main job from end to end, through the screens alone: from a new project to a lot that comes back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from beanfield.demo.cast import PASSWORD
from tests.browser.screens import settle
from tests.browser.workshop import Bench, picture

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]

PROJECT = "验收演练：路口"


def broken_zip(folder: Path) -> Path:
    """Three pictures, one of them cut off in the middle."""
    path = folder / "crossing.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            data = picture(number)
            archive.writestr(f"crossing-{number}.png", data[:60] if number == 1 else data)
    return path


def whole_zip(folder: Path) -> Path:
    path = folder / "crossing-mended.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"crossing-{number}.png", picture(number))
    return path


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    settle(page)


def sign_in(page: Page, login: str) -> None:
    page.goto("/")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".main-menu").wait_for()
    chinese = page.get_by_role("button", name="中文")  # another test may have left the account in English
    if chinese.count():
        chinese.click()


def said(page: Page, words: str) -> None:
    expect(page.locator(".ant-message").get_by_text(words).last).to_be_visible()


def make_project(page: Page) -> int:
    """A project with the example's schema in version 1 and a guide."""
    page.locator(".main-menu").get_by_role("link", name="项目", exact=True).click()
    page.get_by_role("button", name="新建项目").click()
    drawer = page.locator(".ant-drawer")
    drawer.get_by_label("项目名称").fill(PROJECT)
    choose(page, drawer.get_by_label("客户"), "北原汽车")
    drawer.get_by_role("button", name="新建").click()
    page.get_by_role("button", name="使用示例").click()
    page.get_by_role("button", name="保存为第 1 版").click()
    page.get_by_role("dialog").get_by_role("button", name="保存为第 1 版").click()
    said(page, "已保存为第 1 版")
    tab(page, "规范")
    page.get_by_role("button", name="编写规范").click()
    page.get_by_label("规范（Markdown）").fill("# 路口\n\n- 车要框全。\n- 影子不框。")
    page.get_by_role("button", name="保存为第 1 版").click()
    expect(page.get_by_role("heading", name="路口", exact=True)).to_be_visible()
    found = re.search(r"/projects/(\d+)", page.url)
    assert found is not None
    return int(found[1])


def choose(page: Page, field: Locator, option: str) -> None:
    """Picks from a list that opens under the field."""
    field.click()
    page.keyboard.type(option)
    page.locator(".ant-select-item-option", has_text=option).first.click()


def bring_in(page: Page, folder: Path) -> None:
    """A broken file is refused with its name, and the mended one taken in."""
    tab(page, "导入")
    page.get_by_test_id("files").set_input_files(broken_zip(folder))
    page.get_by_role("button", name="上传并导入").click()
    row = page.get_by_role("row", name=re.compile("crossing.zip"))
    expect(row.get_by_text("失败")).to_be_visible(timeout=20_000)
    row.get_by_role("button", name="1").click()
    drawer = page.locator(".ant-drawer")
    expect(drawer.get_by_text("没有导入任何数据")).to_be_visible()
    expect(drawer.get_by_role("row").nth(1)).to_contain_text("crossing-1.png")
    drawer.get_by_role("button", name="Close").or_(drawer.locator(".ant-drawer-close")).first.click()
    page.get_by_test_id("files").set_input_files(whole_zip(folder))
    page.get_by_role("button", name="上传并导入").click()
    row = page.get_by_role("row", name=re.compile("crossing-mended.zip"))
    expect(row.get_by_text("已完成")).to_be_visible(timeout=20_000)


def assign_and_start(page: Page) -> None:
    tab(page, "设置")
    page.get_by_text("全部质检").click()
    page.get_by_role("button", name="保存").click()
    said(page, "已保存")
    tab(page, "分工")
    for task, person in (("标注", "李秀英"), ("质检", "孙丽")):
        page.get_by_role("button", name="分配任务").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_text(task, exact=True).click()
        dialog.get_by_text("个人", exact=True).click()
        choose(page, dialog.locator("#person_id"), person)
        dialog.get_by_role("button", name="分配任务").click()
        expect(page.get_by_role("row", name=re.compile(f"{person}.*{task}"))).to_be_visible()
        expect(dialog).to_be_hidden()
    tab(page, "进度")
    page.get_by_role("button", name="开始项目").click()
    expect(page.locator(".page-head").get_by_text("进行中")).to_be_visible()


def annotate(page: Page, times: int) -> list[str]:
    """Draws a box and answers the weather, by key; tells the items."""
    bench = Bench(page)
    names = []
    for _ in range(times):
        bench.drag((100, 100), (300, 220))
        bench.press("j", "j", "1")
        names.append(bench.hand_in())
    return names


def review(page: Page) -> str:
    """Sends the first back with a defect and a reason, passes the others; tells which went back."""
    bench = Bench(page)
    back = bench.item
    page.locator(".object").first.click()
    bench.press("u")
    page.locator(".defect select").first.select_option("loose")
    page.get_by_label("补充说明").or_(page.locator(".review textarea")).last.fill("右边多框了半个车身")
    page.locator(".verdict .danger").click()
    expect(page.locator(".topbar .item")).not_to_have_text(back)
    for _ in range(2):
        bench.hand_in()
    return back


def mend(page: Page, back: str) -> None:
    """What came back is first, with its reason above the work."""
    bench = Bench(page)
    assert bench.item == back
    expect(page.locator(".returned")).to_contain_text("孙丽 退回了这条")
    expect(page.locator(".returned")).to_contain_text("右边多框了半个车身")
    bench.press("v")
    bench.drag((300, 220), (260, 220))
    bench.hand_in()


def deliver(page: Page, project: int) -> None:
    page.goto(f"/projects/{project}?tab=lots")
    page.get_by_role("button", name="新建批次").click()
    page.get_by_label("批次名称").fill("路口第 1 批")
    page.get_by_role("dialog").get_by_role("button", name="新建批次").click()
    row = page.get_by_role("row", name=re.compile("路口第 1 批")).first
    row.get_by_role("button", name="交付").click()
    page.get_by_role("dialog").get_by_role("button", name="交付", exact=True).click()
    expect(page.get_by_role("link", name="下载")).to_be_visible(timeout=20_000)


def reject(page: Page) -> None:
    """The customer downloads the delivery, and sends the lot back with a reason."""
    card = page.locator("section.card", has_text=PROJECT).first
    with page.expect_download() as download:
        card.get_by_role("link", name="下载").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert any("manifest" in name for name in archive.namelist())
    card.get_by_role("button", name="验收").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="不通过").click()
    expect(dialog.get_by_text("请写明不通过的理由")).to_be_visible()
    dialog.get_by_label("理由").fill("框得太松")
    dialog.get_by_role("button", name="不通过").click()
    expect(card.get_by_text("理由：框得太松")).to_be_visible()


def test_the_main_job_from_a_new_project_to_a_lot_that_comes_back(
    browser: Browser, demo: str, page: Opens, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=demo, locale="zh-CN", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(12_000)
    manager = context.new_page()
    sign_in(manager, "manager")
    project = make_project(manager)
    bring_in(manager, tmp_path)
    assign_and_start(manager)
    assert annotate(page("annotator", f"/work/{project}"), 3) == [f"crossing-{each}.png" for each in range(3)]
    back = review(page("reviewer", f"/review/{project}"))
    mend(page("annotator", f"/work/{project}"), back)
    Bench(page("reviewer", f"/review/{project}")).hand_in()
    deliver(manager, project)
    reject(page("customer", "/deliveries"))
    tab(manager, "数据")
    expect(manager.locator("tbody").get_by_text("已退回")).to_have_count(3)
    context.close()
