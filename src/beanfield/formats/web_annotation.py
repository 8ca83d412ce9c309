"""W3C Web Annotation as JSON-LD: one page of annotations, each with its body and its target.

A tag (`purpose: tagging`) is the class. Of a text the target is a `TextPositionSelector`, which counts code
points, or else a `TextQuoteSelector` whose words stand in the text once; of a picture a `FragmentSelector`
(`xywh=pixel:`) or an `SvgSelector` with a polygon. `motivation: linking` joins two annotations: its target is
where the relation begins, its other body where it ends. The source's address ends with the item's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import unquote
from xml.etree.ElementTree import ParseError

import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from beanfield.annotation.document import AnnotatedObject, AnyShape, Box, Document, Polygon, Relation
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.images import PICTURES
from beanfield.formats.json_stream import JsonFile
from beanfield.formats.jsons import decode_object, json_fault, shown
from beanfield.formats.member import Member
from beanfield.formats.picture_size import size_of
from beanfield.formats.record import Record, Text
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.spans import checked_span
from beanfield.formats.texts import decode

HOLDS = Holds(
    media=frozenset({"text", "image"}), shapes=frozenset({"span", "box", "polygon"}), relations=True
)
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TAGGING, LINKING = "tagging", "linking"
_PAGES = (".jsonld", ".json")
_MOST = 5_000_000
_FRAGMENT = re.compile(r"xywh=(?:pixel:)?([-+.\deE]+),([-+.\deE]+),([-+.\deE]+),([-+.\deE]+)")


class WebAnnotation(Reader):
    """Reads every page of annotations; texts and pictures lie beside it."""

    name: ClassVar[str] = "web_annotation"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 91 if _pages(source) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a source that is annotated, when all annotations are read, then texts that are not."""
        del options, sketch  # nothing is left open, and no class is named apart
        members = _pages(source) or list(source.members(*_PAGES))
        if not members:
            raise FormatError("format_no_json")
        taken: set[str] = set()
        for member in members:
            page = _Page(source, member)
            try:
                yield from page.faults()
            except FormatError as error:
                yield error.fault
                continue
            for record in page.records():
                taken.add(record.name)
                yield record
            taken |= page.broken
        for member in source.members(".txt"):
            if member.name[:-4] not in taken:
                text = decode(member.read_all(source.limits.small_file_bytes), member.name)
                yield Record(member.name[:-4], Text(text), file=member.name, line=1)


def _pages(source: Source) -> list[Member]:
    return [m for m in source.members(*_PAGES) if CONTEXT.encode() in m.head(4096)]


class _Page:
    """One file: annotations gathered by their source."""

    def __init__(self, source: Source, member: Member) -> None:
        self._source = source
        self._member = member
        self._records: dict[str, Record] = {}
        self._homes: dict[str, tuple[str, str]] = {}
        self.broken: set[str] = set()

    def faults(self) -> Iterator[FaultRow]:
        """Read all; yields what is wrong, and spoils the items that it is wrong with."""
        links: list[tuple[int, dict[str, Any]]] = []
        with JsonFile(self._source, self._member) as file:
            for element in file.elements():
                if element.key not in {"items", ""} or element.place < 0:
                    continue
                line = file.line_of(element.start)
                try:
                    row = decode_object(file.bytes_of(element.start, element.end))
                except msgspec.MsgspecError as error:
                    yield json_fault(error, self._member.name, line)
                    continue
                if LINKING in _listed(row.get("motivation")):
                    links.append((line, row))
                elif (fault := self._mark(row, line)) is not None:
                    yield fault
        for line, row in links:
            if (fault := self._link(row, line)) is not None:
                yield fault

    def _mark(self, row: dict[str, Any], line: int) -> FaultRow | None:
        name = None
        try:
            source, selectors = _target(row.get("target"))
            name = self._home(source, line)
            record = self._records[name]
            document = record.document = record.document or Document()
            if len(document.objects) >= _MOST:
                raise ShapeError("format_too_many_shapes", "items", most=_MOST)
            id_ = f"o{len(document.objects) + 1}"
            shape = _shape(selectors, record)
            document.objects.append(AnnotatedObject(id_, _tag(row), shape))
        except ShapeError as bad:
            if name is not None:
                self.broken.add(name)
            return FaultRow(bad.key, bad.params, self._member.name, line, bad.path or None)
        if isinstance(row.get("id"), str):
            self._homes[row["id"]] = (name, id_)
        return None

    def _home(self, source: str, line: int) -> str:
        """The item that an address means, made when it is first met."""
        wanted = unquote(source.partition("#")[0])
        wanted = wanted.partition("://")[2] or wanted
        member = self._source.find(wanted, self._member)
        while member is None and "/" in wanted:
            wanted = wanted.partition("/")[2]
            member = self._source.find(wanted, self._member)
        if member is None:
            raise ShapeError("format_media_missing", "target.source", name=source[:200])
        name = member.name[:-4] if member.suffix == ".txt" else member.name
        if name not in self._records:
            content: Any
            media = None
            if member.suffix in PICTURES:
                content, media = size_of(member), member
            else:
                content = Text(decode(member.read_all(self._source.limits.small_file_bytes), member.name))
            made = Record(name, content, file=self._member.name, line=line)
            if media is not None:
                made.media = media
            self._records[name] = made
        return name

    def _link(self, row: dict[str, Any], line: int) -> FaultRow | None:
        bodies = [one if isinstance(one, str) else one.get("id") for one in _bodies(row) if _is_link(one)]
        ends = [end if isinstance(end, str) else shown(end) for end in (*_listed(row.get("target")), *bodies)]
        homes = [self._homes[end] for end in ends if end in self._homes]
        if len(ends) != 2 or len(homes) != 2 or homes[0][0] != homes[1][0]:
            wanted = next((end for end in ends if end not in self._homes), "") if len(ends) == 2 else ""
            params = {"id": str(wanted)[:80]}
            return FaultRow("format_unknown_region", params, self._member.name, line, "target")
        (name, start), (_, end) = homes
        document = self._records[name].document
        try:
            relation = Relation(start, end, _tag(row))
        except ShapeError as bad:
            self.broken.add(name)
            return FaultRow(bad.key, bad.params, self._member.name, line, bad.path or None)
        if document is not None:
            document.relations.append(relation)
        return None

    def records(self) -> Iterator[Record]:
        """The items that nothing is wrong with."""
        for name, record in self._records.items():
            if name not in self.broken:
                yield record


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _bodies(row: dict[str, Any]) -> list[Any]:
    return [one for one in _listed(row.get("body")) if isinstance(one, str | dict)]


