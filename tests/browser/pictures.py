"""Makes pictures of every screen in both languages: `python tests/browser/pictures.py [ADDRESS]`.

They go to the folder `screenshots/`, which version control ignores, and the workbench to `docs/pictures/`,
for the READMEs. Without the address of a running server with the demonstration one is started.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]  # a script begins with its own folder alone

from bench.serving import CHROMIUM_FLAGS, chromium, free_port, serving  # noqa: E402  see above
from PIL import Image  # noqa: E402  see above
from playwright.sync_api import Browser, sync_playwright  # noqa: E402  see above

from tests.browser.conftest import Pages  # noqa: E402  see above
from tests.browser.screens import LOGINS, PROJECT, settle, walk  # noqa: E402  see above

SIZES = {"1366": (1366, 768), "1920": (1920, 1080)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("address", nargs="?", help="of a running server with the demonstration")
    arguments.add_argument("--to", type=Path, default=ROOT / "screenshots")
    arguments.add_argument("--size", choices=SIZES, default="1366")
    arguments.add_argument("--locale", choices=("zh-CN", "en"), action="append")
    arguments.add_argument("--login", choices=(*LOGINS, "none"), action="append")
    given = arguments.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    with _address(given.address) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for locale in given.locale or ("zh-CN", "en"):
            for login in given.login or LOGINS:
                if login != "none":
                    _person(browser, address, given.to, login, locale, SIZES[given.size])
            _workbench(browser, address, locale)
        browser.close()


def _workbench(browser: Browser, address: str, locale: str) -> None:
    """The street project as its annotator sees it, with the work that came back."""
    pages = Pages(browser, address)
    page = pages.open("annotator", "/home", locale=locale)
    page.goto(page.locator(".work", has_text=PROJECT).locator("a.work-start").get_attribute("href") or "/")
    page.locator(".object").first.wait_for()
    settle(page)
    page.locator(".object").first.click()
    settle(page)
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    picture.save(folder / ("workbench.png" if locale == "en" else "workbench.zh-CN.png"), optimize=True)
    pages.close()


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
