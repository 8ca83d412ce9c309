"""Every fault of an answer is found: texts, conversations, recordings."""

from __future__ import annotations

from typing import Any

import pytest

from beanfield.annotation.schema import parse_schema
from beanfield.annotation.validate import ContentFacts, faults
from tests.annotation.checks import keys, made, of_talk, thing
from tests.annotation.samples import CHAT, TALK


@pytest.mark.parametrize(
    ("start", "end", "part", "expected"),
    [
        (0, 40, "turn:0", set()),
        (0, 41, "turn:0", {(".end", "fault_beyond_text")}),
        (5, 5, "turn:0", {(".end", "fault_end_before_start")}),
        (0, 5, None, {(".part", "fault_no_such_part")}),
        (0, 5, "turn:9", {(".part", "fault_no_such_part")}),
    ],
)
def test_spans_stay_within_their_part(
    start: int, end: int, part: str | None, expected: set[tuple[str, str]]
) -> None:
    span = {"type": "span", "start": start, "end": end, "part": part}
    assert of_talk({}, thing(span, "claim")) == {(f"objects[0].shape{path}", key) for path, key in expected}


def test_a_span_of_a_text_counts_code_points_and_has_no_part() -> None:
    schema = parse_schema({"media": "text", "classes": [{"name": "claim", "shape": "span"}]})
    facts = ContentFacts(length=len("豆田👍"))
    whole = thing({"type": "span", "start": 0, "end": 3}, "claim")
    beyond = thing({"type": "span", "start": 0, "end": 4, "part": "turn:0"}, "claim")
    assert faults(made([whole]), schema, facts) == []
    assert keys(faults(made([beyond]), schema, facts)) == {
        ("objects[0].shape.part", "fault_no_such_part"),
        ("objects[0].shape.end", "fault_beyond_text"),
    }


def test_intervals_stay_within_the_recording() -> None:
    schema = parse_schema({"media": "audio", "classes": [{"name": "word", "shape": "interval"}]})
    document = made(
        [
            thing({"type": "interval", "start": 0, "end": 10.04}, "word", "a"),
            thing({"type": "interval", "start": 0, "end": 10.2}, "word", "b"),
            thing({"type": "interval", "start": 3, "end": 3}, "word", "c"),
        ]
    )
    assert keys(faults(document, schema, ContentFacts(seconds=10.0))) == {
        ("objects[1].shape.end", "fault_beyond_recording"),
        ("objects[2].shape.end", "fault_end_before_start"),
    }


@pytest.mark.parametrize(
    ("answers", "path", "key"),
    [
        ({"topic": "grey"}, "topic", "fault_unknown_option"),
        ({"topic": ["red"]}, "topic", "fault_want_text"),
        ({"faults": "red"}, "faults", "fault_want_list"),
        ({"faults": ["red", "red"]}, "faults[1]", "fault_double_value"),
        ({"faults": ["red", 3]}, "faults[1]", "fault_want_text"),
        ({"area": []}, "area", "fault_too_few"),
        ({"area": ["film"]}, "area[0]", "fault_unknown_option"),
        ({"area": ["art", "law"]}, "area[1]", "fault_unknown_option"),
        ({"stars": 6}, "stars", "fault_not_between"),
        ({"stars": 2.5}, "stars", "fault_want_whole"),
        ({"stars": True}, "stars", "fault_want_whole"),
        ({"order": ["a", "b"]}, "order", "fault_not_ranked"),
        ({"order": ["a", "b", "b", "c"]}, "order", "fault_double_value"),
        ({"order": ["a", "b", "c", "d"]}, "order", "fault_unknown_option"),
        ({"order": ["a", [], ["b", "c"]]}, "order[1]", "fault_too_few"),
        ({"order": "abc"}, "order", "fault_want_list"),
        ({"better": "a"}, "better", "fault_want_object"),
        ({"better": {}}, "better.better", "fault_missing_key"),
        ({"better": {"better": "z", "strength": 1}}, "better.better", "fault_unknown_option"),
        ({"better": {"better": "a"}}, "better.strength", "fault_missing_key"),
        ({"better": {"better": "a", "strength": 4}}, "better.strength", "fault_not_between"),
        ({"better": {"better": "a", "strength": "2"}}, "better.strength", "fault_want_whole"),
        ({"better": {"better": "tie", "strength": 2}}, "better.strength", "fault_tie_strength"),
        ({"better": {"better": "a", "strength": 1, "why": ""}}, "better.why", "fault_unknown_key"),
        ({"seconds": "3"}, "seconds", "fault_want_number"),
        ({"seconds": True}, "seconds", "fault_want_number"),
        ({"seconds": float("nan")}, "seconds", "fault_not_finite"),
        ({"why": 3}, "why", "fault_want_text"),
        ({"safe": 1}, "safe", "fault_want_boolean"),
        ({"marks": {"truth": {"score": 4}}}, "marks.tone", "fault_not_scored"),
        ({"marks": {"truth": {"score": 6}, "tone": {"score": 1}}}, "marks.truth.score", "fault_not_between"),
        ({"marks": {"truth": {}, "tone": {"score": 1}}}, "marks.truth.score", "fault_missing_key"),
        ({"marks": {"truth": 4, "tone": {"score": 1}}}, "marks.truth", "fault_want_object"),
        (
            {"marks": {"truth": {"score": 4, "note": 3}, "tone": {"score": 1}}},
            "marks.truth.note",
            "fault_want_text",
        ),
        (
            {"marks": {"truth": {"score": 4}, "tone": {"score": 1}, "wit": {}}},
            "marks.wit",
            "fault_unknown_criterion",
        ),
        ({"kind": "red"}, "kind", "fault_want_object"),
        ({"kind": {"0": "red"}}, "kind.0", "fault_unknown_key_of"),  # that turn is the user's
        ({"kind": {"7": "red"}}, "kind.7", "fault_unknown_key_of"),
        ({"kind": {"1": "grey"}}, "kind.1", "fault_unknown_option"),
        ({"score": {"d": 3}}, "score.d", "fault_unknown_key_of"),
        ({"mood": 1}, "mood", "fault_unknown_question"),
    ],
)
def test_an_answer_that_is_wrong_is_named(answers: dict[str, Any], path: str, key: str) -> None:
    assert of_talk(answers) == {(f"answers.{path}", key)}


