"""The workbench in headless Chromium on a software renderer: sizes and times that an annotator feels.

    python -m bench.browser [--shapes 5000] [--items 12] [--runs 5]

Starts the real server with its demonstration, makes one project with large drawings and one with small ones,
and drives the page by real input. Script times are the browser's own count of what JavaScript took; times "to
the screen" end when the frame after the change has been handed over. Prints medians, least and most.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import CDPSession, Page, sync_playwright

from beanfield.client import Client
from beanfield.demo.cast import PASSWORD
from beanfield.production.model import WorkRequest
from bench.serving import CHROMIUM_FLAGS, chromium, client_of, free_port, picture_project, serving

WIDTH, HEIGHT = 3000, 2000
#: Of the pictures that are handed in one after the other.
COMMON = (1920, 1080)
CORNERS = 20
SCHEMA: dict[str, Any] = {
    "media": "image",
    "classes": [{"name": name, "shape": "polygon"} for name in ("car", "person", "sign", "tree", "house")],
}

#: Presses S, and tells how long it took until the next item was on the screen.
SUBMIT = """async () => {
    const painted = () => new Promise(done => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage(0);
    }));
    const name = () => document.querySelector('.topbar .item')?.textContent;
    const before = name();
    const begun = performance.now();
    window.dispatchEvent(new KeyboardEvent('keydown', {key: 's', code: 'KeyS'}));
    while (name() === before) await new Promise(done => requestAnimationFrame(done));
    await painted();
    return performance.now() - begun;
}"""


def drawing(shapes: int, seed: int) -> dict[str, Any]:
    """A document of so many polygons."""
    rng = random.Random(seed)
    objects = []
    for number in range(shapes):
        x, y, size = rng.uniform(40, WIDTH - 40), rng.uniform(40, HEIGHT - 40), rng.uniform(8, 30)
        points: list[float] = []
        for corner in range(CORNERS):
            turn, reach = 2 * math.pi * corner / CORNERS, size * rng.uniform(0.7, 1.1)
            points += [round(x + reach * math.cos(turn), 1), round(y + reach * math.sin(turn), 1)]
        kind = SCHEMA["classes"][number % 5]["name"]
        objects.append(
            {"id": f"o{number + 1}", "class": kind, "shape": {"type": "polygon", "points": points}}
        )
    return {"objects": objects, "relations": [], "answers": {}}


def project(
    manager: Client, annotator: Client, items: int, folder: Path, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> int:
    """A running project of so many pictures for the annotator."""
    archive = folder / f"pictures-{items}.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(items):
            output = BytesIO()
            Image.new("RGB", size, (80 + number, 110, 100)).save(output, "JPEG")
            file.writestr(f"p{number:03d}.jpg", output.getvalue())
    return picture_project(manager, annotator, archive, SCHEMA, prefetch=3)


def draw_drafts(address: str, annotator: Client, project_id: int, shapes: int, leases: int) -> None:
    """Leases items and stores drawings as their drafts, as if they had been begun elsewhere."""
    reply = annotator.work(project_id, WorkRequest(want=leases))
    with session(address) as web:
        for number, lease in enumerate(reply.leases):
            body = {"document": drawing(shapes, number), "revision": 1}
            web.put(f"/api/leases/{lease.id}/draft", json=body).raise_for_status()


@contextmanager
def session(address: str) -> Iterator[Any]:
    """An HTTP session of the annotator."""
    import httpx

    with httpx.Client(base_url=address, timeout=60) as web:
        me = web.post("/api/session", json={"login": "annotator", "password": PASSWORD}).json()
        web.headers["X-CSRF-Token"] = me["csrf"]
        yield web


def tell(what: str, values: Sequence[float], unit: str = "ms") -> None:
    spread = f" ({min(values):.1f}–{max(values):.1f})" if len(values) > 1 else ""
    print(f"{what}: {statistics.median(values):.1f} {unit}{spread}", flush=True)


class Meter:
    """The browser's own figures."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable")

    def read(self) -> dict[str, float]:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return {each["name"]: each["value"] for each in metrics}

    def heap_mb(self) -> float:
        self._session.send("HeapProfiler.collectGarbage")
        return self.read()["JSHeapUsedSize"] / 1e6


