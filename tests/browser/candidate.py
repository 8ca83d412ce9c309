"""Somebody who sits the demonstration's exam: knows the answers, and where the cars of its pictures are."""

from __future__ import annotations

import re

import yaml
from playwright.sync_api import Page

from beanfield.annotation.document import Box
from beanfield.demo.projects import CONTENT
from beanfield.demo.scenes import HEIGHT, WIDTH, draw_scene
from tests.browser.workshop import Bench


def right_answers() -> dict[str, list[str]]:
    """Stem → the texts of the right options, in Chinese."""
    bank = yaml.safe_load((CONTENT / "exam_questions.yaml").read_text(encoding="utf-8"))
    return {
        question["stem"]["zh"]: [question["options"][place]["zh"] for place in question["key"]]
        for question in bank
    }


def answer_theory(page: Page) -> None:
    """Answers every question by mouse and hands in."""
    known = right_answers()
    page.locator(".quiz-places button").first.wait_for()
    count = page.locator(".quiz-places button").count()
    for place in range(count):
        page.locator(".quiz-places button").nth(place).click()
        stem = page.locator(".ant-card h3").inner_text()
        for text in known[stem]:
            page.locator(".ant-radio-wrapper, .ant-checkbox-wrapper", has_text=text).first.click()
        page.locator(".quiz-places button").nth(place).filter(has_text="✓").wait_for()
    page.get_by_text("已保存").wait_for()
    page.get_by_role("button", name="交卷").click()
    page.get_by_role("dialog").get_by_role("button", name="交卷").click()


class ExamBench(Bench):
    """The workbench with a scene of the demonstration."""

    size = (WIDTH, HEIGHT)

    def box_the_cars(self) -> None:
        """Draws the boxes that are known to be right."""
        number = re.search(r"street_(\d+)", self.item)
        assert number is not None, self.item
        _, scene = draw_scene(int(number[1]))
        for thing in scene.document.objects:
            if isinstance(box := thing.shape, Box):
                self.press("1")
                self.drag((box.x, box.y), (box.x + box.w, box.y + box.h))
                self.press("Escape")