def _with(**field: Any) -> Any:
    return parse_schema({"media": "chat", "fields": [{"name": "f", **field}]})


@pytest.mark.parametrize(
    ("field", "answer", "key"),
    [
        ({"type": "choices", "options": ["a", "b"], "min": 1}, [], "fault_too_few"),
        ({"type": "choices", "options": ["a", "b"], "max": 1}, ["a", "b"], "fault_too_many"),
        (
            {"type": "tree", "options": [{"name": "a", "children": ["b"]}], "leaves_only": True},
            ["a"],
            "fault_not_a_leaf",
        ),
        ({"type": "number", "min": 1, "max": 5}, 0, "fault_below"),
        ({"type": "number", "min": 1, "max": 5}, 6, "fault_above"),
        ({"type": "number", "min": 1, "step": 0.5}, 1.7, "fault_off_step"),
        ({"type": "text", "min_length": 2}, " 好 ", "fault_text_short"),
        ({"type": "text", "max_length": 2}, "你好吗", "fault_text_long"),
        ({"type": "text", "required": True}, "", "fault_required"),
        ({"type": "rubric", "criteria": [{"name": "c", "note_required": True}]}, {"c": {"score": 1}}, None),
        ({"type": "ranking"}, ["a", ["b", "c"]], None),
        ({"type": "preference", "ties": False}, {"better": "tie"}, None),
    ],
)
def test_the_bounds_of_a_field_hold(field: dict[str, Any], answer: Any, key: str | None) -> None:
    found = {each for _, each in keys(faults(made(answers={"f": answer}), _with(**field), CHAT))}
    nested = {"rubric": "fault_note_missing", "ranking": "fault_no_ties", "preference": "fault_no_ties"}
    assert found == {key or nested[field["type"]]}


def test_steps_of_a_tenth_are_not_lost_to_rounding() -> None:
    schema = _with(type="number", min=0, max=1, step=0.1)
    assert all(faults(made(answers={"f": i / 10}), schema, CHAT) == [] for i in range(11))


def test_required_fields_are_asked_for_each_turn_response_and_region() -> None:
    data = {
        **TALK,
        "fields": [{**f, "required": True} for f in TALK["fields"] if f["name"] in {"kind", "score"}],
    }
    data["fields"].append({"name": "proof", "type": "text", "of": "region", "required": True})
    span = thing({"type": "span", "start": 0, "end": 3, "part": "turn:0"}, "claim")
    document = made([span], answers={"score": {"b": 4}})
    assert keys(faults(document, parse_schema(data), CHAT)) == {
        ("answers.kind.1", "fault_required"),
        ("answers.score.a", "fault_required"),
        ("answers.score.c", "fault_required"),
        ("answers.proof.o1", "fault_required"),
    }
    assert faults(document, parse_schema(data), CHAT, complete=False) == []


def test_a_field_about_turns_may_hang_on_another_of_the_same_turn_or_on_the_item() -> None:
    schema = parse_schema(
        {
            "media": "chat",
            "fields": [
                {"name": "deep", "type": "boolean"},
                {"name": "bad", "type": "boolean", "of": "turn", "when": {"name": "deep", "equals": True}},
                {
                    "name": "why",
                    "type": "text",
                    "of": "turn",
                    "required": True,
                    "when": {"name": "bad", "equals": True},
                },
            ],
        }
    )
    document = made(answers={"deep": True, "bad": {"0": True, "1": False}})
    assert keys(faults(document, schema, CHAT)) == {("answers.why.0", "fault_required")}
    document.answers["deep"] = False
    assert keys(faults(document, schema, CHAT)) == {
        ("answers.bad.0", "fault_not_shown"),
        ("answers.bad.1", "fault_not_shown"),
    }
