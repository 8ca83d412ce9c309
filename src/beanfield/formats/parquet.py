"""Parquet in the layout of Hugging Face: `data/train-00000-of-00001.parquet`, and `README.md` as the card.

A row is an item: its name, its text or its messages and responses, its answer, and what is known about it.
Objects and answers are kept as JSON, so that rows of any schema have the same columns. Needs the extra
`parquet`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import msgspec
import yaml

from beanfield.annotation.document import Document
from beanfield.annotation.registry import field_types
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.jsons import decoded, json_fault
from beanfield.formats.losses import Losses
from beanfield.formats.member import Member
from beanfield.formats.record import Chat, Record, Text
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

HOLDS = Holds(
    media=frozenset({"text", "chat"}),
    shapes=frozenset({"span"}),
    fields=frozenset(field_types()),
    of=frozenset({"item", "turn", "response", "region"}),
    attributes=True,
    relations=True,
    scores=True,
    groups=True,
    meta=True,
)
_COLUMNS = ("name", "text", "messages", "responses", "document", "meta")
_BATCH = 2000
_FILE = "data/train-00000-of-00001.parquet"
_encode = msgspec.json.Encoder().encode
_chat = msgspec.json.Decoder(Chat).decode
_document = msgspec.json.Decoder(Document).decode
_meta = msgspec.json.Decoder(dict[str, Any]).decode


def _arrow() -> tuple[Any, Any]:
    """The library, or our error that names the extra."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise FormatError("format_needs_extra", name="parquet") from None
    return pyarrow, pyarrow.parquet


