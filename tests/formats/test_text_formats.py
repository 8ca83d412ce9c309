"""Texts with spans: the same sentence through every format, and the traps of each."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beanfield.annotation.document import AnnotatedObject, Document, Relation, Span
from beanfield.formats import registry
from beanfield.formats.base import WriteOptions
from beanfield.formats.faults import FormatError
from beanfield.formats.record import Record, Text
from beanfield.formats.spans import Utf16
from tests.formats.round_trip import assert_same, assert_same_document, there_and_back
from tests.formats.samples import SAMPLES, put
from tests.formats.samples_more import TEXT
from tests.formats.support import good, read, write_files

PER = AnnotatedObject("o1", "PER", Span(1, 3))
LOC = AnnotatedObject("o2", "LOC", Span(4, 8))
INNER = AnnotatedObject("o3", "GPE", Span(4, 6))
HOLDING = sorted(
    name
    for name, format_ in registry.all_formats().items()
    if format_.reader and format_.writer and "span" in format_.holds.shapes and name not in {"squad", "mqm"}
)
FLAT = ["conll", "bmes", "bioes"]
NAMELESS = {*FLAT}


def item(*objects: AnnotatedObject, text: str = TEXT, name: str = "d1") -> Record:
    """A text with spans."""
    return Record(name, Text(text), Document(list(objects)))


def _options(format_: str) -> WriteOptions:
    """Label Studio's regions are told apart by a schema."""
    classes = [{"name": name, "shape": "span"} for name in ("PER", "LOC", "GPE")]
    return WriteOptions(schema={"media": "text", "classes": classes} if format_ == "label_studio" else None)


def test_the_formats_that_hold_spans_are_all_here() -> None:
    assert {"brat", "doccano", "conll", "bmes", "bioes", "label_studio", "beanfield"} <= set(HOLDING)


@pytest.mark.parametrize("format_", HOLDING)
def test_an_emoji_before_chinese_names_moves_no_span(tmp_path: Path, format_: str) -> None:
    records = [item(PER, LOC)]
    (again,) = there_and_back(format_, records, tmp_path, _options(format_))
    assert again.content == Text(TEXT)
    assert_same_document(records[0].document, again.document)
    assert [TEXT[o.shape.start : o.shape.end] for o in (again.document or Document()).objects
            if isinstance(o.shape, Span)] == ["小明", "北京大学"]  # fmt: skip


@pytest.mark.parametrize("format_", sorted({*HOLDING} - {*FLAT}))
def test_nested_spans_blanks_and_line_ends_come_back(tmp_path: Path, format_: str) -> None:
    text = f"{TEXT}\r\n 👩‍👩‍👧 a\tb\n"
    records = [item(PER, LOC, INNER, AnnotatedObject("o4", "PER", Span(11, 16)), text=text)]
    (again,) = there_and_back(format_, records, tmp_path, _options(format_))
    assert again.content == Text(text)
    assert_same_document(records[0].document, again.document)


@pytest.mark.parametrize("format_", FLAT)
def test_tags_refuse_nested_spans_or_count_them_and_keep_the_outer_one(tmp_path: Path, format_: str) -> None:
    record = item(INNER, LOC, PER)
    with pytest.raises(FormatError, match="what overlaps"):
        write_files(format_, [record])
    files, report = write_files(format_, [record], WriteOptions(drop=True))
    assert report.dropped == {"overlap": 1}
    document = good(format_, put(tmp_path, files))[0].document
    assert document and [o.class_ for o in document.objects] == ["PER", "LOC"]


def test_chinese_is_one_character_a_line(tmp_path: Path) -> None:
    files, _ = write_files("bmes", [item(PER, LOC)])
    rows = files["items.bmes"].decode().splitlines()
    assert rows[:4] == ["😀\tO", "小\tB-PER", "明\tE-PER", "在\tO"]
    assert [row.split("\t")[1] for row in rows[4:8]] == ["B-LOC", "M-LOC", "M-LOC", "E-LOC"]


@pytest.mark.parametrize(
    ("text", "spans", "back"),
    [
        ("Ada met Bob in Rome today", [(0, 3), (8, 11), (15, 19)], None),
        ("two  blanks", [(0, 3)], "two blanks"),
        ("line\nend", [(0, 4)], "line end"),
        ("中 文", [(0, 1)], "中文"),
    ],
)
def test_blanks_that_tokens_do_not_show_are_said(
    tmp_path: Path, text: str, spans: list[tuple[int, int]], back: str | None
) -> None:
    record = item(*(AnnotatedObject(f"o{n}", "X", Span(*pair)) for n, pair in enumerate(spans)), text=text)
    if back is None:
        (again,) = there_and_back("conll", [record], tmp_path)
        assert again.content == record.content
        assert_same_document(record.document, again.document)
        return
    with pytest.raises(FormatError, match="blanks as they stand"):
        write_files("conll", [record])
    files, report = write_files("conll", [record], WriteOptions(drop=True))
    assert report.dropped == {"blanks": 1}
    assert good("conll", put(tmp_path, files))[0].content == Text(back)


