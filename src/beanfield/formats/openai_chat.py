"""OpenAI's chat JSONL: conversations to learn from, and pairs of which one answer is preferred.

Read: `{"messages": […]}`;
`{"input": {"messages": […]}, "preferred_output": […], "non_preferred_output": […]}`; and, as our own
addition, `{"messages": […], "responses": [{"id", "messages", "model"}]}` for answers that are
still to be judged. In a preferred pair the two answers become a and b by the line's checksum, so that a is
not always the better one; the field is called `preference`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.jsonl_text import JSONLS
from beanfield.formats.jsons import decode_object, json_fault
from beanfield.formats.record import Chat, Message, Record, Response
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import lines

HOLDS = Holds(media=frozenset({"chat"}), fields=frozenset({"preference", "ranking"}), meta=True)
ROLES = frozenset({"system", "developer", "user", "assistant", "tool", "function"})
#: Keys of a message that ours has; others are kept in the item's meta under MESSAGE_KEYS, by turn.
OWN_KEYS = frozenset({"role", "content", "name", "tool_calls", "tool_call_id"})
MESSAGE_KEYS = "message_keys"
#: Keys of a row that have a meaning; others are meta.
ROW_KEYS = frozenset({"messages", "input", "preferred_output", "non_preferred_output", "responses", "id"})
PREFERENCE = "preference"


class OpenAiChat(Reader):
    """Reads every JSONL file of the source."""

    name: ClassVar[str] = "openai_chat"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        for member in source.members(*JSONLS):
            head = member.head(1 << 16)
            if b'"role"' in head and (b'"messages"' in head or b'"preferred_output"' in head):
                return 90
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
                    record = _record(decode_object(data), f"{member.name}:{line}", zlib.crc32(data) & 1)
                except msgspec.MsgspecError as error:
                    yield json_fault(error, member.name, line)
                    continue
                except ShapeError as bad:
                    yield FaultRow(bad.key, bad.params, member.name, line, bad.path or None)
                    continue
                record.file, record.line = member.name, line
                if record.document is not None:
                    sketch.declare_field(PREFERENCE, "preference")
                yield record


def _record(row: dict[str, Any], name: str, flipped: int) -> Record:
    meta = {key: value for key, value in row.items() if key not in ROW_KEYS}
    if isinstance(meta.get("metadata"), dict):
        meta |= meta.pop("metadata")
    if isinstance(row.get("id"), str | int) and not isinstance(row["id"], bool):
        name = str(row["id"])
    extras: dict[str, Any] = {}
    if "preferred_output" in row or "non_preferred_output" in row:
        asked = row.get("input")
        if not isinstance(asked, dict):
            raise ShapeError("format_no_messages", "input")
        meta |= {key: value for key, value in asked.items() if key != "messages"}
        messages = _messages(asked.get("messages"), "input.messages", extras)
        pair = [_messages(row.get(key), key, {}) for key in ("preferred_output", "non_preferred_output")]
        ids = "ba" if flipped else "ab"
        responses = sorted((Response(ids[i], pair[i]) for i in range(2)), key=lambda one: one.id)
        document: Document | None = Document(answers={PREFERENCE: {"better": ids[0]}})
    else:
        messages = _messages(row.get("messages"), "messages", extras)
        given = row.get("responses") or []
        if not isinstance(given, list):
            raise ShapeError("format_no_messages", "responses")
        responses = [_response(one, place) for place, one in enumerate(given)]
        document = None
    if len({response.id for response in responses}) < len(responses):
        raise ShapeError("format_duplicate_id", "responses", id=responses[0].id)
    if extras:
        meta[MESSAGE_KEYS] = extras
    return Record(name, Chat(messages, responses), document, meta=meta)


def _messages(value: Any, path: str, extras: dict[str, Any]) -> list[Message]:
    """Checked messages; keys of theirs that we have no word for go into `extras` by turn."""
    if not isinstance(value, list) or not value:
        raise ShapeError("format_no_messages", path)
    made = []
    for place, one in enumerate(value):
        where = f"{path}[{place}]"
        if not isinstance(one, dict):
            raise ShapeError("format_bad_message", where)
        if not isinstance(one.get("role"), str) or one["role"] not in ROLES:
            raise ShapeError("format_bad_role", f"{where}.role", role=str(one.get("role"))[:40])
        made.append(_message(one, where))
        if extra := {key: one[key] for key in one if key not in OWN_KEYS}:
            extras[str(place)] = extra
    return made


def _message(one: dict[str, Any], where: str) -> Message:
    content = one.get("content")
    parts = isinstance(content, list) and all(isinstance(p, dict) and "type" in p for p in content)
    if not (isinstance(content, str) or parts or (content is None and one["role"] == "assistant")):
        raise ShapeError("format_bad_message", f"{where}.content")
    try:
        return msgspec.convert({key: one[key] for key in one if key in OWN_KEYS}, Message)
    except msgspec.ValidationError as error:
        raise ShapeError("format_bad_message", where) from error


def _response(one: Any, place: int) -> Response:
    where = f"responses[{place}]"
    if not isinstance(one, dict) or not isinstance(one.get("id"), str) or not one["id"]:
        raise ShapeError("format_no_name", f"{where}.id")
    model = one.get("model")
    messages = _messages(one.get("messages"), f"{where}.messages", {})
    return Response(one["id"], messages, model if isinstance(model, str) else None)
