"""OASST trees: a prompt and its replies, replies to those, and so on; replies of one message are ranked.

Each message of a prompter with its replies is one item: the way to it is the conversation, the replies are
the responses, their ranks the answer `ranking`. What else a message says is kept in the item's meta
(`message`, `replies`, `way`), so that trees come back whole. `tree` is the tree's id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.jsonl_text import JSONLS
from beanfield.formats.jsons import decode_object, json_fault
from beanfield.formats.record import Chat, Message, Record, Response
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import lines

HOLDS = Holds(media=frozenset({"chat"}), fields=frozenset({"ranking"}), meta=True)
RANKING = "ranking"
ROLES = {"prompter": "user", "assistant": "assistant"}
_OWN = frozenset({"replies", "text", "role", "message_id", "parent_id", "rank"})
_DEEPEST = 100


class Oasst(Reader):
    """Reads every JSONL file of the source, a tree a line."""

    name: ClassVar[str] = "oasst"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 92 if any(b'"message_tree_id"' in m.head(4096) for m in source.members(*JSONLS)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """Items of one tree after another, each before those below it, named by the prompter's message."""
        del options  # nothing is left open
        members = list(source.members(*JSONLS))
        if not members:
            raise FormatError("format_no_jsonl")
        for member in members:
            for line, data in lines(member, source.limits):
                try:
                    records = list(_Tree(decode_object(data)).records())
                except msgspec.MsgspecError as error:
                    yield json_fault(error, member.name, line)
                    continue
                except ShapeError as bad:
                    yield FaultRow(bad.key, bad.params, member.name, line, bad.path or None)
                    continue
                for record in records:
                    record.file, record.line = member.name, line
                    if record.document is not None:
                        sketch.declare_field(RANKING, "ranking")
                    yield record


class _Step(Struct):
    """A message on the way."""

    id: str
    turn: Message


class _Tree:
    """One tree being taken apart."""

    def __init__(self, row: dict[str, Any]) -> None:
        self._head = {key: value for key, value in row.items() if key != "prompt"}
        if not isinstance(row.get("message_tree_id"), str):
            raise ShapeError("format_no_name", "message_tree_id")
        self._root = row.get("prompt")

    def records(self) -> Iterator[Record]:
        """The items."""
        yield from self._below(self._root, [], "prompt")

    def _below(self, node: Any, way: list[_Step], path: str) -> Iterator[Record]:
        step = _step(node, path)
        if len(way) >= _DEEPEST:
            raise ShapeError("format_too_deep", path)
        replies = node.get("replies") or []
        if not isinstance(replies, list):
            raise ShapeError("fault_want_list", f"{path}.replies")
        steps = [_step(reply, f"{path}.replies[{n}]") for n, reply in enumerate(replies)]
        here = [*way, step]
        if step.turn.role == "user":
            yield self._item(node, here, list(zip(replies, steps, strict=True)))
        for number, reply in enumerate(replies):
            yield from self._below(reply, here, f"{path}.replies[{number}]")

    def _item(self, node: dict[str, Any], way: list[_Step], replies: list[tuple[Any, _Step]]) -> Record:
        ranks = [reply.get("rank") for reply, _ in replies]
        document = None
        if ranks and all(type(rank) is int for rank in ranks):
            tiers: dict[int, list[str]] = {}
            for rank, (_, step) in zip(ranks, replies, strict=True):
                tiers.setdefault(int(rank or 0), []).append(step.id)
            order = [tiers[rank][0] if len(tiers[rank]) == 1 else tiers[rank] for rank in sorted(tiers)]
            document = Document(answers={RANKING: order})
        meta = {"tree": self._head, "way": [step.id for step in way], "message": _rest(node)}
        meta["replies"] = {step.id: _rest(reply) for reply, step in replies}
        responses = [Response(step.id, [step.turn]) for _, step in replies]
        return Record(way[-1].id, Chat([step.turn for step in way], responses), document, meta=meta)


def _rest(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key not in _OWN}


def _step(node: Any, path: str) -> _Step:
    if not isinstance(node, dict) or not isinstance(node.get("text"), str):
        raise ShapeError("format_no_text", f"{path}.text")
    role = node.get("role")
    if not isinstance(role, str) or role not in ROLES:
        raise ShapeError("format_bad_role", f"{path}.role", role=str(role)[:40])
    id_ = node.get("message_id")
    if not isinstance(id_, str) or not id_:
        raise ShapeError("format_no_name", f"{path}.message_id")
    return _Step(id_, Message(ROLES[role], node["text"]))