def _is_link(body: Any) -> bool:
    return isinstance(body, str) or (isinstance(body.get("id"), str) and "value" not in body)


def _tag(row: dict[str, Any]) -> str:
    """The class: the value of the tag, else of the only text."""
    texts = [one for one in _bodies(row) if isinstance(one, dict) and isinstance(one.get("value"), str)]
    tags = [one for one in texts if TAGGING in _listed(one.get("purpose"))] or texts
    if not tags or not tags[0]["value"].strip():
        raise ShapeError("format_no_name", "body")
    return str(tags[0]["value"])


def _target(value: Any) -> tuple[str, list[dict[str, Any]]]:
    one = _listed(value)[0] if _listed(value) else None
    if isinstance(one, str):
        source, _, fragment = one.partition("#")
        return source, [{"type": "FragmentSelector", "value": fragment}]
    if not isinstance(one, dict) or not isinstance(one.get("source"), str):
        raise ShapeError("format_missing_attribute", "target", name="source")
    return one["source"], [each for each in _listed(one.get("selector")) if isinstance(each, dict)]


def _shape(selectors: list[dict[str, Any]], record: Record) -> AnyShape:
    by_type = {str(one.get("type")): one for one in selectors}
    if isinstance(record.content, Text):
        text = record.content.text
        if (place := by_type.get("TextPositionSelector")) is not None:
            start, end = place.get("start"), place.get("end")
            if type(start) is not int or type(end) is not int:
                raise ShapeError("format_bad_span", "target.selector", start=shown(start), end=shown(end))
            return checked_span(start, end, len(text))
        if (quote := by_type.get("TextQuoteSelector")) is not None:
            return _quoted(quote, text)
    elif (area := by_type.get("SvgSelector")) is not None:
        return _polygon(str(area.get("value")))
    elif (part := by_type.get("FragmentSelector")) is not None:
        return _box(str(part.get("value")))
    raise ShapeError("format_no_geometry", "target.selector")


def _quoted(quote: dict[str, Any], text: str) -> AnyShape:
    parts = [quote.get(key) or "" for key in ("prefix", "exact", "suffix")]
    if not all(isinstance(part, str) for part in parts) or not parts[1]:
        raise ShapeError("format_bad_value", "target.selector", value=shown(quote))
    whole = "".join(parts)
    at = text.find(whole)
    if at < 0 or text.find(whole, at + 1) >= 0:
        raise ShapeError("format_quote_not_once", "target.selector", text=parts[1][:40])
    start = at + len(parts[0])
    return checked_span(start, start + len(parts[1]), len(text))


def _box(fragment: str) -> Box:
    match = _FRAGMENT.search(fragment)
    if match is None:
        raise ShapeError("format_bad_value", "target.selector", value=fragment[:40])
    x, y, w, h = _numbers(match.groups())
    if w <= 0 or h <= 0:
        raise ShapeError("format_bad_box", "target.selector")
    return Box(x, y, w, h)


def _polygon(svg: str) -> Polygon:
    try:
        found = next(
            (one for one in fromstring(svg, forbid_dtd=True).iter() if "polygon" in str(one.tag)), None
        )
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ShapeError("format_bad_value", "target.selector", value=str(error)[:40]) from None
    points = _numbers(re.split(r"[\s,]+", (found.get("points") or "").strip())) if found is not None else []
    if len(points) < 6 or len(points) % 2:
        raise ShapeError("format_bad_polygon", "target.selector")
    return Polygon(points)


def _numbers(texts: Any) -> list[float]:
    made = []
    for text in texts:
        try:
            number = float(text)
        except ValueError:
            raise ShapeError("format_bad_number", "target.selector", value=str(text)[:40]) from None
        if not abs(number) < 1e9:
            raise ShapeError("format_bad_number", "target.selector", value=str(text)[:40])
        made.append(number)
    return made