@pytest.mark.parametrize(
    ("format_", "rows", "key", "line"),
    [
        ("bmes", "小 B-PER\n明 O\n在 O\n", "format_tag_order", 1),
        ("bmes", "小 O\n\n明 M-PER\n在 O\n", "format_tag_order", 3),
        ("bioes", "小 B-PER\n明 E-LOC\n在 O\n", "format_tag_order", 1),
        ("bioes", "小 S-PER\n明 I-PER\n在 O\n", "format_tag_order", 2),
        ("conll", "小 B-PER\n明\n在 O\n", "format_bad_tag", 2),
        ("conll", "小 B-PER\n明 X-PER\n在 O\n", "format_bad_tag", 2),
    ],
)
def test_tags_out_of_order_have_their_line(
    tmp_path: Path, format_: str, rows: str, key: str, line: int
) -> None:
    _, faults = read(format_, put(tmp_path, {"a.conll": rows.encode()}))
    assert [(f.key, f.file, f.line) for f in faults] == [(key, "a.conll", line)]


def test_a_name_may_begin_with_i_where_no_tag_ends_names(tmp_path: Path) -> None:
    put(tmp_path, {"a.conll": b"EU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\n-DOCSTART- -X- O O\n\nA X X B-X\n"})
    first, second = good("conll", tmp_path)
    assert (first.content, second.content) == (Text("EU rejects"), Text("A"))
    assert first.document and first.document.objects[0].shape == Span(0, 2)


def test_doccano_has_spans_relations_and_labels(tmp_path: Path) -> None:
    first, second, third = good("doccano", put(tmp_path, SAMPLES["doccano"]))
    assert first.meta == {"source": "x"}
    assert second.document and second.document.relations == [Relation("10", "11", "studies_at")]
    assert third.document and third.document.answers == {"label": ["school", "city"]}
    again = there_and_back("doccano", [first, second, third], tmp_path / "again")
    assert_same([first, second, third], again)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ([[1, 99, "PER"]], "format_bad_span"),
        ([[3, 1, "PER"]], "format_bad_span"),
        ([[-1, 1, "PER"]], "format_bad_span"),
        ([[1, 2.5, "PER"]], "format_bad_span"),
        ([[1, 2, " "]], "format_no_name"),
        ([[1, 2]], "format_bad_value"),
        ({"a": 1}, "fault_want_list"),
    ],
)
def test_faults_of_doccano_have_their_line(tmp_path: Path, label: object, key: str) -> None:
    rows = [{"text": TEXT, "label": []}, {"text": TEXT, "label": label}]
    put(tmp_path, {"a.jsonl": b"\n".join(map(_json, rows))})
    _, faults = read("doccano", tmp_path)
    assert [(f.key, f.file, f.line) for f in faults] == [(key, "a.jsonl", 2)]


def _json(value: object) -> bytes:
    import msgspec

    return msgspec.json.encode(value)


def test_brat_events_pieces_notes_and_references_become_ours_and_come_back(tmp_path: Path) -> None:
    (record,) = good("brat", put(tmp_path, SAMPLES["brat"]))
    document = record.document
    assert document is not None
    assert [(o.id, o.class_, o.shape, o.group) for o in document.objects] == [
        ("T1", "PER", Span(1, 3), None),
        ("T2", "LOC", Span(4, 6), "T2"),
        ("T2.1", "LOC", Span(8, 9), "T2"),
        ("T3", "Verb", Span(8, 10), None),
    ]
    assert document.objects[0].attributes == {"Sure": True, "note": "一个 人"}
    assert document.objects[1].attributes == {"Kind": "city", "reference": "Wiki:956"}
    assert sorted((r.from_, r.class_, r.to) for r in document.relations) == [
        ("T1", "Equiv", "T2"), ("T1", "Knows", "T2"), ("T3", "Where", "T2"), ("T3", "Who", "T1"),
    ]  # fmt: skip
    assert_same([record], there_and_back("brat", [record], tmp_path / "again"))


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("T1\tPER 1 99\tx", "format_bad_span"),
        ("T1\tPER 1 3\t大明", "format_span_mismatch"),
        ("T1\tPER one 3\t大明", "format_bad_line"),
        ("R1\tKnows Arg1:T8 Arg2:T9", "format_unknown_region"),
        ("A1\tSure T9", "format_unknown_region"),
        ("no line of brat's", "format_bad_line"),
    ],
)
def test_faults_of_brat_have_their_line(tmp_path: Path, row: str, key: str) -> None:
    put(tmp_path, {"a.txt": TEXT.encode(), "a.ann": f"T7\tPER 1 3\t小明\n{row}\n".encode()})
    _, faults = read("brat", tmp_path)
    assert [(f.key, f.file, f.line) for f in faults] == [(key, "a.ann", 2)]


