"""Conversations: ShareGPT, Alpaca, TRL, HH-RLHF, arena, OASST and MQM, their traps, and real data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from beanfield.annotation.document import AnnotatedObject, Document, Span
from beanfield.formats.base import WriteOptions
from beanfield.formats.faults import FormatError
from beanfield.formats.record import Chat, Message, Record, Response
from tests.formats.round_trip import assert_same_document, there_and_back
from tests.formats.samples import SAMPLES, as_lines, put
from tests.formats.support import good, read, write_files

NAMES = WriteOptions(people="names")


def item(answers: dict[str, Any] | None = None, *replies: str) -> Record:
    """A question with replies a, b, c …"""
    responses = [Response("abcdef"[n], [Message("assistant", text)]) for n, text in enumerate(replies)]
    document = None if answers is None else Document(answers=answers)
    return Record("q1", Chat([Message("user", "1+1?")], responses), document)


def rows(files: dict[str, bytes], name: str) -> list[Any]:
    """The rows of a file that was written."""
    return [json.loads(line) for line in files[name].splitlines()]


def said(record: Record) -> Any:
    """Conversation and answers with the texts of responses for their ids, which formats may deal anew."""
    content = record.content
    assert isinstance(content, Chat)
    texts = {r.id: msgspec.json.encode(r.messages).decode() for r in content.responses}
    answers = msgspec.to_builtins(record.document.answers) if record.document else {}
    if "better" in answers.get("preference", {}):
        answers["preference"]["better"] = texts.get(answers["preference"]["better"], "tie")
    return content.messages, sorted(texts.values()), answers


@pytest.mark.parametrize("format_", ["sharegpt", "alpaca", "hh_rlhf", "arena", "oasst"])
def test_conversations_come_back(tmp_path: Path, format_: str) -> None:
    records = good(format_, put(tmp_path, SAMPLES[format_]))
    again = there_and_back(format_, records, tmp_path / "again", NAMES)
    order = {json.dumps(str(said(record))): place for place, record in enumerate(records)}
    again.sort(key=lambda record: order.get(json.dumps(str(said(record))), -1))
    assert [said(record) for record in again] == [said(record) for record in records]
    assert [record.meta for record in again] == [record.meta for record in records]
    assert [[a.person for a in r.answers] for r in again] == [[a.person for a in r.answers] for r in records]


def test_trl_rows_come_back_each_kind_in_a_file_of_its_own(tmp_path: Path) -> None:
    records = good("trl", put(tmp_path, SAMPLES["trl"]))
    files, report = write_files("trl", records)
    assert (report.dropped, sorted(files)) == (
        {}, ["preference.jsonl", "prompts.jsonl", "stepwise.jsonl", "unpaired.jsonl"],
    )  # fmt: skip
    again = good("trl", put(tmp_path / "again", files))
    assert sorted(map(str, map(said, again))) == sorted(map(str, map(said, records)))
    assert rows(files, "stepwise.jsonl") == [
        {"prompt": "1+1?", "completions": ["one", "two"], "labels": [True, False]}
    ]


def test_a_ranking_becomes_its_strict_pairs_and_ties_are_said(tmp_path: Path) -> None:
    record = item({"order": ["c", ["a", "b"]]}, "x", "y", "z")
    with pytest.raises(FormatError, match="ties"):
        write_files("trl", [record])
    files, report = write_files("trl", [record], WriteOptions(drop=True))
    assert report.dropped == {"tie": 1}
    pairs = [
        (r["chosen"][0]["content"], r["rejected"][0]["content"]) for r in rows(files, "preference.jsonl")
    ]
    assert pairs == [("z", "x"), ("z", "y")]


@pytest.mark.parametrize("format_", ["trl", "sharegpt", "alpaca", "hh_rlhf"])
def test_what_was_not_judged_and_what_is_equal_is_never_written_as_a_verdict(format_: str) -> None:
    for answers, what in (
        (None, "without a verdict"),
        ({"preference": {"better": "tie"}}, "ties"),
        ({"preference": {"better": "a", "strength": 3}}, "strength"),
    ):
        record = item(answers, "2", "3")
        with pytest.raises(FormatError, match=what):
            write_files(format_, [record])
        files, report = write_files(format_, [record], WriteOptions(drop=True))
        assert sum(report.dropped.values()) == 1
        written = b"".join(data for name, data in files.items() if name.endswith(".jsonl"))
        assert (b"chosen" in written) == (what == "strength")


def test_a_step_that_nobody_marked_is_no_wrong_step() -> None:
    turns = [Message("user", "?"), Message("assistant", "one"), Message("assistant", "two")]
    record = Record("q", Chat(turns), Document(answers={"step": {"1": True}}))
    with pytest.raises(FormatError, match="without a verdict"):
        write_files("trl", [record])


def test_both_bad_differs_from_a_tie(tmp_path: Path) -> None:
    records = good("arena", put(tmp_path, SAMPLES["arena"]))
    answers = [record.document.answers for record in records if record.document]
    assert [a["preference"]["better"] for a in answers] == ["a", "b", "tie", "tie"]
    assert [a.get("both_bad") for a in answers] == [None, None, None, True]
    files, _ = write_files("arena", records)
    assert [row["winner"] for row in rows(files, "votes.jsonl")] == [
        "model_a", "model_b", "tie", "tie (bothbad)",
    ]  # fmt: skip
    assert {row["judge"] for row in rows(files, "votes.jsonl")} == {"p1"}


def test_calls_of_tools_become_calls_and_a_picture_without_its_mark_is_a_fault(tmp_path: Path) -> None:
    first = good("sharegpt", put(tmp_path, SAMPLES["sharegpt"]))[0]
    assert isinstance(first.content, Chat)
    assert [m.role for m in first.content.messages] == ["system", "user", "assistant", "tool", "assistant"]
    assert first.content.messages[2].tool_calls == [
        {"type": "function", "function": {"name": "weather", "arguments": '{"city": "北京"}'}}
    ]
    text = SAMPLES["sharegpt"]["a.json"].replace(b"<image>", b"")
    _, faults = read("sharegpt", put(tmp_path, {"a.json": text}))
    assert [(f.key, f.file, f.line) for f in faults] == [("format_media_count", "a.json", 24)]


def test_llama_factory_is_told_of_each_file(tmp_path: Path) -> None:
    files, _ = write_files("sharegpt", good("sharegpt", put(tmp_path, SAMPLES["sharegpt"])))
    info = json.loads(files["dataset_info.json"])
    assert sorted(info) == ["kto", "preference", "sft"]
    for about in info.values():
        columns = about["columns"]
        for row in rows(files, about["file_name"]):
            assert set(row) <= set(columns.values())
    assert info["preference"]["ranking"] is True


@pytest.mark.parametrize(
    ("format_", "row", "key"),
    [
        ("trl", {"prompt": "x", "completion": "y", "label": 0}, "format_bad_value"),
        ("trl", {"prompt": "x", "completions": ["y"], "labels": []}, "format_step_count"),
        ("trl", {"prompt": "x", "completions": ["y"], "labels": [None]}, "format_bad_value"),
        ("trl", {"prompt": "x", "chosen": True, "rejected": "y"}, "format_no_messages"),
        ("alpaca", {"instruction": "x", "output": 3}, "format_no_text"),
        ("alpaca", {"instruction": "x", "output": "y", "history": [["a"]]}, "format_bad_message"),
        ("hh_rlhf", {"chosen": "\n\nHuman: a\n\nAssistant: b", "rejected": "c"}, "format_no_messages"),
        ("arena", {"winner": "c"}, "format_bad_value"),
        ("sharegpt", {"conversations": [{"from": "bot", "value": "x"}]}, "format_bad_role"),
    ],
)
def test_faults_of_conversations_have_their_line(
    tmp_path: Path, format_: str, row: dict[str, Any], key: str
) -> None:
    put(tmp_path, {"a.jsonl": as_lines([{"id": 1} | row, row])})
    _, faults = read(format_, tmp_path)
    assert [(f.key, f.file, f.line) for f in faults] == [(key, "a.jsonl", 1), (key, "a.jsonl", 2)]


def test_mqm_raters_are_annotations_with_spans_on_both_sides(tmp_path: Path) -> None:
    first, second = good("mqm", put(tmp_path, SAMPLES["mqm"]))
    assert first.name == "d:1:s"
    assert [(a.person, len(a.document.objects)) for a in first.answers] == [("r1", 2), ("r2", 0)]
    spans = [(o.class_, o.shape, o.attributes["severity"]) for o in first.answers[0].document.objects]
    assert spans == [
        ("Accuracy/Addition", Span(2, 3, "response:a"), "Major"),
        ("Accuracy/Omission", Span(0, 1, "turn:0"), "Minor"),
    ]
    assert second.answers[0].document.objects[0].attributes["unmarked"] is True
    again = there_and_back("mqm", [first, second], tmp_path / "again", NAMES)
    for before, after in zip([first, second], again, strict=True):
        assert (after.name, after.content, after.meta) == (before.name, before.content, before.meta)
        for a, b in zip(before.answers, after.answers, strict=True):
            assert a.person == b.person
            assert_same_document(a.document, b.document)


def test_mqm_marks_that_do_not_pair_and_errors_that_overlap_are_said(tmp_path: Path) -> None:
    text = SAMPLES["mqm"]["a.tsv"].replace(b"</v> c", b" c")
    _, faults = read("mqm", put(tmp_path, {"a.tsv": text}))
    assert [(f.key, f.line) for f in faults] == [("format_bad_marks", 2)]
    both = [AnnotatedObject(f"o{n}", "X", Span(n, n + 2, "response:a"), group="g") for n in range(2)]
    chat = Chat([Message("user", "s")], [Response("a", [Message("assistant", "abcd")])])
    with pytest.raises(FormatError, match="what overlaps"):
        write_files("mqm", [Record("d", chat, Document(both))])


def test_an_oasst_tree_comes_back_whole(tmp_path: Path) -> None:
    records = good("oasst", put(tmp_path, SAMPLES["oasst"]))
    assert [(r.name, r.document and r.document.answers) for r in records] == [
        ("m1", {"ranking": ["m3", "m2"]}), ("m4", None),
    ]  # fmt: skip
    files, report = write_files("oasst", records)
    assert report.dropped == {}
    assert rows(files, "trees.jsonl") == [json.loads(SAMPLES["oasst"]["a.jsonl"])]


def test_parquet_keeps_texts_conversations_and_answers_and_has_a_card(tmp_path: Path) -> None:
    records = [
        *good("parquet", put(tmp_path, SAMPLES["parquet"])),
        *good("sharegpt", put(tmp_path / "s", SAMPLES["sharegpt"])),
        *good("openai_chat", put(tmp_path / "o", SAMPLES["openai_chat"])),
    ]
    again = there_and_back("parquet", records, tmp_path / "again")
    for before, after in zip(records, again, strict=True):
        assert (after.name, after.content, after.meta) == (before.name, before.content, before.meta)
        assert_same_document(before.document, after.document)
    card = (tmp_path / "again" / "README.md").read_text("utf-8")
    assert card.startswith("---\npretty_name: Beanfield\nconfigs:\n- config_name: default")


LLAMA = "text/llamafactory_demo"


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("file", "format_", "count"),
    [
        (f"{LLAMA}/alpaca_zh_demo.json", "alpaca", 100),
        (f"{LLAMA}/dpo_zh_demo.json", "sharegpt", 60),
        (f"{LLAMA}/glaive_toolcall_zh_demo.json", "sharegpt", 60),
        ("text/hh_rlhf_harmless/hh_harmless_sample.jsonl", "hh_rlhf", 193),
    ],
)
def test_real_conversations_come_back(
    real_data: Path, tmp_path: Path, file: str, format_: str, count: int
) -> None:
    records = good(format_, real_data / file)
    assert len(records) == count
    again = there_and_back(format_, records, tmp_path)
    assert sorted(str(said(record)) for record in again) == sorted(str(said(record)) for record in records)
    if format_ != "hh_rlhf":
        return
    files, _ = write_files(format_, records)
    theirs = [json.loads(line) for line in (real_data / file).read_text("utf-8").splitlines()]
    ours = rows(files, "dialogues.jsonl")
    assert [row["chosen"].rstrip() for row in ours] == [row["chosen"].rstrip() for row in theirs]


@pytest.mark.realdata
def test_real_trees_come_back_whole(real_data: Path, tmp_path: Path) -> None:
    path = real_data / "text/oasst_trees/trees.jsonl"
    records = good("oasst", path)
    files, report = write_files("oasst", records)
    assert report.dropped == {}
    theirs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [_tidy(tree) for tree in rows(files, "trees.jsonl")] == [_tidy(tree) for tree in theirs]


def _tidy(node: Any) -> Any:
    """A tree without what is null, and ranks by their order alone."""
    if isinstance(node, list):
        return [_tidy(one) for one in node]
    if isinstance(node, dict):
        return {k: _tidy(v) for k, v in node.items() if v is not None and k not in {"rank", "parent_id"}}
    return node


@pytest.mark.realdata
def test_real_steps_and_errors_of_translations_come_back(real_data: Path, tmp_path: Path) -> None:
    lines = (real_data / "text/roscoe_gsm8k_steps/steps.jsonl").read_text("utf-8").splitlines()
    steps = [
        {
            "prompt": row["context"],
            "completions": row["steps"],
            "labels": [not any(v == "yes" for v in labels.values()) for labels in row["step_labels"]],
        }
        for row in map(json.loads, lines)
    ]
    records = good("trl", put(tmp_path / "steps", {"a.jsonl": as_lines(steps)}))
    files, report = write_files("trl", records)
    assert (report.dropped, rows(files, "stepwise.jsonl")) == ({}, steps)
    errors = [json.loads(line) for line in (real_data / "text/wmt23_mqm_zhen/errors_sample.jsonl").open()]
    columns = ["system", "doc", "docSegId", "rater", "source", "target", "category", "severity"]
    table = ["\t".join(columns)]
    table += ["\t".join(str(row.get(c, row["seg"])) for c in columns) for row in errors]
    found, faults = read("mqm", put(tmp_path / "mqm", {"a.tsv": "\n".join(table).encode()}))
    assert len(found) > 100
    again = there_and_back("mqm", found, tmp_path / "again", NAMES)
    count = sum(len(a.document.objects) for r in found for a in r.answers)
    assert sum(len(a.document.objects) for r in again for a in r.answers) == count > 800
    assert len(faults) < 0.02 * len(errors)
