"""UIMA CAS as JSON 0.4: one file an item, types and all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import msgspec

from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.cas import HOLDS, SOFA, VIEW, Structure, Types, record_of, structures_of
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.file_names import FileNames
from beanfield.formats.jsons import decode_object, json_fault
from beanfield.formats.losses import Losses
from beanfield.formats.member import Member
from beanfield.formats.record import Record, Text
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

_MARK = b'"%FEATURE_STRUCTURES"'
_encode = msgspec.json.Encoder().encode


class CasJson(Reader):
    """Reads every JSON file with feature structures; of several views the first."""

    name: ClassVar[str] = "cas_json"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 93 if any(_MARK in member.head(1 << 16) for member in source.members(".json")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a file, named as the file without its ending."""
        del options, sketch  # nothing is left open, and no class is named apart
        members = list(source.members(".json"))
        if not members:
            raise FormatError("format_no_json")
        for member in members:
            yield _item(member, source.limits.small_file_bytes)


def _item(member: Member, most: int) -> Record | FaultRow:
    try:
        data = decode_object(member.read_all(most))
        record = record_of(member.name.rpartition(".")[0], *_content(data))
    except FormatError as error:
        return error.fault
    except msgspec.MsgspecError as error:
        return json_fault(error, member.name, 1)
    except ShapeError as bad:
        return FaultRow(bad.key, bad.params, member.name, 1, bad.path or None)
    record.file, record.line = member.name, 1
    return record


def _content(data: dict[str, Any]) -> tuple[str, list[Structure]]:
    listed = data.get("%FEATURE_STRUCTURES")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise ShapeError("fault_want_list", "%FEATURE_STRUCTURES")
    sofa: dict[str, Any] = next((one for one in listed if one.get("%TYPE") == SOFA), {})
    text = sofa.get("sofaString")
    if not isinstance(text, str):
        raise ShapeError("format_no_text", "sofaString")
    made = []
    for place, one in enumerate(listed):
        if one.get("%TYPE") == SOFA or one.get("@sofa", sofa.get("%ID")) != sofa.get("%ID"):
            continue
        type_, id_ = one.get("%TYPE"), one.get("%ID")
        if not isinstance(type_, str) or not isinstance(id_, int | str) or not str(id_):
            raise ShapeError("format_bad_value", f"%FEATURE_STRUCTURES[{place}]", value=str(type_)[:40])
        values = {
            name: value
            for name, value in one.items()
            if name[:1] not in {"%", "@", "^", "#"} and isinstance(value, str | int | float | bool)
        }
        references = {name[1:]: str(value) for name, value in one.items() if name.startswith("@")}
        made.append(Structure(str(id_)[:64], type_, values, references))
    return text, made


class CasJsonWriter(Writer):
    """A file `name.json` for each item. Whether nobody marked it cannot be said."""

    name: ClassVar[str] = "cas_json"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write each item."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        files = FileNames(losses)
        for record in records:
            if not losses.keeps(record) or not isinstance(record.content, Text):
                continue
            stem = files.of(record.name, endings=False)
            if stem is None:
                continue
            types = Types()
            structures = structures_of(record, record.content.text, types, losses)
            report.items += 1
            report.objects += sum("Governor" not in one.references for one in structures)
            with sink.file(f"{stem}.json") as out:
                out.write(_encode(_file(record.content.text, structures, types)))
        return report


def _file(text: str, structures: list[Structure], types: Types) -> dict[str, Any]:
    sofa = {"%ID": 1, "%TYPE": SOFA, "sofaNum": 1, "sofaID": VIEW, "mimeType": "text/plain"}
    rows = [
        {"%ID": int(one.id), "%TYPE": one.type, "@sofa": 1}
        | one.values
        | {f"@{name}": int(target) for name, target in one.references.items()}
        for one in structures
    ]
    return {
        "%TYPES": {
            type_: {"%NAME": type_, "%SUPER_TYPE": "uima.tcas.Annotation"}
            | {name: {"%NAME": name, "%RANGE": range_} for name, range_ in features.items()}
            for type_, features in types
        },
        "%FEATURE_STRUCTURES": [sofa | {"sofaString": text}, *rows],
        "%VIEWS": {VIEW: {"%SOFA": 1, "%MEMBERS": [row["%ID"] for row in rows]}},
    }
