"""Writes TRL's data sets, each kind into its own file: the kinds cannot be trained on together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO, Any, ClassVar

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.chats import is_judged, is_plain, pairs, row_of, verdicts
from beanfield.formats.losses import Losses
from beanfield.formats.record import Chat, Record
from beanfield.formats.sinks import Sink
from beanfield.formats.trl import HOLDS, OWN

_encode = msgspec.json.Encoder().encode
Row = dict[str, Any]


class TrlWriter(Writer):
    """`preference.jsonl`, `unpaired.jsonl`, `stepwise.jsonl`, `messages.jsonl`, `prompts.jsonl` as there are.

    A ranking becomes its strict pairs. Ties, steps and answers without a verdict are not written: they are
    losses, never a no.
    """

    name: ClassVar[str] = "trl"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write what stands of each record."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        with ExitStack() as stack:
            files = RowFiles(sink, stack)
            for record in records:
                if losses.keeps(record) and isinstance(record.content, Chat):
                    report.items += 1
                    for kind, row in _rows(record, record.content, losses):
                        files.write(f"{kind}.jsonl", row)
        return report


class RowFiles:
    """JSONL files that are opened when their first row comes."""

    def __init__(self, sink: Sink, stack: ExitStack) -> None:
        self._sink = sink
        self._stack = stack
        self._open: dict[str, IO[bytes]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._open

    def write(self, name: str, row: Row) -> None:
        """Write a row into a file."""
        if name not in self._open:
            self._open[name] = self._stack.enter_context(self._sink.file(name))
        self._open[name].write(_encode(row) + b"\n")


def _rows(record: Record, content: Chat, losses: Losses) -> Iterator[tuple[str, Row]]:
    meta = {key: value for key, value in record.meta.items() if key not in OWN}
    asked = [row_of(message) for message in content.messages]
    said = {one.id: [row_of(message) for message in one.messages] for one in content.responses}
    document = losses.fit(record.document or Document(), record.name)
    judged = False
    for better, worse in pairs(record, document, losses):
        judged = True
        if better in said and worse in said:
            yield "preference", {"prompt": asked, "chosen": said[better], "rejected": said[worse]} | meta
    for name, value in document.answers.items():
        if is_judged(value):
            judged = True
            continue
        given = verdicts(value)
        if given is None:
            losses.lose("field", record.name, name=name)
        elif given.keys() <= said.keys():
            judged = True
            for id_, label in given.items():
                yield "unpaired", {"prompt": asked, "completion": said[id_], "label": label} | meta
        else:
            judged = True
            yield from _steps(content, given, record.name, losses, meta)
    if judged:
        return
    if said:
        losses.lose("unjudged", record.name)
    elif content.messages[-1:] and content.messages[-1].role == "assistant":
        yield "messages", {"messages": asked} | meta
    else:
        yield "prompts", {"prompt": asked} | meta


def _steps(
    content: Chat, given: dict[str, bool], item: str, losses: Losses, meta: Row
) -> Iterator[tuple[str, Row]]:
    turns = content.messages
    steps = turns[1:]
    wanted = [str(place) for place in range(1, len(turns))]
    alternate = bool(steps) and turns[0].role == "user" and all(step.role == "assistant" for step in steps)
    if not alternate or not is_plain(turns) or content.responses:
        losses.lose("turns", item)
    elif any(place not in given for place in wanted):
        losses.lose("unjudged", item)
    else:
        labels = [given[place] for place in wanted]
        texts = [step.content for step in steps]
        yield "stepwise", {"prompt": turns[0].content, "completions": texts, "labels": labels} | meta
