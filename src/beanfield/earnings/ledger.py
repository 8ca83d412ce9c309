"""Entries that are not work: corrections and top-ups, each with its two postings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString

from msgspec import Struct

from beanfield.platform.database import Tx, execute, scalar

_CORRECT: Final[LiteralString] = """
with made as (
    insert into entry (person_id, centre_id, project_id, item_id, kind, amount_fen, at, corrects, note,
        made_by)
    select person_id, centre_id, project_id, item_id, 'correction', %(amount)s, %(now)s, id, %(note)s, %(by)s
    from entry where id = %(entry)s
    returning id, project_id, person_id, amount_fen
), posted as (
    insert into posting (transfer_id, account, amount_fen)
    select m.id, side.account, side.amount_fen
    from made m cross join lateral (values
        ('labour:project:' || m.project_id, m.amount_fen),
        ('payable:person:' || m.person_id, -m.amount_fen)) side(account, amount_fen)
)
select id from made
"""
_TOP_UP: Final[LiteralString] = """
with made as (
    insert into entry (person_id, centre_id, kind, amount_fen, at)
    select person_id, %(centre)s, 'top_up', amount_fen, %(at)s
    from unnest(%(people)s::bigint[], %(amounts)s::bigint[]) as g(person_id, amount_fen)
    order by person_id
    returning id, centre_id, person_id, amount_fen
)
insert into posting (transfer_id, account, amount_fen)
select m.id, side.account, side.amount_fen
from made m cross join lateral (values
    ('labour:centre:' || m.centre_id, m.amount_fen),
    ('payable:person:' || m.person_id, -m.amount_fen)) side(account, amount_fen)
"""


class Correction(Struct, frozen=True):
    """`amount_fen` is the difference to the line `entry_id`, not zero."""

    entry_id: int
    amount_fen: int
    note: str
    by: int


async def correct(tx: Tx, correction: Correction, now: datetime) -> int:
    """A line that corrects another one of a project; returns its id."""
    made: int = await scalar(
        tx,
        _CORRECT,
        {
            "entry": correction.entry_id,
            "amount": correction.amount_fen,
            "note": correction.note,
            "by": correction.by,
            "now": now,
        },
    )
    return made


async def top_up(tx: Tx, centre_id: int, people: Sequence[int], amounts: Sequence[int], at: datetime) -> None:
    """Lines that make up the minimum wage, paid by the centre."""
    await execute(
        tx, _TOP_UP, {"centre": centre_id, "people": list(people), "amounts": list(amounts), "at": at}
    )
