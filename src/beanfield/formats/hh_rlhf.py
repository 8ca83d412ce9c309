"""HH-RLHF: two dialogues as texts, `chosen` and `rejected`, of turns that begin with Human: or Assistant:."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.chats import PREFERENCE, is_judged, is_plain, pairs, preferred, split_pair, text_in
from beanfield.formats.faults import FaultRow, ShapeError
from beanfield.formats.json_rows import files_of_rows, first_row, records_of
from beanfield.formats.losses import Losses
from beanfield.formats.record import Chat, Message, Record
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

HOLDS = Holds(media=frozenset({"chat"}), fields=frozenset({"preference", "ranking"}), meta=True)
_TURN = re.compile(r"\n\n(Human|Assistant):")
_ROLES = {"Human": "user", "Assistant": "assistant"}
_SPEAKERS = {role: speaker for speaker, role in _ROLES.items()}
_OWN = frozenset({"chosen", "rejected"})
_encode = msgspec.json.Encoder().encode


class HhRlhf(Reader):
    """Reads every file of rows with two dialogues."""

    name: ClassVar[str] = "hh_rlhf"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 85 if any(_is_ours(first_row(member)) for member in files_of_rows(source)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a row, named `file:line`: what both dialogues share is asked, the rest are two answers."""
        del options  # nothing is left open
        sketch.declare_field(PREFERENCE, "preference")
        yield from records_of(source, _record, _is_ours)


def _is_ours(row: dict[str, Any]) -> bool:
    both = [row.get("chosen"), row.get("rejected")]
    return all(isinstance(one, str) and one.lstrip("\n").startswith("Human:") for one in both)


def _record(row: dict[str, Any], name: str) -> Record:
    meta = {key: value for key, value in row.items() if key not in _OWN}
    chosen, rejected = (turns_in(text_in(row, key), key) for key in ("chosen", "rejected"))
    shared = split_pair(chosen, rejected)
    if not shared:
        raise ShapeError("format_no_shared_turns", "chosen")
    return preferred(name, chosen[:shared], (chosen[shared:], rejected[shared:]), meta)


def turns_in(text: str, path: str) -> list[Message]:
    """The turns of a dialogue. Raises `ShapeError` when it does not begin with one."""
    parts = _TURN.split(text)
    if parts[0].strip() or len(parts) < 3:
        raise ShapeError("format_no_messages", path)
    return [
        Message(_ROLES[speaker], said.removeprefix(" "))
        for speaker, said in zip(parts[1::2], parts[2::2], strict=True)
    ]


def dialogue(turns: Sequence[Message]) -> str | None:
    """The dialogue as a text; None when it could not be read again."""
    if not is_plain(turns) or any(turn.role not in _SPEAKERS for turn in turns):
        return None
    text = "".join(f"\n\n{_SPEAKERS[turn.role]}: {turn.content}" for turn in turns)
    try:
        return text if turns_in(text, "") == [Message(turn.role, turn.content) for turn in turns] else None
    except ShapeError:
        return None


class HhRlhfWriter(Writer):
    """One file `dialogues.jsonl`. Only two speakers, only text, only strict preferences."""

    name: ClassVar[str] = "hh_rlhf"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "dialogues.jsonl"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write a row for each strict pair."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        with sink.file("dialogues.jsonl") as out:
            for record in records:
                content = record.content
                if not losses.keeps(record) or not isinstance(content, Chat):
                    continue
                report.items += 1
                meta = {key: value for key, value in record.meta.items() if key not in _OWN}
                document = losses.fit(record.document or Document(), record.name)
                said = {one.id: dialogue([*content.messages, *one.messages]) for one in content.responses}
                if not any(is_judged(answer) for answer in document.answers.values()):
                    losses.lose("unjudged", record.name)
                for better, worse in pairs(record, document, losses):
                    chosen, rejected = said.get(better), said.get(worse)
                    if chosen is None or rejected is None:
                        losses.lose("turns", record.name)
                    else:
                        out.write(_encode({"chosen": chosen, "rejected": rejected} | meta) + b"\n")
        return report
