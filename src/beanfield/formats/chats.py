"""What formats of conversations share: turns, two answers of which one is better, and what judges say."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.faults import ShapeError
from beanfield.formats.losses import Losses
from beanfield.formats.record import Chat, Message, Record, Response

PREFERENCE = "preference"
#: The field of a single answer's verdict, and of each step's.
LABEL, STEP = "label", "step_correct"
_encode = msgspec.json.Encoder().encode
ROLES = frozenset({"system", "developer", "user", "assistant", "tool", "function"})


def text_in(row: dict[str, Any], key: str, path: str = "") -> str:
    """A text that must be there. Raises `ShapeError`."""
    value = row.get(key)
    if not isinstance(value, str):
        raise ShapeError("format_no_text", f"{path}.{key}" if path else key)
    return value


def listed(row: dict[str, Any], key: str) -> list[Any]:
    """A list that must be there. Raises `ShapeError`."""
    value = row.get(key)
    if not isinstance(value, list):
        raise ShapeError("fault_want_list", key)
    return value


def turns_of(value: Any, path: str) -> list[Message]:
    """Messages `{role, content, …}`. Raises `ShapeError`."""
    if not isinstance(value, list) or not value:
        raise ShapeError("format_no_messages", path)
    made = []
    for place, one in enumerate(value):
        where = f"{path}[{place}]"
        if not isinstance(one, dict):
            raise ShapeError("format_bad_message", where)
        role, content = one.get("role"), one.get("content")
        if not isinstance(role, str) or role not in ROLES:
            raise ShapeError("format_bad_role", f"{where}.role", role=str(role)[:40])
        parts = isinstance(content, list) and all(isinstance(p, dict) and "type" in p for p in content)
        if not (isinstance(content, str) or parts or (content is None and role == "assistant")):
            raise ShapeError("format_bad_message", f"{where}.content")
        if one.keys() - set(Message.__struct_fields__):
            raise ShapeError("format_bad_message", where)
        try:
            made.append(msgspec.convert(one, Message))
        except msgspec.ValidationError as error:
            raise ShapeError("format_bad_message", where) from error
    return made


def row_of(message: Message) -> dict[str, Any]:
    """A message as `{role, content, …}`."""
    made: dict[str, Any] = msgspec.to_builtins(message)
    made.setdefault("content", None)
    return made


def is_plain(messages: Sequence[Message]) -> bool:
    """Whether all that is said is text, with no tools in it."""
    return all(isinstance(m.content, str) and not m.tool_calls and not m.tool_call_id for m in messages)


def split_pair(first: list[Message], second: list[Message]) -> int:
    """How many turns two conversations share from the start; each keeps at least one of its own."""
    most = min(len(first), len(second)) - 1
    return next((n for n in range(most) if first[n] != second[n]), max(most, 0))


def preferred(
    name: str, asked: list[Message], pair: tuple[list[Message], list[Message]], meta: dict[str, Any]
) -> Record:
    """An item of two answers, the better one given first; which is called a depends on the texts alone.

    So a is not always the better one, and the same data give the same items.
    """
    flipped = zlib.crc32(_encode((asked, pair))) & 1
    better, worse = ("b", "a") if flipped else ("a", "b")
    responses = sorted((Response(better, pair[0]), Response(worse, pair[1])), key=lambda one: one.id)
    return Record(name, Chat(asked, responses), Document(answers={PREFERENCE: {"better": better}}), meta=meta)


def pairs(record: Record, document: Document, losses: Losses) -> Iterator[tuple[str, str]]:
    """Better and worse response of each comparison: of a preference, and of a ranking's every strict pair.

    Ties and strengths are losses. Answers of other kinds are left to the caller.
    """
    content = record.content
    ids = [response.id for response in content.responses] if isinstance(content, Chat) else []
    for answer in document.answers.values():
        if isinstance(answer, dict) and "better" in answer:
            if answer["better"] not in ids:
                losses.lose("tie", record.name)
                continue
            if answer.get("strength", 1) != 1:
                losses.lose("strength", record.name)
            yield from ((answer["better"], other) for other in ids if other != answer["better"])
        elif isinstance(answer, list):
            ranks = [rank if isinstance(rank, list) else [rank] for rank in answer]
            if any(len(rank) > 1 for rank in ranks):
                losses.lose("tie", record.name)
            for upper, lower in combinations(ranks, 2):
                yield from ((str(a), str(b)) for a in upper for b in lower)


def is_judged(value: Any) -> bool:
    """Whether an answer is a preference or a ranking."""
    return isinstance(value, list) or (isinstance(value, dict) and "better" in value)


def verdicts(value: Any) -> dict[str, bool] | None:
    """An answer to a question about each response or turn, where all of it is yes or no."""
    good = isinstance(value, dict) and bool(value) and all(isinstance(v, bool) for v in value.values())
    return value if good else None
