"""Spans, relations and questions in texts and conversations, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.workshop import Bench, Workshop, lines, workshop_of

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]

TEXT = "😀王芳在𠮷野的豆田中心学习标注。\n李明说：“清河县的豆子很好。”"
ENTITIES: dict[str, Any] = {
    "media": "text",
    "classes": [
        {"name": "PER", "title": {"zh": "人名", "en": "Person"}, "shape": "span", "hotkey": "1"},
        {"name": "ORG", "title": {"zh": "机构", "en": "Organisation"}, "shape": "span", "hotkey": "2"},
    ],
    "relations": [
        {"name": "works_at", "title": {"zh": "就职于", "en": "works at"}, "from": ["PER"], "to": ["ORG"]}
    ],
    "fields": [{"name": "topic", "type": "choices", "of": "item", "title": "主题", "options": ["人", "地"]}],
}
CHAT: dict[str, Any] = {
    "media": "chat",
    "fields": [
        {
            "name": "better",
            "type": "preference",
            "of": "item",
            "title": "哪个好",
            "strength": 2,
            "required": True,
        },
        {"name": "order", "type": "ranking", "of": "item", "title": "排序", "ties": True, "required": True},
        {"name": "true", "type": "rating", "of": "response", "title": "真实", "max": 5, "required": True},
        {"name": "clear", "type": "boolean", "of": "turn", "roles": ["user"], "title": "说得清楚"},
        {
            "name": "marks",
            "type": "rubric",
            "of": "item",
            "title": "评分",
            "criteria": [{"name": "facts", "max": 5}, {"name": "style", "max": 3, "note_required": True}],
        },
        {
            "name": "risk",
            "type": "tree",
            "of": "item",
            "title": "风险",
            "leaves_only": True,
            "options": [
                {"name": "health", "children": [{"name": "drugs"}, {"name": "diet"}]},
                {"name": "none"},
            ],
        },
        {
            "name": "rewrite",
            "type": "text",
            "of": "item",
            "title": "改写",
            "rewrite_of": "a",
            "min_length": 4,
            "max_length": 60,
        },
        {
            "name": "beans",
            "type": "number",
            "of": "item",
            "title": "豆子数",
            "min": 0,
            "step": 0.5,
            "unit": "斤",
        },
    ],
}
ANSWERS = {
    "a": "**四季豆**要煮熟。<script>window.hacked = 1</script>",
    "b": "可以生吃。![x](https://evil.example/x.png)",
}


@pytest.fixture(scope="module")
def entities(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    folder = tmp_path_factory.mktemp("texts")
    rows = [{"id": f"t{number}", "text": TEXT} for number in range(12)]
    with workshop_of(demo, lines(folder, "texts.jsonl", rows), ENTITIES) as made:
        yield made


@pytest.fixture(scope="module")
def chats(demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    folder = tmp_path_factory.mktemp("chats")
    rows = [
        {
            "id": f"c{number}",
            "messages": [{"role": "user", "content": "四季豆怎么吃？"}],
            "responses": [
                {"id": name, "messages": [{"role": "assistant", "content": words}]}
                for name, words in ANSWERS.items()
            ],
        }
        for number in range(6)
    ]
    with workshop_of(demo, lines(folder, "chats.jsonl", rows), CHAT) as made:
        yield made


def mark(page: Page, words: str) -> None:
    """Drags over the words."""
    ends = page.evaluate(
        """words => {
            for (const piece of document.querySelectorAll('.lines [data-at]')) {
                const at = piece.textContent.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(piece.firstChild, at);
                range.setEnd(piece.firstChild, at + words.length);
                const rects = [...range.getClientRects()];
                const [first, last] = [rects[0], rects.at(-1)];
                const middle = rect => rect.top + rect.height / 2;
                return [first.left + 1, middle(first), last.right - 1, middle(last)];
            }
        }""",
        words,
    )
    assert ends, f"{words} is not to be seen"
    page.mouse.move(ends[0], ends[1])
    page.mouse.down()
    page.mouse.move(ends[2], ends[3], steps=4)
    page.mouse.up()


def words_of(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Class and words of each span, by code points."""
    return [(o["class"], TEXT[o["shape"]["start"] : o["shape"]["end"]]) for o in document["objects"]]


def test_spans_count_code_points_beside_emoji_and_rare_characters(entities: Workshop, page: Opens) -> None:
    bench = Bench(page("annotator", f"/work/{entities.project_id}"))
    mark(bench.page, "王芳")
    bench.press("1")
    mark(bench.page, "豆田中心")
    bench.press("2")
    expect(bench.page.locator(".object")).to_have_count(2)
    assert words_of(entities.document(bench.hand_in())) == [("PER", "王芳"), ("ORG", "豆田中心")]


def test_a_class_chosen_first_marks_many_nested_and_overlapping(entities: Workshop, page: Opens) -> None:
    bench = Bench(page("annotator", f"/work/{entities.project_id}"))
    bench.press("2")
    mark(bench.page, "清河县的豆子")
    bench.press("Escape", "Escape", "1")
    mark(bench.page, "清河县")
    expect(bench.page.locator(".object")).to_have_count(2)
    spans = words_of(entities.document(bench.hand_in()))
    assert spans == [("ORG", "清河县的豆子"), ("PER", "清河县")]


