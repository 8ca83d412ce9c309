"""One server with the demonstration and one browser for the session; pages for a person and a language.

A test that leaves an error in the browser's console fails, unless it says beforehand which it expects.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bench.serving import CHROMIUM_FLAGS, chromium, free_port, serving
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright

from beanfield.demo.cast import PASSWORD
from tests.browser.workshop import Bench, Workshop

SIZE = (1366, 768)


@pytest.fixture(scope="session")
def demo() -> Iterator[str]:
    """The address of a server with the demonstration: its own, or the one that BEANFIELD_DEMO_ADDRESS names.

    Its folder is not one of pytest's: those are closed to the account that the embedded database runs under.
    """
    if chromium() is None:
        pytest.skip("no Chromium on this machine")
    if running := os.environ.get("BEANFIELD_DEMO_ADDRESS"):
        yield running
        return
    import build_frontend

    if not build_frontend.is_current():
        build_frontend.build()
    with TemporaryDirectory(prefix="beanfield-demo-") as folder:  # noqa: SIM117  one line of both is too long
        with serving(Path(folder), free_port()) as address:
            yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@dataclass
class Pages:
    """Opens pages as a person, and remembers what went wrong in them."""

    browser: Browser
    address: str
    expected: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        login: str,
        path: str,
        *,
        locale: str = "zh-CN",
        size: tuple[int, int] = SIZE,
        offline: bool = False,
    ) -> Page:
        """A page of a person who is signed in, in a browser profile of its own.

        `offline`: with the service worker, whose requests tests cannot catch.
        """
        context = self.browser.new_context(
            base_url=self.address,
            locale=locale,
            viewport={"width": size[0], "height": size[1]},
            service_workers="allow" if offline else "block",
        )
        self.contexts.append(context)
        me = context.request.post("/api/session", data={"login": login, "password": PASSWORD}).json()
        context.request.patch("/api/me", data={"locale": locale}, headers={"X-CSRF-Token": me["csrf"]})
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.goto(path)
        return page

    def expect(self, words: str) -> None:
        """Errors with these words are meant to happen."""
        self.expected.append(words)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def close(self) -> list[str]:
        """Closes all; returns the faults that nobody expected."""
        for context in self.contexts:
            try:
                context.close()
            except Error:
                continue
        return [fault for fault in self.faults if not any(words in fault for words in self.expected)]


@pytest.fixture
def pages(browser: Browser, demo: str) -> Iterator[Pages]:
    """Pages of this test, closed at its end."""
    opened = Pages(browser, demo)
    yield opened
    assert opened.close() == []


@pytest.fixture
def page(pages: Pages) -> Callable[..., Page]:
    """`page("annotator", "/home", locale="en")`."""
    return pages.open


@pytest.fixture
def bench(street: Workshop, page: Callable[..., Page]) -> Bench:
    """The workbench of the module's `street`, with its first picture there."""
    opened = Bench(page("annotator", f"/work/{street.project_id}"))
    expect(opened.page.locator(".stage canvas")).to_be_visible()
    return opened


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where pictures of screens are kept; ignored by version control."""
    folder = Path(__file__).parents[2] / "screenshots"
    folder.mkdir(exist_ok=True)
    return folder
