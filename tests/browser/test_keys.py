"""Every action by a key: shown, changed, found by name, and done without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.workshop import STREET, Bench, Workshop, pictures, workshop_of

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]


@pytest.fixture
def street(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop_of(demo, pictures(tmp_path_factory.mktemp("keys"), 4), STREET, prefetch=2) as made:
        yield made


def test_a_key_is_changed_shown_kept_with_the_account_and_given_back(street: Workshop, page: Opens) -> None:
    opened = page("annotator", f"/work/{street.project_id}")
    bench = Bench(opened)
    bench.press("Control+,")
    settings = opened.get_by_role("dialog", name="设置：显示与快捷键")
    settings.get_by_placeholder("查找操作").fill("submit")
    change = settings.get_by_role("button", name="更改按键：提交并到下一条")
    change.click()
    bench.press("g")
    expect(settings.get_by_role("alert")).to_have_text("G 已用于“标注规范”")
    change.click()
    with opened.expect_response("**/api/me") as kept:
        bench.press("F9")
    assert kept.value.ok
    expect(opened.locator(".submit kbd")).to_have_text("F9")
    bench.press("Escape")
    elsewhere = page("annotator", f"/work/{street.project_id}")
    again = Bench(elsewhere)
    expect(elsewhere.locator(".submit")).to_have_attribute("title", "提交并到下一条 [F9]")
    item = again.item
    again.drag((100, 100), (200, 160))
    again.press("s")
    expect(elsewhere.locator(".topbar .item")).to_have_text(item)
    again.press("F9")
    expect(elsewhere.locator(".topbar .item")).not_to_have_text(item)
    again.press("Control+,")
    with elsewhere.expect_response("**/api/me"):
        elsewhere.get_by_role("button", name="全部恢复默认").click()
    expect(elsewhere.locator(".submit kbd")).to_have_text("S")


@pytest.mark.parametrize(("words", "shown"), [("house", "类别：房屋"), ("房", "类别：房屋")])
def test_the_palette_finds_classes_and_actions_in_both_languages(
    street: Workshop, page: Opens, words: str, shown: str
) -> None:
    opened = page("annotator", f"/work/{street.project_id}")
    bench = Bench(opened)
    bench.press("Control+k")
    palette = opened.get_by_role("dialog", name="命令面板")
    palette.get_by_role("combobox").fill(words)
    expect(palette.get_by_role("option").first).to_contain_text(shown)
    bench.press("Enter")
    expect(palette).to_be_hidden()
    expect(opened.locator(".class", has_text="房屋")).to_have_attribute("aria-pressed", "true")
    bench.press("Control+k")
    palette.get_by_role("combobox").fill("guide")
    bench.press("Enter")
    expect(opened.get_by_role("dialog", name="标注规范")).to_be_visible()


def test_large_type_and_names_are_kept_with_the_account(street: Workshop, page: Opens) -> None:
    opened = page("annotator", f"/work/{street.project_id}")
    bench = Bench(opened)
    bench.press("Control+,")
    for words in ("大字", "减少动画"):
        with opened.expect_response("**/api/me"):
            opened.get_by_label(words).check()
    opened.reload()
    Bench(opened)
    root = opened.locator("html")
    expect(root).to_have_attribute("data-type", "large")
    expect(root).to_have_attribute("data-motion", "still")
    bench.press("Control+,")
    for words in ("大字", "减少动画"):
        with opened.expect_response("**/api/me"):
            opened.get_by_label(words).uncheck()
    expect(root).to_have_attribute("data-type", "normal")
