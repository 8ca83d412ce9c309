"""Writes OASST trees: items of one tree, which follow one another, are put together again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any, ClassVar

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, WriteOptions, Writer, WriteReport
from beanfield.formats.chats import is_plain
from beanfield.formats.losses import Losses
from beanfield.formats.oasst import HOLDS, ROLES
from beanfield.formats.record import Chat, Record
from beanfield.formats.sinks import Sink

_encode = msgspec.json.Encoder().encode
_SPEAKERS = {role: speaker for speaker, role in ROLES.items()}
_META = frozenset({"tree", "way", "message", "replies"})
Node = dict[str, Any]


class OasstWriter(Writer):
    """One file `trees.jsonl`. An item that names no tree is a tree of its own."""

    name: ClassVar[str] = "oasst"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = "trees.jsonl"

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write a tree when the next one begins."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        tree: _Growing | None = None
        with sink.file("trees.jsonl") as out:
            for record in records:
                content = record.content
                if not losses.keeps(record) or not isinstance(content, Chat):
                    continue
                plain = [*content.messages, *(turn for one in content.responses for turn in one.messages)]
                ways = all(len(one.messages) == 1 for one in content.responses) and bool(content.messages)
                if not ways or not is_plain(plain) or any(turn.role not in _SPEAKERS for turn in plain):
                    losses.lose("turns", record.name)
                    continue
                if record.meta.keys() - _META:
                    losses.lose("meta", record.name)
                report.items += 1
                if tree is None or not tree.takes(record):
                    _write(tree, out)
                    tree = _Growing(record)
                document = losses.fit(record.document or Document(), record.name)
                tree.add(record, content, _ranks(document, record.name, losses))
            _write(tree, out)
        return report


def _write(tree: _Growing | None, out: IO[bytes]) -> None:
    if tree is not None:
        out.write(_encode(tree.row()) + b"\n")


def _ranks(document: Document, item: str, losses: Losses) -> dict[str, int]:
    """Response → its rank from 0, equals alike. The first ranking counts, others are losses."""
    ranks: dict[str, int] = {}
    for name, value in document.answers.items():
        if ranks or not isinstance(value, list):
            losses.lose("field", item, name=name)
            continue
        for rank, tier in enumerate(value):
            ranks |= {str(id_): rank for id_ in (tier if isinstance(tier, list) else [tier])}
    return ranks


class _Growing:
    """A tree that is being put together."""

    def __init__(self, record: Record) -> None:
        head = record.meta.get("tree")
        self._head: Node = dict(head) if isinstance(head, dict) else {"message_tree_id": record.name}
        self._nodes: dict[str, Node] = {}
        self._root: Node | None = None

    def takes(self, record: Record) -> bool:
        """Whether the item is of this tree, below a message that is there already."""
        head, way = record.meta.get("tree"), record.meta.get("way")
        same = isinstance(head, dict) and head == self._head
        return same and isinstance(way, list) and len(way) > 1 and str(way[-2]) in self._nodes

    def add(self, record: Record, content: Chat, ranks: dict[str, int]) -> None:
        """Put in the way to the item's message, the message, and its replies."""
        given = record.meta.get("way")
        names = [f"{record.name}/{n}" for n in range(len(content.messages) - 1)] + [record.name]
        if isinstance(given, list) and len(given) == len(names):
            names = [str(name) for name in given]
        parent: str | None = None
        for name, turn in zip(names, content.messages, strict=True):
            self._node(name, parent, turn.role, turn.content)
            parent = name
        message = record.meta.get("message")
        self._nodes[names[-1]] |= message if isinstance(message, dict) else {}
        rest = record.meta.get("replies")
        for response in content.responses:
            turn = response.messages[0]
            node = self._node(response.id, parent, turn.role, turn.content)
            more = rest.get(response.id) if isinstance(rest, dict) else None
            node |= more if isinstance(more, dict) else {}
            if response.id in ranks:
                node["rank"] = ranks[response.id]

    def _node(self, name: str, parent: str | None, role: str, text: str) -> Node:
        node = self._nodes.get(name)
        if node is None:
            node = {"message_id": name, "text": text, "role": _SPEAKERS[role], "replies": []}
            self._nodes[name] = node
            if parent is None:
                self._root = node
            else:
                node["parent_id"] = parent
                self._nodes[parent]["replies"].append(node)
        return node

    def row(self) -> Node:
        """The tree."""
        return self._head | {"prompt": self._root}
