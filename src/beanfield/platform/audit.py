"""The audit log: append-only rows, each holding the hash of the row before it.

hash = SHA-256(previous hash ‖ canonical JSON of [seq, at, actor, action, subject, centre, details]).
Changing, dropping or reordering any row breaks every hash after it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from beanfield.platform.database import Tx, as_struct, dicts, execute, jsonb, row, scalar

_LOCK = 0x61756469
_GENESIS = bytes(32)


class _Link(msgspec.Struct):
    seq: int
    hash: bytes


class Verdict(msgspec.Struct):
    """`broken_at` is the first row whose hash does not follow from the row before it."""

    rows: int
    intact: bool
    broken_at: int | None


class Entry(msgspec.Struct, frozen=True):
    """What one row says; `previous` and `hash` chain it to the others."""

    seq: int
    at: datetime
    actor_id: int | None
    action: str
    subject: str
    centre_id: int | None
    details: dict[str, Any]


def link_hash(previous: bytes, entry: Entry) -> bytes:
    """The hash of one row of the chain."""
    fields = (
        entry.seq,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_id,
        entry.action,
        entry.subject,
        entry.centre_id,
        entry.details,
    )
    return hashlib.sha256(previous + msgspec.json.encode(fields, order="sorted")).digest()


async def record(
    tx: Tx,
    actor_id: int | None,
    action: str,
    subject: str,
    *,
    centre_id: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Append a row to the chain. Holds the chain's lock until the transaction ends.

    `details` are plain JSON values; never put a secret or a child's data there.
    """
    await tx.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
    last = await row(tx, _Link, "select seq, hash from audit order by seq desc limit 1")
    seq, previous = (last.seq + 1, last.hash) if last else (1, _GENESIS)
    at = await scalar(tx, "select clock_timestamp()")
    plain = msgspec.json.decode(msgspec.json.encode(details or {}))
    digest = link_hash(previous, Entry(seq, at, actor_id, action, subject, centre_id, plain))
    await execute(
        tx,
        "insert into audit (seq, at, actor_id, action, subject, centre_id, details, previous, hash)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [seq, at, actor_id, action, subject, centre_id, jsonb(plain), previous, digest],
    )


async def verify(tx: Tx, *, batch: int = 5000) -> Verdict:
    """Walk the whole chain."""
    previous, expected, checked = _GENESIS, 1, 0
    while True:
        found = await dicts(
            tx, "select * from audit where seq >= %s order by seq limit %s", [expected, batch]
        )
        for link in found:
            digest = link_hash(previous, as_struct(link, Entry))
            if link["seq"] != expected or link["previous"] != previous or link["hash"] != digest:
                return Verdict(rows=checked, intact=False, broken_at=link["seq"])
            previous, expected, checked = link["hash"], expected + 1, checked + 1
        if len(found) < batch:
            return Verdict(rows=checked, intact=True, broken_at=None)
