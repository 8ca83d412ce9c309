"""No serious findings of axe-core on any screen, in both languages, in light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import Pages
from tests.browser.screens import LOGINS, settle, switch_language, walk
from tests.browser.workshop import STREET, Bench, Workshop, pictures, workshop_of

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]
#: Screens that others before have shown already.
_seen: set[str] = set()


@pytest.mark.parametrize("login", LOGINS)
def test_every_screen_is_fit_for_everybody(page: Opens, login: str) -> None:
    opened = page(login, "/")
    found: list[str] = []
    for name in walk(opened):
        if name in _seen:
            continue
        _seen.add(name)
        found += [f"{name}: {each}" for each in findings(opened)]
        locale = switch_language(opened)
        found += [f"{name} {locale}: {each}" for each in findings(opened)]
    assert found == []


@pytest.fixture
def street(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop_of(demo, pictures(tmp_path_factory.mktemp("access"), 3), STREET, prefetch=2) as made:
        yield made


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_workbench_with_each_of_its_panels_is_fit_for_everybody(
    street: Workshop, pages: Pages, locale: str, scheme: str
) -> None:
    opened = pages.open("annotator", "/home", locale=locale)
    opened.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened.goto(f"/work/{street.project_id}")
    bench = Bench(opened)
    bench.drag((100, 100), (200, 160))
    bench.press("v")
    found = [f"plain: {each}" for each in findings(opened)]
    for key, name in (
        ("g", "guide"),
        ("a", "questions"),
        ("?", "help"),
        ("Shift+s", "skip"),
        ("Control+,", "settings"),
        ("Control+k", "palette"),
    ):
        bench.press(key)
        opened.locator(".drawer, .palette").wait_for()
        found += [f"{name}: {each}" for each in findings(opened)]
        bench.press("Escape")
        expect(opened.locator(".drawer, .palette")).to_have_count(0)
    assert found == []


@pytest.mark.parametrize("login", ["annotator", "reviewer"])
def test_work_of_every_kind_of_data_is_fit_for_everybody(page: Opens, login: str) -> None:
    opened = page(login, "/home")
    settle(opened)
    links = [each.get_attribute("href") or "" for each in opened.locator("a.work-start").all()]
    found = []
    for link in links:
        opened.goto(link)
        settle(opened)
        found += [f"{link}: {each}" for each in findings(opened)]
    assert links
    assert found == []


def test_the_page_to_sign_in_is_fit_for_everybody(page: Opens, pages: Pages) -> None:
    pages.expect("401")  # who is not signed in is told so
    opened = page("annotator", "/home")
    opened.context.clear_cookies()
    opened.goto("/login")
    settle(opened)
    assert findings(opened) == []


def test_focus_goes_through_the_workbench_in_the_order_of_reading(street: Workshop, page: Opens) -> None:
    opened = page("annotator", f"/work/{street.project_id}")
    bench = Bench(opened)
    seen = []
    for _ in range(60):
        bench.press("Tab")
        part = opened.evaluate(
            "() => document.activeElement.closest('.topbar, .rail, .classes, .editor, .side')?.className"
        )
        if part and part.split()[0] not in seen:
            seen.append(part.split()[0])
    assert [each for each in seen if each != "editor"] == ["topbar", "rail", "classes", "side"]
    assert (
        opened.evaluate(
            '() => document.querySelectorAll(\'[tabindex]:not([tabindex="0"], [tabindex="-1"])\').length'
        )
        == 0
    )
