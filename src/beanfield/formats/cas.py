"""UIMA's CAS as XMI and as JSON share a model: a text, and typed structures that refer to it and each other.

Offsets are UTF-16 units there, code points here. Every structure with a place is an object: its class is the
feature `label` or `value`, else the last part of its type's name. A structure that refers to two of them
(`Governor` and `Dependent`, or `from` and `to`) is a relation. Tokens, sentences and paragraphs are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from beanfield.annotation.document import AnnotatedObject, Document, Relation
from beanfield.formats.base import Holds
from beanfield.formats.faults import ShapeError
from beanfield.formats.losses import Losses
from beanfield.formats.record import Record, Text
from beanfield.formats.spans import Utf16, checked_span, spans_of

HOLDS = Holds(media=frozenset({"text"}), shapes=frozenset({"span"}), attributes=True, relations=True)
MARK, LINK = "beanfield.Mark", "beanfield.Link"
LABEL, ENDS = "label", ("Governor", "Dependent")
SOFA = "uima.cas.Sofa"
VIEW = "_InitialView"
#: Range of a feature → what it holds.
RANGES = {"uima.cas.String": str, "uima.cas.Boolean": bool, "uima.cas.Double": float, "uima.cas.Long": int}
_PAIRS = (ENDS, ("from", "to"), ("source", "target"))
_LABELS = (LABEL, "value", "category")
_OWN = frozenset({"sofa", "begin", "end", *_LABELS})
#: The last part of types' names that cut a text up or describe it as a whole.
_LAYOUT = frozenset(
    {"Token", "Sentence", "Paragraph", "DocumentMetaData", "DocumentAnnotation", "TagDescription",
     "TagsetDescription", "Lemma", "Stem", "POS", "MorphologicalFeatures", "SourceDocumentInformation"}
)  # fmt: skip
_FEATURE = re.compile(r"[^\W\d]\w*")


class Structure(Struct):
    """One feature structure: references are kept apart from plain values."""

    id: str
    type: str
    values: dict[str, Any] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)


def document_of(text: str, structures: list[Structure]) -> Document:
    """Objects and relations. Raises `ShapeError`."""
    units = Utf16(text)
    document = Document()
    ids: set[str] = set()
    links: list[tuple[Structure, tuple[str, str]]] = []
    for one in structures:
        if one.type.rpartition(".")[2] in _LAYOUT or "begin" not in one.values:
            continue
        pair = next((p for p in _PAIRS if all(end in one.references for end in p)), None)
        if pair is not None:
            links.append((one, pair))
            continue
        begin, end = one.values["begin"], one.values.get("end")
        if type(begin) is not int or type(end) is not int:
            raise ShapeError("format_bad_span", one.id, start=str(begin)[:40], end=str(end)[:40])
        if one.id in ids:
            raise ShapeError("format_duplicate_id", one.id, id=one.id)
        ids.add(one.id)
        span = checked_span(units.place(begin), units.place(end), len(text))
        document.objects.append(AnnotatedObject(one.id, _class(one), span, _attributes(one)))
    for one, (start, end) in links:
        ends = [one.references[start], one.references[end]]
        for id_ in ends:
            if id_ not in ids:
                raise ShapeError("format_unknown_region", one.id, id=id_)
        document.relations.append(Relation(ends[0], ends[1], _class(one), _attributes(one)))
    return document


def _class(one: Structure) -> str:
    for name in _LABELS:
        value = one.values.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return one.type.rpartition(".")[2] or one.type


def _attributes(one: Structure) -> dict[str, Any]:
    return {name: value for name, value in one.values.items() if name not in _OWN and value is not None}


class Types:
    """The features of the types being written, each of the range that its first value had."""

    def __init__(self) -> None:
        self._features: dict[str, dict[str, str]] = {
            MARK: {LABEL: "uima.cas.String"},
            LINK: {LABEL: "uima.cas.String", **dict.fromkeys(ENDS, MARK)},
        }

    def takes(self, type_: str, name: str, value: Any) -> bool:
        """Whether the feature can hold the value; notes a new one."""
        range_ = next((range_ for range_, kind in RANGES.items() if type(value) is kind), None)
        if range_ is None or name in _OWN or name in ENDS or not _FEATURE.fullmatch(name):
            return False
        return self._features[type_].setdefault(name, range_) == range_

    def __iter__(self) -> Iterator[tuple[str, dict[str, str]]]:
        return iter(self._features.items())


def structures_of(record: Record, text: str, types: Types, losses: Losses) -> list[Structure]:
    """The structures of an item, with ids from 2: the text is 1."""
    document = losses.fit(record.document or Document(), record.name)
    units = Utf16(text)
    made: list[Structure] = []
    ids: dict[str, Structure] = {}
    for one, span in spans_of(document.objects):
        if span.part is not None or not 0 <= span.start < span.end <= len(text):
            losses.lose("outside_text", record.name)
            continue
        values = _said(MARK, one.class_, one.attributes, record.name, types, losses)
        place = {"begin": units.units(span.start), "end": units.units(span.end)}
        ids[one.id] = Structure(str(len(made) + 2), MARK, place | values)
        made.append(ids[one.id])
    for relation in document.relations:
        if relation.from_ not in ids or relation.to not in ids:
            continue
        values = _said(LINK, relation.class_, relation.attributes, record.name, types, losses)
        end = ids[relation.to].values
        place = {"begin": end["begin"], "end": end["end"]}
        pair = {ENDS[0]: ids[relation.from_].id, ENDS[1]: ids[relation.to].id}
        made.append(Structure(str(len(made) + 2), LINK, place | values, pair))
    return made


def _said(
    type_: str, class_: str, attributes: dict[str, Any], item: str, types: Types, losses: Losses
) -> dict[str, Any]:
    values: dict[str, Any] = {LABEL: class_}
    for name, value in attributes.items():
        if types.takes(type_, name, value):
            values[name] = value
        else:
            losses.lose("attribute", item, name=name[:80])
    return values


def record_of(name: str, text: str, structures: list[Structure]) -> Record:
    """The item. Raises `ShapeError`."""
    if not text:
        raise ShapeError("format_no_text", "sofaString")
    return Record(name, Text(text), document_of(text, structures))
