"""UIMA CAS as XMI: one file an item, and `TypeSystem.xml` that says of what type each feature is.

Without a type system every value is a text, and a feature is a reference where its value is another's id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.cas import ENDS, HOLDS, VIEW, Structure, Types, record_of, structures_of
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.file_names import FileNames
from beanfield.formats.losses import Losses
from beanfield.formats.member import Member
from beanfield.formats.record import Record, Text
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.xml_stream import local
from beanfield.formats.xml_text import plain, shown_number
from beanfield.formats.xml_tree import LINE, line_of, parse

_XMI = "{http://www.omg.org/XMI}"
_ID = f"{_XMI}id"
_CAS = "http:///uima/cas.ecore"
_SPACES = {
    "xmlns:xmi": "http://www.omg.org/XMI",
    "xmlns:cas": _CAS,
    "xmlns:beanfield": "http:///beanfield.ecore",
    "xmi:version": "2.0",
}
_TYPES = "TypeSystem.xml"
#: Ranges that are numbers, whoever wrote the type system.
_NUMBERS = {
    **dict.fromkeys(("Integer", "Long", "Short", "Byte"), int), **dict.fromkeys(("Float", "Double"), float),
}  # fmt: skip

Ranges = dict[tuple[str, str], str]


class CasXmi(Reader):
    """Reads every `.xmi` file; of several views the first."""

    name: ClassVar[str] = "cas_xmi"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 93 if any(b"omg.org/XMI" in m.head(4096) for m in source.members(".xmi")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a file, named as the file without its ending."""
        del options, sketch  # nothing is left open, and no class is named apart
        members = list(source.members(".xmi"))
        if not members:
            raise FormatError("format_no_xml")
        ranges: Ranges = {}
        for member in source.members(".xml"):
            if b"typeSystemDescription" in member.head(4096):
                ranges |= _ranges(parse(member))
        for member in members:
            yield _item(member, ranges)


def _ranges(system: Element) -> Ranges:
    """(type, feature) → range."""
    made: Ranges = {}
    for type_ in system.iter():
        if local(type_.tag) != "typeDescription":
            continue
        said = {local(child.tag): (child.text or "").strip() for child in type_}
        for feature in type_.iter():
            if local(feature.tag) == "featureDescription":
                of = {local(child.tag): (child.text or "").strip() for child in feature}
                made[said.get("name", ""), of.get("name", "")] = of.get("rangeTypeName", "")
    return made


def _item(member: Member, ranges: Ranges) -> Record | FaultRow:
    try:
        root = parse(member)
    except FormatError as error:
        return error.fault
    if local(root.tag) != "XMI":
        return FaultRow("format_missing_element", {"name": "XMI"}, member.name, 1)
    sofa = next((one for one in root if one.tag == f"{{{_CAS}}}Sofa"), None)
    try:
        if sofa is None:
            raise ShapeError("format_no_text", "sofaString")
        number = sofa.get(_ID)
        structures = [
            _structure(one, ranges) for one in root if one.get("sofa") == number and _CAS not in one.tag
        ]
        record = record_of(member.name[:-4], sofa.get("sofaString") or "", structures)
    except ShapeError as bad:
        line = next((line_of(one) for one in root if one.get(_ID) == bad.path), 1)
        return FaultRow(bad.key, bad.params, member.name, line, bad.path or None)
    record.file, record.line = member.name, 1
    return record


def _structure(element: Element, ranges: Ranges) -> Structure:
    space, _, short = element.tag.removeprefix("{").rpartition("}")
    package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    type_ = f"{package}.{short}"
    made = Structure((element.get(_ID) or "")[:64], type_)
    if not made.id:
        raise ShapeError("format_missing_attribute", short, name="xmi:id")
    for name, text in element.attrib.items():
        if name in {_ID, LINE, "sofa"}:
            continue
        range_ = ranges.get((type_, name), "")
        if name in {"Governor", "Dependent", "from", "to", "source", "target"} and text.isdecimal():
            made.references[name] = text
        elif name in {"begin", "end"}:
            made.values[name] = _number(text, int, made.id)
        elif range_.endswith(".Boolean"):
            made.values[name] = text == "true"
        elif (kind := _NUMBERS.get(range_.rpartition(".")[2])) is not None:
            made.values[name] = _number(text, kind, made.id)
        else:
            made.values[name] = text
    return made


def _number(text: str, kind: type, path: str) -> Any:
    try:
        number = kind(text)
    except ValueError:
        raise ShapeError("format_bad_number", path, value=text[:40]) from None
    if not abs(number) < 1e15:
        raise ShapeError("format_bad_number", path, value=text[:40])
    return number


class CasXmiWriter(Writer):
    """A file `name.xmi` for each item, and the types of all. Texts with what no XML holds are refused."""

    name: ClassVar[str] = "cas_xmi"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write each item, then the types."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        files, types = FileNames(losses), Types()
        for record in records:
            if not losses.keeps(record) or not isinstance(record.content, Text):
                continue
            text = record.content.text
            if plain(text) != text.replace("\r", ""):
                losses.lose("control_characters", record.name)
                continue
            stem = files.of(record.name, endings=False)
            if stem is None:
                continue
            structures = structures_of(record, text, types, losses)
            for one in structures:
                _make_plain(one, record.name, losses)
            report.items += 1
            report.objects += sum(ENDS[0] not in one.references for one in structures)
            with sink.file(f"{stem}.xmi") as out:
                out.write(_file(text, structures).encode())
        with sink.file(_TYPES) as out:
            out.write(_type_system(types).encode())
        return report


def _make_plain(one: Structure, item: str, losses: Losses) -> None:
    """Leave out what XML has no character for."""
    for name, value in one.values.items():
        if isinstance(value, str) and plain(value) != value:
            losses.lose("attribute", item, name=name[:80])
            one.values[name] = plain(value) or "_"


def _file(text: str, structures: list[Structure]) -> str:
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<xmi:XMI{_attributes(_SPACES)}>",
        '  <cas:NULL xmi:id="0"/>',
    ]
    for one in structures:
        said = {"xmi:id": one.id, "sofa": "1"}
        said |= {name: _shown(value) for name, value in one.values.items()} | one.references
        rows.append(f"  <beanfield:{one.type.rpartition('.')[2]}{_attributes(said)}/>")
    sofa = {"xmi:id": "1", "sofaNum": "1", "sofaID": VIEW, "mimeType": "text/plain", "sofaString": text}
    rows.append(f"  <cas:Sofa{_attributes(sofa)}/>")
    rows.append(f"  <cas:View{_attributes({'sofa': '1', 'members': ' '.join(s.id for s in structures)})}/>")
    return "\n".join([*rows, "</xmi:XMI>", ""])


def _attributes(values: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return shown_number(value) if isinstance(value, int | float) else str(value)


def _type_system(types: Types) -> str:
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">',
        "<types>",
    ]
    for type_, features in types:
        rows.append(f"<typeDescription><name>{type_}</name><description/>")
        rows.append("<supertypeName>uima.tcas.Annotation</supertypeName><features>")
        rows += [
            f"<featureDescription><name>{escape(name)}</name><description/>"
            f"<rangeTypeName>{range_}</rangeTypeName></featureDescription>"
            for name, range_ in features.items()
        ]
        rows.append("</features></typeDescription>")
    return "\n".join([*rows, "</types>", "</typeSystemDescription>", ""])
