"""Every screen of every role in both languages, and the administrator's work."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Pages
from tests.browser.screens import LOGINS, faults, switch_language, walk

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]


@pytest.mark.parametrize("login", LOGINS)
def test_every_screen_opens_without_a_fault_in_both_languages(page: Opens, login: str) -> None:
    opened = page(login, "/")
    locale = "zh-CN"
    found: list[str] = []
    names = []
    for name in walk(opened):
        names.append(name)
        found += faults(opened, locale)
        locale = switch_language(opened)
        found += faults(opened, locale)
    assert found == []
    assert "account" in names


def test_an_administrator_adds_a_person_resets_the_password_and_verifies_the_log(
    page: Opens, pages: Pages, demo: str
) -> None:
    pages.expect("401")  # who is not signed in is told so
    login = f"newcomer{os.getpid()}"
    admin = page("admin", "/people")
    admin.get_by_role("button", name="添加人员").click()
    drawer = admin.locator(".ant-drawer")
    drawer.get_by_label("姓名").fill("新来的人")
    drawer.get_by_label("账号").fill(login)
    drawer.get_by_role("button", name="添加人员").click()
    first = _password(admin)
    admin.locator(".filters input").first.fill("新来的人")
    admin.keyboard.press("Enter")
    admin.get_by_role("row", name=re.compile(login)).click()
    admin.get_by_role("button", name="重置密码").click()
    admin.locator(".ant-modal-confirm").get_by_role("button", name="重置密码").click()
    second = _password(admin)
    assert first != second
    _first_sign_in(page, demo, login, second)
    admin.goto("/audit")
    admin.get_by_role("button", name="校验完整性").click()
    expect(admin.get_by_text(re.compile("完整无缺，共 .* 行"))).to_be_visible()
    expect(admin.get_by_role("row", name=re.compile("重置密码")).first).to_be_visible()


def _password(admin: Page) -> str:
    """The password that is shown once; the dialog is closed."""
    dialog = admin.get_by_role("dialog").filter(has_text="只显示这一次")
    shown = dialog.locator("input").last.input_value()
    dialog.get_by_role("button", name="完成").click()
    expect(dialog).to_be_hidden()
    return shown


def _first_sign_in(page: Opens, demo: str, login: str, password: str) -> None:
    """Someone with a one-time password chooses an own one before anything else."""
    newcomer = page("annotator", "/home")
    newcomer.context.clear_cookies()
    newcomer.goto(f"{demo}/login")
    newcomer.get_by_label("账号").fill(login)
    newcomer.get_by_label("密码").fill(password)
    newcomer.keyboard.press("Enter")
    expect(newcomer.get_by_text("请设置新密码")).to_be_visible()
    newcomer.get_by_label("当前密码").fill(password)
    newcomer.get_by_label("新密码", exact=True).fill("my-own-password")
    newcomer.get_by_label("再输入一次新密码").fill("my-own-password")
    newcomer.get_by_role("button", name="更改密码").click()
    expect(newcomer.get_by_role("button", name="新来的人")).to_be_visible()
