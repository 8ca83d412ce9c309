"""The demo's texts and schemas fit each other."""

from importlib.resources import files
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.schema import parse_schema
from beanfield.annotation.validate import faults
from beanfield.demo.answers import answer_with_slips, truth_of_entities
from beanfield.demo.scenes import HEIGHT, WIDTH, draw_scene

CONTENT = files("beanfield.demo") / "content"
SCHEMAS = ("coins", "street", "photographs", "entities_zh", "reviews_en", "chats")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_sound(name: str) -> None:
    schema = parse_schema((CONTENT / "schemas" / f"{name}.yaml").read_text(encoding="utf-8"))
    assert schema.title.zh
    assert schema.title.en


def test_marks_in_texts_become_spans() -> None:
    text, document = truth_of_entities("😀[小明|PER]在[北京大学|ORG]读书。")
    assert text == "😀小明在北京大学读书。"
    assert [(o.class_, o.shape.start, o.shape.end) for o in document.objects] == [  # type: ignore[union-attr]  # all are spans
        ("PER", 1, 3),
        ("ORG", 4, 8),
    ]


def test_every_text_of_the_demo_is_marked_with_known_classes() -> None:
    schema = parse_schema((CONTENT / "schemas" / "entities_zh.yaml").read_text(encoding="utf-8"))
    known = {each.name for each in schema.classes}
    for line in (CONTENT / "entities_zh.txt").read_text(encoding="utf-8").splitlines():
        text, document = truth_of_entities(line)
        assert {thing.class_ for thing in document.objects} <= known
        assert "[" not in text
        assert "|" not in text


@given(st.integers(0, 200), st.floats(0.5, 1.0), st.integers())
def test_answers_with_slips_are_still_valid(number: int, care: float, seed: int) -> None:
    schema = parse_schema((CONTENT / "schemas" / "street.yaml").read_text(encoding="utf-8"))
    truth = draw_scene(number % 8)[1].document
    answer = answer_with_slips(truth, schema, care, Random(seed), (WIDTH, HEIGHT))
    assert faults(answer, schema, ContentFacts(width=WIDTH, height=HEIGHT)) == []


def test_reviews_and_chats_answer_their_schemas() -> None:
    reviews = yaml.safe_load((CONTENT / "reviews_en.yaml").read_text(encoding="utf-8"))
    chats = yaml.safe_load((CONTENT / "chats.yaml").read_text(encoding="utf-8"))
    assert len(reviews) >= 20
    assert all(chat["better"] in {"a", "b", "tie"} and 1 <= chat["strength"] <= 3 for chat in chats)
