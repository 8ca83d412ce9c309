"""All formats together: found by name and by content, named in both languages, with schemas that hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.registry import field_types, shape_types
from beanfield.annotation.schema import parse_schema
from beanfield.annotation.validate import faults as document_faults
from beanfield.formats import registry
from beanfield.formats.faults import FormatError
from beanfield.formats.record import Record
from beanfield.formats.source import Source
from beanfield.platform.messages import catalogue
from tests.formats.samples import EMPTY_IS_NONE, LABEL_FILES, SAMPLES, png, put
from tests.formats.support import ALONE


@pytest.mark.parametrize("format_", sorted(SAMPLES))
def test_a_source_is_recognised_by_what_is_in_it(tmp_path: Path, format_: str) -> None:
    assert registry.guess(put(tmp_path, SAMPLES[format_])).name == format_


def test_what_no_reader_knows_is_said_with_the_names_there_are(tmp_path: Path) -> None:
    put(tmp_path, {"a.xyz": b"?"})
    with pytest.raises(FormatError, match="images, recordings, videos, text_files"):
        registry.guess(tmp_path)
    with pytest.raises(FormatError, match="no format kaleidoscope"):
        registry.by_name("kaleidoscope")
    with pytest.raises(FormatError, match="can be read but not written"):
        registry.writer("images")


def test_every_format_has_a_title_and_names_only_shapes_and_fields_that_exist() -> None:
    for format_ in registry.all_formats().values():
        assert format_.title("zh-CN") and format_.title("en")
        assert format_.holds.shapes <= set(shape_types())
        assert format_.holds.fields <= set(field_types())
        assert format_.holds.media


def test_every_message_key_in_the_code_is_in_the_catalogue() -> None:
    folder = Path(registry.__file__).parent
    used = {
        key
        for file in folder.glob("*.py")
        for key in re.findall(r'"(format_[a-z_]+)"', file.read_text("utf-8"))
    }
    losses = {
        key
        for file in folder.glob("*.py")
        for key in re.findall(r'lose\(\s*"([a-z_]+)"', file.read_text("utf-8"))
    }
    assert len(used) > 50
    assert used <= set(catalogue())
    for what in losses:
        assert {f"format_loss_{what}", f"format_lost_{what}"} <= set(catalogue())


@pytest.mark.parametrize("format_", sorted(set(SAMPLES) - {"beanfield"}))
def test_a_derived_schema_holds_everything_that_was_read(tmp_path: Path, format_: str) -> None:
    with Source.open(put(tmp_path, SAMPLES[format_])) as source:
        reader = registry.reader(format_)
        sketch = reader.sketch(source)
        schema = parse_schema(sketch.schema())
        for record in reader.read(source, ALONE):
            if not isinstance(record, Record) or record.document is None:
                continue
            if type(record.content).__struct_config__.tag == schema.media:
                assert document_faults(sketch.fit(record.document), schema, ContentFacts()) == []


@pytest.mark.parametrize("format_", sorted(SAMPLES))
def test_an_empty_file_is_an_error_or_a_fault_and_names_the_file(tmp_path: Path, format_: str) -> None:
    files = SAMPLES[format_] | {LABEL_FILES[format_]: b""}
    try:
        with Source.open(put(tmp_path, files)) as source:
            rows = list(registry.reader(format_).read(source))
        faults = [row for row in rows if not isinstance(row, Record) and not row.note]
    except FormatError as error:
        faults = [error.fault]
    if format_ not in EMPTY_IS_NONE:  # no lines are no items
        assert [fault.file for fault in faults] == [LABEL_FILES[format_]]


def test_pictures_beside_labels_do_not_hide_the_labels(tmp_path: Path) -> None:
    put(tmp_path, SAMPLES["coco"] | {f"{n}.png": png() for n in range(20)})
    assert registry.guess(tmp_path).name == "coco"