class Parquet(Reader):
    """Reads our own Parquet files; of others the columns `text` and `name`, the rest as meta."""

    name: ClassVar[str] = "parquet"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 95 if any(member.head(4) == b"PAR1" for member in source.members(".parquet")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a row, some rows in memory at a time."""
        del sketch  # what stands in the rows says all
        members = list(source.members(".parquet"))
        if not members:
            raise FormatError("format_no_tables")
        arrow, parquet = _arrow()
        for member in members:
            number = 0
            try:
                with parquet.ParquetFile(source.on_disk(member)) as file:
                    for batch in file.iter_batches(_BATCH):
                        for row in batch.to_pylist():
                            number += 1
                            yield _record(row, number, member, options)
            except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
                why = str(error)[:200]
                raise FormatError("format_damaged", file=member.name, line=number + 1, why=why) from error


def _record(row: dict[str, Any], line: int, member: Member, options: ReadOptions) -> Record | FaultRow:
    name = row.get(options.name_column or "name")
    named = str(name) if isinstance(name, str | int) and str(name) else f"{member.name}:{line}"
    try:
        document = decoded(_document, row["document"].encode()) if _is_text(row.get("document")) else None
        meta = decoded(_meta, row["meta"].encode()) if _is_text(row.get("meta")) else {}
        meta |= {
            key: _plain(value) for key, value in row.items() if key not in _COLUMNS and value is not None
        }
        if row.get("messages"):
            said = {"messages": row["messages"], "responses": row.get("responses") or []}
            chat = decoded(_chat, _encode({"kind": "chat"} | _without_none(said)))
            return Record(named, chat, document, meta=meta, file=member.name, line=line)
    except (msgspec.MsgspecError, TypeError) as error:
        if isinstance(error, msgspec.MsgspecError):
            return json_fault(error, member.name, line)
        return FaultRow("format_bad_value", {"value": str(error)[:40]}, member.name, line)
    except UnicodeEncodeError:
        return FaultRow("format_not_storable", {"name": named[:80]}, member.name, line)
    text = row.get(options.text_column or "text")
    if not _is_text(text) or text is None or not text.strip():
        return FaultRow("format_no_text", {}, member.name, line)
    return Record(named, Text(text), document, meta=meta, file=member.name, line=line)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    try:
        return msgspec.to_builtins(value)
    except (TypeError, ValueError):
        return str(value)


def _without_none(value: Any) -> Any:
    """Columns of rows that have them not are null: such are as if they were not there."""
    if isinstance(value, dict):
        kept = {key: _without_none(one) for key, one in value.items() if one is not None}
        if isinstance(kept.get("tool_calls"), str):
            kept["tool_calls"] = msgspec.json.decode(kept["tool_calls"].encode())
        if isinstance(kept.get("parts"), str):
            kept["content"] = msgspec.json.decode(kept.pop("parts").encode())
        return kept
    return [_without_none(one) for one in value] if isinstance(value, list) else value


class ParquetWriter(Writer):
    """Rows of one split, and the card, which says what was left out and how answers are to be read."""

    name: ClassVar[str] = "parquet"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write some rows at a time, then the card."""
        arrow, parquet = _arrow()
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        schema = _schema(arrow)
        rows: list[dict[str, Any]] = []
        with sink.file(_FILE) as out, parquet.ParquetWriter(arrow.PythonFile(out, "w"), schema) as file:
            for record in records:
                if not losses.keeps(record):
                    continue
                report.items += 1
                rows.append(_row(record, losses, report))
                if len(rows) == _BATCH:
                    file.write_table(arrow.Table.from_pylist(rows, schema))
                    rows = []
            file.write_table(arrow.Table.from_pylist(rows, schema))
        with sink.file("README.md") as out:
            out.write(_card(options, report).encode())
        return report


def _schema(arrow: Any) -> Any:
    turn = arrow.struct(
        [
            (name, arrow.string())
            for name in ("role", "content", "parts", "name", "tool_calls", "tool_call_id")
        ]
    )
    response = arrow.struct(
        [("id", arrow.string()), ("messages", arrow.list_(turn)), ("model", arrow.string())]
    )
    kinds = {"messages": arrow.list_(turn), "responses": arrow.list_(response)}
    return arrow.schema([(name, kinds.get(name, arrow.string())) for name in _COLUMNS])


def _row(record: Record, losses: Losses, report: WriteReport) -> dict[str, Any]:
    row: dict[str, Any] = {"name": record.name}
    if record.document is not None:
        document = losses.fit(record.document, record.name)
        report.objects += len(document.objects)
        row["document"] = _encode(document).decode()
    if record.meta:
        row["meta"] = _encode(record.meta).decode()
    if isinstance(record.content, Text):
        row["text"] = record.content.text
    elif isinstance(record.content, Chat):
        plain = msgspec.to_builtins(record.content)
        row["messages"] = [_turn(one) for one in plain["messages"]]
        row["responses"] = [
            one | {"messages": [_turn(turn) for turn in one["messages"]]}
            for one in plain.get("responses", [])
        ]
    return row


def _turn(turn: dict[str, Any]) -> dict[str, Any]:
    """A message with texts alone: parts and calls of tools are JSON, for they have no one form."""
    made = dict(turn)
    if not isinstance(made.get("content"), str | None):
        made["parts"] = _encode(made.pop("content")).decode()
    if "tool_calls" in made:
        made["tool_calls"] = _encode(made["tool_calls"]).decode()
    return made


def _card(options: WriteOptions, report: WriteReport) -> str:
    about: dict[str, Any] = {
        "pretty_name": str(options.header.get("project", "Beanfield")),
        "configs": [{"config_name": "default", "data_files": [{"split": "train", "path": _FILE}]}],
    }
    head = yaml.safe_dump(about, allow_unicode=True, sort_keys=False)
    lines = [f"---\n{head}---\n", f"{report.items} items, {report.objects} objects.\n"]
    lines.append(
        "`document` is JSON: spans count Unicode code points, end excluded; answers stand under the names of "
        'their fields. A tie is `{"better": "tie"}`; an item without an answer has no `document`. What was '
        "not asked or not marked is not there: that is no “no”, and a step without a verdict is not wrong.\n"
    )
    if report.dropped:
        lines.append("Left out: " + ", ".join(f"{what} × {n}" for what, n in report.dropped.items()) + ".\n")
    return "\n".join(lines)
