"""The growth space through the screens: a parent books, staff check the child in and hand it over."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import settle

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]


def open_a_room(staff: Page, name: str) -> None:
    """A room with a slot that lasts the whole of today, whenever the test runs."""
    staff.get_by_role("button", name="新建房间").click()
    dialog = staff.get_by_role("dialog")
    dialog.get_by_label("房间名称").fill(name)
    dialog.get_by_label("可容纳（人）").fill("3")
    dialog.get_by_role("button", name="新建房间").click()
    expect(dialog).to_be_hidden()
    staff.get_by_role("button", name="开放时段").click()
    form = staff.get_by_role("dialog").filter(has_text=name)
    for day in ("周六", "周日"):
        form.get_by_label(day).check()
    for place, clock in enumerate(("00:00", "23:55")):
        hour = form.locator(".ant-picker").nth(1).locator("input").nth(place)
        hour.fill(clock)
        hour.press("Enter")
    form.get_by_role("button", name="开放时段").click()
    expect(staff.get_by_text(re.compile("新开放 28 个时段"))).to_be_visible()
    expect(form).to_be_hidden()


def register(parent: Page, child: str) -> None:
    parent.get_by_role("button", name="登记孩子").click()
    dialog = parent.get_by_role("dialog")
    dialog.get_by_label("孩子的称呼").fill(child)
    born = dialog.get_by_label("出生日期")
    born.fill("2018-05-20")
    born.press("Enter")
    dialog.get_by_label("老师需要知道的").fill("对花生过敏")
    dialog.get_by_label("您与孩子的关系").fill("爸爸")
    dialog.get_by_label("您的电话").fill("13800000009")
    dialog.get_by_role("button", name="登记孩子").click()
    expect(dialog.get_by_text("需要您同意")).to_be_visible()
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="登记孩子").click()
    expect(dialog).to_be_hidden()


def add_grandmother(parent: Page, child: str) -> None:
    card = parent.locator(".child-card").filter(has_text=child)
    card.get_by_role("button", name="添加接送人").click()
    card.get_by_label("姓名").fill("王桂花")
    card.get_by_label("与孩子的关系").fill("奶奶")
    card.get_by_label("电话").fill("13900000009")
    card.get_by_role("button", name="添加接送人").click()
    expect(card.get_by_text("王桂花")).to_be_visible()


def test_a_parent_books_and_staff_hand_the_child_to_someone_the_parent_named(page: Opens) -> None:
    room, child = f"演练室{os.getpid()}", f"小暑{os.getpid()}"
    staff = page("care", "/care-room")
    open_a_room(staff, room)
    parent = page("reviewer", "/care")
    register(parent, child)
    add_grandmother(parent, child)
    slot = parent.get_by_role("row").filter(has_text=room).first
    booking = slot.locator(".care-place").filter(has_text=child)
    booking.get_by_role("button", name="预约").click()
    expect(booking.get_by_text("已预约")).to_be_visible()

    staff.reload()
    settle(staff)
    staff.get_by_role("combobox", name="房间").click()
    staff.locator(".ant-select-item-option").filter(has_text=room).click()
    row = staff.get_by_role("row").filter(has_text=child)
    expect(row.get_by_text("对花生过敏")).to_be_visible()
    row.get_by_role("button", name="签到").click()
    expect(staff.get_by_text("还没接走（1）")).to_be_visible()
    row.get_by_role("button", name="交接").click()
    dialog = staff.get_by_role("dialog").filter(has_text=f"{child} 交给谁？")
    expect(dialog.locator(".hand-over")).to_have_count(2)
    dialog.get_by_role("button", name=re.compile("王桂花")).click()
    expect(row.get_by_text(re.compile("由王桂花接走"))).to_be_visible()

    parent.reload()
    expect(booking.get_by_text(re.compile("由王桂花接走"))).to_be_visible()
    manager = page("centre", "/care-room")
    expect(manager.get_by_text("这里只有人数，没有孩子的信息。")).to_be_visible()
    settle(manager)
    assert child not in manager.content()
