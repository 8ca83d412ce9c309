"""Files made to do harm: entities, bombs, endless lines, numbers that are none."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from beanfield.formats import registry
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.member import Limits
from beanfield.formats.source import Source
from tests.formats.samples import LABEL_FILES, SAMPLES, put

XML = sorted(name for name, file in LABEL_FILES.items() if file.endswith((".xml", ".xmi")))
LINES = sorted(
    n for n, file in LABEL_FILES.items() if file.endswith((".jsonl", ".txt", ".tsv", ".conll", ".ann"))
)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;">]>'


def keys(format_: str, folder: Path, limits: Limits | None = None) -> list[str]:
    """The faults that reading ends in or passes."""
    try:
        with Source.open(folder, limits=limits) as source:
            rows = list(registry.reader(format_).read(source))
    except FormatError as error:
        return [error.fault.key]
    return [row.key for row in rows if isinstance(row, FaultRow) and not row.note]


@pytest.mark.parametrize("format_", XML)
def test_entities_are_refused(tmp_path: Path, format_: str) -> None:
    name = LABEL_FILES[format_]
    body = SAMPLES[format_][name].rpartition(b"?>")[2]
    files = SAMPLES[format_] | {name: ENTITIES + body}
    assert keys(format_, put(tmp_path, files)) == ["format_xml_entities"]


@pytest.mark.parametrize("format_", LINES)
def test_a_line_of_10_mb_ends_in_faults_not_in_memory(tmp_path: Path, format_: str) -> None:
    name = LABEL_FILES[format_]
    files = SAMPLES[format_] | {name: SAMPLES[format_][name] + b"\n" + b"9" * (10 << 20) + b"\n"}
    small = Limits(line_bytes=1 << 20, small_file_bytes=1 << 20)
    found = keys(format_, put(tmp_path, files), small)
    assert set(found) & {"format_line_too_long", "format_too_large"}


def test_a_docbin_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.spacy": zlib.compress(bytes(64 << 20))})
    assert keys("docbin", tmp_path, Limits(element_bytes=1 << 20)) == ["format_damaged"]


def test_numbers_that_are_none_are_faults_of_cuboids(tmp_path: Path) -> None:
    for number in (b"NaN", b"1e999", b"null", b'"4"', b"-4"):
        for format_ in ("openlabel", "supervisely_cloud"):
            name = LABEL_FILES[format_]
            data = SAMPLES[format_][name].replace(b'"x": 4', b'"x": ' + number)
            data = data.replace(b"        4,\n", b"        " + number + b",\n")
            put(tmp_path / format_, SAMPLES[format_] | {name: data})
            if data != SAMPLES[format_][name]:
                assert keys(format_, tmp_path / format_)[0].startswith(("format_", "fault_"))
