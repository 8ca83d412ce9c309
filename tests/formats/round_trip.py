"""Records through a writer and back, with their pictures, and whether they are the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from beanfield.annotation.document import AnnotatedObject, Document, Polygon
from beanfield.formats.base import ReadOptions, WriteOptions
from beanfield.formats.member import Member
from beanfield.formats.record import Record
from tests.formats.samples import put
from tests.formats.support import good, write_files


def there_and_back(
    format_: str, records: list[Record], folder: Path, options: WriteOptions | None = None
) -> list[Record]:
    """What the reader makes of what the writer wrote; pictures lie at their names. Nothing is dropped."""
    files, report = write_files(format_, records, options)
    assert report.dropped == {}
    put(folder, files)
    for record in records:
        if isinstance(record.media, Member):
            put(folder, {record.name: record.media.read_all(1 << 30)})
    schema = options.schema if options else None
    return good(format_, folder, options=ReadOptions(schema=schema, media_required=False))


def assert_same(before: list[Record], after: list[Record], *, ids: bool = False) -> None:
    """Names, contents, classes, attributes, groups, scores, tracks, answers and every number of a shape."""
    assert [record.name for record in after] == [record.name for record in before]
    for a, b in zip(before, after, strict=True):
        assert b.content == a.content
        assert_same_document(a.document, b.document, ids=ids)


def assert_same_document(a: Document | None, b: Document | None, *, ids: bool = False) -> None:
    """The same for one answer; no answer and an empty one are alike here."""
    a, b = a or Document(), b or Document()
    assert b.answers == a.answers
    assert len(b.objects) == len(a.objects)
    for one, other in zip(a.objects, b.objects, strict=True):
        assert_same_object(one, other)
        if ids:
            assert other.id == one.id
    numbers = [{one.id: place for place, one in enumerate(each.objects)} for each in (a, b)]
    ends = [
        sorted((number[r.from_], r.class_, number[r.to], tuple(r.attributes.items())) for r in each.relations)
        for number, each in zip(numbers, (a, b), strict=True)
    ]
    assert ends[0] == ends[1]
    groups = [[number.get(one.group or "", one.group) for one in each.objects]
              for number, each in zip(numbers, (a, b), strict=True)]  # fmt: skip
    assert _alike(groups[0]) == _alike(groups[1])


def assert_same_object(a: AnnotatedObject, b: AnnotatedObject) -> None:
    """The same for one object."""
    assert (b.class_, b.attributes, type(b.shape)) == (a.class_, a.attributes, type(a.shape))
    assert (b.score, b.track, b.frame) == (a.score, a.track, a.frame)
    if isinstance(a.shape, Polygon) and isinstance(b.shape, Polygon):
        assert b.shape.points == pytest.approx(a.shape.points, abs=2e-6)
        assert b.shape.holes == [pytest.approx(hole, abs=2e-6) for hole in a.shape.holes]
        return
    for name in a.shape.__struct_fields__:
        assert getattr(b.shape, name) == pytest.approx(getattr(a.shape, name), abs=2e-6)


def _alike(groups: Sequence[object]) -> list[int | None]:
    """Groups by when they first occur, whatever they are called."""
    seen: dict[object, int] = {}
    return [None if group is None else seen.setdefault(group, len(seen)) for group in groups]
