"""Eight hours of one tab: many items handed in one after the other, and how the page's memory grows.

    python -m bench.browser_soak [--items 2000] [--every 250] [--address URL]

Each item gets two boxes drawn by the mouse, one taken back, and is handed in by key. The heap is read after a
collection of garbage; the first reading comes when the page is warm. Prints each reading and the growth.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import CDPSession, Page, sync_playwright

from beanfield.client import Client
from beanfield.demo.cast import PASSWORD
from bench.browser import SUBMIT
from bench.serving import CHROMIUM_FLAGS, chromium, client_of, free_port, picture_project, serving

SIZE = (800, 600)
WARM = 50
SCHEMA = {"media": "image", "classes": [{"name": "car", "shape": "box"}]}


def project(manager: Client, annotator: Client, items: int, folder: Path) -> int:
    """A running project of so many small pictures, no two alike, for the annotator."""
    archive = folder / "pictures.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(items):
            output = BytesIO()
            Image.new("RGB", SIZE, (number % 256, number // 256 % 256, 90)).save(output, "PNG")
            file.writestr(f"p{number:05d}.png", output.getvalue())
    return picture_project(manager, annotator, archive, SCHEMA, prefetch=4)


def work_on(page: Page) -> None:
    """Draws two boxes, takes one back, hands in, and waits for the next item."""
    page.keyboard.press("b")
    for left, top in ((420, 250), (640, 330)):
        page.mouse.move(left, top)
        page.mouse.down()
        page.mouse.move(left + 90, top + 60, steps=2)
        page.mouse.up()
    page.keyboard.press("Control+z")
    page.evaluate(SUBMIT)


def heap(cdp: CDPSession) -> dict[str, float]:
    """Megabytes of the heap in use, and numbers of things alive, after a collection of garbage."""
    for _ in range(3):
        cdp.send("HeapProfiler.collectGarbage")
    used = cdp.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    counts = cdp.send("Memory.getDOMCounters")
    return {"MB": used, "nodes": counts["nodes"], "listeners": counts["jsEventListeners"]}


def soak(page: Page, items: int, every: int) -> None:
    """Works through the items and prints how the page grows."""
    cdp = page.context.new_cdp_session(page)
    for _ in range(WARM):
        work_on(page)
    first = last = heap(cdp)
    begun = time.monotonic()
    for number in range(WARM + 1, items - 3):
        work_on(page)
        if number % every == 0:
            last = heap(cdp)
            print(
                f"after {number} items: " + ", ".join(f"{value:.1f} {unit}" for unit, value in last.items())
            )
    seconds = (time.monotonic() - begun) / max(1, items - WARM)
    print(f"warm: {first['MB']:.1f} MB; end: {last['MB']:.1f} MB; growth ×{last['MB'] / first['MB']:.2f}")
    print(f"{seconds * 1000:.0f} ms an item, drawing by the driver included")


@contextmanager
def _address(given: str | None, folder: Path) -> Iterator[str]:
    if given:
        yield given
        return
    with serving(folder, free_port()) as address:
        yield address


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--items", type=int, default=2000)
    arguments.add_argument("--every", type=int, default=250)
    arguments.add_argument("--address", help="of a running server with the demonstration")
    given = arguments.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="beanfield-soak-") as name,
        _address(given.address, Path(name)) as address,
        client_of(address, "manager") as manager,
        client_of(address, "annotator") as annotator,
        sync_playwright() as playwright,
    ):
        made = project(manager, annotator, given.items, Path(name))
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768})
        context.request.post("/api/session", data={"login": "annotator", "password": PASSWORD})
        page = context.new_page()
        page.goto(f"/work/{made}")
        page.locator(".topbar .item").wait_for()
        soak(page, given.items, given.every)
        browser.close()


if __name__ == "__main__":
    main()
