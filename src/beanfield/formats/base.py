"""What a format is: a statement of what it holds, a reader, a writer.

A reader yields one `Record` per item and a `FaultRow` for each thing wrong, in the order of the source, and
holds no more than a few items at once. An item with anything wrong in it is not yielded at all. A writer
takes records as they come. Both are found through `formats.registry`; a new format is one file (or a few)
that is named there.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, Literal

import msgspec
from msgspec import Struct, field

from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.member import Member
from beanfield.formats.record import Picture, PointCloud, Record, Sound
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

#: The longest side of a picture, in pixels.
MOST_SIDE = 1_000_000

People = Literal["pseudonyms", "names", "none"]


class Holds(Struct, frozen=True):
    """What a format can say. Writers refuse (or drop and count) whatever is not named here.

    `shapes` and `fields` are names of `annotation`; `of` says what fields may be about. `answers` means
    several annotations of one item, `people` who made them.
    """

    media: frozenset[str]
    shapes: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset({"item"})
    holes: bool = False
    attributes: bool = False
    relations: bool = False
    scores: bool = False
    groups: bool = False
    tracks: bool = False
    answers: bool = False
    people: bool = False
    reviews: bool = False
    versions: bool = False
    prelabels: bool = False
    gold: bool = False
    meta: bool = False


class ReadOptions(Struct, frozen=True):
    """How to read.

    `schema` is the project's label schema (its dict form): it settles what a file leaves open, such as
    whether a choice is one or several, or which of an object's shapes are wanted. `media_required`: a
    picture or recording that the source does not hold is a fault, not a record without bytes.
    """

    schema: dict[str, Any] | None = None
    media_required: bool = True
    text_column: str | None = None
    name_column: str | None = None


class WriteOptions(Struct, frozen=True):
    """How to write. `drop`: leave out what the format cannot hold, and count it; else that is an error.

    `header` is what is worth saying of the whole (project, versions of schema and guide, the instant).
    `people`: pseudonyms are numbered by first appearance, or with `people_key` the same in every export.
    """

    schema: dict[str, Any] | None = None
    drop: bool = False
    people: People = "pseudonyms"
    people_key: bytes | None = None
    media_prefix: str = ""
    header: dict[str, Any] = {}


class WriteReport(Struct):
    """What was written, and what was left out: message key of the loss → how often."""

    items: int = 0
    objects: int = 0
    answers: int = 0
    dropped: dict[str, int] = field(default_factory=dict)

    def drop(self, what: str, count: int = 1) -> None:
        """Count a loss."""
        self.dropped[what] = self.dropped.get(what, 0) + count


class Reader(ABC):
    """Reads one format."""

    name: ClassVar[str]
    holds: ClassVar[Holds]

    @abstractmethod
    def recognises(self, source: Source) -> int:
        """How sure we are, 0 to 100, that the source is of this format; looks at names and first bytes."""

    @abstractmethod
    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """Items as the file has them; tells `sketch` what the file says of classes beyond the records."""

    def read(
        self, source: Source, options: ReadOptions | None = None, sketch: Sketch | None = None
    ) -> Iterator[Record | FaultRow]:
        """Yield the items, checked: names are unique, texts can be stored, media are there.

        Raises `FormatError` where the source as a whole cannot be read.
        """
        options = options or ReadOptions()
        return _checked(self.rows(source, options, sketch or Sketch()), options.media_required)

    def derive_schema(self, source: Source, options: ReadOptions | None = None) -> dict[str, Any]:
        """A label schema that all answers in the source fit, in its dict form; reads it to the end."""
        return self.sketch(source, options).schema()

    def sketch(self, source: Source, options: ReadOptions | None = None) -> Sketch:
        """What classes, shapes, attributes and fields the source holds.

        `sketch.fit(document)` then renames classes that stand with several shapes as `schema()` does.
        """
        sketch = Sketch()
        lenient = msgspec.structs.replace(options or ReadOptions(), media_required=False)
        for row in self.read(source, lenient, sketch):
            if isinstance(row, Record):
                sketch.add(row)
        return sketch


class Writer(ABC):
    """Writes one format."""

    name: ClassVar[str]
    holds: ClassVar[Holds]
    #: The name of the file that it writes; None when there are several.
    file_name: ClassVar[str | None]

    @abstractmethod
    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write all records. Raises `FormatError` that names what the format cannot hold, unless dropping."""


def _checked(rows: Iterator[Record | FaultRow], media_required: bool) -> Iterator[Record | FaultRow]:
    seen: set[int] = set()
    encode = msgspec.json.Encoder().encode
    for row in rows:
        if isinstance(row, FaultRow):
            yield row
            continue
        mark = hash(row.name)  # 64 bits of it: a million names without holding them
        if mark in seen:
            yield _fault_of(row, "format_duplicate_item", name=row.name)
            continue
        seen.add(mark)
        if not row.name.strip() or len(row.name) > 1000:
            yield _fault_of(row, "format_bad_item_name", name=row.name[:80])
        elif isinstance(row.content, Picture) and not _has_fair_size(row.content):
            yield _fault_of(row, "format_bad_size")
        elif (
            media_required
            and isinstance(row.content, Picture | Sound | PointCloud)
            and not isinstance(row.media, Member)
        ):
            yield _fault_of(row, "format_media_missing", name=row.name)
        elif (key := _unstorable(row, encode)) is not None:
            yield _fault_of(row, key, name=row.name.replace("\0", "␀"))
        else:
            yield row


def _has_fair_size(picture: Picture) -> bool:
    """Whether width and height, where they are known, are those of a picture."""
    return all(side is None or 0 < side <= MOST_SIDE for side in (picture.width, picture.height))


def _unstorable(row: Record, encode: Callable[[Any], bytes]) -> str | None:
    """Why the record cannot be kept as JSON in a database; None when it can."""
    try:
        data = encode((row.name, row.content, row.meta, row.document, row.prelabel, row.gold, row.answers))
    except (OverflowError, UnicodeEncodeError):
        return "format_not_storable"
    return "format_nul_character" if b"\\u0000" in data else None


def _fault_of(row: Record, key: str, **params: Any) -> FaultRow:
    return FaultRow(
        key,
        params,
        row.file if isinstance(row.file, str) else None,
        row.line if isinstance(row.line, int) else None,
    )


def first_record(rows: Iterable[Record | FaultRow]) -> Record:
    """The first good record. Raises the first fault when there is none."""
    first: FaultRow | None = None
    for row in rows:
        if isinstance(row, Record):
            return row
        first = first or row
    raise FormatError.of(first) if first else FormatError("format_nothing_found")
