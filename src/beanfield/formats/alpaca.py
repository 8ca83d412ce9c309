"""Alpaca: `instruction`, `input`, `output`, with `system`, `history` of pairs, or `chosen` and `rejected`.

What is asked is the instruction and, on a new line, the input; the input is kept as meta so that both come
back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.chats import PREFERENCE, is_judged, is_plain, pairs, preferred, text_in
from beanfield.formats.faults import FaultRow, ShapeError
from beanfield.formats.json_rows import files_of_rows, first_row, records_of
from beanfield.formats.losses import Losses
from beanfield.formats.record import Chat, Message, Record
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

HOLDS = Holds(media=frozenset({"chat"}), fields=frozenset({"preference", "ranking"}), meta=True)
_OWN = frozenset({"instruction", "output", "system", "history", "chosen", "rejected"})
INPUT = "input"
_encode = msgspec.json.Encoder().encode


class Alpaca(Reader):
    """Reads every file of rows with an instruction."""

    name: ClassVar[str] = "alpaca"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 84 if any(_is_ours(first_row(member)) for member in files_of_rows(source)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a row, named `file:line`."""
        del options  # nothing is left open
        for row in records_of(source, _record, _is_ours):
            if isinstance(row, Record) and row.document is not None:
                sketch.declare_field(PREFERENCE, "preference")
            yield row


def _is_ours(row: dict[str, Any]) -> bool:
    return isinstance(row.get("instruction"), str) and bool(row.keys() & {"output", "chosen"})


def _record(row: dict[str, Any], name: str) -> Record:
    meta = {key: value for key, value in row.items() if key not in _OWN and (key != INPUT or value)}
    asked = text_in(row, "instruction")
    if row.get(INPUT):
        asked += "\n" + text_in(row, INPUT)
    turns = [Message("system", text_in(row, "system"))] if row.get("system") else []
    for place, pair in enumerate(row.get("history") or []):
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(one, str) for one in pair):
            raise ShapeError("format_bad_message", f"history[{place}]")
        turns += [Message("user", pair[0]), Message("assistant", pair[1])]
    turns.append(Message("user", asked))
    if "chosen" in row or "rejected" in row:
        chosen, rejected = ([Message("assistant", text_in(row, key))] for key in ("chosen", "rejected"))
        return preferred(name, turns, (chosen, rejected), meta)
    return Record(name, Chat([*turns, Message("assistant", text_in(row, "output"))]), meta=meta)


class AlpacaWriter(Writer):
    """One file `alpaca.jsonl`. Two speakers who take turns, only text."""

    name: ClassVar[str] = "alpaca"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "alpaca.jsonl"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write a row an item, or one for each strict pair of its answers."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        with sink.file("alpaca.jsonl") as out:
            for record in records:
                if losses.keeps(record) and isinstance(record.content, Chat):
                    report.items += 1
                    for row in _rows(record, record.content, losses):
                        out.write(_encode(row) + b"\n")
        return report


def _rows(record: Record, content: Chat, losses: Losses) -> Iterator[dict[str, Any]]:
    document = losses.fit(record.document or Document(), record.name)
    meta = {key: value for key, value in record.meta.items() if key not in _OWN | {INPUT}}
    judged = any(is_judged(value) for value in document.answers.values())
    if not judged and content.responses:
        losses.lose("unjudged", record.name)
    elif not judged:
        row = _asked(content.messages[:-1], record.meta.get(INPUT))
        last = content.messages[-1] if content.messages else None
        if row is None or last is None or last.role != "assistant" or not is_plain([last]):
            losses.lose("turns", record.name)
        else:
            yield row | {"output": last.content} | meta
    said = {one.id: one.messages for one in content.responses}
    for better, worse in pairs(record, document, losses):
        row = _asked(content.messages, record.meta.get(INPUT))
        both = [said.get(id_, []) for id_ in (better, worse)]
        if row is None or any(len(one) != 1 or not is_plain(one) for one in both):
            losses.lose("turns", record.name)
        else:
            yield row | {"chosen": both[0][0].content, "rejected": both[1][0].content} | meta


def _asked(messages: Sequence[Message], given: Any) -> dict[str, Any] | None:
    """Instruction, input, system and history; None unless user and assistant take turns."""
    if not messages or not is_plain(messages):
        return None
    row: dict[str, Any] = {}
    system = messages[0].content if messages[0].role == "system" else None
    turns = messages[1:] if system is not None else messages
    roles = [turn.role for turn in turns]
    if len(turns) % 2 == 0 or roles != ["user", "assistant"] * (len(turns) // 2) + ["user"]:
        return None
    asked = turns[-1].content
    row |= {"instruction": asked, "input": ""}
    if isinstance(given, str) and given and asked.endswith(f"\n{given}"):
        row = {"instruction": asked[: -len(given) - 1], "input": given}
    if system is not None:
        row["system"] = system
    if len(turns) > 1:
        row["history"] = [[a.content, b.content] for a, b in zip(turns[0:-1:2], turns[1::2], strict=True)]
    return row
