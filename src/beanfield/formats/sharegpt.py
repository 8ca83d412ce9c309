"""ShareGPT, as LLaMA-Factory reads it: `conversations` of {from, value}; `chosen`/`rejected`; `kto_tag`.

`function_call` is an assistant's call of tools (a JSON of name and arguments), `observation` what the tool
said. `system` and `tools` (a JSON as text) stand beside. Pictures are named in `images`, one for each
`<image>`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, ClassVar

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.chats import LABEL, listed, preferred, text_in
from beanfield.formats.faults import FaultRow, ShapeError
from beanfield.formats.json_rows import files_of_rows, first_row, records_of
from beanfield.formats.record import Chat, Message, Record, Response
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.trl import declare

HOLDS = Holds(
    media=frozenset({"chat"}),
    fields=frozenset({"preference", "ranking", "boolean"}),
    of=frozenset({"item", "response"}),
    meta=True,
)
OWN = frozenset({"conversations", "system", "tools", "chosen", "rejected", "kto_tag"})
ROLES = {"human": "user", "gpt": "assistant", "observation": "tool", "system": "system"}
CALL = "function_call"
MEDIA = {"images": "<image>", "videos": "<video>", "audios": "<audio>"}


class ShareGpt(Reader):
    """Reads every file of rows with `conversations`."""

    name: ClassVar[str] = "sharegpt"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 87 if any(_is_ours(first_row(member)) for member in files_of_rows(source)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a row, named `file:line`."""
        del options  # nothing is left open
        for row in records_of(source, _record, _is_ours):
            if isinstance(row, Record) and row.document is not None:
                for name in row.document.answers:
                    declare(sketch, name)
            yield row


def _is_ours(row: dict[str, Any]) -> bool:
    turns = row.get("conversations")
    return isinstance(turns, list) and bool(turns) and isinstance(turns[0], dict) and "from" in turns[0]


def _record(row: dict[str, Any], name: str) -> Record:
    meta = {key: value for key, value in row.items() if key not in OWN}
    if isinstance(row.get("tools"), str) and row["tools"].strip():
        meta["tools"] = _json(row["tools"], "tools")
    elif row.get("tools"):
        meta["tools"] = row["tools"]
    turns = [_turn(one, f"conversations[{place}]") for place, one in enumerate(listed(row, "conversations"))]
    if not turns:
        raise ShapeError("format_no_messages", "conversations")
    if row.get("system"):
        turns.insert(0, Message("system", text_in(row, "system")))
    _check_media(row, turns)
    if "chosen" in row or "rejected" in row:
        both = ([_turn(row.get("chosen"), "chosen")], [_turn(row.get("rejected"), "rejected")])
        return preferred(name, turns, both, meta)
    if "kto_tag" in row:
        if not isinstance(row["kto_tag"], bool):
            raise ShapeError("format_bad_value", "kto_tag", value=str(row["kto_tag"])[:40])
        if turns[-1].role != "assistant" or len(turns) < 2:
            raise ShapeError("format_no_messages", "conversations")
        document = Document(answers={LABEL: {"a": row["kto_tag"]}})
        return Record(name, Chat(turns[:-1], [Response("a", turns[-1:])]), document, meta=meta)
    return Record(name, Chat(turns), meta=meta)


def _turn(one: Any, where: str) -> Message:
    if not isinstance(one, dict):
        raise ShapeError("format_bad_message", where)
    speaker = one.get("from")
    if speaker == CALL:
        return Message("assistant", None, tool_calls=_calls(text_in(one, "value", where), where))
    if not isinstance(speaker, str) or speaker not in ROLES:
        raise ShapeError("format_bad_role", f"{where}.from", role=str(speaker)[:40])
    return Message(ROLES[speaker], text_in(one, "value", where))


def _calls(text: str, where: str) -> list[dict[str, Any]]:
    """Calls of tools as OpenAI has them."""
    found = _json(text, where)
    made = []
    for one in found if isinstance(found, list) else [found]:
        if not isinstance(one, dict) or not isinstance(one.get("name"), str) or "arguments" not in one:
            raise ShapeError("format_bad_message", where)
        given = one["arguments"]
        said = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
        made.append({"type": "function", "function": {"name": one["name"], "arguments": said}})
    if not made:
        raise ShapeError("format_bad_message", where)
    return made


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ShapeError("format_bad_message", where) from error


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _check_media(row: dict[str, Any], turns: list[Message]) -> None:
    """As many marks as files: else a picture would be taken for another."""
    for key, mark in MEDIA.items():
        if key in row:
            given = row[key] if isinstance(row[key], list) else [row[key]]
            marks = sum(turn.content.count(mark) for turn in turns if isinstance(turn.content, str))
            if marks != len(given):
                raise ShapeError("format_media_count", key, marks=marks, files=len(given))
