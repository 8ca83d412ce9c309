"""Makes pictures of every screen in both languages: `python tests/browser/pictures.py [ADDRESS]`.

They go to the folder `screenshots/`, which version control ignores. Without the address of a running server
with the demonstration one is started.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]  # a script begins with its own folder alone

from bench.serving import CHROMIUM_FLAGS, chromium, free_port, serving  # noqa: E402  see above
from playwright.sync_api import Browser, sync_playwright  # noqa: E402  see above

from tests.browser.conftest import Pages  # noqa: E402  see above
from tests.browser.screens import LOGINS, settle, walk  # noqa: E402  see above

SIZES = {"1366": (1366, 768), "1920": (1920, 1080)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("address", nargs="?", help="of a running server with the demonstration")
    arguments.add_argument("--to", type=Path, default=ROOT / "screenshots")
    arguments.add_argument("--size", choices=SIZES, default="1366")
    arguments.add_argument("--locale", choices=("zh-CN", "en"), action="append")
    arguments.add_argument("--login", choices=LOGINS, action="append")
    given = arguments.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    with _address(given.address) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for locale in given.locale or ("zh-CN", "en"):
            for login in given.login or LOGINS:
                _person(browser, address, given.to, login, locale, SIZES[given.size])
        browser.close()


@contextmanager
def _address(running: str | None) -> Iterator[str]:
    if running:
        yield running
        return
    with TemporaryDirectory(prefix="beanfield-demo-") as folder, serving(Path(folder), free_port()) as made:
        yield made


def _person(browser: Browser, address: str, to: Path, login: str, locale: str, size: tuple[int, int]) -> None:
    pages = Pages(browser, address)
    page = pages.open(login, "/", locale=locale, size=size)
    for name in walk(page):
        page.screenshot(path=to / f"{login}-{name}-{locale}-{size[0]}.png")
    page.goto("/home")
    for place, link in enumerate(page.locator("a.work-start").all()):
        page.goto(link.get_attribute("href") or "/")
        settle(page)
        page.screenshot(path=to / f"{login}-work-{place}-{locale}.png")
        page.go_back()
    for fault in pages.close():
        sys.stdout.write(f"{login}: {fault}\n")


if __name__ == "__main__":
    main()