def bundle(page: Page, path: str) -> None:
    """Bytes that the first opening takes over the wire, scripts and styles only."""
    sizes: dict[str, int] = {}
    page.on(
        "requestfinished",
        lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}),
    )
    begun = time.perf_counter()
    page.goto(path)
    page.locator(".topbar .item").wait_for()
    tell("first opening, on loopback", [(time.perf_counter() - begun) * 1000])
    page.wait_for_load_state("networkidle")
    code = {url: size for url, size in sizes.items() if "/assets/" in url}
    tell("JavaScript and CSS, compressed", [sum(code.values()) / 1024], "KB")


def submits(page: Page, runs: int) -> None:
    times = []
    for _ in range(runs):
        page.wait_for_load_state("networkidle")
        page.keyboard.press("s")  # asks whether an empty answer is meant
        page.wait_for_timeout(1_500)  # less than anybody looks at an item
        times.append(page.evaluate(SUBMIT))
    tell("submit to next item on the screen, prefetched", times)


def pans(page: Page, meter: Meter, moves: int = 60) -> None:
    frames = (
        "() => { window.frames_ = 0; const on = () => { window.frames_++; requestAnimationFrame(on) }; on() }"
    )
    page.evaluate(frames)
    page.mouse.move(600, 400)
    page.mouse.down(button="right")
    before, begun = meter.read(), time.perf_counter()
    for step in range(moves):
        page.mouse.move(600 + 2 * step, 400 + step)
    seconds, after = time.perf_counter() - begun, meter.read()
    page.mouse.up(button="right")
    count = page.evaluate("window.frames_")
    script = (after["ScriptDuration"] - before["ScriptDuration"]) * 1000
    tell("pan: script per frame, pointer events included", [script / max(1, count)])
    tell("pan: frames on the software renderer", [count / seconds], "a second")


def selects(page: Page, runs: int) -> None:
    click = """async ([x, y]) => {
        const stage = document.querySelector('.stage');
        stage.setPointerCapture = () => {};
        const press = {clientX: x, clientY: y, bubbles: true, pointerId: 1, button: 0};
        const begun = performance.now();
        stage.dispatchEvent(new PointerEvent('pointerdown', press));
        stage.dispatchEvent(new PointerEvent('pointerup', press));
        await new Promise(done => requestAnimationFrame(done));
        return [performance.now() - begun, document.querySelectorAll('.overlay .active').length];
    }"""
    page.keyboard.press("v")
    times = []
    for run in range(runs * 3):
        page.wait_for_timeout(300)
        took, chosen = page.evaluate(click, [460 + 23 * run, 300 + 17 * run])
        if chosen:
            times.append(took)
    tell("click to selected", times)


def edits(page: Page, meter: Meter, runs: int) -> None:
    """The script that one nudge takes, with drawing, journal and panels; and one undo."""
    page.keyboard.press("x")
    for what, key in (("edit one shape: script", "ArrowRight"), ("undo: script", "Control+z")):
        times = []
        for _ in range(runs):
            page.wait_for_timeout(1_800)
            before = meter.read()["ScriptDuration"]
            page.keyboard.press(key)
            page.evaluate(
                "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            times.append((meter.read()["ScriptDuration"] - before) * 1000)
        tell(what, times)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--shapes", type=int, default=5000)
    arguments.add_argument("--items", type=int, default=12)
    arguments.add_argument("--runs", type=int, default=5)
    given = arguments.parse_args()
    with (
        tempfile.TemporaryDirectory() as scratch,
        serving(Path(scratch), free_port()) as address,
        client_of(address, "manager") as manager,
        client_of(address, "annotator") as annotator,
        sync_playwright() as playwright,
    ):
        small = project(manager, annotator, given.items, Path(scratch), COMMON)
        large = project(manager, annotator, 3, Path(scratch))
        draw_drafts(address, annotator, large, given.shapes, 3)
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768})
        context.request.post("/api/session", data={"login": "annotator", "password": PASSWORD})
        page = context.new_page()
        meter = Meter(page)
        bundle(page, f"/work/{small}")
        submits(page, given.runs)
        print(f"with {given.shapes} polygons of {CORNERS} points:")
        page.goto(f"/work/{large}")
        page.locator(".object").first.wait_for()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(2_000)
        tell("open a prefetched item", [page.evaluate(SUBMIT)])
        page.wait_for_timeout(3_000)
        tell("JS heap", [meter.heap_mb()], "MB")
        pans(page, meter)
        selects(page, given.runs)
        edits(page, meter, given.runs)
        browser.close()


if __name__ == "__main__":
    main()
