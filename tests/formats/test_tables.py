"""Pictures, texts, CSV and JSONL."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from beanfield.annotation.document import Document
from beanfield.formats import registry
from beanfield.formats.base import ReadOptions
from beanfield.formats.faults import FormatError
from beanfield.formats.member import Limits
from beanfield.formats.record import Record, Text
from tests.formats.samples import SAMPLES, png, put, wav
from tests.formats.support import good, read, write


def _text(content: object) -> str:
    assert isinstance(content, Text)
    return content.text


def test_every_picture_of_a_folder_is_an_item_and_other_files_are_left_aside(tmp_path: Path) -> None:
    for name in ("b.PNG", "a.jpg", "README.md"):
        (tmp_path / name).write_bytes(png())
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "phone.heic").write_bytes(b"x")
    records, faults = read("images", tmp_path)
    assert [record.name for record in records] == ["a.jpg", "b.PNG"]
    assert [(f.key, f.file) for f in faults] == [
        ("format_empty_file", "empty.png"),
        ("format_foreign_picture", "phone.heic"),
    ]


def test_a_folder_without_pictures_says_so(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no pictures"):
        read("images", tmp_path)


def test_every_recording_of_a_folder_is_an_item_and_foreign_ones_are_said(tmp_path: Path) -> None:
    for name in ("b.WAV", "a.flac", "README.md"):
        (tmp_path / name).write_bytes(wav())
    (tmp_path / "call.wma").write_bytes(b"x")
    records, faults = read("recordings", tmp_path)
    assert [record.name for record in records] == ["a.flac", "b.WAV"]
    assert [(f.key, f.file) for f in faults] == [("format_foreign_recording", "call.wma")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_come_out_of_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = "😀小明在北京大学读书。\r\n第二行"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (tmp_path / "a.csv").write_bytes(f"编号,文本\n1,{text[:11]}\n".encode(encoding))
    (tmp_path / "a.jsonl").write_bytes(
        (json.dumps({"text": text}, ensure_ascii=False) + "\n").encode(encoding)
    )
    assert _text(good("text_files", tmp_path)[0].content) == text
    assert _text(good("csv", tmp_path / "a.csv")[0].content) == text[:11]
    assert _text(good("jsonl", tmp_path / "a.jsonl")[0].content) == text


def test_bytes_in_no_encoding_are_named_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"ok \xff\xff\xff")
    _, faults = read("text_files", tmp_path)
    assert [(f.key, f.file, f.params) for f in faults] == [("format_encoding", "a.txt", {"offset": 3})]


def test_a_table_gives_the_text_column_the_name_and_the_rest_as_meta(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('id,来源,text\n7,报纸,"一,二\n三"\n8,,four\n', encoding="utf-8")
    first, second = good("csv", tmp_path)
    assert (first.name, _text(first.content), first.meta) == ("7", "一,二\n三", {"来源": "报纸"})
    assert (second.name, second.line, second.meta) == ("8", 4, {})


@pytest.mark.parametrize(("name", "mark"), [("t.csv", ";"), ("t.tsv", "\t"), ("t.csv", "\t")])
def test_the_delimiter_is_seen(tmp_path: Path, name: str, mark: str) -> None:
    (tmp_path / name).write_text(f"id{mark}text\n1{mark}a, b\n", encoding="utf-8")
    assert _text(good("csv", tmp_path)[0].content) == "a, b"


def test_the_user_may_name_the_columns_and_a_wrong_name_lists_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\nx,y\n", encoding="utf-8")
    record = good("csv", tmp_path, options=ReadOptions(text_column="b", name_column="a"))[0]
    assert (record.name, _text(record.content)) == ("x", "y")
    with pytest.raises(FormatError, match="there are: a, b"):
        read("csv", tmp_path, options=ReadOptions(text_column="c"))
    with pytest.raises(FormatError, match="not clear which column"):
        read("csv", tmp_path)


@pytest.mark.parametrize(
    ("table", "key", "line"),
    [
        ("text\n", None, None),
        ("", "format_no_header", 1),
        ("text,text\na,b\n", "format_duplicate_column", 1),
        ("id,text\n1,a\n2\n", "format_no_text", 3),
        ("id,text\n1,a,b\n", "format_row_too_long", 2),
        ("id,text\n1,a\n1,b\n", "format_duplicate_item", 3),
        ("id,text\n ,b\n", "format_no_name", 2),
        ("text\na\0b\n", "format_nul_character", 2),
    ],
)
def test_faults_of_a_table_have_their_line(tmp_path: Path, table: str, key: str | None, line: int) -> None:
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    try:
        _, faults = read("csv", tmp_path)
    except FormatError as error:
        faults = [error.fault]
    assert [(f.key, f.line) for f in faults] == ([(key, line)] if key else [])


def test_a_quote_that_never_ends_is_a_fault_where_it_began(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('id,text\n1,a\n2,"' + "b\n" * (9 << 20), encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        read("csv", tmp_path)
    assert (caught.value.fault.key, caught.value.fault.line) == ("format_bad_table", 3)


def test_jsonl_keeps_other_keys_as_meta_and_numbers_rows_without_a_name(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text(
        '{"content":"a","n":{"x":[1,null]}}\n\n{"content":"b"}\n', encoding="utf-8"
    )
    first, second = good("jsonl", tmp_path)
    assert (first.name, first.meta) == ("t.jsonl:1", {"n": {"x": [1, None]}})
    assert (second.name, second.line) == ("t.jsonl:3", 3)


def test_a_bad_line_of_jsonl_does_not_stop_the_others(tmp_path: Path) -> None:
    rows = [
        '{"id":"1","text":"a"}', '{"id":"2","text":', '{"id":"3","text":NaN}', '{"id":"4","text":5}',
        '["x"]', '{"id":{},"text":"a"}', '{"id":"1","text":"again"}', '{"id":"8","text":"\\u0000"}',
        '{"id":"9","text":"z"}',
    ]  # fmt: skip
    (tmp_path / "t.jsonl").write_text("\n".join(rows), encoding="utf-8")
    records, faults = read("jsonl", tmp_path)
    assert [record.name for record in records] == ["1", "9"]
    assert [(f.line, f.file) for f in faults] == [(n, "t.jsonl") for n in range(2, 9)]
    assert [f.key for f in faults] == [
        "fault_not_json", "fault_not_json", "format_no_text", "fault_want_object",
        "format_no_name", "format_duplicate_item", "format_nul_character",
    ]  # fmt: skip


def test_a_line_of_ten_megabytes_is_read_and_one_past_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"text":"' + "x" * (10 << 20) + '"}\n', encoding="utf-8")
    assert len(_text(good("jsonl", tmp_path)[0].content)) == 10 << 20
    with pytest.raises(FormatError) as caught:
        read("jsonl", tmp_path, limits=Limits(line_bytes=1 << 20))
    assert (caught.value.fault.key, caught.value.fault.line) == ("format_line_too_long", 1)


def test_memory_does_not_grow_with_the_length_of_a_jsonl(tmp_path: Path) -> None:
    from beanfield.formats import registry
    from beanfield.formats.source import Source

    row = json.dumps({"text": "x" * 1000})
    (tmp_path / "t.jsonl").write_text((row + "\n") * 20_000, encoding="utf-8")
    with Source.open(tmp_path) as source:
        tracemalloc.start()
        assert sum(1 for _ in registry.reader("jsonl").read(source)) == 20_000
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 4 << 20  # of a file of 20 MB; the names' marks are in it


def test_an_excel_sheet_is_read_and_written_with_its_answers(tmp_path: Path) -> None:
    (first,) = good("excel", put(tmp_path, SAMPLES["excel"]))
    assert (first.name, first.content, first.line) == ("7", Text("=你好"), 3)
    assert first.document == Document(answers={"mood": "good"})
    values = {"mood": "true", "sure": True, "stars": 3, "tags": ["a", "b"], "odd": '"q"', "empty": ""}
    records = [first, Record("b<&>", Text(" 二\n行 "), Document(answers=values), meta={"page": "07", "n": 7})]
    records.reverse()
    data, report = write("excel", records)
    assert report.dropped == {}
    (tmp_path / "t.xlsx").write_bytes(data)
    again = good("excel", tmp_path / "t.xlsx")
    assert [(r.name, r.content, r.document, r.meta) for r in again] == [
        (r.name, r.content, r.document, r.meta) for r in records
    ]
    assert registry.guess(tmp_path / "t.xlsx").name == "excel"
    with pytest.raises(FormatError, match="no cell"):
        write("excel", [Record("long", Text("x" * 32_768))])
