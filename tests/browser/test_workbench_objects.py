"""What is done to objects that stand on a picture: grouped, typed, carried along, outlined by the server."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.browser.test_workbench_masks import pixels
from tests.browser.workshop import SIZE, STREET, Bench, Workshop, workshop_of

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]
#: The thing on each picture: x, y, radius.
DISC = (420, 300, 90)


def discs(folder: Path, number: int) -> Path:
    """A zip of pictures with a red disc on green."""
    image = Image.new("RGB", SIZE, (60, 120, 70))
    x, y, radius = DISC
    ImageDraw.Draw(image).ellipse((x - radius, y - radius, x + radius, y + radius), fill=(200, 50, 50))
    path = folder / "discs.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for each in range(number):
            ImageDraw.Draw(image).point((each, 0), fill=(255, 255, 255))
            output = io.BytesIO()
            image.save(output, "PNG")
            archive.writestr(f"d{each:03d}.png", output.getvalue())
    return path


@pytest.fixture(scope="module")
def street(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop_of(demo, discs(tmp_path_factory.mktemp("discs"), 20), STREET) as made:
        yield made


def objects(street: Workshop, item: str) -> list[dict[str, Any]]:
    return list(street.document(item)["objects"])


def boxes(bench: Bench, *lefts: float) -> None:
    for left in lefts:
        bench.drag((left, 100), (left + 60, 160))
    expect(bench.page.locator(".object")).to_have_count(len(lefts))


def area(shape: dict[str, Any]) -> float:
    points = shape["points"]
    pairs = list(zip(points[::2], points[1::2], strict=True))
    turned = zip(pairs, pairs[1:] + pairs[:1], strict=True)
    return float(abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in turned))) / 2


def test_a_group_is_chosen_and_moved_as_one_and_dissolved(bench: Bench, street: Workshop) -> None:
    boxes(bench, 100, 200, 400)
    bench.press("v", "Escape")
    bench.page.keyboard.down("Shift")
    bench.drag((80, 80), (290, 190))
    bench.page.keyboard.up("Shift")
    bench.press("Control+g", "Escape")
    bench.click(130, 130)
    expect(bench.page.locator(".object.chosen")).to_have_count(2)
    bench.press("ArrowDown")
    bench.press("Control+c", "Control+v", "Shift+ArrowDown")
    bench.press("Escape")
    bench.click(430, 130)
    first, second, third, fourth, fifth = objects(street, bench.hand_in())
    assert first["group"] == second["group"] == "g1"
    assert first["shape"]["y"] == pytest.approx(101, abs=1.5)
    assert fourth["group"] == fifth["group"] == "g2"
    assert third.get("group") is None


def test_groups_are_dissolved_by_key(bench: Bench, street: Workshop) -> None:
    boxes(bench, 100, 200)
    bench.press("v", "Control+a", "Control+g", "Control+Shift+g")
    assert [each.get("group") for each in objects(street, bench.hand_in())] == [None, None]


def test_numbers_are_typed_for_position_and_size(bench: Bench, street: Workshop) -> None:
    boxes(bench, 100)
    bench.press("v", "Shift+n")
    bench.page.keyboard.type("222.5")
    bench.page.keyboard.press("Enter")
    width = bench.page.locator("#number-w")
    width.fill("41")
    width.press("Tab")
    expect(width).to_have_value("41")
    width.fill("0")
    width.press("Escape")
    bench.press("Escape")
    (box,) = objects(street, bench.hand_in())
    assert box["shape"]["x"] == 222.5
    assert box["shape"]["w"] == 41


def test_objects_come_along_to_the_next_item(bench: Bench, street: Workshop) -> None:
    boxes(bench, 100, 200)
    bench.press("v", "Control+a", "Control+Shift+d")
    bench.hand_in()
    expect(bench.page.locator(".object")).to_have_count(2)
    expect(bench.page.locator(".notice")).to_contain_text("2")
    assert [each["shape"]["x"] for each in objects(street, bench.hand_in())] == pytest.approx(
        [100, 200], abs=1.5
    )


def test_locked_objects_stay_and_hidden_ones_are_handed_in(bench: Bench, street: Workshop) -> None:
    boxes(bench, 100, 200)
    bench.press("v", "Control+a", "Shift+l", "ArrowDown", "Delete", "Shift+h")
    expect(bench.page.locator(".object.hidden")).to_have_count(2)
    bench.press("Alt+h")
    expect(bench.page.locator(".object.hidden")).to_have_count(0)
    assert [each["shape"]["y"] for each in objects(street, bench.hand_in())] == pytest.approx(
        [100, 100], abs=1.5
    )


def test_the_order_of_drawing_and_the_class_of_many_are_changed_by_key(
    bench: Bench, street: Workshop
) -> None:
    boxes(bench, 100, 200)
    bench.press("v", "PageDown")
    found = objects(street, bench.hand_in())
    assert [each["id"] for each in found] == ["o2", "o1"]


def test_a_box_round_a_thing_becomes_its_outline(bench: Bench, street: Workshop) -> None:
    bench.press("3", "Shift+w")
    x, y, radius = DISC
    bench.drag((x - radius - 30, y - radius - 25), (x + radius + 30, y + radius + 25))
    expect(bench.page.locator(".stage-hint")).to_contain_text("回车采用", timeout=20_000)
    bench.press("Enter")
    (house,) = objects(street, bench.hand_in())
    assert house["class"] == "house"
    assert area(house["shape"]) == pytest.approx(3.1416 * radius**2, rel=0.03)


def test_a_smart_mask_is_refined_by_a_click_and_dropped_by_escape(bench: Bench, street: Workshop) -> None:
    bench.press("8", "Shift+w")
    x, y, radius = DISC
    ready = bench.page.locator(".stage-hint", has_text="回车采用")
    bench.drag((x - radius - 30, y - radius - 25), (x + radius + 30, y + radius + 25))
    expect(ready).to_be_visible(timeout=20_000)
    bench.press("Escape")
    bench.drag((x - radius - 30, y - radius - 25), (x + radius + 30, y + radius + 25))
    expect(ready).to_be_visible(timeout=20_000)
    with bench.page.expect_response("**/outline") as asked:
        bench.click(x + 20, y + 20)
    assert asked.value.ok
    bench.press("Enter")
    (grass,) = objects(street, bench.hand_in())
    painted = pixels(grass["shape"])
    assert painted.sum() == pytest.approx(3.1416 * radius**2, rel=0.03)
    assert painted[y, x]
