"""Whatever a file holds, a reader ends with records, faults, or our own error."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beanfield.annotation.schema import parse_schema
from beanfield.formats import registry
from beanfield.formats.base import WriteOptions
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.record import Record
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from tests.formats.samples import LABEL_FILES, SAMPLES, put
from tests.formats.support import write_files

_HOSTILE = [
    b"NaN", b"Infinity", b"-Infinity", b"-1", b"0", b"1e999", b"99999999999999999999999", b"null", b"true",
    b'""', b"[]", b"{}", b'"\\u0000"', b'"\\ud800"', b"[[[[[[[[[[", b"\xff\xfe", b"\x00", b'"',
    b"<!ENTITY a 'b'>", b"[" * 3000, b'{"a":' * 3000, "车".encode("gb18030"), b"\xef\xbb\xbf", b"\r", b"-0.5",
    b"[-5,1]", b"&a;", b"</object>",
]  # fmt: skip


def _mutated(data: bytes, seed: int) -> bytes:
    """The file with some of it cut, doubled, swapped or replaced."""
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        kind = rng.randrange(7)
        if kind == 0:
            data = data[:at]
        elif kind == 1:
            data = data[:at] + rng.choice(_HOSTILE) + data[at:]
        elif kind == 2:
            data = data[:at] + data[at + rng.randint(1, 30) :]
        elif kind == 3:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        elif kind == 4:
            there = rng.randrange(len(data) + 1)
            data = data[:at] + data[there : there + rng.randint(1, 200)] + data[at:]
        else:  # a value swapped for another: what stands behind a colon, between tags or commas
            values = list(re.finditer(rb'(?<=[:,\[>])\s*("[^"]*"|[-\w.]+)(?=\s*[,\]}<\n])', data))
            if values:
                found = rng.choice(values)
                data = data[: found.start(1)] + rng.choice(_HOSTILE) + data[found.end(1) :]
    return data


def _write_some(records: list[Record], sketch: Sketch, format_: str, seed: int) -> None:
    """What was read can be written in its own and any other format, with losses where it must be."""
    for record in records:
        if record.document is not None:
            record.document = sketch.fit(record.document)
    writing = [name for name, format_ in registry.all_formats().items() if format_.writer]
    for name in {format_, *random.Random(seed).sample(writing, 6)} & set(writing):
        _, report = write_files(name, records, WriteOptions(schema=sketch.schema(), drop=True))
        assert report.items <= len(records)


#: Formats whose label file is JSON.
JSONS = sorted(name for name, file in LABEL_FILES.items() if file.endswith((".json", ".jsonl")))
_VALUES: list[Any] = [
    None, True, -1, 0, 1e308, 10**30, 10**400, "", "x", "\0", [], {}, [[]], [{}], {"a": {}}, [None],
    [1, 2, 3, 4], "2026", -0.5,
]  # fmt: skip


def _bent(value: Any, rng: random.Random) -> Any:
    """The same JSON with one place somewhere in it put, lost or swapped."""
    if isinstance(value, dict) and value and rng.random() < 0.9:
        key = rng.choice(list(value))
        changed = dict(value)
        if rng.random() < 0.1:
            del changed[key]
        else:
            changed[key] = _bent(value[key], rng)
        return changed
    if isinstance(value, list) and value and rng.random() < 0.9:
        at = rng.randrange(len(value))
        if rng.random() < 0.15:
            return [*value, value[at]]
        return [*value[:at], _bent(value[at], rng), *value[at + 1 :]]
    return rng.choice(_VALUES)


def bent_json(data: bytes, seed: int) -> bytes:
    """A JSON or JSONL file with a few values of wrong types in it."""
    rng = random.Random(seed)
    lines = data.splitlines() if data.startswith(b'{"') else [data]
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(lines))
        lines[at] = json.dumps(_bent(json.loads(lines[at]), rng)).encode()
    return b"\n".join(lines)


@pytest.mark.parametrize("format_", sorted(SAMPLES))
@given(seed=st.integers(0, 2**48))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_mutated_file_gives_records_faults_or_our_error(
    format_: str, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = dict(SAMPLES[format_])
    name = LABEL_FILES[format_]
    files[name] = _mutated(files[name], seed)
    folder = put(tmp_path_factory.mktemp("fuzz"), files)
    try:
        _read(format_, folder, seed)
    except FormatError as error:
        assert error.fault.text("zh-CN") and error.fault.text("en")


def _read(format_: str, folder: Path, seed: int) -> None:
    with Source.open(folder) as source:
        sketch = Sketch()
        records: list[Record] = []
        for row in registry.reader(format_).read(source, sketch=sketch):
            if isinstance(row, FaultRow):
                assert row.text("zh-CN") and row.text("en")
            else:
                assert isinstance(row, Record)
                sketch.add(row)
                records.append(row)
        parse_schema(sketch.schema())
        _write_some(records, sketch, format_, seed)
        for other in registry.all_formats().values():
            if other.reader:
                other.reader.recognises(source)


@pytest.mark.parametrize("format_", JSONS)
@given(seed=st.integers(0, 2**48))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_json_with_values_of_wrong_types_gives_records_faults_or_our_error(
    format_: str, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = dict(SAMPLES[format_])
    name = LABEL_FILES[format_]
    files[name] = bent_json(files[name], seed)
    folder = put(tmp_path_factory.mktemp("bent"), files)
    try:
        _read(format_, folder, seed)
    except FormatError as error:
        assert error.fault.text("zh-CN") and error.fault.text("en")


@given(data=st.binary(max_size=400))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_noise_that_calls_itself_a_zip_is_refused(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    path.write_bytes(b"PK\x03\x04" + data)
    with pytest.raises(FormatError):
        Source.open(path)
