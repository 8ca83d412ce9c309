"""Writes ShareGPT with the `dataset_info.json` that LLaMA-Factory wants: one file a kind of training."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.chats import is_judged, pairs, verdicts
from beanfield.formats.losses import Losses
from beanfield.formats.record import Chat, Message, Record
from beanfield.formats.sharegpt import CALL, HOLDS, MEDIA, OWN, ROLES
from beanfield.formats.sinks import Sink
from beanfield.formats.trl_write import RowFiles

_SPEAKERS = {role: speaker for speaker, role in ROLES.items()}
Row = dict[str, Any]


class ShareGptWriter(Writer):
    """`sft.jsonl`, `preference.jsonl` and `kto.jsonl`, as there are. People and tools take turns strictly."""

    name: ClassVar[str] = "sharegpt"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write what stands of each record, then the description."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        kinds: dict[str, set[str]] = {}
        with ExitStack() as stack:
            files = RowFiles(sink, stack)
            for record in records:
                if losses.keeps(record) and isinstance(record.content, Chat):
                    report.items += 1
                    for kind, row in _rows(record, record.content, losses):
                        kinds.setdefault(kind, set()).update(row.keys() & {"system", "tools", *MEDIA})
                        files.write(f"{kind}.jsonl", row)
        with sink.file("dataset_info.json") as out:
            info = {kind: _described(kind, columns) for kind, columns in kinds.items()}
            out.write(msgspec.json.format(msgspec.json.encode(info), indent=2) + b"\n")
        return report


def _described(kind: str, columns: set[str]) -> Row:
    named = {"messages": "conversations"} | {column: column for column in sorted(columns)}
    made: Row = {"file_name": f"{kind}.jsonl", "formatting": "sharegpt", "columns": named}
    if kind == "preference":
        made["ranking"] = True
        named |= {"chosen": "chosen", "rejected": "rejected"}
    elif kind == "kto":
        named["kto_tag"] = "kto_tag"
    return made


def _rows(record: Record, content: Chat, losses: Losses) -> Iterator[tuple[str, Row]]:
    document = losses.fit(record.document or Document(), record.name)
    meta = {key: value for key, value in record.meta.items() if key not in OWN}
    if record.meta.get("tools"):
        meta["tools"] = json.dumps(record.meta["tools"], ensure_ascii=False)
    said = {one.id: one.messages for one in content.responses}
    judged = False
    for better, worse in pairs(record, document, losses):
        judged = True
        both = [_turns(said.get(id_, [])) for id_ in (better, worse)]
        row = _conversation(content.messages, "human")
        if row is None or any(turns is None or len(turns) != 1 for turns in both):
            losses.lose("turns", record.name)
        else:
            chosen, rejected = (turns[0] for turns in both if turns)
            yield "preference", row | {"chosen": chosen, "rejected": rejected} | meta
    for name, value in document.answers.items():
        given = verdicts(value)
        if is_judged(value):
            judged = True
        elif given is None or not given.keys() <= said.keys():
            losses.lose("field", record.name, name=name)
        else:
            judged = True
            whole = [([*content.messages, *said[id_]], label) for id_, label in given.items()]
            yield from (("kto", row | meta) for row in _verdicts(whole, record.name, losses))
    if not judged and said:
        losses.lose("unjudged", record.name)
    elif not judged:
        row = _conversation(content.messages, "gpt")
        if row is None:
            losses.lose("turns", record.name)
        else:
            yield "sft", row | meta


def _verdicts(whole: list[tuple[list[Message], bool]], item: str, losses: Losses) -> Iterator[Row]:
    """A row for each conversation that was judged by itself."""
    for messages, label in whole:
        row = _conversation(messages, "gpt")
        if row is None:
            losses.lose("turns", item)
        else:
            yield row | {"kto_tag": label}


def _conversation(messages: Sequence[Message], last: str) -> Row | None:
    """`conversations` and `system`; None unless the two sides take turns and `last` has the last word."""
    system = messages[0].content if messages and messages[0].role == "system" else None
    turns = _turns(messages[1:] if system is not None else messages)
    if turns is None or len(turns) % 2 != (last == "human"):
        return None
    odd = all(turn["from"] in {"human", "observation"} for turn in turns[0::2])
    even = all(turn["from"] in {"gpt", CALL} for turn in turns[1::2])
    if not (odd and even and turns):
        return None
    return {"conversations": turns} | ({} if system is None else {"system": system})


def _turns(messages: Sequence[Message]) -> list[dict[str, str]] | None:
    made = []
    for message in messages:
        if message.tool_calls:
            value = _call(message)
            speaker: str | None = CALL
        else:
            value, speaker = message.content, _SPEAKERS.get(message.role)
        if speaker is None or not isinstance(value, str) or message.name or message.tool_call_id:
            return None
        made.append({"from": speaker, "value": value})
    return made


def _call(message: Message) -> str | None:
    """Calls of tools as ShareGPT has them; None beside a text, which it has no place for."""
    if message.content:
        return None
    made = []
    for call in message.tool_calls or []:
        function = call.get("function")
        if not isinstance(function, dict) or "name" not in function:
            return None
        given = function.get("arguments", "{}")
        try:
            arguments = json.loads(given) if isinstance(given, str) else given
        except (ValueError, RecursionError):
            arguments = given
        made.append({"name": function["name"], "arguments": arguments})
    return json.dumps(made[0] if len(made) == 1 else made, ensure_ascii=False)
