"""TRL's data sets for preference learning: preference, unpaired (KTO), stepwise, and prompts with
completions.

A prompt or completion is a text (one turn) or a list of turns. A preference without a prompt holds two whole
conversations, which share their beginning. Steps are turns of the assistant, each with its own verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.chats import LABEL, PREFERENCE, STEP, listed, preferred, split_pair, text_in, turns_of
from beanfield.formats.faults import FaultRow, ShapeError
from beanfield.formats.json_rows import files_of_rows, first_row, records_of
from beanfield.formats.record import Chat, Message, Record, Response
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

HOLDS = Holds(
    media=frozenset({"chat"}),
    fields=frozenset({"preference", "ranking", "boolean"}),
    of=frozenset({"item", "response", "turn"}),
    meta=True,
)
OWN = frozenset({"prompt", "completion", "completions", "label", "labels", "chosen", "rejected"})


class Trl(Reader):
    """Reads every file of rows whose keys are TRL's."""

    name: ClassVar[str] = "trl"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 78 if any(_is_trl(first_row(member)) for member in files_of_rows(source)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a row, named `file:line`."""
        del options  # nothing is left open
        for row in records_of(source, _record, _is_trl):
            if isinstance(row, Record) and row.document is not None:
                for name in row.document.answers:
                    declare(sketch, name)
            yield row


def declare(sketch: Sketch, name: str) -> None:
    """Say of which type the fields are that readers of conversations fill."""
    if name == PREFERENCE:
        sketch.declare_field(name, "preference")
    elif name in {LABEL, STEP}:
        sketch.declare_field(name, "boolean", "response" if name == LABEL else "turn")


def _is_trl(row: dict[str, Any]) -> bool:
    prompted = "prompt" in row and bool(row.keys() & {"completion", "completions", "chosen"})
    return (
        prompted
        or row.keys() == {"prompt"}
        or (
            isinstance(row.get("chosen"), list)
            and isinstance(row.get("rejected"), list)
            and "conversations" not in row
        )
    )


def _record(row: dict[str, Any], name: str) -> Record:
    meta = {key: value for key, value in row.items() if key not in OWN}
    if "completions" in row:
        return _steps(row, name, meta)
    if "chosen" in row:
        chosen, rejected = (_said(row.get(key), key, "assistant") for key in ("chosen", "rejected"))
        if "prompt" in row:
            return preferred(name, _said(row["prompt"], "prompt", "user"), (chosen, rejected), meta)
        if not isinstance(row["chosen"], list) or not isinstance(row.get("rejected"), list):
            raise ShapeError("format_no_messages", "chosen")
        shared = split_pair(chosen, rejected)
        if not shared:
            raise ShapeError("format_no_shared_turns", "chosen")
        return preferred(name, chosen[:shared], (chosen[shared:], rejected[shared:]), meta)
    asked = _said(row.get("prompt"), "prompt", "user")
    if "completion" not in row:
        return Record(name, Chat(asked), meta=meta)
    said = _said(row["completion"], "completion", "assistant")
    if "label" not in row:
        return Record(name, Chat([*asked, *said]), meta=meta)
    if not isinstance(row["label"], bool):
        raise ShapeError("format_bad_value", "label", value=str(row["label"])[:40])
    document = Document(answers={LABEL: {"a": row["label"]}})
    return Record(name, Chat(asked, [Response("a", said)]), document, meta=meta)


def _said(value: Any, path: str, role: str) -> list[Message]:
    return [Message(role, value)] if isinstance(value, str) else turns_of(value, path)


def _steps(row: dict[str, Any], name: str, meta: dict[str, Any]) -> Record:
    steps, labels = listed(row, "completions"), listed(row, "labels")
    if len(steps) != len(labels) or not steps:
        raise ShapeError("format_step_count", "labels", steps=len(steps), labels=len(labels))
    if not all(isinstance(step, str) for step in steps):
        raise ShapeError("format_no_text", "completions")
    if not all(isinstance(label, bool) for label in labels):
        raise ShapeError("format_bad_value", "labels", value=str(labels)[:40])
    turns = [Message("user", text_in(row, "prompt")), *(Message("assistant", step) for step in steps)]
    document = Document(answers={STEP: {str(place): label for place, label in enumerate(labels, 1)}})
    return Record(name, Chat(turns), document, meta=meta)
