"""doccano's JSONL: texts with labels, spans and relations; offsets are code points, as here.

`label` (or `labels`) is a list of spans `[start, end, name]`, or of names: then an answer to the field
`label`. `entities` are spans with ids, or triples; `relations` join them; `cats` are names too. Other keys
are meta.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import AnnotatedObject, Document, Relation
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.jsonl_text import JSONLS
from beanfield.formats.jsons import decode_object, json_fault, shown
from beanfield.formats.record import Record, Text
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.spans import checked_span
from beanfield.formats.texts import lines

HOLDS = Holds(
    media=frozenset({"text"}),
    shapes=frozenset({"span"}),
    fields=frozenset({"choice", "choices", "text"}),
    relations=True,
    meta=True,
)
FIELD = "label"
_TEXTS = ("text", "data")
OWN = frozenset(
    {"id", "text", "data", "label", "labels", "entities", "relations", "cats", "Comments", "comments"}
)


class Doccano(Reader):
    """Reads every JSONL file of the source."""

    name: ClassVar[str] = "doccano"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        for member in source.members(*JSONLS):
            first = member.head(1 << 20).split(b"\n")[0]
            try:
                row = decode_object(first)
            except msgspec.MsgspecError:
                continue
            if any(isinstance(row.get(key), str) for key in _TEXTS) and _is_labelled(row):
                return 80
        return 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a line, named by its `id` or else `file:line`."""
        del options  # nothing is left open
        members = list(source.members(*JSONLS))
        if not members:
            raise FormatError("format_no_jsonl")
        for member in members:
            for line, data in lines(member, source.limits):
                try:
                    record = _record(decode_object(data), f"{member.name}:{line}")
                except msgspec.MsgspecError as error:
                    yield json_fault(error, member.name, line)
                    continue
                except ShapeError as bad:
                    yield FaultRow(bad.key, bad.params, member.name, line, bad.path or None)
                    continue
                record.file, record.line = member.name, line
                if record.document and FIELD in record.document.answers:
                    sketch.declare_field(FIELD, "choices")
                yield record


def _is_labelled(row: dict[str, Any]) -> bool:
    if isinstance(row.get("entities"), list):
        return True
    given = row.get("label", row.get("labels"))
    return isinstance(given, list) and all(isinstance(one, str) or _is_triple(one) for one in given)


def _is_triple(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 3 and isinstance(value[2], str)


def _record(row: dict[str, Any], name: str) -> Record:
    text = next((row[key] for key in _TEXTS if isinstance(row.get(key), str)), None)
    if text is None or not text:
        raise ShapeError("format_no_text", "text")
    id_ = row.get("id")
    if isinstance(id_, str | int) and not isinstance(id_, bool):
        name = str(id_)
    document = Document()
    for key in ("label", "labels", "entities", "cats"):
        for place, one in enumerate(_listed(row, key)):
            where = f"{key}[{place}]"
            if isinstance(one, str) and key != "entities":
                if not one or one != one.strip() or not one.isprintable():
                    raise ShapeError("format_no_name", where)
                document.answers.setdefault(FIELD, []).append(one)
            else:
                document.objects.append(_span(one, where, text, len(document.objects) + 1))
    ids = {one.id for one in document.objects}
    if len(ids) < len(document.objects):
        raise ShapeError("format_duplicate_id", "entities", id=document.objects[-1].id)
    for place, one in enumerate(_listed(row, "relations")):
        document.relations.append(_relation(one, f"relations[{place}]", ids))
    meta = {key: value for key, value in row.items() if key not in OWN}
    if comments := row.get("Comments") or row.get("comments"):
        meta["comments"] = comments
    labelled = any(row.get(key) is not None for key in ("label", "labels", "entities", "cats"))
    return Record(name, Text(text), document if labelled else None, meta=meta)


def _listed(row: dict[str, Any], key: str) -> list[Any]:
    value = row.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ShapeError("fault_want_list", key)
    return value


def _span(value: Any, where: str, text: str, number: int) -> AnnotatedObject:
    if _is_triple(value):
        (start, end, label), id_ = value, f"o{number}"
    elif isinstance(value, dict):
        start, end, label = value.get("start_offset"), value.get("end_offset"), value.get("label")
        id_ = str(value.get("id", f"o{number}"))[:64]
    else:
        raise ShapeError("format_bad_value", where, value=shown(value))
    if type(start) is not int or type(end) is not int:
        raise ShapeError("format_bad_span", where, start=shown(start), end=shown(end))
    if not isinstance(label, str) or not label.strip() or not id_:
        raise ShapeError("format_no_name", where)
    try:
        return AnnotatedObject(id_, label, checked_span(start, end, len(text)))
    except ShapeError as bad:
        raise bad.below(where) from bad


def _relation(value: Any, where: str, ids: set[str]) -> Relation:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str) or not value["type"].strip():
        raise ShapeError("format_bad_value", where, value=shown(value))
    ends = [str(value.get(key))[:64] for key in ("from_id", "to_id")]
    for end in ends:
        if end not in ids:
            raise ShapeError("format_unknown_region", where, id=end)
    return Relation(ends[0], ends[1], value["type"])
