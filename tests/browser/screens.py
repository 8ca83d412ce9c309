"""Walks over every screen that a person reaches: the places of the menu, tabs of a project, the account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlparse

from playwright.sync_api import Page, Request

#: One account of each role of the demonstration.
LOGINS = (
    "annotator",
    "leader",
    "reviewer",
    "manager",
    "centre",
    "examiner",
    "customer",
    "sponsor",
    "finance",
    "care",
    "admin",
)
#: The project of the demonstration that has most to show.
PROJECT = "街景：车、人、路"

_QUIET = """() => !document.querySelector(
  '.ant-skeleton, .ant-spin-spinning, .ant-btn-loading, [role=status][aria-label]')
  && document.getAnimations().every((one) => one.playState !== 'running')"""

#: Whatever stands wider than the screen without a box of its own that scrolls.
_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (one) => {
    for (let box = one; box && box !== document.body; box = box.parentElement)
      if (/auto|scroll|hidden/.test(getComputedStyle(box).overflowX)) return true;
    return false;
  };
  const wide = [...document.querySelectorAll('body *')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.right > width + 1 && !scrolls(one);
  });
  return document.documentElement.scrollWidth > width || wide.length > 0
    ? wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 160)).concat('page is wider than the screen') : [];
}"""

#: The words that the product itself says in the places where no data stand.
_OWN_WORDS = """() => [...document.querySelectorAll(
  'th, .main-menu a, .ant-tabs-tab, .page-head button, label.ant-form-item-required, dt')]
  .map((one) => one.innerText.trim()).filter(Boolean)"""

#: Nothing moves, so that a screen is at rest as soon as its data are there.
_STILL = """addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '*, ::before, ::after { animation: none !important; transition: none !important; }';
  document.head.append(style);
})"""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LEAKS = re.compile(r"\{\w+(\|[^}]*)?\}|\bundefined\b|\bNaN\b|\[object \w+\]|Invalid Date")


class Calm:
    """Knows what a page has asked the server for and not yet got."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._asked: set[Request] = set()
        page.on("request", self._begun)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def _begun(self, request: Request) -> None:
        self._asked.add(request)

    def _ended(self, request: Request) -> None:
        self._asked.discard(request)

    def wait(self) -> None:
        """Waits until the screen shows its data: nothing is asked for, and nothing moves."""
        quiet = 0
        for _ in range(400):
            self._page.wait_for_timeout(25)
            quiet = quiet + 1 if not self._asked and self._page.evaluate(_QUIET) else 0
            if quiet == 3:
                return
        raise TimeoutError(f"{self._page.url} does not come to rest: {[each.url for each in self._asked]}")


def settle(page: Page) -> None:
    """Waits until a screen shows its data."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function(_QUIET)


def switch_language(page: Page) -> str:
    """Presses the button of the other language; returns that language."""
    before = page.evaluate("() => document.documentElement.lang")
    page.locator("header button[lang]").click()
    page.wait_for_function("(before) => document.documentElement.lang !== before", arg=before)
    page.wait_for_function(_QUIET)
    after: str = page.evaluate("() => document.documentElement.lang")
    return after


def walk(page: Page) -> Iterator[str]:
    """Opens every screen in turn, as the person does, and tells its name while it stands."""
    calm = Calm(page)
    page.add_init_script(_STILL)
    page.goto("/")
    page.locator(".main-menu").wait_for(state="attached")  # empty, and so hidden, for some roles
    places = page.locator(".main-menu a[href]")
    paths = [path for each in places.all() if (path := each.get_attribute("href"))]
    for path in paths:
        page.locator(f".main-menu a[href='{path}']").first.dispatch_event("click")
        page.wait_for_url(f"**{path}*")
        calm.wait()
        yield path.strip("/").replace("/", "-")
        if path == "/projects":
            yield from _project(page, calm)
    page.goto("/account")
    calm.wait()
    yield "account"


def _project(page: Page, calm: Calm) -> Iterator[str]:
    named = page.locator("a.row-name", has_text=PROJECT)
    link = named if named.count() else page.locator("a.row-name")
    if link.count() == 0:
        return
    link.first.click()
    tabs = page.locator(".ant-tabs-tab[data-node-key]")
    tabs.first.wait_for()
    for key in [key for each in tabs.all() if (key := each.get_attribute("data-node-key"))]:
        page.locator(f".ant-tabs-tab[data-node-key={key}] [role=tab]").dispatch_event("click")
        page.wait_for_url(re.compile(f"tab={key}|/projects/[0-9]+$"))
        calm.wait()
        yield f"project-{key}"


def faults(page: Page, locale: str) -> list[str]:
    """What is wrong with the screen as it stands: too wide, a raw value, words of the other language."""
    where = urlparse(page.url)
    found = [f"too wide: {one}" for one in page.evaluate(_TOO_WIDE)]
    found += [f"raw: {leak.group()}" for leak in _LEAKS.finditer(page.locator("body").inner_text())]
    if page.locator(".ant-alert-error").count():
        found.append(f"error: {page.locator('.ant-alert-error').first.inner_text()}")
    for words in page.evaluate(_OWN_WORDS):
        if bool(_CHINESE.search(words)) == (locale == "en") and re.search(r"[^\W\d_]{2}", words):
            found.append(f"language: {words}")
    return [f"{where.path}?{where.query} {one}" for one in found]
