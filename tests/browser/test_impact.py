"""The programme page: figures with their definitions, some of them withheld, as of any day, as Excel too."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]


def test_a_sponsor_lands_on_figures_some_open_and_some_withheld(page: Opens) -> None:
    sponsor = page("sponsor", "/")
    sponsor.wait_for_url("**/programme")
    centre = sponsor.get_by_role("row").filter(has_text="清河县豆田中心")
    expect(centre.locator(".impact-number").first).to_be_visible()
    small = sponsor.get_by_role("row").filter(has_text="南坪县豆田中心")
    expect(small.get_by_text("不公布").first).to_be_visible()
    expect(sponsor.get_by_text("受雇于该中心的人数")).to_be_visible()
    now = int(centre.locator(".impact-number").first.inner_text())

    past = date.today() - timedelta(days=500)
    chosen = sponsor.get_by_label("截至日期")
    chosen.fill(past.isoformat())
    chosen.press("Enter")
    expect(centre.locator(".impact-number").first).not_to_have_text(str(now))
    assert int(centre.locator(".impact-number").first.inner_text()) < now
    with sponsor.expect_download() as download:
        sponsor.get_by_role("link", name=re.compile("Excel")).click()
    assert download.value.suggested_filename == f"programme-{past}.xlsx"


def test_a_record_about_a_person_is_added_and_the_person_sees_it(page: Opens) -> None:
    finance = page("finance", "/facts")
    expect(finance.get_by_text(re.compile("还没有登记"))).to_be_visible()
    finance.get_by_role("button", name="陈磊").click()
    drawer = finance.locator(".ant-drawer")
    records = drawer.locator("tbody tr.ant-table-row")
    expect(records.first).to_be_visible()
    before = records.count()
    drawer.get_by_label("出生年份").fill("1991")
    drawer.get_by_role("button", name="登记").click()
    expect(finance.get_by_text("已登记", exact=True)).to_be_visible()
    expect(records).to_have_count(before + 1)
    leader = page("leader", "/account")
    expect(leader.get_by_text("我的人事登记")).to_be_visible()
    expect(leader.get_by_text("高志远").first).to_be_visible()
