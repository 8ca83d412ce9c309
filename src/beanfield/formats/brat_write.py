"""Writes brat standoff: the text as it is, the marks beside it, and `annotation.conf` with the names used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from beanfield.annotation.document import AnnotatedObject, Document, Relation, Span
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.brat import HOLDS, NOTE, REFERENCE
from beanfield.formats.file_names import FileNames
from beanfield.formats.losses import Losses
from beanfield.formats.record import Record, Text
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sinks import Sink
from beanfield.formats.xml_text import shown_number

_BLANK = re.compile(r"\s")


class BratWriter(Writer):
    """Names with blanks are refused; several texts as a value become its list, a loss."""

    name: ClassVar[str] = "brat"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write `name.txt` and, where the item has an answer, `name.ann`."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        files = FileNames(losses)
        names = _Names(SchemaFacts.of(options.schema))
        for record in records:
            content = record.content
            if not losses.keeps(record) or not isinstance(content, Text):
                continue
            stem = files.of(record.name, endings=False)
            if stem is None:
                continue
            report.items += 1
            with sink.file(f"{stem}.txt") as out:
                out.write(content.text.encode())
            if record.document is not None:
                marks = _Marks(content.text, record.name, losses, names)
                rows = list(marks.rows(losses.fit(record.document, record.name)))
                report.objects += marks.objects
                with sink.file(f"{stem}.ann") as out:
                    out.write("".join(f"{row}\n" for row in rows).encode())
        with sink.file("annotation.conf") as out:
            out.write(names.described().encode())
        return report


class _Names:
    """The names that brat must be told of."""

    def __init__(self, facts: SchemaFacts) -> None:
        drawn = (name for name, shape in facts.shapes.items() if shape == "span" and _is_name(name))
        self.entities: dict[str, None] = dict.fromkeys(drawn)
        self.relations: dict[str, None] = {}
        self.attributes: dict[str, set[str]] = {}

    def described(self) -> str:
        """The file `annotation.conf`."""
        rows = ["[entities]", *self.entities, "[relations]"]
        rows += [f"{name}\tArg1:<ENTITY>, Arg2:<ENTITY>" for name in self.relations]
        rows += ["[events]", "[attributes]"]
        for name, values in self.attributes.items():
            listed = "|".join(sorted(values))
            rows.append(f"{name}\tArg:<ENTITY>" + (f", Value:{listed}" if listed else ""))
        return "\n".join(rows) + "\n"


def _is_name(name: str) -> bool:
    return re.fullmatch(r"[^\s:<>,|\[\]]+", name) is not None


class _Marks:
    """The lines of one item."""

    def __init__(self, text: str, item: str, losses: Losses, names: _Names) -> None:
        self._text = text
        self._item = item
        self._losses = losses
        self._names = names
        self._ids: dict[str, str] = {}
        self._numbers = {"A": 0, "N": 0, "#": 0}
        self.objects = 0

    def rows(self, document: Document) -> Iterator[str]:
        """Spans, relations, and what is said of each."""
        bundles: dict[str, list[AnnotatedObject]] = {}
        for one in document.objects:
            bundles.setdefault(f"g{one.group}" if one.group is not None else f"o{one.id}", []).append(one)
        for bundle in bundles.values():
            for pieces in [bundle] if _is_one(bundle) else self._apart(bundle):
                yield from self._span(pieces)
        for number, relation in enumerate(document.relations, 1):
            yield from self._relation(relation, number)

    def _apart(self, bundle: list[AnnotatedObject]) -> list[list[AnnotatedObject]]:
        self._losses.lose("groups", self._item)
        return [[one] for one in bundle]

    def _span(self, pieces: list[AnnotatedObject]) -> Iterator[str]:
        head = pieces[0]
        spans = [one.shape for one in pieces if isinstance(one.shape, Span)]
        if any(span.part is not None or span.end > len(self._text) for span in spans):
            self._losses.lose("outside_text", self._item)
            return
        if not _is_name(head.class_):
            self._losses.lose("class_name", self._item, name=head.class_[:80])
            return
        self.objects += len(pieces)
        self._names.entities[head.class_] = None
        id_ = f"T{1 + len(set(self._ids.values()))}"
        self._ids |= {one.id: id_ for one in pieces}
        place = ";".join(f"{span.start} {span.end}" for span in spans)
        said = _BLANK.sub(" ", " ".join(self._text[span.start : span.end] for span in spans))
        yield f"{id_}\t{head.class_} {place}\t{said}"
        yield from self._said(id_, head.attributes)

    def _relation(self, relation: Relation, number: int) -> Iterator[str]:
        ends = [self._ids.get(end) for end in (relation.from_, relation.to)]
        if None in ends:
            return
        if not _is_name(relation.class_):
            self._losses.lose("class_name", self._item, name=relation.class_[:80])
            return
        self._names.relations[relation.class_] = None
        yield f"R{number}\t{relation.class_} Arg1:{ends[0]} Arg2:{ends[1]}"
        yield from self._said(f"R{number}", relation.attributes)

    def _said(self, id_: str, attributes: dict[str, Any]) -> Iterator[str]:
        for name, value in attributes.items():
            text = _shown(value)
            if text is None or not _is_name(name) or text != " ".join(text.splitlines()) or "\t" in text:
                self._losses.lose("attribute", self._item, name=name[:80])
            elif name == NOTE and text:
                yield f"#{self._next('#')}\tAnnotatorNotes {id_}\t{text}"
            elif name == REFERENCE and text.split() == [text]:
                yield f"N{self._next('N')}\tReference {id_} {text}\t{text}"
            elif value is True:
                self._names.attributes.setdefault(name, set())
                yield f"A{self._next('A')}\t{name} {id_}"
            else:
                if _is_name(text):
                    self._names.attributes.setdefault(name, set()).add(text)
                yield f"A{self._next('A')}\t{name} {id_} {text}"

    def _next(self, letter: str) -> int:
        self._numbers[letter] += 1
        return self._numbers[letter]


def _shown(value: Any) -> str | None:
    """A value as brat has it; None for what it cannot say."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return shown_number(value)
    return value if isinstance(value, str) and value.strip() and value not in {"true", "false"} else None


def _is_one(bundle: list[AnnotatedObject]) -> bool:
    """Whether the objects are pieces of one span: the first says all, and all follow one another."""
    head, rest = bundle[0], bundle[1:]
    places = [one.shape.start for one in bundle if isinstance(one.shape, Span)]
    return all(one.class_ == head.class_ and not one.attributes for one in rest) and places == sorted(places)
