"""The page about formats, the conversion of one into another, and one item a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from beanfield.annotation.document import AnnotatedObject, Document, Span
from beanfield.cli.convert import command as convert
from beanfield.cli.formats import command as formats
from beanfield.formats import registry
from beanfield.formats.base import WriteOptions
from beanfield.formats.disaggregate import disaggregated
from beanfield.formats.losses import lost
from beanfield.formats.record import Answer, Record, Text
from tests.formats.samples import SAMPLES, put
from tests.formats.support import good, write_files

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"


def test_the_page_holds_the_table_that_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEANFIELD_LOCALE", "en")
    printed = CliRunner().invoke(formats, ["--markdown"]).output.strip()
    page = PAGE.read_text(encoding="utf-8")
    assert page.split("<!-- table -->")[1].split("<!-- end of table -->")[0].strip() == printed


def test_the_page_says_of_every_format_what_is_lost() -> None:
    notes = PAGE.read_text(encoding="utf-8").split("## What each format loses")[1]
    named = {
        name.strip()
        for row in notes.splitlines()
        if row.startswith("| ")
        for name in row.split("|")[1].split(",")
    }
    assert set(registry.all_formats()) <= named


def test_every_loss_has_its_name_in_both_languages() -> None:
    for what in ("overlap", "shape:ellipse", "field:mood", "attribute:colour"):
        assert lost(what, "zh-CN") and lost(what, "en")
    assert lost("shape:ellipse", "en") == "the shape ellipse"


@pytest.mark.parametrize(
    ("source", "target", "left_out"),
    [("voc", "yolo", "attributes"), ("doccano", "bmes", "relations"), ("coco", "cvat", "scores")],
)
def test_a_conversion_says_what_it_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, target: str, left_out: str
) -> None:
    monkeypatch.setenv("BEANFIELD_LOCALE", "en")
    put(tmp_path / "in", SAMPLES[source])
    out = tmp_path / "out"
    result = CliRunner().invoke(convert, [str(tmp_path / "in"), "--to", target, "-o", str(out), "--drop"])
    assert result.exception is None
    assert f"{source} → {target}" in result.output and left_out in result.output
    assert out.exists()


def test_each_persons_annotation_becomes_an_item_under_a_pseudonym(tmp_path: Path) -> None:
    documents = [Document([AnnotatedObject("o1", "PER", Span(n, n + 1))]) for n in range(3)]
    answers = [Answer(d, person=p) for d, p in zip(documents, ("wang", "li", "wang"), strict=True)]
    record = Record("d1", Text("小明在"), answers=answers)
    for format_ in ("brat", "doccano", "beanfield"):
        holds = registry.writer(format_).holds
        files, report = write_files(format_, disaggregated([record], holds, WriteOptions()))
        assert report.items == 2
        assert b"wang" not in b"".join(files.values())
        again = good(format_, put(tmp_path / format_, files))
        found = {one.name: [o.shape for o in (one.document or Document()).objects] for one in again}
        assert found == {"p1/d1": [Span(2, 3)], "p2/d1": [Span(1, 2)]}
    single = next(disaggregated([record], registry.writer("doccano").holds, WriteOptions(people="names")))
    assert single.meta == {"item": "d1", "annotator": "wang"}