def test_squad_answers_are_several_peoples_and_the_first_one_stands(tmp_path: Path) -> None:
    first, second = good("squad", put(tmp_path, SAMPLES["squad"]))
    assert [a.document.objects[0].shape for a in first.answers] == [Span(1, 3), Span(1, 4)]
    assert first.document == first.answers[0].document
    assert second.document == Document(answers={"is_impossible": True})
    again = there_and_back("squad", [first, second], tmp_path / "again")
    assert_same([first, second], again)
    assert [a.document for a in again[0].answers] == [a.document for a in first.answers]


def test_a_squad_answer_that_does_not_stand_where_it_says_is_a_fault(tmp_path: Path) -> None:
    text = SAMPLES["squad"]["a.json"].replace(b'"answer_start": 1', b'"answer_start": 2', 1)
    _, faults = read("squad", put(tmp_path, {"a.json": text}))
    assert [(f.key, f.line) for f in faults] == [("format_span_mismatch", 4)]
    assert faults[0].path == "data[0].paragraphs[0].qas[0].answers[0]"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_places_in_utf_16_units_come_back(text: str) -> None:
    units = Utf16(text)
    assert units.length == len(text.encode("utf-16-le")) // 2
    for place in range(len(text) + 1):
        assert units.units(place) == len(text[:place].encode("utf-16-le")) // 2
        assert units.place(units.units(place)) == place


_LETTERS = st.text(st.sampled_from("小明在北京😀ab \n\t,。é"), min_size=1, max_size=20)


@given(_LETTERS.filter(lambda text: bool(text.strip())), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_the_text_spans_come_back_or_the_loss_is_counted(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    ends = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] < pair[1]), max_size=4))
    record = item(*(AnnotatedObject(f"o{n}", "X", Span(*pair)) for n, pair in enumerate(spans)), text=text)
    for format_ in ("brat", "doccano", "conll", "bioes"):
        files, report = write_files(format_, [record], WriteOptions(drop=True))
        if not report.items or report.dropped:
            assert report.dropped and format_ in FLAT
            continue
        (again,) = good(format_, put(tmp_path_factory.mktemp("text"), files))
        assert again.content == record.content
        found = Counter(o.shape for o in (again.document or Document()).objects)
        assert found == Counter(Span(*pair) for pair in spans)


RESUME, WEIBO, CMRC = ("text/resume_ner", "text/weibo_ner", "text/cmrc2018_dev")


@pytest.mark.realdata
@pytest.mark.parametrize("writer", ["conll", "bmes", "bioes", "doccano", "brat"])
@pytest.mark.parametrize(("folder", "reader"), [(RESUME, "bmes"), (WEIBO, "conll")])
def test_real_names_come_back(real_data: Path, tmp_path: Path, folder: str, reader: str, writer: str) -> None:
    assert registry.guess(real_data / folder).name == reader
    records = good(reader, real_data / folder)[:500]
    assert sum(len(record.document.objects) for record in records if record.document) > 300
    again = there_and_back(writer, records, tmp_path)
    if writer == "brat":
        by_name = {record.name: record for record in again}
        again = [by_name[record.name] for record in records]
    for before, after in zip(records, again, strict=True):
        assert after.content == before.content
        assert_same_document(before.document, after.document)


@pytest.mark.realdata
def test_real_questions_have_three_answers_each_and_come_back(real_data: Path, tmp_path: Path) -> None:
    data = gzip.decompress((real_data / CMRC / "cmrc2018_dev.json.gz").read_bytes())
    records, faults = read("squad", put(tmp_path, {"cmrc.json": data}))
    # three answers of the set differ from the passage by a character
    assert [fault.key for fault in faults] == ["format_span_mismatch"] * 3
    assert Counter(len(record.answers) for record in records) == {3: 3216}
    answers = [answer.document for record in records for answer in record.answers]
    assert sum("free_answer" in document.answers for document in answers) == 191  # stand nowhere
    again = there_and_back("squad", records, tmp_path / "again")
    assert_same(records, again)
    for before, after in zip(records, again, strict=True):
        assert (after.meta, after.answers) == (before.meta, before.answers)
