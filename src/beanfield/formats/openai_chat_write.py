"""Writes OpenAI's chat JSONL; a preference, and every strict pair of a ranking, is one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.chats import is_judged, pairs
from beanfield.formats.losses import Losses
from beanfield.formats.openai_chat import HOLDS, MESSAGE_KEYS
from beanfield.formats.record import Chat, Message, Record
from beanfield.formats.sinks import Sink

_encode = msgspec.json.Encoder().encode
#: What OpenAI itself knows beside the messages; other meta stand under `metadata`.
_KNOWN = frozenset({"tools", "parallel_tool_calls", "functions"})


class OpenAiChatWriter(Writer):
    """One file `chat.jsonl`. Ties cannot be said, nor how strong a preference is."""

    name: ClassVar[str] = "openai_chat"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "chat.jsonl"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write what stands of each record. Without a judgement the responses are written beside."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        with sink.file("chat.jsonl") as out:
            for record in records:
                content = record.content
                if not losses.keeps(record) or not isinstance(content, Chat):
                    continue
                report.items += 1
                for row in _rows(record, content, losses):
                    out.write(_encode(row) + b"\n")
        return report


def _rows(record: Record, content: Chat, losses: Losses) -> Iterator[dict[str, Any]]:
    meta = dict(record.meta)
    extras = meta.pop(MESSAGE_KEYS, {})
    beside = {key: meta.pop(key) for key in list(meta) if key in _KNOWN}
    tail: dict[str, Any] = {"id": record.name}
    if meta:
        tail["metadata"] = meta
    messages = [_turn(message, extras.get(str(place))) for place, message in enumerate(content.messages)]
    judged = False
    document = losses.fit(record.document or Document(), record.name)
    for name, value in document.answers.items():
        if not is_judged(value):
            losses.lose("field", record.name, name=name)
    for better, worse in pairs(record, document, losses):
        judged = True
        said = {response.id: response.messages for response in content.responses}
        if better in said and worse in said:
            yield {
                "input": {"messages": messages, **beside},
                "preferred_output": said[better],
                "non_preferred_output": said[worse],
                **tail,
            }
    if not judged and content.responses:
        tail["responses"] = content.responses
    if not judged:
        yield {"messages": messages, **beside, **tail}


def _turn(message: Message, extra: Any) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(message)
    row.setdefault("content", None)
    return row | extra if isinstance(extra, dict) else row
