"""Long texts, searching and marking, other scripts; formulas and comparisons in conversations."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bench.serving import client_of
from playwright.sync_api import Page, expect

from tests.browser.test_workbench_texts import ENTITIES
from tests.browser.workshop import Bench, Workshop, lines, workshop_of

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]

SENTENCE = "王芳在豆田中心学习，李明说清河县的豆子很好。"
ODD = "😀王芳 قال محمد مرحبا cafe\u0301 王芳。"
LONG = "\n".join(f"{n} {SENTENCE * 8}" for n in range(1120))
CHAT: dict[str, Any] = {
    "media": "chat",
    "fields": [
        {"name": "better", "type": "preference", "of": "item", "title": "哪个好", "required": True},
        {
            "name": "rewrite",
            "type": "text",
            "of": "item",
            "title": "改写",
            "rewrite_of": "a",
            "multiline": True,
        },
    ],
}
TALK = {
    "id": "formulas",
    "messages": [{"role": "user", "content": "勾股定理是什么？$a^2+b^2$"}],
    "responses": [
        {"id": "a", "messages": [{"role": "assistant", "content": "直角三角形里 $$c^2=a^2+b^2$$ 成立。"}]},
        {"id": "b", "messages": [{"role": "assistant", "content": "直角三角形里斜边最长。"}]},
    ],
}


def opened(demo: str, folder: Path, schema: dict[str, Any], rows: list[dict[str, Any]]) -> Workshop:
    with workshop_of(demo, lines(folder, "rows.jsonl", rows), schema) as made:
        return made


def words(text: str, document: dict[str, Any]) -> list[tuple[str, str]]:
    """What is marked, by code points, with its class."""
    return [
        (text[each["shape"]["start"] : each["shape"]["end"]], each["class"]) for each in document["objects"]
    ]


def handed_in(demo: str, project: int, item: str) -> dict[str, Any]:
    with client_of(demo, "manager") as manager:
        return Workshop(manager, project).document(item)


def test_terms_and_expressions_are_found_and_marked_at_once(demo: str, page: Opens, tmp_path: Path) -> None:
    made = opened(demo, tmp_path, ENTITIES, [{"id": "odd", "text": ODD}])
    bench = Bench(page("annotator", f"/work/{made.project_id}"))
    bench.press("1", "/")
    bench.page.get_by_label("每行一个词").fill("王芳\n/م[^ ]+/\ncafe\u0301")
    expect(bench.page.locator(".search-bar")).to_contain_text("找到 5 处")
    bench.press("Control+Enter", "Control+z", "Control+y")
    item = bench.item
    bench.press("s")
    expect(bench.page.locator(".empty")).to_be_visible()
    found = words(ODD, handed_in(demo, made.project_id, item))
    assert found == [(word, "PER") for word in ("王芳", "محمد", "مرحبا", "cafe\u0301", "王芳")]


def test_two_hundred_thousand_characters_are_marked_from_end_to_end(
    demo: str, page: Opens, tmp_path: Path
) -> None:
    assert len(LONG) > 200_000
    made = opened(demo, tmp_path, ENTITIES, [{"id": "long", "text": LONG}])
    bench = Bench(page("annotator", f"/work/{made.project_id}"))
    bench.press("2", "/")
    bench.page.get_by_label("每行一个词").fill("1119 王芳\n0 王芳")
    bench.press("Control+Enter")
    expect(bench.page.locator(".object")).not_to_have_count(0)
    bench.page.locator(".piece").last.scroll_into_view_if_needed()
    expect(bench.page.locator(".piece").last).to_be_in_viewport()
    item = bench.item
    bench.press("s")
    expect(bench.page.locator(".empty")).to_be_visible()
    found = words(LONG, handed_in(demo, made.project_id, item))
    assert found[-1] == ("1119 王芳", "ORG")
    assert len(found) == LONG.count("0 王芳") + 1


def test_formulas_are_set_responses_compared_and_a_rewrite_shown_against_its_original(
    demo: str, page: Opens, tmp_path: Path
) -> None:
    made = opened(demo, tmp_path, CHAT, [TALK])
    bench = Bench(page("annotator", f"/work/{made.project_id}"))
    expect(bench.page.locator(".response math")).to_have_count(1)
    expect(bench.page.locator(".turn math")).to_contain_text("a")
    bench.press("Escape", "w")
    expect(bench.page.locator(".response ins").first).to_contain_text("斜边最长")
    bench.press("w")
    expect(bench.page.locator(".response ins")).to_have_count(0)
    bench.page.get_by_role("button", name="从原文").click()
    field = bench.page.locator("textarea").last
    expect(field).to_have_value(re.compile("成立"))
    field.fill(field.input_value() + "很有用。")
    expect(bench.page.locator(".text .differences ins")).to_have_text("很有用。")
