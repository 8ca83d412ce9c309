"""Gold as its keeper sees it, and one's own quality with what there is to learn from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import PROJECT, settle

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]


def test_a_manager_sees_gold_with_what_people_answered(page: Opens) -> None:
    opened = page("manager", "/projects")
    opened.get_by_role("link", name=PROJECT).first.click()
    opened.get_by_role("tab", name="金标", exact=True).click()
    settle(opened)
    rows = opened.locator(".ant-table-row")
    expect(rows.first).to_be_visible()
    rows.first.click()
    drawer = opened.locator(".ant-drawer")
    expect(drawer.get_by_text("大家的答案").first).to_be_visible()
    expect(drawer.locator(".side-by-side section")).to_have_count(2)


def test_an_annotator_reads_their_quality_and_never_meets_the_word_gold(page: Opens) -> None:
    opened = page("annotator", "/quality")
    settle(opened)
    expect(opened.locator(".skill-bars li").first).to_be_visible()
    expect(opened.get_by_role("img", name="进步曲线")).to_be_visible()
    opened.get_by_role("button", name="查看").first.click()
    expect(opened.locator(".side-by-side")).to_be_visible()
    assert "金标" not in opened.locator("body").inner_text()