def test_ends_are_dragged_and_moved_by_keys(entities: Workshop, page: Opens) -> None:
    bench = Bench(page("annotator", f"/work/{entities.project_id}"))
    mark(bench.page, "豆田")
    bench.press("2")
    handle = bench.page.locator(".span-end.end").bounding_box()
    assert handle is not None
    bench.page.mouse.move(handle["x"] + 6, handle["y"] + 8)
    bench.page.mouse.down()
    bench.page.mouse.move(handle["x"] + 6 + 40, handle["y"] + 8, steps=4)
    bench.page.mouse.up()
    expect(bench.page.locator(".object .name")).to_contain_text("豆田中心")
    bench.press("Alt+Shift+ArrowLeft", "Alt+ArrowLeft")
    expect(bench.page.locator(".object .name")).to_contain_text("的豆田中 ")
    assert words_of(entities.document(bench.hand_in())) == [("ORG", "的豆田中")]


def test_a_span_is_marked_and_linked_without_a_mouse(entities: Workshop, page: Opens) -> None:
    bench = Bench(page("annotator", f"/work/{entities.project_id}"))
    bench.press("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "1")
    expect(bench.page.locator(".object .name")).to_contain_text("王芳")
    mark(bench.page, "豆田中心")
    bench.press("2", "r")
    bench.page.locator(".object .pick").first.click()
    expect(bench.page.locator(".relation")).to_have_count(1)
    document = entities.document(bench.hand_in())
    assert words_of(document) == [("PER", "王芳"), ("ORG", "豆田中心")]
    assert document["relations"] == [{"from": "o1", "to": "o2", "class": "works_at"}]


def test_every_question_of_a_conversation_is_answered_by_keys(chats: Workshop, page: Opens) -> None:
    bench = Bench(page("annotator", f"/work/{chats.project_id}"))
    bench.press("2")  # A slightly better
    bench.press("2", "1")  # B before A
    bench.press("4", "5")  # true: A 4, B 5
    bench.press("1")  # the turn is clear
    bench.press("4", "2")  # the rubric
    note = bench.page.get_by_label("style: 说明")
    note.fill("啰嗦")
    note.blur()
    bench.press("j", "1", "2")
    rewrite = bench.page.get_by_role("group", name="改写")
    rewrite.get_by_role("button", name="从原文开始改").click()
    box = rewrite.get_by_role("textbox")
    expect(box).to_have_value(ANSWERS["a"])
    box.fill("豆要煮")
    expect(rewrite.locator(".length")).to_have_class("length wrong")
    box.fill("四季豆一定要煮熟😀")
    expect(rewrite.locator(".length")).to_contain_text("9 (4–60)")
    bench.page.get_by_role("spinbutton").fill("2.5")
    bench.page.get_by_role("spinbutton").press("Control+Enter")
    expect(bench.page.locator(".topbar .item")).not_to_have_text("c0")
    answers = chats.document("c0")["answers"]
    assert answers == {
        "better": {"better": "a", "strength": 1},
        "order": ["b", "a"],
        "true": {"a": 4, "b": 5},
        "clear": {"0": True},
        "marks": {"facts": {"score": 4}, "style": {"score": 2, "note": "啰嗦"}},
        "risk": ["health", "diet"],
        "rewrite": "四季豆一定要煮熟😀",
        "beans": 2.5,
    }


def test_a_ranking_is_dragged_and_tied(chats: Workshop, page: Opens) -> None:
    bench = Bench(page("annotator", f"/work/{chats.project_id}"))
    ranking = bench.page.get_by_role("group", name="排序")
    ranking.locator(".unranked button").first.click()
    ranking.locator(".unranked button").first.click()
    ranking.locator(".rank").nth(1).drag_to(ranking.locator(".rank").first)
    expect(ranking.locator(".rank .name").first).to_have_text("B")
    ranking.get_by_role("button", name="与上一名并列").click()
    expect(ranking.locator(".rank.tied")).to_have_count(2)
    bench.page.get_by_role("radio", name="差不多").click()
    for response in ("A", "B"):
        bench.page.get_by_role("region", name=f"回答 {response}").get_by_role("radio", name="3").click()
    answers = chats.document(bench.hand_in())["answers"]
    assert answers == {"better": {"better": "tie"}, "order": [["b", "a"]], "true": {"a": 3, "b": 3}}


def test_what_is_missing_is_shown_where_it_is_missing(chats: Workshop, page: Opens) -> None:
    bench = Bench(page("annotator", f"/work/{chats.project_id}", locale="en"))
    bench.press("s")
    expect(bench.page.locator(".faults li")).to_have_count(4)
    expect(bench.page.locator(".question.faulty").first).to_contain_text("An answer is required")
    bench.press("4")
    expect(bench.page.locator(".faults li")).to_have_count(3)


def test_nothing_in_a_conversation_runs_or_is_loaded_from_elsewhere(chats: Workshop, page: Opens) -> None:
    asked: list[str] = []
    opened = page("annotator", f"/work/{chats.project_id}")
    opened.on("request", lambda request: asked.append(request.url))
    bench = Bench(opened)
    expect(bench.page.locator(".response strong")).to_have_text("四季豆")
    expect(bench.page.locator(".no-picture")).to_be_visible()
    assert bench.page.evaluate("window.hacked") is None
    assert not [url for url in asked if "evil" in url]
