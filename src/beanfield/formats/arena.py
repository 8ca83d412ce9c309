"""Arena votes: two models answered one conversation, and a judge said which was better, or that neither was.

One vote is one item. Where both are bad the answer is a tie, and the field `both_bad` says so: the two
differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.chats import PREFERENCE, row_of, split_pair, turns_of
from beanfield.formats.faults import FaultRow, ShapeError
from beanfield.formats.json_rows import files_of_rows, first_row, records_of
from beanfield.formats.losses import Losses
from beanfield.formats.pseudonyms import Pseudonyms
from beanfield.formats.record import Answer, Chat, Record, Response
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

HOLDS = Holds(
    media=frozenset({"chat"}),
    fields=frozenset({"preference", "boolean"}),
    answers=True,
    people=True,
    meta=True,
)
BOTH_BAD = "both_bad"
_BETTER = {"model_a": "a", "model_b": "b", "tie": "tie", "tie (bothbad)": "tie"}
_OWN = frozenset({"model_a", "model_b", "winner", "judge", "conversation_a", "conversation_b"})
_encode = msgspec.json.Encoder().encode


class Arena(Reader):
    """Reads every file of votes."""

    name: ClassVar[str] = "arena"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 89 if any(_is_vote(first_row(member)) for member in files_of_rows(source)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a vote, named `file:line`."""
        del options  # nothing is left open
        sketch.declare_field(PREFERENCE, "preference")
        yield from records_of(source, _record, _is_vote)


def _is_vote(row: dict[str, Any]) -> bool:
    return row.keys() >= {"model_a", "model_b", "winner", "conversation_a"}


def _record(row: dict[str, Any], name: str) -> Record:
    meta = {key: value for key, value in row.items() if key not in _OWN}
    winner = row.get("winner")
    if not isinstance(winner, str) or winner not in _BETTER:
        raise ShapeError("format_bad_value", "winner", value=str(winner)[:40])
    first, second = (turns_of(row.get(key), key) for key in ("conversation_a", "conversation_b"))
    shared = split_pair(first, second)
    if not shared:
        raise ShapeError("format_no_shared_turns", "conversation_a")
    models = [row.get(key) for key in ("model_a", "model_b")]
    if not all(isinstance(model, str) for model in models):
        raise ShapeError("format_no_name", "model_a")
    responses = [Response("a", first[shared:], models[0]), Response("b", second[shared:], models[1])]
    document = Document(answers={PREFERENCE: {"better": _BETTER[winner]}})
    if winner == "tie (bothbad)":
        document.answers[BOTH_BAD] = True
    judge = row.get("judge")
    answers = [Answer(document, person=judge)] if isinstance(judge, str) else []
    return Record(name, Chat(first[:shared], responses), document, answers=answers, meta=meta)


class ArenaWriter(Writer):
    """One file `votes.jsonl`: a row for each judge, or where nobody is known for what stands."""

    name: ClassVar[str] = "arena"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "votes.jsonl"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write the votes; judges as the options say."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        people = Pseudonyms(options.people, options.people_key)
        with sink.file("votes.jsonl") as out:
            for record in records:
                content = record.content
                if not losses.keeps(record) or not isinstance(content, Chat):
                    continue
                if len(content.responses) != 2:
                    losses.lose("unjudged", record.name)
                    continue
                report.items += 1
                answers = record.answers or ([Answer(record.document)] if record.document else [])
                if not answers:
                    losses.lose("unjudged", record.name)
                for answer in answers:
                    row = _vote(record, content, losses.fit(answer.document, record.name), losses)
                    if row is not None:
                        report.answers += 1
                        judge = people.of(answer.person)
                        out.write(_encode(row | ({"judge": judge} if judge else {})) + b"\n")
        return report


def _vote(record: Record, content: Chat, document: Document, losses: Losses) -> dict[str, Any] | None:
    """A row; None where the answer compares nothing."""
    ids = [response.id for response in content.responses]
    winner: str | None = None
    for name, value in document.answers.items():
        if isinstance(value, dict) and "better" in value and winner is None:
            winner = {ids[0]: "model_a", ids[1]: "model_b"}.get(value["better"], "tie")
            if value.get("strength", 1) not in {0, 1, None}:
                losses.lose("strength", record.name)
        elif name != BOTH_BAD or not isinstance(value, bool):
            losses.lose("field", record.name, name=name)
    if winner is None:
        losses.lose("unjudged", record.name)
        return None
    if winner == "tie" and document.answers.get(BOTH_BAD):
        winner = "tie (bothbad)"
    row: dict[str, Any] = {key: value for key, value in record.meta.items() if key not in _OWN}
    for side, response in zip("ab", content.responses, strict=True):
        row[f"model_{side}"] = response.model or side
        row[f"conversation_{side}"] = [row_of(m) for m in (*content.messages, *response.messages)]
    return row | {"winner": winner}
