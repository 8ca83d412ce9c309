"""A manager looks at a project's quality, follows a figure to its items, and runs a rule dry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]


def test_a_figure_leads_to_its_items_and_a_rule_is_run_dry_before_it_is_live(page: Opens) -> None:
    screen = page("manager", "/projects")
    screen.get_by_role("link", name="古币框选", exact=True).first.click()
    screen.get_by_role("tab", name="质量", exact=True).click()
    screen.get_by_text("两两 F1").wait_for()
    screen.locator(".ant-segmented-item", has_text="人员").click()
    screen.get_by_title("看数据").first.click()
    expect(screen.get_by_text("只看选中的")).to_be_visible()
    screen.get_by_role("tab", name="质量", exact=True).click()
    screen.locator(".ant-segmented-item", has_text="规则").click()
    screen.get_by_role("button", name="新建规则").click()
    dialog = screen.get_by_role("dialog")
    dialog.get_by_label("名称").fill("试一试")
    dialog.get_by_role("button", name="试算").click()
    expect(dialog.get_by_text("如果最近 30 天就在执行")).to_be_visible()
    dialog.get_by_role("button", name="确定").click()
    row = screen.get_by_role("row").filter(has_text="试一试")
    expect(row).to_contain_text("草稿")
    row.get_by_role("button", name="开始执行").click()
    expect(row).to_contain_text("执行中")
