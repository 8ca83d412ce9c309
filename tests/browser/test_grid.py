"""Grid review: many objects at once, the wrong ones marked; and differences stepped through by a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import msgspec
import pytest
from bench.serving import client_of
from playwright.sync_api import Page, expect

from beanfield.annotation.document import decode_document
from beanfield.production.model import Pipeline, Submission, Task, WorkRequest
from tests.browser.axe import findings
from tests.browser.workshop import STREET, Bench, Workshop, pictures

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]
ITEMS = 6


def _document() -> bytes:
    def box(number: int, cls: str) -> dict[str, object]:
        shape = {"type": "box", "x": 100 + 120 * number, "y": 120, "w": 80, "h": 60}
        return {"id": f"o{number}", "class": cls, "shape": shape, "attributes": {}}

    objects = [box(1, "car"), box(2, "car")]
    house = {"type": "polygon", "points": [400, 300, 500, 300, 450, 380]}
    objects.append({"id": "o3", "class": "house", "shape": house, "attributes": {}})
    return msgspec.json.encode({"objects": objects, "relations": [], "answers": {"weather": "sun"}})


@pytest.fixture
def street(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A project whose items all have an answer of three objects."""
    with (
        client_of(demo, "manager") as manager,
        client_of(demo, "annotator") as annotator,
        client_of(demo, "reviewer") as reviewer,
    ):
        people: dict[Task, int] = {"annotate": annotator.me().person_id, "review": reviewer.me().person_id}
        data = pictures(tmp_path_factory.mktemp("grid"), ITEMS)
        pipeline = Pipeline(review="all", prefetch=3)
        street = Workshop.open(manager, data, STREET, people=people, pipeline=pipeline)
        leases = annotator.work(street.project_id, WorkRequest(want=ITEMS)).leases
        document = decode_document(_document())
        done = [Submission(id=uuid4(), lease_id=lease.id, document=document) for lease in leases]
        annotator.work(street.project_id, WorkRequest(submit=done, want=0))
        yield street


def test_items_with_a_marked_object_go_back_and_the_rest_pass(street: Workshop, page: Opens) -> None:
    opened = page("reviewer", f"/review/{street.project_id}?grid")
    crops = opened.locator(".crop")
    expect(crops).to_have_count(2 * ITEMS)
    opened.wait_for_function(
        "() => [...document.querySelectorAll('.crop canvas')].every((one) =>"
        " one.getContext('2d').getImageData(64, 64, 1, 1).data[3] === 255)"
    )
    assert findings(opened) == []
    crops.nth(1).click()
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("Space")
    expect(opened.locator(".crop.wrong")).to_have_count(2)
    first, last = crops.nth(6).bounding_box(), crops.nth(7).bounding_box()
    assert first is not None
    assert last is not None
    opened.mouse.move(first["x"] + 20, first["y"] + 20)
    opened.mouse.down()
    opened.mouse.move(last["x"] + 20, last["y"] + 20, steps=6)
    opened.mouse.up()
    expect(opened.locator(".crop.wrong")).to_have_count(4)
    opened.keyboard.press("Enter")
    expect(crops).to_have_count(ITEMS)
    expect(opened.get_by_role("button", name="通过 3 条，退回 3 条")).to_be_visible()
    with opened.expect_response(
        lambda reply: reply.url.endswith("/review") and len(reply.json()["outcomes"]) == ITEMS - 1
    ):
        opened.keyboard.press("Enter")
    states = [item.state for item in street.manager.items(street.project_id)]
    assert sorted(states) == ["accepted"] * 3 + ["returned"] * 3
    expect(opened.locator(".crop")).to_have_count(0)


def test_a_reviewer_steps_through_what_was_changed(street: Workshop, page: Opens) -> None:
    opened = page("reviewer", f"/review/{street.project_id}")
    bench = Bench(opened)
    opened.get_by_role("link", name="网格质检").wait_for()
    bench.press("b", "1")
    bench.drag((500, 450), (600, 520))
    differences = opened.locator(".differences")
    expect(differences).to_contain_text("新增 1")
    bench.press("v", "Escape", "Alt+ArrowDown")
    expect(opened.locator(".object.chosen")).to_have_count(1)
    bench.press("Shift+d")
    expect(differences).to_have_count(0)


def test_name_and_time_lie_over_the_picture_where_the_project_asks_for_it(
    demo: str, page: Opens, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with client_of(demo, "manager") as manager, client_of(demo, "annotator") as annotator:
        data = pictures(tmp_path_factory.mktemp("watermark"), 1)
        pipeline = Pipeline(review="none", watermark=True)
        people: dict[Task, int] = {"annotate": annotator.me().person_id}
        marked = Workshop.open(manager, data, STREET, people=people, pipeline=pipeline)
    opened = page("annotator", f"/work/{marked.project_id}")
    bench = Bench(opened)
    look = opened.locator(".watermark").evaluate("(one) => getComputedStyle(one).backgroundImage")
    assert look.startswith('url("data:image/png')
    bench.drag((100, 100), (200, 160))
    expect(opened.locator(".object")).to_have_count(1)
