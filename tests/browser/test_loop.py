"""The whole loop through the screens: order, project, exam, certificate, work, pay, acceptance, statement."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.candidate import ExamBench, answer_theory
from tests.browser.conftest import Pages
from tests.browser.screens import settle
from tests.browser.test_main_job import annotate, choose, said, tab
from tests.browser.workshop import Bench, picture

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]

TITLE = "闭环演练：路口车辆"
CANDIDATE = "a107"
#: Lots are filled by a job that runs each minute, and seen a little later. In milliseconds.
A_MINUTE = 90_000


@dataclass
class Order:
    """The order of this test and what was made of it."""

    id: int
    project: int = 0


def file_order(page: Page) -> Order:
    """A customer files an order of two pictures with personal data, and records the agreement."""
    page.get_by_role("button", name="新建订单").click()
    drawer = page.locator(".ant-drawer")
    drawer.get_by_label("订单名称").fill(TITLE)
    drawer.get_by_label("数量").fill("2")
    drawer.get_by_label("您的出价（元）").fill("1.20")
    drawer.get_by_label("交付期限").fill(f"{date.today() + timedelta(days=30)}")
    page.keyboard.press("Enter")
    drawer.get_by_text("含个人信息").click()
    drawer.get_by_label("要做什么").fill("路口照片，框出全部车辆。")
    drawer.get_by_role("button", name="提交订单").click()
    said(page, "订单已提交")
    page.wait_for_url("**/orders/*")
    return Order(int(page.url.rsplit("/", 1)[1]))


def quote(page: Page, order: Order) -> None:
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="报价", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("单价（元）").fill("1.50")
    dialog.get_by_role("button", name="报价", exact=True).click()
    said(page, "报价已发给客户")


def agree(page: Page) -> None:
    """No agreement before the document is recorded; then it is there at once."""
    page.reload()
    expect(page.get_by_role("button", name="同意报价")).to_be_disabled()
    page.get_by_role("button", name="登记文件").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("出具或签署单位").fill("北原汽车")
    dialog.get_by_label("文件名称和编号").fill("个人信息委托处理协议 BY-2026-31")
    dialog.get_by_role("button", name="登记文件").click()
    expect(page.get_by_text("个人信息委托处理协议 BY-2026-31")).to_be_visible()
    page.get_by_role("button", name="同意报价").click()
    page.get_by_role("dialog").get_by_role("button", name="同意报价").click()
    expect(page.locator(".page-head").get_by_text("已成交")).to_be_visible()


def produce(page: Page, order: Order, folder: Path) -> None:
    """The manager makes the project, with lots of two, and brings schema and data in."""
    page.goto(f"/orders/{order.id}")
    page.get_by_role("button", name="立项").click()
    page.get_by_role("dialog").get_by_label("每批多少条").fill("2")
    page.get_by_role("dialog").get_by_role("button", name="立项").click()
    said(page, "项目已建立")
    page.locator("section.card a.row-name", has_text=TITLE).click()
    page.wait_for_url("**/projects/*")
    found = re.search(r"/projects/(\d+)", page.url)
    assert found is not None
    order.project = int(found[1])
    tab(page, "标签体系")
    page.get_by_role("button", name="使用示例").click()
    page.get_by_role("button", name="保存为第 1 版").click()
    page.get_by_role("dialog").get_by_role("button", name="保存为第 1 版").click()
    said(page, "已保存为第 1 版")
    path = folder / "loop.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2):
            archive.writestr(f"loop-{number}.png", picture(number))
    tab(page, "导入")
    page.get_by_test_id("files").set_input_files(path)
    page.get_by_role("button", name="上传并导入").click()
    row = page.get_by_role("row", name=re.compile(r"loop\.zip"))
    expect(row.get_by_text("已完成")).to_be_visible(timeout=20_000)


def staff(page: Page, worker: str) -> None:
    """A skill is required, a rate is set, people are assigned, the project runs."""
    tab(page, "设置")
    page.get_by_text("全部质检").click()
    page.get_by_label("要求的技能").fill("street")
    page.get_by_label("最低水平").fill("2")
    page.get_by_role("button", name="保存").click()
    said(page, "已保存")
    tab(page, "单价")
    page.get_by_role("button", name="新的单价").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("标注（元）").fill("0.45")
    dialog.get_by_label("质检（元）").fill("0.15")
    dialog.get_by_role("button", name=re.compile("确 ?定")).click()
    said(page, "单价已保存")
    tab(page, "分工")
    for task, person in (("标注", worker), ("质检", "孙丽")):
        page.get_by_role("button", name="分配任务").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_text(task, exact=True).click()
        dialog.get_by_text("个人", exact=True).click()
        choose(page, dialog.locator("#person_id"), person)
        dialog.get_by_role("button", name="分配任务").click()
        expect(dialog).to_be_hidden()
    tab(page, "进度")
    page.get_by_role("button", name="开始项目").click()
    expect(page.locator(".page-head").get_by_text("进行中")).to_be_visible()


def qualify(page: Page) -> None:
    """The card says what is missing and leads to the exam; theory, then pictures in the workbench."""
    card = page.locator(".card, .ant-card", has_text=TITLE).last
    expect(card.get_by_text("需要技能「street」2 级")).to_be_visible()
    card.get_by_role("link", name="参加考核").click()
    exam = page.locator(".ant-card", has_text="街景标注 二级").first
    exam.get_by_role("button", name="开始考核").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("开 ?始")).click()
    answer_theory(page)
    page.get_by_role("link", name="进入工作台").click()
    bench = ExamBench(page)
    expect(page.get_by_role("button", name=re.compile("跳过|提问"))).to_have_count(0)
    for _ in range(2):
        bench.box_the_cars()
        bench.hand_in()
    page.get_by_role("link", name="查看结果").click()
    expect(page.get_by_text("通过", exact=True).first).to_be_visible()


def certify(examiner: Page, candidate: Page, name: str, folder: Path) -> None:
    """The examiner issues the certificate; its file verifies without the server."""
    row = examiner.get_by_role("row", name=re.compile(f"{name}.*街景标注 二级")).first
    row.get_by_role("button", name="发证").click()
    expect(row.get_by_text("已发证")).to_be_visible()
    candidate.goto("/qualifications")
    with candidate.expect_download() as download:
        candidate.get_by_role("link", name="下载 PDF").first.click()
    file, key = folder / "certificate.pdf", folder / "issuer.pem"
    download.value.save_as(file)
    key.write_text(candidate.request.get("/api/certificates/key").json()["pem"])
    command = [sys.executable, "-m", "beanfield.cli.main", "certificate", "verify", str(file)]
    told = subprocess.run([*command, "--key", str(key)], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert f"name {name}" in told.stdout


def see_pay(page: Page) -> None:
    """Two lines of 0.45 yuan, told how; one is appealed."""
    page.goto("/pay")
    rows = page.locator("tbody tr", has_text=TITLE)
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("¥0.45")
    expect(page.locator(".pay-figures .card").first).to_contain_text("¥0.90")
    rows.first.get_by_role("button", name="申诉").click()
    page.get_by_label("请写明哪里不对、应该是多少").fill("车很多，比平时久。")
    page.get_by_role("dialog").get_by_role("button", name="申诉").click()
    said(page, "申诉已提交")


def answer_appeal(page: Page, name: str) -> None:
    page.goto("/appeals")
    page.get_by_role("row", name=re.compile(f"{name}.*{TITLE}")).first.get_by_role(
        "button", name="答复"
    ).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("成立，更正金额").click()
    dialog.get_by_label("这一行应为（元）").fill("0.60")
    dialog.get_by_label("写给申诉人的说明").fill("核对过，车确实多。")
    dialog.get_by_role("button", name="答复").click()
    said(page, "已答复")


def deliver(page: Page, order: Order) -> None:
    """The accepted items fill a lot by themselves; it is frozen and delivered."""
    page.goto(f"/projects/{order.project}?tab=lots")
    action = page.get_by_role("button", name="交付", exact=True)
    action.wait_for(timeout=A_MINUTE)
    action.click()
    page.get_by_role("dialog").get_by_role("button", name="交付", exact=True).click()
    expect(page.get_by_role("link", name="下载")).to_be_visible(timeout=20_000)


def accept(page: Page, order: Order) -> None:
    """The customer draws the sample, finds both right, accepts; the statement says what is owed."""
    page.goto(f"/orders/{order.id}")
    page.get_by_role("link", name="抽检验收").click()
    page.get_by_role("button", name="开始抽检").click()
    expect(page.get_by_text("已看 0 / 2")).to_be_visible()
    page.keyboard.press("1")
    expect(page.get_by_text("已看 1 / 2")).to_be_visible()
    page.keyboard.press("1")
    page.get_by_role("button", name="验收通过").click()
    page.locator(".ant-popconfirm").get_by_role("button", name=re.compile("确 ?定")).click()
    expect(page.get_by_text("已验收通过").first).to_be_visible()
    page.goto(f"/orders/{order.id}")
    expect(page.locator(".page-head").get_by_text("已验收")).to_be_visible()
    expect(page.locator(".order-total")).to_contain_text("¥3.00")


def see_month(page: Page) -> None:
    """The month before is closed, each person's pay checked against the county's minimum wage."""
    expect(page.get_by_text("最低工资").first).to_be_visible()
    settle(page)
    month = page.locator(".ant-picker input")
    before = date.fromisoformat(f"{month.input_value()}-01") - timedelta(days=1)
    month.fill(f"{before:%Y-%m}")
    page.keyboard.press("Enter")
    expect(page.get_by_text("补足").first).to_be_visible()
    expect(page.get_by_text(re.compile("高志远 于 .* 结账"))).to_be_visible()


def test_an_order_becomes_work_for_those_certified_and_pay_and_a_statement(
    page: Opens, pages: Pages, tmp_path: Path
) -> None:
    pages.expect("404 (Not Found)")  # a sample that was not drawn yet
    customer, manager = page("customer", "/orders"), page("manager", "/orders")
    worker = page(CANDIDATE, "/home")
    name = worker.request.get("/api/me").json()["name"]
    order = file_order(customer)
    manager.reload()
    quote(manager, order)
    agree(customer)
    produce(manager, order, tmp_path)
    staff(manager, name)
    worker.reload()
    qualify(worker)
    certify(page("examiner", "/exams"), worker, name, tmp_path)
    worker.goto(f"/work/{order.project}")
    assert annotate(worker, 2) == ["loop-0.png", "loop-1.png"]
    bench = Bench(page("reviewer", f"/review/{order.project}"))
    for _ in range(2):
        bench.hand_in()
    see_pay(worker)
    answer_appeal(manager, name)
    deliver(manager, order)
    accept(customer, order)
    see_month(page("finance", "/payroll"))
