"""Recordings in the workbench: segments by mouse and by keys, and what is said in them."""

from __future__ import annotations

import io
import wave
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.workshop import Bench, Workshop, workshop_of

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]
SECONDS = 8.0
TALK: dict[str, Any] = {
    "media": "audio",
    "classes": [
        {
            "name": "speech",
            "title": {"zh": "说话", "en": "Speech"},
            "shape": "interval",
            "attributes": [{"name": "text", "type": "text", "title": {"zh": "文字", "en": "Words"}}],
        },
        {"name": "noise", "title": {"zh": "噪声", "en": "Noise"}, "shape": "interval"},
    ],
}


def recordings(folder: Path, number: int) -> Path:
    """A zip of recordings: a tone between the second and fourth second, silence else."""
    rate = 8000
    time = np.arange(int(SECONDS * rate)) / rate
    path = folder / "recordings.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for each in range(number):
            tone = np.where((time >= 2) & (time < 4), np.sin(2 * np.pi * (220 + each) * time), 0)
            output = io.BytesIO()
            with wave.open(output, "wb") as file:
                file.setparams((1, 2, rate, 0, "NONE", ""))
                file.writeframes((tone * 20000).astype("<i2").tobytes())
            archive.writestr(f"r{each:03d}.wav", output.getvalue())
    return path


@pytest.fixture(scope="module")
def talk(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop_of(demo, recordings(tmp_path_factory.mktemp("talk"), 12), TALK) as made:
        yield made


@pytest.fixture
def bench(talk: Workshop, page: Opens) -> Bench:
    opened = Bench(page("annotator", f"/work/{talk.project_id}"))
    expect(opened.page.get_by_role("button", name="循环播放")).to_be_enabled(timeout=20_000)
    return opened


def drag(page: Page, start: float, end: float) -> None:
    """Over the waveform, in seconds."""
    box = page.locator(".waveform").bounding_box()
    assert box is not None
    places = [(box["x"] + box["width"] * at / SECONDS, box["y"] + 60) for at in (start, end)]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=8)
    page.mouse.up()


def test_a_segment_is_dragged_its_end_adjusted_and_its_words_written(bench: Bench, talk: Workshop) -> None:
    drag(bench.page, 2, 4)
    drag(bench.page, 4, 5)  # its end is taken hold of
    drag(bench.page, 6, 7)
    expect(bench.page.locator(".segment")).to_have_count(2)
    words = bench.page.locator(".segment textarea")
    words.first.fill("啊……")
    words.first.press("Enter")
    expect(words.last).to_be_focused()
    words.last.fill("第二句 s m 2")
    words.last.press("Enter")
    first, second = talk.document(bench.hand_in())["objects"]
    assert (first["shape"]["start"], first["shape"]["end"]) == pytest.approx((2, 5), abs=0.1)
    assert first["attributes"] == {"text": "啊……"}
    assert second["attributes"] == {"text": "第二句 s m 2"}


def test_segments_are_marked_moved_and_classed_by_keys_alone(bench: Bench, talk: Workshop) -> None:
    bench.press("Home", "Shift+ArrowRight", "m", "Shift+ArrowRight", "m")
    expect(bench.page.locator(".segment")).to_have_count(1)
    bench.press("Alt+ArrowRight", "Alt+ArrowRight", "Alt+Shift+ArrowLeft")
    bench.press("Shift+ArrowRight", "]", "2")
    expect(bench.page.locator(".segment .name")).to_have_text("噪声")
    (noise,) = talk.document(bench.hand_in())["objects"]
    assert noise["class"] == "noise"
    assert noise["shape"]["start"] == pytest.approx(1.99, abs=0.05)
    assert noise["shape"]["end"] == pytest.approx(6, abs=0.05)


def test_the_chosen_segment_is_played_over_and_over_and_faster(bench: Bench, talk: Workshop) -> None:
    drag(bench.page, 2, 2.6)
    bench.press("l", ">", ">", "Space")
    expect(bench.page.locator(".speed")).to_have_text("1.5×")
    clock = bench.page.locator(".audio-controls .clock")
    bench.page.wait_for_timeout(1500)
    at = float((clock.text_content() or "").split(" / ")[0].split(":")[1])
    assert 1.9 <= at <= 2.8
    bench.press("Space")
    expect(bench.page.get_by_role("button", name="播放或暂停")).to_have_attribute("aria-pressed", "false")
    bench.press("=", "=", "-")
    bench.press("Control+z")
    expect(bench.page.locator(".segment")).to_have_count(0)
    bench.press("Control+y")
    assert len(talk.document(bench.hand_in())["objects"]) == 1
