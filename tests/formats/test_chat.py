"""OpenAI's chat JSONL."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from beanfield.annotation.document import AnnotatedObject, Document, Span
from beanfield.formats.base import WriteOptions
from beanfield.formats.faults import FormatError
from beanfield.formats.record import Chat, Message, Record, Response
from tests.formats.samples import CHAT, as_lines, put
from tests.formats.support import good, read, write


def _put(folder: Path, rows: list[Any]) -> Path:
    return put(folder, {"chat.jsonl": as_lines(rows)})


def _pair(better: Any, **more: Any) -> Record:
    said = [Response("a", [Message("assistant", "2")]), Response("b", [Message("assistant", "3")])]
    return Record(
        "p", Chat([Message("user", "1+1?")], said), Document(answers={"preference": better}), **more
    )


def test_conversations_preferences_and_open_responses_are_read(tmp_path: Path) -> None:
    plain, pair, open_ = good("openai_chat", _put(tmp_path, CHAT))
    assert plain.name == "chat.jsonl:1"
    assert plain.content == Chat([Message("user", "你好"), Message("assistant", "您好")])
    assert plain.meta == {"message_keys": {"1": {"weight": 0}}}
    assert isinstance(pair.content, Chat) and pair.document is not None
    better = pair.document.answers["preference"]["better"]
    assert {r.id: r.messages[0].content for r in pair.content.responses}[better] == "2"
    assert [r.id for r in pair.content.responses] == ["a", "b"]
    assert isinstance(open_.content, Chat) and open_.content.responses[0].model == "m"


def test_the_preferred_answer_is_not_always_the_first(tmp_path: Path) -> None:
    rows = [CHAT[1] | {"id": f"{n}"} for n in range(60)]
    records = good("openai_chat", _put(tmp_path, rows))
    first = sum(r.document.answers["preference"]["better"] == "a" for r in records if r.document)
    assert 15 <= first <= 45


def test_what_was_read_is_written_as_it_was(tmp_path: Path) -> None:
    data, report = write("openai_chat", good("openai_chat", _put(tmp_path, CHAT)))
    written = [json.loads(line) for line in data.splitlines()]
    assert report.dropped == {}
    assert written == [{"id": "chat.jsonl:1"} | CHAT[0], *CHAT[1:]]


def test_a_ranking_becomes_a_line_for_every_pair() -> None:
    said = [Response(id_, [Message("assistant", id_)]) for id_ in "abc"]
    record = Record("r", Chat([Message("user", "?")], said), Document(answers={"order": ["c", "a", "b"]}))
    rows = [json.loads(line) for line in write("openai_chat", [record])[0].splitlines()]
    pairs = [(r["preferred_output"][0]["content"], r["non_preferred_output"][0]["content"]) for r in rows]
    assert pairs == [("c", "a"), ("c", "b"), ("a", "b")]


def test_ties_strengths_and_marked_spans_are_refused_by_name_or_counted() -> None:
    with pytest.raises(FormatError, match="cannot hold ties"):
        write("openai_chat", [_pair({"better": "tie"})])
    with pytest.raises(FormatError, match="strength of a preference"):
        write("openai_chat", [_pair({"better": "a", "strength": 2})])
    span = Document([AnnotatedObject("s", "x", Span(0, 1, "turn:0"))])
    records = [
        _pair({"better": "tie"}),
        _pair({"better": "b", "strength": 3}),
        Record("s", Chat([Message("user", "hi")]), span),
    ]
    data, report = write("openai_chat", records, WriteOptions(drop=True))
    assert report.dropped == {"tie": 1, "strength": 1, "shape:span": 1}
    assert json.loads(data.splitlines()[1])["preferred_output"][0]["content"] == "3"


@pytest.mark.parametrize(
    ("row", "key", "path"),
    [
        ({"messages": []}, "format_no_messages", "messages"),
        ({"text": "x"}, "format_no_messages", "messages"),
        ({"messages": [{"role": "boss", "content": "x"}]}, "format_bad_role", "messages[0].role"),
        ({"messages": [{"role": "user", "content": 5}]}, "format_bad_message", "messages[0].content"),
        ({"messages": [{"role": "user", "content": None}]}, "format_bad_message", "messages[0].content"),
        ({"messages": ["x"]}, "format_bad_message", "messages[0]"),
        ({"preferred_output": []}, "format_no_messages", "input"),
        (CHAT[1] | {"preferred_output": []}, "format_no_messages", "preferred_output"),
        (CHAT[2] | {"responses": [CHAT[2]["responses"][0]] * 2}, "format_duplicate_id", "responses"),
        ({"messages": [{"role": "user", "content": "\0"}]}, "format_nul_character", None),
    ],
)
def test_a_bad_line_is_named_by_line_and_path(tmp_path: Path, row: Any, key: str, path: str | None) -> None:
    records, faults = read("openai_chat", _put(tmp_path, [CHAT[0], row, CHAT[2]]))
    assert [(f.key, f.file, f.line, f.path) for f in faults] == [(key, "chat.jsonl", 2, path)]
    assert len(records) == 2
