"""Each tool of the picture workbench, by mouse and keys; the document that the server has is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.workshop import STREET, Bench, Workshop, pictures, workshop_of

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def street(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop_of(demo, pictures(tmp_path_factory.mktemp("street"), 40), STREET) as made:
        yield made


def only(street: Workshop, item: str) -> dict[str, Any]:
    (thing,) = street.document(item)["objects"]
    return dict(thing)


def near(shape: dict[str, Any], **wanted: float) -> None:
    for name, value in wanted.items():
        assert shape[name] == pytest.approx(value, abs=1.5), (name, shape)


def test_a_box_is_drawn_by_dragging_and_another_by_two_clicks(bench: Bench, street: Workshop) -> None:
    bench.drag((100, 100), (200, 160))
    bench.click(300, 300)
    bench.click(380, 350)
    expect(bench.page.locator(".object")).to_have_count(2)
    first, second = street.document(bench.hand_in())["objects"]
    near(first["shape"], x=100, y=100, w=100, h=60)
    near(second["shape"], x=300, y=300, w=80, h=50)
    assert first["class"] == "car"
    assert first["attributes"] == {"hidden": False}


def test_a_box_is_resized_by_its_corner_moved_and_nudged(bench: Bench, street: Workshop) -> None:
    bench.drag((100, 100), (200, 160))
    bench.press("v")
    bench.drag((200, 160), (260, 220))
    bench.drag((150, 150), (170, 190))
    bench.press("ArrowRight", "Shift+ArrowDown")
    near(only(street, bench.hand_in())["shape"], x=121, y=150, w=160, h=120)


def test_a_polygon_is_closed_at_its_first_point_and_cut_with_a_hole(bench: Bench, street: Workshop) -> None:
    bench.press("3")
    for corner in ((100, 100), (400, 100), (400, 400), (100, 400), (100, 100)):
        bench.click(*corner)
    bench.press("h")
    for corner in ((200, 200), (300, 200), (250, 300)):
        bench.click(*corner)
    bench.press("Enter")
    shape = only(street, bench.hand_in())["shape"]
    assert shape["points"] == pytest.approx([100, 100, 400, 100, 400, 400, 100, 400], abs=1.5)
    assert shape["holes"][0] == pytest.approx([200, 200, 300, 200, 250, 300], abs=1.5)


def test_vertices_are_taken_back_inserted_moved_and_removed(bench: Bench, street: Workshop) -> None:
    bench.press("3")
    for corner in ((100, 100), (300, 100), (700, 500)):
        bench.click(*corner)
    bench.press("Backspace")
    for corner in ((300, 300), (100, 300)):
        bench.click(*corner)
    bench.press("Enter", "v")
    bench.drag((200, 100), (200, 40))
    bench.click(100, 300, "Alt")
    shape = only(street, bench.hand_in())["shape"]
    assert shape["points"] == pytest.approx([100, 100, 200, 40, 300, 100, 300, 300], abs=1.5)


def test_a_line_ends_by_double_click(bench: Bench, street: Workshop) -> None:
    bench.press("4")
    bench.click(100, 500)
    bench.click(300, 450)
    bench.page.mouse.dblclick(*bench.place(500, 480))
    shape = only(street, bench.hand_in())["shape"]
    assert shape["points"] == pytest.approx([100, 500, 300, 450, 500, 480], abs=1.5)


def test_a_rotated_box_is_drawn_by_a_side_and_a_width_and_turned(bench: Bench, street: Workshop) -> None:
    bench.press("2")
    bench.drag((200, 200), (400, 200))
    bench.click(400, 300)
    bench.press("v")
    bench.drag((300, 175), (425, 250))
    shape = only(street, bench.hand_in())["shape"]
    near(shape, cx=300, cy=250, w=200, h=100, angle=90)


def test_points_and_ellipses(bench: Bench, street: Workshop) -> None:
    bench.press("5")
    bench.click(50, 60)
    bench.press("6")
    bench.drag((200, 200), (300, 260))
    point, wheel = street.document(bench.hand_in())["objects"]
    near(point["shape"], x=50, y=60)
    near(wheel["shape"], cx=250, cy=230, rx=50, ry=30)


def test_a_skeleton_is_set_joint_by_joint_hidden_and_absent_ones_too(bench: Bench, street: Workshop) -> None:
    bench.press("7")
    bench.click(400, 100)
    bench.click(410, 250, "Shift")
    bench.click(420, 400, "Alt")
    points = only(street, bench.hand_in())["shape"]["points"]
    assert points[:6] == pytest.approx([400, 100, 2, 410, 250, 1], abs=1.5)
    assert points[8] == 0


def test_a_mask_is_painted_and_erased(bench: Bench, street: Workshop) -> None:
    bench.press("8")
    bench.drag((200, 200), (300, 200))
    bench.page.keyboard.down("Alt")
    bench.drag((300, 200), (301, 200))
    bench.page.keyboard.up("Alt")
    shape = only(street, bench.hand_in())["shape"]
    near(shape, x=188, y=188, h=24)
    assert shape["w"] < 110
    assert sum(shape["counts"]) == shape["w"] * shape["h"]


def test_undo_and_redo_survive_a_reload(bench: Bench, street: Workshop) -> None:
    for left in (100, 200, 300):
        bench.drag((left, 100), (left + 50, 150))
    bench.press("Control+z")
    expect(bench.page.locator(".object")).to_have_count(2)
    expect(bench.page.locator(".saved")).to_contain_text("已存")
    bench.page.reload()
    expect(bench.page.locator(".object")).to_have_count(2)
    bench.press("Control+Shift+z")
    expect(bench.page.locator(".object")).to_have_count(3)
    bench.press("Control+z", "Control+z", "Control+z")
    expect(bench.page.locator(".object")).to_have_count(0)
    bench.press("Control+y")
    assert len(street.document(bench.hand_in())["objects"]) == 1


def test_attributes_are_answered_by_number_keys_and_hidden_ones_are_not_handed_in(
    bench: Bench, street: Workshop
) -> None:
    bench.drag((100, 100), (200, 160))
    bench.press("j", "2", "2")
    bench.drag((300, 100), (400, 160))
    bench.press("j", "2", "1", "j", "1")
    first, second = street.document(bench.hand_in())["objects"]
    assert first["attributes"] == {"hidden": False, "kind": "van"}
    assert second["attributes"] == {"hidden": True}


def test_a_class_is_changed_and_objects_are_copied_linked_and_removed(bench: Bench, street: Workshop) -> None:
    bench.drag((100, 100), (200, 160))
    bench.press("Control+d", "v")
    bench.drag((150, 140), (450, 340))
    bench.press("r")
    bench.click(140, 104)
    expect(bench.page.locator(".relation")).to_have_count(1)
    document = street.document(bench.hand_in())
    assert len(document["objects"]) == 2
    assert document["relations"] == [{"from": "o2", "to": "o1", "class": "before"}]


def test_a_removed_object_takes_its_relation_along(bench: Bench, street: Workshop) -> None:
    bench.drag((100, 100), (200, 160))
    bench.drag((300, 100), (400, 160))
    bench.press("v", "r")
    bench.click(150, 102)
    expect(bench.page.locator(".relation")).to_have_count(1)
    bench.press("Delete")
    expect(bench.page.locator(".relation")).to_have_count(0)
    bench.press("Control+z")
    expect(bench.page.locator(".relation")).to_have_count(1)
    bench.press("Control+a", "Delete")
    bench.drag((500, 500), (502, 500))
    expect(bench.page.locator(".object")).to_have_count(0)
    bench.press("b")
    bench.drag((500, 500), (540, 540))
    document = street.document(bench.hand_in())
    assert document["relations"] == []
    assert len(document["objects"]) == 1


def test_zoom_keeps_the_place_under_the_pointer_and_drawing_is_finer(bench: Bench, street: Workshop) -> None:
    x, y = bench.place(400, 300)
    bench.page.mouse.move(x, y)
    bench.page.mouse.wheel(0, -1000)
    bench.page.mouse.move(x, y)
    bench.page.mouse.down()
    bench.page.mouse.move(x + 50, y + 50, steps=3)
    bench.page.mouse.up()
    shape = only(street, bench.hand_in())["shape"]
    near(shape, x=400, y=300)
    assert shape["w"] < 15


def test_keys_do_nothing_while_a_question_is_written(bench: Bench, street: Workshop) -> None:
    item = bench.item
    bench.press("a")
    field = bench.page.get_by_label("写下你的问题")
    field.fill("s1 b 框到哪里为止？")
    field.press("s")
    bench.page.get_by_role("button", name="提问", exact=True).last.click()
    expect(bench.page.locator(".thread .post")).to_contain_text("框到哪里为止")
    assert bench.item == item
    expect(bench.page.locator(".object")).to_have_count(0)


def test_an_empty_answer_is_asked_about_once(bench: Bench, street: Workshop) -> None:
    item = bench.item
    bench.press("s")
    expect(bench.page.locator(".notice")).to_contain_text("还什么都没标")
    assert bench.hand_in() == item
    assert street.document(item)["objects"] == []


def test_skipping_takes_a_reason_and_gives_the_next(bench: Bench, street: Workshop) -> None:
    item = bench.item
    bench.press("Shift+s")
    bench.page.get_by_role("button", name="看不清或打不开").click()
    expect(bench.page.locator(".topbar .item")).not_to_have_text(item)


def test_every_tool_and_button_has_a_name_in_both_languages(
    page: Opens, street: Workshop, shots: Path
) -> None:
    for locale, submit in (("zh-CN", "提交"), ("en", "Submit")):
        bench = Bench(page("annotator", f"/work/{street.project_id}", locale=locale))
        expect(bench.page.get_by_role("button", name=submit).last).to_be_visible()
        nameless = bench.page.evaluate(
            "() => [...document.querySelectorAll('button, input, select, textarea, a')].filter(one =>"
            " !(one.textContent.trim() || one.getAttribute('aria-label') || one.title || one.labels?.length))"
            ".map(one => one.outerHTML)"
        )
        assert nameless == []
        bench.page.screenshot(path=shots / f"workbench-{locale}.png")
