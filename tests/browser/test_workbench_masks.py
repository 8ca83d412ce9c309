"""Masks and areas of the picture workbench: painted, filled, outlined, joined, cut, made into each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from shapely import Polygon

from tests.browser.workshop import SIZE, STREET, Bench, Workshop, pictures, workshop_of

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def street(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop_of(demo, pictures(tmp_path_factory.mktemp("masks"), 30), STREET) as made:
        yield made


def shapes(street: Workshop, item: str) -> list[dict[str, Any]]:
    return [each["shape"] for each in street.document(item)["objects"]]


def pixels(mask: dict[str, Any]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """The mask on the whole picture."""
    flat = np.repeat(np.arange(len(mask["counts"])) % 2 == 1, mask["counts"])
    whole = np.zeros((SIZE[1], SIZE[0]), bool)
    whole[mask["y"] : mask["y"] + mask["h"], mask["x"] : mask["x"] + mask["w"]] = flat.reshape(mask["h"], -1)
    return whole


def square(bench: Bench, left: float, top: float, side: float, *held: str) -> None:
    """An outline by four clicks, closed by Enter; keys are held at the first."""
    bench.click(left, top, *held)
    for corner in ((left + side, top), (left + side, top + side), (left, top + side)):
        bench.click(*corner)
    bench.press("Enter")


def test_the_brush_grows_by_key_and_paints_squares(bench: Bench, street: Workshop) -> None:
    bench.press("8", "]", "]", "Shift+o")
    bench.click(400, 300)
    (mask,) = shapes(street, bench.hand_in())
    side = 2 * 12 * 1.25**2
    assert mask["w"] == pytest.approx(side, abs=2)
    assert mask["h"] == pytest.approx(side, abs=2)
    assert pixels(mask).sum() == mask["w"] * mask["h"]


def test_strokes_go_on_with_the_mask_and_each_is_undone_alone(bench: Bench, street: Workshop) -> None:
    bench.press("8")
    bench.drag((100, 100), (200, 100))
    bench.drag((100, 200), (200, 200))
    bench.drag((100, 300), (200, 300))
    bench.press("Control+z")
    bench.drag((100, 400), (200, 400))
    (mask,) = shapes(street, bench.hand_in())
    painted = pixels(mask)
    assert painted[200, 150]
    assert not painted[300, 150]
    assert painted[400, 150]


def test_the_eraser_takes_away_and_what_is_erased_whole_is_gone(bench: Bench, street: Workshop) -> None:
    bench.press("8")
    bench.drag((200, 200), (300, 200))
    bench.press("Shift+e")
    bench.drag((250, 170), (250, 230))
    bench.press("v", "Escape", "8")
    bench.click(600, 400)
    bench.press("Shift+e", "]")
    bench.click(600, 400)
    (mask,) = shapes(street, bench.hand_in())
    painted = pixels(mask)
    assert painted[200, 210]
    assert not painted[200, 250]


def test_an_area_of_one_colour_is_filled_by_a_click_up_to_what_is_painted(
    bench: Bench, street: Workshop
) -> None:
    bench.press("8")
    for start, end in (((100, 300), (700, 300)), ((400, 100), (400, 550))):
        bench.drag(start, end)
    bench.press("w")
    bench.click(300, 450)
    (mask,) = shapes(street, bench.hand_in())
    painted = pixels(mask)
    assert painted[450, 450]  # round the ends of the strokes, as nothing closes them off
    assert not painted[1, 300]  # the bright frame is another colour
    assert not painted[25:32, 22:70].all()  # nor are the letters filled


def test_a_painted_border_is_filled_whatever_the_colours_and_drained_again(
    bench: Bench, street: Workshop
) -> None:
    bench.press("8", "Shift+p")
    square(bench, 100, 100, 300)
    square(bench, 150, 150, 200, "Alt")
    bench.press("w")
    bench.click(250, 250, "Shift")
    bench.press("Shift+p")
    square(bench, 500, 100, 100)
    bench.press("w")
    bench.click(550, 150, "Alt")
    (mask,) = shapes(street, bench.hand_in())
    assert pixels(mask).sum() == pytest.approx(300 * 300, rel=0.02)


def test_a_mask_becomes_a_polygon_and_a_polygon_a_mask(bench: Bench, street: Workshop) -> None:
    bench.press("8", "Shift+p")
    square(bench, 100, 100, 200)
    bench.press("v", "Shift+v")
    bench.press("Escape", "3")
    square(bench, 400, 300, 150)
    bench.press("v", "Shift+v")
    polygon, mask = shapes(street, bench.hand_in())
    assert polygon["type"] == "polygon"
    assert sorted(polygon["points"]) == pytest.approx([100] * 4 + [300] * 4, abs=2)
    assert mask["type"] == "mask"
    assert pixels(mask).sum() == pytest.approx(150 * 150, rel=0.03)


def test_polygons_are_joined_and_cut_by_key(bench: Bench, street: Workshop) -> None:
    bench.press("3")
    square(bench, 100, 100, 200)
    square(bench, 200, 200, 200)
    square(bench, 250, 50, 100)
    bench.press("v", "Escape")
    expect(bench.page.locator(".object")).to_have_count(3)
    bench.click(120, 290)
    bench.click(390, 390, "Shift")
    bench.press("Alt+=")
    expect(bench.page.locator(".object")).to_have_count(2)
    bench.click(340, 60, "Shift")
    expect(bench.page.locator(".object.chosen")).to_have_count(2)
    bench.press("Alt+-")
    bench.page.wait_for_timeout(500)  # the library that cuts comes when it is first wanted
    joined, cutter = shapes(street, bench.hand_in())
    area = Polygon(np.reshape(joined["points"], (-1, 2))).area
    assert area == pytest.approx(200 * 200 * 2 - 100 * 100 - 50 * 50, rel=0.02)
    assert len(cutter["points"]) == 8


def test_a_polygon_is_drawn_freehand(bench: Bench, street: Workshop) -> None:
    bench.press("3")
    mouse = bench.page.mouse
    mouse.move(*bench.place(200, 200))
    mouse.down()
    for corner in ((500, 200), (500, 400), (200, 400), (200, 250)):
        mouse.move(*bench.place(*corner), steps=12)
    mouse.up()
    bench.press("Enter")
    (polygon,) = shapes(street, bench.hand_in())
    assert len(polygon["points"]) > 40
    assert Polygon(np.reshape(polygon["points"], (-1, 2))).area == pytest.approx(300 * 200, rel=0.05)


def test_a_vertex_near_a_neighbour_snaps_to_its_border_and_corner(bench: Bench, street: Workshop) -> None:
    bench.press("3")
    square(bench, 100, 100, 200)
    bench.press("Shift+g")
    for corner in ((304, 140), (450, 150), (450, 400), (297, 303)):
        bench.click(*corner)
    bench.press("Enter")
    first, second = shapes(street, bench.hand_in())
    assert second["points"][6:] == pytest.approx(first["points"][4:6], abs=0.11)
    assert second["points"][0] == pytest.approx(first["points"][2], abs=0.11)
    assert second["points"][1] == pytest.approx(140, abs=1.5)


def test_length_is_measured_and_nothing_is_kept(bench: Bench, street: Workshop) -> None:
    bench.press("Shift+m")
    bench.drag((100, 100), (400, 500))
    words = bench.page.locator(".overlay .draft text").text_content() or ""
    assert float(words.split(" px")[0]) == pytest.approx(500, abs=3)
    bench.press("Escape", "1")
    bench.drag((100, 100), (200, 200))
    assert len(shapes(street, bench.hand_in())) == 1
